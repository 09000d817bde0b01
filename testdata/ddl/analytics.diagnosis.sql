CREATE TABLE IF NOT EXISTS `analytics`.`diagnosis`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `diagnosis_id` String COMMENT 'The diagnosis: made from visit or patient and what it says, so that it stays the same while that does.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it was recorded in; empty where it is of the patient, not of a visit.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `category` String COMMENT 'encounter-diagnosis: a practitioner\'s; patient-reported: from the patient\'s own profile.',
    `clinical_status` LowCardinality(String) COMMENT 'active, recurrence, relapse, inactive, remission, resolved; empty when the vendor does not say.',
    `verification_status` LowCardinality(String) COMMENT 'unconfirmed, provisional, differential, confirmed, refuted, entered-in-error; empty when the vendor does not say.',
    `code_system` LowCardinality(String) COMMENT 'System of the code; ICD-10-CM is http://hl7.org/fhir/sid/icd-10-cm. Empty where there is only a text.',
    `code` LowCardinality(String) COMMENT 'The code as the vendor gave it; never read out of a text.',
    `text` String COMMENT 'The diagnosis in words.',
    `recorded_text` String COMMENT 'When it was written down as it was told, with its own offset; empty when nothing is.',
    `recorded_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `recorded_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was written down, UTC. NULL when the vendor does not say to the minute.',
    `recorded_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `onset_date` Nullable(Date32) COMMENT 'Day of the onset. NULL when it is not known to the day.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `recorded_date`, `source`, `diagnosis_id`)
COMMENT 'One row is one diagnosis, problem or complaint, as a practitioner coded it or as the patient told it: see category.'
;

-- what fills it at a publish
SELECT
    c.source AS `source`,
    c.vendor AS `vendor`,
    c.id AS `diagnosis_id`,
    if(pp.person_id != '', pp.person_id, c.subject_id) AS `person_id`,
    c.subject_id AS `patient_id`,
    c.encounter_id AS `visit_id`,
    if(pv.provider_id != '', pv.provider_id, c.recorder_id) AS `provider_id`,
    c.recorder_id AS `practitioner_id`,
    multiIf(d.name != '', d.name, c.recorder_text != '', c.recorder_text, d.identifier_value) AS `practitioner_name`,
    coalesce(nullIf(c.category_code, ''), nullIf(c.category_text, ''), c.category_display) AS `category`,
    c.clinical_status_code AS `clinical_status`,
    c.verification_status_code AS `verification_status`,
    c.code_system AS `code_system`,
    c.code_code AS `code`,
    if(c.code_text != '', c.code_text, c.code_display) AS `text`,
    c.recorded_text AS `recorded_text`,
    c.recorded_precision AS `recorded_precision`,
    c.recorded AS `recorded_at`,
    coalesce(c.recorded_day, e.period_start_day, toDate32(o.first_at), toDate32(c.observed_at)) AS `recorded_date`,
    multiIf(c.recorded_day IS NOT NULL, 'record_created', e.period_start_day IS NOT NULL, 'actual', 'first_observed') AS `date_basis`,
    c.onset_day AS `onset_date`,
    c.is_test AS `is_test`,
    c.source_updated_at AS `updated_at`
FROM `fhir_current`.condition AS c
LEFT JOIN `fhir_current`.practitioner AS d ON d.source = c.source AND d.id = c.recorder_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = c.recorder_id
LEFT JOIN `fhir_current`.encounter AS e ON e.source = c.source AND e.id = c.encounter_id
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = c.subject_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = c.source AND o.kind = c.kind AND o.id = c.record_id
