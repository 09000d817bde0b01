CREATE TABLE IF NOT EXISTS `analytics`.`family_history`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `family_history_id` String COMMENT 'The relative: made from the patient and the relationship.',
    `idx` UInt16 COMMENT 'The condition\'s place in the list, from 0.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient, not the relative.',
    `relationship_system` LowCardinality(String) COMMENT 'System of the relationship\'s code.',
    `relationship_code` LowCardinality(String) COMMENT 'How the relative is related, as a code: FTH, MTH and the like.',
    `relationship` String COMMENT 'How the relative is related, in words.',
    `condition` String COMMENT 'What the relative has or had, in words: no vendor codes it. Empty when it is not told.',
    `status` LowCardinality(String) COMMENT 'partial, completed, entered-in-error, health-unknown.',
    `recorded_text` String COMMENT 'When it was written down as it was told, with its own offset; empty when nothing is.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the vendor does not say to the minute.',
    `recorded_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `recorded_date`, `source`, `family_history_id`, `idx`)
COMMENT 'One row is one condition of one relative, or kind of relatives, of a patient, as the patient tells it.'
;

-- what fills it at a publish
SELECT
    f.source AS `source`,
    f.vendor AS `vendor`,
    f.id AS `family_history_id`,
    if(n = 0, 0, n - 1) AS `idx`,
    if(pp.person_id != '', pp.person_id, f.patient_id) AS `person_id`,
    f.patient_id AS `patient_id`,
    f.relationship_system AS `relationship_system`,
    f.relationship_code AS `relationship_code`,
    f.relationship_text AS `relationship`,
    tupleElement(x, 'text') AS `condition`,
    f.status AS `status`,
    f.date_text AS `recorded_text`,
    f.date_precision AS `recorded_precision`,
    f.date AS `recorded_at`,
    coalesce(f.date_day, toDate32(o.first_at), toDate32(f.observed_at)) AS `recorded_date`,
    if(f.date_day IS NOT NULL, 'record_created', 'first_observed') AS `date_basis`,
    f.is_test AS `is_test`,
    f.source_updated_at AS `updated_at`
FROM `fhir_current`.family_member_history AS f
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = f.patient_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = f.source AND o.kind = f.kind AND o.id = f.record_id
LEFT ARRAY JOIN f.condition_codings AS x, arrayEnumerate(f.condition_codings) AS n
