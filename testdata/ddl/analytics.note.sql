CREATE TABLE IF NOT EXISTS `analytics`.`note`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'The note.',
    `vendor_note_id` String COMMENT 'The vendor\'s id of it; empty where it has none of its own.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'The practitioner who made it, not the one who signed it; empty when not known. Nextvisit names a user and a user_id, which may differ: it is the user, and user_id only where no user is shown.',
    `author_npi` String COMMENT 'The author\'s NPI as the note has it; empty where it has none.',
    `author_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. VSee: no draft any more. Nextech: its encounter is locked. Nextvisit: signed. Noa Notes: a doctor approved it as it is now. NULL when the vendor does not say.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended; empty when the vendor does not say.',
    `signer_id` String COMMENT 'The practitioner who signed it as it is now; empty where it is not signed or the vendor does not say.',
    `signer_provider_id` String COMMENT 'The clinician that signer is, over all sources.',
    `signer_name` String COMMENT 'Their name in one line.',
    `signed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the vendor\'s journal told that it was signed, UTC: Noa Notes alone has one. NULL when nothing tells.',
    `signed_text` String COMMENT 'The same as it was told.',
    `processing_state` LowCardinality(String) COMMENT 'How far the vendor\'s machine got with the note.',
    `error` String COMMENT 'What the vendor\'s machine says went wrong; empty when nothing did.',
    `type_system` LowCardinality(String) COMMENT 'System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Type of note as a code; of LOINC 11506-3 is a progress note, 34133-9 a summary of an episode, 34109-9 a note.',
    `type` String COMMENT 'Type of note in words.',
    `specialty` String COMMENT 'Specialty of the practice, in words; empty when the vendor does not say.',
    `organization_id` String COMMENT 'The account, team, practice or facility that keeps it; empty when the vendor names none.',
    `transcript_id` String COMMENT 'The transcript it was made from: document_id of analytics.document, note_id of notes.note; empty when there is none.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `vendor_template_id` LowCardinality(String) COMMENT 'The vendor\'s id of the note template.',
    `template` LowCardinality(String) COMMENT 'The vendor\'s name of the note template.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was created at the vendor, UTC; where only a journal of deliveries tells, when that did. NULL when nothing tells.',
    `created_text` String COMMENT 'When it was created, or a journal told of it, as it was told, with its own offset; empty when nothing is.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `written_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When the text was made, as by a machine after the visit, UTC. NULL when the vendor does not say.',
    `written_text` String COMMENT 'The same as it was told.',
    `period_start` Nullable(DateTime64(3, 'UTC')) COMMENT 'Start of what it tells of, UTC. NULL when the vendor does not say.',
    `period_end` Nullable(DateTime64(3, 'UTC')) COMMENT 'End of what it tells of, UTC. NULL when the vendor does not say.',
    `period_start_text` String COMMENT 'Start of what it tells of as it was told, with its own offset; empty when nothing is.',
    `period_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `period_end_text` String COMMENT 'End of what it tells of as it was told, with its own offset; empty when nothing is.',
    `period_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `created_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: no creation time is known, the day of the visit it tells of, as always at Nextech; first_observed: nothing is known, the UTC day it was first read.',
    `first_seen_signed_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was first seen signed after having been seen unsigned, UTC: at or after the signing. NULL when it never was, or was signed at first sight: then nothing is known of the moment.',
    `states` UInt64 COMMENT 'Distinct states seen so far.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `title` String COMMENT 'Its title or file name.',
    `content_type` LowCardinality(String) COMMENT 'Media type the vendor has it in: text/html, text/plain.',
    `size_bytes` Nullable(Int64) COMMENT 'Size of that in bytes. NULL when not known.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
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
    n.identifier_value AS `vendor_note_id`,
    if(pp.person_id != '', pp.person_id, n.subject_id) AS `person_id`,
    n.subject_id AS `patient_id`,
    n.encounter_id AS `visit_id`,
    if(pv.provider_id != '', pv.provider_id, n.author_id) AS `provider_id`,
    n.author_id AS `author_id`,
    n.author_identifier AS `author_npi`,
    multiIf(d.name != '', d.name, n.author_text != '', n.author_text, d.identifier_value) AS `author_name`,
    if(n.doc_status = '', NULL, n.doc_status IN ('final', 'amended')) AS `is_signed`,
    n.doc_status AS `doc_status`,
    n.authenticator_id AS `signer_id`,
    if(kv.provider_id != '', kv.provider_id, n.authenticator_id) AS `signer_provider_id`,
    if(k.name != '', k.name, n.authenticator_text) AS `signer_name`,
    tupleElement(m.attesters[1], 'time') AS `signed_at`,
    tupleElement(m.attesters[1], 'time_text') AS `signed_text`,
    n.processing_state AS `processing_state`,
    n.error_state AS `error`,
    n.type_system AS `type_system`,
    n.type_code AS `type_code`,
    coalesce(nullIf(n.type_text, ''), nullIf(n.type_display, ''), n.type_code) AS `type`,
    n.practice_setting_text AS `specialty`,
    n.custodian_id AS `organization_id`,
    tupleElement(arrayFirst(r -> tupleElement(r, 'code') = 'transforms', n.relates_to), 'id') AS `transcript_id`,
    n.language AS `language`,
    n.template_id AS `vendor_template_id`,
    n.template_name AS `template`,
    if(n.date_basis != 'journal' AND n.date_day IS NOT NULL, n.date, coalesce(t.made_at, n.date)) AS `created_at`,
    n.date_text AS `created_text`,
    n.date_precision AS `created_precision`,
    tupleElement(n.attachments[1], 'creation') AS `written_at`,
    tupleElement(n.attachments[1], 'creation_text') AS `written_text`,
    n.period_start AS `period_start`,
    n.period_end AS `period_end`,
    n.period_start_text AS `period_start_text`,
    n.period_start_precision AS `period_start_precision`,
    n.period_end_text AS `period_end_text`,
    n.period_end_precision AS `period_end_precision`,
    coalesce(coalesce(if(n.date_basis = 'journal', NULL, n.date_day), t.made_day, n.date_day), coalesce(n.period_start_day, e.period_start_day), toDate32(h.first_at), toDate32(n.observed_at)) AS `created_date`,
    multiIf(coalesce(if(n.date_basis = 'journal', NULL, n.date_day), t.made_day, n.date_day) IS NOT NULL, 'record_created', coalesce(n.period_start_day, e.period_start_day) IS NOT NULL, 'actual', 'first_observed') AS `date_basis`,
    if(h.first_open_at < h.first_signed_at, h.first_signed_at, NULL) AS `first_seen_signed_at`,
    h.states AS `states`,
    lengthUTF8(n.text) AS `characters`,
    tupleElement(n.attachments[1], 'title') AS `title`,
    tupleElement(n.attachments[1], 'content_type') AS `content_type`,
    tupleElement(n.attachments[1], 'size') AS `size_bytes`,
    arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), n.security) AS `is_restricted`,
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
LEFT JOIN `fhir_current`.practitioner AS k ON k.source = n.source AND k.id = n.authenticator_id
LEFT ANY JOIN `link`.provider AS kv ON kv.practitioner_id = n.authenticator_id
LEFT ANY JOIN `fhir_current`.composition AS m ON m.source = n.source AND m.kind = n.kind AND m.record_id = n.record_id
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
