CREATE TABLE IF NOT EXISTS `analytics`.`document_author`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'Whose it is: the key of table document.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `author_type` LowCardinality(String) COMMENT 'Practitioner, Patient, Device (a machine); empty when the vendor shows no more than an id.',
    `author_id` String COMMENT 'The practitioner or patient; empty for a machine, or when the vendor\'s id leads to nobody here.',
    `author_name` String COMMENT 'Their name as the vendor shows it; its id of them where it shows no name.'
)
ENGINE = MergeTree
ORDER BY (`document_id`, `idx`)
COMMENT 'One row is one author of a note or uploader of a file, machines among them: document_id is a note_id as well. Joins document_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    p.id AS `document_id`,
    n - 1 AS `idx`,
    tupleElement(x, 'type') AS `author_type`,
    tupleElement(x, 'id') AS `author_id`,
    tupleElement(x, 'text') AS `author_name`
FROM `fhir_current`.document_reference AS p
ARRAY JOIN p.authors AS x, arrayEnumerate(p.authors) AS n
