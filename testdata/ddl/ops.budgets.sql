CREATE TABLE IF NOT EXISTS `ops`.`budgets`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `minute` DateTime64(3, 'UTC') COMMENT 'Start of the minute, UTC, by the clock of the machine that asked.' CODEC(Delta(8), ZSTD(1)),
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `requests` UInt32 COMMENT 'Requests booked. What was not sent is given back, but not by a run that was killed.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (`source`, `minute`, `run_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is the requests that one run booked for one source in one minute, before they were sent. Read it with FINAL.'
