-- How many held visits have no note?
-- One row is one vendor. At Nextvisit a visit is made of its note, so that none can be without one unless the note has no text.
-- Tables: analytics.visit, analytics.note
SELECT
    vendor,
    count() AS visits,
    countIf(with_note = 0) AS without_note,
    round(100 * without_note / visits, 1) AS percent_without
FROM
(
    SELECT vendor, visit_group, countIf(visit_id IN (SELECT visit_id FROM analytics.note WHERE visit_id != '')) AS with_note
    FROM analytics.visit
    WHERE NOT is_test AND status = 'finished'
    GROUP BY vendor, visit_group
)
GROUP BY vendor
ORDER BY vendor
