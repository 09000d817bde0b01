CREATE TABLE IF NOT EXISTS `ops`.`runs`
(
    `run_id` String COMMENT 'The run.',
    `command` LowCardinality(String) COMMENT 'The command that was given.',
    `status` LowCardinality(String) COMMENT 'running, done, failed, interrupted.',
    `error` String COMMENT 'What went wrong, without any value of a record.',
    `source` LowCardinality(String) COMMENT 'The one source it was for; empty: all.',
    `kind` LowCardinality(String) COMMENT 'The one kind it was for; empty: all.',
    `round` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the night\'s round it belongs to began, UTC. NULL when it is no nightly run.' CODEC(Delta(8), ZSTD(1)),
    `range_from` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant a backfill was asked for, UTC. NULL when it is none.' CODEC(Delta(8), ZSTD(1)),
    `range_to` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant after what a backfill was asked for, UTC. NULL when it is none.' CODEC(Delta(8), ZSTD(1)),
    `host` LowCardinality(String) COMMENT 'The machine it ran on.',
    `who` LowCardinality(String) COMMENT 'The account of that machine it ran as.',
    `version` LowCardinality(String) COMMENT 'Version of the program.',
    `started` DateTime64(3, 'UTC') COMMENT 'When it started, UTC.' CODEC(Delta(8), ZSTD(1)),
    `finished` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ended, UTC. NULL while it runs.' CODEC(Delta(8), ZSTD(1)),
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (`run_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one run of the program. Read it with FINAL.'
