-- Whose notes wait for a signature for more than 7 days?
-- One row is one author at one vendor; author_id is empty where a note names nobody. Days count back from the last day that a note
-- was made. Notes of which the vendor does not say whether they are signed are left out.
-- Table: analytics.note
WITH (SELECT max(created_date) FROM analytics.note WHERE NOT is_test AND date_basis = 'record_created') AS last_day
SELECT
    vendor,
    author_id,
    count() AS notes,
    dateDiff('day', min(created_date), last_day) AS oldest_days
FROM analytics.note
WHERE NOT is_test AND is_signed = false AND date_basis != 'first_observed' AND created_date < last_day - 7
GROUP BY vendor, author_id
ORDER BY notes DESC, vendor, author_id
