CREATE OR REPLACE VIEW `ops`.`quarantine_open`
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
COMMENT 'One row is one landed state that no mapping has taken, or one part put aside of a record as it is loaded now: what is left of ops.quarantine.'
