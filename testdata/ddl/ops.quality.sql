CREATE TABLE IF NOT EXISTS `ops`.`quality`
(
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `check` LowCardinality(String) COMMENT 'must_support, us_core, unmapped_code, vendor_drift, reference_dangling, reference_logical, reference_deleted, duplicate_identifier, duplicate_row; docs/errors.md explains each.',
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `about` LowCardinality(String) COMMENT 'The resource type; of unmapped_code and vendor_drift the kind of record; of duplicate_row the table.',
    `element` LowCardinality(String) COMMENT 'The element, or the path in the record: names only. Of references: the type of the target.',
    `detail` LowCardinality(String) COMMENT 'The reason, where a check knows several: docs/errors.md explains those of records.',
    `endpoint` LowCardinality(String) COMMENT 'Of unmapped_code and vendor_drift the template of the endpoint that told the records; else empty.',
    `affected` UInt64 COMMENT 'How many are so.',
    `total` UInt64 COMMENT 'Of so many looked at.',
    `at` DateTime64(3, 'UTC') COMMENT 'When it was looked at, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (`run_id`, `check`, `source`, `about`, `element`, `detail`, `endpoint`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is what one check found at one place when a run had published. A check that found nothing has its row, too, unless it could find nothing because nothing is held. Read it with FINAL.'
