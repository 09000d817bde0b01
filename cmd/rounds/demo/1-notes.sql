-- How many notes were written in the last three weeks, by vendor, and how many of them are signed?
SELECT
    toMonday(created_date) AS week,
    vendor,
    count() AS notes,
    countIf(is_signed) AS signed,
    countIf(NOT is_signed) AS unsigned,
    countIf(is_signed IS NULL) AS not_stated
FROM {prefix}analytics.note
WHERE NOT is_test AND date_basis != 'first_observed'
    AND created_date BETWEEN toMonday(today()) - 14 AND today() + 2 -- an encounter to come has its note already
GROUP BY week, vendor
ORDER BY week DESC, vendor
