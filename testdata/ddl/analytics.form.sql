CREATE TABLE IF NOT EXISTS `analytics`.`form`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `form_id` String COMMENT 'The form as it was filled in.',
    `vendor_form_id` String COMMENT 'The vendor\'s id of it; empty where it has none.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'The visit it was filled in for; empty where it is of the patient, not of a visit.',
    `status` LowCardinality(String) COMMENT 'completed, in-progress, amended, entered-in-error, stopped.',
    `respondent_id` String COMMENT 'Who answered: a patient; empty when the vendor does not say.',
    `authored_text` String COMMENT 'When it was filled in as it was told, with its own offset; empty when nothing is.',
    `authored_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `authored_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was filled in, UTC. NULL when the vendor does not say to the minute.',
    `authored_date` Date32 COMMENT 'Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.',
    `answers` UInt64 COMMENT 'Answers it holds.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `authored_date`, `source`, `form_id`)
COMMENT 'One row is one form that was filled in: a patient\'s intake, or a part of the profile the patient keeps. Its answers are in analytics.form_answer.'
;

-- what fills it at a publish
SELECT
    q.source AS `source`,
    q.vendor AS `vendor`,
    q.id AS `form_id`,
    q.identifier_value AS `vendor_form_id`,
    if(pp.person_id != '', pp.person_id, q.subject_id) AS `person_id`,
    q.subject_id AS `patient_id`,
    q.encounter_id AS `visit_id`,
    q.status AS `status`,
    q.respondent_id AS `respondent_id`,
    q.authored_text AS `authored_text`,
    q.authored_precision AS `authored_precision`,
    q.authored AS `authored_at`,
    coalesce(q.authored_day, e.period_start_day, toDate32(o.first_at), toDate32(q.observed_at)) AS `authored_date`,
    multiIf(q.authored_day IS NOT NULL, 'record_created', e.period_start_day IS NOT NULL, 'actual', 'first_observed') AS `date_basis`,
    length(q.answers) AS `answers`,
    q.is_test AS `is_test`,
    q.source_updated_at AS `updated_at`
FROM `fhir_current`.questionnaire_response AS q
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = q.subject_id
LEFT JOIN `fhir_current`.encounter AS e ON e.source = q.source AND e.id = q.encounter_id
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM `raw`.records
    GROUP BY source, kind, id
) AS o ON o.source = q.source AND o.kind = q.kind AND o.id = q.record_id
