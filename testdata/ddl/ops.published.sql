CREATE OR REPLACE VIEW `ops`.`published`
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
COMMENT 'One row is one published table: the publish that made what it holds now.'
