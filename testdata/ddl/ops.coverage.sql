CREATE TABLE IF NOT EXISTS `ops`.`coverage`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `basis` LowCardinality(String) COMMENT 'sweep, roster, ledger, range, ids.',
    `is_complete` Bool COMMENT 'The vendor\'s own enumeration was walked to its end and its counts agree.',
    `distinct_ids` Int64 COMMENT 'Distinct ids seen.',
    `claimed` Int64 COMMENT 'The vendor\'s own total; -1 when it claims none.',
    `blind` Array(String) COMMENT 'What this basis cannot see, one sentence each.',
    `drift` Array(String) COMMENT 'What moved during the walk, one sentence each.',
    `at` DateTime64(3, 'UTC') COMMENT 'When the walk ended, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (`source`, `kind`, `window_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row tells how the ids of one window were enumerated and what that way cannot see. Read it with FINAL.'
