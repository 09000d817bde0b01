CREATE TABLE IF NOT EXISTS `analytics`.`appointment`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `appointment_id` String COMMENT 'The appointment.',
    `vendor_appointment_id` String COMMENT 'The vendor\'s id of it.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `status` LowCardinality(String) COMMENT 'proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist. VSee, which alone shows any: inferred once it has ended; cancelled holds no-shows too; booked may be past.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word or code. VSee: 40 says that it ended, not how.',
    `cancelation_reason` String COMMENT 'Why it was cancelled; empty when the vendor does not say.',
    `scheduled_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled start, UTC. NULL when none is known.',
    `scheduled_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'Scheduled end, UTC. NULL when none is known.',
    `scheduled_start_text` String COMMENT 'Scheduled start as it was told, with its own offset; empty when nothing is.',
    `scheduled_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_end_text` String COMMENT 'Scheduled end as it was told, with its own offset; empty when nothing is.',
    `scheduled_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `scheduled_date` Date32 COMMENT 'Day of the scheduled start in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'scheduled; first_observed: no start is known, the UTC day it was first read.',
    `scheduled_seconds` Nullable(Int64) COMMENT 'Scheduled length in seconds. NULL when start or end is not known.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the vendor does not say to the minute.',
    `created_date` Nullable(Date32) COMMENT 'Its day in the source\'s zone: with scheduled_date the lead time. NULL when the vendor does not say.',
    `created_text` String COMMENT 'When it was made as it was told, with its own offset; empty when nothing is.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `service` String COMMENT 'Type of service in words.',
    `reason` String COMMENT 'Reason in words.',
    `visit_id` String COMMENT 'The visit it led to, the one of the smallest id if several; empty when there was none.',
    `visits` UInt64 COMMENT 'Visits it led to.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `scheduled_date`, `source`, `appointment_id`)
COMMENT 'One row is one appointment, kept or not.'
;

-- what fills it at a publish
SELECT
    a.source AS `source`,
    a.vendor AS `vendor`,
    a.id AS `appointment_id`,
    a.identifier_value AS `vendor_appointment_id`,
    if(pp.person_id != '', pp.person_id, a.patient_id) AS `person_id`,
    a.patient_id AS `patient_id`,
    if(pv.provider_id != '', pv.provider_id, a.practitioner_id) AS `provider_id`,
    a.practitioner_id AS `practitioner_id`,
    multiIf(d.name != '', d.name, a.practitioner_text != '', a.practitioner_text, d.identifier_value) AS `practitioner_name`,
    a.status AS `status`,
    a.vendor_status AS `vendor_status`,
    if(a.cancelation_reason_text != '', a.cancelation_reason_text, a.cancelation_reason_code) AS `cancelation_reason`,
    a.start AS `scheduled_start`,
    a.end AS `scheduled_end`,
    a.start_text AS `scheduled_start_text`,
    a.start_precision AS `scheduled_start_precision`,
    a.end_text AS `scheduled_end_text`,
    a.end_precision AS `scheduled_end_precision`,
    coalesce(a.start_day, toDate32(o.first_at), toDate32(a.observed_at)) AS `scheduled_date`,
    if(a.start_day IS NULL, 'first_observed', 'scheduled') AS `date_basis`,
    dateDiff('second', a.start, a.end) AS `scheduled_seconds`,
    a.created AS `created_at`,
    a.created_day AS `created_date`,
    a.created_text AS `created_text`,
    a.created_precision AS `created_precision`,
    if(a.service_type_text != '', a.service_type_text, a.service_type_display) AS `service`,
    if(a.reason_text != '', a.reason_text, a.reason_display) AS `reason`,
    e.visit_id AS `visit_id`,
    e.visits AS `visits`,
    a.is_test AS `is_test`,
    a.source_updated_at AS `updated_at`
FROM `fhir_current`.appointment AS a
LEFT JOIN `fhir_current`.practitioner AS d ON d.source = a.source AND d.id = a.practitioner_id
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = a.patient_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = a.practitioner_id
LEFT JOIN
(
    SELECT source, appointment_id, min(id) AS visit_id, count() AS visits
    FROM `fhir_current`.encounter
    WHERE appointment_id != ''
    GROUP BY source, appointment_id
) AS e ON e.source = a.source AND e.appointment_id = a.id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = a.source AND o.kind = a.kind AND o.id = a.record_id
