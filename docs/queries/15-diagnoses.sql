-- Which diagnoses do practitioners code most, and in how many persons?
-- One row is one ICD-10-CM code; percent is of all persons with any such code. What patients told of themselves is left out.
-- Table: analytics.diagnosis
WITH coded AS
(
    SELECT code, person_id, diagnosis_id
    FROM analytics.diagnosis
    WHERE NOT is_test AND category = 'encounter-diagnosis' AND code_system = 'http://hl7.org/fhir/sid/icd-10-cm' AND person_id != ''
)
SELECT
    code,
    count() AS diagnoses,
    uniqExact(person_id) AS persons,
    round(100 * persons / (SELECT uniqExact(person_id) FROM coded), 1) AS percent
FROM coded
GROUP BY code
ORDER BY persons DESC, code
