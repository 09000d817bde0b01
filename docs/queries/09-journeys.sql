-- In which order do persons come to the vendors?
-- One row is one path, such as "vsee > nextech": the vendors by the day of a person's first contact there, what was called off left
-- out; those of the same day by the alphabet.
-- Table: analytics.contact
SELECT journey, count() AS persons
FROM
(
    SELECT person_id, arrayStringConcat(arrayMap(step -> step.2, arraySort(groupArray((first_day, vendor)))), ' > ') AS journey
    FROM
    (
        SELECT person_id, toString(vendor) AS vendor, min(contact_date) AS first_day
        FROM analytics.contact
        WHERE NOT is_test AND person_id != '' AND date_basis != 'first_observed' AND status NOT IN ('cancelled', 'noshow', 'entered-in-error')
        GROUP BY person_id, vendor
    )
    GROUP BY person_id
)
GROUP BY journey
ORDER BY persons DESC, journey
