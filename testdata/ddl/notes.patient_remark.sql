CREATE TABLE IF NOT EXISTS `notes`.`patient_remark`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `text` String COMMENT 'The remarks; patients without any have no row.' CODEC(ZSTD(1)),
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change of the patient, UTC. NULL when it has none.'
    , INDEX text_words text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))
)
ENGINE = MergeTree
ORDER BY (`person_id`, `source`, `patient_id`)
COMMENT 'One row is what one source keeps in free text about one patient.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    if(pp.person_id != '', pp.person_id, p.id) AS `person_id`,
    p.id AS `patient_id`,
    p.patient_notes AS `text`,
    p.is_test AS `is_test`,
    p.source_updated_at AS `updated_at`
FROM (SELECT * FROM `fhir_current`.patient WHERE patient_notes != '') AS p
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = p.id
