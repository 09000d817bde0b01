-- How many visits were held each month, at each vendor, and of how many persons?
-- One row is one vendor and one month. An appointment and the walk-in it became count once; a consultation that two vendors
-- hold counts at each of them: see 02 for real contacts.
-- Table: analytics.visit
SELECT
    vendor,
    toStartOfMonth(visit_date) AS month,
    uniqExact(visit_group) AS visits,
    uniqExactIf(person_id, person_id != '') AS persons
FROM analytics.visit
WHERE NOT is_test AND status = 'finished' AND date_basis != 'first_observed'
GROUP BY vendor, month
ORDER BY vendor, month
