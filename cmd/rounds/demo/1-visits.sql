-- How many visits were held a month, and how long did they take? (an appointment and its walk-in count once, test visits never)
SELECT
    toStartOfMonth(visit_date) AS month,
    uniqExact(visit_group) AS visits,
    uniqExactIf(visit_group, status = 'finished') AS finished,
    uniqExactIf(visit_group, status = 'cancelled') AS cancelled,
    uniqExactIf(visit_group, status = 'unknown') AS unknown,
    round(medianIf(duration_seconds, status = 'finished') / 60) AS median_minutes
FROM {prefix}analytics.visit
WHERE is_test = 0
GROUP BY month
HAVING finished > 0
ORDER BY month DESC
LIMIT 6
