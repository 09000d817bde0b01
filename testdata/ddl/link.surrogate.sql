CREATE TABLE IF NOT EXISTS `link`.`surrogate`
(
    `id` String COMMENT 'The id in analytics: of a person, patient, visit, note and the like.',
    `surrogate` String COMMENT 'A UUIDv4 from the system\'s random source.',
    `drawn_at` DateTime64(3, 'UTC') COMMENT 'When it was drawn, UTC. Of two rows the later counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(drawn_at)
ORDER BY (`id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one id of analytics and the random id that stands for it in analytics_sh, from its first publish on.'
