CREATE TABLE IF NOT EXISTS `analytics`.`task`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `task_id` String COMMENT 'The work.',
    `vendor_task_id` String COMMENT 'The vendor\'s id of it.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it is of; empty when the vendor links none.',
    `note_id` String COMMENT 'The note it made; empty while there is none, or when the vendor does not say.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `status` LowCardinality(String) COMMENT 'requested, received, accepted, in-progress, on-hold, failed, completed, cancelled, entered-in-error and the like.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own word for how far it is.',
    `status_reason` String COMMENT 'Why it stands so, in words, as after a failure.',
    `work` String COMMENT 'What is done, in the vendor\'s words.',
    `started_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the work began, UTC. NULL when the vendor does not say.',
    `ended_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the work was done, UTC. NULL when it is not, or the vendor does not say.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `started_text` String COMMENT 'When the work began as it was told, with its own offset; empty when nothing is.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_text` String COMMENT 'When the work was done as it was told, with its own offset; empty when nothing is.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_text` String COMMENT 'When it was asked for as it was told, with its own offset; empty when nothing is.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was asked for, UTC. NULL when the vendor does not say to the minute.',
    `authored_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `modified_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When its record last changed at the vendor, UTC. NULL when the vendor does not say.',
    `modified_text` String COMMENT 'The same as it was told.',
    `metadata` String COMMENT 'What the clinic\'s own software sent along, as it came; empty when it sent nothing.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `authored_date`, `source`, `task_id`)
COMMENT 'One row is one piece of work of a vendor\'s machine, such as the making of a note from a recording: how long it took, how it ended.'
;

-- what fills it at a publish
SELECT
    t.source AS `source`,
    t.vendor AS `vendor`,
    t.id AS `task_id`,
    t.identifier_value AS `vendor_task_id`,
    if(pp.person_id != '', pp.person_id, t.subject_id) AS `person_id`,
    t.subject_id AS `patient_id`,
    t.encounter_id AS `visit_id`,
    t.focus_id AS `note_id`,
    if(pv.provider_id != '', pv.provider_id, t.owner_id) AS `provider_id`,
    t.owner_id AS `practitioner_id`,
    multiIf(d.name != '', d.name, t.owner_text != '', t.owner_text, d.identifier_value) AS `practitioner_name`,
    t.status AS `status`,
    coalesce(nullIf(t.business_status_text, ''), t.business_status_code) AS `vendor_status`,
    t.status_reason_text AS `status_reason`,
    t.code_text AS `work`,
    t.execution_start AS `started_at`,
    t.execution_end AS `ended_at`,
    dateDiff('second', t.execution_start, t.execution_end) AS `duration_seconds`,
    t.execution_start_text AS `started_text`,
    t.execution_start_precision AS `started_precision`,
    t.execution_end_text AS `ended_text`,
    t.execution_end_precision AS `ended_precision`,
    t.authored_on_text AS `authored_text`,
    t.authored_on_precision AS `authored_precision`,
    t.authored_on AS `authored_at`,
    coalesce(t.authored_on_day, e.period_start_day, toDate32(o.first_at), toDate32(t.observed_at)) AS `authored_date`,
    multiIf(t.authored_on_day IS NOT NULL, 'record_created', e.period_start_day IS NOT NULL, 'actual', 'first_observed') AS `date_basis`,
    t.last_modified AS `modified_at`,
    t.last_modified_text AS `modified_text`,
    t.vendor_metadata AS `metadata`,
    arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), t.security) AS `is_restricted`,
    t.is_test AS `is_test`,
    t.source_updated_at AS `updated_at`
FROM `fhir_current`.task AS t
LEFT JOIN `fhir_current`.practitioner AS d ON d.source = t.source AND d.id = t.owner_id
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = t.subject_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = t.owner_id
LEFT JOIN `fhir_current`.encounter AS e ON e.source = t.source AND e.id = t.encounter_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = t.source AND o.kind = t.kind AND o.id = t.record_id
