CREATE TABLE IF NOT EXISTS `analytics_sh`.`form`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'A random id in the place of that of analytics. The form as it was filled in.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it was filled in for; empty where it is of the patient, not of a visit.',
    `status` LowCardinality(String) COMMENT 'completed, in-progress, amended, entered-in-error, stopped.',
    `respondent_id` String COMMENT 'A random id in the place of that of analytics. Who answered: a patient; empty when the vendor does not say.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `answers` UInt64 COMMENT 'Answers it holds.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `form_id`)
COMMENT 'One row is one form that was filled in: a patient\'s intake, or a part of the profile the patient keeps. Its answers are in analytics.form_answer.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`form_id` != '' AND `of_form_id`.surrogate = '', 'an id has no surrogate'), '', `of_form_id`.surrogate) AS `form_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    a.`status` AS `status`,
    if(throwIf(a.`respondent_id` != '' AND `of_respondent_id`.surrogate = '', 'an id has no surrogate'), '', `of_respondent_id`.surrogate) AS `respondent_id`,
    a.`authored_precision` AS `authored_precision`,
    if(toYear(a.`authored_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`authored_date`)) AS `authored_year`,
    a.`date_basis` AS `date_basis`,
    a.`answers` AS `answers`,
    a.`is_test` AS `is_test`
FROM `analytics`.`form` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `form_id` FROM `analytics`.`form`)) AS `of_form_id` ON `of_form_id`.id = a.`form_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`form`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`form`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`form`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `respondent_id` FROM `analytics`.`form`)) AS `of_respondent_id` ON `of_respondent_id`.id = a.`respondent_id`
ORDER BY `person_id`, `form_id`
