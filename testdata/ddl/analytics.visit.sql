CREATE TABLE IF NOT EXISTS `analytics`.`visit`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'The visit.',
    `vendor_visit_id` String COMMENT 'The vendor\'s id of it.',
    `visit_group` String COMMENT 'The appointment the visit came from, else the visit: the same in table contact.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `visit_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was or was to be, UTC; see date_basis. NULL when only the day is known.',
    `visit_date` Date32 COMMENT 'Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created (its note or recording was), first_observed.',
    `status` LowCardinality(String) COMMENT 'planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown. VSee: inferred once it has ended; cancelled holds no-shows too; planned may be past; unknown where the evidence is missing or contradicts itself. Nextech: of the record, finished once it is locked, in-progress before. Nextvisit: finished once its note is signed or written. Noa Notes: finished once it was recorded.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code. VSee: 40 says that it ended, not how. Nextech: locked, unlocked. Empty where the vendor has none.',
    `class` LowCardinality(String) COMMENT 'VR virtual, AMB in the office, HH at home, UNK not known.',
    `type_system` LowCardinality(String) COMMENT 'System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Type of visit as a code: the first; analytics.visit_type has all.',
    `type` String COMMENT 'Type of visit in words.',
    `service` String COMMENT 'Type of service in words.',
    `reason` String COMMENT 'Reason in words.',
    `disposition` String COMMENT 'Where the patient went afterwards, in words; empty when the vendor does not say.',
    `location_id` String COMMENT 'The first room or place; empty when none is known.',
    `location_name` String COMMENT 'Its name.',
    `organization_id` String COMMENT 'The account, team, practice or facility; empty when none is known.',
    `organization_name` String COMMENT 'Its name; the vendor\'s id of it where it shows no name.',
    `started_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual start, UTC. A cancelled visit can have one too: it does not prove that anyone was seen. NULL when no time is known.',
    `ended_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'Actual end, UTC. NULL when it did not end or no time is known.',
    `started_text` String COMMENT 'Actual start as it was told, with its own offset; empty when nothing is.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_text` String COMMENT 'Actual end as it was told, with its own offset; empty when nothing is.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `length_seconds` Nullable(Float64) COMMENT 'Length as the vendor states it. NULL when it states none.',
    `appointment_id` String COMMENT 'The appointment it came from; empty when there was none.',
    `appointment_status` LowCardinality(String) COMMENT 'Status of that appointment; empty when there is none.',
    `scheduled_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of that appointment, else the visit\'s own planned start, UTC. NULL when none is known.',
    `scheduled_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of that appointment, else the visit\'s own planned end, UTC. NULL when none is known.',
    `planned_start_text` String COMMENT 'The visit\'s own planned start as it was told; empty when it has none.',
    `planned_end_text` String COMMENT 'The visit\'s own planned end as it was told; empty when it has none.',
    `delay_seconds` Nullable(Int64) COMMENT 'From the scheduled to the actual start; negative when early. It can be days: take the median, not the mean. NULL when one is not known.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `visit_date`, `source`, `visit_id`)
COMMENT 'One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells of. Count visit_group to count an appointment and its walk-in once.'
;

-- what fills it at a publish
SELECT
    e.source AS `source`,
    e.vendor AS `vendor`,
    e.id AS `visit_id`,
    e.identifier_value AS `vendor_visit_id`,
    if(e.appointment_id != '', e.appointment_id, e.id) AS `visit_group`,
    if(pp.person_id != '', pp.person_id, e.subject_id) AS `person_id`,
    e.subject_id AS `patient_id`,
    if(pv.provider_id != '', pv.provider_id, e.practitioner_id) AS `provider_id`,
    e.practitioner_id AS `practitioner_id`,
    multiIf(d.name != '', d.name, e.practitioner_text != '', e.practitioner_text, d.identifier_value) AS `practitioner_name`,
    multiIf(e.period_start_day IS NOT NULL, e.period_start, coalesce(a.start_day, e.planned_start_day) IS NOT NULL, if(a.start_day IS NOT NULL, a.start, e.planned_start), r.made_day IS NOT NULL, r.made_at, coalesce(o.first_at, e.observed_at)) AS `visit_at`,
    coalesce(e.period_start_day, coalesce(a.start_day, e.planned_start_day), r.made_day, toDate32(o.first_at), toDate32(e.observed_at)) AS `visit_date`,
    multiIf(e.period_start_day IS NOT NULL, 'actual', coalesce(a.start_day, e.planned_start_day) IS NOT NULL, 'scheduled', r.made_day IS NOT NULL, 'record_created', 'first_observed') AS `date_basis`,
    e.status AS `status`,
    e.vendor_status AS `vendor_status`,
    e.class_code AS `class`,
    e.type_system AS `type_system`,
    e.type_code AS `type_code`,
    coalesce(nullIf(e.type_text, ''), nullIf(e.type_display, ''), e.type_code) AS `type`,
    if(e.service_type_text != '', e.service_type_text, e.service_type_display) AS `service`,
    if(e.reason_text != '', e.reason_text, e.reason_display) AS `reason`,
    e.discharge_disposition_text AS `disposition`,
    tupleElement(e.locations[1], 'id') AS `location_id`,
    if(l.name != '', l.name, tupleElement(e.locations[1], 'text')) AS `location_name`,
    e.service_provider_id AS `organization_id`,
    multiIf(g.name != '', g.name, e.service_provider_text != '', e.service_provider_text, g.identifier_value) AS `organization_name`,
    e.period_start AS `started_at`,
    e.period_end AS `ended_at`,
    e.period_start_text AS `started_text`,
    e.period_start_precision AS `started_precision`,
    e.period_end_text AS `ended_text`,
    e.period_end_precision AS `ended_precision`,
    dateDiff('second', e.period_start, e.period_end) AS `duration_seconds`,
    e.length_seconds AS `length_seconds`,
    e.appointment_id AS `appointment_id`,
    a.status AS `appointment_status`,
    if(a.start_day IS NOT NULL, a.start, e.planned_start) AS `scheduled_start`,
    coalesce(a.end, e.planned_end) AS `scheduled_end`,
    e.planned_start_text AS `planned_start_text`,
    e.planned_end_text AS `planned_end_text`,
    dateDiff('second', if(a.start_day IS NOT NULL, a.start, e.planned_start), e.period_start) AS `delay_seconds`,
    arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), e.security) AS `is_restricted`,
    e.is_test AS `is_test`,
    e.source_updated_at AS `updated_at`
FROM `fhir_current`.encounter AS e
LEFT JOIN `fhir_current`.practitioner AS d ON d.source = e.source AND d.id = e.practitioner_id
LEFT JOIN `fhir_current`.appointment AS a ON a.source = e.source AND a.id = e.appointment_id
LEFT JOIN `fhir_current`.location AS l ON l.source = e.source AND l.id = tupleElement(e.locations[1], 'id')
LEFT JOIN `fhir_current`.organization AS g ON g.source = e.source AND g.id = e.service_provider_id
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = e.subject_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = e.practitioner_id
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
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = e.source AND o.kind = e.kind AND o.id = e.record_id
