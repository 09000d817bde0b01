CREATE TABLE IF NOT EXISTS `ops`.`publish`
(
    `publish_id` String COMMENT 'The publish.',
    `table` LowCardinality(String) COMMENT 'The published table.',
    `position` UInt16 COMMENT 'Its place in the list.',
    `status` LowCardinality(String) COMMENT 'planned, swapped.',
    `rows` UInt64 COMMENT 'Rows of the table when it was swapped.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (`publish_id`, `table`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one table of one publish; the whole list is written before the first swap. Read it with FINAL.'
