-- Rounds on the ClickHouse cluster clinics.
--
-- The tests of Rounds parse these statements and execute none of them: that needs a cluster with Keeper. Try them on one of your
-- own before you rest on them. They are the layout to copy a warehouse into. Rounds itself loads and publishes into one server: its
-- commands refuse Distributed tables (E0504).
--
-- Every replica holds a table NAME_local, replicated under its shard; its servers must define the macros {shard} and {replica}.
-- NAME itself is Distributed over them, and what the views read. A row lies on the shard of cityHash64(source, id); where a table
-- is not ordered by these, of its person_id or patient_id, else of its whole key. So all states of one row meet on one shard, and FINAL is right.
--
-- Whoever writes through NAME must set distributed_foreground_insert = 1, or a row is acknowledged before it is stored.

CREATE DATABASE IF NOT EXISTS `raw` ON CLUSTER `clinics`;

CREATE TABLE IF NOT EXISTS `raw`.`records_local` ON CLUSTER `clinics`
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', loaded_at)
ORDER BY (`source`, `kind`, `id`, `observed_at`, `hash`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one state of one vendor record as it was landed: the vendor\'s own bytes, secrets cut out.';

CREATE TABLE IF NOT EXISTS `raw`.`records` ON CLUSTER `clinics` AS `raw`.`records_local`
ENGINE = Distributed('clinics', 'raw', 'records_local', cityHash64(`source`, `id`))
COMMENT 'One row is one state of one vendor record as it was landed: the vendor\'s own bytes, secrets cut out.';

CREATE DATABASE IF NOT EXISTS `ops` ON CLUSTER `clinics`;

CREATE TABLE IF NOT EXISTS `ops`.`runs_local` ON CLUSTER `clinics`
(
    `run_id` String COMMENT 'The run.',
    `command` LowCardinality(String) COMMENT 'The command that was given.',
    `status` LowCardinality(String) COMMENT 'running, done, failed, interrupted.',
    `error` String COMMENT 'What went wrong, without any value of a record.',
    `source` LowCardinality(String) COMMENT 'The one source it was for; empty: all.',
    `kind` LowCardinality(String) COMMENT 'The one kind it was for; empty: all.',
    `round` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the night\'s round it belongs to began, UTC. NULL when it is no nightly run.' CODEC(Delta(8), ZSTD(1)),
    `range_from` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant a backfill was asked for, UTC. NULL when it is none.' CODEC(Delta(8), ZSTD(1)),
    `range_to` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant after what a backfill was asked for, UTC. NULL when it is none.' CODEC(Delta(8), ZSTD(1)),
    `host` LowCardinality(String) COMMENT 'The machine it ran on.',
    `who` LowCardinality(String) COMMENT 'The account of that machine it ran as.',
    `version` LowCardinality(String) COMMENT 'Version of the program.',
    `started` DateTime64(3, 'UTC') COMMENT 'When it started, UTC.' CODEC(Delta(8), ZSTD(1)),
    `finished` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ended, UTC. NULL while it runs.' CODEC(Delta(8), ZSTD(1)),
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', updated_at)
ORDER BY (`run_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one run of the program. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`runs` ON CLUSTER `clinics` AS `ops`.`runs_local`
ENGINE = Distributed('clinics', 'ops', 'runs_local', cityHash64(`run_id`))
COMMENT 'One row is one run of the program. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`windows_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `mode` LowCardinality(String) COMMENT 'How the records were chosen: range, sweep, ids and the like.',
    `purpose` LowCardinality(String) COMMENT 'nightly, backfill, replay, rebuild.',
    `round` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the night\'s round it belongs to began, UTC. NULL when it is of no night.' CODEC(Delta(8), ZSTD(1)),
    `shard` LowCardinality(String) COMMENT 'Which part of a divided backfill, as 2/4; empty when it is not divided.',
    `range_from` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant of the range, UTC. NULL when there is no range.' CODEC(Delta(8), ZSTD(1)),
    `range_to` Nullable(DateTime64(3, 'UTC')) COMMENT 'First instant after the range, UTC. NULL when there is no range.' CODEC(Delta(8), ZSTD(1)),
    `status` LowCardinality(String) COMMENT 'running, done, failed, interrupted, deferred, accepted.',
    `error` String COMMENT 'Why it could not close, without any value of a record.',
    `reason` String COMMENT 'Why somebody accepted it with its gap; empty when nobody did.',
    `resume` String COMMENT 'Where a sweep that stopped goes on, in its source\'s own form.',
    `continues` String COMMENT 'The window whose stopped sweep it went on with; empty: it began anew.',
    `came_with` String COMMENT 'The window whose records these came along with; empty: it was asked for by itself.',
    `lost` UInt64 COMMENT 'Records that could not be read; of a sweep that stopped, as far as resume.',
    `host` LowCardinality(String) COMMENT 'The machine it ran on.',
    `who` LowCardinality(String) COMMENT 'The account of that machine it ran as, or that accepted it.',
    `started` DateTime64(3, 'UTC') COMMENT 'When it started, UTC.' CODEC(Delta(8), ZSTD(1)),
    `finished` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ended, UTC. NULL while it runs.' CODEC(Delta(8), ZSTD(1)),
    `claimed` Int64 COMMENT 'Records the vendor claims to have; -1 when it claims none.',
    `requests` UInt64 COMMENT 'Requests sent to the vendor, repeated ones too.',
    `pages` UInt64 COMMENT 'Pages read.',
    `shown` UInt64 COMMENT 'Records the vendor showed.',
    `loaded` UInt64 COMMENT 'Records loaded as a new state.',
    `new` UInt64 COMMENT 'Of the loaded: records never held before.',
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
    `content_hash` FixedString(32) COMMENT 'Of all that was shown, in any order: two readings of the same answers agree.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', updated_at)
ORDER BY (`source`, `kind`, `window_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one unit of work and its books. A window is done only when its books close: shown = loaded + unchanged + duplicate + stale + skipped + quarantined, and emitted = read_back. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`windows` ON CLUSTER `clinics` AS `ops`.`windows_local`
ENGINE = Distributed('clinics', 'ops', 'windows_local', cityHash64(`source`, `kind`, `window_id`))
COMMENT 'One row is one unit of work and its books. A window is done only when its books close: shown = loaded + unchanged + duplicate + stale + skipped + quarantined, and emitted = read_back. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`record_state_local` ON CLUSTER `clinics`
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version)
ORDER BY (`source`, `kind`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is the last loaded state of one record. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`record_state` ON CLUSTER `clinics` AS `ops`.`record_state_local`
ENGINE = Distributed('clinics', 'ops', 'record_state_local', cityHash64(`source`, `id`))
COMMENT 'One row is the last loaded state of one record. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`quarantine_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `id` String COMMENT 'The vendor\'s id of the record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'The state: when the answer holding it arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `is_part` Bool COMMENT 'Only a part was put aside; the record itself was loaded, and nobody need act.',
    `reason` LowCardinality(String) COMMENT 'Why, as a stable word; docs/errors.md explains each.',
    `path` LowCardinality(String) COMMENT 'Where in the record: field names and indexes, no values.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that refused it; a newer one tries again.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', loaded_at)
ORDER BY (`source`, `kind`, `id`, `observed_at`, `is_part`, `reason`, `path`, `mapper_rev`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one landed state that could not be loaded, or one part of a loaded record put aside. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`quarantine` ON CLUSTER `clinics` AS `ops`.`quarantine_local`
ENGINE = Distributed('clinics', 'ops', 'quarantine_local', cityHash64(`source`, `id`))
COMMENT 'One row is one landed state that could not be loaded, or one part of a loaded record put aside. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`issues_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `reason` LowCardinality(String) COMMENT 'What could not be carried over, or only with a doubt, as a stable word or phrase; docs/errors.md explains each.',
    `path` LowCardinality(String) COMMENT 'Where in the record: field names, * for an index, no values.',
    `endpoint` LowCardinality(String) COMMENT 'Endpoint template the record came from; empty for what the vendor showed and did not become a record.',
    `occurrences` UInt64 COMMENT 'How often.'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`source`, `kind`, `window_id`, `reason`, `path`, `endpoint`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row counts how often one reason occurred at one path of what one endpoint told in one window. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`issues` ON CLUSTER `clinics` AS `ops`.`issues_local`
ENGINE = Distributed('clinics', 'ops', 'issues_local', cityHash64(`source`, `kind`, `window_id`, `reason`, `path`, `endpoint`))
COMMENT 'One row counts how often one reason occurred at one path of what one endpoint told in one window. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`seen_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `id` String COMMENT 'The vendor\'s id of the record.',
    `seen_at` DateTime64(3, 'UTC') COMMENT 'When the answer that showed it arrived, UTC.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`source`, `kind`, `window_id`, `id`)
TTL toDateTime(`seen_at`) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one id that one sweep saw; what a complete sweep did not see may have been deleted. The server drops rows after 30 days. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`seen` ON CLUSTER `clinics` AS `ops`.`seen_local`
ENGINE = Distributed('clinics', 'ops', 'seen_local', cityHash64(`source`, `id`))
COMMENT 'One row is one id that one sweep saw; what a complete sweep did not see may have been deleted. The server drops rows after 30 days. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`coverage_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The window.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `basis` LowCardinality(String) COMMENT 'sweep, roster, ledger, range, ids.',
    `is_complete` Bool COMMENT 'The vendor\'s own enumeration was walked to its end and its counts agree.',
    `distinct_ids` Int64 COMMENT 'Distinct ids seen.',
    `claimed` Int64 COMMENT 'The vendor\'s own total; -1 when it claims none.',
    `blind` Array(String) COMMENT 'What this basis cannot see, one sentence each.',
    `drift` Array(String) COMMENT 'What moved during the walk, one sentence each.',
    `at` DateTime64(3, 'UTC') COMMENT 'When the walk ended, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', at)
ORDER BY (`source`, `kind`, `window_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row tells how the ids of one window were enumerated and what that way cannot see. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`coverage` ON CLUSTER `clinics` AS `ops`.`coverage_local`
ENGINE = Distributed('clinics', 'ops', 'coverage_local', cityHash64(`source`, `kind`, `window_id`))
COMMENT 'One row tells how the ids of one window were enumerated and what that way cannot see. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`sources_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `tenant` String COMMENT 'Team, practice or account at the vendor.',
    `zone` LowCardinality(String) COMMENT 'IANA name of the zone that local dates are in.',
    `first_used` DateTime64(3, 'UTC') COMMENT 'When the source was first used, UTC.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`source`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one source and the tenant it was pinned to at first use. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`sources` ON CLUSTER `clinics` AS `ops`.`sources_local`
ENGINE = Distributed('clinics', 'ops', 'sources_local', cityHash64(`source`))
COMMENT 'One row is one source and the tenant it was pinned to at first use. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`publish_local` ON CLUSTER `clinics`
(
    `publish_id` String COMMENT 'The publish.',
    `table` LowCardinality(String) COMMENT 'The published table.',
    `position` UInt16 COMMENT 'Its place in the list.',
    `status` LowCardinality(String) COMMENT 'planned, swapped.',
    `rows` UInt64 COMMENT 'Rows of the table when it was swapped.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', updated_at)
ORDER BY (`publish_id`, `table`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one table of one publish; the whole list is written before the first swap. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`publish` ON CLUSTER `clinics` AS `ops`.`publish_local`
ENGINE = Distributed('clinics', 'ops', 'publish_local', cityHash64(`publish_id`, `table`))
COMMENT 'One row is one table of one publish; the whole list is written before the first swap. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`budgets_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `minute` DateTime64(3, 'UTC') COMMENT 'Start of the minute, UTC, by the clock of the machine that asked.' CODEC(Delta(8), ZSTD(1)),
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `requests` UInt32 COMMENT 'Requests booked. What was not sent is given back, but not by a run that was killed.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', updated_at)
ORDER BY (`source`, `minute`, `run_id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is the requests that one run booked for one source in one minute, before they were sent. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`budgets` ON CLUSTER `clinics` AS `ops`.`budgets_local`
ENGINE = Distributed('clinics', 'ops', 'budgets_local', cityHash64(`source`, `minute`, `run_id`))
COMMENT 'One row is the requests that one run booked for one source in one minute, before they were sent. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`leases_local` ON CLUSTER `clinics`
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', updated_at)
ORDER BY (`source`, `run_id`, `shard`)
TTL toDateTime(`expires`) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one run\'s claim to be the only one that reads a source, or publishes. It counts until it is freed or expires; the server drops rows 30 days later. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`leases` ON CLUSTER `clinics` AS `ops`.`leases_local`
ENGINE = Distributed('clinics', 'ops', 'leases_local', cityHash64(`source`, `run_id`, `shard`))
COMMENT 'One row is one run\'s claim to be the only one that reads a source, or publishes. It counts until it is freed or expires; the server drops rows 30 days later. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`quality_local` ON CLUSTER `clinics`
(
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `check` LowCardinality(String) COMMENT 'must_support, us_core, unmapped_code, vendor_drift, reference_dangling, reference_logical, reference_deleted, duplicate_identifier, duplicate_row; docs/errors.md explains each.',
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `about` LowCardinality(String) COMMENT 'The resource type; of unmapped_code and vendor_drift the kind of record; of duplicate_row the table.',
    `element` LowCardinality(String) COMMENT 'The element, or the path in the record: names only. Of references: the type of the target.',
    `detail` LowCardinality(String) COMMENT 'The reason, where a check knows several: docs/errors.md explains those of records.',
    `endpoint` LowCardinality(String) COMMENT 'Of unmapped_code and vendor_drift the template of the endpoint that told the records; else empty.',
    `affected` UInt64 COMMENT 'How many are so.',
    `total` UInt64 COMMENT 'Of so many looked at.',
    `at` DateTime64(3, 'UTC') COMMENT 'When it was looked at, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', at)
ORDER BY (`run_id`, `check`, `source`, `about`, `element`, `detail`, `endpoint`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is what one check found at one place when a run had published. A check that found nothing has its row, too, unless it could find nothing because nothing is held. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`quality` ON CLUSTER `clinics` AS `ops`.`quality_local`
ENGINE = Distributed('clinics', 'ops', 'quality_local', cityHash64(`run_id`, `check`, `source`, `about`, `element`, `detail`, `endpoint`))
COMMENT 'One row is what one check found at one place when a run had published. A check that found nothing has its row, too, unless it could find nothing because nothing is held. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`watermarks_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `watermark` Nullable(DateTime64(3, 'UTC')) COMMENT 'Everything before it was read without a gap, UTC. NULL when no night was done.' CODEC(Delta(8), ZSTD(1)),
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `updated_at` DateTime64(3, 'UTC') COMMENT 'When the row was last written, UTC; of equal keys the latest counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', updated_at)
ORDER BY (`source`, `kind`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is how far the nights had read one kind of one source when a run published last. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`watermarks` ON CLUSTER `clinics` AS `ops`.`watermarks_local`
ENGINE = Distributed('clinics', 'ops', 'watermarks_local', cityHash64(`source`, `kind`))
COMMENT 'One row is how far the nights had read one kind of one source when a run published last. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`audit_local` ON CLUSTER `clinics`
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', at)
ORDER BY (`seq`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one command that destroyed, copied or brought back data. Each holds the hash of the row before it: rounds audit tells whether one was changed or taken out. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`audit` ON CLUSTER `clinics` AS `ops`.`audit_local`
ENGINE = Distributed('clinics', 'ops', 'audit_local', cityHash64(`seq`))
COMMENT 'One row is one command that destroyed, copied or brought back data. Each holds the hash of the row before it: rounds audit tells whether one was changed or taken out. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`purged_local` ON CLUSTER `clinics`
(
    `kind` LowCardinality(String) COMMENT 'The kind of record; Patient for a patient by Patient.id.',
    `digest` FixedString(32) COMMENT 'SHA-256 of salt, source, kind and id.',
    `salt` FixedString(32) COMMENT 'Random, the same in every row.',
    `until` Nullable(DateTime64(3, 'UTC')) COMMENT 'Purged by age: a state that the vendor changed at this time or later is taken again, UTC. NULL: none is.' CODEC(Delta(8), ZSTD(1)),
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `at` DateTime64(3, 'UTC') COMMENT 'When it was purged, UTC.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', at)
ORDER BY (`kind`, `digest`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one record, or one patient, that was purged and that no run takes again: what a vendor still shows of it is skipped. Ids are hashed with a salt of this warehouse. Read it with FINAL.';

CREATE TABLE IF NOT EXISTS `ops`.`purged` ON CLUSTER `clinics` AS `ops`.`purged_local`
ENGINE = Distributed('clinics', 'ops', 'purged_local', cityHash64(`kind`, `digest`))
COMMENT 'One row is one record, or one patient, that was purged and that no run takes again: what a vendor still shows of it is skipped. Ids are hashed with a salt of this warehouse. Read it with FINAL.';

CREATE DATABASE IF NOT EXISTS `fhir` ON CLUSTER `clinics`;

CREATE TABLE IF NOT EXISTS `fhir`.`patient_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `family` String COMMENT 'Family name of the chosen name: official, else usual, else the first that is not old.',
    `given` String COMMENT 'Given names of the chosen name, with spaces between.',
    `name` String COMMENT 'The chosen name in one line: its own text, else prefix, given, family and suffix.',
    `names` Array(Tuple(use String, text String, family String, given Array(String), prefix Array(String), suffix Array(String), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All names.',
    `active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `gender` LowCardinality(String) COMMENT 'Administrative gender: male, female, other, unknown; empty when the vendor does not say.',
    `vendor_gender` LowCardinality(String) COMMENT 'The vendor\'s own word or code for the gender.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when the original is only a month or a year, or lies before 1900.',
    `birth_date_text` String COMMENT 'Date of birth: the FHIR text, with its own offset.',
    `birth_date_precision` LowCardinality(String) COMMENT 'Date of birth: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `deceased` Nullable(Bool) COMMENT 'The patient has died. NULL when the vendor does not say.',
    `deceased_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'Time of death, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `deceased_at_day` Nullable(Date32) COMMENT 'Time of death: the day in the source\'s zone. NULL when the original has no day.',
    `deceased_at_text` String COMMENT 'Time of death: the FHIR text, with its own offset.',
    `deceased_at_precision` LowCardinality(String) COMMENT 'Time of death: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `marital_status_system` LowCardinality(String) COMMENT 'Marital status: the code system of the first coding.',
    `marital_status_code` LowCardinality(String) COMMENT 'Marital status: the code of the first coding.',
    `marital_status_display` LowCardinality(String) COMMENT 'Marital status: the first coding\'s own words.',
    `marital_status_text` String COMMENT 'Marital status: the text of the first concept.',
    `marital_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Marital status: every coding of every concept; concept counts from 0.',
    `languages` Array(Tuple(language Array(Tuple(concept UInt16, system String, code String, display String, text String)), preferred Nullable(Bool))) COMMENT 'Languages to talk to the patient in.',
    `contacts` Array(Tuple(relationship Array(Tuple(concept UInt16, system String, code String, display String, text String)), name String, gender String, telecoms Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)), addresses Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)), organization_type String, organization_id String, organization_text String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Persons to turn to in the patient\'s matters.',
    `general_practitioners` Array(Tuple(type String, id String, text String)) COMMENT 'The patient\'s own practitioners.',
    `managing_organization_type` LowCardinality(String) COMMENT 'The organization that keeps the record: the resource type.',
    `managing_organization_id` String COMMENT 'The organization that keeps the record: the id; empty when the reference has none.',
    `managing_organization_text` String COMMENT 'The organization that keeps the record: its display, or the reference as it stands when it does not resolve.',
    `managing_organization_identifier` String COMMENT 'The organization that keeps the record: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `patient_notes` String COMMENT 'The vendor\'s free text about the patient.' CODEC(ZSTD(1)),
    `allergy_text` String COMMENT 'The vendor\'s word on allergies where it names none, such as NKDA.' CODEC(ZSTD(1)),
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one patient as one source knows them, not matched across sources: FHIR R4 Patient.';

CREATE TABLE IF NOT EXISTS `fhir`.`patient` ON CLUSTER `clinics` AS `fhir`.`patient_local`
ENGINE = Distributed('clinics', 'fhir', 'patient_local', cityHash64(`source`, `id`))
COMMENT 'One row is one patient as one source knows them, not matched across sources: FHIR R4 Patient.';

CREATE TABLE IF NOT EXISTS `fhir`.`practitioner_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `npi` String COMMENT 'National provider identifier; empty when the vendor gives none.',
    `family` String COMMENT 'Family name of the chosen name: official, else usual, else the first that is not old.',
    `given` String COMMENT 'Given names of the chosen name, with spaces between.',
    `name` String COMMENT 'The chosen name in one line: its own text, else prefix, given, family and suffix.',
    `names` Array(Tuple(use String, text String, family String, given Array(String), prefix Array(String), suffix Array(String), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All names.',
    `active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `gender` LowCardinality(String) COMMENT 'Administrative gender; empty when the vendor does not say.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when the original is only a month or a year, or lies before 1900.',
    `birth_date_text` String COMMENT 'Date of birth: the FHIR text, with its own offset.',
    `birth_date_precision` LowCardinality(String) COMMENT 'Date of birth: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `qualifications` Array(Tuple(code Array(Tuple(concept UInt16, system String, code String, display String, text String)), identifiers Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)), issuer_type String, issuer_id String, issuer_text String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Training and licences.',
    `languages` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Languages the practitioner can use with patients.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one user id that one source gives a practitioner: FHIR R4 Practitioner.';

CREATE TABLE IF NOT EXISTS `fhir`.`practitioner` ON CLUSTER `clinics` AS `fhir`.`practitioner_local`
ENGINE = Distributed('clinics', 'fhir', 'practitioner_local', cityHash64(`source`, `id`))
COMMENT 'One row is one user id that one source gives a practitioner: FHIR R4 Practitioner.';

CREATE TABLE IF NOT EXISTS `fhir`.`encounter_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `class_system` LowCardinality(String) COMMENT 'Code system of the class.',
    `class_code` LowCardinality(String) COMMENT 'The class: VR virtual, AMB in the office, HH at home, UNK not known.',
    `class_display` LowCardinality(String) COMMENT 'The class in words.',
    `type_system` LowCardinality(String) COMMENT 'Type of encounter: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of encounter: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of encounter: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of encounter: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of encounter: every coding of every concept; concept counts from 0.',
    `service_type_system` LowCardinality(String) COMMENT 'Type of service: the code system of the first coding.',
    `service_type_code` LowCardinality(String) COMMENT 'Type of service: the code of the first coding.',
    `service_type_display` LowCardinality(String) COMMENT 'Type of service: the first coding\'s own words.',
    `service_type_text` String COMMENT 'Type of service: the text of the first concept.',
    `service_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of service: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Reason for the encounter: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason for the encounter: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason for the encounter: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason for the encounter: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason for the encounter: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `practitioner_type` LowCardinality(String) COMMENT 'The chosen practitioner: primary performer, else attender, else the first: the resource type.',
    `practitioner_id` String COMMENT 'The chosen practitioner: primary performer, else attender, else the first: the id; empty when the reference has none.',
    `practitioner_text` String COMMENT 'The chosen practitioner: primary performer, else attender, else the first: its display, or the reference as it stands when it does not resolve.',
    `practitioner_identifier` String COMMENT 'The chosen practitioner: primary performer, else attender, else the first: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `participants` Array(Tuple(role Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Everyone who took part.',
    `appointment_type` LowCardinality(String) COMMENT 'The first appointment that led to the encounter: the resource type.',
    `appointment_id` String COMMENT 'The first appointment that led to the encounter: the id; empty when the reference has none.',
    `appointment_text` String COMMENT 'The first appointment that led to the encounter: its display, or the reference as it stands when it does not resolve.',
    `appointment_identifier` String COMMENT 'The first appointment that led to the encounter: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `appointments` Array(Tuple(type String, id String, text String)) COMMENT 'All appointments that led to the encounter.',
    `part_of_type` LowCardinality(String) COMMENT 'The encounter this one is part of: the resource type.',
    `part_of_id` String COMMENT 'The encounter this one is part of: the id; empty when the reference has none.',
    `part_of_text` String COMMENT 'The encounter this one is part of: its display, or the reference as it stands when it does not resolve.',
    `part_of_identifier` String COMMENT 'The encounter this one is part of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual start, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_start_day` Nullable(Date32) COMMENT 'Actual start: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Actual start: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Actual start: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual end, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_end_day` Nullable(Date32) COMMENT 'Actual end: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'Actual end: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'Actual end: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `planned_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Planned start, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `planned_start_day` Nullable(Date32) COMMENT 'Planned start: the day in the source\'s zone. NULL when the original has no day.',
    `planned_start_text` String COMMENT 'Planned start: the FHIR text, with its own offset.',
    `planned_start_precision` LowCardinality(String) COMMENT 'Planned start: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `planned_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Planned end, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `planned_end_day` Nullable(Date32) COMMENT 'Planned end: the day in the source\'s zone. NULL when the original has no day.',
    `planned_end_text` String COMMENT 'Planned end: the FHIR text, with its own offset.',
    `planned_end_precision` LowCardinality(String) COMMENT 'Planned end: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `length_seconds` Nullable(Float64) COMMENT 'Length as the vendor states it. NULL when it states none in s, min, h or d.',
    `diagnoses` Array(Tuple(condition_type String, condition_id String, condition_text String, use Array(Tuple(concept UInt16, system String, code String, display String, text String)), rank Nullable(Int64))) COMMENT 'References to the conditions treated, with use and rank.',
    `discharge_disposition_system` LowCardinality(String) COMMENT 'Where the patient went afterwards: the code system of the first coding.',
    `discharge_disposition_code` LowCardinality(String) COMMENT 'Where the patient went afterwards: the code of the first coding.',
    `discharge_disposition_display` LowCardinality(String) COMMENT 'Where the patient went afterwards: the first coding\'s own words.',
    `discharge_disposition_text` String COMMENT 'Where the patient went afterwards: the text of the first concept.',
    `discharge_disposition_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Where the patient went afterwards: every coding of every concept; concept counts from 0.',
    `locations` Array(Tuple(type String, id String, text String, status String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Rooms and places.',
    `service_provider_type` LowCardinality(String) COMMENT 'The organization: the resource type.',
    `service_provider_id` String COMMENT 'The organization: the id; empty when the reference has none.',
    `service_provider_text` String COMMENT 'The organization: its display, or the reference as it stands when it does not resolve.',
    `service_provider_identifier` String COMMENT 'The organization: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one encounter of a patient with the clinic: FHIR R4 Encounter.';

CREATE TABLE IF NOT EXISTS `fhir`.`encounter` ON CLUSTER `clinics` AS `fhir`.`encounter_local`
ENGINE = Distributed('clinics', 'fhir', 'encounter_local', cityHash64(`source`, `id`))
COMMENT 'One row is one encounter of a patient with the clinic: FHIR R4 Encounter.';

CREATE TABLE IF NOT EXISTS `fhir`.`appointment_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `cancelation_reason_system` LowCardinality(String) COMMENT 'Reason of the cancellation: the code system of the first coding.',
    `cancelation_reason_code` LowCardinality(String) COMMENT 'Reason of the cancellation: the code of the first coding.',
    `cancelation_reason_display` LowCardinality(String) COMMENT 'Reason of the cancellation: the first coding\'s own words.',
    `cancelation_reason_text` String COMMENT 'Reason of the cancellation: the text of the first concept.',
    `cancelation_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the cancellation: every coding of every concept; concept counts from 0.',
    `service_category_system` LowCardinality(String) COMMENT 'Category of service: the code system of the first coding.',
    `service_category_code` LowCardinality(String) COMMENT 'Category of service: the code of the first coding.',
    `service_category_display` LowCardinality(String) COMMENT 'Category of service: the first coding\'s own words.',
    `service_category_text` String COMMENT 'Category of service: the text of the first concept.',
    `service_category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of service: every coding of every concept; concept counts from 0.',
    `service_type_system` LowCardinality(String) COMMENT 'Type of service: the code system of the first coding.',
    `service_type_code` LowCardinality(String) COMMENT 'Type of service: the code of the first coding.',
    `service_type_display` LowCardinality(String) COMMENT 'Type of service: the first coding\'s own words.',
    `service_type_text` String COMMENT 'Type of service: the text of the first concept.',
    `service_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of service: every coding of every concept; concept counts from 0.',
    `specialty_system` LowCardinality(String) COMMENT 'Specialty asked for: the code system of the first coding.',
    `specialty_code` LowCardinality(String) COMMENT 'Specialty asked for: the code of the first coding.',
    `specialty_display` LowCardinality(String) COMMENT 'Specialty asked for: the first coding\'s own words.',
    `specialty_text` String COMMENT 'Specialty asked for: the text of the first concept.',
    `specialty_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty asked for: every coding of every concept; concept counts from 0.',
    `appointment_type_system` LowCardinality(String) COMMENT 'Style of appointment: the code system of the first coding.',
    `appointment_type_code` LowCardinality(String) COMMENT 'Style of appointment: the code of the first coding.',
    `appointment_type_display` LowCardinality(String) COMMENT 'Style of appointment: the first coding\'s own words.',
    `appointment_type_text` String COMMENT 'Style of appointment: the text of the first concept.',
    `appointment_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Style of appointment: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Reason for the appointment: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason for the appointment: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason for the appointment: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason for the appointment: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason for the appointment: every coding of every concept; concept counts from 0.',
    `description` String COMMENT 'What the appointment is about.' CODEC(ZSTD(1)),
    `comment` String COMMENT 'Further comments.' CODEC(ZSTD(1)),
    `patient_instruction` String COMMENT 'Instructions for the patient.' CODEC(ZSTD(1)),
    `start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled start, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `start_day` Nullable(Date32) COMMENT 'Scheduled start: the day in the source\'s zone. NULL when the original has no day.',
    `start_text` String COMMENT 'Scheduled start: the FHIR text, with its own offset.',
    `start_precision` LowCardinality(String) COMMENT 'Scheduled start: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled end, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `end_day` Nullable(Date32) COMMENT 'Scheduled end: the day in the source\'s zone. NULL when the original has no day.',
    `end_text` String COMMENT 'Scheduled end: the FHIR text, with its own offset.',
    `end_precision` LowCardinality(String) COMMENT 'Scheduled end: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `minutes_duration` Nullable(Int64) COMMENT 'Planned length in minutes. NULL when the vendor states none.',
    `created` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the appointment was made, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `created_day` Nullable(Date32) COMMENT 'When the appointment was made: the day in the source\'s zone. NULL when the original has no day.',
    `created_text` String COMMENT 'When the appointment was made: the FHIR text, with its own offset.',
    `created_precision` LowCardinality(String) COMMENT 'When the appointment was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `patient_type` LowCardinality(String) COMMENT 'The first patient among the participants: the resource type.',
    `patient_id` String COMMENT 'The first patient among the participants: the id; empty when the reference has none.',
    `patient_text` String COMMENT 'The first patient among the participants: its display, or the reference as it stands when it does not resolve.',
    `patient_identifier` String COMMENT 'The first patient among the participants: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `practitioner_type` LowCardinality(String) COMMENT 'The first practitioner among the participants: the resource type.',
    `practitioner_id` String COMMENT 'The first practitioner among the participants: the id; empty when the reference has none.',
    `practitioner_text` String COMMENT 'The first practitioner among the participants: its display, or the reference as it stands when it does not resolve.',
    `practitioner_identifier` String COMMENT 'The first practitioner among the participants: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `participants` Array(Tuple(role Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String, required String, status String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Everyone and everything the appointment needs.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one booked or asked-for appointment: FHIR R4 Appointment.';

CREATE TABLE IF NOT EXISTS `fhir`.`appointment` ON CLUSTER `clinics` AS `fhir`.`appointment_local`
ENGINE = Distributed('clinics', 'fhir', 'appointment_local', cityHash64(`source`, `id`))
COMMENT 'One row is one booked or asked-for appointment: FHIR R4 Appointment.';

CREATE TABLE IF NOT EXISTS `fhir`.`document_reference_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `master_identifier` String COMMENT 'The vendor\'s id of this version of the note, where it gives one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended, entered-in-error; empty when the vendor does not say.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `error_state` String COMMENT 'The vendor\'s error text.' CODEC(ZSTD(1)),
    `template_id` LowCardinality(String) COMMENT 'The vendor\'s id of the note template.',
    `template_name` LowCardinality(String) COMMENT 'The vendor\'s name of the note template.',
    `type_system` LowCardinality(String) COMMENT 'Type of document: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of document: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of document: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of document: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of document: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category of document: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category of document: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category of document: the first coding\'s own words.',
    `category_text` String COMMENT 'Category of document: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of document: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the note was created at the vendor; see date_basis, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `date_day` Nullable(Date32) COMMENT 'When the note was created at the vendor; see date_basis: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When the note was created at the vendor; see date_basis: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When the note was created at the vendor; see date_basis: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on where the vendor gives none: journal, first_observed; empty: the vendor\'s own.',
    `author_type` LowCardinality(String) COMMENT 'The first practitioner among the authors: the resource type.',
    `author_id` String COMMENT 'The first practitioner among the authors: the id; empty when the reference has none.',
    `author_text` String COMMENT 'The first practitioner among the authors: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'The first practitioner among the authors: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authors` Array(Tuple(type String, id String, text String)) COMMENT 'All authors, machines among them.',
    `authenticator_type` LowCardinality(String) COMMENT 'Who signed; empty where the vendor does not tell: the resource type.',
    `authenticator_id` String COMMENT 'Who signed; empty where the vendor does not tell: the id; empty when the reference has none.',
    `authenticator_text` String COMMENT 'Who signed; empty where the vendor does not tell: its display, or the reference as it stands when it does not resolve.',
    `authenticator_identifier` String COMMENT 'Who signed; empty where the vendor does not tell: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `custodian_type` LowCardinality(String) COMMENT 'The organization that keeps the note: the resource type.',
    `custodian_id` String COMMENT 'The organization that keeps the note: the id; empty when the reference has none.',
    `custodian_text` String COMMENT 'The organization that keeps the note: its display, or the reference as it stands when it does not resolve.',
    `custodian_identifier` String COMMENT 'The organization that keeps the note: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `relates_to` Array(Tuple(code String, type String, id String, text String)) COMMENT 'Other documents this one replaces, amends or is made from.',
    `description` String COMMENT 'A human-readable title.' CODEC(ZSTD(1)),
    `security_label_system` LowCardinality(String) COMMENT 'Security label: the code system of the first coding.',
    `security_label_code` LowCardinality(String) COMMENT 'Security label: the code of the first coding.',
    `security_label_display` LowCardinality(String) COMMENT 'Security label: the first coding\'s own words.',
    `security_label_text` String COMMENT 'Security label: the text of the first concept.',
    `security_label_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Security label: every coding of every concept; concept counts from 0.',
    `encounter_type` LowCardinality(String) COMMENT 'The first encounter the note belongs to: the resource type.',
    `encounter_id` String COMMENT 'The first encounter the note belongs to: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The first encounter the note belongs to: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The first encounter the note belongs to: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounters` Array(Tuple(type String, id String, text String)) COMMENT 'All encounters the note belongs to.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of what the note tells of, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_start_day` Nullable(Date32) COMMENT 'Start of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Start of what the note tells of: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Start of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of what the note tells of, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_end_day` Nullable(Date32) COMMENT 'End of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'End of what the note tells of: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'End of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `practice_setting_system` LowCardinality(String) COMMENT 'Specialty of the practice: the code system of the first coding.',
    `practice_setting_code` LowCardinality(String) COMMENT 'Specialty of the practice: the code of the first coding.',
    `practice_setting_display` LowCardinality(String) COMMENT 'Specialty of the practice: the first coding\'s own words.',
    `practice_setting_text` String COMMENT 'Specialty of the practice: the text of the first concept.',
    `practice_setting_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty of the practice: every coding of every concept; concept counts from 0.',
    `related` Array(Tuple(type String, id String, text String)) COMMENT 'Other things the note belongs to.',
    `attachments` Array(Tuple(content_type String, language String, title String, url String, size Nullable(Int64), hash_sha1 String, creation Nullable(DateTime64(3, 'UTC')), creation_text String, format String, data String)) COMMENT 'The contents. hash_sha1 is base64 as in FHIR, size counts bytes, data is decoded; data is empty for the plain text that the column text holds as it is.',
    `text` String COMMENT 'The note in plain text: the first text/plain content, else the first HTML one without its tags.' CODEC(ZSTD(1)),
    `section` Array(Tuple(title String, text String)) COMMENT 'The sections of an HTML note in order: heading and plain text, a table row on a line and its cells apart by tabs. For search; no fact is taken from them. Empty where it has no headings.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `attachments_absent` Array(String) COMMENT 'Beside attachments: why one has no content here (masked: not fetched), an empty text where it has; no elements when all have theirs.',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine (tag AIAST).',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `record_hash` UInt64 COMMENT 'The first eight bytes of hash in raw.records, which tell two states of the record apart.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is the latest state of one clinical note or other document: FHIR R4 DocumentReference.';

CREATE TABLE IF NOT EXISTS `fhir`.`document_reference` ON CLUSTER `clinics` AS `fhir`.`document_reference_local`
ENGINE = Distributed('clinics', 'fhir', 'document_reference_local', cityHash64(`source`, `id`))
COMMENT 'One row is the latest state of one clinical note or other document: FHIR R4 DocumentReference.';

CREATE TABLE IF NOT EXISTS `fhir`.`document_reference_version_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `master_identifier` String COMMENT 'The vendor\'s id of this version of the note, where it gives one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended, entered-in-error; empty when the vendor does not say.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `error_state` String COMMENT 'The vendor\'s error text.' CODEC(ZSTD(1)),
    `template_id` LowCardinality(String) COMMENT 'The vendor\'s id of the note template.',
    `template_name` LowCardinality(String) COMMENT 'The vendor\'s name of the note template.',
    `type_system` LowCardinality(String) COMMENT 'Type of document: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of document: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of document: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of document: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of document: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category of document: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category of document: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category of document: the first coding\'s own words.',
    `category_text` String COMMENT 'Category of document: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of document: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the note was created at the vendor; see date_basis, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `date_day` Nullable(Date32) COMMENT 'When the note was created at the vendor; see date_basis: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When the note was created at the vendor; see date_basis: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When the note was created at the vendor; see date_basis: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on where the vendor gives none: journal, first_observed; empty: the vendor\'s own.',
    `author_type` LowCardinality(String) COMMENT 'The first practitioner among the authors: the resource type.',
    `author_id` String COMMENT 'The first practitioner among the authors: the id; empty when the reference has none.',
    `author_text` String COMMENT 'The first practitioner among the authors: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'The first practitioner among the authors: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authors` Array(Tuple(type String, id String, text String)) COMMENT 'All authors, machines among them.',
    `authenticator_type` LowCardinality(String) COMMENT 'Who signed; empty where the vendor does not tell: the resource type.',
    `authenticator_id` String COMMENT 'Who signed; empty where the vendor does not tell: the id; empty when the reference has none.',
    `authenticator_text` String COMMENT 'Who signed; empty where the vendor does not tell: its display, or the reference as it stands when it does not resolve.',
    `authenticator_identifier` String COMMENT 'Who signed; empty where the vendor does not tell: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `custodian_type` LowCardinality(String) COMMENT 'The organization that keeps the note: the resource type.',
    `custodian_id` String COMMENT 'The organization that keeps the note: the id; empty when the reference has none.',
    `custodian_text` String COMMENT 'The organization that keeps the note: its display, or the reference as it stands when it does not resolve.',
    `custodian_identifier` String COMMENT 'The organization that keeps the note: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `relates_to` Array(Tuple(code String, type String, id String, text String)) COMMENT 'Other documents this one replaces, amends or is made from.',
    `description` String COMMENT 'A human-readable title.' CODEC(ZSTD(1)),
    `security_label_system` LowCardinality(String) COMMENT 'Security label: the code system of the first coding.',
    `security_label_code` LowCardinality(String) COMMENT 'Security label: the code of the first coding.',
    `security_label_display` LowCardinality(String) COMMENT 'Security label: the first coding\'s own words.',
    `security_label_text` String COMMENT 'Security label: the text of the first concept.',
    `security_label_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Security label: every coding of every concept; concept counts from 0.',
    `encounter_type` LowCardinality(String) COMMENT 'The first encounter the note belongs to: the resource type.',
    `encounter_id` String COMMENT 'The first encounter the note belongs to: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The first encounter the note belongs to: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The first encounter the note belongs to: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounters` Array(Tuple(type String, id String, text String)) COMMENT 'All encounters the note belongs to.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of what the note tells of, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_start_day` Nullable(Date32) COMMENT 'Start of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Start of what the note tells of: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Start of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of what the note tells of, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_end_day` Nullable(Date32) COMMENT 'End of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'End of what the note tells of: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'End of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `practice_setting_system` LowCardinality(String) COMMENT 'Specialty of the practice: the code system of the first coding.',
    `practice_setting_code` LowCardinality(String) COMMENT 'Specialty of the practice: the code of the first coding.',
    `practice_setting_display` LowCardinality(String) COMMENT 'Specialty of the practice: the first coding\'s own words.',
    `practice_setting_text` String COMMENT 'Specialty of the practice: the text of the first concept.',
    `practice_setting_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty of the practice: every coding of every concept; concept counts from 0.',
    `related` Array(Tuple(type String, id String, text String)) COMMENT 'Other things the note belongs to.',
    `attachments` Array(Tuple(content_type String, language String, title String, url String, size Nullable(Int64), hash_sha1 String, creation Nullable(DateTime64(3, 'UTC')), creation_text String, format String, data String)) COMMENT 'The contents. hash_sha1 is base64 as in FHIR, size counts bytes, data is decoded; data is empty for the plain text that the column text holds as it is.',
    `text` String COMMENT 'The note in plain text: the first text/plain content, else the first HTML one without its tags.' CODEC(ZSTD(1)),
    `section` Array(Tuple(title String, text String)) COMMENT 'The sections of an HTML note in order: heading and plain text, a table row on a line and its cells apart by tabs. For search; no fact is taken from them. Empty where it has no headings.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `attachments_absent` Array(String) COMMENT 'Beside attachments: why one has no content here (masked: not fetched), an empty text where it has; no elements when all have theirs.',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine (tag AIAST).',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `record_hash` UInt64 COMMENT 'The first eight bytes of hash in raw.records, which tell two states of the record apart.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version)
ORDER BY (`source`, `id`, `observed_at`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one state of one clinical note: every signed, unsigned and amended text that was ever seen, kept for good. FHIR R4 DocumentReference.';

CREATE TABLE IF NOT EXISTS `fhir`.`document_reference_version` ON CLUSTER `clinics` AS `fhir`.`document_reference_version_local`
ENGINE = Distributed('clinics', 'fhir', 'document_reference_version_local', cityHash64(`source`, `id`))
COMMENT 'One row is one state of one clinical note: every signed, unsigned and amended text that was ever seen, kept for good. FHIR R4 DocumentReference.';

CREATE TABLE IF NOT EXISTS `fhir`.`practitioner_role_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `active` Nullable(Bool) COMMENT 'The role is in use. NULL when the vendor does not say.',
    `practitioner_type` LowCardinality(String) COMMENT 'Who has the role: the resource type.',
    `practitioner_id` String COMMENT 'Who has the role: the id; empty when the reference has none.',
    `practitioner_text` String COMMENT 'Who has the role: its display, or the reference as it stands when it does not resolve.',
    `practitioner_identifier` String COMMENT 'Who has the role: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `organization_type` LowCardinality(String) COMMENT 'Where they have it: the resource type.',
    `organization_id` String COMMENT 'Where they have it: the id; empty when the reference has none.',
    `organization_text` String COMMENT 'Where they have it: its display, or the reference as it stands when it does not resolve.',
    `organization_identifier` String COMMENT 'Where they have it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `code_system` LowCardinality(String) COMMENT 'The role: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'The role: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'The role: the first coding\'s own words.',
    `code_text` String COMMENT 'The role: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The role: every coding of every concept; concept counts from 0.',
    `specialty_system` LowCardinality(String) COMMENT 'Specialty: the code system of the first coding.',
    `specialty_code` LowCardinality(String) COMMENT 'Specialty: the code of the first coding.',
    `specialty_display` LowCardinality(String) COMMENT 'Specialty: the first coding\'s own words.',
    `specialty_text` String COMMENT 'Specialty: the text of the first concept.',
    `specialty_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty: every coding of every concept; concept counts from 0.',
    `locations` Array(Tuple(type String, id String, text String)) COMMENT 'Rooms and places.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the role, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_start_day` Nullable(Date32) COMMENT 'Start of the role: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Start of the role: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Start of the role: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the role, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `period_end_day` Nullable(Date32) COMMENT 'End of the role: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'End of the role: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'End of the role: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one role of a practitioner as one source knows it: FHIR R4 PractitionerRole.';

CREATE TABLE IF NOT EXISTS `fhir`.`practitioner_role` ON CLUSTER `clinics` AS `fhir`.`practitioner_role_local`
ENGINE = Distributed('clinics', 'fhir', 'practitioner_role_local', cityHash64(`source`, `id`))
COMMENT 'One row is one role of a practitioner as one source knows it: FHIR R4 PractitionerRole.';

CREATE TABLE IF NOT EXISTS `fhir`.`organization_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `active` Nullable(Bool) COMMENT 'It is in use. NULL when the vendor does not say.',
    `type_system` LowCardinality(String) COMMENT 'Type of organization: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of organization: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of organization: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of organization: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of organization: every coding of every concept; concept counts from 0.',
    `name` String COMMENT 'Its name; empty when the vendor gives only an id.',
    `aliases` Array(String) COMMENT 'Other names.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `part_of_type` LowCardinality(String) COMMENT 'The organization it is part of: the resource type.',
    `part_of_id` String COMMENT 'The organization it is part of: the id; empty when the reference has none.',
    `part_of_text` String COMMENT 'The organization it is part of: its display, or the reference as it stands when it does not resolve.',
    `part_of_identifier` String COMMENT 'The organization it is part of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one account, team, practice, department or the like as one source knows it: FHIR R4 Organization.';

CREATE TABLE IF NOT EXISTS `fhir`.`organization` ON CLUSTER `clinics` AS `fhir`.`organization_local`
ENGINE = Distributed('clinics', 'fhir', 'organization_local', cityHash64(`source`, `id`))
COMMENT 'One row is one account, team, practice, department or the like as one source knows it: FHIR R4 Organization.';

CREATE TABLE IF NOT EXISTS `fhir`.`location_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'active, suspended, inactive; empty when the vendor does not say.',
    `name` String COMMENT 'Its name.',
    `aliases` Array(String) COMMENT 'Other names.',
    `description` String COMMENT 'What else is said of it.' CODEC(ZSTD(1)),
    `mode` LowCardinality(String) COMMENT 'instance: one place; kind: a class of places.',
    `type_system` LowCardinality(String) COMMENT 'What is done there: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'What is done there: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'What is done there: the first coding\'s own words.',
    `type_text` String COMMENT 'What is done there: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What is done there: every coding of every concept; concept counts from 0.',
    `physical_type_system` LowCardinality(String) COMMENT 'What it is built as: the code system of the first coding.',
    `physical_type_code` LowCardinality(String) COMMENT 'What it is built as: the code of the first coding.',
    `physical_type_display` LowCardinality(String) COMMENT 'What it is built as: the first coding\'s own words.',
    `physical_type_text` String COMMENT 'What it is built as: the text of the first concept.',
    `physical_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What it is built as: every coding of every concept; concept counts from 0.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `managing_organization_type` LowCardinality(String) COMMENT 'The organization that runs it: the resource type.',
    `managing_organization_id` String COMMENT 'The organization that runs it: the id; empty when the reference has none.',
    `managing_organization_text` String COMMENT 'The organization that runs it: its display, or the reference as it stands when it does not resolve.',
    `managing_organization_identifier` String COMMENT 'The organization that runs it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `part_of_type` LowCardinality(String) COMMENT 'The place it is part of: the resource type.',
    `part_of_id` String COMMENT 'The place it is part of: the id; empty when the reference has none.',
    `part_of_text` String COMMENT 'The place it is part of: its display, or the reference as it stands when it does not resolve.',
    `part_of_identifier` String COMMENT 'The place it is part of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one room or place, virtual ones among them, as one source knows it: FHIR R4 Location.';

CREATE TABLE IF NOT EXISTS `fhir`.`location` ON CLUSTER `clinics` AS `fhir`.`location_local`
ENGINE = Distributed('clinics', 'fhir', 'location_local', cityHash64(`source`, `id`))
COMMENT 'One row is one room or place, virtual ones among them, as one source knows it: FHIR R4 Location.';

CREATE TABLE IF NOT EXISTS `fhir`.`task_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'draft, requested, received, accepted, rejected, ready, cancelled, in-progress, on-hold, failed, completed, entered-in-error.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `business_status_system` LowCardinality(String) COMMENT 'The vendor\'s own status: the code system of the first coding.',
    `business_status_code` LowCardinality(String) COMMENT 'The vendor\'s own status: the code of the first coding.',
    `business_status_display` LowCardinality(String) COMMENT 'The vendor\'s own status: the first coding\'s own words.',
    `business_status_text` String COMMENT 'The vendor\'s own status: the text of the first concept.',
    `business_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The vendor\'s own status: every coding of every concept; concept counts from 0.',
    `intent` LowCardinality(String) COMMENT 'order where the vendor was asked for it.',
    `priority` LowCardinality(String) COMMENT 'routine, urgent, asap, stat; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'What is done: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'What is done: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'What is done: the first coding\'s own words.',
    `code_text` String COMMENT 'What is done: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What is done: every coding of every concept; concept counts from 0.',
    `description` String COMMENT 'What is done, in words.' CODEC(ZSTD(1)),
    `focus_type` LowCardinality(String) COMMENT 'What is worked on: the resource type.',
    `focus_id` String COMMENT 'What is worked on: the id; empty when the reference has none.',
    `focus_text` String COMMENT 'What is worked on: its display, or the reference as it stands when it does not resolve.',
    `focus_identifier` String COMMENT 'What is worked on: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `subject_type` LowCardinality(String) COMMENT 'The patient (Task.for); it may be one that another source holds: the resource type.',
    `subject_id` String COMMENT 'The patient (Task.for); it may be one that another source holds: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient (Task.for); it may be one that another source holds: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient (Task.for); it may be one that another source holds: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter: the resource type.',
    `encounter_id` String COMMENT 'The encounter: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `execution_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the work, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `execution_start_day` Nullable(Date32) COMMENT 'Start of the work: the day in the source\'s zone. NULL when the original has no day.',
    `execution_start_text` String COMMENT 'Start of the work: the FHIR text, with its own offset.',
    `execution_start_precision` LowCardinality(String) COMMENT 'Start of the work: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `execution_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the work, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `execution_end_day` Nullable(Date32) COMMENT 'End of the work: the day in the source\'s zone. NULL when the original has no day.',
    `execution_end_text` String COMMENT 'End of the work: the FHIR text, with its own offset.',
    `execution_end_precision` LowCardinality(String) COMMENT 'End of the work: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `authored_on` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the record of the work was made, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `authored_on_day` Nullable(Date32) COMMENT 'When the record of the work was made: the day in the source\'s zone. NULL when the original has no day.',
    `authored_on_text` String COMMENT 'When the record of the work was made: the FHIR text, with its own offset.',
    `authored_on_precision` LowCardinality(String) COMMENT 'When the record of the work was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `last_modified` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the record of the work last changed, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `last_modified_day` Nullable(Date32) COMMENT 'When the record of the work last changed: the day in the source\'s zone. NULL when the original has no day.',
    `last_modified_text` String COMMENT 'When the record of the work last changed: the FHIR text, with its own offset.',
    `last_modified_precision` LowCardinality(String) COMMENT 'When the record of the work last changed: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `requester_type` LowCardinality(String) COMMENT 'Who asked for it: the resource type.',
    `requester_id` String COMMENT 'Who asked for it: the id; empty when the reference has none.',
    `requester_text` String COMMENT 'Who asked for it: its display, or the reference as it stands when it does not resolve.',
    `requester_identifier` String COMMENT 'Who asked for it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `owner_type` LowCardinality(String) COMMENT 'Who does it: the resource type.',
    `owner_id` String COMMENT 'Who does it: the id; empty when the reference has none.',
    `owner_text` String COMMENT 'Who does it: its display, or the reference as it stands when it does not resolve.',
    `owner_identifier` String COMMENT 'Who does it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `location_type` LowCardinality(String) COMMENT 'Where it is done: the resource type.',
    `location_id` String COMMENT 'Where it is done: the id; empty when the reference has none.',
    `location_text` String COMMENT 'Where it is done: its display, or the reference as it stands when it does not resolve.',
    `location_identifier` String COMMENT 'Where it is done: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `reason_system` LowCardinality(String) COMMENT 'Reason of the work: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason of the work: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason of the work: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason of the work: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the work: every coding of every concept; concept counts from 0.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What asked for it.',
    `part_of` Array(Tuple(type String, id String, text String)) COMMENT 'The work it is part of.',
    `vendor_metadata` String COMMENT 'What the customer\'s own system sent along, as JSON.' CODEC(ZSTD(1)),
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one piece of work of the vendor\'s machine, such as the making of a note: FHIR R4 Task.';

CREATE TABLE IF NOT EXISTS `fhir`.`task` ON CLUSTER `clinics` AS `fhir`.`task_local`
ENGINE = Distributed('clinics', 'fhir', 'task_local', cityHash64(`source`, `id`))
COMMENT 'One row is one piece of work of the vendor\'s machine, such as the making of a note: FHIR R4 Task.';

CREATE TABLE IF NOT EXISTS `fhir`.`provenance_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `target_type` LowCardinality(String) COMMENT 'The first of its targets: the resource type.',
    `target_id` String COMMENT 'The first of its targets: the id; empty when the reference has none.',
    `target_text` String COMMENT 'The first of its targets: its display, or the reference as it stands when it does not resolve.',
    `target_identifier` String COMMENT 'The first of its targets: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `targets` Array(Tuple(type String, id String, text String)) COMMENT 'What it tells of.',
    `occurred` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the deed was done, or began, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `occurred_day` Nullable(Date32) COMMENT 'When the deed was done, or began: the day in the source\'s zone. NULL when the original has no day.',
    `occurred_text` String COMMENT 'When the deed was done, or began: the FHIR text, with its own offset.',
    `occurred_precision` LowCardinality(String) COMMENT 'When the deed was done, or began: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `occurred_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the deed ended, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `occurred_end_day` Nullable(Date32) COMMENT 'When the deed ended: the day in the source\'s zone. NULL when the original has no day.',
    `occurred_end_text` String COMMENT 'When the deed ended: the FHIR text, with its own offset.',
    `occurred_end_precision` LowCardinality(String) COMMENT 'When the deed ended: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `recorded` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it became known here, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `recorded_day` Nullable(Date32) COMMENT 'When it became known here: the day in the source\'s zone. NULL when the original has no day.',
    `recorded_text` String COMMENT 'When it became known here: the FHIR text, with its own offset.',
    `recorded_precision` LowCardinality(String) COMMENT 'When it became known here: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `reason_system` LowCardinality(String) COMMENT 'Reason of the deed: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason of the deed: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason of the deed: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason of the deed: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the deed: every coding of every concept; concept counts from 0.',
    `activity_system` LowCardinality(String) COMMENT 'The deed: the code system of the first coding.',
    `activity_code` LowCardinality(String) COMMENT 'The deed: the code of the first coding.',
    `activity_display` LowCardinality(String) COMMENT 'The deed: the first coding\'s own words.',
    `activity_text` String COMMENT 'The deed: the text of the first concept.',
    `activity_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The deed: every coding of every concept; concept counts from 0.',
    `location_type` LowCardinality(String) COMMENT 'Where it was done: the resource type.',
    `location_id` String COMMENT 'Where it was done: the id; empty when the reference has none.',
    `location_text` String COMMENT 'Where it was done: its display, or the reference as it stands when it does not resolve.',
    `location_identifier` String COMMENT 'Where it was done: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `agents` Array(Tuple(kind Array(Tuple(concept UInt16, system String, code String, display String, text String)), role Array(Tuple(concept UInt16, system String, code String, display String, text String)), who_type String, who_id String, who_text String, on_behalf_of_type String, on_behalf_of_id String, on_behalf_of_text String)) COMMENT 'Who had a part in it, machines among them.',
    `entities` Array(Tuple(role String, what_type String, what_id String, what_text String, identifier_system String, identifier_value String)) COMMENT 'What it was made from.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row says of one record where its resources come from, or of one deed, such as a signing, what is known of it: FHIR R4 Provenance.';

CREATE TABLE IF NOT EXISTS `fhir`.`provenance` ON CLUSTER `clinics` AS `fhir`.`provenance_local`
ENGINE = Distributed('clinics', 'fhir', 'provenance_local', cityHash64(`source`, `id`))
COMMENT 'One row says of one record where its resources come from, or of one deed, such as a signing, what is known of it: FHIR R4 Provenance.';

CREATE TABLE IF NOT EXISTS `fhir`.`composition_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended, entered-in-error.',
    `type_system` LowCardinality(String) COMMENT 'Type of note: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of note: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of note: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of note: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of note: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category of note: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category of note: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category of note: the first coding\'s own words.',
    `category_text` String COMMENT 'Category of note: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of note: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient; it may be one that another source holds: the resource type.',
    `subject_id` String COMMENT 'The patient; it may be one that another source holds: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient; it may be one that another source holds: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient; it may be one that another source holds: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it tells of: the resource type.',
    `encounter_id` String COMMENT 'The encounter it tells of: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it tells of: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it tells of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'Its date; see date_basis, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `date_day` Nullable(Date32) COMMENT 'Its date; see date_basis: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'Its date; see date_basis: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'Its date; see date_basis: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on where the vendor gives none: journal, first_observed; empty: the vendor\'s own.',
    `author_type` LowCardinality(String) COMMENT 'The first practitioner among the authors: the resource type.',
    `author_id` String COMMENT 'The first practitioner among the authors: the id; empty when the reference has none.',
    `author_text` String COMMENT 'The first practitioner among the authors: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'The first practitioner among the authors: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authors` Array(Tuple(type String, id String, text String)) COMMENT 'All authors, machines among them.',
    `title` String COMMENT 'Its title.',
    `confidentiality` LowCardinality(String) COMMENT 'Code of confidentiality.',
    `attesters` Array(Tuple(mode String, time Nullable(DateTime64(3, 'UTC')), time_text String, type String, id String, text String)) COMMENT 'Who attested it, and when, as far as the vendor tells.',
    `custodian_type` LowCardinality(String) COMMENT 'The organization that keeps it: the resource type.',
    `custodian_id` String COMMENT 'The organization that keeps it: the id; empty when the reference has none.',
    `custodian_text` String COMMENT 'The organization that keeps it: its display, or the reference as it stands when it does not resolve.',
    `custodian_identifier` String COMMENT 'The organization that keeps it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `event_system` LowCardinality(String) COMMENT 'What the note tells of: the code system of the first coding.',
    `event_code` LowCardinality(String) COMMENT 'What the note tells of: the code of the first coding.',
    `event_display` LowCardinality(String) COMMENT 'What the note tells of: the first coding\'s own words.',
    `event_text` String COMMENT 'What the note tells of: the text of the first concept.',
    `event_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What the note tells of: every coding of every concept; concept counts from 0.',
    `section` Array(Tuple(title String, text String)) COMMENT 'Its sections in order: heading and plain text.',
    `section_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Codes of the sections; concept is the section\'s place, from 0.',
    `text` String COMMENT 'Headings and texts of all sections, for search.' CODEC(ZSTD(1)),
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine (tag AIAST).',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one note that comes in sections: FHIR R4 Composition.';

CREATE TABLE IF NOT EXISTS `fhir`.`composition` ON CLUSTER `clinics` AS `fhir`.`composition_local`
ENGINE = Distributed('clinics', 'fhir', 'composition_local', cityHash64(`source`, `id`))
COMMENT 'One row is one note that comes in sections: FHIR R4 Composition.';

CREATE TABLE IF NOT EXISTS `fhir`.`media_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error, unknown.',
    `type_system` LowCardinality(String) COMMENT 'Type of recording: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of recording: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of recording: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of recording: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of recording: every coding of every concept; concept counts from 0.',
    `modality_system` LowCardinality(String) COMMENT 'Way of recording: the code system of the first coding.',
    `modality_code` LowCardinality(String) COMMENT 'Way of recording: the code of the first coding.',
    `modality_display` LowCardinality(String) COMMENT 'Way of recording: the first coding\'s own words.',
    `modality_text` String COMMENT 'Way of recording: the text of the first concept.',
    `modality_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Way of recording: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter: the resource type.',
    `encounter_id` String COMMENT 'The encounter: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `created` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was recorded, or began, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `created_day` Nullable(Date32) COMMENT 'When it was recorded, or began: the day in the source\'s zone. NULL when the original has no day.',
    `created_text` String COMMENT 'When it was recorded, or began: the FHIR text, with its own offset.',
    `created_precision` LowCardinality(String) COMMENT 'When it was recorded, or began: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `created_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the recording ended, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `created_end_day` Nullable(Date32) COMMENT 'When the recording ended: the day in the source\'s zone. NULL when the original has no day.',
    `created_end_text` String COMMENT 'When the recording ended: the FHIR text, with its own offset.',
    `created_end_precision` LowCardinality(String) COMMENT 'When the recording ended: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `issued` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made available, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `issued_day` Nullable(Date32) COMMENT 'When it was made available: the day in the source\'s zone. NULL when the original has no day.',
    `issued_text` String COMMENT 'When it was made available: the FHIR text, with its own offset.',
    `issued_precision` LowCardinality(String) COMMENT 'When it was made available: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `operator_type` LowCardinality(String) COMMENT 'Who recorded it: the resource type.',
    `operator_id` String COMMENT 'Who recorded it: the id; empty when the reference has none.',
    `operator_text` String COMMENT 'Who recorded it: its display, or the reference as it stands when it does not resolve.',
    `operator_identifier` String COMMENT 'Who recorded it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `duration_seconds` Nullable(Float64) COMMENT 'Length in seconds. NULL when the vendor states none.',
    `content_type` LowCardinality(String) COMMENT 'Media type of the content.',
    `content_title` String COMMENT 'Title of the content.',
    `content_url` String COMMENT 'Address of the content, without its token; empty where it has none or it was left out.',
    `content_size` Nullable(Int64) COMMENT 'Size of the content in bytes. NULL when the vendor does not say.',
    `content_creation` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the content was stored, UTC. NULL when the vendor does not say.' CODEC(Delta(8), ZSTD(1)),
    `content_absent` LowCardinality(String) COMMENT 'Why the content is not here: masked, it was not fetched.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What asked for it.',
    `part_of` Array(Tuple(type String, id String, text String)) COMMENT 'What it is part of.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one recording or picture: what is known of it, never its content. FHIR R4 Media.';

CREATE TABLE IF NOT EXISTS `fhir`.`media` ON CLUSTER `clinics` AS `fhir`.`media_local`
ENGINE = Distributed('clinics', 'fhir', 'media_local', cityHash64(`source`, `id`))
COMMENT 'One row is one recording or picture: what is known of it, never its content. FHIR R4 Media.';

CREATE TABLE IF NOT EXISTS `fhir`.`questionnaire_response_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `questionnaire` String COMMENT 'The form.',
    `status` LowCardinality(String) COMMENT 'in-progress, completed, amended, entered-in-error, stopped.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was filled in for: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was filled in for: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was filled in for: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was filled in for: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authored` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was filled in, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `authored_day` Nullable(Date32) COMMENT 'When it was filled in: the day in the source\'s zone. NULL when the original has no day.',
    `authored_text` String COMMENT 'When it was filled in: the FHIR text, with its own offset.',
    `authored_precision` LowCardinality(String) COMMENT 'When it was filled in: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `author_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `author_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `author_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `respondent_type` LowCardinality(String) COMMENT 'Who answered (QuestionnaireResponse.source): the resource type.',
    `respondent_id` String COMMENT 'Who answered (QuestionnaireResponse.source): the id; empty when the reference has none.',
    `respondent_text` String COMMENT 'Who answered (QuestionnaireResponse.source): its display, or the reference as it stands when it does not resolve.',
    `respondent_identifier` String COMMENT 'Who answered (QuestionnaireResponse.source): the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `answers` Array(Tuple(link_id String, question String, value_type String, value String)) COMMENT 'The answers in order; a question without one has an empty value_type. A value that is no plain text is JSON.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What asked for it.',
    `part_of` Array(Tuple(type String, id String, text String)) COMMENT 'What it is part of.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one filled-in form, such as a patient\'s intake: FHIR R4 QuestionnaireResponse.';

CREATE TABLE IF NOT EXISTS `fhir`.`questionnaire_response` ON CLUSTER `clinics` AS `fhir`.`questionnaire_response_local`
ENGINE = Distributed('clinics', 'fhir', 'questionnaire_response_local', cityHash64(`source`, `id`))
COMMENT 'One row is one filled-in form, such as a patient\'s intake: FHIR R4 QuestionnaireResponse.';

CREATE TABLE IF NOT EXISTS `fhir`.`condition_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `clinical_status_system` LowCardinality(String) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the code system of the first coding.',
    `clinical_status_code` LowCardinality(String) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the code of the first coding.',
    `clinical_status_display` LowCardinality(String) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the first coding\'s own words.',
    `clinical_status_text` String COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the text of the first concept.',
    `clinical_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: every coding of every concept; concept counts from 0.',
    `verification_status_system` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the code system of the first coding.',
    `verification_status_code` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the code of the first coding.',
    `verification_status_display` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the first coding\'s own words.',
    `verification_status_text` String COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the text of the first concept.',
    `verification_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category: encounter-diagnosis, or as the patient told it: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category: encounter-diagnosis, or as the patient told it: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category: encounter-diagnosis, or as the patient told it: the first coding\'s own words.',
    `category_text` String COMMENT 'Category: encounter-diagnosis, or as the patient told it: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category: encounter-diagnosis, or as the patient told it: every coding of every concept; concept counts from 0.',
    `severity_system` LowCardinality(String) COMMENT 'Severity: the code system of the first coding.',
    `severity_code` LowCardinality(String) COMMENT 'Severity: the code of the first coding.',
    `severity_display` LowCardinality(String) COMMENT 'Severity: the first coding\'s own words.',
    `severity_text` String COMMENT 'Severity: the text of the first concept.',
    `severity_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Severity: every coding of every concept; concept counts from 0.',
    `code_system` LowCardinality(String) COMMENT 'The condition: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'The condition: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'The condition: the first coding\'s own words.',
    `code_text` String COMMENT 'The condition: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The condition: every coding of every concept; concept counts from 0.',
    `body_site_system` LowCardinality(String) COMMENT 'Part of the body: the code system of the first coding.',
    `body_site_code` LowCardinality(String) COMMENT 'Part of the body: the code of the first coding.',
    `body_site_display` LowCardinality(String) COMMENT 'Part of the body: the first coding\'s own words.',
    `body_site_text` String COMMENT 'Part of the body: the text of the first concept.',
    `body_site_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Part of the body: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `onset` Nullable(DateTime64(3, 'UTC')) COMMENT 'Onset, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `onset_day` Nullable(Date32) COMMENT 'Onset: the day in the source\'s zone. NULL when the original has no day.',
    `onset_text` String COMMENT 'Onset: the FHIR text, with its own offset.',
    `onset_precision` LowCardinality(String) COMMENT 'Onset: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `onset_words` String COMMENT 'Onset in the vendor\'s words.',
    `abatement` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was over, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `abatement_day` Nullable(Date32) COMMENT 'When it was over: the day in the source\'s zone. NULL when the original has no day.',
    `abatement_text` String COMMENT 'When it was over: the FHIR text, with its own offset.',
    `abatement_precision` LowCardinality(String) COMMENT 'When it was over: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `abatement_words` String COMMENT 'When it was over, in the vendor\'s words.',
    `recorded` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `recorded_day` Nullable(Date32) COMMENT 'When it was written down: the day in the source\'s zone. NULL when the original has no day.',
    `recorded_text` String COMMENT 'When it was written down: the FHIR text, with its own offset.',
    `recorded_precision` LowCardinality(String) COMMENT 'When it was written down: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `asserter_type` LowCardinality(String) COMMENT 'Who says so: the resource type.',
    `asserter_id` String COMMENT 'Who says so: the id; empty when the reference has none.',
    `asserter_text` String COMMENT 'Who says so: its display, or the reference as it stands when it does not resolve.',
    `asserter_identifier` String COMMENT 'Who says so: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one diagnosis, problem or complaint of a patient: FHIR R4 Condition.';

CREATE TABLE IF NOT EXISTS `fhir`.`condition` ON CLUSTER `clinics` AS `fhir`.`condition_local`
ENGINE = Distributed('clinics', 'fhir', 'condition_local', cityHash64(`source`, `id`))
COMMENT 'One row is one diagnosis, problem or complaint of a patient: FHIR R4 Condition.';

CREATE TABLE IF NOT EXISTS `fhir`.`procedure_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error, unknown.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category: the first coding\'s own words.',
    `category_text` String COMMENT 'Category: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category: every coding of every concept; concept counts from 0.',
    `code_system` LowCardinality(String) COMMENT 'The procedure: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'The procedure: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'The procedure: the first coding\'s own words.',
    `code_text` String COMMENT 'The procedure: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The procedure: every coding of every concept; concept counts from 0.',
    `body_site_system` LowCardinality(String) COMMENT 'Part of the body: the code system of the first coding.',
    `body_site_code` LowCardinality(String) COMMENT 'Part of the body: the code of the first coding.',
    `body_site_display` LowCardinality(String) COMMENT 'Part of the body: the first coding\'s own words.',
    `body_site_text` String COMMENT 'Part of the body: the text of the first concept.',
    `body_site_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Part of the body: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Reason: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason: every coding of every concept; concept counts from 0.',
    `outcome_system` LowCardinality(String) COMMENT 'Outcome: the code system of the first coding.',
    `outcome_code` LowCardinality(String) COMMENT 'Outcome: the code of the first coding.',
    `outcome_display` LowCardinality(String) COMMENT 'Outcome: the first coding\'s own words.',
    `outcome_text` String COMMENT 'Outcome: the text of the first concept.',
    `outcome_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Outcome: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `performed` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was done, or began, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `performed_day` Nullable(Date32) COMMENT 'When it was done, or began: the day in the source\'s zone. NULL when the original has no day.',
    `performed_text` String COMMENT 'When it was done, or began: the FHIR text, with its own offset.',
    `performed_precision` LowCardinality(String) COMMENT 'When it was done, or began: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `performed_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ended, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `performed_end_day` Nullable(Date32) COMMENT 'When it ended: the day in the source\'s zone. NULL when the original has no day.',
    `performed_end_text` String COMMENT 'When it ended: the FHIR text, with its own offset.',
    `performed_end_precision` LowCardinality(String) COMMENT 'When it ended: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `performed_words` String COMMENT 'When it was done, in the vendor\'s words.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `asserter_type` LowCardinality(String) COMMENT 'Who says so: the resource type.',
    `asserter_id` String COMMENT 'Who says so: the id; empty when the reference has none.',
    `asserter_text` String COMMENT 'Who says so: its display, or the reference as it stands when it does not resolve.',
    `asserter_identifier` String COMMENT 'Who says so: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `performers` Array(Tuple(function Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String, on_behalf_of_type String, on_behalf_of_id String, on_behalf_of_text String)) COMMENT 'Who did it.',
    `location_type` LowCardinality(String) COMMENT 'Where it was done: the resource type.',
    `location_id` String COMMENT 'Where it was done: the id; empty when the reference has none.',
    `location_text` String COMMENT 'Where it was done: its display, or the reference as it stands when it does not resolve.',
    `location_identifier` String COMMENT 'Where it was done: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one procedure that was done to a patient, past surgeries among them: FHIR R4 Procedure.';

CREATE TABLE IF NOT EXISTS `fhir`.`procedure` ON CLUSTER `clinics` AS `fhir`.`procedure_local`
ENGINE = Distributed('clinics', 'fhir', 'procedure_local', cityHash64(`source`, `id`))
COMMENT 'One row is one procedure that was done to a patient, past surgeries among them: FHIR R4 Procedure.';

CREATE TABLE IF NOT EXISTS `fhir`.`family_member_history_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'partial, completed, entered-in-error, health-unknown.',
    `patient_type` LowCardinality(String) COMMENT 'The patient, not the relative: the resource type.',
    `patient_id` String COMMENT 'The patient, not the relative: the id; empty when the reference has none.',
    `patient_text` String COMMENT 'The patient, not the relative: its display, or the reference as it stands when it does not resolve.',
    `patient_identifier` String COMMENT 'The patient, not the relative: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `date_day` Nullable(Date32) COMMENT 'When it was written down: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When it was written down: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When it was written down: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `name` String COMMENT 'Name of the relative.',
    `relationship_system` LowCardinality(String) COMMENT 'How the relative is related to the patient: the code system of the first coding.',
    `relationship_code` LowCardinality(String) COMMENT 'How the relative is related to the patient: the code of the first coding.',
    `relationship_display` LowCardinality(String) COMMENT 'How the relative is related to the patient: the first coding\'s own words.',
    `relationship_text` String COMMENT 'How the relative is related to the patient: the text of the first concept.',
    `relationship_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'How the relative is related to the patient: every coding of every concept; concept counts from 0.',
    `sex_system` LowCardinality(String) COMMENT 'Sex of the relative: the code system of the first coding.',
    `sex_code` LowCardinality(String) COMMENT 'Sex of the relative: the code of the first coding.',
    `sex_display` LowCardinality(String) COMMENT 'Sex of the relative: the first coding\'s own words.',
    `sex_text` String COMMENT 'Sex of the relative: the text of the first concept.',
    `sex_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Sex of the relative: every coding of every concept; concept counts from 0.',
    `deceased` Nullable(Bool) COMMENT 'The relative has died. NULL when the vendor does not say.',
    `condition_system` LowCardinality(String) COMMENT 'What the relative has or had: the code system of the first coding.',
    `condition_code` LowCardinality(String) COMMENT 'What the relative has or had: the code of the first coding.',
    `condition_display` LowCardinality(String) COMMENT 'What the relative has or had: the first coding\'s own words.',
    `condition_text` String COMMENT 'What the relative has or had: the text of the first concept.',
    `condition_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What the relative has or had: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Why it was asked: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Why it was asked: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Why it was asked: the first coding\'s own words.',
    `reason_text` String COMMENT 'Why it was asked: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Why it was asked: every coding of every concept; concept counts from 0.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is what one source knows of the health of one relative, or one kind of relatives, of a patient: FHIR R4 FamilyMemberHistory.';

CREATE TABLE IF NOT EXISTS `fhir`.`family_member_history` ON CLUSTER `clinics` AS `fhir`.`family_member_history_local`
ENGINE = Distributed('clinics', 'fhir', 'family_member_history_local', cityHash64(`source`, `id`))
COMMENT 'One row is what one source knows of the health of one relative, or one kind of relatives, of a patient: FHIR R4 FamilyMemberHistory.';

CREATE TABLE IF NOT EXISTS `fhir`.`allergy_intolerance_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `clinical_status_system` LowCardinality(String) COMMENT 'Clinical status: active, inactive, resolved: the code system of the first coding.',
    `clinical_status_code` LowCardinality(String) COMMENT 'Clinical status: active, inactive, resolved: the code of the first coding.',
    `clinical_status_display` LowCardinality(String) COMMENT 'Clinical status: active, inactive, resolved: the first coding\'s own words.',
    `clinical_status_text` String COMMENT 'Clinical status: active, inactive, resolved: the text of the first concept.',
    `clinical_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Clinical status: active, inactive, resolved: every coding of every concept; concept counts from 0.',
    `verification_status_system` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the code system of the first coding.',
    `verification_status_code` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the code of the first coding.',
    `verification_status_display` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the first coding\'s own words.',
    `verification_status_text` String COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the text of the first concept.',
    `verification_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: every coding of every concept; concept counts from 0.',
    `type` LowCardinality(String) COMMENT 'allergy, intolerance; empty when the vendor does not say.',
    `categories` Array(String) COMMENT 'food, medication, environment, biologic.',
    `criticality` LowCardinality(String) COMMENT 'low, high, unable-to-assess; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'What the patient does not tolerate: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'What the patient does not tolerate: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'What the patient does not tolerate: the first coding\'s own words.',
    `code_text` String COMMENT 'What the patient does not tolerate: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What the patient does not tolerate: every coding of every concept; concept counts from 0.',
    `patient_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `patient_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `patient_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `patient_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `onset` Nullable(DateTime64(3, 'UTC')) COMMENT 'Onset, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `onset_day` Nullable(Date32) COMMENT 'Onset: the day in the source\'s zone. NULL when the original has no day.',
    `onset_text` String COMMENT 'Onset: the FHIR text, with its own offset.',
    `onset_precision` LowCardinality(String) COMMENT 'Onset: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `onset_words` String COMMENT 'Onset in the vendor\'s words.',
    `recorded` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `recorded_day` Nullable(Date32) COMMENT 'When it was written down: the day in the source\'s zone. NULL when the original has no day.',
    `recorded_text` String COMMENT 'When it was written down: the FHIR text, with its own offset.',
    `recorded_precision` LowCardinality(String) COMMENT 'When it was written down: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `asserter_type` LowCardinality(String) COMMENT 'Who says so: the resource type.',
    `asserter_id` String COMMENT 'Who says so: the id; empty when the reference has none.',
    `asserter_text` String COMMENT 'Who says so: its display, or the reference as it stands when it does not resolve.',
    `asserter_identifier` String COMMENT 'Who says so: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `last_occurrence` Nullable(DateTime64(3, 'UTC')) COMMENT 'The last reaction, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `last_occurrence_day` Nullable(Date32) COMMENT 'The last reaction: the day in the source\'s zone. NULL when the original has no day.',
    `last_occurrence_text` String COMMENT 'The last reaction: the FHIR text, with its own offset.',
    `last_occurrence_precision` LowCardinality(String) COMMENT 'The last reaction: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `reactions` Array(Tuple(substance Array(Tuple(concept UInt16, system String, code String, display String, text String)), manifestation Array(Tuple(concept UInt16, system String, code String, display String, text String)), description String, severity String, onset_text String)) COMMENT 'Reactions the vendor tells of.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one allergy or intolerance of a patient. That there is none does not say that the patient has none. FHIR R4 AllergyIntolerance.';

CREATE TABLE IF NOT EXISTS `fhir`.`allergy_intolerance` ON CLUSTER `clinics` AS `fhir`.`allergy_intolerance_local`
ENGINE = Distributed('clinics', 'fhir', 'allergy_intolerance_local', cityHash64(`source`, `id`))
COMMENT 'One row is one allergy or intolerance of a patient. That there is none does not say that the patient has none. FHIR R4 AllergyIntolerance.';

CREATE TABLE IF NOT EXISTS `fhir`.`medication_statement_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'active, completed, entered-in-error, intended, stopped, on-hold, unknown, not-taken.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Where it is taken: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Where it is taken: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Where it is taken: the first coding\'s own words.',
    `category_text` String COMMENT 'Where it is taken: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Where it is taken: every coding of every concept; concept counts from 0.',
    `medication_system` LowCardinality(String) COMMENT 'The medicine: the code system of the first coding.',
    `medication_code` LowCardinality(String) COMMENT 'The medicine: the code of the first coding.',
    `medication_display` LowCardinality(String) COMMENT 'The medicine: the first coding\'s own words.',
    `medication_text` String COMMENT 'The medicine: the text of the first concept.',
    `medication_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The medicine: every coding of every concept; concept counts from 0.',
    `medication_reference_type` LowCardinality(String) COMMENT 'The medicine, where it is a resource of its own: the resource type.',
    `medication_reference_id` String COMMENT 'The medicine, where it is a resource of its own: the id; empty when the reference has none.',
    `medication_reference_text` String COMMENT 'The medicine, where it is a resource of its own: its display, or the reference as it stands when it does not resolve.',
    `medication_reference_identifier` String COMMENT 'The medicine, where it is a resource of its own: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in (MedicationStatement.context): the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in (MedicationStatement.context): the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in (MedicationStatement.context): its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in (MedicationStatement.context): the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `effective` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it is taken, or from when, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `effective_day` Nullable(Date32) COMMENT 'When it is taken, or from when: the day in the source\'s zone. NULL when the original has no day.',
    `effective_text` String COMMENT 'When it is taken, or from when: the FHIR text, with its own offset.',
    `effective_precision` LowCardinality(String) COMMENT 'When it is taken, or from when: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `effective_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when it is taken, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `effective_end_day` Nullable(Date32) COMMENT 'Until when it is taken: the day in the source\'s zone. NULL when the original has no day.',
    `effective_end_text` String COMMENT 'Until when it is taken: the FHIR text, with its own offset.',
    `effective_end_precision` LowCardinality(String) COMMENT 'Until when it is taken: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `asserted` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was said, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `asserted_day` Nullable(Date32) COMMENT 'When it was said: the day in the source\'s zone. NULL when the original has no day.',
    `asserted_text` String COMMENT 'When it was said: the FHIR text, with its own offset.',
    `asserted_precision` LowCardinality(String) COMMENT 'When it was said: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `information_source_type` LowCardinality(String) COMMENT 'Who said it: the resource type.',
    `information_source_id` String COMMENT 'Who said it: the id; empty when the reference has none.',
    `information_source_text` String COMMENT 'Who said it: its display, or the reference as it stands when it does not resolve.',
    `information_source_identifier` String COMMENT 'Who said it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `reason_system` LowCardinality(String) COMMENT 'Reason: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason: every coding of every concept; concept counts from 0.',
    `dosage_text` String COMMENT 'The first instruction in words.' CODEC(ZSTD(1)),
    `dosages` Array(Tuple(text String, patient_instruction String, timing Array(Tuple(concept UInt16, system String, code String, display String, text String)), route Array(Tuple(concept UInt16, system String, code String, display String, text String)), site Array(Tuple(concept UInt16, system String, code String, display String, text String)), as_needed Nullable(Bool))) COMMENT 'All instructions in order.',
    `derived_from` Array(Tuple(type String, id String, text String)) COMMENT 'What it is read from.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What it rests on, such as a prescription.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one medicine a patient is said to take: FHIR R4 MedicationStatement.';

CREATE TABLE IF NOT EXISTS `fhir`.`medication_statement` ON CLUSTER `clinics` AS `fhir`.`medication_statement_local`
ENGINE = Distributed('clinics', 'fhir', 'medication_statement_local', cityHash64(`source`, `id`))
COMMENT 'One row is one medicine a patient is said to take: FHIR R4 MedicationStatement.';

CREATE TABLE IF NOT EXISTS `fhir`.`medication_request_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'active, on-hold, cancelled, completed, entered-in-error, stopped, draft, unknown.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `intent` LowCardinality(String) COMMENT 'order where it is a prescription.',
    `category_system` LowCardinality(String) COMMENT 'Where it is taken: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Where it is taken: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Where it is taken: the first coding\'s own words.',
    `category_text` String COMMENT 'Where it is taken: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Where it is taken: every coding of every concept; concept counts from 0.',
    `medication_system` LowCardinality(String) COMMENT 'The medicine: the code system of the first coding.',
    `medication_code` LowCardinality(String) COMMENT 'The medicine: the code of the first coding.',
    `medication_display` LowCardinality(String) COMMENT 'The medicine: the first coding\'s own words.',
    `medication_text` String COMMENT 'The medicine: the text of the first concept.',
    `medication_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The medicine: every coding of every concept; concept counts from 0.',
    `medication_reference_type` LowCardinality(String) COMMENT 'The medicine, where it is a resource of its own: the resource type.',
    `medication_reference_id` String COMMENT 'The medicine, where it is a resource of its own: the id; empty when the reference has none.',
    `medication_reference_text` String COMMENT 'The medicine, where it is a resource of its own: its display, or the reference as it stands when it does not resolve.',
    `medication_reference_identifier` String COMMENT 'The medicine, where it is a resource of its own: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was made in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was made in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was made in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was made in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authored_on` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `authored_on_day` Nullable(Date32) COMMENT 'When it was made: the day in the source\'s zone. NULL when the original has no day.',
    `authored_on_text` String COMMENT 'When it was made: the FHIR text, with its own offset.',
    `authored_on_precision` LowCardinality(String) COMMENT 'When it was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `requester_type` LowCardinality(String) COMMENT 'Who prescribed it: the resource type.',
    `requester_id` String COMMENT 'Who prescribed it: the id; empty when the reference has none.',
    `requester_text` String COMMENT 'Who prescribed it: its display, or the reference as it stands when it does not resolve.',
    `requester_identifier` String COMMENT 'Who prescribed it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `is_reported` Nullable(Bool) COMMENT 'Told by somebody else than the prescriber. NULL when the vendor does not say.',
    `reason_system` LowCardinality(String) COMMENT 'Reason: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason: every coding of every concept; concept counts from 0.',
    `dosage_text` String COMMENT 'The first instruction in words.' CODEC(ZSTD(1)),
    `dosages` Array(Tuple(text String, patient_instruction String, timing Array(Tuple(concept UInt16, system String, code String, display String, text String)), route Array(Tuple(concept UInt16, system String, code String, display String, text String)), site Array(Tuple(concept UInt16, system String, code String, display String, text String)), as_needed Nullable(Bool))) COMMENT 'All instructions in order.',
    `quantity` Nullable(Float64) COMMENT 'How much is to be dispensed. NULL when the vendor states none.',
    `quantity_unit` LowCardinality(String) COMMENT 'Its unit in the vendor\'s words.',
    `repeats` Nullable(Int64) COMMENT 'Refills allowed. NULL when the vendor does not say.',
    `supply_seconds` Nullable(Float64) COMMENT 'How long it is to last. NULL when the vendor states none in s, min, h or d.',
    `pharmacy_type` LowCardinality(String) COMMENT 'Where it is to be dispensed: the resource type.',
    `pharmacy_id` String COMMENT 'Where it is to be dispensed: the id; empty when the reference has none.',
    `pharmacy_text` String COMMENT 'Where it is to be dispensed: its display, or the reference as it stands when it does not resolve.',
    `pharmacy_identifier` String COMMENT 'Where it is to be dispensed: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `validity_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the prescription\'s validity, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `validity_start_day` Nullable(Date32) COMMENT 'Start of the prescription\'s validity: the day in the source\'s zone. NULL when the original has no day.',
    `validity_start_text` String COMMENT 'Start of the prescription\'s validity: the FHIR text, with its own offset.',
    `validity_start_precision` LowCardinality(String) COMMENT 'Start of the prescription\'s validity: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `validity_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the prescription\'s validity, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `validity_end_day` Nullable(Date32) COMMENT 'End of the prescription\'s validity: the day in the source\'s zone. NULL when the original has no day.',
    `validity_end_text` String COMMENT 'End of the prescription\'s validity: the FHIR text, with its own offset.',
    `validity_end_precision` LowCardinality(String) COMMENT 'End of the prescription\'s validity: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `substitution_allowed` Nullable(Bool) COMMENT 'Another product may be given. NULL when the vendor does not say.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one prescription: FHIR R4 MedicationRequest.';

CREATE TABLE IF NOT EXISTS `fhir`.`medication_request` ON CLUSTER `clinics` AS `fhir`.`medication_request_local`
ENGINE = Distributed('clinics', 'fhir', 'medication_request_local', cityHash64(`source`, `id`))
COMMENT 'One row is one prescription: FHIR R4 MedicationRequest.';

CREATE TABLE IF NOT EXISTS `fhir`.`invoice_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.' CODEC(Delta(8), ZSTD(1)),
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.' CODEC(Delta(8), ZSTD(1)),
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.' CODEC(Delta(8), ZSTD(1)),
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.' CODEC(Delta(8), ZSTD(1)),
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'draft, issued, balanced, cancelled, entered-in-error.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `cancelled_reason` String COMMENT 'Why it was cancelled.' CODEC(ZSTD(1)),
    `type_system` LowCardinality(String) COMMENT 'Type of invoice: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of invoice: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of invoice: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of invoice: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of invoice: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `recipient_type` LowCardinality(String) COMMENT 'Who is to pay: the resource type.',
    `recipient_id` String COMMENT 'Who is to pay: the id; empty when the reference has none.',
    `recipient_text` String COMMENT 'Who is to pay: its display, or the reference as it stands when it does not resolve.',
    `recipient_identifier` String COMMENT 'Who is to pay: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the original has no time of day.' CODEC(Delta(8), ZSTD(1)),
    `date_day` Nullable(Date32) COMMENT 'When it was made: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When it was made: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When it was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `issuer_type` LowCardinality(String) COMMENT 'The organization that asks for the money: the resource type.',
    `issuer_id` String COMMENT 'The organization that asks for the money: the id; empty when the reference has none.',
    `issuer_text` String COMMENT 'The organization that asks for the money: its display, or the reference as it stands when it does not resolve.',
    `issuer_identifier` String COMMENT 'The organization that asks for the money: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `total_net` Nullable(Decimal(18, 4)) COMMENT 'Total without taxes. NULL when there is none, or one of more than 14 digits before the point or 4 after it.',
    `total_net_text` String COMMENT 'Total without taxes: with its own digits.',
    `total_net_currency` LowCardinality(String) COMMENT 'Total without taxes: the currency, ISO 4217.',
    `total_gross` Nullable(Decimal(18, 4)) COMMENT 'Total. NULL when there is none, or one of more than 14 digits before the point or 4 after it.',
    `total_gross_text` String COMMENT 'Total: with its own digits.',
    `total_gross_currency` LowCardinality(String) COMMENT 'Total: the currency, ISO 4217.',
    `participants` Array(Tuple(role Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String)) COMMENT 'Who had a part in what is charged.',
    `line_items` Array(Tuple(sequence Nullable(Int64), charge_item Array(Tuple(concept UInt16, system String, code String, display String, text String)), charge_item_type String, charge_item_id String, charge_item_text String, price_components Array(Tuple(kind String, code Array(Tuple(concept UInt16, system String, code String, display String, text String)), factor String, amount String, currency String)))) COMMENT 'What is charged, line by line.',
    `price_components` Array(Tuple(kind String, code Array(Tuple(concept UInt16, system String, code String, display String, text String)), factor String, amount String, currency String)) COMMENT 'Parts of the total, amounts with their own digits.',
    `payment_terms` String COMMENT 'Terms of payment.' CODEC(ZSTD(1)),
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', _version, _deleted)
ORDER BY (`source`, `id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one invoice whose status has a word in FHIR; the vendor\'s others are in raw only. FHIR R4 Invoice.';

CREATE TABLE IF NOT EXISTS `fhir`.`invoice` ON CLUSTER `clinics` AS `fhir`.`invoice_local`
ENGINE = Distributed('clinics', 'fhir', 'invoice_local', cityHash64(`source`, `id`))
COMMENT 'One row is one invoice whose status has a word in FHIR; the vendor\'s others are in raw only. FHIR R4 Invoice.';

CREATE DATABASE IF NOT EXISTS `link` ON CLUSTER `clinics`;

CREATE TABLE IF NOT EXISTS `link`.`patient_person_local` ON CLUSTER `clinics`
(
    `patient_id` String COMMENT 'The patient: Patient.id.',
    `person_id` String COMMENT 'The person: a UUIDv5 of the least patient_id among those linked.',
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patients` UInt32 COMMENT 'Patients of the same person, this one too.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`patient_id`)
COMMENT 'One row is one patient of one source, and the person they are. A patient nobody else knows is a person of their own.';

CREATE TABLE IF NOT EXISTS `link`.`patient_person` ON CLUSTER `clinics` AS `link`.`patient_person_local`
ENGINE = Distributed('clinics', 'link', 'patient_person_local', cityHash64(`patient_id`))
COMMENT 'One row is one patient of one source, and the person they are. A patient nobody else knows is a person of their own.';

CREATE TABLE IF NOT EXISTS `link`.`person_pair_local` ON CLUSTER `clinics`
(
    `patient_a` String COMMENT 'One patient; the lesser id.',
    `patient_b` String COMMENT 'The other patient.',
    `source_a` LowCardinality(String) COMMENT 'The source of the one.',
    `source_b` LowCardinality(String) COMMENT 'The source of the other.',
    `score` Float64 COMMENT 'Sum of the weights of what was compared, in bits: docs/person-link.md.',
    `probability` Float64 COMMENT 'That both are one person, by the score and the share of true pairs among compared ones: 0 to 1.',
    `identifiers` UInt16 COMMENT 'Independent identifiers that agree, beyond name and birth date: phone, e-mail, address, SSN.',
    `rule` LowCardinality(String) COMMENT 'same-ssn, same-reference, weights, or what kept a good score from linking; docs/person-link.md explains each.',
    `reasons` Array(String) COMMENT 'What agrees and what does not, as stable words: birth-date-same, given-nickname.',
    `verdict` LowCardinality(String) COMMENT 'link; review: a person should look.',
    `is_joined` Bool COMMENT 'Both are of one person: by this pair or by others.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`patient_a`, `patient_b`)
COMMENT 'One row is two patients that are one person, or may be: with the score and what it rests on.';

CREATE TABLE IF NOT EXISTS `link`.`person_pair` ON CLUSTER `clinics` AS `link`.`person_pair_local`
ENGINE = Distributed('clinics', 'link', 'person_pair_local', cityHash64(`patient_a`, `patient_b`))
COMMENT 'One row is two patients that are one person, or may be: with the score and what it rests on.';

CREATE TABLE IF NOT EXISTS `link`.`provider_local` ON CLUSTER `clinics`
(
    `practitioner_id` String COMMENT 'The practitioner: Practitioner.id.',
    `provider_id` String COMMENT 'The clinician: a UUIDv5 of the least practitioner_id among those linked.',
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `rule` LowCardinality(String) COMMENT 'What links the practitioner to the others: npi, email, name; alone.',
    `practitioners` UInt32 COMMENT 'Practitioners of the same provider, this one too.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`practitioner_id`)
COMMENT 'One row is one practitioner of one source, and the clinician they are. One nobody else knows is a provider of their own.';

CREATE TABLE IF NOT EXISTS `link`.`provider` ON CLUSTER `clinics` AS `link`.`provider_local`
ENGINE = Distributed('clinics', 'link', 'provider_local', cityHash64(`practitioner_id`))
COMMENT 'One row is one practitioner of one source, and the clinician they are. One nobody else knows is a provider of their own.';

CREATE TABLE IF NOT EXISTS `link`.`linkage_local` ON CLUSTER `clinics`
(
    `id` String COMMENT 'Linkage.id: the person_id.',
    `person_id` String COMMENT 'The person.',
    `patients` UInt32 COMMENT 'Patients the resource joins.',
    `resource` String COMMENT 'The whole FHIR resource as JSON.' CODEC(ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`id`)
COMMENT 'One row is one person that two patients or more are: FHIR R4 Linkage.';

CREATE TABLE IF NOT EXISTS `link`.`linkage` ON CLUSTER `clinics` AS `link`.`linkage_local`
ENGINE = Distributed('clinics', 'link', 'linkage_local', cityHash64(`id`))
COMMENT 'One row is one person that two patients or more are: FHIR R4 Linkage.';

CREATE TABLE IF NOT EXISTS `link`.`surrogate_local` ON CLUSTER `clinics`
(
    `id` String COMMENT 'The id in analytics: of a person, patient, visit, note and the like.',
    `surrogate` String COMMENT 'A UUIDv4 from the system\'s random source.',
    `drawn_at` DateTime64(3, 'UTC') COMMENT 'When it was drawn, UTC. Of two rows the later counts.' CODEC(Delta(8), ZSTD(1))
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', drawn_at)
ORDER BY (`id`)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1
COMMENT 'One row is one id of analytics and the random id that stands for it in analytics_sh, from its first publish on.';

CREATE TABLE IF NOT EXISTS `link`.`surrogate` ON CLUSTER `clinics` AS `link`.`surrogate_local`
ENGINE = Distributed('clinics', 'link', 'surrogate_local', cityHash64(`id`))
COMMENT 'One row is one id of analytics and the random id that stands for it in analytics_sh, from its first publish on.';

CREATE DATABASE IF NOT EXISTS `analytics` ON CLUSTER `clinics`;

CREATE TABLE IF NOT EXISTS `analytics`.`person_local` ON CLUSTER `clinics`
(
    `person_id` String COMMENT 'The person: joins person_id of every other table.',
    `patients` UInt64 COMMENT 'Patients linked as this person.',
    `sources` UInt64 COMMENT 'Sources that know them.',
    `vendors` Array(LowCardinality(String)) COMMENT 'Vendors that know them, in order of the alphabet.',
    `name` String COMMENT 'Name in one line.',
    `family` String COMMENT 'Family name.',
    `given` String COMMENT 'Given names, with spaces between, of the same patient.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when it is not known to the day.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when no vendor says.',
    `is_deceased` Nullable(Bool) COMMENT 'A vendor says that they have died. NULL when none says anything.',
    `phone` String COMMENT 'Phone number.',
    `email` String COMMENT 'E-mail address.',
    `city` String COMMENT 'City.',
    `state` LowCardinality(String) COMMENT 'State.',
    `postal_code` String COMMENT 'Postal code.',
    `is_test` Bool COMMENT 'One of the patients is marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile of one of the patients was read.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The latest vendor\'s word on a change, UTC. NULL when none has any.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`)
COMMENT 'One row is one person: the patients of all sources who are linked as one human being. A value is that of the patient with a profile, else of the one changed last at its vendor, else of the least patient_id; where that one has none, the next one\'s.';

CREATE TABLE IF NOT EXISTS `analytics`.`person` ON CLUSTER `clinics` AS `analytics`.`person_local`
ENGINE = Distributed('clinics', 'analytics', 'person_local', cityHash64(`person_id`))
COMMENT 'One row is one person: the patients of all sources who are linked as one human being. A value is that of the patient with a profile, else of the one changed last at its vendor, else of the least patient_id; where that one has none, the next one\'s.';

CREATE TABLE IF NOT EXISTS `analytics`.`patient_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient: joins patient_id of every other table. Ids are unique across sources; join by the id alone, as Noa Notes names patients of another source.',
    `vendor_patient_id` String COMMENT 'The patient\'s chosen identifier: official, else usual, else the first.',
    `name` String COMMENT 'Name in one line.',
    `family` String COMMENT 'Family name.',
    `given` String COMMENT 'Given names, with spaces between.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when it is not known to the day.',
    `birth_date_text` String COMMENT 'Date of birth as it was told, with its own offset; empty when nothing is.',
    `birth_date_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when the vendor does not say.',
    `vendor_gender` LowCardinality(String) COMMENT 'The vendor\'s own word or code for the gender.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `is_deceased` Nullable(Bool) COMMENT 'The patient has died. NULL when the vendor does not say.',
    `phone` String COMMENT 'Phone number.',
    `email` String COMMENT 'E-mail address.',
    `allergy_text` String COMMENT 'The vendor\'s word on allergies where it names none, such as NKDA; analytics.allergy has those it names.',
    `city` String COMMENT 'City.',
    `state` LowCardinality(String) COMMENT 'State.',
    `postal_code` String COMMENT 'Postal code.',
    `organization_id` String COMMENT 'The team or the like that keeps the record; empty when the vendor names none.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile was read; false: only what other records say of the patient.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`source`, `patient_id`)
COMMENT 'One row is one patient as one source knows them: somebody two sources know has two rows, of one person_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`patient` ON CLUSTER `clinics` AS `analytics`.`patient_local`
ENGINE = Distributed('clinics', 'analytics', 'patient_local', cityHash64(`patient_id`))
COMMENT 'One row is one patient as one source knows them: somebody two sources know has two rows, of one person_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`patient_identifier_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'Who gives the number: urn or address of the list it is of.',
    `value` String COMMENT 'The number or code.',
    `kind` LowCardinality(String) COMMENT 'MR: medical record number; empty when nothing is known of the kind.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one number or code that one source knows a patient by. The hash of a social security number is not among them. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`patient_identifier` ON CLUSTER `clinics` AS `analytics`.`patient_identifier_local`
ENGINE = Distributed('clinics', 'analytics', 'patient_identifier_local', cityHash64(`patient_id`))
COMMENT 'One row is one number or code that one source knows a patient by. The hash of a social security number is not among them. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`patient_telecom_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'phone, email, fax, sms and the like.',
    `value` String COMMENT 'The number or address.',
    `use` LowCardinality(String) COMMENT 'home, work, mobile, old, temp; empty when the vendor does not say.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one way to reach a patient. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`patient_telecom` ON CLUSTER `clinics` AS `analytics`.`patient_telecom_local`
ENGINE = Distributed('clinics', 'analytics', 'patient_telecom_local', cityHash64(`patient_id`))
COMMENT 'One row is one way to reach a patient. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`practitioner_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The user id in this source: joins practitioner_id and author_id of every other table.',
    `vendor_practitioner_id` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `npi` String COMMENT 'National provider identifier; empty when the vendor gives none.',
    `name` String COMMENT 'Name in one line.',
    `family` String COMMENT 'Family name; empty when the vendor gives the name in one line only.',
    `given` String COMMENT 'Given names, with spaces between.',
    `prefix` String COMMENT 'What stands before the name, such as Dr.',
    `suffix` String COMMENT 'What stands after the name.',
    `qualification` String COMMENT 'Training and licences in words, as MD; empty when the vendor gives none.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `phone` String COMMENT 'Phone number.',
    `email` String COMMENT 'E-mail address.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile was read; false: only what other records say of them.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`source`, `practitioner_id`)
COMMENT 'One row is one user id that one source gives a practitioner: a clinician whom two sources know has two rows, of one provider_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`practitioner` ON CLUSTER `clinics` AS `analytics`.`practitioner_local`
ENGINE = Distributed('clinics', 'analytics', 'practitioner_local', cityHash64(`source`, `practitioner_id`))
COMMENT 'One row is one user id that one source gives a practitioner: a clinician whom two sources know has two rows, of one provider_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`practitioner_identifier_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `practitioner_id` String COMMENT 'Whose it is: the key of table practitioner.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'Who gives the number: urn or address of the list it is of.',
    `value` String COMMENT 'The number or code.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`practitioner_id`, `idx`)
COMMENT 'One row is one number or code that one source knows a practitioner by. Joins practitioner_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`practitioner_identifier` ON CLUSTER `clinics` AS `analytics`.`practitioner_identifier_local`
ENGINE = Distributed('clinics', 'analytics', 'practitioner_identifier_local', cityHash64(`practitioner_id`, `idx`))
COMMENT 'One row is one number or code that one source knows a practitioner by. Joins practitioner_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`practitioner_role_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `practitioner_role_id` String COMMENT 'The role.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `organization_id` String COMMENT 'Where: analytics.organization; empty when the vendor does not say.',
    `location_id` String COMMENT 'The room or place: analytics.location; empty when the vendor does not say.',
    `role_system` LowCardinality(String) COMMENT 'System of the role\'s code; empty when there is none.',
    `role_code` LowCardinality(String) COMMENT 'The role as a code.',
    `role` LowCardinality(String) COMMENT 'The role in words.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`practitioner_id`, `practitioner_role_id`)
COMMENT 'One row is one role of a practitioner: where they work, as what.';

CREATE TABLE IF NOT EXISTS `analytics`.`practitioner_role` ON CLUSTER `clinics` AS `analytics`.`practitioner_role_local`
ENGINE = Distributed('clinics', 'analytics', 'practitioner_role_local', cityHash64(`practitioner_id`, `practitioner_role_id`))
COMMENT 'One row is one role of a practitioner: where they work, as what.';

CREATE TABLE IF NOT EXISTS `analytics`.`organization_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `organization_id` String COMMENT 'The organization: joins organization_id of every other table.',
    `vendor_organization_id` String COMMENT 'The vendor\'s id of it.',
    `name` String COMMENT 'Its name; empty where the vendor gives an id alone.',
    `part_of_id` String COMMENT 'The organization it is part of; empty when the vendor names none.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`source`, `organization_id`)
COMMENT 'One row is one account, team, practice or facility as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics`.`organization` ON CLUSTER `clinics` AS `analytics`.`organization_local`
ENGINE = Distributed('clinics', 'analytics', 'organization_local', cityHash64(`source`, `organization_id`))
COMMENT 'One row is one account, team, practice or facility as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics`.`location_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `location_id` String COMMENT 'The room or place: joins location_id of every other table.',
    `vendor_location_id` String COMMENT 'The vendor\'s id of it; empty when it has none.',
    `name` String COMMENT 'Its name.',
    `status` LowCardinality(String) COMMENT 'active, suspended, inactive; empty when the vendor does not say.',
    `mode` LowCardinality(String) COMMENT 'instance: one place; kind: a class of places; empty when the vendor does not say.',
    `type` String COMMENT 'What is done there, in words.',
    `organization_id` String COMMENT 'The organization that runs it.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`source`, `location_id`)
COMMENT 'One row is one room or place, virtual waiting rooms among them, as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics`.`location` ON CLUSTER `clinics` AS `analytics`.`location_local`
ENGINE = Distributed('clinics', 'analytics', 'location_local', cityHash64(`source`, `location_id`))
COMMENT 'One row is one room or place, virtual waiting rooms among them, as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics`.`contact_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'Id of the appointment, visit or note.',
    `contact_kind` LowCardinality(String) COMMENT 'appointment, visit, note.',
    `contact_group` String COMMENT 'The same for all rows of one real contact: an appointment and the visits it led to; and what two sources hold of one person, one clinician and one day, the first with the first, the second with the second. Two visits of one source stay two.',
    `contact_group_rule` LowCardinality(String) COMMENT 'What joins the rows. alone: the only one; appointment: one source says so; npi, email, name: by what the clinicians of two sources are known to be one, the weakest if several.',
    `contact_group_score` Float32 COMMENT 'How sure that is, a rule of thumb and no probability: 1 within a source. Across sources npi 1, email 0.95, name 0.85, times 1 where the times are within 2 hours, 0.9 within 6 or where one is not known, else 0.7.',
    `source_group` String COMMENT 'As contact_group, but within the source: the appointment of a visit, else the contact\'s own id.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known. Noa Notes: the patient of the source that its manifest names.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `contact_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was or was to be, UTC; see date_basis. NULL when only the day is known.',
    `contact_date` Date32 COMMENT 'Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created, first_observed.',
    `status` LowCardinality(String) COMMENT 'Status of the appointment or visit, with the limits told there; docStatus of the note.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code; empty for a note.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `contact_date`, `source`, `contact_id`)
COMMENT 'One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. Count contact_group to count one real contact once, however many rows and sources tell of it.';

CREATE TABLE IF NOT EXISTS `analytics`.`contact` ON CLUSTER `clinics` AS `analytics`.`contact_local`
ENGINE = Distributed('clinics', 'analytics', 'contact_local', cityHash64(`person_id`))
COMMENT 'One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. Count contact_group to count one real contact once, however many rows and sources tell of it.';

CREATE TABLE IF NOT EXISTS `analytics`.`contact_participant_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'The appointment or visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `participant_type` LowCardinality(String) COMMENT 'Patient, Practitioner, Location and the like.',
    `participant_id` String COMMENT 'The patient_id, practitioner_id or location_id; empty when the vendor gives no id.',
    `provider_id` String COMMENT 'The clinician, over all sources; empty where it is no practitioner.',
    `name` String COMMENT 'The name as the vendor shows it.',
    `role_system` LowCardinality(String) COMMENT 'System of the role\'s code.',
    `role_code` LowCardinality(String) COMMENT 'The first role as a code; of HL7 PPRF is the primary performer, ATND the attender.',
    `role` LowCardinality(String) COMMENT 'The first role in words.',
    `status` LowCardinality(String) COMMENT 'accepted, declined, tentative, needs-action; empty for a visit.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`contact_id`, `idx`)
COMMENT 'One row is one person or place an appointment needs, or one who took part in a visit. Joins contact_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`contact_participant` ON CLUSTER `clinics` AS `analytics`.`contact_participant_local`
ENGINE = Distributed('clinics', 'analytics', 'contact_participant_local', cityHash64(`contact_id`, `idx`))
COMMENT 'One row is one person or place an appointment needs, or one who took part in a visit. Joins contact_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`appointment_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `appointment_id` String COMMENT 'The appointment.',
    `vendor_appointment_id` String COMMENT 'The vendor\'s id of it.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `status` LowCardinality(String) COMMENT 'proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist. VSee, which alone shows any: inferred once it has ended; cancelled holds no-shows too; booked may be past.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code. VSee: 40 says that it ended, not how.',
    `cancelation_reason` String COMMENT 'Why it was cancelled; empty when the vendor does not say.',
    `scheduled_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled start, UTC. NULL when none is known.',
    `scheduled_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled end, UTC. NULL when none is known.',
    `scheduled_start_text` String COMMENT 'Scheduled start as it was told, with its own offset; empty when nothing is.',
    `scheduled_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_end_text` String COMMENT 'Scheduled end as it was told, with its own offset; empty when nothing is.',
    `scheduled_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_date` Date32 COMMENT 'Day of the scheduled start in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'scheduled; first_observed: no start is known, the UTC day it was first read.',
    `scheduled_seconds` Nullable(Int64) COMMENT 'Scheduled length in seconds. NULL when start or end is not known.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the vendor does not say to the minute.',
    `created_date` Nullable(Date32) COMMENT 'Its day in the source\'s zone: with scheduled_date the lead time. NULL when the vendor does not say.',
    `created_text` String COMMENT 'When it was made as it was told, with its own offset; empty when nothing is.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `service` String COMMENT 'Type of service in words.',
    `reason` String COMMENT 'Reason in words.',
    `visit_id` String COMMENT 'The visit it led to, the one of the smallest id if several; empty when there was none.',
    `visits` UInt64 COMMENT 'Visits it led to.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `scheduled_date`, `source`, `appointment_id`)
COMMENT 'One row is one appointment, kept or not.';

CREATE TABLE IF NOT EXISTS `analytics`.`appointment` ON CLUSTER `clinics` AS `analytics`.`appointment_local`
ENGINE = Distributed('clinics', 'analytics', 'appointment_local', cityHash64(`person_id`))
COMMENT 'One row is one appointment, kept or not.';

CREATE TABLE IF NOT EXISTS `analytics`.`visit_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'The visit.',
    `vendor_visit_id` String COMMENT 'The vendor\'s id of it.',
    `visit_group` String COMMENT 'The appointment the visit came from, else the visit: the same in table contact.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `visit_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was or was to be, UTC; see date_basis. NULL when only the day is known.',
    `visit_date` Date32 COMMENT 'Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created (its note or recording was), first_observed.',
    `status` LowCardinality(String) COMMENT 'planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown. VSee: inferred once it has ended; cancelled holds no-shows too; planned may be past; unknown where the evidence is missing or contradicts itself. Nextech: of the record, finished once it is locked, in-progress before. Nextvisit: finished once its note is signed or written. Noa Notes: finished once it was recorded.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code. VSee: 40 says that it ended, not how. Nextech: locked, unlocked. Empty where the vendor has none.',
    `class` LowCardinality(String) COMMENT 'VR virtual, AMB in the office, HH at home, UNK not known.',
    `type_system` LowCardinality(String) COMMENT 'System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Type of visit as a code: the first; analytics.visit_type has all.',
    `type` String COMMENT 'Type of visit in words.',
    `service` String COMMENT 'Type of service in words.',
    `reason` String COMMENT 'Reason in words.',
    `disposition` String COMMENT 'Where the patient went afterwards, in words; empty when the vendor does not say.',
    `location_id` String COMMENT 'The first room or place; empty when none is known.',
    `location_name` String COMMENT 'Its name.',
    `organization_id` String COMMENT 'The account, team, practice or facility; empty when none is known.',
    `organization_name` String COMMENT 'Its name; the vendor\'s id of it where it shows no name.',
    `started_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual start, UTC. A cancelled visit can have one too: it does not prove that anyone was seen. NULL when no time is known.',
    `ended_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual end, UTC. NULL when it did not end or no time is known.',
    `started_text` String COMMENT 'Actual start as it was told, with its own offset; empty when nothing is.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_text` String COMMENT 'Actual end as it was told, with its own offset; empty when nothing is.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `length_seconds` Nullable(Float64) COMMENT 'Length as the vendor states it. NULL when it states none.',
    `appointment_id` String COMMENT 'The appointment it came from; empty when there was none.',
    `appointment_status` LowCardinality(String) COMMENT 'Status of that appointment; empty when there is none.',
    `scheduled_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of that appointment, else the visit\'s own planned start, UTC. NULL when none is known.',
    `scheduled_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of that appointment, else the visit\'s own planned end, UTC. NULL when none is known.',
    `planned_start_text` String COMMENT 'The visit\'s own planned start as it was told; empty when it has none.',
    `planned_end_text` String COMMENT 'The visit\'s own planned end as it was told; empty when it has none.',
    `delay_seconds` Nullable(Int64) COMMENT 'From the scheduled to the actual start; negative when early. It can be days: take the median, not the mean. NULL when one is not known.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `visit_date`, `source`, `visit_id`)
COMMENT 'One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells of. Count visit_group to count an appointment and its walk-in once.';

CREATE TABLE IF NOT EXISTS `analytics`.`visit` ON CLUSTER `clinics` AS `analytics`.`visit_local`
ENGINE = Distributed('clinics', 'analytics', 'visit_local', cityHash64(`person_id`))
COMMENT 'One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells of. Count visit_group to count an appointment and its walk-in once.';

CREATE TABLE IF NOT EXISTS `analytics`.`visit_type_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'Whose it is: the key of table visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'System of the code; empty where there is only a text.',
    `code` String COMMENT 'The code as the vendor gave it.',
    `display` String COMMENT 'The code in the vendor\'s words.',
    `text` String COMMENT 'The same in words, as it was written.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`visit_id`, `idx`)
COMMENT 'One row is one code of what kind of visit it was: VSee has a type and a subtype. Joins visit_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`visit_type` ON CLUSTER `clinics` AS `analytics`.`visit_type_local`
ENGINE = Distributed('clinics', 'analytics', 'visit_type_local', cityHash64(`visit_id`, `idx`))
COMMENT 'One row is one code of what kind of visit it was: VSee has a type and a subtype. Joins visit_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`note_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'The note.',
    `vendor_note_id` String COMMENT 'The vendor\'s id of it; empty where it has none of its own.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'The practitioner who made it, not the one who signed it; empty when not known. Nextvisit names a user and a user_id, which may differ: it is the user, and user_id only where no user is shown.',
    `author_npi` String COMMENT 'The author\'s NPI as the note has it; empty where it has none.',
    `author_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. VSee: no draft any more. Nextech: its encounter is locked. Nextvisit: signed. Noa Notes: a doctor approved it as it is now. NULL when the vendor does not say.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended; empty when the vendor does not say.',
    `signer_id` String COMMENT 'The practitioner who signed it as it is now; empty where it is not signed or the vendor does not say.',
    `signer_provider_id` String COMMENT 'The clinician that signer is, over all sources.',
    `signer_name` String COMMENT 'Their name in one line.',
    `signed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the vendor\'s journal told that it was signed, UTC: Noa Notes alone has one. NULL when nothing tells.',
    `signed_text` String COMMENT 'The same as it was told.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `error` String COMMENT 'What the vendor\'s machine says went wrong; empty when nothing did.',
    `type_system` LowCardinality(String) COMMENT 'System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Type of note as a code; of LOINC 11506-3 is a progress note, 34133-9 a summary of an episode, 34109-9 a note.',
    `type` String COMMENT 'Type of note in words.',
    `specialty` String COMMENT 'Specialty of the practice, in words; empty when the vendor does not say.',
    `organization_id` String COMMENT 'The account, team, practice or facility that keeps it; empty when the vendor names none.',
    `transcript_id` String COMMENT 'The transcript it was made from: document_id of analytics.document, note_id of notes.note; empty when there is none.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `vendor_template_id` LowCardinality(String) COMMENT 'The vendor\'s id of the note template.',
    `template` LowCardinality(String) COMMENT 'The vendor\'s name of the note template.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was created at the vendor, UTC; where only a journal of deliveries tells, when that did. NULL when nothing tells.',
    `created_text` String COMMENT 'When it was created, or a journal told of it, as it was told, with its own offset; empty when nothing is.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `written_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the text was made, as by a machine after the visit, UTC. NULL when the vendor does not say.',
    `written_text` String COMMENT 'The same as it was told.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of what it tells of, UTC. NULL when the vendor does not say.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of what it tells of, UTC. NULL when the vendor does not say.',
    `period_start_text` String COMMENT 'Start of what it tells of as it was told, with its own offset; empty when nothing is.',
    `period_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `period_end_text` String COMMENT 'End of what it tells of as it was told, with its own offset; empty when nothing is.',
    `period_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `created_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: no creation time is known, the day of the visit it tells of, as always at Nextech; first_observed: nothing is known, the UTC day it was first read.',
    `first_seen_signed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was first seen signed after having been seen unsigned, UTC: at or after the signing. NULL when it never was, or was signed at first sight: then nothing is known of the moment.',
    `states` UInt64 COMMENT 'Distinct states seen so far.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `title` String COMMENT 'Its title or file name.',
    `content_type` LowCardinality(String) COMMENT 'Media type the vendor has it in: text/html, text/plain.',
    `size_bytes` Nullable(Int64) COMMENT 'Size of that in bytes. NULL when not known.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `created_date`, `source`, `note_id`)
COMMENT 'One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.';

CREATE TABLE IF NOT EXISTS `analytics`.`note` ON CLUSTER `clinics` AS `analytics`.`note_local`
ENGINE = Distributed('clinics', 'analytics', 'note_local', cityHash64(`person_id`))
COMMENT 'One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.';

CREATE TABLE IF NOT EXISTS `analytics`.`document_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'The file, transcript or recording.',
    `vendor_document_id` String COMMENT 'The vendor\'s id of it; empty where it has none.',
    `document_kind` LowCardinality(String) COMMENT 'file; transcript: what was said, in words; recording: a sound.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it belongs to; empty where it is of the patient, not of a visit.',
    `type` String COMMENT 'What kind of file, in the vendor\'s words.',
    `title` String COMMENT 'Its title or file name.',
    `content_type` LowCardinality(String) COMMENT 'Its media type, such as application/pdf; empty when the vendor does not say.',
    `size_bytes` Nullable(Int64) COMMENT 'Its size in bytes. NULL when the vendor does not say.',
    `duration_seconds` Nullable(Float64) COMMENT 'Length of a recording in seconds. NULL where the vendor states none.',
    `characters` UInt64 COMMENT 'Length of a transcript\'s text in characters; 0 for anything else.',
    `content_absent` LowCardinality(String) COMMENT 'masked: the content was not fetched; empty where there is one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error; of a recording completed and the like.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the vendor does not say to the minute.',
    `created_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; stored: the UTC day its content was stored; first_observed: nothing is known, the UTC day it was first read.',
    `created_text` String COMMENT 'When it was made as it was told, with its own offset; empty when nothing is.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `stored_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When its content was stored, UTC. NULL when the vendor does not say.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `created_date`, `source`, `document_id`)
COMMENT 'One row is one uploaded file, transcript or recording: what is known of it, never its content. Notes are in analytics.note.';

CREATE TABLE IF NOT EXISTS `analytics`.`document` ON CLUSTER `clinics` AS `analytics`.`document_local`
ENGINE = Distributed('clinics', 'analytics', 'document_local', cityHash64(`person_id`))
COMMENT 'One row is one uploaded file, transcript or recording: what is known of it, never its content. Notes are in analytics.note.';

CREATE TABLE IF NOT EXISTS `analytics`.`document_author_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'Whose it is: the key of table document.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `author_type` LowCardinality(String) COMMENT 'Practitioner, Patient, Device (a machine); empty when the vendor shows no more than an id.',
    `author_id` String COMMENT 'The practitioner or patient; empty for a machine, or when the vendor\'s id leads to nobody here.',
    `author_name` String COMMENT 'Their name as the vendor shows it; its id of them where it shows no name.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`document_id`, `idx`)
COMMENT 'One row is one author of a note or uploader of a file, machines among them: document_id is a note_id as well. Joins document_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`document_author` ON CLUSTER `clinics` AS `analytics`.`document_author_local`
ENGINE = Distributed('clinics', 'analytics', 'document_author_local', cityHash64(`document_id`, `idx`))
COMMENT 'One row is one author of a note or uploader of a file, machines among them: document_id is a note_id as well. Joins document_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`task_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `task_id` String COMMENT 'The work.',
    `vendor_task_id` String COMMENT 'The vendor\'s id of it.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it is of; empty when the vendor links none.',
    `note_id` String COMMENT 'The note it made; empty while there is none, or when the vendor does not say.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `status` LowCardinality(String) COMMENT 'requested, received, accepted, in-progress, on-hold, failed, completed, cancelled, entered-in-error and the like.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own word for how far it is.',
    `status_reason` String COMMENT 'Why it stands so, in words, as after a failure.',
    `work` String COMMENT 'What is done, in the vendor\'s words.',
    `started_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the work began, UTC. NULL when the vendor does not say.',
    `ended_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the work was done, UTC. NULL when it is not, or the vendor does not say.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `started_text` String COMMENT 'When the work began as it was told, with its own offset; empty when nothing is.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_text` String COMMENT 'When the work was done as it was told, with its own offset; empty when nothing is.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_text` String COMMENT 'When it was asked for as it was told, with its own offset; empty when nothing is.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was asked for, UTC. NULL when the vendor does not say to the minute.',
    `authored_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `modified_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When its record last changed at the vendor, UTC. NULL when the vendor does not say.',
    `modified_text` String COMMENT 'The same as it was told.',
    `metadata` String COMMENT 'What the clinic\'s own software sent along, as it came; empty when it sent nothing.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `authored_date`, `source`, `task_id`)
COMMENT 'One row is one piece of work of a vendor\'s machine, such as the making of a note from a recording: how long it took, how it ended.';

CREATE TABLE IF NOT EXISTS `analytics`.`task` ON CLUSTER `clinics` AS `analytics`.`task_local`
ENGINE = Distributed('clinics', 'analytics', 'task_local', cityHash64(`person_id`))
COMMENT 'One row is one piece of work of a vendor\'s machine, such as the making of a note from a recording: how long it took, how it ended.';

CREATE TABLE IF NOT EXISTS `analytics`.`diagnosis_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `diagnosis_id` String COMMENT 'The diagnosis: made from visit or patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `category` String COMMENT 'encounter-diagnosis: a practitioner\'s; patient-reported: from the patient\'s own profile.',
    `clinical_status` LowCardinality(String) COMMENT 'active, recurrence, relapse, inactive, remission, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed, provisional, differential, confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'System of the code; ICD-10-CM is http://hl7.org/fhir/sid/icd-10-cm. Empty where there is only a text.',
    `code` LowCardinality(String) COMMENT 'The code as the vendor gave it; never read out of a text.',
    `text` String COMMENT 'The diagnosis in words.',
    `recorded_text` String COMMENT 'When it was written down as it was told, with its own offset; empty when nothing is.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the vendor does not say to the minute.',
    `recorded_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `onset_date` Nullable(Date32) COMMENT 'Day of the onset. NULL when it is not known to the day.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `recorded_date`, `source`, `diagnosis_id`)
COMMENT 'One row is one diagnosis, problem or complaint, as a practitioner coded it or as the patient told it: see category.';

CREATE TABLE IF NOT EXISTS `analytics`.`diagnosis` ON CLUSTER `clinics` AS `analytics`.`diagnosis_local`
ENGINE = Distributed('clinics', 'analytics', 'diagnosis_local', cityHash64(`person_id`))
COMMENT 'One row is one diagnosis, problem or complaint, as a practitioner coded it or as the patient told it: see category.';

CREATE TABLE IF NOT EXISTS `analytics`.`diagnosis_coding_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `diagnosis_id` String COMMENT 'Whose it is: the key of table diagnosis.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'System of the code; empty where there is only a text.',
    `code` String COMMENT 'The code as the vendor gave it.',
    `display` String COMMENT 'The code in the vendor\'s words.',
    `text` String COMMENT 'The same in words, as it was written.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`diagnosis_id`, `idx`)
COMMENT 'One row is one code of a diagnosis, or its text where it has none. Joins diagnosis_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`diagnosis_coding` ON CLUSTER `clinics` AS `analytics`.`diagnosis_coding_local`
ENGINE = Distributed('clinics', 'analytics', 'diagnosis_coding_local', cityHash64(`diagnosis_id`, `idx`))
COMMENT 'One row is one code of a diagnosis, or its text where it has none. Joins diagnosis_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`medication_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `medication_id` String COMMENT 'The prescription, or the entry of the list.',
    `medication_kind` LowCardinality(String) COMMENT 'prescription, statement.',
    `vendor_medication_id` String COMMENT 'The vendor\'s id of the prescription; empty where it has none.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `status` LowCardinality(String) COMMENT 'active, on-hold, cancelled, completed, stopped, draft, intended, not-taken, entered-in-error, unknown. What left a list is not in it any more, which does not say that the patient stopped.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code; empty where it has none.',
    `name` String COMMENT 'The medicine in words.',
    `rxnorm` String COMMENT 'RxNorm code; empty when the vendor gives none.',
    `ndc` String COMMENT 'National drug code; empty when the vendor gives none.',
    `dosage` String COMMENT 'The first instruction in words.',
    `substitution_allowed` Nullable(Bool) COMMENT 'Another product may be given. NULL when the vendor does not say.',
    `vendor_pharmacy_id` String COMMENT 'The pharmacy\'s number at NCPDP; empty when the vendor gives none.',
    `remarks` String COMMENT 'Remarks, such as to the pharmacy; empty when there are none.',
    `quantity` Nullable(Float64) COMMENT 'How much is to be dispensed. NULL when the vendor states none.',
    `quantity_unit` LowCardinality(String) COMMENT 'Its unit in the vendor\'s words.',
    `repeats` Nullable(Int64) COMMENT 'Refills allowed. NULL when the vendor does not say.',
    `supply_days` Nullable(Float64) COMMENT 'Days it is to last. NULL when the vendor states none.',
    `recorded_text` String COMMENT 'When it was prescribed or told as it was told, with its own offset; empty when nothing is.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was prescribed or told, UTC. NULL when the vendor does not say to the minute.',
    `recorded_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `recorded_date`, `source`, `medication_id`)
COMMENT 'One row is one medicine: prescribed, or on the list of what a patient is said to take: see medication_kind. One medicine may have both rows.';

CREATE TABLE IF NOT EXISTS `analytics`.`medication` ON CLUSTER `clinics` AS `analytics`.`medication_local`
ENGINE = Distributed('clinics', 'analytics', 'medication_local', cityHash64(`person_id`))
COMMENT 'One row is one medicine: prescribed, or on the list of what a patient is said to take: see medication_kind. One medicine may have both rows.';

CREATE TABLE IF NOT EXISTS `analytics`.`medication_coding_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `medication_id` String COMMENT 'Whose it is: the key of table medication.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'System of the code; empty where there is only a text.',
    `code` String COMMENT 'The code as the vendor gave it.',
    `display` String COMMENT 'The code in the vendor\'s words.',
    `text` String COMMENT 'The same in words, as it was written.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`medication_id`, `idx`)
COMMENT 'One row is one code of a medicine, or its text where it has none. Joins medication_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`medication_coding` ON CLUSTER `clinics` AS `analytics`.`medication_coding_local`
ENGINE = Distributed('clinics', 'analytics', 'medication_coding_local', cityHash64(`medication_id`, `idx`))
COMMENT 'One row is one code of a medicine, or its text where it has none. Joins medication_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`allergy_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `allergy_id` String COMMENT 'The allergy: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `text` String COMMENT 'What the patient does not tolerate, in words: no vendor codes it.',
    `clinical_status` LowCardinality(String) COMMENT 'active, inactive, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed: the patient says so; confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `first_observed_date` Date32 COMMENT 'The UTC day it was first read: no vendor says when it was recorded.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `first_observed_date`, `source`, `allergy_id`)
COMMENT 'One row is one allergy or intolerance a vendor names. That a patient has none here does not say that they have none: see allergy_text of analytics.patient.';

CREATE TABLE IF NOT EXISTS `analytics`.`allergy` ON CLUSTER `clinics` AS `analytics`.`allergy_local`
ENGINE = Distributed('clinics', 'analytics', 'allergy_local', cityHash64(`person_id`))
COMMENT 'One row is one allergy or intolerance a vendor names. That a patient has none here does not say that they have none: see allergy_text of analytics.patient.';

CREATE TABLE IF NOT EXISTS `analytics`.`procedure_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `procedure_id` String COMMENT 'The procedure: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `text` String COMMENT 'The procedure in words, the date with it where the patient gives one: no vendor codes it.',
    `status` LowCardinality(String) COMMENT 'completed, not-done, entered-in-error, unknown and the like.',
    `first_observed_date` Date32 COMMENT 'The UTC day it was first read: no vendor says when it was recorded.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `first_observed_date`, `source`, `procedure_id`)
COMMENT 'One row is one procedure of a patient\'s past, as the patient tells it: surgeries and the like.';

CREATE TABLE IF NOT EXISTS `analytics`.`procedure` ON CLUSTER `clinics` AS `analytics`.`procedure_local`
ENGINE = Distributed('clinics', 'analytics', 'procedure_local', cityHash64(`person_id`))
COMMENT 'One row is one procedure of a patient\'s past, as the patient tells it: surgeries and the like.';

CREATE TABLE IF NOT EXISTS `analytics`.`family_history_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `family_history_id` String COMMENT 'The relative: made from the patient and the relationship.',
    `idx` UInt16 COMMENT 'The condition\'s place in the list, from 0.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient, not the relative.',
    `relationship_system` LowCardinality(String) COMMENT 'System of the relationship\'s code.',
    `relationship_code` LowCardinality(String) COMMENT 'How the relative is related, as a code: FTH, MTH and the like.',
    `relationship` String COMMENT 'How the relative is related, in words.',
    `condition` String COMMENT 'What the relative has or had, in words: no vendor codes it. Empty when it is not told.',
    `status` LowCardinality(String) COMMENT 'partial, completed, entered-in-error, health-unknown.',
    `recorded_text` String COMMENT 'When it was written down as it was told, with its own offset; empty when nothing is.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the vendor does not say to the minute.',
    `recorded_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `recorded_date`, `source`, `family_history_id`, `idx`)
COMMENT 'One row is one condition of one relative, or kind of relatives, of a patient, as the patient tells it.';

CREATE TABLE IF NOT EXISTS `analytics`.`family_history` ON CLUSTER `clinics` AS `analytics`.`family_history_local`
ENGINE = Distributed('clinics', 'analytics', 'family_history_local', cityHash64(`person_id`))
COMMENT 'One row is one condition of one relative, or kind of relatives, of a patient, as the patient tells it.';

CREATE TABLE IF NOT EXISTS `analytics`.`form_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'The form as it was filled in.',
    `vendor_form_id` String COMMENT 'The vendor\'s id of it; empty where it has none.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it was filled in for; empty where it is of the patient, not of a visit.',
    `status` LowCardinality(String) COMMENT 'completed, in-progress, amended, entered-in-error, stopped.',
    `respondent_id` String COMMENT 'Who answered: a patient; empty when the vendor does not say.',
    `authored_text` String COMMENT 'When it was filled in as it was told, with its own offset; empty when nothing is.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was filled in, UTC. NULL when the vendor does not say to the minute.',
    `authored_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `answers` UInt64 COMMENT 'Answers it holds.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `authored_date`, `source`, `form_id`)
COMMENT 'One row is one form that was filled in: a patient\'s intake, or a part of the profile the patient keeps. Its answers are in analytics.form_answer.';

CREATE TABLE IF NOT EXISTS `analytics`.`form` ON CLUSTER `clinics` AS `analytics`.`form_local`
ENGINE = Distributed('clinics', 'analytics', 'form_local', cityHash64(`person_id`))
COMMENT 'One row is one form that was filled in: a patient\'s intake, or a part of the profile the patient keeps. Its answers are in analytics.form_answer.';

CREATE TABLE IF NOT EXISTS `analytics`.`form_answer_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'Whose it is: the key of table form.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `link_id` String COMMENT 'The question\'s key in the form: the same in every form of a source that asks it.',
    `question` String COMMENT 'The question in words; empty when the vendor shows none.',
    `answer_type` LowCardinality(String) COMMENT 'String, Boolean; empty where nothing was answered.',
    `answer` String COMMENT 'The answer in words.',
    `answer_boolean` Nullable(Bool) COMMENT 'The answer, where it is yes or no. NULL where it is in words, were they yes.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`form_id`, `idx`)
COMMENT 'One row is one answer; a question with several has as many rows. Joins form_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`form_answer` ON CLUSTER `clinics` AS `analytics`.`form_answer_local`
ENGINE = Distributed('clinics', 'analytics', 'form_answer_local', cityHash64(`form_id`, `idx`))
COMMENT 'One row is one answer; a question with several has as many rows. Joins form_id.';

CREATE TABLE IF NOT EXISTS `analytics`.`invoice_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `invoice_id` String COMMENT 'The invoice.',
    `vendor_invoice_id` String COMMENT 'The vendor\'s id of it.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'draft, issued, balanced, cancelled, entered-in-error.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word.',
    `invoice_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the vendor does not say to the minute.',
    `invoice_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `invoice_text` String COMMENT 'When it was made as it was told, with its own offset; empty when nothing is.',
    `invoice_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `invoice_date`, `source`, `invoice_id`)
COMMENT 'One row is one invoice whose status has a word in FHIR. Amounts are not shown: their unit is not known.';

CREATE TABLE IF NOT EXISTS `analytics`.`invoice` ON CLUSTER `clinics` AS `analytics`.`invoice_local`
ENGINE = Distributed('clinics', 'analytics', 'invoice_local', cityHash64(`person_id`))
COMMENT 'One row is one invoice whose status has a word in FHIR. Amounts are not shown: their unit is not known.';

CREATE DATABASE IF NOT EXISTS `notes` ON CLUSTER `clinics`;

CREATE TABLE IF NOT EXISTS `notes`.`note_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'The note: joins analytics.note; of a transcript document_id of analytics.document.',
    `note_kind` LowCardinality(String) COMMENT 'note: written for the record; transcript: what was said; document: any other text.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'The practitioner who made it; empty when not known.',
    `author_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was created at the vendor, UTC. NULL when nothing tells.',
    `created_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis of analytics.note.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. NULL when the vendor does not say.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `text` String COMMENT 'The text without markup. Search by words: hasAllTokens(text, \'chest pain\').' CODEC(ZSTD(1)),
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
    , INDEX text_words text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `created_date`, `source`, `note_id`)
COMMENT 'One row is the text of one note or transcript as it is now. What else is known of it: analytics.note, analytics.document.';

CREATE TABLE IF NOT EXISTS `notes`.`note` ON CLUSTER `clinics` AS `notes`.`note_local`
ENGINE = Distributed('clinics', 'notes', 'note_local', cityHash64(`person_id`))
COMMENT 'One row is the text of one note or transcript as it is now. What else is known of it: analytics.note, analytics.document.';

CREATE TABLE IF NOT EXISTS `notes`.`section_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'The note: joins notes.note and analytics.note.',
    `idx` UInt16 COMMENT 'Its place in the note, from 0.',
    `heading` String COMMENT 'Its heading; empty where a text stands before the first.',
    `code_system` LowCardinality(String) COMMENT 'System of code; empty where the section has no code.',
    `code` LowCardinality(String) COMMENT 'Code of the section, where one is configured for its heading.',
    `text` String COMMENT 'Its text without markup.' CODEC(ZSTD(1))
    , INDEX text_words text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`note_id`, `idx`)
COMMENT 'One row is one section of a note that has headings, in reading order.';

CREATE TABLE IF NOT EXISTS `notes`.`section` ON CLUSTER `clinics` AS `notes`.`section_local`
ENGINE = Distributed('clinics', 'notes', 'section_local', cityHash64(`note_id`, `idx`))
COMMENT 'One row is one section of a note that has headings, in reading order.';

CREATE TABLE IF NOT EXISTS `notes`.`patient_remark_local` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `text` String COMMENT 'The remarks; patients without any have no row.' CODEC(ZSTD(1)),
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change of the patient, UTC. NULL when it has none.'
    , INDEX text_words text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `source`, `patient_id`)
COMMENT 'One row is what one source keeps in free text about one patient.';

CREATE TABLE IF NOT EXISTS `notes`.`patient_remark` ON CLUSTER `clinics` AS `notes`.`patient_remark_local`
ENGINE = Distributed('clinics', 'notes', 'patient_remark_local', cityHash64(`person_id`))
COMMENT 'One row is what one source keeps in free text about one patient.';

CREATE DATABASE IF NOT EXISTS `analytics_sh` ON CLUSTER `clinics`;

CREATE TABLE IF NOT EXISTS `analytics_sh`.`person_local` ON CLUSTER `clinics`
(
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person: joins person_id of every other table.',
    `patients` UInt64 COMMENT 'Patients linked as this person.',
    `sources` UInt64 COMMENT 'Sources that know them.',
    `vendors` Array(LowCardinality(String)) COMMENT 'Vendors that know them, in order of the alphabet.',
    `birth_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Date of birth. NULL when it is not known to the day.',
    `is_90_or_older` Nullable(Bool) COMMENT 'Is 90 years old or will be before the year of the publish is over. NULL when the date of birth is not known.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when no vendor says.',
    `is_deceased` Nullable(Bool) COMMENT 'A vendor says that they have died. NULL when none says anything.',
    `state` LowCardinality(String) COMMENT 'Two letters of a state or territory of the United States; empty for anything else.',
    `zip3` LowCardinality(String) COMMENT 'First three digits of the ZIP code; 000 where 20,000 people or fewer live there; empty when it is none of the United States.',
    `is_test` Bool COMMENT 'One of the patients is marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile of one of the patients was read.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`)
COMMENT 'One row is one person: the patients of all sources who are linked as one human being. A value is that of the patient with a profile, else of the one changed last at its vendor, else of the least patient_id; where that one has none, the next one\'s.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`person` ON CLUSTER `clinics` AS `analytics_sh`.`person_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'person_local', cityHash64(`person_id`))
COMMENT 'One row is one person: the patients of all sources who are linked as one human being. A value is that of the patient with a profile, else of the one changed last at its vendor, else of the least patient_id; where that one has none, the next one\'s.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient: joins patient_id of every other table. Ids are unique across sources; join by the id alone, as Noa Notes names patients of another source.',
    `birth_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Date of birth. NULL when it is not known to the day.',
    `is_90_or_older` Nullable(Bool) COMMENT 'Is 90 years old or will be before the year of the publish is over. NULL when the date of birth is not known.',
    `birth_date_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when the vendor does not say.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `is_deceased` Nullable(Bool) COMMENT 'The patient has died. NULL when the vendor does not say.',
    `state` LowCardinality(String) COMMENT 'Two letters of a state or territory of the United States; empty for anything else.',
    `zip3` LowCardinality(String) COMMENT 'First three digits of the ZIP code; 000 where 20,000 people or fewer live there; empty when it is none of the United States.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The team or the like that keeps the record; empty when the vendor names none.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile was read; false: only what other records say of the patient.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`patient_id`)
COMMENT 'One row is one patient as one source knows them: somebody two sources know has two rows, of one person_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient` ON CLUSTER `clinics` AS `analytics_sh`.`patient_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'patient_local', cityHash64(`patient_id`))
COMMENT 'One row is one patient as one source knows them: somebody two sources know has two rows, of one person_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient_identifier_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `kind` LowCardinality(String) COMMENT 'Empty unless its system is a known one. MR: medical record number; empty when nothing is known of the kind.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one number or code that one source knows a patient by. The hash of a social security number is not among them. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient_identifier` ON CLUSTER `clinics` AS `analytics_sh`.`patient_identifier_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'patient_identifier_local', cityHash64(`patient_id`))
COMMENT 'One row is one number or code that one source knows a patient by. The hash of a social security number is not among them. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient_telecom_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'phone, email, fax, sms and the like.',
    `use` LowCardinality(String) COMMENT 'home, work, mobile, old, temp; empty when the vendor does not say.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one way to reach a patient. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient_telecom` ON CLUSTER `clinics` AS `analytics_sh`.`patient_telecom_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'patient_telecom_local', cityHash64(`patient_id`))
