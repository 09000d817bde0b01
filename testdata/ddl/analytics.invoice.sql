CREATE TABLE IF NOT EXISTS `analytics`.`invoice`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `invoice_id` String COMMENT 'The invoice.',
    `vendor_invoice_id` String COMMENT 'The vendor\'s id of it.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `status` LowCardinality(String) COMMENT 'draft, issued, balanced, cancelled, entered-in-error.',
    `vendor_status` LowCardinality(String) COMMENT 'The vendor\'s own status word.',
    `invoice_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was made, UTC. NULL when the vendor does not say to the minute.',
    `invoice_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; first_observed: nothing is known, the UTC day it was first read.',
    `invoice_text` String COMMENT 'When it was made as it was told, with its own offset; empty when nothing is.',
    `invoice_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `invoice_date`, `source`, `invoice_id`)
COMMENT 'One row is one invoice whose status has a word in FHIR. Amounts are not shown: their unit is not known.'
;

-- what fills it at a publish
SELECT
    i.source AS `source`,
    i.vendor AS `vendor`,
    i.id AS `invoice_id`,
    i.identifier_value AS `vendor_invoice_id`,
    if(pp.person_id != '', pp.person_id, i.subject_id) AS `person_id`,
    i.subject_id AS `patient_id`,
    i.status AS `status`,
    i.vendor_status AS `vendor_status`,
    i.date AS `invoice_at`,
    coalesce(i.date_day, toDate32(o.first_at), toDate32(i.observed_at)) AS `invoice_date`,
    if(i.date_day IS NOT NULL, 'record_created', 'first_observed') AS `date_basis`,
    i.date_text AS `invoice_text`,
    i.date_precision AS `invoice_precision`,
    i.is_test AS `is_test`,
    i.source_updated_at AS `updated_at`
FROM `fhir_current`.invoice AS i
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = i.subject_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = i.source AND o.kind = i.kind AND o.id = i.record_id
