CREATE TABLE IF NOT EXISTS `analytics_sh`.`contact_participant`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'A random id in the place of that of analytics. The appointment or visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `participant_type` LowCardinality(String) COMMENT 'Patient, Practitioner, Location and the like.',
    `participant_id` String COMMENT 'A random id in the place of that of analytics. The patient_id, practitioner_id or location_id; empty when the vendor gives no id.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician, over all sources; empty where it is no practitioner.',
    `role_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the role\'s code.',
    `role_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. The first role as a code; of HL7 PPRF is the primary performer, ATND the attender.',
    `status` LowCardinality(String) COMMENT 'accepted, declined, tentative, needs-action; empty for a visit.'
)
ENGINE = MergeTree
ORDER BY (`contact_id`, `idx`)
COMMENT 'One row is one person or place an appointment needs, or one who took part in a visit. Joins contact_id.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`contact_id` != '' AND `of_contact_id`.surrogate = '', 'an id has no surrogate'), '', `of_contact_id`.surrogate) AS `contact_id`,
    a.`idx` AS `idx`,
    a.`participant_type` AS `participant_type`,
    if(throwIf(a.`participant_id` != '' AND `of_participant_id`.surrogate = '', 'an id has no surrogate'), '', `of_participant_id`.surrogate) AS `participant_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(a.`role_system` IN ('http://hl7.org/fhir/sid/icd-10-cm', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/ndc', 'http://hl7.org/fhir/sid/cvx', 'http://snomed.info/sct', 'http://loinc.org', 'http://unitsofmeasure.org', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', 'http://terminology.hl7.org/CodeSystem/condition-category', 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'http://terminology.hl7.org/CodeSystem/condition-ver-status', 'http://terminology.hl7.org/CodeSystem/media-type', 'http://terminology.hl7.org/CodeSystem/v2-0203', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActReason', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'), a.`role_system`, '') AS `role_system`,
    if(multiIf(a.`role_system` = 'http://hl7.org/fhir/sid/icd-10-cm', match(a.`role_code`, '^([A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?)$'), a.`role_system` = 'http://www.nlm.nih.gov/research/umls/rxnorm', match(a.`role_code`, '^([1-9][0-9]{0,7})$'), a.`role_system` = 'http://hl7.org/fhir/sid/ndc', match(a.`role_code`, '^([0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})$'), a.`role_system` = 'http://hl7.org/fhir/sid/cvx', match(a.`role_code`, '^([0-9]{2,3})$'), a.`role_system` = 'http://snomed.info/sct', match(a.`role_code`, '^([1-9][0-9]{5,17})$'), a.`role_system` = 'http://loinc.org', match(a.`role_code`, '^([0-9]{1,7}-[0-9])$'), a.`role_system` = 'http://unitsofmeasure.org', match(a.`role_code`, '^([A-Za-z0-9%/.*-]{1,12})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', match(a.`role_code`, '^([a-z-]{1,20})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', match(a.`role_code`, '^([a-z-]{1,20})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/condition-category', match(a.`role_code`, '^([a-z-]{1,20})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/condition-clinical', match(a.`role_code`, '^([a-z-]{1,20})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/condition-ver-status', match(a.`role_code`, '^([a-z-]{1,20})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/media-type', match(a.`role_code`, '^([a-z-]{1,20})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v2-0203', match(a.`role_code`, '^([A-Z]{1,6})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActCode', match(a.`role_code`, '^([A-Z]{1,12})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActReason', match(a.`role_code`, '^([A-Z]{1,12})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', match(a.`role_code`, '^([A-Z]{1,2})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', match(a.`role_code`, '^([A-Z]{1,3})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', match(a.`role_code`, '^([A-Z]{1,6})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', match(a.`role_code`, '^([A-Z]{1,12})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', match(a.`role_code`, '^([A-Z]{1,12})$'), a.`role_system` = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', match(a.`role_code`, '^([A-Z]{1,12})$'), a.`role_system` = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', match(a.`role_code`, '^([a-z-]{1,20})$'), false), a.`role_code`, '') AS `role_code`,
    a.`status` AS `status`
FROM `analytics`.`contact_participant` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `contact_id` FROM `analytics`.`contact_participant`)) AS `of_contact_id` ON `of_contact_id`.id = a.`contact_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `participant_id` FROM `analytics`.`contact_participant`)) AS `of_participant_id` ON `of_participant_id`.id = a.`participant_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`contact_participant`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
ORDER BY `contact_id`, `idx`
