CREATE TABLE IF NOT EXISTS `analytics`.`medication`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `medication_id` String COMMENT 'The prescription, or the entry of the list.',
    `medication_kind` LowCardinality(String) COMMENT 'prescription, statement.',
    `vendor_medication_id` String COMMENT 'The vendor\'s id of the prescription; empty where it has none.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `status` LowCardinality(String) COMMENT 'active, on-hold, cancelled, completed, stopped, draft, intended, not-taken, entered-in-error, unknown. What left a list is not in it any more, which does not say that the patient stopped.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code; empty where it has none.',
    `name` String COMMENT 'The medicine in words.',
    `rxnorm` String COMMENT 'RxNorm code; empty when the vendor gives none.',
    `ndc` String COMMENT 'National drug code; empty when the vendor gives none.',
    `dosage` String COMMENT 'The first instruction in words.',
    `substitution_allowed` Nullable(Bool) COMMENT 'Another product may be given. NULL when the vendor does not say.',
    `vendor_pharmacy_id` String COMMENT 'The pharmacy\'s number at NCPDP; empty when the vendor gives none.',
    `remarks` String COMMENT 'Remarks, such as to the pharmacy; empty when there are none.',
    `quantity` Nullable(Float64) COMMENT 'How much is to be dispensed. NULL when the vendor states none.',
    `quantity_unit` LowCardinality(String) COMMENT 'Its unit in the vendor\'s words.',
    `repeats` Nullable(Int64) COMMENT 'Refills allowed. NULL when the vendor does not say.',
    `supply_days` Nullable(Float64) COMMENT 'Days it is to last. NULL when the vendor states none.',
    `recorded_text` String COMMENT 'When it was prescribed or told as it was told, with its own offset; empty when nothing is.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was prescribed or told, UTC. NULL when the vendor does not say to the minute.',
    `recorded_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `recorded_date`, `source`, `medication_id`)
COMMENT 'One row is one medicine: prescribed, or on the list of what a patient is said to take: see medication_kind. One medicine may have both rows.'
;

-- what fills it at a publish
SELECT
    m.source AS `source`,
    m.vendor AS `vendor`,
    m.id AS `medication_id`,
    m.medication_kind AS `medication_kind`,
    m.identifier_value AS `vendor_medication_id`,
    if(pp.person_id != '', pp.person_id, m.subject_id) AS `person_id`,
    m.subject_id AS `patient_id`,
    m.encounter_id AS `visit_id`,
    if(pv.provider_id != '', pv.provider_id, m.practitioner_id) AS `provider_id`,
    m.practitioner_id AS `practitioner_id`,
    multiIf(d.name != '', d.name, m.practitioner_text != '', m.practitioner_text, d.identifier_value) AS `practitioner_name`,
    m.status AS `status`,
    m.vendor_status AS `vendor_status`,
    coalesce(nullIf(m.medication_text, ''), nullIf(m.medication_display, ''), nullIf(m.medication_code, ''), m.medication_reference_text) AS `name`,
    tupleElement(arrayFirst(c -> c.system = 'http://www.nlm.nih.gov/research/umls/rxnorm', m.medication_codings), 'code') AS `rxnorm`,
    tupleElement(arrayFirst(c -> c.system = 'http://hl7.org/fhir/sid/ndc', m.medication_codings), 'code') AS `ndc`,
    m.dosage_text AS `dosage`,
    m.substitution_allowed AS `substitution_allowed`,
    m.pharmacy_identifier AS `vendor_pharmacy_id`,
    arrayStringConcat(m.notes.text, '\n') AS `remarks`,
    m.quantity AS `quantity`,
    m.quantity_unit AS `quantity_unit`,
    m.repeats AS `repeats`,
    m.supply_seconds / 86400 AS `supply_days`,
    m.recorded_text AS `recorded_text`,
    m.recorded_precision AS `recorded_precision`,
    m.recorded AS `recorded_at`,
    coalesce(m.recorded_day, e.period_start_day, toDate32(o.first_at), toDate32(m.observed_at)) AS `recorded_date`,
    multiIf(m.recorded_day IS NOT NULL, 'record_created', e.period_start_day IS NOT NULL, 'actual', 'first_observed') AS `date_basis`,
    m.is_test AS `is_test`,
    m.source_updated_at AS `updated_at`
FROM (
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, id, 'prescription' AS medication_kind,
        subject_id, encounter_id, requester_id AS practitioner_id, requester_text AS practitioner_text, identifier_value, status, vendor_status,
        medication_code, medication_display, medication_text, medication_codings, medication_reference_text, dosage_text,
        quantity, quantity_unit, repeats, supply_seconds, substitution_allowed, pharmacy_identifier, notes,
        authored_on AS recorded, authored_on_day AS recorded_day, authored_on_text AS recorded_text, authored_on_precision AS recorded_precision
    FROM `fhir_current`.medication_request
    UNION ALL
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, id, 'statement',
        subject_id, encounter_id, '', '', identifier_value, status, vendor_status,
        medication_code, medication_display, medication_text, medication_codings, medication_reference_text, dosage_text,
        NULL, '', NULL, NULL, NULL, '', notes, asserted, asserted_day, asserted_text, asserted_precision
    FROM `fhir_current`.medication_statement
) AS m
LEFT JOIN `fhir_current`.practitioner AS d ON d.source = m.source AND d.id = m.practitioner_id
LEFT JOIN `fhir_current`.encounter AS e ON e.source = m.source AND e.id = m.encounter_id
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = m.subject_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = m.practitioner_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = m.source AND o.kind = m.kind AND o.id = m.record_id
