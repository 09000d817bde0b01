CREATE TABLE IF NOT EXISTS `analytics_sh`.`document`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'A random id in the place of that of analytics. The file, transcript or recording.',
    `document_kind` LowCardinality(String) COMMENT 'file; transcript: what was said, in words; recording: a sound.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it belongs to; empty where it is of the patient, not of a visit.',
    `size_bytes` Nullable(Int64) COMMENT 'Its size in bytes. NULL when the vendor does not say.',
    `duration_seconds` Nullable(Float64) COMMENT 'Length of a recording in seconds. NULL where the vendor states none.',
    `characters` UInt64 COMMENT 'Length of a transcript\'s text in characters; 0 for anything else.',
    `content_absent` LowCardinality(String) COMMENT 'masked: the content was not fetched; empty where there is one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error; of a recording completed and the like.',
    `created_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; stored: the UTC day its content was stored; first_observed: nothing is known, the UTC day it was first read.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `document_id`)
COMMENT 'One row is one uploaded file, transcript or recording: what is known of it, never its content. Notes are in analytics.note.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`document_id` != '' AND `of_document_id`.surrogate = '', 'an id has no surrogate'), '', `of_document_id`.surrogate) AS `document_id`,
    a.`document_kind` AS `document_kind`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    a.`size_bytes` AS `size_bytes`,
    a.`duration_seconds` AS `duration_seconds`,
    a.`characters` AS `characters`,
    a.`content_absent` AS `content_absent`,
    a.`status` AS `status`,
    if(toYear(a.`created_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`created_date`)) AS `created_year`,
    a.`date_basis` AS `date_basis`,
    a.`created_precision` AS `created_precision`,
    a.`is_restricted` AS `is_restricted`,
    a.`is_test` AS `is_test`
FROM `analytics`.`document` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `document_id` FROM `analytics`.`document`)) AS `of_document_id` ON `of_document_id`.id = a.`document_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`document`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`document`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`document`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
ORDER BY `person_id`, `document_id`
