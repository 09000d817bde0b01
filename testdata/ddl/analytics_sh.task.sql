CREATE TABLE IF NOT EXISTS `analytics_sh`.`task`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `task_id` String COMMENT 'A random id in the place of that of analytics. The work.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it is of; empty when the vendor links none.',
    `note_id` String COMMENT 'A random id in the place of that of analytics. The note it made; empty while there is none, or when the vendor does not say.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'requested, received, accepted, in-progress, on-hold, failed, completed, cancelled, entered-in-error and the like.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `task_id`)
COMMENT 'One row is one piece of work of a vendor\'s machine, such as the making of a note from a recording: how long it took, how it ended.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`task_id` != '' AND `of_task_id`.surrogate = '', 'an id has no surrogate'), '', `of_task_id`.surrogate) AS `task_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    if(throwIf(a.`note_id` != '' AND `of_note_id`.surrogate = '', 'an id has no surrogate'), '', `of_note_id`.surrogate) AS `note_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    a.`status` AS `status`,
    a.`duration_seconds` AS `duration_seconds`,
    a.`started_precision` AS `started_precision`,
    a.`ended_precision` AS `ended_precision`,
    a.`authored_precision` AS `authored_precision`,
    if(toYear(a.`authored_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`authored_date`)) AS `authored_year`,
    a.`date_basis` AS `date_basis`,
    a.`is_restricted` AS `is_restricted`,
    a.`is_test` AS `is_test`
FROM `analytics`.`task` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `task_id` FROM `analytics`.`task`)) AS `of_task_id` ON `of_task_id`.id = a.`task_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`task`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`task`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`task`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `note_id` FROM `analytics`.`task`)) AS `of_note_id` ON `of_note_id`.id = a.`note_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`task`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`task`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
ORDER BY `person_id`, `task_id`
