CREATE OR REPLACE VIEW `ops`.`freshness`
(
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `kind` LowCardinality(String) COMMENT 'The kind of record.',
    `window_id` String COMMENT 'The last window that closed; empty when none did.',
    `done_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When that window ended, UTC. NULL when none did.',
    `lag_seconds` Nullable(Int64) COMMENT 'Seconds from then until now.',
    `last_status` LowCardinality(String) COMMENT 'Status of the window that was started last.',
    `publish_id` String COMMENT 'The last publish that was swapped in whole; empty when none was.',
    `published_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was, UTC. NULL when none was.'
)
AS SELECT
    source AS `source`,
    kind AS `kind`,
    argMaxIf(w.window_id, w.updated_at, w.status = 'done') AS `window_id`,
    maxIf(w.finished, w.status = 'done') AS `done_at`,
    dateDiff('second', done_at, now64(3, 'UTC')) AS `lag_seconds`,
    argMax(w.status, w.started) AS `last_status`,
    any(p.publish_id) AS `publish_id`,
    any(p.published_at) AS `published_at`
FROM (SELECT * FROM `ops`.windows FINAL) AS w
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
GROUP BY source, kind
COMMENT 'One row is one kind of record of one source: how old what the warehouse holds of it is.'
