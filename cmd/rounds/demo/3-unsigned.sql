-- Who has notes that have waited for a signature for more than 7 days? (the eight with most)
SELECT
    if(author_name = '', '(no author named)', author_name) AS author,
    vendor,
    count() AS unsigned,
    min(created_date) AS oldest
FROM {prefix}analytics.note
WHERE NOT is_test AND NOT is_signed AND created_date < today() - 7
GROUP BY author, vendor
ORDER BY unsigned DESC, author, vendor
LIMIT 8
