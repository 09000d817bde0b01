-- How many notes were written a week, by vendor, and how many of them are signed?
SELECT
    toStartOfWeek(created_date, 1) AS week,
    vendor,
    count() AS notes,
    countIf(is_signed) AS signed,
    countIf(NOT is_signed) AS unsigned,
    countIf(is_signed IS NULL) AS not_stated
FROM {prefix}analytics.note
WHERE is_test = 0 AND created_date <= today() + 2 -- an encounter to come has its note already
GROUP BY week, vendor
ORDER BY week DESC, vendor
LIMIT 10
