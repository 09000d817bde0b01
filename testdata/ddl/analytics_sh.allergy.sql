CREATE TABLE IF NOT EXISTS `analytics_sh`.`allergy`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `allergy_id` String COMMENT 'A random id in the place of that of analytics. The allergy: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `clinical_status` LowCardinality(String) COMMENT 'active, inactive, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed: the patient says so; confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `first_observed_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: The UTC day it was first read: no vendor says when it was recorded.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `allergy_id`)
COMMENT 'One row is one allergy or intolerance a vendor names. That a patient has none here does not say that they have none: see allergy_text of analytics.patient.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`allergy_id` != '' AND `of_allergy_id`.surrogate = '', 'an id has no surrogate'), '', `of_allergy_id`.surrogate) AS `allergy_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    a.`clinical_status` AS `clinical_status`,
    a.`verification_status` AS `verification_status`,
    if(toYear(a.`first_observed_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`first_observed_date`)) AS `first_observed_year`,
    a.`is_restricted` AS `is_restricted`,
    a.`is_test` AS `is_test`
FROM `analytics`.`allergy` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `allergy_id` FROM `analytics`.`allergy`)) AS `of_allergy_id` ON `of_allergy_id`.id = a.`allergy_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`allergy`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`allergy`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
ORDER BY `person_id`, `allergy_id`
