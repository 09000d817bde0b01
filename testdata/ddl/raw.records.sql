CREATE TABLE IF NOT EXISTS `raw`.`records`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `id` String COMMENT 'The vendor\'s id, unique within source and kind.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `hash` FixedString(32) COMMENT 'Semantic SHA-256 of the body: equal hashes are one state. All zero when the record is gone.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `changed` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `origin` LowCardinality(String) COMMENT 'Endpoint template and page the record came from; no host, no query, no id.',
    `body` String COMMENT 'The vendor\'s bytes; empty when the record is gone.' CODEC(ZSTD(1)),
    `is_stale` Bool COMMENT 'An older state than the one held when it came; landed and not loaded.',
    `gone` LowCardinality(String) COMMENT 'Why the record counts as deleted; empty for a state with a body.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(loaded_at)
ORDER BY (`source`, `kind`, `id`, `observed_at`, `hash`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one state of one vendor record as it was landed: the vendor\'s own bytes, secrets cut out.'
