CREATE TABLE IF NOT EXISTS `analytics_sh`.`family_history`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `family_history_id` String COMMENT 'A random id in the place of that of analytics. The relative: made from the patient and the relationship.',
    `idx` UInt16 COMMENT 'The condition\'s place in the list, from 0.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient, not the relative.',
    `relationship_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the relationship\'s code.',
    `relationship_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. How the relative is related, as a code: FTH, MTH and the like.',
    `status` LowCardinality(String) COMMENT 'partial, completed, entered-in-error, health-unknown.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `family_history_id`, `idx`)
COMMENT 'One row is one condition of one relative, or kind of relatives, of a patient, as the patient tells it.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`family_history_id` != '' AND `of_family_history_id`.surrogate = '', 'an id has no surrogate'), '', `of_family_history_id`.surrogate) AS `family_history_id`,
    a.`idx` AS `idx`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(a.`relationship_system` IN ('http://hl7.org/fhir/sid/icd-10-cm', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/ndc', 'http://hl7.org/fhir/sid/cvx', 'http://snomed.info/sct', 'http://loinc.org', 'urn:ietf:bcp:47', 'http://unitsofmeasure.org', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', 'http://terminology.hl7.org/CodeSystem/condition-category', 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'http://terminology.hl7.org/CodeSystem/condition-ver-status', 'http://terminology.hl7.org/CodeSystem/media-type', 'http://terminology.hl7.org/CodeSystem/v2-0203', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActReason', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'), a.`relationship_system`, '') AS `relationship_system`,
    if(multiIf(a.`relationship_system` = 'http://hl7.org/fhir/sid/icd-10-cm', match(a.`relationship_code`, '^([A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?)$'), a.`relationship_system` = 'http://www.nlm.nih.gov/research/umls/rxnorm', match(a.`relationship_code`, '^([1-9][0-9]{0,7})$'), a.`relationship_system` = 'http://hl7.org/fhir/sid/ndc', match(a.`relationship_code`, '^([0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})$'), a.`relationship_system` = 'http://hl7.org/fhir/sid/cvx', match(a.`relationship_code`, '^([0-9]{2,3})$'), a.`relationship_system` = 'http://snomed.info/sct', match(a.`relationship_code`, '^([1-9][0-9]{5,17})$'), a.`relationship_system` = 'http://loinc.org', match(a.`relationship_code`, '^([0-9]{1,7}-[0-9])$'), a.`relationship_system` = 'urn:ietf:bcp:47', match(a.`relationship_code`, '^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$'), a.`relationship_system` = 'http://unitsofmeasure.org', match(a.`relationship_code`, '^([A-Za-z0-9%/.*-]{1,12})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', match(a.`relationship_code`, '^([a-z-]{1,20})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', match(a.`relationship_code`, '^([a-z-]{1,20})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/condition-category', match(a.`relationship_code`, '^([a-z-]{1,20})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/condition-clinical', match(a.`relationship_code`, '^([a-z-]{1,20})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/condition-ver-status', match(a.`relationship_code`, '^([a-z-]{1,20})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/media-type', match(a.`relationship_code`, '^([a-z-]{1,20})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v2-0203', match(a.`relationship_code`, '^([A-Z]{1,6})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActCode', match(a.`relationship_code`, '^([A-Z]{1,12})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActReason', match(a.`relationship_code`, '^([A-Z]{1,12})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', match(a.`relationship_code`, '^([A-Z]{1,2})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', match(a.`relationship_code`, '^([A-Z]{1,3})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', match(a.`relationship_code`, '^([A-Z]{1,6})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', match(a.`relationship_code`, '^([A-Z]{1,12})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', match(a.`relationship_code`, '^([A-Z]{1,12})$'), a.`relationship_system` = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', match(a.`relationship_code`, '^([A-Z]{1,12})$'), a.`relationship_system` = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', match(a.`relationship_code`, '^([a-z-]{1,20})$'), false), a.`relationship_code`, '') AS `relationship_code`,
    a.`status` AS `status`,
    a.`recorded_precision` AS `recorded_precision`,
    if(toYear(a.`recorded_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`recorded_date`)) AS `recorded_year`,
    a.`date_basis` AS `date_basis`,
    a.`is_test` AS `is_test`
FROM `analytics`.`family_history` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `family_history_id` FROM `analytics`.`family_history`)) AS `of_family_history_id` ON `of_family_history_id`.id = a.`family_history_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`family_history`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`family_history`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
ORDER BY `person_id`, `family_history_id`, `idx`