COMMENT 'One row is one way to reach a patient. Joins patient_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`practitioner_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The user id in this source: joins practitioner_id and author_id of every other table.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile was read; false: only what other records say of them.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`practitioner_id`)
COMMENT 'One row is one user id that one source gives a practitioner: a clinician whom two sources know has two rows, of one provider_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`practitioner` ON CLUSTER `clinics` AS `analytics_sh`.`practitioner_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'practitioner_local', cityHash64(`practitioner_id`))
COMMENT 'One row is one user id that one source gives a practitioner: a clinician whom two sources know has two rows, of one provider_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`practitioner_role_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `practitioner_role_id` String COMMENT 'A random id in the place of that of analytics. The role.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. Where: analytics.organization; empty when the vendor does not say.',
    `location_id` String COMMENT 'A random id in the place of that of analytics. The room or place: analytics.location; empty when the vendor does not say.',
    `role_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the role\'s code; empty when there is none.',
    `role_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. The role as a code.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`practitioner_id`, `practitioner_role_id`)
COMMENT 'One row is one role of a practitioner: where they work, as what.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`practitioner_role` ON CLUSTER `clinics` AS `analytics_sh`.`practitioner_role_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'practitioner_role_local', cityHash64(`practitioner_id`, `practitioner_role_id`))
COMMENT 'One row is one role of a practitioner: where they work, as what.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`organization_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The organization: joins organization_id of every other table.',
    `part_of_id` String COMMENT 'A random id in the place of that of analytics. The organization it is part of; empty when the vendor names none.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`organization_id`)
