-- Of those with a diagnosis, how many were seen again within 180 days of its first record, at whichever vendor?
-- One row is one ICD-10-CM code: the cohort is everyone for whom a practitioner coded it.
-- Tables: analytics.diagnosis, analytics.visit
WITH cohort AS
(
    SELECT code, person_id, min(recorded_date) AS first_day
    FROM analytics.diagnosis
    WHERE NOT is_test AND category = 'encounter-diagnosis' AND code_system = 'http://hl7.org/fhir/sid/icd-10-cm' AND person_id != ''
        AND date_basis != 'first_observed'
    GROUP BY code, person_id
)
SELECT
    c.code AS code,
    uniqExact(c.person_id) AS persons,
    uniqExactIf(c.person_id, v.visit_date > c.first_day AND v.visit_date <= c.first_day + 180) AS seen_again
FROM cohort AS c
LEFT JOIN
(
    SELECT person_id, visit_date
    FROM analytics.visit
    WHERE NOT is_test AND status = 'finished' AND date_basis != 'first_observed'
) AS v ON v.person_id = c.person_id
GROUP BY code
ORDER BY persons DESC, code
