-- How many patients of which age and gender were seen each year? Without anything that identifies a person.
-- One row is one year, gender and span of ten years of age, reckoned by years alone; age_from is NULL where the year of birth is not
-- known or 90 years back or more. For the Safe Harbor tables (account analyst_sh).
-- Tables: analytics_sh.visit, analytics_sh.patient
SELECT
    v.visit_year AS year,
    p.gender AS gender,
    intDiv(v.visit_year - p.birth_year, 10) * 10 AS age_from,
    uniqExact(v.patient_id) AS patients,
    uniqExact(v.visit_group) AS visits
FROM analytics_sh.visit AS v
INNER JOIN analytics_sh.patient AS p ON p.patient_id = v.patient_id
WHERE NOT v.is_test AND v.status = 'finished' AND v.date_basis != 'first_observed'
GROUP BY year, gender, age_from
ORDER BY year, gender, age_from