COMMENT 'One row is one account, team, practice or facility as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`organization` ON CLUSTER `clinics` AS `analytics_sh`.`organization_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'organization_local', cityHash64(`organization_id`))
COMMENT 'One row is one account, team, practice or facility as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`location_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `location_id` String COMMENT 'A random id in the place of that of analytics. The room or place: joins location_id of every other table.',
    `status` LowCardinality(String) COMMENT 'active, suspended, inactive; empty when the vendor does not say.',
    `mode` LowCardinality(String) COMMENT 'instance: one place; kind: a class of places; empty when the vendor does not say.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The organization that runs it.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`location_id`)
COMMENT 'One row is one room or place, virtual waiting rooms among them, as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`location` ON CLUSTER `clinics` AS `analytics_sh`.`location_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'location_local', cityHash64(`location_id`))
COMMENT 'One row is one room or place, virtual waiting rooms among them, as one source knows it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`contact_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'A random id in the place of that of analytics. Id of the appointment, visit or note.',
    `contact_kind` LowCardinality(String) COMMENT 'appointment, visit, note.',
    `contact_group` String COMMENT 'A random id in the place of that of analytics. The same for all rows of one real contact: an appointment and the visits it led to; and what two sources hold of one person, one clinician and one day, the first with the first, the second with the second. Two visits of one source stay two.',
    `contact_group_rule` LowCardinality(String) COMMENT 'What joins the rows. alone: the only one; appointment: one source says so; npi, email, name: by what the clinicians of two sources are known to be one, the weakest if several.',
    `contact_group_score` Float32 COMMENT 'How sure that is, a rule of thumb and no probability: 1 within a source. Across sources npi 1, email 0.95, name 0.85, times 1 where the times are within 2 hours, 0.9 within 6 or where one is not known, else 0.7.',
    `source_group` String COMMENT 'A random id in the place of that of analytics. As contact_group, but within the source: the appointment of a visit, else the contact\'s own id.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known. Noa Notes: the patient of the source that its manifest names.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `contact_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created, first_observed.',
    `status` LowCardinality(String) COMMENT 'Status of the appointment or visit, with the limits told there; docStatus of the note.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `contact_id`)
