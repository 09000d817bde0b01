CREATE TABLE IF NOT EXISTS `ops`.`audit`
(
    `seq` UInt64 COMMENT '1 for the first row, and one more for each after it.',
    `at` DateTime64(3, 'UTC') COMMENT 'When it was done, UTC.' CODEC(Delta(8), ZSTD(1)),
    `action` LowCardinality(String) COMMENT 'purge, backup, restore.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `host` LowCardinality(String) COMMENT 'The machine it ran on.',
    `who` LowCardinality(String) COMMENT 'The account of that machine it ran as.',
    `version` LowCardinality(String) COMMENT 'Version of the program.',
    `selector` LowCardinality(String) COMMENT 'Of a purge, by what was chosen: person, source, before.',
    `target` FixedString(32) COMMENT 'Of a purge: salted SHA-256 of what was chosen; whoever knows the id can compare, nobody can read it. Else all zero.',
    `may_return` Bool COMMENT 'Of a purge: what the vendor still shows may be read again.',
    `touched` Array(Tuple(table String, rows UInt64)) COMMENT 'The tables and how many rows of each.',
    `before` FixedString(32) COMMENT 'Hash of the row before; all zero in the first.',
    `hash` FixedString(32) COMMENT 'SHA-256 of all other columns.'
)
ENGINE = ReplacingMergeTree(at)
ORDER BY (`seq`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one command that destroyed, copied or brought back data. Each holds the hash of the row before it: rounds audit tells whether one was changed or taken out. Read it with FINAL.'
