CREATE TABLE IF NOT EXISTS `analytics_sh`.`invoice`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `invoice_id` String COMMENT 'A random id in the place of that of analytics. The invoice.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'draft, issued, balanced, cancelled, entered-in-error.',
    `invoice_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `invoice_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `invoice_id`)
COMMENT 'One row is one invoice whose status has a word in FHIR. Amounts are not shown: their unit is not known.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`invoice_id` != '' AND `of_invoice_id`.surrogate = '', 'an id has no surrogate'), '', `of_invoice_id`.surrogate) AS `invoice_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    a.`status` AS `status`,
    if(toYear(a.`invoice_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`invoice_date`)) AS `invoice_year`,
    a.`date_basis` AS `date_basis`,
    a.`invoice_precision` AS `invoice_precision`,
    a.`is_test` AS `is_test`
FROM `analytics`.`invoice` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `invoice_id` FROM `analytics`.`invoice`)) AS `of_invoice_id` ON `of_invoice_id`.id = a.`invoice_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`invoice`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`invoice`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
ORDER BY `person_id`, `invoice_id`
