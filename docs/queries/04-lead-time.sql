-- How many days ahead are appointments made?
-- One row is one month of the day that was agreed. Appointments whose making has no day are left out.
-- Table: analytics.appointment
SELECT
    toStartOfMonth(scheduled_date) AS month,
    count() AS appointments,
    quantileExact(0.5)(dateDiff('day', created_date, scheduled_date)) AS median_days,
    countIf(dateDiff('day', created_date, scheduled_date) <= 7) AS within_a_week
FROM analytics.appointment
WHERE NOT is_test AND date_basis = 'scheduled' AND created_date IS NOT NULL
GROUP BY month
ORDER BY month
