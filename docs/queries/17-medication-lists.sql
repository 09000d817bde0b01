-- Which medicines stand on the lists of each person, and who lists them?
-- One row is one person and one medicine as it is spelled, capitals aside. Active says that it stands on a list, not that it is taken.
-- Table: analytics.medication
SELECT
    person_id,
    lowerUTF8(name) AS medicine,
    arrayStringConcat(arraySort(groupUniqArray(concat(vendor, ' ', medication_kind))), ', ') AS listed_by,
    count() AS entries
FROM analytics.medication
WHERE NOT is_test AND status = 'active' AND person_id != '' AND name != ''
GROUP BY person_id, medicine
ORDER BY person_id, medicine
