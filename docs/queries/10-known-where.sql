-- How many persons does each combination of vendors know?
-- One row is one combination.
-- Table: analytics.person
SELECT
    arrayStringConcat(vendors, ', ') AS known_at,
    count() AS persons,
    sum(patients) AS patient_records
FROM analytics.person
WHERE NOT is_test
GROUP BY known_at
ORDER BY persons DESC, known_at
