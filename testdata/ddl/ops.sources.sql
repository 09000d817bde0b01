CREATE TABLE IF NOT EXISTS `ops`.`sources`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `tenant` String COMMENT 'Team, practice or account at the vendor.',
    `zone` LowCardinality(String) COMMENT 'IANA name of the zone that local dates are in.',
    `first_used` DateTime64(3, 'UTC') COMMENT 'When the source was first used, UTC.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree()
ORDER BY (`source`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one source and the tenant it was pinned to at first use. Read it with FINAL.'
