CREATE TABLE IF NOT EXISTS `ops`.`issues`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `reason` LowCardinality(String) COMMENT 'What could not be carried over, or only with a doubt, as a stable word or phrase; docs/errors.md explains each.',
    `path` LowCardinality(String) COMMENT 'Where in the record: field names, * for an index, no values.',
    `endpoint` LowCardinality(String) COMMENT 'Endpoint template the record came from; empty for what the vendor showed and did not become a record.',
    `occurrences` UInt64 COMMENT 'How often.'
)
ENGINE = ReplacingMergeTree()
ORDER BY (`source`, `kind`, `window_id`, `reason`, `path`, `endpoint`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row counts how often one reason occurred at one path of what one endpoint told in one window. Read it with FINAL.'
