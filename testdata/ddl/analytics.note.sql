CREATE TABLE IF NOT EXISTS `analytics`.`note`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'The note.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'The practitioner who made it, not the one who signed it; empty when not known. Nextvisit names a user and a user_id, which may differ: it is the user, and user_id only where no user is shown.',
    `author_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. VSee: no draft any more. Nextech: its encounter is locked. Nextvisit: signed. Noa Notes: a doctor approved it as it is now. NULL when the vendor does not say.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended; empty when the vendor does not say.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `type` String COMMENT 'Type of note in words.',
    `template` LowCardinality(String) COMMENT 'The vendor\'s name of the note template.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was created at the vendor, UTC; where only a journal of deliveries tells, when that did. NULL when nothing tells.',
    `created_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: no creation time is known, the day of the visit it tells of, as always at Nextech; first_observed: nothing is known, the UTC day it was first read.',
    `first_seen_signed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was first seen signed after having been seen unsigned, UTC: at or after the signing. NULL when it never was, or was signed at first sight: then nothing is known of the moment.',
    `states` UInt64 COMMENT 'Distinct states seen so far.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `created_date`, `source`, `note_id`)
COMMENT 'One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.'
;

-- what fills it at a publish
SELECT
    n.source AS `source`,
    n.vendor AS `vendor`,
    n.id AS `note_id`,
    if(pp.person_id != '', pp.person_id, n.subject_id) AS `person_id`,
    n.subject_id AS `patient_id`,
    n.encounter_id AS `visit_id`,
    if(pv.provider_id != '', pv.provider_id, n.author_id) AS `provider_id`,
    n.author_id AS `author_id`,
    multiIf(d.name != '', d.name, n.author_text != '', n.author_text, d.identifier_value) AS `author_name`,
    if(n.doc_status = '', NULL, n.doc_status IN ('final', 'amended')) AS `is_signed`,
    n.doc_status AS `doc_status`,
    n.processing_state AS `processing_state`,
    coalesce(nullIf(n.type_text, ''), nullIf(n.type_display, ''), n.type_code) AS `type`,
    n.template_name AS `template`,
    if(n.date_basis != 'journal' AND n.date_day IS NOT NULL, n.date, coalesce(t.made_at, n.date)) AS `created_at`,
    coalesce(coalesce(if(n.date_basis = 'journal', NULL, n.date_day), t.made_day, n.date_day), coalesce(n.period_start_day, e.period_start_day), toDate32(h.first_at), toDate32(n.observed_at)) AS `created_date`,
    multiIf(coalesce(if(n.date_basis = 'journal', NULL, n.date_day), t.made_day, n.date_day) IS NOT NULL, 'record_created', coalesce(n.period_start_day, e.period_start_day) IS NOT NULL, 'actual', 'first_observed') AS `date_basis`,
    if(h.first_open_at < h.first_signed_at, h.first_signed_at, NULL) AS `first_seen_signed_at`,
    h.states AS `states`,
    lengthUTF8(n.text) AS `characters`,
    n.is_ai_assisted AS `is_ai_assisted`,
    n.is_test AS `is_test`,
    n.source_updated_at AS `updated_at`
FROM (SELECT * FROM `fhir_current`.document_reference WHERE (has(category_codings.code, 'clinical-note') OR doc_status != '')) AS n
LEFT JOIN
(
    SELECT source, kind, record_id, minOrNull(authored_on) AS made_at, minOrNull(authored_on_day) AS made_day
    FROM `fhir_current`.task
    GROUP BY source, kind, record_id
) AS t ON t.source = n.source AND t.kind = n.kind AND t.record_id = n.record_id
LEFT JOIN `fhir_current`.encounter AS e ON e.source = n.source AND e.id = n.encounter_id
LEFT JOIN `fhir_current`.practitioner AS d ON d.source = n.source AND d.id = n.author_id
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = n.subject_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = n.author_id
LEFT JOIN
(
    SELECT
        source,
        id,
        minOrNull(observed_at) AS first_at,
        minOrNullIf(observed_at, doc_status = 'preliminary') AS first_open_at,
        minOrNullIf(observed_at, doc_status IN ('final', 'amended')) AS first_signed_at,
        count() AS states
    FROM `fhir_current`.document_reference_version
    GROUP BY source, id
) AS h ON h.source = n.source AND h.id = n.id
