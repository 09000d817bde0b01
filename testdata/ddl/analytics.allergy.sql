CREATE TABLE IF NOT EXISTS `analytics`.`allergy`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `allergy_id` String COMMENT 'The allergy: made from the patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `text` String COMMENT 'What the patient does not tolerate, in words: no vendor codes it.',
    `clinical_status` LowCardinality(String) COMMENT 'active, inactive, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed: the patient says so; confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `first_observed_date` Date32 COMMENT 'The UTC day it was first read: no vendor says when it was recorded.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `first_observed_date`, `source`, `allergy_id`)
COMMENT 'One row is one allergy or intolerance a vendor names. That a patient has none here does not say that they have none: see allergy_text of analytics.patient.'
;

-- what fills it at a publish
SELECT
    a.source AS `source`,
    a.vendor AS `vendor`,
    a.id AS `allergy_id`,
    if(pp.person_id != '', pp.person_id, a.patient_id) AS `person_id`,
    a.patient_id AS `patient_id`,
    a.code_text AS `text`,
    a.clinical_status_code AS `clinical_status`,
    a.verification_status_code AS `verification_status`,
    toDate32(coalesce(o.first_at, a.observed_at)) AS `first_observed_date`,
    arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), a.security) AS `is_restricted`,
    a.is_test AS `is_test`,
    a.source_updated_at AS `updated_at`
FROM `fhir_current`.allergy_intolerance AS a
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = a.patient_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = a.source AND o.kind = a.kind AND o.id = a.record_id
