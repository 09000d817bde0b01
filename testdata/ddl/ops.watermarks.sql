CREATE TABLE IF NOT EXISTS `ops`.`watermarks`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `watermark` Nullable(DateTime64(3, 'UTC')) COMMENT 'Everything before it was read without a gap, UTC. NULL when no night was done.' CODEC(Delta(8), ZSTD(1)),
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (`source`, `kind`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is how far the nights had read one kind of one source when a run published last. Read it with FINAL.'
