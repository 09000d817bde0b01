CREATE TABLE IF NOT EXISTS `analytics_sh`.`form_answer`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table form.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `answer_type` LowCardinality(String) COMMENT 'String, Boolean; empty where nothing was answered.',
    `answer_boolean` Nullable(Bool) COMMENT 'The answer, where it is yes or no. NULL where it is in words, were they yes.'
)
ENGINE = MergeTree
ORDER BY (`form_id`, `idx`)
COMMENT 'One row is one answer; a question with several has as many rows. Joins form_id.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`form_id` != '' AND `of_form_id`.surrogate = '', 'an id has no surrogate'), '', `of_form_id`.surrogate) AS `form_id`,
    a.`idx` AS `idx`,
    a.`answer_type` AS `answer_type`,
    a.`answer_boolean` AS `answer_boolean`
FROM `analytics`.`form_answer` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `form_id` FROM `analytics`.`form_answer`)) AS `of_form_id` ON `of_form_id`.id = a.`form_id`
ORDER BY `form_id`, `idx`
