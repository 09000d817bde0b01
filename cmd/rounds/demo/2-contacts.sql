-- What happened to one person, in time order, and what does each date rest on?
-- The person is one whom most vendors know, whose dates rest on most things, and whose contacts are spread over the vendors.
SELECT contact_date, date_basis, vendor, contact_kind, status
FROM {prefix}analytics.contact
WHERE NOT is_test AND patient_id =
(
    SELECT patient_id
    FROM {prefix}analytics.contact
    WHERE NOT is_test AND patient_id != ''
    GROUP BY patient_id
    HAVING count() BETWEEN 6 AND 12
    ORDER BY uniqExact(vendor) DESC, uniqExact(date_basis) DESC, entropy(vendor) DESC, patient_id
    LIMIT 1
)
ORDER BY contact_date, contact_at, contact_kind, contact_id