COMMENT 'One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. Count contact_group to count one real contact once, however many rows and sources tell of it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`contact` ON CLUSTER `clinics` AS `analytics_sh`.`contact_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'contact_local', cityHash64(`person_id`))
COMMENT 'One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. Count contact_group to count one real contact once, however many rows and sources tell of it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`contact_participant_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'A random id in the place of that of analytics. The appointment or visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `participant_type` LowCardinality(String) COMMENT 'Patient, Practitioner, Location and the like.',
    `participant_id` String COMMENT 'A random id in the place of that of analytics. The patient_id, practitioner_id or location_id; empty when the vendor gives no id.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician, over all sources; empty where it is no practitioner.',
    `role_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the role\'s code.',
    `role_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. The first role as a code; of HL7 PPRF is the primary performer, ATND the attender.',
    `status` LowCardinality(String) COMMENT 'accepted, declined, tentative, needs-action; empty for a visit.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`contact_id`, `idx`)
COMMENT 'One row is one person or place an appointment needs, or one who took part in a visit. Joins contact_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`contact_participant` ON CLUSTER `clinics` AS `analytics_sh`.`contact_participant_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'contact_participant_local', cityHash64(`contact_id`, `idx`))
COMMENT 'One row is one person or place an appointment needs, or one who took part in a visit. Joins contact_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`appointment_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `appointment_id` String COMMENT 'A random id in the place of that of analytics. The appointment.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist. VSee, which alone shows any: inferred once it has ended; cancelled holds no-shows too; booked may be past.',
    `scheduled_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Day of the scheduled start in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'scheduled; first_observed: no start is known, the UTC day it was first read.',
    `scheduled_seconds` Nullable(Int64) COMMENT 'Scheduled length in seconds. NULL when start or end is not known.',
    `created_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone: with scheduled_date the lead time. NULL when the vendor does not say.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it led to, the one of the smallest id if several; empty when there was none.',
    `visits` UInt64 COMMENT 'Visits it led to.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `appointment_id`)
