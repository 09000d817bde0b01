-- How long after a visit is its note begun?
-- One row is one month of the visit: held visits whose end is known, and notes that say when they were made. A negative time is a
-- note that was begun before the visit was over.
-- Tables: analytics.note, analytics.visit
SELECT
    toStartOfMonth(v.visit_date) AS month,
    count() AS notes,
    quantileExact(0.5)(dateDiff('second', v.ended_at, n.created_at)) AS median_seconds,
    round(100 * countIf(n.created_date = v.visit_date) / count(), 1) AS percent_same_day
FROM analytics.note AS n
INNER JOIN analytics.visit AS v ON v.visit_id = n.visit_id
WHERE NOT n.is_test AND n.date_basis = 'record_created' AND v.date_basis = 'actual' AND v.status = 'finished'
    AND v.ended_at IS NOT NULL AND n.created_at IS NOT NULL
GROUP BY month
ORDER BY month
