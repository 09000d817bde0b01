CREATE TABLE IF NOT EXISTS `analytics_sh`.`visit_type`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the code; empty where there is only a text.',
    `code` String COMMENT 'Empty unless its system is a known one. The code as the vendor gave it.'
)
ENGINE = MergeTree
ORDER BY (`visit_id`, `idx`)
COMMENT 'One row is one code of what kind of visit it was: VSee has a type and a subtype. Joins visit_id.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    a.`idx` AS `idx`,
    a.`concept` AS `concept`,
    if(a.`system` IN ('http://hl7.org/fhir/sid/icd-10-cm', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/ndc', 'http://hl7.org/fhir/sid/cvx', 'http://snomed.info/sct', 'http://loinc.org', 'http://unitsofmeasure.org', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', 'http://terminology.hl7.org/CodeSystem/condition-category', 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'http://terminology.hl7.org/CodeSystem/condition-ver-status', 'http://terminology.hl7.org/CodeSystem/media-type', 'http://terminology.hl7.org/CodeSystem/v2-0203', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActReason', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'), a.`system`, '') AS `system`,
    if(multiIf(a.`system` = 'http://hl7.org/fhir/sid/icd-10-cm', match(a.`code`, '^([A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?)$'), a.`system` = 'http://www.nlm.nih.gov/research/umls/rxnorm', match(a.`code`, '^([1-9][0-9]{0,7})$'), a.`system` = 'http://hl7.org/fhir/sid/ndc', match(a.`code`, '^([0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})$'), a.`system` = 'http://hl7.org/fhir/sid/cvx', match(a.`code`, '^([0-9]{2,3})$'), a.`system` = 'http://snomed.info/sct', match(a.`code`, '^([1-9][0-9]{5,17})$'), a.`system` = 'http://loinc.org', match(a.`code`, '^([0-9]{1,7}-[0-9])$'), a.`system` = 'http://unitsofmeasure.org', match(a.`code`, '^([A-Za-z0-9%/.*-]{1,12})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', match(a.`code`, '^([a-z-]{1,20})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', match(a.`code`, '^([a-z-]{1,20})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/condition-category', match(a.`code`, '^([a-z-]{1,20})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/condition-clinical', match(a.`code`, '^([a-z-]{1,20})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/condition-ver-status', match(a.`code`, '^([a-z-]{1,20})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/media-type', match(a.`code`, '^([a-z-]{1,20})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v2-0203', match(a.`code`, '^([A-Z]{1,6})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-ActCode', match(a.`code`, '^([A-Z]{1,12})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-ActReason', match(a.`code`, '^([A-Z]{1,12})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', match(a.`code`, '^([A-Z]{1,2})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', match(a.`code`, '^([A-Z]{1,3})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', match(a.`code`, '^([A-Z]{1,6})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', match(a.`code`, '^([A-Z]{1,12})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', match(a.`code`, '^([A-Z]{1,12})$'), a.`system` = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', match(a.`code`, '^([A-Z]{1,12})$'), a.`system` = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', match(a.`code`, '^([a-z-]{1,20})$'), false), a.`code`, '') AS `code`
FROM `analytics`.`visit_type` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`visit_type`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
ORDER BY `visit_id`, `idx`
