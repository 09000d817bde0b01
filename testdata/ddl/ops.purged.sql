CREATE TABLE IF NOT EXISTS `ops`.`purged`
(
    `kind` LowCardinality(String) COMMENT 'The kind of record; Patient for a patient by Patient.id.',
    `digest` FixedString(32) COMMENT 'SHA-256 of salt, source, kind and id.',
    `salt` FixedString(32) COMMENT 'Random, the same in every row.',
    `until` Nullable(DateTime64(3, 'UTC')) COMMENT 'Purged by age: a state that the vendor changed at this time or later is taken again, UTC. NULL: none is.' CODEC(Delta(8), ZSTD(1)),
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `at` DateTime64(3, 'UTC') COMMENT 'When it was purged, UTC.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (`kind`, `digest`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one record, or one patient, that was purged and that no run takes again: what a vendor still shows of it is skipped. Ids are hashed with a salt of this warehouse. Read it with FINAL.'
