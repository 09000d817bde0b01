CREATE TABLE IF NOT EXISTS `analytics`.`medication_coding`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `medication_id` String COMMENT 'Whose it is: the key of table medication.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'System of the code; empty where there is only a text.',
    `code` String COMMENT 'The code as the vendor gave it.',
    `display` String COMMENT 'The code in the vendor\'s words.',
    `text` String COMMENT 'The same in words, as it was written.'
)
ENGINE = MergeTree
ORDER BY (`medication_id`, `idx`)
COMMENT 'One row is one code of a medicine, or its text where it has none. Joins medication_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    p.id AS `medication_id`,
    n - 1 AS `idx`,
    tupleElement(x, 'concept') AS `concept`,
    tupleElement(x, 'system') AS `system`,
    tupleElement(x, 'code') AS `code`,
    tupleElement(x, 'display') AS `display`,
    tupleElement(x, 'text') AS `text`
FROM (
    SELECT source, vendor, id, medication_codings FROM `fhir_current`.medication_request
    UNION ALL
    SELECT source, vendor, id, medication_codings FROM `fhir_current`.medication_statement
) AS p
ARRAY JOIN p.medication_codings AS x, arrayEnumerate(p.medication_codings) AS n
