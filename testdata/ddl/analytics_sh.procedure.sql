CREATE TABLE IF NOT EXISTS `analytics_sh`.`procedure`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `procedure_id` String COMMENT 'A random id in the place of that of analytics. The procedure: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'completed, not-done, entered-in-error, unknown and the like.',
    `first_observed_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: The UTC day it was first read: no vendor says when it was recorded.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `procedure_id`)
COMMENT 'One row is one procedure of a patient\'s past, as the patient tells it: surgeries and the like.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`procedure_id` != '' AND `of_procedure_id`.surrogate = '', 'an id has no surrogate'), '', `of_procedure_id`.surrogate) AS `procedure_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    a.`status` AS `status`,
    if(toYear(a.`first_observed_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`first_observed_date`)) AS `first_observed_year`,
    a.`is_test` AS `is_test`
FROM `analytics`.`procedure` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `procedure_id` FROM `analytics`.`procedure`)) AS `of_procedure_id` ON `of_procedure_id`.id = a.`procedure_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`procedure`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`procedure`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
ORDER BY `person_id`, `procedure_id`