COMMENT 'One row is one appointment, kept or not.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`appointment` ON CLUSTER `clinics` AS `analytics_sh`.`appointment_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'appointment_local', cityHash64(`person_id`))
COMMENT 'One row is one appointment, kept or not.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`visit_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit.',
    `visit_group` String COMMENT 'A random id in the place of that of analytics. The appointment the visit came from, else the visit: the same in table contact.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `visit_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created (its note or recording was), first_observed.',
    `status` LowCardinality(String) COMMENT 'planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown. VSee: inferred once it has ended; cancelled holds no-shows too; planned may be past; unknown where the evidence is missing or contradicts itself. Nextech: of the record, finished once it is locked, in-progress before. Nextvisit: finished once its note is signed or written. Noa Notes: finished once it was recorded.',
    `class` LowCardinality(String) COMMENT 'VR virtual, AMB in the office, HH at home, UNK not known.',
    `type_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. Type of visit as a code: the first; analytics.visit_type has all.',
    `location_id` String COMMENT 'A random id in the place of that of analytics. The first room or place; empty when none is known.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The account, team, practice or facility; empty when none is known.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `length_seconds` Nullable(Float64) COMMENT 'Length as the vendor states it. NULL when it states none.',
    `appointment_id` String COMMENT 'A random id in the place of that of analytics. The appointment it came from; empty when there was none.',
    `appointment_status` LowCardinality(String) COMMENT 'Status of that appointment; empty when there is none.',
    `delay_seconds` Nullable(Int64) COMMENT 'From the scheduled to the actual start; negative when early. It can be days: take the median, not the mean. NULL when one is not known. NULL where the turn of a year lies between.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `visit_id`)
COMMENT 'One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells of. Count visit_group to count an appointment and its walk-in once.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`visit` ON CLUSTER `clinics` AS `analytics_sh`.`visit_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'visit_local', cityHash64(`person_id`))
COMMENT 'One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells of. Count visit_group to count an appointment and its walk-in once.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`visit_type_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the code; empty where there is only a text.',
    `code` String COMMENT 'Empty unless its system is a known one. The code as the vendor gave it.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`visit_id`, `idx`)
COMMENT 'One row is one code of what kind of visit it was: VSee has a type and a subtype. Joins visit_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`visit_type` ON CLUSTER `clinics` AS `analytics_sh`.`visit_type_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'visit_type_local', cityHash64(`visit_id`, `idx`))
COMMENT 'One row is one code of what kind of visit it was: VSee has a type and a subtype. Joins visit_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`note_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'A random id in the place of that of analytics. The note.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'A random id in the place of that of analytics. The practitioner who made it, not the one who signed it; empty when not known. Nextvisit names a user and a user_id, which may differ: it is the user, and user_id only where no user is shown.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. VSee: no draft any more. Nextech: its encounter is locked. Nextvisit: signed. Noa Notes: a doctor approved it as it is now. NULL when the vendor does not say.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended; empty when the vendor does not say.',
    `signer_id` String COMMENT 'A random id in the place of that of analytics. The practitioner who signed it as it is now; empty where it is not signed or the vendor does not say.',
    `signer_provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that signer is, over all sources.',
    `type_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. Type of note as a code; of LOINC 11506-3 is a progress note, 34133-9 a summary of an episode, 34109-9 a note.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The account, team, practice or facility that keeps it; empty when the vendor names none.',
    `transcript_id` String COMMENT 'A random id in the place of that of analytics. The transcript it was made from: document_id of analytics.document, note_id of notes.note; empty when there is none.',
    `language` LowCardinality(String) COMMENT 'Empty unless its system is a known one. Language of the text, BCP 47; empty when the vendor does not say.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `period_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `period_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `created_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: no creation time is known, the day of the visit it tells of, as always at Nextech; first_observed: nothing is known, the UTC day it was first read.',
    `states` UInt64 COMMENT 'Distinct states seen so far.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `size_bytes` Nullable(Int64) COMMENT 'Size of that in bytes. NULL when not known.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `note_id`)
COMMENT 'One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`note` ON CLUSTER `clinics` AS `analytics_sh`.`note_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'note_local', cityHash64(`person_id`))
COMMENT 'One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`document_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'A random id in the place of that of analytics. The file, transcript or recording.',
    `document_kind` LowCardinality(String) COMMENT 'file; transcript: what was said, in words; recording: a sound.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it belongs to; empty where it is of the patient, not of a visit.',
    `size_bytes` Nullable(Int64) COMMENT 'Its size in bytes. NULL when the vendor does not say.',
    `duration_seconds` Nullable(Float64) COMMENT 'Length of a recording in seconds. NULL where the vendor states none.',
    `characters` UInt64 COMMENT 'Length of a transcript\'s text in characters; 0 for anything else.',
    `content_absent` LowCardinality(String) COMMENT 'masked: the content was not fetched; empty where there is one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error; of a recording completed and the like.',
    `created_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; stored: the UTC day its content was stored; first_observed: nothing is known, the UTC day it was first read.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `document_id`)
COMMENT 'One row is one uploaded file, transcript or recording: what is known of it, never its content. Notes are in analytics.note.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`document` ON CLUSTER `clinics` AS `analytics_sh`.`document_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'document_local', cityHash64(`person_id`))
COMMENT 'One row is one uploaded file, transcript or recording: what is known of it, never its content. Notes are in analytics.note.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`document_author_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table document.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `author_type` LowCardinality(String) COMMENT 'Practitioner, Patient, Device (a machine); empty when the vendor shows no more than an id.',
    `author_id` String COMMENT 'A random id in the place of that of analytics. The practitioner or patient; empty for a machine, or when the vendor\'s id leads to nobody here.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`document_id`, `idx`)
COMMENT 'One row is one author of a note or uploader of a file, machines among them: document_id is a note_id as well. Joins document_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`document_author` ON CLUSTER `clinics` AS `analytics_sh`.`document_author_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'document_author_local', cityHash64(`document_id`, `idx`))
COMMENT 'One row is one author of a note or uploader of a file, machines among them: document_id is a note_id as well. Joins document_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`task_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `task_id` String COMMENT 'A random id in the place of that of analytics. The work.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it is of; empty when the vendor links none.',
    `note_id` String COMMENT 'A random id in the place of that of analytics. The note it made; empty while there is none, or when the vendor does not say.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'requested, received, accepted, in-progress, on-hold, failed, completed, cancelled, entered-in-error and the like.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `task_id`)
COMMENT 'One row is one piece of work of a vendor\'s machine, such as the making of a note from a recording: how long it took, how it ended.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`task` ON CLUSTER `clinics` AS `analytics_sh`.`task_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'task_local', cityHash64(`person_id`))
COMMENT 'One row is one piece of work of a vendor\'s machine, such as the making of a note from a recording: how long it took, how it ended.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`diagnosis_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `diagnosis_id` String COMMENT 'A random id in the place of that of analytics. The diagnosis: made from visit or patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `category` String COMMENT 'encounter-diagnosis: a practitioner\'s; patient-reported: from the patient\'s own profile.',
    `clinical_status` LowCardinality(String) COMMENT 'active, recurrence, relapse, inactive, remission, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed, provisional, differential, confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the code; ICD-10-CM is http://hl7.org/fhir/sid/icd-10-cm. Empty where there is only a text.',
    `code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. The code as the vendor gave it; never read out of a text.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `onset_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Day of the onset. NULL when it is not known to the day.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `diagnosis_id`)
COMMENT 'One row is one diagnosis, problem or complaint, as a practitioner coded it or as the patient told it: see category.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`diagnosis` ON CLUSTER `clinics` AS `analytics_sh`.`diagnosis_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'diagnosis_local', cityHash64(`person_id`))
COMMENT 'One row is one diagnosis, problem or complaint, as a practitioner coded it or as the patient told it: see category.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`diagnosis_coding_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `diagnosis_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table diagnosis.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the code; empty where there is only a text.',
    `code` String COMMENT 'Empty unless its system is a known one. The code as the vendor gave it.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`diagnosis_id`, `idx`)
COMMENT 'One row is one code of a diagnosis, or its text where it has none. Joins diagnosis_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`diagnosis_coding` ON CLUSTER `clinics` AS `analytics_sh`.`diagnosis_coding_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'diagnosis_coding_local', cityHash64(`diagnosis_id`, `idx`))
COMMENT 'One row is one code of a diagnosis, or its text where it has none. Joins diagnosis_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`medication_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `medication_id` String COMMENT 'A random id in the place of that of analytics. The prescription, or the entry of the list.',
    `medication_kind` LowCardinality(String) COMMENT 'prescription, statement.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'active, on-hold, cancelled, completed, stopped, draft, intended, not-taken, entered-in-error, unknown. What left a list is not in it any more, which does not say that the patient stopped.',
    `rxnorm` String COMMENT 'Empty unless its system is a known one. RxNorm code; empty when the vendor gives none.',
    `ndc` String COMMENT 'Empty unless its system is a known one. National drug code; empty when the vendor gives none.',
    `substitution_allowed` Nullable(Bool) COMMENT 'Another product may be given. NULL when the vendor does not say.',
    `quantity` Nullable(Float64) COMMENT 'How much is to be dispensed. NULL when the vendor states none.',
    `repeats` Nullable(Int64) COMMENT 'Refills allowed. NULL when the vendor does not say.',
    `supply_days` Nullable(Float64) COMMENT 'Days it is to last. NULL when the vendor states none.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `medication_id`)
COMMENT 'One row is one medicine: prescribed, or on the list of what a patient is said to take: see medication_kind. One medicine may have both rows.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`medication` ON CLUSTER `clinics` AS `analytics_sh`.`medication_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'medication_local', cityHash64(`person_id`))
COMMENT 'One row is one medicine: prescribed, or on the list of what a patient is said to take: see medication_kind. One medicine may have both rows.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`medication_coding_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `medication_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table medication.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `concept` UInt16 COMMENT 'Codings of the same number say the same in several systems.',
    `system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the code; empty where there is only a text.',
    `code` String COMMENT 'Empty unless its system is a known one. The code as the vendor gave it.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`medication_id`, `idx`)
COMMENT 'One row is one code of a medicine, or its text where it has none. Joins medication_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`medication_coding` ON CLUSTER `clinics` AS `analytics_sh`.`medication_coding_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'medication_coding_local', cityHash64(`medication_id`, `idx`))
COMMENT 'One row is one code of a medicine, or its text where it has none. Joins medication_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`allergy_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `allergy_id` String COMMENT 'A random id in the place of that of analytics. The allergy: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `clinical_status` LowCardinality(String) COMMENT 'active, inactive, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed: the patient says so; confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `first_observed_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: The UTC day it was first read: no vendor says when it was recorded.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `allergy_id`)
COMMENT 'One row is one allergy or intolerance a vendor names. That a patient has none here does not say that they have none: see allergy_text of analytics.patient.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`allergy` ON CLUSTER `clinics` AS `analytics_sh`.`allergy_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'allergy_local', cityHash64(`person_id`))
COMMENT 'One row is one allergy or intolerance a vendor names. That a patient has none here does not say that they have none: see allergy_text of analytics.patient.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`procedure_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `procedure_id` String COMMENT 'A random id in the place of that of analytics. The procedure: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'completed, not-done, entered-in-error, unknown and the like.',
    `first_observed_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: The UTC day it was first read: no vendor says when it was recorded.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `procedure_id`)
COMMENT 'One row is one procedure of a patient\'s past, as the patient tells it: surgeries and the like.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`procedure` ON CLUSTER `clinics` AS `analytics_sh`.`procedure_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'procedure_local', cityHash64(`person_id`))
COMMENT 'One row is one procedure of a patient\'s past, as the patient tells it: surgeries and the like.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`family_history_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `family_history_id` String COMMENT 'A random id in the place of that of analytics. The relative: made from the patient and the relationship.',
    `idx` UInt16 COMMENT 'The condition\'s place in the list, from 0.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient, not the relative.',
    `relationship_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of the relationship\'s code.',
    `relationship_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. How the relative is related, as a code: FTH, MTH and the like.',
    `status` LowCardinality(String) COMMENT 'partial, completed, entered-in-error, health-unknown.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `family_history_id`, `idx`)
COMMENT 'One row is one condition of one relative, or kind of relatives, of a patient, as the patient tells it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`family_history` ON CLUSTER `clinics` AS `analytics_sh`.`family_history_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'family_history_local', cityHash64(`person_id`))
COMMENT 'One row is one condition of one relative, or kind of relatives, of a patient, as the patient tells it.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`form_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'A random id in the place of that of analytics. The form as it was filled in.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it was filled in for; empty where it is of the patient, not of a visit.',
    `status` LowCardinality(String) COMMENT 'completed, in-progress, amended, entered-in-error, stopped.',
    `respondent_id` String COMMENT 'A random id in the place of that of analytics. Who answered: a patient; empty when the vendor does not say.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `answers` UInt64 COMMENT 'Answers it holds.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `form_id`)
COMMENT 'One row is one form that was filled in: a patient\'s intake, or a part of the profile the patient keeps. Its answers are in analytics.form_answer.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`form` ON CLUSTER `clinics` AS `analytics_sh`.`form_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'form_local', cityHash64(`person_id`))
COMMENT 'One row is one form that was filled in: a patient\'s intake, or a part of the profile the patient keeps. Its answers are in analytics.form_answer.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`form_answer_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table form.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `answer_type` LowCardinality(String) COMMENT 'String, Boolean; empty where nothing was answered.',
    `answer_boolean` Nullable(Bool) COMMENT 'The answer, where it is yes or no. NULL where it is in words, were they yes.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`form_id`, `idx`)
COMMENT 'One row is one answer; a question with several has as many rows. Joins form_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`form_answer` ON CLUSTER `clinics` AS `analytics_sh`.`form_answer_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'form_answer_local', cityHash64(`form_id`, `idx`))
COMMENT 'One row is one answer; a question with several has as many rows. Joins form_id.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`invoice_local` ON CLUSTER `clinics`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `invoice_id` String COMMENT 'A random id in the place of that of analytics. The invoice.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'draft, issued, balanced, cancelled, entered-in-error.',
    `invoice_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `invoice_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}')
ORDER BY (`person_id`, `invoice_id`)
COMMENT 'One row is one invoice whose status has a word in FHIR. Amounts are not shown: their unit is not known.';

CREATE TABLE IF NOT EXISTS `analytics_sh`.`invoice` ON CLUSTER `clinics` AS `analytics_sh`.`invoice_local`
ENGINE = Distributed('clinics', 'analytics_sh', 'invoice_local', cityHash64(`person_id`))
COMMENT 'One row is one invoice whose status has a word in FHIR. Amounts are not shown: their unit is not known.';

CREATE DATABASE IF NOT EXISTS `fhir_current` ON CLUSTER `clinics`;

