CREATE TABLE IF NOT EXISTS `analytics`.`contact`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'Id of the appointment, visit or note.',
    `contact_kind` LowCardinality(String) COMMENT 'appointment, visit, note.',
    `contact_group` String COMMENT 'The same for an appointment and the visits it led to, within one source: its id; else the contact\'s own id.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known. Noa Notes: the patient of the source that its manifest names.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `contact_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was or was to be, UTC; see date_basis. NULL when only the day is known.',
    `contact_date` Date32 COMMENT 'Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created, first_observed.',
    `status` LowCardinality(String) COMMENT 'Status of the appointment or visit, with the limits told there; docStatus of the note.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code; empty for a note.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `contact_date`, `source`, `contact_id`)
COMMENT 'One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. Count contact_group to count an appointment and its walk-in once; what two sources hold of one contact stays two.'
;

-- what fills it at a publish
SELECT
    c.source AS `source`,
    c.vendor AS `vendor`,
    c.id AS `contact_id`,
    c.contact_kind AS `contact_kind`,
    c.contact_group AS `contact_group`,
    if(pp.person_id != '', pp.person_id, c.patient_id) AS `person_id`,
    c.patient_id AS `patient_id`,
    if(pv.provider_id != '', pv.provider_id, c.practitioner_id) AS `provider_id`,
    c.practitioner_id AS `practitioner_id`,
    if(c.known_date IS NOT NULL, c.known_at, coalesce(o.first_at, c.observed_at)) AS `contact_at`,
    coalesce(c.known_date, toDate32(o.first_at), toDate32(c.observed_at)) AS `contact_date`,
    if(c.known_date IS NOT NULL, c.basis, 'first_observed') AS `date_basis`,
    c.status AS `status`,
    c.vendor_status AS `vendor_status`,
    c.is_test AS `is_test`
FROM (
    SELECT source, vendor, kind, record_id, observed_at, id, 'appointment' AS contact_kind, id AS contact_group,
        patient_id, practitioner_id,
        if(start_day IS NOT NULL, start, created) AS known_at,
        coalesce(start_day, created_day) AS known_date,
        if(start_day IS NOT NULL, 'scheduled', 'record_created') AS basis,
        status, vendor_status, is_test
    FROM `fhir_current`.appointment
    UNION ALL
    SELECT e.source, e.vendor, e.kind, e.record_id, e.observed_at, e.id, 'visit',
        if(e.appointment_id != '', e.appointment_id, e.id), e.subject_id, e.practitioner_id,
        multiIf(e.period_start_day IS NOT NULL, e.period_start, coalesce(a.start_day, e.planned_start_day) IS NOT NULL, if(a.start_day IS NOT NULL, a.start, e.planned_start), r.made_at),
        coalesce(e.period_start_day, coalesce(a.start_day, e.planned_start_day), r.made_day),
        multiIf(e.period_start_day IS NOT NULL, 'actual', coalesce(a.start_day, e.planned_start_day) IS NOT NULL, 'scheduled', 'record_created'),
        e.status, e.vendor_status, e.is_test
    FROM `fhir_current`.encounter AS e
    LEFT JOIN `fhir_current`.appointment AS a ON a.source = e.source AND a.id = e.appointment_id
LEFT JOIN
(
    SELECT source, encounter_id, minOrNull(at) AS made_at, minOrNull(day) AS made_day
    FROM
    (
        SELECT source, encounter_id, authored_on AS at, authored_on_day AS day FROM `fhir_current`.task
        UNION ALL
        SELECT source, encounter_id, date, date_day FROM `fhir_current`.document_reference WHERE (has(category_codings.code, 'clinical-note') OR doc_status != '')
    )
    WHERE encounter_id != ''
    GROUP BY source, encounter_id
) AS r ON r.source = e.source AND r.encounter_id = e.id
    UNION ALL
    SELECT n.source, n.vendor, n.kind, n.record_id, n.observed_at, n.id, 'note', n.id, n.subject_id, n.author_id,
        if(n.date_basis != 'journal' AND n.date_day IS NOT NULL, n.date, coalesce(t.made_at, n.date)), coalesce(if(n.date_basis = 'journal', NULL, n.date_day), t.made_day, n.date_day), 'record_created', n.doc_status, '', n.is_test
    FROM
    (
        SELECT * FROM `fhir_current`.document_reference
        WHERE (has(category_codings.code, 'clinical-note') OR doc_status != '')
            AND (source, encounter_id) NOT IN (SELECT source, id FROM `fhir_current`.encounter)
            AND (source, kind, record_id) NOT IN (SELECT source, kind, record_id FROM `fhir_current`.appointment)
    ) AS n
LEFT JOIN
(
    SELECT source, kind, record_id, minOrNull(authored_on) AS made_at, minOrNull(authored_on_day) AS made_day
    FROM `fhir_current`.task
    GROUP BY source, kind, record_id
) AS t ON t.source = n.source AND t.kind = n.kind AND t.record_id = n.record_id
) AS c
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = c.patient_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = c.practitioner_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = c.source AND o.kind = c.kind AND o.id = c.record_id
