CREATE OR REPLACE VIEW `ops`.`freshness`
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
COMMENT 'One row is one kind of record of one source: how old what the warehouse holds of it is. Only windows of mode sweep and range count: settle, confirm and ids read a few records, not the vendor\'s list, so that a source of known_only is never fresh. What each published table holds: ops.published.'
