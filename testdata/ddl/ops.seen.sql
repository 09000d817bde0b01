CREATE TABLE IF NOT EXISTS `ops`.`seen`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `id` String COMMENT 'The vendor\'s id of the record.',
    `seen_at` DateTime64(3, 'UTC') COMMENT 'When the answer that showed it arrived, UTC.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree()
ORDER BY (`source`, `kind`, `window_id`, `id`)
TTL toDateTime(`seen_at`) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one id that one sweep saw; what a complete sweep did not see may have been deleted. The server drops rows after 30 days. Read it with FINAL.'
