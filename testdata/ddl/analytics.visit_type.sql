CREATE TABLE IF NOT EXISTS `analytics`.`visit_type`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'Whose it is: the key of table visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'System of the code; empty where there is only a text.',
    `code` String COMMENT 'The code as the vendor gave it.',
    `display` String COMMENT 'The code in the vendor\'s words.',
    `text` String COMMENT 'The same in words, as it was written.'
)
ENGINE = MergeTree
ORDER BY (`visit_id`, `idx`)
COMMENT 'One row is one code of what kind of visit it was: VSee has a type and a subtype. Joins visit_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    p.id AS `visit_id`,
    n - 1 AS `idx`,
    tupleElement(x, 'concept') AS `concept`,
    tupleElement(x, 'system') AS `system`,
    tupleElement(x, 'code') AS `code`,
    tupleElement(x, 'display') AS `display`,
    tupleElement(x, 'text') AS `text`
FROM `fhir_current`.encounter AS p
ARRAY JOIN p.type_codings AS x, arrayEnumerate(p.type_codings) AS n
