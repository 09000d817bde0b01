-- How many notes are waiting for a signature, and how old are they?
SELECT
    source,
    countIf(is_signed) AS signed,
    countIf(NOT is_signed) AS unsigned,
    countIf(is_signed IS NULL) AS not_stated,
    countIf(NOT is_signed AND created_date < last_date - 7) AS unsigned_over_a_week
FROM {prefix}analytics.note
CROSS JOIN (SELECT max(created_date) AS last_date FROM {prefix}analytics.note) AS newest
WHERE is_test = 0
GROUP BY source
ORDER BY source
