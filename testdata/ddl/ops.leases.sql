CREATE TABLE IF NOT EXISTS `ops`.`leases`
(
    `source` LowCardinality(String) COMMENT 'The configured source, or (publish).',
    `shard` LowCardinality(String) COMMENT 'The part of a divided backfill, as 2/4: parts of one division do not exclude each other. Empty: all.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `state` LowCardinality(String) COMMENT 'claimed: it looks for others; held: it works; freed: it is over.',
    `command` LowCardinality(String) COMMENT 'The command that was given.',
    `host` LowCardinality(String) COMMENT 'The machine it runs on.',
    `who` LowCardinality(String) COMMENT 'The account of that machine it runs as.',
    `pid` UInt32 COMMENT 'Its process id there.',
    `process` String COMMENT 'What tells that process from later ones of the same id: boot, PID namespace, start. Empty where the system does not say.',
    `since` DateTime64(3, 'UTC') COMMENT 'When it was claimed, UTC.' CODEC(Delta(8), ZSTD(1)),
    `expires` DateTime64(3, 'UTC') COMMENT 'Until when it counts, UTC, if nobody prolongs it.' CODEC(Delta(8), ZSTD(1)),
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (`source`, `run_id`, `shard`)
TTL toDateTime(`expires`) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one run\'s claim to be the only one that reads a source, or publishes. It counts until it is freed or expires; the server drops rows 30 days later. Read it with FINAL.'
