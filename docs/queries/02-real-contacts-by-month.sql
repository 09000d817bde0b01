-- How many real contacts were there each month over all vendors, and how many of them do several sources hold?
-- One row is one month. What was called off is left out.
-- Table: analytics.contact
SELECT
    month,
    count() AS contacts,
    countIf(sources > 1) AS of_several_sources
FROM
(
    SELECT contact_group, toStartOfMonth(min(contact_date)) AS month, uniqExact(source) AS sources
    FROM analytics.contact
    WHERE NOT is_test AND date_basis != 'first_observed' AND status NOT IN ('cancelled', 'noshow', 'entered-in-error')
    GROUP BY contact_group
)
GROUP BY month
ORDER BY month
