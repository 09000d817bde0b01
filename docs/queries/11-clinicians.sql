-- How many real contacts and persons does each clinician have, over all sources?
-- One row is one clinician; vendors tells where the contacts are held. What was called off is left out.
-- Table: analytics.contact
SELECT
    provider_id,
    arrayStringConcat(arraySort(groupUniqArray(toString(vendor))), ', ') AS vendors,
    uniqExact(contact_group) AS contacts,
    uniqExactIf(person_id, person_id != '') AS persons
FROM analytics.contact
WHERE NOT is_test AND provider_id != '' AND date_basis != 'first_observed' AND status NOT IN ('cancelled', 'noshow', 'entered-in-error')
GROUP BY provider_id
ORDER BY contacts DESC, provider_id
