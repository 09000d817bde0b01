CREATE TABLE IF NOT EXISTS `analytics_sh`.`note`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'A random id in the place of that of analytics. The note.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'A random id in the place of that of analytics. The practitioner who made it, not the one who signed it; empty when not known. Nextvisit names a user and a user_id, which may differ: it is the user, and user_id only where no user is shown.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. VSee: no draft any more. Nextech: its encounter is locked. Nextvisit: signed. Noa Notes: a doctor approved it as it is now. NULL when the vendor does not say.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended; empty when the vendor does not say.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `created_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: no creation time is known, the day of the visit it tells of, as always at Nextech; first_observed: nothing is known, the UTC day it was first read.',
    `states` UInt64 COMMENT 'Distinct states seen so far.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `note_id`)
COMMENT 'One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`note_id` != '' AND `of_note_id`.surrogate = '', 'an id has no surrogate'), '', `of_note_id`.surrogate) AS `note_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`author_id` != '' AND `of_author_id`.surrogate = '', 'an id has no surrogate'), '', `of_author_id`.surrogate) AS `author_id`,
    a.`is_signed` AS `is_signed`,
    a.`doc_status` AS `doc_status`,
    a.`processing_state` AS `processing_state`,
    if(toYear(a.`created_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`created_date`)) AS `created_year`,
    a.`date_basis` AS `date_basis`,
    a.`states` AS `states`,
    a.`characters` AS `characters`,
    a.`is_ai_assisted` AS `is_ai_assisted`,
    a.`is_test` AS `is_test`
FROM `analytics`.`note` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `note_id` FROM `analytics`.`note`)) AS `of_note_id` ON `of_note_id`.id = a.`note_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`note`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`note`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`note`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`note`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `author_id` FROM `analytics`.`note`)) AS `of_author_id` ON `of_author_id`.id = a.`author_id`
ORDER BY `person_id`, `note_id`
