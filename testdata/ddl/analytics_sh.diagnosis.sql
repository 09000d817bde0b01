CREATE TABLE IF NOT EXISTS `analytics_sh`.`diagnosis`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `diagnosis_id` String COMMENT 'A random id in the place of that of analytics. The diagnosis: made from visit or patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `category` String COMMENT 'encounter-diagnosis: a practitioner\'s; patient-reported: from the patient\'s own profile.',
    `clinical_status` LowCardinality(String) COMMENT 'active, recurrence, relapse, inactive, remission, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed, provisional, differential, confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the code; ICD-10-CM is http://hl7.org/fhir/sid/icd-10-cm. Empty where there is only a text.',
    `code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. The code as the vendor gave it; never read out of a text.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `onset_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Day of the onset. NULL when it is not known to the day.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `diagnosis_id`)
COMMENT 'One row is one diagnosis, problem or complaint, as a practitioner coded it or as the patient told it: see category.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`diagnosis_id` != '' AND `of_diagnosis_id`.surrogate = '', 'an id has no surrogate'), '', `of_diagnosis_id`.surrogate) AS `diagnosis_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    a.`category` AS `category`,
    a.`clinical_status` AS `clinical_status`,
    a.`verification_status` AS `verification_status`,
    if(a.`code_system` IN ('http://hl7.org/fhir/sid/icd-10-cm', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/ndc', 'http://hl7.org/fhir/sid/cvx', 'http://snomed.info/sct', 'http://loinc.org', 'urn:ietf:bcp:47', 'http://unitsofmeasure.org', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', 'http://terminology.hl7.org/CodeSystem/condition-category', 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'http://terminology.hl7.org/CodeSystem/condition-ver-status', 'http://terminology.hl7.org/CodeSystem/media-type', 'http://terminology.hl7.org/CodeSystem/v2-0203', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActReason', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'), a.`code_system`, '') AS `code_system`,
    if(multiIf(a.`code_system` = 'http://hl7.org/fhir/sid/icd-10-cm', match(a.`code`, '^([A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?)$'), a.`code_system` = 'http://www.nlm.nih.gov/research/umls/rxnorm', match(a.`code`, '^([1-9][0-9]{0,7})$'), a.`code_system` = 'http://hl7.org/fhir/sid/ndc', match(a.`code`, '^([0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})$'), a.`code_system` = 'http://hl7.org/fhir/sid/cvx', match(a.`code`, '^([0-9]{2,3})$'), a.`code_system` = 'http://snomed.info/sct', match(a.`code`, '^([1-9][0-9]{5,17})$'), a.`code_system` = 'http://loinc.org', match(a.`code`, '^([0-9]{1,7}-[0-9])$'), a.`code_system` = 'urn:ietf:bcp:47', match(a.`code`, '^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$'), a.`code_system` = 'http://unitsofmeasure.org', match(a.`code`, '^([A-Za-z0-9%/.*-]{1,12})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', match(a.`code`, '^([a-z-]{1,20})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', match(a.`code`, '^([a-z-]{1,20})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/condition-category', match(a.`code`, '^([a-z-]{1,20})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/condition-clinical', match(a.`code`, '^([a-z-]{1,20})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/condition-ver-status', match(a.`code`, '^([a-z-]{1,20})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/media-type', match(a.`code`, '^([a-z-]{1,20})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v2-0203', match(a.`code`, '^([A-Z]{1,6})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActCode', match(a.`code`, '^([A-Z]{1,12})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActReason', match(a.`code`, '^([A-Z]{1,12})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', match(a.`code`, '^([A-Z]{1,2})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', match(a.`code`, '^([A-Z]{1,3})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', match(a.`code`, '^([A-Z]{1,6})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', match(a.`code`, '^([A-Z]{1,12})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', match(a.`code`, '^([A-Z]{1,12})$'), a.`code_system` = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', match(a.`code`, '^([A-Z]{1,12})$'), a.`code_system` = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', match(a.`code`, '^([a-z-]{1,20})$'), false), a.`code`, '') AS `code`,
    a.`recorded_precision` AS `recorded_precision`,
    if(toYear(a.`recorded_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`recorded_date`)) AS `recorded_year`,
    a.`date_basis` AS `date_basis`,
    if(toYear(a.`onset_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`onset_date`)) AS `onset_year`,
    a.`is_test` AS `is_test`
FROM `analytics`.`diagnosis` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `diagnosis_id` FROM `analytics`.`diagnosis`)) AS `of_diagnosis_id` ON `of_diagnosis_id`.id = a.`diagnosis_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`diagnosis`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`diagnosis`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`diagnosis`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`diagnosis`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`diagnosis`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
ORDER BY `person_id`, `diagnosis_id`
