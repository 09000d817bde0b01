CREATE TABLE IF NOT EXISTS `analytics`.`patient_telecom`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'phone, email, fax, sms and the like.',
    `value` String COMMENT 'The number or address.',
    `use` LowCardinality(String) COMMENT 'home, work, mobile, old, temp; empty when the vendor does not say.'
)
ENGINE = MergeTree
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one way to reach a patient. Joins patient_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    p.id AS `patient_id`,
    n - 1 AS `idx`,
    tupleElement(x, 'system') AS `system`,
    tupleElement(x, 'value') AS `value`,
    tupleElement(x, 'use') AS `use`
FROM `fhir_current`.patient AS p
ARRAY JOIN p.telecoms AS x, arrayEnumerate(p.telecoms) AS n
