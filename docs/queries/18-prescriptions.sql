-- What is prescribed most?
-- One row is one RxNorm code; it is empty for prescriptions without one.
-- Table: analytics.medication
SELECT
    rxnorm,
    count() AS prescriptions,
    uniqExactIf(person_id, person_id != '') AS persons,
    uniqExactIf(visit_id, visit_id != '') AS visits,
    sum(ifNull(repeats, 0)) AS refills_allowed
FROM analytics.medication
WHERE NOT is_test AND medication_kind = 'prescription'
GROUP BY rxnorm
ORDER BY prescriptions DESC, rxnorm
