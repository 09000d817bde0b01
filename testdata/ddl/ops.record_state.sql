CREATE TABLE IF NOT EXISTS `ops`.`record_state`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `id` String COMMENT 'The vendor\'s id of the record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `changed` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `hash` FixedString(32) COMMENT 'Semantic SHA-256 of the state. All zero when the record is deleted.',
    `is_deleted` Bool COMMENT 'The deletion was confirmed by a read.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that was used.',
    `prior` String COMMENT 'What the mapper was told of the earlier states, JSON.' CODEC(ZSTD(1)),
    `next` String COMMENT 'What the next state\'s mapper is told, JSON.' CODEC(ZSTD(1)),
    `emitted` Array(Tuple(type String, id String)) COMMENT 'The resources this state owns.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Observed time and mapper revision in one number; the greatest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(_version)
ORDER BY (`source`, `kind`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is the last loaded state of one record. Read it with FINAL.'
