CREATE TABLE IF NOT EXISTS `analytics_sh`.`medication`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `medication_id` String COMMENT 'A random id in the place of that of analytics. The prescription, or the entry of the list.',
    `medication_kind` LowCardinality(String) COMMENT 'prescription, statement.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'active, on-hold, cancelled, completed, stopped, draft, intended, not-taken, entered-in-error, unknown. What left a list is not in it any more, which does not say that the patient stopped.',
    `rxnorm` String COMMENT 'Empty unless its system is a known one. RxNorm code; empty when the vendor gives none.',
    `ndc` String COMMENT 'Empty unless its system is a known one. National drug code; empty when the vendor gives none.',
    `substitution_allowed` Nullable(Bool) COMMENT 'Another product may be given. NULL when the vendor does not say.',
    `quantity` Nullable(Float64) COMMENT 'How much is to be dispensed. NULL when the vendor states none.',
    `repeats` Nullable(Int64) COMMENT 'Refills allowed. NULL when the vendor does not say.',
    `supply_days` Nullable(Float64) COMMENT 'Days it is to last. NULL when the vendor states none.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `medication_id`)
COMMENT 'One row is one medicine: prescribed, or on the list of what a patient is said to take: see medication_kind. One medicine may have both rows.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`medication_id` != '' AND `of_medication_id`.surrogate = '', 'an id has no surrogate'), '', `of_medication_id`.surrogate) AS `medication_id`,
    a.`medication_kind` AS `medication_kind`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    a.`status` AS `status`,
    if(match(a.`rxnorm`, '^([1-9][0-9]{0,7})$'), a.`rxnorm`, '') AS `rxnorm`,
    if(match(a.`ndc`, '^([0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})$'), a.`ndc`, '') AS `ndc`,
    a.`substitution_allowed` AS `substitution_allowed`,
    a.`quantity` AS `quantity`,
    a.`repeats` AS `repeats`,
    a.`supply_days` AS `supply_days`,
    a.`recorded_precision` AS `recorded_precision`,
    if(toYear(a.`recorded_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`recorded_date`)) AS `recorded_year`,
    a.`date_basis` AS `date_basis`,
    a.`is_test` AS `is_test`
FROM `analytics`.`medication` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `medication_id` FROM `analytics`.`medication`)) AS `of_medication_id` ON `of_medication_id`.id = a.`medication_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`medication`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`medication`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`medication`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`medication`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`medication`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
ORDER BY `person_id`, `medication_id`
