-- Of those first seen in a quarter, how many were seen again within 90 days, at whichever vendor?
-- One row is one quarter of first visits. Persons whose 90 days are not over on the last day that a note was made are left out.
-- Tables: analytics.visit, analytics.note
WITH
    (SELECT max(created_date) FROM analytics.note WHERE NOT is_test AND date_basis = 'record_created') AS last_day,
    days AS
    (
        SELECT person_id, visit_date
        FROM analytics.visit
        WHERE NOT is_test AND status = 'finished' AND date_basis != 'first_observed' AND person_id != ''
        GROUP BY person_id, visit_date
    ),
    firsts AS (SELECT person_id, min(visit_date) AS first_day FROM days GROUP BY person_id)
SELECT
    toStartOfQuarter(first_day) AS quarter,
    uniqExact(person_id) AS persons,
    uniqExactIf(person_id, visit_date > first_day AND visit_date <= first_day + 90) AS back_within_90_days
FROM days
INNER JOIN firsts USING (person_id)
WHERE first_day + 90 <= last_day
GROUP BY quarter
ORDER BY quarter
