CREATE TABLE IF NOT EXISTS `analytics`.`contact`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'Id of the appointment, visit or note.',
    `contact_kind` LowCardinality(String) COMMENT 'appointment, visit, note.',
    `contact_group` String COMMENT 'The same for all rows of one real contact: an appointment and the visits it led to; and what two sources hold of one person, one clinician and one day, the first with the first, the second with the second. Two visits of one source stay two.',
    `contact_group_rule` LowCardinality(String) COMMENT 'What joins the rows. alone: the only one; appointment: one source says so; npi, email, name: by what the clinicians of two sources are known to be one, the weakest if several.',
    `contact_group_score` Float32 COMMENT 'How sure that is, a rule of thumb and no probability: 1 within a source. Across sources npi 1, email 0.95, name 0.85, times 1 where the times are within 2 hours, 0.9 within 6 or where one is not known, else 0.7.',
    `source_group` String COMMENT 'As contact_group, but within the source: the appointment of a visit, else the contact\'s own id.',
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
COMMENT 'One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. Count contact_group to count one real contact once, however many rows and sources tell of it.'
;

-- what fills it at a publish
SELECT
    c.source AS `source`,
    c.vendor AS `vendor`,
    c.contact_id AS `contact_id`,
    c.contact_kind AS `contact_kind`,
    c.contact_group AS `contact_group`,
    multiIf(c.rows = 1, 'alone', c.sources = 1, 'appointment', c.weakest = 1, 'npi', c.weakest = 2, 'email', 'name') AS `contact_group_rule`,
    multiIf(c.sources = 1, 1, c.weakest = 1, 1, c.weakest = 2, 0.95, 0.85) * multiIf(c.sources = 1, 1, c.times < c.rows, 0.9, c.apart <= 2 * 3600, 1, c.apart <= 6 * 3600, 0.9, 0.7) AS `contact_group_score`,
    c.source_group AS `source_group`,
    c.person_id AS `person_id`,
    c.patient_id AS `patient_id`,
    c.provider_id AS `provider_id`,
    c.practitioner_id AS `practitioner_id`,
    c.contact_at AS `contact_at`,
    c.contact_date AS `contact_date`,
    c.date_basis AS `date_basis`,
    c.status AS `status`,
    c.vendor_status AS `vendor_status`,
    c.is_test AS `is_test`
FROM (
    SELECT *, min(source_group) OVER g AS contact_group, count() OVER g AS rows, uniqExact(source) OVER g AS sources,
        max(lead.rule) OVER g AS weakest, count(lead.at) OVER g AS times, dateDiff('second', min(lead.at) OVER g, max(lead.at) OVER g) AS apart
    FROM
    (
        SELECT *, dense_rank() OVER (PARTITION BY meeting, source ORDER BY lead.at IS NULL, lead.at, source_group) AS nth
        FROM
        (
            SELECT *, if(lead.joins, (lead.person, lead.day, lead.clinician, ''), ('', lead.day, '', source_group)) AS meeting
            FROM
            (
                SELECT *, first_value(tuple(joins, person_id, contact_date, provider_id, contact_at, rule)::Tuple(joins UInt8, person String, day Date32, clinician String, at Nullable(DateTime64(3, 'UTC')), rule UInt8)) OVER w AS lead
                FROM (
                    SELECT c.source AS source, c.vendor AS vendor, c.id AS contact_id, c.contact_kind AS contact_kind, c.source_group AS source_group,
                        c.patient_id AS patient_id, if(pp.person_id != '', pp.person_id, c.patient_id) AS person_id,
                        c.practitioner_id AS practitioner_id, if(pv.provider_id != '', pv.provider_id, c.practitioner_id) AS provider_id,
                        multiIf(pv.rule = 'npi', 1, pv.rule = 'email', 2, 3) AS rule,
                        if(c.known_date IS NOT NULL, c.known_at, coalesce(o.first_at, c.observed_at)) AS contact_at,
                        assumeNotNull(coalesce(c.known_date, toDate32(o.first_at), toDate32(c.observed_at))) AS contact_date,
                        if(c.known_date IS NOT NULL, c.basis, 'first_observed') AS date_basis,
                        c.status AS status, c.vendor_status AS vendor_status, c.is_test AS is_test, person_id != '' AND provider_id != '' AND date_basis != 'first_observed' AND status NOT IN ('cancelled', 'noshow', 'entered-in-error') AS joins
                    FROM (
    SELECT source, vendor, kind, record_id, observed_at, id, 'appointment' AS contact_kind, id AS source_group,
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
                )
                WINDOW w AS
                (
                    PARTITION BY source, source_group
                    ORDER BY joins DESC, contact_kind = 'visit' DESC, contact_at IS NULL, contact_at, contact_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
                )
            )
        )
    )
    WINDOW g AS (PARTITION BY meeting, nth)
) AS c
