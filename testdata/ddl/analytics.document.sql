CREATE TABLE IF NOT EXISTS `analytics`.`document`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'The file, transcript or recording.',
    `vendor_document_id` String COMMENT 'The vendor\'s id of it; empty where it has none.',
    `document_kind` LowCardinality(String) COMMENT 'file; transcript: what was said, in words; recording: a sound.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it belongs to; empty where it is of the patient, not of a visit.',
    `type` String COMMENT 'What kind of file, in the vendor\'s words.',
    `title` String COMMENT 'Its title or file name.',
    `content_type` LowCardinality(String) COMMENT 'Its media type, such as application/pdf; empty when the vendor does not say.',
    `size_bytes` Nullable(Int64) COMMENT 'Its size in bytes. NULL when the vendor does not say.',
    `duration_seconds` Nullable(Float64) COMMENT 'Length of a recording in seconds. NULL where the vendor states none.',
    `characters` UInt64 COMMENT 'Length of a transcript\'s text in characters; 0 for anything else.',
    `content_absent` LowCardinality(String) COMMENT 'masked: the content was not fetched; empty where there is one.',
    `status` LowCardinality(String) COMMENT 'current, superseded, entered-in-error; of a recording completed and the like.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the vendor does not say to the minute.',
    `created_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; stored: the UTC day its content was stored; first_observed: nothing is known, the UTC day it was first read.',
    `created_text` String COMMENT 'When it was made as it was told, with its own offset; empty when nothing is.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `stored_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When its content was stored, UTC. NULL when the vendor does not say.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `created_date`, `source`, `document_id`)
COMMENT 'One row is one uploaded file, transcript or recording: what is known of it, never its content. Notes are in analytics.note.'
;

-- what fills it at a publish
SELECT
    d.source AS `source`,
    d.vendor AS `vendor`,
    d.id AS `document_id`,
    d.identifier_value AS `vendor_document_id`,
    d.document_kind AS `document_kind`,
    if(pp.person_id != '', pp.person_id, d.subject_id) AS `person_id`,
    d.subject_id AS `patient_id`,
    d.encounter_id AS `visit_id`,
    d.type_text AS `type`,
    d.title AS `title`,
    d.content_type AS `content_type`,
    d.size AS `size_bytes`,
    d.duration_seconds AS `duration_seconds`,
    d.characters AS `characters`,
    d.content_absent AS `content_absent`,
    d.status AS `status`,
    d.date AS `created_at`,
    coalesce(d.date_day, e.period_start_day, toDate32(d.stored_at), toDate32(o.first_at), toDate32(d.observed_at)) AS `created_date`,
    multiIf(d.date_day IS NOT NULL, 'record_created', e.period_start_day IS NOT NULL, 'actual', d.stored_at IS NOT NULL, 'stored', 'first_observed') AS `date_basis`,
    d.date_text AS `created_text`,
    d.date_precision AS `created_precision`,
    d.stored_at AS `stored_at`,
    arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), d.security) AS `is_restricted`,
    d.is_test AS `is_test`,
    d.source_updated_at AS `updated_at`
FROM (
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, security, id, identifier_value,
        if(text = '', 'file', 'transcript') AS document_kind, subject_id, encounter_id, type_text, status,
        tupleElement(attachments[1], 'title') AS title, tupleElement(attachments[1], 'content_type') AS content_type,
        tupleElement(attachments[1], 'size') AS size, NULL::Nullable(Float64) AS duration_seconds, lengthUTF8(text) AS characters,
        attachments_absent[1] AS content_absent, date, date_day, date_text, date_precision,
        tupleElement(attachments[1], 'creation') AS stored_at
    FROM `fhir_current`.document_reference
    WHERE NOT (has(category_codings.code, 'clinical-note') OR doc_status != '')
    UNION ALL
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, security, id, identifier_value,
        'recording', subject_id, encounter_id, if(type_text != '', type_text, type_display), status,
        content_title, content_type, content_size, duration_seconds, 0,
        content_absent, created, created_day, created_text, created_precision, content_creation
    FROM `fhir_current`.media
) AS d
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = d.subject_id
LEFT JOIN `fhir_current`.encounter AS e ON e.source = d.source AND e.id = d.encounter_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = d.source AND o.kind = d.kind AND o.id = d.record_id
