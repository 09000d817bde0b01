-- What happened to one person, in time order, and what does each date rest on?
-- The person is the one whom most vendors know, and then whose dates rest on most things.
SELECT contact_date, date_basis, vendor, contact_kind, status
FROM {prefix}analytics.contact
WHERE NOT is_test AND patient_id =
(
    SELECT patient_id
    FROM {prefix}analytics.contact
    WHERE patient_id != '' AND NOT is_test
    GROUP BY patient_id
    HAVING count() <= 14
    ORDER BY uniqExact(vendor) DESC, uniqExact(date_basis) DESC, count() DESC, patient_id
    LIMIT 1
)
ORDER BY contact_date, contact_at, contact_kind, contact_id
