-- One person's contacts in time order, and what each date rests on (the person whom most vendors' rows point to)
SELECT contact_date, date_basis, vendor, contact_kind, status
FROM {prefix}analytics.contact
WHERE patient_id =
(
    SELECT patient_id
    FROM {prefix}analytics.contact
    WHERE patient_id != '' AND is_test = 0
    GROUP BY patient_id
    HAVING count() <= 14
    ORDER BY uniqExact(vendor) DESC, uniqExact(date_basis) DESC, count() DESC, patient_id
    LIMIT 1
)
ORDER BY contact_date, contact_at, contact_kind, contact_id
