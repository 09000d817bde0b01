CREATE TABLE IF NOT EXISTS `ops`.`quarantine`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `id` String COMMENT 'The vendor\'s id of the record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'The state: when the answer holding it arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `is_part` Bool COMMENT 'Only a part was put aside; the record itself was loaded, and nobody need act.',
    `reason` LowCardinality(String) COMMENT 'Why, as a stable word; docs/errors.md explains each.',
    `path` LowCardinality(String) COMMENT 'Where in the record: field names and indexes, no values.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that refused it; a newer one tries again.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(loaded_at)
ORDER BY (`source`, `kind`, `id`, `observed_at`, `is_part`, `reason`, `path`, `mapper_rev`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one landed state that could not be loaded, or one part of a loaded record put aside. Read it with FINAL.'
