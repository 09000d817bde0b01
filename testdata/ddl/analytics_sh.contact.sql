CREATE TABLE IF NOT EXISTS `analytics_sh`.`contact`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'A random id in the place of that of analytics. Id of the appointment, visit or note.',
    `contact_kind` LowCardinality(String) COMMENT 'appointment, visit, note.',
    `contact_group` String COMMENT 'A random id in the place of that of analytics. The same for all rows of one real contact: an appointment and the visits it led to; and what two sources hold of one person, one clinician and one day, the first with the first, the second with the second. Two visits of one source stay two.',
    `contact_group_rule` LowCardinality(String) COMMENT 'What joins the rows. alone: the only one; appointment: one source says so; npi, email, name: by what the clinicians of two sources are known to be one, the weakest if several.',
    `contact_group_score` Float32 COMMENT 'How sure that is, a rule of thumb and no probability: 1 within a source. Across sources npi 1, email 0.95, name 0.85, times 1 where the times are within 2 hours, 0.9 within 6 or where one is not known, else 0.7.',
    `source_group` String COMMENT 'A random id in the place of that of analytics. As contact_group, but within the source: the appointment of a visit, else the contact\'s own id.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known. Noa Notes: the patient of the source that its manifest names.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `contact_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created, first_observed.',
    `status` LowCardinality(String) COMMENT 'Status of the appointment or visit, with the limits told there; docStatus of the note.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `contact_id`)
COMMENT 'One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. Count contact_group to count one real contact once, however many rows and sources tell of it.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`contact_id` != '' AND `of_contact_id`.surrogate = '', 'an id has no surrogate'), '', `of_contact_id`.surrogate) AS `contact_id`,
    a.`contact_kind` AS `contact_kind`,
    if(throwIf(a.`contact_group` != '' AND `of_contact_group`.surrogate = '', 'an id has no surrogate'), '', `of_contact_group`.surrogate) AS `contact_group`,
    a.`contact_group_rule` AS `contact_group_rule`,
    a.`contact_group_score` AS `contact_group_score`,
    if(throwIf(a.`source_group` != '' AND `of_source_group`.surrogate = '', 'an id has no surrogate'), '', `of_source_group`.surrogate) AS `source_group`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    if(toYear(a.`contact_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`contact_date`)) AS `contact_year`,
    a.`date_basis` AS `date_basis`,
    a.`status` AS `status`,
    a.`is_test` AS `is_test`
FROM `analytics`.`contact` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `contact_id` FROM `analytics`.`contact`)) AS `of_contact_id` ON `of_contact_id`.id = a.`contact_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `contact_group` FROM `analytics`.`contact`)) AS `of_contact_group` ON `of_contact_group`.id = a.`contact_group`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `source_group` FROM `analytics`.`contact`)) AS `of_source_group` ON `of_source_group`.id = a.`source_group`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`contact`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`contact`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`contact`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`contact`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
ORDER BY `person_id`, `contact_id`
