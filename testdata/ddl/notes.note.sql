CREATE TABLE IF NOT EXISTS `notes`.`note`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'The note: joins analytics.note; of a transcript document_id of analytics.document.',
    `note_kind` LowCardinality(String) COMMENT 'note: written for the record; transcript: what was said; document: any other text.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'The practitioner who made it; empty when not known.',
    `author_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `created_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was created at the vendor, UTC. NULL when nothing tells.',
    `created_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis of analytics.note.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. NULL when the vendor does not say.',
    `language` LowCardinality(String) COMMENT 'Language of the text, BCP 47; empty when the vendor does not say.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `text` String COMMENT 'The text without markup. Search by words: hasAllTokens(text, \'chest pain\').' CODEC(ZSTD(1)),
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
    , INDEX text_words text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))
)
ENGINE = MergeTree
ORDER BY (`person_id`, `created_date`, `source`, `note_id`)
COMMENT 'One row is the text of one note or transcript as it is now. What else is known of it: analytics.note, analytics.document.'
;

-- what fills it at a publish
SELECT
    n.source AS `source`,
    n.vendor AS `vendor`,
    n.id AS `note_id`,
    multiIf(has(n.category_codings.code, 'clinical-note'), 'note', n.type_text = 'Encounter transcript', 'transcript', 'document') AS `note_kind`,
    if(pp.person_id != '', pp.person_id, n.subject_id) AS `person_id`,
    n.subject_id AS `patient_id`,
    n.encounter_id AS `visit_id`,
    if(pv.provider_id != '', pv.provider_id, n.author_id) AS `provider_id`,
    n.author_id AS `author_id`,
    multiIf(d.name != '', d.name, n.author_text != '', n.author_text, d.identifier_value) AS `author_name`,
    if(n.date_basis != 'journal' AND n.date_day IS NOT NULL, n.date, coalesce(t.made_at, n.date)) AS `created_at`,
    coalesce(coalesce(if(n.date_basis = 'journal', NULL, n.date_day), t.made_day, n.date_day), coalesce(n.period_start_day, e.period_start_day), toDate32(h.first_at), toDate32(n.observed_at)) AS `created_date`,
    if(n.doc_status = '', NULL, n.doc_status IN ('final', 'amended')) AS `is_signed`,
    n.language AS `language`,
    lengthUTF8(n.text) AS `characters`,
    n.text AS `text`,
    arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), n.security) AS `is_restricted`,
    n.is_test AS `is_test`
FROM (SELECT * FROM `fhir_current`.document_reference WHERE text != '') AS n
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
    SELECT source, id, minOrNull(observed_at) AS first_at
    FROM `fhir_current`.document_reference_version
    GROUP BY source, id
) AS h ON h.source = n.source AND h.id = n.id
