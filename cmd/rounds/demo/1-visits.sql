-- How many visits were there a month, and what became of them? (an appointment and its walk-in count once, test visits never)
SELECT
    toStartOfMonth(visit_date) AS month,
    uniqExact(visit_group) AS visits,
    uniqExactIf(visit_group, status = 'finished') AS finished,
    uniqExactIf(visit_group, status = 'cancelled') AS cancelled,
    uniqExactIf(visit_group, status NOT IN ('finished', 'cancelled')) AS open_or_unknown,
    round(avgIf(duration_seconds, status = 'finished') / 60) AS minutes
FROM {prefix}analytics.visit
WHERE is_test = 0
GROUP BY month
ORDER BY month DESC
LIMIT 6
