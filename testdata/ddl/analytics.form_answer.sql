CREATE TABLE IF NOT EXISTS `analytics`.`form_answer`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'Whose it is: the key of table form.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `link_id` String COMMENT 'The question\'s key in the form: the same in every form of a source that asks it.',
    `question` String COMMENT 'The question in words; empty when the vendor shows none.',
    `answer_type` LowCardinality(String) COMMENT 'String, Boolean; empty where nothing was answered.',
    `answer` String COMMENT 'The answer in words.',
    `answer_boolean` Nullable(Bool) COMMENT 'The answer, where it is yes or no. NULL where it is in words, were they yes.'
)
ENGINE = MergeTree
ORDER BY (`form_id`, `idx`)
COMMENT 'One row is one answer; a question with several has as many rows. Joins form_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    p.id AS `form_id`,
    n - 1 AS `idx`,
    tupleElement(x, 'link_id') AS `link_id`,
    tupleElement(x, 'question') AS `question`,
    tupleElement(x, 'value_type') AS `answer_type`,
    tupleElement(x, 'value') AS `answer`,
    if(tupleElement(x, 'value_type') = 'Boolean', tupleElement(x, 'value') = 'true', NULL) AS `answer_boolean`
FROM `fhir_current`.questionnaire_response AS p
ARRAY JOIN p.answers AS x, arrayEnumerate(p.answers) AS n
