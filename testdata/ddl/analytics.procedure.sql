CREATE TABLE IF NOT EXISTS `analytics`.`procedure`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `procedure_id` String COMMENT 'The procedure: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `text` String COMMENT 'The procedure in words, the date with it where the patient gives one: no vendor codes it.',
    `status` LowCardinality(String) COMMENT 'completed, not-done, entered-in-error, unknown and the like.',
    `first_observed_date` Date32 COMMENT 'The UTC day it was first read: no vendor says when it was recorded.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `first_observed_date`, `source`, `procedure_id`)
COMMENT 'One row is one procedure of a patient\'s past, as the patient tells it: surgeries and the like.'
;

-- what fills it at a publish
SELECT
    c.source AS `source`,
    c.vendor AS `vendor`,
    c.id AS `procedure_id`,
    if(pp.person_id != '', pp.person_id, c.subject_id) AS `person_id`,
    c.subject_id AS `patient_id`,
    c.code_text AS `text`,
    c.status AS `status`,
    toDate32(coalesce(o.first_at, c.observed_at)) AS `first_observed_date`,
    c.is_test AS `is_test`,
    c.source_updated_at AS `updated_at`
FROM `fhir_current`.procedure AS c
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = c.subject_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = c.source AND o.kind = c.kind AND o.id = c.record_id
