CREATE TABLE IF NOT EXISTS `analytics_sh`.`visit`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit.',
    `visit_group` String COMMENT 'A random id in the place of that of analytics. The appointment the visit came from, else the visit: the same in table contact.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `visit_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created (its note or recording was), first_observed.',
    `status` LowCardinality(String) COMMENT 'planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown. VSee: inferred once it has ended; cancelled holds no-shows too; planned may be past; unknown where the evidence is missing or contradicts itself. Nextech: of the record, finished once it is locked, in-progress before. Nextvisit: finished once its note is signed or written. Noa Notes: finished once it was recorded.',
    `class` LowCardinality(String) COMMENT 'VR virtual, AMB in the office, HH at home, UNK not known.',
    `location_id` String COMMENT 'A random id in the place of that of analytics. The first room or place; empty when none is known.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The account, team, practice or facility; empty when none is known.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `length_seconds` Nullable(Float64) COMMENT 'Length as the vendor states it. NULL when it states none.',
    `appointment_id` String COMMENT 'A random id in the place of that of analytics. The appointment it came from; empty when there was none.',
    `appointment_status` LowCardinality(String) COMMENT 'Status of that appointment; empty when there is none.',
    `delay_seconds` Nullable(Int64) COMMENT 'From the scheduled to the actual start; negative when early. It can be days: take the median, not the mean. NULL when one is not known.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `visit_id`)
COMMENT 'One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells of. Count visit_group to count an appointment and its walk-in once.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    if(throwIf(a.`visit_group` != '' AND `of_visit_group`.surrogate = '', 'an id has no surrogate'), '', `of_visit_group`.surrogate) AS `visit_group`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    if(toYear(a.`visit_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`visit_date`)) AS `visit_year`,
    a.`date_basis` AS `date_basis`,
    a.`status` AS `status`,
    a.`class` AS `class`,
    if(throwIf(a.`location_id` != '' AND `of_location_id`.surrogate = '', 'an id has no surrogate'), '', `of_location_id`.surrogate) AS `location_id`,
    if(throwIf(a.`organization_id` != '' AND `of_organization_id`.surrogate = '', 'an id has no surrogate'), '', `of_organization_id`.surrogate) AS `organization_id`,
    a.`duration_seconds` AS `duration_seconds`,
    a.`length_seconds` AS `length_seconds`,
    if(throwIf(a.`appointment_id` != '' AND `of_appointment_id`.surrogate = '', 'an id has no surrogate'), '', `of_appointment_id`.surrogate) AS `appointment_id`,
    a.`appointment_status` AS `appointment_status`,
    a.`delay_seconds` AS `delay_seconds`,
    a.`is_test` AS `is_test`
FROM `analytics`.`visit` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`visit`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_group` FROM `analytics`.`visit`)) AS `of_visit_group` ON `of_visit_group`.id = a.`visit_group`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`visit`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`visit`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`visit`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`visit`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `location_id` FROM `analytics`.`visit`)) AS `of_location_id` ON `of_location_id`.id = a.`location_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `organization_id` FROM `analytics`.`visit`)) AS `of_organization_id` ON `of_organization_id`.id = a.`organization_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `appointment_id` FROM `analytics`.`visit`)) AS `of_appointment_id` ON `of_appointment_id`.id = a.`appointment_id`
ORDER BY `person_id`, `visit_id`
