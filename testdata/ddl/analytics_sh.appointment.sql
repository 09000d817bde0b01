CREATE TABLE IF NOT EXISTS `analytics_sh`.`appointment`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `appointment_id` String COMMENT 'A random id in the place of that of analytics. The appointment.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist. VSee, which alone shows any: inferred once it has ended; cancelled holds no-shows too; booked may be past.',
    `scheduled_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Day of the scheduled start in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'scheduled; first_observed: no start is known, the UTC day it was first read.',
    `scheduled_seconds` Nullable(Int64) COMMENT 'Scheduled length in seconds. NULL when start or end is not known.',
    `created_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone: with scheduled_date the lead time. NULL when the vendor does not say.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it led to, the one of the smallest id if several; empty when there was none.',
    `visits` UInt64 COMMENT 'Visits it led to.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `appointment_id`)
COMMENT 'One row is one appointment, kept or not.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`appointment_id` != '' AND `of_appointment_id`.surrogate = '', 'an id has no surrogate'), '', `of_appointment_id`.surrogate) AS `appointment_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    a.`status` AS `status`,
    a.`scheduled_start_precision` AS `scheduled_start_precision`,
    a.`scheduled_end_precision` AS `scheduled_end_precision`,
    if(toYear(a.`scheduled_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`scheduled_date`)) AS `scheduled_year`,
    a.`date_basis` AS `date_basis`,
    a.`scheduled_seconds` AS `scheduled_seconds`,
    if(toYear(a.`created_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`created_date`)) AS `created_year`,
    a.`created_precision` AS `created_precision`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    a.`visits` AS `visits`,
    a.`is_test` AS `is_test`
FROM `analytics`.`appointment` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `appointment_id` FROM `analytics`.`appointment`)) AS `of_appointment_id` ON `of_appointment_id`.id = a.`appointment_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`appointment`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`appointment`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`appointment`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`appointment`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`appointment`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
ORDER BY `person_id`, `appointment_id`
