-- How long do patients wait beyond the agreed time?
-- One row is one month: held visits that had an agreed time and a known start. Take the median: single visits are opened days late.
-- Table: analytics.visit
SELECT
    toStartOfMonth(visit_date) AS month,
    count() AS visits,
    quantileExact(0.5)(delay_seconds) AS median_delay_seconds,
    round(100 * countIf(delay_seconds <= 15 * 60) / count(), 1) AS percent_within_15_minutes
FROM analytics.visit
WHERE NOT is_test AND status = 'finished' AND date_basis = 'actual' AND delay_seconds IS NOT NULL
GROUP BY month
ORDER BY month
