CREATE TABLE IF NOT EXISTS `analytics`.`practitioner_identifier`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `practitioner_id` String COMMENT 'Whose it is: the key of table practitioner.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'Who gives the number: urn or address of the list it is of.',
    `value` String COMMENT 'The number or code.'
)
ENGINE = MergeTree
ORDER BY (`practitioner_id`, `idx`)
COMMENT 'One row is one number or code that one source knows a practitioner by. Joins practitioner_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    p.id AS `practitioner_id`,
    n - 1 AS `idx`,
    tupleElement(x, 'system') AS `system`,
    tupleElement(x, 'value') AS `value`
FROM `fhir_current`.practitioner AS p
ARRAY JOIN p.identifiers AS x, arrayEnumerate(p.identifiers) AS n
