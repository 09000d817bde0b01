CREATE TABLE IF NOT EXISTS `ops`.`seen`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `id` String COMMENT 'The vendor\'s id of the record.'
)
ENGINE = ReplacingMergeTree()
ORDER BY (`source`, `kind`, `window_id`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one id that one sweep saw; what a complete sweep did not see may have been deleted.'
