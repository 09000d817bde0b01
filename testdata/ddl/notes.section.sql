CREATE TABLE IF NOT EXISTS `notes`.`section`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'The note: joins notes.note and analytics.note.',
    `idx` UInt16 COMMENT 'Its place in the note, from 0.',
    `heading` String COMMENT 'Its heading; empty where a text stands before the first.',
    `code_system` LowCardinality(String) COMMENT 'System of code; empty where the section has no code.',
    `code` LowCardinality(String) COMMENT 'Code of the section, where one is configured for its heading.',
    `text` String COMMENT 'Its text without markup.' CODEC(ZSTD(1))
    , INDEX text_words text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))
)
ENGINE = MergeTree
ORDER BY (`note_id`, `idx`)
COMMENT 'One row is one section of a note that has headings, in reading order.'
;

-- what fills it at a publish
SELECT
    s.source AS `source`,
    s.vendor AS `vendor`,
    s.note_id AS `note_id`,
    s.idx AS `idx`,
    s.heading AS `heading`,
    s.code_system AS `code_system`,
    s.code AS `code`,
    s.text AS `text`
FROM (
    SELECT source, vendor, id AS note_id, n - 1 AS idx, tupleElement(x, 'title') AS heading, '' AS code_system, '' AS code, tupleElement(x, 'text') AS text
    FROM `fhir_current`.document_reference
    ARRAY JOIN section AS x, arrayEnumerate(section) AS n
    UNION ALL
    SELECT c.source, c.vendor, d.id, n - 1, tupleElement(x, 'title'), tupleElement(g, 'system'), tupleElement(g, 'code'), tupleElement(x, 'text')
    FROM
    (
        SELECT source, vendor, kind, record_id, x, n, arrayFirst(g -> tupleElement(g, 'concept') = n - 1, section_codings) AS g
        FROM `fhir_current`.composition
        ARRAY JOIN section AS x, arrayEnumerate(section) AS n
    ) AS c
    JOIN `fhir_current`.document_reference AS d ON d.source = c.source AND d.kind = c.kind AND d.record_id = c.record_id
    WHERE empty(d.section)
) AS s
