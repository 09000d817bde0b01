-- How many of the persons seen each month were seen for the first time, at any vendor?
-- One row is one month.
-- Table: analytics.visit
SELECT
    month,
    countIf(month = first_month) AS new_persons,
    countIf(month > first_month) AS returning_persons
FROM
(
    SELECT person_id, toStartOfMonth(visit_date) AS month, min(month) OVER (PARTITION BY person_id) AS first_month
    FROM analytics.visit
    WHERE NOT is_test AND status = 'finished' AND date_basis != 'first_observed' AND person_id != ''
    GROUP BY person_id, month
)
GROUP BY month
ORDER BY month
