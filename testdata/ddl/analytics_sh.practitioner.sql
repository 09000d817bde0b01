CREATE TABLE IF NOT EXISTS `analytics_sh`.`practitioner`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The user id in this source: joins practitioner_id and author_id of every other table.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile was read; false: only what other records say of them.'
)
ENGINE = MergeTree
ORDER BY (`practitioner_id`)
COMMENT 'One row is one user id that one source gives a practitioner: a clinician whom two sources know has two rows, of one provider_id.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    a.`is_active` AS `is_active`,
    a.`is_test` AS `is_test`,
    a.`has_profile` AS `has_profile`
FROM `analytics`.`practitioner` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`practitioner`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`practitioner`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
ORDER BY `practitioner_id`
