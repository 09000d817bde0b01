CREATE TABLE IF NOT EXISTS `ops`.`windows`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `mode` LowCardinality(String) COMMENT 'How the records were chosen: range, sweep, ids and the like.',
    `range_from` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant of the range, UTC. NULL when there is no range.' CODEC(Delta(8), ZSTD(1)),
    `range_to` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant after the range, UTC. NULL when there is no range.' CODEC(Delta(8), ZSTD(1)),
    `status` LowCardinality(String) COMMENT 'running, done, failed, interrupted, deferred.',
    `error` String COMMENT 'Why it could not close, without any value of a record.',
    `started` DateTime64(3, 'UTC') COMMENT 'When it started, UTC.' CODEC(Delta(8), ZSTD(1)),
    `finished` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ended, UTC. NULL while it runs.' CODEC(Delta(8), ZSTD(1)),
    `claimed` Int64 COMMENT 'Records the vendor claims to have; -1 when it claims none.',
    `pages` UInt64 COMMENT 'Pages read.',
    `shown` UInt64 COMMENT 'Records the vendor showed.',
    `loaded` UInt64 COMMENT 'Records loaded as a new state.',
    `unchanged` UInt64 COMMENT 'Records whose state was loaded before.',
    `duplicate` UInt64 COMMENT 'Records shown again in the same window.',
    `stale` UInt64 COMMENT 'Records older than the state held.',
    `skipped` UInt64 COMMENT 'Records deliberately not read.',
    `quarantined` UInt64 COMMENT 'Records landed and refused.',
    `deleted` UInt64 COMMENT 'Deletions confirmed by a read.',
    `vanished` UInt64 COMMENT 'Records no longer shown whose deletion cannot be confirmed.',
    `emitted` UInt64 COMMENT 'Rows sent to the fhir tables.',
    `stubs` UInt64 COMMENT 'Resources made from embedded objects.',
    `tombstones` UInt64 COMMENT 'Resources that the last state had and this one has not.',
    `read_back` UInt64 COMMENT 'Rows found again by key after the write.',
    `parts_quarantined` UInt64 COMMENT 'Parts put aside inside loaded records.',
    `bytes` UInt64 COMMENT 'Bytes of the records\' bodies.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplacingMergeTree(updated_at)
ORDER BY (`source`, `kind`, `window_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one unit of work and its books. A window is done only when its books close: shown = loaded + unchanged + duplicate + stale + skipped + quarantined, and emitted = read_back. Read it with FINAL.'
