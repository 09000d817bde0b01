CREATE TABLE IF NOT EXISTS `analytics`.`patient_identifier`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'Who gives the number: urn or address of the list it is of.',
    `value` String COMMENT 'The number or code.',
    `kind` LowCardinality(String) COMMENT 'MR: medical record number; empty when nothing is known of the kind.'
)
ENGINE = MergeTree
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one number or code that one source knows a patient by. The hash of a social security number is not among them. Joins patient_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    p.id AS `patient_id`,
    n - 1 AS `idx`,
    tupleElement(x, 'system') AS `system`,
    tupleElement(x, 'value') AS `value`,
    tupleElement(tupleElement(x, 'type')[1], 'code') AS `kind`
FROM `fhir_current`.patient AS p
ARRAY JOIN p.identifiers AS x, arrayEnumerate(p.identifiers) AS n
WHERE tupleElement(x, 'system') != 'https://github.com/nightrounds/rounds/sid/ssn-hmac-sha256'