CREATE OR REPLACE VIEW `fhir_current`.`patient` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `family` String COMMENT 'Family name of the chosen name: official, else usual, else the first that is not old.',
    `given` String COMMENT 'Given names of the chosen name, with spaces between.',
    `name` String COMMENT 'The chosen name in one line: its own text, else prefix, given, family and suffix.',
    `names` Array(Tuple(use String, text String, family String, given Array(String), prefix Array(String), suffix Array(String), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All names.',
    `active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `gender` LowCardinality(String) COMMENT 'Administrative gender: male, female, other, unknown; empty when the vendor does not say.',
    `vendor_gender` LowCardinality(String) COMMENT 'The vendor\'s own word or code for the gender.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when the original is only a month or a year, or lies before 1900.',
    `birth_date_text` String COMMENT 'Date of birth: the FHIR text, with its own offset.',
    `birth_date_precision` LowCardinality(String) COMMENT 'Date of birth: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `deceased` Nullable(Bool) COMMENT 'The patient has died. NULL when the vendor does not say.',
    `deceased_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'Time of death, UTC. NULL when the original has no time of day.',
    `deceased_at_day` Nullable(Date32) COMMENT 'Time of death: the day in the source\'s zone. NULL when the original has no day.',
    `deceased_at_text` String COMMENT 'Time of death: the FHIR text, with its own offset.',
    `deceased_at_precision` LowCardinality(String) COMMENT 'Time of death: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `marital_status_system` LowCardinality(String) COMMENT 'Marital status: the code system of the first coding.',
    `marital_status_code` LowCardinality(String) COMMENT 'Marital status: the code of the first coding.',
    `marital_status_display` LowCardinality(String) COMMENT 'Marital status: the first coding\'s own words.',
    `marital_status_text` String COMMENT 'Marital status: the text of the first concept.',
    `marital_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Marital status: every coding of every concept; concept counts from 0.',
    `languages` Array(Tuple(language Array(Tuple(concept UInt16, system String, code String, display String, text String)), preferred Nullable(Bool))) COMMENT 'Languages to talk to the patient in.',
    `contacts` Array(Tuple(relationship Array(Tuple(concept UInt16, system String, code String, display String, text String)), name String, gender String, telecoms Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)), addresses Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)), organization_type String, organization_id String, organization_text String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Persons to turn to in the patient\'s matters.',
    `general_practitioners` Array(Tuple(type String, id String, text String)) COMMENT 'The patient\'s own practitioners.',
    `managing_organization_type` LowCardinality(String) COMMENT 'The organization that keeps the record: the resource type.',
    `managing_organization_id` String COMMENT 'The organization that keeps the record: the id; empty when the reference has none.',
    `managing_organization_text` String COMMENT 'The organization that keeps the record: its display, or the reference as it stands when it does not resolve.',
    `managing_organization_identifier` String COMMENT 'The organization that keeps the record: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `patient_notes` String COMMENT 'The vendor\'s free text about the patient.',
    `allergy_text` String COMMENT 'The vendor\'s word on allergies where it names none, such as NKDA.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `family`,
    `given`,
    `name`,
    `names`,
    `active`,
    `gender`,
    `vendor_gender`,
    `birth_date`,
    `birth_date_text`,
    `birth_date_precision`,
    `deceased`,
    `deceased_at`,
    `deceased_at_day`,
    `deceased_at_text`,
    `deceased_at_precision`,
    `phone`,
    `email`,
    `telecoms`,
    `address_line`,
    `city`,
    `state`,
    `postal_code`,
    `country`,
    `addresses`,
    `marital_status_system`,
    `marital_status_code`,
    `marital_status_display`,
    `marital_status_text`,
    `marital_status_codings`,
    `languages`,
    `contacts`,
    `general_practitioners`,
    `managing_organization_type`,
    `managing_organization_id`,
    `managing_organization_text`,
    `managing_organization_identifier`,
    `patient_notes`,
    `allergy_text`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`patient` FINAL
COMMENT 'One row is one patient as one source knows them, not matched across sources: FHIR R4 Patient. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`practitioner` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `npi` String COMMENT 'National provider identifier; empty when the vendor gives none.',
    `family` String COMMENT 'Family name of the chosen name: official, else usual, else the first that is not old.',
    `given` String COMMENT 'Given names of the chosen name, with spaces between.',
    `name` String COMMENT 'The chosen name in one line: its own text, else prefix, given, family and suffix.',
    `names` Array(Tuple(use String, text String, family String, given Array(String), prefix Array(String), suffix Array(String), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All names.',
    `active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `gender` LowCardinality(String) COMMENT 'Administrative gender; empty when the vendor does not say.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when the original is only a month or a year, or lies before 1900.',
    `birth_date_text` String COMMENT 'Date of birth: the FHIR text, with its own offset.',
    `birth_date_precision` LowCardinality(String) COMMENT 'Date of birth: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `qualifications` Array(Tuple(code Array(Tuple(concept UInt16, system String, code String, display String, text String)), identifiers Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)), issuer_type String, issuer_id String, issuer_text String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Training and licences.',
    `languages` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Languages the practitioner can use with patients.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `npi`,
    `family`,
    `given`,
    `name`,
    `names`,
    `active`,
    `gender`,
    `birth_date`,
    `birth_date_text`,
    `birth_date_precision`,
    `phone`,
    `email`,
    `telecoms`,
    `address_line`,
    `city`,
    `state`,
    `postal_code`,
    `country`,
    `addresses`,
    `qualifications`,
    `languages`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`practitioner` FINAL
COMMENT 'One row is one user id that one source gives a practitioner: FHIR R4 Practitioner. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`encounter` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `class_system` LowCardinality(String) COMMENT 'Code system of the class.',
    `class_code` LowCardinality(String) COMMENT 'The class: VR virtual, AMB in the office, HH at home, UNK not known.',
    `class_display` LowCardinality(String) COMMENT 'The class in words.',
    `type_system` LowCardinality(String) COMMENT 'Type of encounter: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of encounter: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of encounter: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of encounter: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of encounter: every coding of every concept; concept counts from 0.',
    `service_type_system` LowCardinality(String) COMMENT 'Type of service: the code system of the first coding.',
    `service_type_code` LowCardinality(String) COMMENT 'Type of service: the code of the first coding.',
    `service_type_display` LowCardinality(String) COMMENT 'Type of service: the first coding\'s own words.',
    `service_type_text` String COMMENT 'Type of service: the text of the first concept.',
    `service_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of service: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Reason for the encounter: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason for the encounter: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason for the encounter: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason for the encounter: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason for the encounter: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `practitioner_type` LowCardinality(String) COMMENT 'The chosen practitioner: primary performer, else attender, else the first: the resource type.',
    `practitioner_id` String COMMENT 'The chosen practitioner: primary performer, else attender, else the first: the id; empty when the reference has none.',
    `practitioner_text` String COMMENT 'The chosen practitioner: primary performer, else attender, else the first: its display, or the reference as it stands when it does not resolve.',
    `practitioner_identifier` String COMMENT 'The chosen practitioner: primary performer, else attender, else the first: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `participants` Array(Tuple(role Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Everyone who took part.',
    `appointment_type` LowCardinality(String) COMMENT 'The first appointment that led to the encounter: the resource type.',
    `appointment_id` String COMMENT 'The first appointment that led to the encounter: the id; empty when the reference has none.',
    `appointment_text` String COMMENT 'The first appointment that led to the encounter: its display, or the reference as it stands when it does not resolve.',
    `appointment_identifier` String COMMENT 'The first appointment that led to the encounter: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `appointments` Array(Tuple(type String, id String, text String)) COMMENT 'All appointments that led to the encounter.',
    `part_of_type` LowCardinality(String) COMMENT 'The encounter this one is part of: the resource type.',
    `part_of_id` String COMMENT 'The encounter this one is part of: the id; empty when the reference has none.',
    `part_of_text` String COMMENT 'The encounter this one is part of: its display, or the reference as it stands when it does not resolve.',
    `part_of_identifier` String COMMENT 'The encounter this one is part of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual start, UTC. NULL when the original has no time of day.',
    `period_start_day` Nullable(Date32) COMMENT 'Actual start: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Actual start: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Actual start: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual end, UTC. NULL when the original has no time of day.',
    `period_end_day` Nullable(Date32) COMMENT 'Actual end: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'Actual end: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'Actual end: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `planned_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Planned start, UTC. NULL when the original has no time of day.',
    `planned_start_day` Nullable(Date32) COMMENT 'Planned start: the day in the source\'s zone. NULL when the original has no day.',
    `planned_start_text` String COMMENT 'Planned start: the FHIR text, with its own offset.',
    `planned_start_precision` LowCardinality(String) COMMENT 'Planned start: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `planned_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Planned end, UTC. NULL when the original has no time of day.',
    `planned_end_day` Nullable(Date32) COMMENT 'Planned end: the day in the source\'s zone. NULL when the original has no day.',
    `planned_end_text` String COMMENT 'Planned end: the FHIR text, with its own offset.',
    `planned_end_precision` LowCardinality(String) COMMENT 'Planned end: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `length_seconds` Nullable(Float64) COMMENT 'Length as the vendor states it. NULL when it states none in s, min, h or d.',
    `diagnoses` Array(Tuple(condition_type String, condition_id String, condition_text String, use Array(Tuple(concept UInt16, system String, code String, display String, text String)), rank Nullable(Int64))) COMMENT 'References to the conditions treated, with use and rank.',
    `discharge_disposition_system` LowCardinality(String) COMMENT 'Where the patient went afterwards: the code system of the first coding.',
    `discharge_disposition_code` LowCardinality(String) COMMENT 'Where the patient went afterwards: the code of the first coding.',
    `discharge_disposition_display` LowCardinality(String) COMMENT 'Where the patient went afterwards: the first coding\'s own words.',
    `discharge_disposition_text` String COMMENT 'Where the patient went afterwards: the text of the first concept.',
    `discharge_disposition_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Where the patient went afterwards: every coding of every concept; concept counts from 0.',
    `locations` Array(Tuple(type String, id String, text String, status String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Rooms and places.',
    `service_provider_type` LowCardinality(String) COMMENT 'The organization: the resource type.',
    `service_provider_id` String COMMENT 'The organization: the id; empty when the reference has none.',
    `service_provider_text` String COMMENT 'The organization: its display, or the reference as it stands when it does not resolve.',
    `service_provider_identifier` String COMMENT 'The organization: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `vendor_status`,
    `class_system`,
    `class_code`,
    `class_display`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `service_type_system`,
    `service_type_code`,
    `service_type_display`,
    `service_type_text`,
    `service_type_codings`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `practitioner_type`,
    `practitioner_id`,
    `practitioner_text`,
    `practitioner_identifier`,
    `participants`,
    `appointment_type`,
    `appointment_id`,
    `appointment_text`,
    `appointment_identifier`,
    `appointments`,
    `part_of_type`,
    `part_of_id`,
    `part_of_text`,
    `part_of_identifier`,
    `period_start`,
    `period_start_day`,
    `period_start_text`,
    `period_start_precision`,
    `period_end`,
    `period_end_day`,
    `period_end_text`,
    `period_end_precision`,
    `planned_start`,
    `planned_start_day`,
    `planned_start_text`,
    `planned_start_precision`,
    `planned_end`,
    `planned_end_day`,
    `planned_end_text`,
    `planned_end_precision`,
    `length_seconds`,
    `diagnoses`,
    `discharge_disposition_system`,
    `discharge_disposition_code`,
    `discharge_disposition_display`,
    `discharge_disposition_text`,
    `discharge_disposition_codings`,
    `locations`,
    `service_provider_type`,
    `service_provider_id`,
    `service_provider_text`,
    `service_provider_identifier`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`encounter` FINAL
COMMENT 'One row is one encounter of a patient with the clinic: FHIR R4 Encounter. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`appointment` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `cancelation_reason_system` LowCardinality(String) COMMENT 'Reason of the cancellation: the code system of the first coding.',
    `cancelation_reason_code` LowCardinality(String) COMMENT 'Reason of the cancellation: the code of the first coding.',
    `cancelation_reason_display` LowCardinality(String) COMMENT 'Reason of the cancellation: the first coding\'s own words.',
    `cancelation_reason_text` String COMMENT 'Reason of the cancellation: the text of the first concept.',
    `cancelation_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the cancellation: every coding of every concept; concept counts from 0.',
    `service_category_system` LowCardinality(String) COMMENT 'Category of service: the code system of the first coding.',
    `service_category_code` LowCardinality(String) COMMENT 'Category of service: the code of the first coding.',
    `service_category_display` LowCardinality(String) COMMENT 'Category of service: the first coding\'s own words.',
    `service_category_text` String COMMENT 'Category of service: the text of the first concept.',
    `service_category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of service: every coding of every concept; concept counts from 0.',
    `service_type_system` LowCardinality(String) COMMENT 'Type of service: the code system of the first coding.',
    `service_type_code` LowCardinality(String) COMMENT 'Type of service: the code of the first coding.',
    `service_type_display` LowCardinality(String) COMMENT 'Type of service: the first coding\'s own words.',
    `service_type_text` String COMMENT 'Type of service: the text of the first concept.',
    `service_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of service: every coding of every concept; concept counts from 0.',
    `specialty_system` LowCardinality(String) COMMENT 'Specialty asked for: the code system of the first coding.',
    `specialty_code` LowCardinality(String) COMMENT 'Specialty asked for: the code of the first coding.',
    `specialty_display` LowCardinality(String) COMMENT 'Specialty asked for: the first coding\'s own words.',
    `specialty_text` String COMMENT 'Specialty asked for: the text of the first concept.',
    `specialty_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty asked for: every coding of every concept; concept counts from 0.',
    `appointment_type_system` LowCardinality(String) COMMENT 'Style of appointment: the code system of the first coding.',
    `appointment_type_code` LowCardinality(String) COMMENT 'Style of appointment: the code of the first coding.',
    `appointment_type_display` LowCardinality(String) COMMENT 'Style of appointment: the first coding\'s own words.',
    `appointment_type_text` String COMMENT 'Style of appointment: the text of the first concept.',
    `appointment_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Style of appointment: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Reason for the appointment: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason for the appointment: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason for the appointment: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason for the appointment: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason for the appointment: every coding of every concept; concept counts from 0.',
    `description` String COMMENT 'What the appointment is about.',
    `comment` String COMMENT 'Further comments.',
    `patient_instruction` String COMMENT 'Instructions for the patient.',
    `start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled start, UTC. NULL when the original has no time of day.',
    `start_day` Nullable(Date32) COMMENT 'Scheduled start: the day in the source\'s zone. NULL when the original has no day.',
    `start_text` String COMMENT 'Scheduled start: the FHIR text, with its own offset.',
    `start_precision` LowCardinality(String) COMMENT 'Scheduled start: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled end, UTC. NULL when the original has no time of day.',
    `end_day` Nullable(Date32) COMMENT 'Scheduled end: the day in the source\'s zone. NULL when the original has no day.',
    `end_text` String COMMENT 'Scheduled end: the FHIR text, with its own offset.',
    `end_precision` LowCardinality(String) COMMENT 'Scheduled end: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `minutes_duration` Nullable(Int64) COMMENT 'Planned length in minutes. NULL when the vendor states none.',
    `created` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the appointment was made, UTC. NULL when the original has no time of day.',
    `created_day` Nullable(Date32) COMMENT 'When the appointment was made: the day in the source\'s zone. NULL when the original has no day.',
    `created_text` String COMMENT 'When the appointment was made: the FHIR text, with its own offset.',
    `created_precision` LowCardinality(String) COMMENT 'When the appointment was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `patient_type` LowCardinality(String) COMMENT 'The first patient among the participants: the resource type.',
    `patient_id` String COMMENT 'The first patient among the participants: the id; empty when the reference has none.',
    `patient_text` String COMMENT 'The first patient among the participants: its display, or the reference as it stands when it does not resolve.',
    `patient_identifier` String COMMENT 'The first patient among the participants: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `practitioner_type` LowCardinality(String) COMMENT 'The first practitioner among the participants: the resource type.',
    `practitioner_id` String COMMENT 'The first practitioner among the participants: the id; empty when the reference has none.',
    `practitioner_text` String COMMENT 'The first practitioner among the participants: its display, or the reference as it stands when it does not resolve.',
    `practitioner_identifier` String COMMENT 'The first practitioner among the participants: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `participants` Array(Tuple(role Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String, required String, status String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'Everyone and everything the appointment needs.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `vendor_status`,
    `cancelation_reason_system`,
    `cancelation_reason_code`,
    `cancelation_reason_display`,
    `cancelation_reason_text`,
    `cancelation_reason_codings`,
    `service_category_system`,
    `service_category_code`,
    `service_category_display`,
    `service_category_text`,
    `service_category_codings`,
    `service_type_system`,
    `service_type_code`,
    `service_type_display`,
    `service_type_text`,
    `service_type_codings`,
    `specialty_system`,
    `specialty_code`,
    `specialty_display`,
    `specialty_text`,
    `specialty_codings`,
    `appointment_type_system`,
    `appointment_type_code`,
    `appointment_type_display`,
    `appointment_type_text`,
    `appointment_type_codings`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `description`,
    `comment`,
    `patient_instruction`,
    `start`,
    `start_day`,
    `start_text`,
    `start_precision`,
    `end`,
    `end_day`,
    `end_text`,
    `end_precision`,
    `minutes_duration`,
    `created`,
    `created_day`,
    `created_text`,
    `created_precision`,
    `patient_type`,
    `patient_id`,
    `patient_text`,
    `patient_identifier`,
    `practitioner_type`,
    `practitioner_id`,
    `practitioner_text`,
    `practitioner_identifier`,
    `participants`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`appointment` FINAL
COMMENT 'One row is one booked or asked-for appointment: FHIR R4 Appointment. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`document_reference` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `master_identifier` String COMMENT 'The vendor\'s id of this version of the note, where it gives one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended, entered-in-error; empty when the vendor does not say.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `error_state` String COMMENT 'The vendor\'s error text.',
    `template_id` LowCardinality(String) COMMENT 'The vendor\'s id of the note template.',
    `template_name` LowCardinality(String) COMMENT 'The vendor\'s name of the note template.',
    `type_system` LowCardinality(String) COMMENT 'Type of document: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of document: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of document: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of document: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of document: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category of document: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category of document: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category of document: the first coding\'s own words.',
    `category_text` String COMMENT 'Category of document: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of document: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the note was created at the vendor; see date_basis, UTC. NULL when the original has no time of day.',
    `date_day` Nullable(Date32) COMMENT 'When the note was created at the vendor; see date_basis: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When the note was created at the vendor; see date_basis: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When the note was created at the vendor; see date_basis: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on where the vendor gives none: journal, first_observed; empty: the vendor\'s own.',
    `author_type` LowCardinality(String) COMMENT 'The first practitioner among the authors: the resource type.',
    `author_id` String COMMENT 'The first practitioner among the authors: the id; empty when the reference has none.',
    `author_text` String COMMENT 'The first practitioner among the authors: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'The first practitioner among the authors: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authors` Array(Tuple(type String, id String, text String)) COMMENT 'All authors, machines among them.',
    `authenticator_type` LowCardinality(String) COMMENT 'Who signed; empty where the vendor does not tell: the resource type.',
    `authenticator_id` String COMMENT 'Who signed; empty where the vendor does not tell: the id; empty when the reference has none.',
    `authenticator_text` String COMMENT 'Who signed; empty where the vendor does not tell: its display, or the reference as it stands when it does not resolve.',
    `authenticator_identifier` String COMMENT 'Who signed; empty where the vendor does not tell: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `custodian_type` LowCardinality(String) COMMENT 'The organization that keeps the note: the resource type.',
    `custodian_id` String COMMENT 'The organization that keeps the note: the id; empty when the reference has none.',
    `custodian_text` String COMMENT 'The organization that keeps the note: its display, or the reference as it stands when it does not resolve.',
    `custodian_identifier` String COMMENT 'The organization that keeps the note: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `relates_to` Array(Tuple(code String, type String, id String, text String)) COMMENT 'Other documents this one replaces, amends or is made from.',
    `description` String COMMENT 'A human-readable title.',
    `security_label_system` LowCardinality(String) COMMENT 'Security label: the code system of the first coding.',
    `security_label_code` LowCardinality(String) COMMENT 'Security label: the code of the first coding.',
    `security_label_display` LowCardinality(String) COMMENT 'Security label: the first coding\'s own words.',
    `security_label_text` String COMMENT 'Security label: the text of the first concept.',
    `security_label_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Security label: every coding of every concept; concept counts from 0.',
    `encounter_type` LowCardinality(String) COMMENT 'The first encounter the note belongs to: the resource type.',
    `encounter_id` String COMMENT 'The first encounter the note belongs to: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The first encounter the note belongs to: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The first encounter the note belongs to: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounters` Array(Tuple(type String, id String, text String)) COMMENT 'All encounters the note belongs to.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of what the note tells of, UTC. NULL when the original has no time of day.',
    `period_start_day` Nullable(Date32) COMMENT 'Start of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Start of what the note tells of: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Start of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of what the note tells of, UTC. NULL when the original has no time of day.',
    `period_end_day` Nullable(Date32) COMMENT 'End of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'End of what the note tells of: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'End of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `practice_setting_system` LowCardinality(String) COMMENT 'Specialty of the practice: the code system of the first coding.',
    `practice_setting_code` LowCardinality(String) COMMENT 'Specialty of the practice: the code of the first coding.',
    `practice_setting_display` LowCardinality(String) COMMENT 'Specialty of the practice: the first coding\'s own words.',
    `practice_setting_text` String COMMENT 'Specialty of the practice: the text of the first concept.',
    `practice_setting_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty of the practice: every coding of every concept; concept counts from 0.',
    `related` Array(Tuple(type String, id String, text String)) COMMENT 'Other things the note belongs to.',
    `attachments` Array(Tuple(content_type String, language String, title String, url String, size Nullable(Int64), hash_sha1 String, creation Nullable(DateTime64(3, 'UTC')), creation_text String, format String, data String)) COMMENT 'The contents. hash_sha1 is base64 as in FHIR, size counts bytes, data is decoded; data is empty for the plain text that the column text holds as it is.',
    `text` String COMMENT 'The note in plain text: the first text/plain content, else the first HTML one without its tags.',
    `section` Array(Tuple(title String, text String)) COMMENT 'The sections of an HTML note in order: heading and plain text, a table row on a line and its cells apart by tabs. For search; no fact is taken from them. Empty where it has no headings.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `attachments_absent` Array(String) COMMENT 'Beside attachments: why one has no content here (masked: not fetched), an empty text where it has; no elements when all have theirs.',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine (tag AIAST).',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `record_hash` UInt64 COMMENT 'The first eight bytes of hash in raw.records, which tell two states of the record apart.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `master_identifier`,
    `status`,
    `doc_status`,
    `processing_state`,
    `error_state`,
    `template_id`,
    `template_name`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `category_system`,
    `category_code`,
    `category_display`,
    `category_text`,
    `category_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `date`,
    `date_day`,
    `date_text`,
    `date_precision`,
    `date_basis`,
    `author_type`,
    `author_id`,
    `author_text`,
    `author_identifier`,
    `authors`,
    `authenticator_type`,
    `authenticator_id`,
    `authenticator_text`,
    `authenticator_identifier`,
    `custodian_type`,
    `custodian_id`,
    `custodian_text`,
    `custodian_identifier`,
    `relates_to`,
    `description`,
    `security_label_system`,
    `security_label_code`,
    `security_label_display`,
    `security_label_text`,
    `security_label_codings`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `encounters`,
    `period_start`,
    `period_start_day`,
    `period_start_text`,
    `period_start_precision`,
    `period_end`,
    `period_end_day`,
    `period_end_text`,
    `period_end_precision`,
    `practice_setting_system`,
    `practice_setting_code`,
    `practice_setting_display`,
    `practice_setting_text`,
    `practice_setting_codings`,
    `related`,
    `attachments`,
    `text`,
    `section`,
    `language`,
    `attachments_absent`,
    `is_ai_assisted`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `record_hash`,
    `resource`
FROM `fhir`.`document_reference` FINAL
COMMENT 'One row is the latest state of one clinical note or other document: FHIR R4 DocumentReference. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`practitioner_role` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `active` Nullable(Bool) COMMENT 'The role is in use. NULL when the vendor does not say.',
    `practitioner_type` LowCardinality(String) COMMENT 'Who has the role: the resource type.',
    `practitioner_id` String COMMENT 'Who has the role: the id; empty when the reference has none.',
    `practitioner_text` String COMMENT 'Who has the role: its display, or the reference as it stands when it does not resolve.',
    `practitioner_identifier` String COMMENT 'Who has the role: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `organization_type` LowCardinality(String) COMMENT 'Where they have it: the resource type.',
    `organization_id` String COMMENT 'Where they have it: the id; empty when the reference has none.',
    `organization_text` String COMMENT 'Where they have it: its display, or the reference as it stands when it does not resolve.',
    `organization_identifier` String COMMENT 'Where they have it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `code_system` LowCardinality(String) COMMENT 'The role: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'The role: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'The role: the first coding\'s own words.',
    `code_text` String COMMENT 'The role: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The role: every coding of every concept; concept counts from 0.',
    `specialty_system` LowCardinality(String) COMMENT 'Specialty: the code system of the first coding.',
    `specialty_code` LowCardinality(String) COMMENT 'Specialty: the code of the first coding.',
    `specialty_display` LowCardinality(String) COMMENT 'Specialty: the first coding\'s own words.',
    `specialty_text` String COMMENT 'Specialty: the text of the first concept.',
    `specialty_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty: every coding of every concept; concept counts from 0.',
    `locations` Array(Tuple(type String, id String, text String)) COMMENT 'Rooms and places.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the role, UTC. NULL when the original has no time of day.',
    `period_start_day` Nullable(Date32) COMMENT 'Start of the role: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Start of the role: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Start of the role: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the role, UTC. NULL when the original has no time of day.',
    `period_end_day` Nullable(Date32) COMMENT 'End of the role: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'End of the role: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'End of the role: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `active`,
    `practitioner_type`,
    `practitioner_id`,
    `practitioner_text`,
    `practitioner_identifier`,
    `organization_type`,
    `organization_id`,
    `organization_text`,
    `organization_identifier`,
    `code_system`,
    `code_code`,
    `code_display`,
    `code_text`,
    `code_codings`,
    `specialty_system`,
    `specialty_code`,
    `specialty_display`,
    `specialty_text`,
    `specialty_codings`,
    `locations`,
    `phone`,
    `email`,
    `telecoms`,
    `period_start`,
    `period_start_day`,
    `period_start_text`,
    `period_start_precision`,
    `period_end`,
    `period_end_day`,
    `period_end_text`,
    `period_end_precision`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`practitioner_role` FINAL
COMMENT 'One row is one role of a practitioner as one source knows it: FHIR R4 PractitionerRole. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`organization` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `active` Nullable(Bool) COMMENT 'It is in use. NULL when the vendor does not say.',
    `type_system` LowCardinality(String) COMMENT 'Type of organization: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of organization: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of organization: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of organization: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of organization: every coding of every concept; concept counts from 0.',
    `name` String COMMENT 'Its name; empty when the vendor gives only an id.',
    `aliases` Array(String) COMMENT 'Other names.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `part_of_type` LowCardinality(String) COMMENT 'The organization it is part of: the resource type.',
    `part_of_id` String COMMENT 'The organization it is part of: the id; empty when the reference has none.',
    `part_of_text` String COMMENT 'The organization it is part of: its display, or the reference as it stands when it does not resolve.',
    `part_of_identifier` String COMMENT 'The organization it is part of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `active`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `name`,
    `aliases`,
    `phone`,
    `email`,
    `telecoms`,
    `address_line`,
    `city`,
    `state`,
    `postal_code`,
    `country`,
    `addresses`,
    `part_of_type`,
    `part_of_id`,
    `part_of_text`,
    `part_of_identifier`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`organization` FINAL
COMMENT 'One row is one account, team, practice, department or the like as one source knows it: FHIR R4 Organization. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`location` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'active, suspended, inactive; empty when the vendor does not say.',
    `name` String COMMENT 'Its name.',
    `aliases` Array(String) COMMENT 'Other names.',
    `description` String COMMENT 'What else is said of it.',
    `mode` LowCardinality(String) COMMENT 'instance: one place; kind: a class of places.',
    `type_system` LowCardinality(String) COMMENT 'What is done there: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'What is done there: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'What is done there: the first coding\'s own words.',
    `type_text` String COMMENT 'What is done there: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What is done there: every coding of every concept; concept counts from 0.',
    `physical_type_system` LowCardinality(String) COMMENT 'What it is built as: the code system of the first coding.',
    `physical_type_code` LowCardinality(String) COMMENT 'What it is built as: the code of the first coding.',
    `physical_type_display` LowCardinality(String) COMMENT 'What it is built as: the first coding\'s own words.',
    `physical_type_text` String COMMENT 'What it is built as: the text of the first concept.',
    `physical_type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What it is built as: every coding of every concept; concept counts from 0.',
    `phone` String COMMENT 'Phone number of the lowest rank, else the first that is not old.',
    `email` String COMMENT 'E-mail address of the lowest rank, else the first that is not old.',
    `telecoms` Array(Tuple(system String, value String, use String, rank Nullable(Int64), start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All contact points.',
    `address_line` String COMMENT 'Lines of the chosen address: home, else the first that is not old.',
    `city` String COMMENT 'City of the chosen address.',
    `state` LowCardinality(String) COMMENT 'State of the chosen address.',
    `postal_code` String COMMENT 'Postal code of the chosen address.',
    `country` LowCardinality(String) COMMENT 'Country of the chosen address.',
    `addresses` Array(Tuple(use String, type String, text String, line Array(String), city String, district String, state String, postal_code String, country String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All addresses.',
    `managing_organization_type` LowCardinality(String) COMMENT 'The organization that runs it: the resource type.',
    `managing_organization_id` String COMMENT 'The organization that runs it: the id; empty when the reference has none.',
    `managing_organization_text` String COMMENT 'The organization that runs it: its display, or the reference as it stands when it does not resolve.',
    `managing_organization_identifier` String COMMENT 'The organization that runs it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `part_of_type` LowCardinality(String) COMMENT 'The place it is part of: the resource type.',
    `part_of_id` String COMMENT 'The place it is part of: the id; empty when the reference has none.',
    `part_of_text` String COMMENT 'The place it is part of: its display, or the reference as it stands when it does not resolve.',
    `part_of_identifier` String COMMENT 'The place it is part of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `name`,
    `aliases`,
    `description`,
    `mode`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `physical_type_system`,
    `physical_type_code`,
    `physical_type_display`,
    `physical_type_text`,
    `physical_type_codings`,
    `phone`,
    `email`,
    `telecoms`,
    `address_line`,
    `city`,
    `state`,
    `postal_code`,
    `country`,
    `addresses`,
    `managing_organization_type`,
    `managing_organization_id`,
    `managing_organization_text`,
    `managing_organization_identifier`,
    `part_of_type`,
    `part_of_id`,
    `part_of_text`,
    `part_of_identifier`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`location` FINAL
COMMENT 'One row is one room or place, virtual ones among them, as one source knows it: FHIR R4 Location. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`task` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'draft, requested, received, accepted, rejected, ready, cancelled, in-progress, on-hold, failed, completed, entered-in-error.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `business_status_system` LowCardinality(String) COMMENT 'The vendor\'s own status: the code system of the first coding.',
    `business_status_code` LowCardinality(String) COMMENT 'The vendor\'s own status: the code of the first coding.',
    `business_status_display` LowCardinality(String) COMMENT 'The vendor\'s own status: the first coding\'s own words.',
    `business_status_text` String COMMENT 'The vendor\'s own status: the text of the first concept.',
    `business_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The vendor\'s own status: every coding of every concept; concept counts from 0.',
    `intent` LowCardinality(String) COMMENT 'order where the vendor was asked for it.',
    `priority` LowCardinality(String) COMMENT 'routine, urgent, asap, stat; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'What is done: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'What is done: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'What is done: the first coding\'s own words.',
    `code_text` String COMMENT 'What is done: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What is done: every coding of every concept; concept counts from 0.',
    `description` String COMMENT 'What is done, in words.',
    `focus_type` LowCardinality(String) COMMENT 'What is worked on: the resource type.',
    `focus_id` String COMMENT 'What is worked on: the id; empty when the reference has none.',
    `focus_text` String COMMENT 'What is worked on: its display, or the reference as it stands when it does not resolve.',
    `focus_identifier` String COMMENT 'What is worked on: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `subject_type` LowCardinality(String) COMMENT 'The patient (Task.for); it may be one that another source holds: the resource type.',
    `subject_id` String COMMENT 'The patient (Task.for); it may be one that another source holds: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient (Task.for); it may be one that another source holds: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient (Task.for); it may be one that another source holds: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter: the resource type.',
    `encounter_id` String COMMENT 'The encounter: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `execution_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the work, UTC. NULL when the original has no time of day.',
    `execution_start_day` Nullable(Date32) COMMENT 'Start of the work: the day in the source\'s zone. NULL when the original has no day.',
    `execution_start_text` String COMMENT 'Start of the work: the FHIR text, with its own offset.',
    `execution_start_precision` LowCardinality(String) COMMENT 'Start of the work: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `execution_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the work, UTC. NULL when the original has no time of day.',
    `execution_end_day` Nullable(Date32) COMMENT 'End of the work: the day in the source\'s zone. NULL when the original has no day.',
    `execution_end_text` String COMMENT 'End of the work: the FHIR text, with its own offset.',
    `execution_end_precision` LowCardinality(String) COMMENT 'End of the work: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `authored_on` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the record of the work was made, UTC. NULL when the original has no time of day.',
    `authored_on_day` Nullable(Date32) COMMENT 'When the record of the work was made: the day in the source\'s zone. NULL when the original has no day.',
    `authored_on_text` String COMMENT 'When the record of the work was made: the FHIR text, with its own offset.',
    `authored_on_precision` LowCardinality(String) COMMENT 'When the record of the work was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `last_modified` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the record of the work last changed, UTC. NULL when the original has no time of day.',
    `last_modified_day` Nullable(Date32) COMMENT 'When the record of the work last changed: the day in the source\'s zone. NULL when the original has no day.',
    `last_modified_text` String COMMENT 'When the record of the work last changed: the FHIR text, with its own offset.',
    `last_modified_precision` LowCardinality(String) COMMENT 'When the record of the work last changed: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `requester_type` LowCardinality(String) COMMENT 'Who asked for it: the resource type.',
    `requester_id` String COMMENT 'Who asked for it: the id; empty when the reference has none.',
    `requester_text` String COMMENT 'Who asked for it: its display, or the reference as it stands when it does not resolve.',
    `requester_identifier` String COMMENT 'Who asked for it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `owner_type` LowCardinality(String) COMMENT 'Who does it: the resource type.',
    `owner_id` String COMMENT 'Who does it: the id; empty when the reference has none.',
    `owner_text` String COMMENT 'Who does it: its display, or the reference as it stands when it does not resolve.',
    `owner_identifier` String COMMENT 'Who does it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `location_type` LowCardinality(String) COMMENT 'Where it is done: the resource type.',
    `location_id` String COMMENT 'Where it is done: the id; empty when the reference has none.',
    `location_text` String COMMENT 'Where it is done: its display, or the reference as it stands when it does not resolve.',
    `location_identifier` String COMMENT 'Where it is done: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `reason_system` LowCardinality(String) COMMENT 'Reason of the work: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason of the work: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason of the work: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason of the work: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the work: every coding of every concept; concept counts from 0.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What asked for it.',
    `part_of` Array(Tuple(type String, id String, text String)) COMMENT 'The work it is part of.',
    `vendor_metadata` String COMMENT 'What the customer\'s own system sent along, as JSON.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `status_reason_system`,
    `status_reason_code`,
    `status_reason_display`,
    `status_reason_text`,
    `status_reason_codings`,
    `business_status_system`,
    `business_status_code`,
    `business_status_display`,
    `business_status_text`,
    `business_status_codings`,
    `intent`,
    `priority`,
    `code_system`,
    `code_code`,
    `code_display`,
    `code_text`,
    `code_codings`,
    `description`,
    `focus_type`,
    `focus_id`,
    `focus_text`,
    `focus_identifier`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `execution_start`,
    `execution_start_day`,
    `execution_start_text`,
    `execution_start_precision`,
    `execution_end`,
    `execution_end_day`,
    `execution_end_text`,
    `execution_end_precision`,
    `authored_on`,
    `authored_on_day`,
    `authored_on_text`,
    `authored_on_precision`,
    `last_modified`,
    `last_modified_day`,
    `last_modified_text`,
    `last_modified_precision`,
    `requester_type`,
    `requester_id`,
    `requester_text`,
    `requester_identifier`,
    `owner_type`,
    `owner_id`,
    `owner_text`,
    `owner_identifier`,
    `location_type`,
    `location_id`,
    `location_text`,
    `location_identifier`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `based_on`,
    `part_of`,
    `vendor_metadata`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`task` FINAL
COMMENT 'One row is one piece of work of the vendor\'s machine, such as the making of a note: FHIR R4 Task. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`provenance` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `target_type` LowCardinality(String) COMMENT 'The first of its targets: the resource type.',
    `target_id` String COMMENT 'The first of its targets: the id; empty when the reference has none.',
    `target_text` String COMMENT 'The first of its targets: its display, or the reference as it stands when it does not resolve.',
    `target_identifier` String COMMENT 'The first of its targets: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `targets` Array(Tuple(type String, id String, text String)) COMMENT 'What it tells of.',
    `occurred` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the deed was done, or began, UTC. NULL when the original has no time of day.',
    `occurred_day` Nullable(Date32) COMMENT 'When the deed was done, or began: the day in the source\'s zone. NULL when the original has no day.',
    `occurred_text` String COMMENT 'When the deed was done, or began: the FHIR text, with its own offset.',
    `occurred_precision` LowCardinality(String) COMMENT 'When the deed was done, or began: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `occurred_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the deed ended, UTC. NULL when the original has no time of day.',
    `occurred_end_day` Nullable(Date32) COMMENT 'When the deed ended: the day in the source\'s zone. NULL when the original has no day.',
    `occurred_end_text` String COMMENT 'When the deed ended: the FHIR text, with its own offset.',
    `occurred_end_precision` LowCardinality(String) COMMENT 'When the deed ended: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `recorded` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it became known here, UTC. NULL when the original has no time of day.',
    `recorded_day` Nullable(Date32) COMMENT 'When it became known here: the day in the source\'s zone. NULL when the original has no day.',
    `recorded_text` String COMMENT 'When it became known here: the FHIR text, with its own offset.',
    `recorded_precision` LowCardinality(String) COMMENT 'When it became known here: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `reason_system` LowCardinality(String) COMMENT 'Reason of the deed: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason of the deed: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason of the deed: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason of the deed: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the deed: every coding of every concept; concept counts from 0.',
    `activity_system` LowCardinality(String) COMMENT 'The deed: the code system of the first coding.',
    `activity_code` LowCardinality(String) COMMENT 'The deed: the code of the first coding.',
    `activity_display` LowCardinality(String) COMMENT 'The deed: the first coding\'s own words.',
    `activity_text` String COMMENT 'The deed: the text of the first concept.',
    `activity_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The deed: every coding of every concept; concept counts from 0.',
    `location_type` LowCardinality(String) COMMENT 'Where it was done: the resource type.',
    `location_id` String COMMENT 'Where it was done: the id; empty when the reference has none.',
    `location_text` String COMMENT 'Where it was done: its display, or the reference as it stands when it does not resolve.',
    `location_identifier` String COMMENT 'Where it was done: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `agents` Array(Tuple(kind Array(Tuple(concept UInt16, system String, code String, display String, text String)), role Array(Tuple(concept UInt16, system String, code String, display String, text String)), who_type String, who_id String, who_text String, on_behalf_of_type String, on_behalf_of_id String, on_behalf_of_text String)) COMMENT 'Who had a part in it, machines among them.',
    `entities` Array(Tuple(role String, what_type String, what_id String, what_text String, identifier_system String, identifier_value String)) COMMENT 'What it was made from.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `target_type`,
    `target_id`,
    `target_text`,
    `target_identifier`,
    `targets`,
    `occurred`,
    `occurred_day`,
    `occurred_text`,
    `occurred_precision`,
    `occurred_end`,
    `occurred_end_day`,
    `occurred_end_text`,
    `occurred_end_precision`,
    `recorded`,
    `recorded_day`,
    `recorded_text`,
    `recorded_precision`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `activity_system`,
    `activity_code`,
    `activity_display`,
    `activity_text`,
    `activity_codings`,
    `location_type`,
    `location_id`,
    `location_text`,
    `location_identifier`,
    `agents`,
    `entities`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`provenance` FINAL
COMMENT 'One row says of one record where its resources come from, or of one deed, such as a signing, what is known of it: FHIR R4 Provenance. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`composition` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended, entered-in-error.',
    `type_system` LowCardinality(String) COMMENT 'Type of note: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of note: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of note: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of note: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of note: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category of note: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category of note: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category of note: the first coding\'s own words.',
    `category_text` String COMMENT 'Category of note: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of note: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient; it may be one that another source holds: the resource type.',
    `subject_id` String COMMENT 'The patient; it may be one that another source holds: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient; it may be one that another source holds: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient; it may be one that another source holds: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it tells of: the resource type.',
    `encounter_id` String COMMENT 'The encounter it tells of: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it tells of: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it tells of: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'Its date; see date_basis, UTC. NULL when the original has no time of day.',
    `date_day` Nullable(Date32) COMMENT 'Its date; see date_basis: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'Its date; see date_basis: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'Its date; see date_basis: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on where the vendor gives none: journal, first_observed; empty: the vendor\'s own.',
    `author_type` LowCardinality(String) COMMENT 'The first practitioner among the authors: the resource type.',
    `author_id` String COMMENT 'The first practitioner among the authors: the id; empty when the reference has none.',
    `author_text` String COMMENT 'The first practitioner among the authors: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'The first practitioner among the authors: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authors` Array(Tuple(type String, id String, text String)) COMMENT 'All authors, machines among them.',
    `title` String COMMENT 'Its title.',
    `confidentiality` LowCardinality(String) COMMENT 'Code of confidentiality.',
    `attesters` Array(Tuple(mode String, time Nullable(DateTime64(3, 'UTC')), time_text String, type String, id String, text String)) COMMENT 'Who attested it, and when, as far as the vendor tells.',
    `custodian_type` LowCardinality(String) COMMENT 'The organization that keeps it: the resource type.',
    `custodian_id` String COMMENT 'The organization that keeps it: the id; empty when the reference has none.',
    `custodian_text` String COMMENT 'The organization that keeps it: its display, or the reference as it stands when it does not resolve.',
    `custodian_identifier` String COMMENT 'The organization that keeps it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `event_system` LowCardinality(String) COMMENT 'What the note tells of: the code system of the first coding.',
    `event_code` LowCardinality(String) COMMENT 'What the note tells of: the code of the first coding.',
    `event_display` LowCardinality(String) COMMENT 'What the note tells of: the first coding\'s own words.',
    `event_text` String COMMENT 'What the note tells of: the text of the first concept.',
    `event_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What the note tells of: every coding of every concept; concept counts from 0.',
    `section` Array(Tuple(title String, text String)) COMMENT 'Its sections in order: heading and plain text.',
    `section_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Codes of the sections; concept is the section\'s place, from 0.',
    `text` String COMMENT 'Headings and texts of all sections, for search.',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine (tag AIAST).',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `language`,
    `status`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `category_system`,
    `category_code`,
    `category_display`,
    `category_text`,
    `category_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `date`,
    `date_day`,
    `date_text`,
    `date_precision`,
    `date_basis`,
    `author_type`,
    `author_id`,
    `author_text`,
    `author_identifier`,
    `authors`,
    `title`,
    `confidentiality`,
    `attesters`,
    `custodian_type`,
    `custodian_id`,
    `custodian_text`,
    `custodian_identifier`,
    `event_system`,
    `event_code`,
    `event_display`,
    `event_text`,
    `event_codings`,
    `section`,
    `section_codings`,
    `text`,
    `is_ai_assisted`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`composition` FINAL
COMMENT 'One row is one note that comes in sections: FHIR R4 Composition. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`media` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error, unknown.',
    `type_system` LowCardinality(String) COMMENT 'Type of recording: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of recording: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of recording: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of recording: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of recording: every coding of every concept; concept counts from 0.',
    `modality_system` LowCardinality(String) COMMENT 'Way of recording: the code system of the first coding.',
    `modality_code` LowCardinality(String) COMMENT 'Way of recording: the code of the first coding.',
    `modality_display` LowCardinality(String) COMMENT 'Way of recording: the first coding\'s own words.',
    `modality_text` String COMMENT 'Way of recording: the text of the first concept.',
    `modality_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Way of recording: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter: the resource type.',
    `encounter_id` String COMMENT 'The encounter: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `created` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was recorded, or began, UTC. NULL when the original has no time of day.',
    `created_day` Nullable(Date32) COMMENT 'When it was recorded, or began: the day in the source\'s zone. NULL when the original has no day.',
    `created_text` String COMMENT 'When it was recorded, or began: the FHIR text, with its own offset.',
    `created_precision` LowCardinality(String) COMMENT 'When it was recorded, or began: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `created_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the recording ended, UTC. NULL when the original has no time of day.',
    `created_end_day` Nullable(Date32) COMMENT 'When the recording ended: the day in the source\'s zone. NULL when the original has no day.',
    `created_end_text` String COMMENT 'When the recording ended: the FHIR text, with its own offset.',
    `created_end_precision` LowCardinality(String) COMMENT 'When the recording ended: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `issued` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made available, UTC. NULL when the original has no time of day.',
    `issued_day` Nullable(Date32) COMMENT 'When it was made available: the day in the source\'s zone. NULL when the original has no day.',
    `issued_text` String COMMENT 'When it was made available: the FHIR text, with its own offset.',
    `issued_precision` LowCardinality(String) COMMENT 'When it was made available: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `operator_type` LowCardinality(String) COMMENT 'Who recorded it: the resource type.',
    `operator_id` String COMMENT 'Who recorded it: the id; empty when the reference has none.',
    `operator_text` String COMMENT 'Who recorded it: its display, or the reference as it stands when it does not resolve.',
    `operator_identifier` String COMMENT 'Who recorded it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `duration_seconds` Nullable(Float64) COMMENT 'Length in seconds. NULL when the vendor states none.',
    `content_type` LowCardinality(String) COMMENT 'Media type of the content.',
    `content_title` String COMMENT 'Title of the content.',
    `content_url` String COMMENT 'Address of the content, without its token; empty where it has none or it was left out.',
    `content_size` Nullable(Int64) COMMENT 'Size of the content in bytes. NULL when the vendor does not say.',
    `content_creation` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the content was stored, UTC. NULL when the vendor does not say.',
    `content_absent` LowCardinality(String) COMMENT 'Why the content is not here: masked, it was not fetched.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What asked for it.',
    `part_of` Array(Tuple(type String, id String, text String)) COMMENT 'What it is part of.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `modality_system`,
    `modality_code`,
    `modality_display`,
    `modality_text`,
    `modality_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `created`,
    `created_day`,
    `created_text`,
    `created_precision`,
    `created_end`,
    `created_end_day`,
    `created_end_text`,
    `created_end_precision`,
    `issued`,
    `issued_day`,
    `issued_text`,
    `issued_precision`,
    `operator_type`,
    `operator_id`,
    `operator_text`,
    `operator_identifier`,
    `duration_seconds`,
    `content_type`,
    `content_title`,
    `content_url`,
    `content_size`,
    `content_creation`,
    `content_absent`,
    `based_on`,
    `part_of`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`media` FINAL
COMMENT 'One row is one recording or picture: what is known of it, never its content. FHIR R4 Media. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`questionnaire_response` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `questionnaire` String COMMENT 'The form.',
    `status` LowCardinality(String) COMMENT 'in-progress, completed, amended, entered-in-error, stopped.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was filled in for: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was filled in for: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was filled in for: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was filled in for: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authored` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was filled in, UTC. NULL when the original has no time of day.',
    `authored_day` Nullable(Date32) COMMENT 'When it was filled in: the day in the source\'s zone. NULL when the original has no day.',
    `authored_text` String COMMENT 'When it was filled in: the FHIR text, with its own offset.',
    `authored_precision` LowCardinality(String) COMMENT 'When it was filled in: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `author_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `author_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `author_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `respondent_type` LowCardinality(String) COMMENT 'Who answered (QuestionnaireResponse.source): the resource type.',
    `respondent_id` String COMMENT 'Who answered (QuestionnaireResponse.source): the id; empty when the reference has none.',
    `respondent_text` String COMMENT 'Who answered (QuestionnaireResponse.source): its display, or the reference as it stands when it does not resolve.',
    `respondent_identifier` String COMMENT 'Who answered (QuestionnaireResponse.source): the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `answers` Array(Tuple(link_id String, question String, value_type String, value String)) COMMENT 'The answers in order; a question without one has an empty value_type. A value that is no plain text is JSON.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What asked for it.',
    `part_of` Array(Tuple(type String, id String, text String)) COMMENT 'What it is part of.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `language`,
    `questionnaire`,
    `status`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `authored`,
    `authored_day`,
    `authored_text`,
    `authored_precision`,
    `author_type`,
    `author_id`,
    `author_text`,
    `author_identifier`,
    `respondent_type`,
    `respondent_id`,
    `respondent_text`,
    `respondent_identifier`,
    `answers`,
    `based_on`,
    `part_of`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`questionnaire_response` FINAL
COMMENT 'One row is one filled-in form, such as a patient\'s intake: FHIR R4 QuestionnaireResponse. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`condition` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `clinical_status_system` LowCardinality(String) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the code system of the first coding.',
    `clinical_status_code` LowCardinality(String) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the code of the first coding.',
    `clinical_status_display` LowCardinality(String) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the first coding\'s own words.',
    `clinical_status_text` String COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: the text of the first concept.',
    `clinical_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Clinical status: active, recurrence, relapse, inactive, remission, resolved: every coding of every concept; concept counts from 0.',
    `verification_status_system` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the code system of the first coding.',
    `verification_status_code` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the code of the first coding.',
    `verification_status_display` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the first coding\'s own words.',
    `verification_status_text` String COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: the text of the first concept.',
    `verification_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category: encounter-diagnosis, or as the patient told it: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category: encounter-diagnosis, or as the patient told it: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category: encounter-diagnosis, or as the patient told it: the first coding\'s own words.',
    `category_text` String COMMENT 'Category: encounter-diagnosis, or as the patient told it: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category: encounter-diagnosis, or as the patient told it: every coding of every concept; concept counts from 0.',
    `severity_system` LowCardinality(String) COMMENT 'Severity: the code system of the first coding.',
    `severity_code` LowCardinality(String) COMMENT 'Severity: the code of the first coding.',
    `severity_display` LowCardinality(String) COMMENT 'Severity: the first coding\'s own words.',
    `severity_text` String COMMENT 'Severity: the text of the first concept.',
    `severity_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Severity: every coding of every concept; concept counts from 0.',
    `code_system` LowCardinality(String) COMMENT 'The condition: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'The condition: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'The condition: the first coding\'s own words.',
    `code_text` String COMMENT 'The condition: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The condition: every coding of every concept; concept counts from 0.',
    `body_site_system` LowCardinality(String) COMMENT 'Part of the body: the code system of the first coding.',
    `body_site_code` LowCardinality(String) COMMENT 'Part of the body: the code of the first coding.',
    `body_site_display` LowCardinality(String) COMMENT 'Part of the body: the first coding\'s own words.',
    `body_site_text` String COMMENT 'Part of the body: the text of the first concept.',
    `body_site_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Part of the body: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `onset` Nullable(DateTime64(3, 'UTC')) COMMENT 'Onset, UTC. NULL when the original has no time of day.',
    `onset_day` Nullable(Date32) COMMENT 'Onset: the day in the source\'s zone. NULL when the original has no day.',
    `onset_text` String COMMENT 'Onset: the FHIR text, with its own offset.',
    `onset_precision` LowCardinality(String) COMMENT 'Onset: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `onset_words` String COMMENT 'Onset in the vendor\'s words.',
    `abatement` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was over, UTC. NULL when the original has no time of day.',
    `abatement_day` Nullable(Date32) COMMENT 'When it was over: the day in the source\'s zone. NULL when the original has no day.',
    `abatement_text` String COMMENT 'When it was over: the FHIR text, with its own offset.',
    `abatement_precision` LowCardinality(String) COMMENT 'When it was over: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `abatement_words` String COMMENT 'When it was over, in the vendor\'s words.',
    `recorded` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the original has no time of day.',
    `recorded_day` Nullable(Date32) COMMENT 'When it was written down: the day in the source\'s zone. NULL when the original has no day.',
    `recorded_text` String COMMENT 'When it was written down: the FHIR text, with its own offset.',
    `recorded_precision` LowCardinality(String) COMMENT 'When it was written down: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `asserter_type` LowCardinality(String) COMMENT 'Who says so: the resource type.',
    `asserter_id` String COMMENT 'Who says so: the id; empty when the reference has none.',
    `asserter_text` String COMMENT 'Who says so: its display, or the reference as it stands when it does not resolve.',
    `asserter_identifier` String COMMENT 'Who says so: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `clinical_status_system`,
    `clinical_status_code`,
    `clinical_status_display`,
    `clinical_status_text`,
    `clinical_status_codings`,
    `verification_status_system`,
    `verification_status_code`,
    `verification_status_display`,
    `verification_status_text`,
    `verification_status_codings`,
    `category_system`,
    `category_code`,
    `category_display`,
    `category_text`,
    `category_codings`,
    `severity_system`,
    `severity_code`,
    `severity_display`,
    `severity_text`,
    `severity_codings`,
    `code_system`,
    `code_code`,
    `code_display`,
    `code_text`,
    `code_codings`,
    `body_site_system`,
    `body_site_code`,
    `body_site_display`,
    `body_site_text`,
    `body_site_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `onset`,
    `onset_day`,
    `onset_text`,
    `onset_precision`,
    `onset_words`,
    `abatement`,
    `abatement_day`,
    `abatement_text`,
    `abatement_precision`,
    `abatement_words`,
    `recorded`,
    `recorded_day`,
    `recorded_text`,
    `recorded_precision`,
    `recorder_type`,
    `recorder_id`,
    `recorder_text`,
    `recorder_identifier`,
    `asserter_type`,
    `asserter_id`,
    `asserter_text`,
    `asserter_identifier`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`condition` FINAL
COMMENT 'One row is one diagnosis, problem or complaint of a patient: FHIR R4 Condition. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`procedure` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error, unknown.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category: the first coding\'s own words.',
    `category_text` String COMMENT 'Category: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category: every coding of every concept; concept counts from 0.',
    `code_system` LowCardinality(String) COMMENT 'The procedure: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'The procedure: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'The procedure: the first coding\'s own words.',
    `code_text` String COMMENT 'The procedure: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The procedure: every coding of every concept; concept counts from 0.',
    `body_site_system` LowCardinality(String) COMMENT 'Part of the body: the code system of the first coding.',
    `body_site_code` LowCardinality(String) COMMENT 'Part of the body: the code of the first coding.',
    `body_site_display` LowCardinality(String) COMMENT 'Part of the body: the first coding\'s own words.',
    `body_site_text` String COMMENT 'Part of the body: the text of the first concept.',
    `body_site_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Part of the body: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Reason: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason: every coding of every concept; concept counts from 0.',
    `outcome_system` LowCardinality(String) COMMENT 'Outcome: the code system of the first coding.',
    `outcome_code` LowCardinality(String) COMMENT 'Outcome: the code of the first coding.',
    `outcome_display` LowCardinality(String) COMMENT 'Outcome: the first coding\'s own words.',
    `outcome_text` String COMMENT 'Outcome: the text of the first concept.',
    `outcome_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Outcome: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `performed` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was done, or began, UTC. NULL when the original has no time of day.',
    `performed_day` Nullable(Date32) COMMENT 'When it was done, or began: the day in the source\'s zone. NULL when the original has no day.',
    `performed_text` String COMMENT 'When it was done, or began: the FHIR text, with its own offset.',
    `performed_precision` LowCardinality(String) COMMENT 'When it was done, or began: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `performed_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it ended, UTC. NULL when the original has no time of day.',
    `performed_end_day` Nullable(Date32) COMMENT 'When it ended: the day in the source\'s zone. NULL when the original has no day.',
    `performed_end_text` String COMMENT 'When it ended: the FHIR text, with its own offset.',
    `performed_end_precision` LowCardinality(String) COMMENT 'When it ended: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `performed_words` String COMMENT 'When it was done, in the vendor\'s words.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `asserter_type` LowCardinality(String) COMMENT 'Who says so: the resource type.',
    `asserter_id` String COMMENT 'Who says so: the id; empty when the reference has none.',
    `asserter_text` String COMMENT 'Who says so: its display, or the reference as it stands when it does not resolve.',
    `asserter_identifier` String COMMENT 'Who says so: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `performers` Array(Tuple(function Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String, on_behalf_of_type String, on_behalf_of_id String, on_behalf_of_text String)) COMMENT 'Who did it.',
    `location_type` LowCardinality(String) COMMENT 'Where it was done: the resource type.',
    `location_id` String COMMENT 'Where it was done: the id; empty when the reference has none.',
    `location_text` String COMMENT 'Where it was done: its display, or the reference as it stands when it does not resolve.',
    `location_identifier` String COMMENT 'Where it was done: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `status_reason_system`,
    `status_reason_code`,
    `status_reason_display`,
    `status_reason_text`,
    `status_reason_codings`,
    `category_system`,
    `category_code`,
    `category_display`,
    `category_text`,
    `category_codings`,
    `code_system`,
    `code_code`,
    `code_display`,
    `code_text`,
    `code_codings`,
    `body_site_system`,
    `body_site_code`,
    `body_site_display`,
    `body_site_text`,
    `body_site_codings`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `outcome_system`,
    `outcome_code`,
    `outcome_display`,
    `outcome_text`,
    `outcome_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `performed`,
    `performed_day`,
    `performed_text`,
    `performed_precision`,
    `performed_end`,
    `performed_end_day`,
    `performed_end_text`,
    `performed_end_precision`,
    `performed_words`,
    `recorder_type`,
    `recorder_id`,
    `recorder_text`,
    `recorder_identifier`,
    `asserter_type`,
    `asserter_id`,
    `asserter_text`,
    `asserter_identifier`,
    `performers`,
    `location_type`,
    `location_id`,
    `location_text`,
    `location_identifier`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`procedure` FINAL
COMMENT 'One row is one procedure that was done to a patient, past surgeries among them: FHIR R4 Procedure. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`family_member_history` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'partial, completed, entered-in-error, health-unknown.',
    `patient_type` LowCardinality(String) COMMENT 'The patient, not the relative: the resource type.',
    `patient_id` String COMMENT 'The patient, not the relative: the id; empty when the reference has none.',
    `patient_text` String COMMENT 'The patient, not the relative: its display, or the reference as it stands when it does not resolve.',
    `patient_identifier` String COMMENT 'The patient, not the relative: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the original has no time of day.',
    `date_day` Nullable(Date32) COMMENT 'When it was written down: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When it was written down: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When it was written down: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `name` String COMMENT 'Name of the relative.',
    `relationship_system` LowCardinality(String) COMMENT 'How the relative is related to the patient: the code system of the first coding.',
    `relationship_code` LowCardinality(String) COMMENT 'How the relative is related to the patient: the code of the first coding.',
    `relationship_display` LowCardinality(String) COMMENT 'How the relative is related to the patient: the first coding\'s own words.',
    `relationship_text` String COMMENT 'How the relative is related to the patient: the text of the first concept.',
    `relationship_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'How the relative is related to the patient: every coding of every concept; concept counts from 0.',
    `sex_system` LowCardinality(String) COMMENT 'Sex of the relative: the code system of the first coding.',
    `sex_code` LowCardinality(String) COMMENT 'Sex of the relative: the code of the first coding.',
    `sex_display` LowCardinality(String) COMMENT 'Sex of the relative: the first coding\'s own words.',
    `sex_text` String COMMENT 'Sex of the relative: the text of the first concept.',
    `sex_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Sex of the relative: every coding of every concept; concept counts from 0.',
    `deceased` Nullable(Bool) COMMENT 'The relative has died. NULL when the vendor does not say.',
    `condition_system` LowCardinality(String) COMMENT 'What the relative has or had: the code system of the first coding.',
    `condition_code` LowCardinality(String) COMMENT 'What the relative has or had: the code of the first coding.',
    `condition_display` LowCardinality(String) COMMENT 'What the relative has or had: the first coding\'s own words.',
    `condition_text` String COMMENT 'What the relative has or had: the text of the first concept.',
    `condition_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What the relative has or had: every coding of every concept; concept counts from 0.',
    `reason_system` LowCardinality(String) COMMENT 'Why it was asked: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Why it was asked: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Why it was asked: the first coding\'s own words.',
    `reason_text` String COMMENT 'Why it was asked: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Why it was asked: every coding of every concept; concept counts from 0.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `patient_type`,
    `patient_id`,
    `patient_text`,
    `patient_identifier`,
    `date`,
    `date_day`,
    `date_text`,
    `date_precision`,
    `name`,
    `relationship_system`,
    `relationship_code`,
    `relationship_display`,
    `relationship_text`,
    `relationship_codings`,
    `sex_system`,
    `sex_code`,
    `sex_display`,
    `sex_text`,
    `sex_codings`,
    `deceased`,
    `condition_system`,
    `condition_code`,
    `condition_display`,
    `condition_text`,
    `condition_codings`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`family_member_history` FINAL
COMMENT 'One row is what one source knows of the health of one relative, or one kind of relatives, of a patient: FHIR R4 FamilyMemberHistory. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`allergy_intolerance` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `clinical_status_system` LowCardinality(String) COMMENT 'Clinical status: active, inactive, resolved: the code system of the first coding.',
    `clinical_status_code` LowCardinality(String) COMMENT 'Clinical status: active, inactive, resolved: the code of the first coding.',
    `clinical_status_display` LowCardinality(String) COMMENT 'Clinical status: active, inactive, resolved: the first coding\'s own words.',
    `clinical_status_text` String COMMENT 'Clinical status: active, inactive, resolved: the text of the first concept.',
    `clinical_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Clinical status: active, inactive, resolved: every coding of every concept; concept counts from 0.',
    `verification_status_system` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the code system of the first coding.',
    `verification_status_code` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the code of the first coding.',
    `verification_status_display` LowCardinality(String) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the first coding\'s own words.',
    `verification_status_text` String COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: the text of the first concept.',
    `verification_status_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'How sure it is: unconfirmed, confirmed, refuted, entered-in-error: every coding of every concept; concept counts from 0.',
    `type` LowCardinality(String) COMMENT 'allergy, intolerance; empty when the vendor does not say.',
    `categories` Array(String) COMMENT 'food, medication, environment, biologic.',
    `criticality` LowCardinality(String) COMMENT 'low, high, unable-to-assess; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'What the patient does not tolerate: the code system of the first coding.',
    `code_code` LowCardinality(String) COMMENT 'What the patient does not tolerate: the code of the first coding.',
    `code_display` LowCardinality(String) COMMENT 'What the patient does not tolerate: the first coding\'s own words.',
    `code_text` String COMMENT 'What the patient does not tolerate: the text of the first concept.',
    `code_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'What the patient does not tolerate: every coding of every concept; concept counts from 0.',
    `patient_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `patient_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `patient_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `patient_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `onset` Nullable(DateTime64(3, 'UTC')) COMMENT 'Onset, UTC. NULL when the original has no time of day.',
    `onset_day` Nullable(Date32) COMMENT 'Onset: the day in the source\'s zone. NULL when the original has no day.',
    `onset_text` String COMMENT 'Onset: the FHIR text, with its own offset.',
    `onset_precision` LowCardinality(String) COMMENT 'Onset: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `onset_words` String COMMENT 'Onset in the vendor\'s words.',
    `recorded` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the original has no time of day.',
    `recorded_day` Nullable(Date32) COMMENT 'When it was written down: the day in the source\'s zone. NULL when the original has no day.',
    `recorded_text` String COMMENT 'When it was written down: the FHIR text, with its own offset.',
    `recorded_precision` LowCardinality(String) COMMENT 'When it was written down: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `asserter_type` LowCardinality(String) COMMENT 'Who says so: the resource type.',
    `asserter_id` String COMMENT 'Who says so: the id; empty when the reference has none.',
    `asserter_text` String COMMENT 'Who says so: its display, or the reference as it stands when it does not resolve.',
    `asserter_identifier` String COMMENT 'Who says so: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `last_occurrence` Nullable(DateTime64(3, 'UTC')) COMMENT 'The last reaction, UTC. NULL when the original has no time of day.',
    `last_occurrence_day` Nullable(Date32) COMMENT 'The last reaction: the day in the source\'s zone. NULL when the original has no day.',
    `last_occurrence_text` String COMMENT 'The last reaction: the FHIR text, with its own offset.',
    `last_occurrence_precision` LowCardinality(String) COMMENT 'The last reaction: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `reactions` Array(Tuple(substance Array(Tuple(concept UInt16, system String, code String, display String, text String)), manifestation Array(Tuple(concept UInt16, system String, code String, display String, text String)), description String, severity String, onset_text String)) COMMENT 'Reactions the vendor tells of.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `clinical_status_system`,
    `clinical_status_code`,
    `clinical_status_display`,
    `clinical_status_text`,
    `clinical_status_codings`,
    `verification_status_system`,
    `verification_status_code`,
    `verification_status_display`,
    `verification_status_text`,
    `verification_status_codings`,
    `type`,
    `categories`,
    `criticality`,
    `code_system`,
    `code_code`,
    `code_display`,
    `code_text`,
    `code_codings`,
    `patient_type`,
    `patient_id`,
    `patient_text`,
    `patient_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `onset`,
    `onset_day`,
    `onset_text`,
    `onset_precision`,
    `onset_words`,
    `recorded`,
    `recorded_day`,
    `recorded_text`,
    `recorded_precision`,
    `recorder_type`,
    `recorder_id`,
    `recorder_text`,
    `recorder_identifier`,
    `asserter_type`,
    `asserter_id`,
    `asserter_text`,
    `asserter_identifier`,
    `last_occurrence`,
    `last_occurrence_day`,
    `last_occurrence_text`,
    `last_occurrence_precision`,
    `reactions`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`allergy_intolerance` FINAL
COMMENT 'One row is one allergy or intolerance of a patient. That there is none does not say that the patient has none. FHIR R4 AllergyIntolerance. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`medication_statement` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'active, completed, entered-in-error, intended, stopped, on-hold, unknown, not-taken.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Where it is taken: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Where it is taken: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Where it is taken: the first coding\'s own words.',
    `category_text` String COMMENT 'Where it is taken: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Where it is taken: every coding of every concept; concept counts from 0.',
    `medication_system` LowCardinality(String) COMMENT 'The medicine: the code system of the first coding.',
    `medication_code` LowCardinality(String) COMMENT 'The medicine: the code of the first coding.',
    `medication_display` LowCardinality(String) COMMENT 'The medicine: the first coding\'s own words.',
    `medication_text` String COMMENT 'The medicine: the text of the first concept.',
    `medication_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The medicine: every coding of every concept; concept counts from 0.',
    `medication_reference_type` LowCardinality(String) COMMENT 'The medicine, where it is a resource of its own: the resource type.',
    `medication_reference_id` String COMMENT 'The medicine, where it is a resource of its own: the id; empty when the reference has none.',
    `medication_reference_text` String COMMENT 'The medicine, where it is a resource of its own: its display, or the reference as it stands when it does not resolve.',
    `medication_reference_identifier` String COMMENT 'The medicine, where it is a resource of its own: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was recorded in (MedicationStatement.context): the resource type.',
    `encounter_id` String COMMENT 'The encounter it was recorded in (MedicationStatement.context): the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was recorded in (MedicationStatement.context): its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was recorded in (MedicationStatement.context): the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `effective` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it is taken, or from when, UTC. NULL when the original has no time of day.',
    `effective_day` Nullable(Date32) COMMENT 'When it is taken, or from when: the day in the source\'s zone. NULL when the original has no day.',
    `effective_text` String COMMENT 'When it is taken, or from when: the FHIR text, with its own offset.',
    `effective_precision` LowCardinality(String) COMMENT 'When it is taken, or from when: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `effective_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Until when it is taken, UTC. NULL when the original has no time of day.',
    `effective_end_day` Nullable(Date32) COMMENT 'Until when it is taken: the day in the source\'s zone. NULL when the original has no day.',
    `effective_end_text` String COMMENT 'Until when it is taken: the FHIR text, with its own offset.',
    `effective_end_precision` LowCardinality(String) COMMENT 'Until when it is taken: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `asserted` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was said, UTC. NULL when the original has no time of day.',
    `asserted_day` Nullable(Date32) COMMENT 'When it was said: the day in the source\'s zone. NULL when the original has no day.',
    `asserted_text` String COMMENT 'When it was said: the FHIR text, with its own offset.',
    `asserted_precision` LowCardinality(String) COMMENT 'When it was said: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `information_source_type` LowCardinality(String) COMMENT 'Who said it: the resource type.',
    `information_source_id` String COMMENT 'Who said it: the id; empty when the reference has none.',
    `information_source_text` String COMMENT 'Who said it: its display, or the reference as it stands when it does not resolve.',
    `information_source_identifier` String COMMENT 'Who said it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `reason_system` LowCardinality(String) COMMENT 'Reason: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason: every coding of every concept; concept counts from 0.',
    `dosage_text` String COMMENT 'The first instruction in words.',
    `dosages` Array(Tuple(text String, patient_instruction String, timing Array(Tuple(concept UInt16, system String, code String, display String, text String)), route Array(Tuple(concept UInt16, system String, code String, display String, text String)), site Array(Tuple(concept UInt16, system String, code String, display String, text String)), as_needed Nullable(Bool))) COMMENT 'All instructions in order.',
    `derived_from` Array(Tuple(type String, id String, text String)) COMMENT 'What it is read from.',
    `based_on` Array(Tuple(type String, id String, text String)) COMMENT 'What it rests on, such as a prescription.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `vendor_status`,
    `status_reason_system`,
    `status_reason_code`,
    `status_reason_display`,
    `status_reason_text`,
    `status_reason_codings`,
    `category_system`,
    `category_code`,
    `category_display`,
    `category_text`,
    `category_codings`,
    `medication_system`,
    `medication_code`,
    `medication_display`,
    `medication_text`,
    `medication_codings`,
    `medication_reference_type`,
    `medication_reference_id`,
    `medication_reference_text`,
    `medication_reference_identifier`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `effective`,
    `effective_day`,
    `effective_text`,
    `effective_precision`,
    `effective_end`,
    `effective_end_day`,
    `effective_end_text`,
    `effective_end_precision`,
    `asserted`,
    `asserted_day`,
    `asserted_text`,
    `asserted_precision`,
    `information_source_type`,
    `information_source_id`,
    `information_source_text`,
    `information_source_identifier`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `dosage_text`,
    `dosages`,
    `derived_from`,
    `based_on`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`medication_statement` FINAL
COMMENT 'One row is one medicine a patient is said to take: FHIR R4 MedicationStatement. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`medication_request` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'active, on-hold, cancelled, completed, entered-in-error, stopped, draft, unknown.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `status_reason_system` LowCardinality(String) COMMENT 'Reason of the status: the code system of the first coding.',
    `status_reason_code` LowCardinality(String) COMMENT 'Reason of the status: the code of the first coding.',
    `status_reason_display` LowCardinality(String) COMMENT 'Reason of the status: the first coding\'s own words.',
    `status_reason_text` String COMMENT 'Reason of the status: the text of the first concept.',
    `status_reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason of the status: every coding of every concept; concept counts from 0.',
    `intent` LowCardinality(String) COMMENT 'order where it is a prescription.',
    `category_system` LowCardinality(String) COMMENT 'Where it is taken: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Where it is taken: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Where it is taken: the first coding\'s own words.',
    `category_text` String COMMENT 'Where it is taken: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Where it is taken: every coding of every concept; concept counts from 0.',
    `medication_system` LowCardinality(String) COMMENT 'The medicine: the code system of the first coding.',
    `medication_code` LowCardinality(String) COMMENT 'The medicine: the code of the first coding.',
    `medication_display` LowCardinality(String) COMMENT 'The medicine: the first coding\'s own words.',
    `medication_text` String COMMENT 'The medicine: the text of the first concept.',
    `medication_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'The medicine: every coding of every concept; concept counts from 0.',
    `medication_reference_type` LowCardinality(String) COMMENT 'The medicine, where it is a resource of its own: the resource type.',
    `medication_reference_id` String COMMENT 'The medicine, where it is a resource of its own: the id; empty when the reference has none.',
    `medication_reference_text` String COMMENT 'The medicine, where it is a resource of its own: its display, or the reference as it stands when it does not resolve.',
    `medication_reference_identifier` String COMMENT 'The medicine, where it is a resource of its own: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounter_type` LowCardinality(String) COMMENT 'The encounter it was made in: the resource type.',
    `encounter_id` String COMMENT 'The encounter it was made in: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The encounter it was made in: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The encounter it was made in: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authored_on` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the original has no time of day.',
    `authored_on_day` Nullable(Date32) COMMENT 'When it was made: the day in the source\'s zone. NULL when the original has no day.',
    `authored_on_text` String COMMENT 'When it was made: the FHIR text, with its own offset.',
    `authored_on_precision` LowCardinality(String) COMMENT 'When it was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `requester_type` LowCardinality(String) COMMENT 'Who prescribed it: the resource type.',
    `requester_id` String COMMENT 'Who prescribed it: the id; empty when the reference has none.',
    `requester_text` String COMMENT 'Who prescribed it: its display, or the reference as it stands when it does not resolve.',
    `requester_identifier` String COMMENT 'Who prescribed it: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `recorder_type` LowCardinality(String) COMMENT 'Who wrote it down: the resource type.',
    `recorder_id` String COMMENT 'Who wrote it down: the id; empty when the reference has none.',
    `recorder_text` String COMMENT 'Who wrote it down: its display, or the reference as it stands when it does not resolve.',
    `recorder_identifier` String COMMENT 'Who wrote it down: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `is_reported` Nullable(Bool) COMMENT 'Told by somebody else than the prescriber. NULL when the vendor does not say.',
    `reason_system` LowCardinality(String) COMMENT 'Reason: the code system of the first coding.',
    `reason_code` LowCardinality(String) COMMENT 'Reason: the code of the first coding.',
    `reason_display` LowCardinality(String) COMMENT 'Reason: the first coding\'s own words.',
    `reason_text` String COMMENT 'Reason: the text of the first concept.',
    `reason_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Reason: every coding of every concept; concept counts from 0.',
    `dosage_text` String COMMENT 'The first instruction in words.',
    `dosages` Array(Tuple(text String, patient_instruction String, timing Array(Tuple(concept UInt16, system String, code String, display String, text String)), route Array(Tuple(concept UInt16, system String, code String, display String, text String)), site Array(Tuple(concept UInt16, system String, code String, display String, text String)), as_needed Nullable(Bool))) COMMENT 'All instructions in order.',
    `quantity` Nullable(Float64) COMMENT 'How much is to be dispensed. NULL when the vendor states none.',
    `quantity_unit` LowCardinality(String) COMMENT 'Its unit in the vendor\'s words.',
    `repeats` Nullable(Int64) COMMENT 'Refills allowed. NULL when the vendor does not say.',
    `supply_seconds` Nullable(Float64) COMMENT 'How long it is to last. NULL when the vendor states none in s, min, h or d.',
    `pharmacy_type` LowCardinality(String) COMMENT 'Where it is to be dispensed: the resource type.',
    `pharmacy_id` String COMMENT 'Where it is to be dispensed: the id; empty when the reference has none.',
    `pharmacy_text` String COMMENT 'Where it is to be dispensed: its display, or the reference as it stands when it does not resolve.',
    `pharmacy_identifier` String COMMENT 'Where it is to be dispensed: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `validity_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of the prescription\'s validity, UTC. NULL when the original has no time of day.',
    `validity_start_day` Nullable(Date32) COMMENT 'Start of the prescription\'s validity: the day in the source\'s zone. NULL when the original has no day.',
    `validity_start_text` String COMMENT 'Start of the prescription\'s validity: the FHIR text, with its own offset.',
    `validity_start_precision` LowCardinality(String) COMMENT 'Start of the prescription\'s validity: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `validity_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of the prescription\'s validity, UTC. NULL when the original has no time of day.',
    `validity_end_day` Nullable(Date32) COMMENT 'End of the prescription\'s validity: the day in the source\'s zone. NULL when the original has no day.',
    `validity_end_text` String COMMENT 'End of the prescription\'s validity: the FHIR text, with its own offset.',
    `validity_end_precision` LowCardinality(String) COMMENT 'End of the prescription\'s validity: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `substitution_allowed` Nullable(Bool) COMMENT 'Another product may be given. NULL when the vendor does not say.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `vendor_status`,
    `status_reason_system`,
    `status_reason_code`,
    `status_reason_display`,
    `status_reason_text`,
    `status_reason_codings`,
    `intent`,
    `category_system`,
    `category_code`,
    `category_display`,
    `category_text`,
    `category_codings`,
    `medication_system`,
    `medication_code`,
    `medication_display`,
    `medication_text`,
    `medication_codings`,
    `medication_reference_type`,
    `medication_reference_id`,
    `medication_reference_text`,
    `medication_reference_identifier`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `authored_on`,
    `authored_on_day`,
    `authored_on_text`,
    `authored_on_precision`,
    `requester_type`,
    `requester_id`,
    `requester_text`,
    `requester_identifier`,
    `recorder_type`,
    `recorder_id`,
    `recorder_text`,
    `recorder_identifier`,
    `is_reported`,
    `reason_system`,
    `reason_code`,
    `reason_display`,
    `reason_text`,
    `reason_codings`,
    `dosage_text`,
    `dosages`,
    `quantity`,
    `quantity_unit`,
    `repeats`,
    `supply_seconds`,
    `pharmacy_type`,
    `pharmacy_id`,
    `pharmacy_text`,
    `pharmacy_identifier`,
    `validity_start`,
    `validity_start_day`,
    `validity_start_text`,
    `validity_start_precision`,
    `validity_end`,
    `validity_end_day`,
    `validity_end_text`,
    `validity_end_precision`,
    `substitution_allowed`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`medication_request` FINAL
COMMENT 'One row is one prescription: FHIR R4 MedicationRequest. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`invoice` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `status` LowCardinality(String) COMMENT 'draft, issued, balanced, cancelled, entered-in-error.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code.',
    `cancelled_reason` String COMMENT 'Why it was cancelled.',
    `type_system` LowCardinality(String) COMMENT 'Type of invoice: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of invoice: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of invoice: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of invoice: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of invoice: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `recipient_type` LowCardinality(String) COMMENT 'Who is to pay: the resource type.',
    `recipient_id` String COMMENT 'Who is to pay: the id; empty when the reference has none.',
    `recipient_text` String COMMENT 'Who is to pay: its display, or the reference as it stands when it does not resolve.',
    `recipient_identifier` String COMMENT 'Who is to pay: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the original has no time of day.',
    `date_day` Nullable(Date32) COMMENT 'When it was made: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When it was made: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When it was made: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `issuer_type` LowCardinality(String) COMMENT 'The organization that asks for the money: the resource type.',
    `issuer_id` String COMMENT 'The organization that asks for the money: the id; empty when the reference has none.',
    `issuer_text` String COMMENT 'The organization that asks for the money: its display, or the reference as it stands when it does not resolve.',
    `issuer_identifier` String COMMENT 'The organization that asks for the money: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `total_net` Nullable(Decimal(18, 4)) COMMENT 'Total without taxes. NULL when there is none, or one of more than 14 digits before the point or 4 after it.',
    `total_net_text` String COMMENT 'Total without taxes: with its own digits.',
    `total_net_currency` LowCardinality(String) COMMENT 'Total without taxes: the currency, ISO 4217.',
    `total_gross` Nullable(Decimal(18, 4)) COMMENT 'Total. NULL when there is none, or one of more than 14 digits before the point or 4 after it.',
    `total_gross_text` String COMMENT 'Total: with its own digits.',
    `total_gross_currency` LowCardinality(String) COMMENT 'Total: the currency, ISO 4217.',
    `participants` Array(Tuple(role Array(Tuple(concept UInt16, system String, code String, display String, text String)), type String, id String, text String)) COMMENT 'Who had a part in what is charged.',
    `line_items` Array(Tuple(sequence Nullable(Int64), charge_item Array(Tuple(concept UInt16, system String, code String, display String, text String)), charge_item_type String, charge_item_id String, charge_item_text String, price_components Array(Tuple(kind String, code Array(Tuple(concept UInt16, system String, code String, display String, text String)), factor String, amount String, currency String)))) COMMENT 'What is charged, line by line.',
    `price_components` Array(Tuple(kind String, code Array(Tuple(concept UInt16, system String, code String, display String, text String)), factor String, amount String, currency String)) COMMENT 'Parts of the total, amounts with their own digits.',
    `payment_terms` String COMMENT 'Terms of payment.',
    `notes` Array(Tuple(author String, time_text String, text String)) COMMENT 'Remarks, with who made them and when as far as the vendor tells.',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `status`,
    `vendor_status`,
    `cancelled_reason`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `recipient_type`,
    `recipient_id`,
    `recipient_text`,
    `recipient_identifier`,
    `date`,
    `date_day`,
    `date_text`,
    `date_precision`,
    `issuer_type`,
    `issuer_id`,
    `issuer_text`,
    `issuer_identifier`,
    `total_net`,
    `total_net_text`,
    `total_net_currency`,
    `total_gross`,
    `total_gross_text`,
    `total_gross_currency`,
    `participants`,
    `line_items`,
    `price_components`,
    `payment_terms`,
    `notes`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `resource`
FROM `fhir`.`invoice` FINAL
COMMENT 'One row is one invoice whose status has a word in FHIR; the vendor\'s others are in raw only. FHIR R4 Invoice. Deleted ones are left out.';

CREATE OR REPLACE VIEW `fhir_current`.`document_reference_version` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `id` String COMMENT 'Resource.id: a UUIDv5 of source, resource type and the vendor\'s id.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `kind` LowCardinality(String) COMMENT 'The kind of record the row was made from.',
    `record_id` String COMMENT 'The vendor\'s id of that record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'When the answer holding this state arrived, UTC.',
    `source_updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the record\'s last change, UTC. NULL when it has none.',
    `is_owner` Bool COMMENT 'Made from the record the resource belongs to; false: a stub from an embedded object.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that made the row.',
    `run_id` LowCardinality(String) COMMENT 'The run that loaded the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was loaded, UTC.',
    `_version` UInt64 COMMENT 'Owner, observed time and mapper revision in one number; of one id the greatest counts.',
    `_deleted` UInt8 COMMENT '1: a tombstone; the other columns are empty.',
    `identifier_system` LowCardinality(String) COMMENT 'System of the chosen identifier: official, else usual, else the first.',
    `identifier_value` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `identifiers` Array(Tuple(use String, type Array(Tuple(concept UInt16, system String, code String, display String, text String)), system String, value String, start Nullable(DateTime64(3, 'UTC')), start_text String, end Nullable(DateTime64(3, 'UTC')), end_text String)) COMMENT 'All identifiers, the vendor\'s id among them.',
    `master_identifier` String COMMENT 'The vendor\'s id of this version of the note, where it gives one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended, entered-in-error; empty when the vendor does not say.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `error_state` String COMMENT 'The vendor\'s error text.',
    `template_id` LowCardinality(String) COMMENT 'The vendor\'s id of the note template.',
    `template_name` LowCardinality(String) COMMENT 'The vendor\'s name of the note template.',
    `type_system` LowCardinality(String) COMMENT 'Type of document: the code system of the first coding.',
    `type_code` LowCardinality(String) COMMENT 'Type of document: the code of the first coding.',
    `type_display` LowCardinality(String) COMMENT 'Type of document: the first coding\'s own words.',
    `type_text` String COMMENT 'Type of document: the text of the first concept.',
    `type_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Type of document: every coding of every concept; concept counts from 0.',
    `category_system` LowCardinality(String) COMMENT 'Category of document: the code system of the first coding.',
    `category_code` LowCardinality(String) COMMENT 'Category of document: the code of the first coding.',
    `category_display` LowCardinality(String) COMMENT 'Category of document: the first coding\'s own words.',
    `category_text` String COMMENT 'Category of document: the text of the first concept.',
    `category_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Category of document: every coding of every concept; concept counts from 0.',
    `subject_type` LowCardinality(String) COMMENT 'The patient: the resource type.',
    `subject_id` String COMMENT 'The patient: the id; empty when the reference has none.',
    `subject_text` String COMMENT 'The patient: its display, or the reference as it stands when it does not resolve.',
    `subject_identifier` String COMMENT 'The patient: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `date` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the note was created at the vendor; see date_basis, UTC. NULL when the original has no time of day.',
    `date_day` Nullable(Date32) COMMENT 'When the note was created at the vendor; see date_basis: the day in the source\'s zone. NULL when the original has no day.',
    `date_text` String COMMENT 'When the note was created at the vendor; see date_basis: the FHIR text, with its own offset.',
    `date_precision` LowCardinality(String) COMMENT 'When the note was created at the vendor; see date_basis: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on where the vendor gives none: journal, first_observed; empty: the vendor\'s own.',
    `author_type` LowCardinality(String) COMMENT 'The first practitioner among the authors: the resource type.',
    `author_id` String COMMENT 'The first practitioner among the authors: the id; empty when the reference has none.',
    `author_text` String COMMENT 'The first practitioner among the authors: its display, or the reference as it stands when it does not resolve.',
    `author_identifier` String COMMENT 'The first practitioner among the authors: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `authors` Array(Tuple(type String, id String, text String)) COMMENT 'All authors, machines among them.',
    `authenticator_type` LowCardinality(String) COMMENT 'Who signed; empty where the vendor does not tell: the resource type.',
    `authenticator_id` String COMMENT 'Who signed; empty where the vendor does not tell: the id; empty when the reference has none.',
    `authenticator_text` String COMMENT 'Who signed; empty where the vendor does not tell: its display, or the reference as it stands when it does not resolve.',
    `authenticator_identifier` String COMMENT 'Who signed; empty where the vendor does not tell: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `custodian_type` LowCardinality(String) COMMENT 'The organization that keeps the note: the resource type.',
    `custodian_id` String COMMENT 'The organization that keeps the note: the id; empty when the reference has none.',
    `custodian_text` String COMMENT 'The organization that keeps the note: its display, or the reference as it stands when it does not resolve.',
    `custodian_identifier` String COMMENT 'The organization that keeps the note: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `relates_to` Array(Tuple(code String, type String, id String, text String)) COMMENT 'Other documents this one replaces, amends or is made from.',
    `description` String COMMENT 'A human-readable title.',
    `security_label_system` LowCardinality(String) COMMENT 'Security label: the code system of the first coding.',
    `security_label_code` LowCardinality(String) COMMENT 'Security label: the code of the first coding.',
    `security_label_display` LowCardinality(String) COMMENT 'Security label: the first coding\'s own words.',
    `security_label_text` String COMMENT 'Security label: the text of the first concept.',
    `security_label_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Security label: every coding of every concept; concept counts from 0.',
    `encounter_type` LowCardinality(String) COMMENT 'The first encounter the note belongs to: the resource type.',
    `encounter_id` String COMMENT 'The first encounter the note belongs to: the id; empty when the reference has none.',
    `encounter_text` String COMMENT 'The first encounter the note belongs to: its display, or the reference as it stands when it does not resolve.',
    `encounter_identifier` String COMMENT 'The first encounter the note belongs to: the vendor\'s id of it, where the reference carries one; it may name what no source has shown.',
    `encounters` Array(Tuple(type String, id String, text String)) COMMENT 'All encounters the note belongs to.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of what the note tells of, UTC. NULL when the original has no time of day.',
    `period_start_day` Nullable(Date32) COMMENT 'Start of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_start_text` String COMMENT 'Start of what the note tells of: the FHIR text, with its own offset.',
    `period_start_precision` LowCardinality(String) COMMENT 'Start of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of what the note tells of, UTC. NULL when the original has no time of day.',
    `period_end_day` Nullable(Date32) COMMENT 'End of what the note tells of: the day in the source\'s zone. NULL when the original has no day.',
    `period_end_text` String COMMENT 'End of what the note tells of: the FHIR text, with its own offset.',
    `period_end_precision` LowCardinality(String) COMMENT 'End of what the note tells of: how exact the text is: year, month, day, time; unknown when it is no FHIR date.',
    `practice_setting_system` LowCardinality(String) COMMENT 'Specialty of the practice: the code system of the first coding.',
    `practice_setting_code` LowCardinality(String) COMMENT 'Specialty of the practice: the code of the first coding.',
    `practice_setting_display` LowCardinality(String) COMMENT 'Specialty of the practice: the first coding\'s own words.',
    `practice_setting_text` String COMMENT 'Specialty of the practice: the text of the first concept.',
    `practice_setting_codings` Array(Tuple(concept UInt16, system String, code String, display String, text String)) COMMENT 'Specialty of the practice: every coding of every concept; concept counts from 0.',
    `related` Array(Tuple(type String, id String, text String)) COMMENT 'Other things the note belongs to.',
    `attachments` Array(Tuple(content_type String, language String, title String, url String, size Nullable(Int64), hash_sha1 String, creation Nullable(DateTime64(3, 'UTC')), creation_text String, format String, data String)) COMMENT 'The contents. hash_sha1 is base64 as in FHIR, size counts bytes, data is decoded; data is empty for the plain text that the column text holds as it is.',
    `text` String COMMENT 'The note in plain text: the first text/plain content, else the first HTML one without its tags.',
    `section` Array(Tuple(title String, text String)) COMMENT 'The sections of an HTML note in order: heading and plain text, a table row on a line and its cells apart by tabs. For search; no fact is taken from them. Empty where it has no headings.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `attachments_absent` Array(String) COMMENT 'Beside attachments: why one has no content here (masked: not fetched), an empty text where it has; no elements when all have theirs.',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine (tag AIAST).',
    `meta_source` LowCardinality(String) COMMENT 'URI of the system the resource comes from.',
    `is_test` Bool COMMENT 'Marked as test data (label HTEST): to be left out of counts.',
    `security` Array(Tuple(system String, code String, display String)) COMMENT 'All security labels.',
    `tags` Array(Tuple(system String, code String, display String)) COMMENT 'All tags.',
    `profiles` Array(String) COMMENT 'The profile of US Core 6.1 that the resource satisfies, and claims.',
    `profile_gaps` Array(LowCardinality(String)) COMMENT 'What the resource lacks of its profile of US Core 6.1, as words; empty too where there is no such profile.',
    `extensions` Array(Tuple(path String, url String, value_type String, value String)) COMMENT 'All extensions; path names the element that carries it, nested ones as parent/extension.',
    `record_hash` UInt64 COMMENT 'The first eight bytes of hash in raw.records, which tell two states of the record apart.',
    `resource` String COMMENT 'The whole FHIR resource as JSON, byte for byte as it was made.'
)
AS SELECT
    `source`,
    `id`,
    `vendor`,
    `kind`,
    `record_id`,
    `observed_at`,
    `source_updated_at`,
    `is_owner`,
    `mapper_rev`,
    `run_id`,
    `loaded_at`,
    `_version`,
    `_deleted`,
    `identifier_system`,
    `identifier_value`,
    `identifiers`,
    `master_identifier`,
    `status`,
    `doc_status`,
    `processing_state`,
    `error_state`,
    `template_id`,
    `template_name`,
    `type_system`,
    `type_code`,
    `type_display`,
    `type_text`,
    `type_codings`,
    `category_system`,
    `category_code`,
    `category_display`,
    `category_text`,
    `category_codings`,
    `subject_type`,
    `subject_id`,
    `subject_text`,
    `subject_identifier`,
    `date`,
    `date_day`,
    `date_text`,
    `date_precision`,
    `date_basis`,
    `author_type`,
    `author_id`,
    `author_text`,
    `author_identifier`,
    `authors`,
    `authenticator_type`,
    `authenticator_id`,
    `authenticator_text`,
    `authenticator_identifier`,
    `custodian_type`,
    `custodian_id`,
    `custodian_text`,
    `custodian_identifier`,
    `relates_to`,
    `description`,
    `security_label_system`,
    `security_label_code`,
    `security_label_display`,
    `security_label_text`,
    `security_label_codings`,
    `encounter_type`,
    `encounter_id`,
    `encounter_text`,
    `encounter_identifier`,
    `encounters`,
    `period_start`,
    `period_start_day`,
    `period_start_text`,
    `period_start_precision`,
    `period_end`,
    `period_end_day`,
    `period_end_text`,
    `period_end_precision`,
    `practice_setting_system`,
    `practice_setting_code`,
    `practice_setting_display`,
    `practice_setting_text`,
    `practice_setting_codings`,
    `related`,
    `attachments`,
    `text`,
    `section`,
    `language`,
    `attachments_absent`,
    `is_ai_assisted`,
    `meta_source`,
    `is_test`,
    `security`,
    `tags`,
    `profiles`,
    `profile_gaps`,
    `extensions`,
    `record_hash`,
    `resource`
FROM `fhir`.document_reference_version FINAL
WHERE (source, id, observed_at) GLOBAL NOT IN
(
    SELECT source, id, observed_at
    FROM
    (
        SELECT source, id, observed_at, record_hash, lagInFrame(record_hash) OVER (PARTITION BY source, id ORDER BY observed_at) AS earlier
        FROM `fhir`.document_reference_version FINAL
    )
    WHERE record_hash = earlier AND record_hash != 0
)
COMMENT 'One row is one state of one clinical note: every signed, unsigned and amended text that was ever seen, kept for good. FHIR R4 DocumentReference.';

CREATE OR REPLACE VIEW `ops`.`freshness` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The last sweep or range that is done; empty when none is.',
    `mode` LowCardinality(String) COMMENT 'Its mode: sweep, or range, which is of its range_from and range_to in ops.windows alone; empty when none is done.',
    `is_complete` Bool COMMENT 'Its walk came to the end of the vendor\'s list and the counts agree (ops.coverage); false also when nothing says so.',
    `basis` LowCardinality(String) COMMENT 'How that walk enumerated the ids: sweep, range, or the customer\'s own list, as roster or manifest; empty: nothing says so.',
    `blind` Array(String) COMMENT 'What that way cannot see, one sentence each.',
    `watermark` Nullable(DateTime64(3, 'UTC')) COMMENT 'Nights had read everything before it without a gap when a run published last, UTC. NULL when no night was done, and of a kind that rides along with others.',
    `done_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When that window ended, UTC. NULL when none is done.',
    `lag_seconds` Nullable(Int64) COMMENT 'Seconds from then until now.',
    `last_status` LowCardinality(String) COMMENT 'Status of the sweep or range that was started last; empty when there was none.',
    `publish_id` String COMMENT 'The last publish that was swapped in whole; empty when none was.',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was, UTC. NULL when none was.'
)
AS SELECT
    w.source AS `source`,
    w.kind AS `kind`,
    argMaxIf(w.window_id, w.updated_at, w.mode IN ('sweep', 'range') AND w.status = 'done') AS `window_id`,
    argMaxIf(w.mode, w.updated_at, w.mode IN ('sweep', 'range') AND w.status = 'done') AS `mode`,
    argMaxIf(c.is_complete, w.updated_at, w.mode IN ('sweep', 'range') AND w.status = 'done') AS `is_complete`,
    argMaxIf(c.basis, w.updated_at, w.mode IN ('sweep', 'range') AND w.status = 'done') AS `basis`,
    argMaxIf(c.blind, w.updated_at, w.mode IN ('sweep', 'range') AND w.status = 'done') AS `blind`,
    any(m.watermark) AS `watermark`,
    argMaxIf(w.finished, w.updated_at, w.mode IN ('sweep', 'range') AND w.status = 'done') AS `done_at`,
    dateDiff('second', done_at, now64(3, 'UTC')) AS `lag_seconds`,
    argMaxIf(w.status, w.started, w.mode IN ('sweep', 'range')) AS `last_status`,
    any(p.publish_id) AS `publish_id`,
    any(p.published_at) AS `published_at`
FROM (SELECT * FROM `ops`.windows FINAL) AS w
LEFT JOIN (SELECT window_id, basis, blind, is_complete FROM `ops`.coverage FINAL) AS c ON c.window_id = w.window_id
LEFT JOIN (SELECT source, kind, watermark FROM `ops`.watermarks FINAL) AS m ON m.source = w.source AND m.kind = w.kind
LEFT JOIN
(
    SELECT 1 AS one, argMax(publish_id, at) AS publish_id, maxOrNull(at) AS published_at
    FROM
    (
        SELECT publish_id, max(updated_at) AS at
        FROM `ops`.publish FINAL
        GROUP BY publish_id
        HAVING countIf(status != 'swapped') = 0
    )
) AS p ON p.one = 1
GROUP BY w.source, w.kind
COMMENT 'One row is one kind of record of one source: how old what the warehouse holds of it is. Only windows of mode sweep and range count: settle, confirm and ids read a few records, not the vendor\'s list, so that a source of known_only is never fresh. What each published table holds: ops.published.';

CREATE OR REPLACE VIEW `ops`.`published` ON CLUSTER `clinics`
(
    `table` LowCardinality(String) COMMENT 'The published table.',
    `publish_id` String COMMENT 'The publish that was swapped in last.',
    `run_id` String COMMENT 'The run that made it.',
    `rows` UInt64 COMMENT 'Rows of the table.',
    `published_at` DateTime64(3, 'UTC') COMMENT 'When it was swapped in, UTC.'
)
AS SELECT
    table AS `table`,
    argMax(p.publish_id, p.updated_at) AS `publish_id`,
    argMax(p.run_id, p.updated_at) AS `run_id`,
    argMax(p.rows, p.updated_at) AS `rows`,
    max(p.updated_at) AS `published_at`
FROM (SELECT * FROM `ops`.publish FINAL WHERE status = 'swapped') AS p
GROUP BY table
COMMENT 'One row is one published table: the publish that made what it holds now.';

CREATE OR REPLACE VIEW `ops`.`quarantine_open` ON CLUSTER `clinics`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `id` String COMMENT 'The vendor\'s id of the record.',
    `observed_at` DateTime64(3, 'UTC') COMMENT 'The state: when the answer holding it arrived, UTC.',
    `is_part` Bool COMMENT 'Only a part was put aside; the record itself was loaded, and nobody need act.',
    `reason` LowCardinality(String) COMMENT 'Why, as a stable word; docs/errors.md explains each.',
    `path` LowCardinality(String) COMMENT 'Where in the record: field names and indexes, no values.',
    `mapper_rev` UInt32 COMMENT 'Revision of the mapping that refused it; a newer one tries again.',
    `run_id` LowCardinality(String) COMMENT 'The run that wrote the row.',
    `loaded_at` DateTime64(3, 'UTC') COMMENT 'When the row was written, UTC; of equal keys the latest counts.'
)
AS SELECT
    q.source AS `source`,
    q.kind AS `kind`,
    q.id AS `id`,
    q.observed_at AS `observed_at`,
    q.is_part AS `is_part`,
    q.reason AS `reason`,
    q.path AS `path`,
    q.mapper_rev AS `mapper_rev`,
    q.run_id AS `run_id`,
    q.loaded_at AS `loaded_at`
FROM (SELECT * FROM `ops`.quarantine FINAL) AS q
LEFT ANY JOIN
(
    SELECT source, kind, id, observed_at, mapper_rev, run_id, loaded_at
    FROM `ops`.record_state FINAL
    WHERE (source, kind, id) IN (SELECT source, kind, id FROM `ops`.quarantine)
) AS s ON s.source = q.source AND s.kind = q.kind AND s.id = q.id
WHERE if(q.is_part, (s.observed_at, s.mapper_rev) = (q.observed_at, q.mapper_rev) AND (s.run_id = q.run_id OR s.loaded_at < q.loaded_at), NOT (s.observed_at, s.mapper_rev, s.loaded_at) >= (q.observed_at, q.mapper_rev, q.loaded_at))
ORDER BY q.mapper_rev DESC, q.loaded_at DESC
LIMIT 1 BY q.source, q.kind, q.id, q.observed_at, q.is_part, if(q.is_part, (q.reason, q.path), ('', ''))
COMMENT 'One row is one landed state that no mapping has taken, or one part put aside of a record as it is loaded now: what is left of ops.quarantine.';

