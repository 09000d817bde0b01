CREATE TABLE IF NOT EXISTS `analytics`.`patient`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `person_id` String COMMENT 'The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'The patient: joins patient_id of every other table. Ids are unique across sources; join by the id alone, as Noa Notes names patients of another source.',
    `vendor_patient_id` String COMMENT 'The patient\'s chosen identifier: official, else usual, else the first.',
    `name` String COMMENT 'Name in one line.',
    `family` String COMMENT 'Family name.',
    `given` String COMMENT 'Given names, with spaces between.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when it is not known to the day.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when the vendor does not say.',
    `vendor_gender` LowCardinality(String) COMMENT 'The vendor\'s own word or code for the gender.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `is_deceased` Nullable(Bool) COMMENT 'The patient has died. NULL when the vendor does not say.',
    `phone` String COMMENT 'Phone number.',
    `email` String COMMENT 'E-mail address.',
    `city` String COMMENT 'City.',
    `state` LowCardinality(String) COMMENT 'State.',
    `postal_code` String COMMENT 'Postal code.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile was read; false: only what other records say of the patient.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`source`, `patient_id`)
COMMENT 'One row is one patient as one source knows them: somebody two sources know has two rows, of one person_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    if(pp.person_id != '', pp.person_id, p.id) AS `person_id`,
    p.id AS `patient_id`,
    p.identifier_value AS `vendor_patient_id`,
    p.name AS `name`,
    p.family AS `family`,
    p.given AS `given`,
    p.birth_date AS `birth_date`,
    p.gender AS `gender`,
    p.vendor_gender AS `vendor_gender`,
    p.active AS `is_active`,
    p.deceased AS `is_deceased`,
    p.phone AS `phone`,
    p.email AS `email`,
    p.city AS `city`,
    p.state AS `state`,
    p.postal_code AS `postal_code`,
    p.is_test AS `is_test`,
    p.is_owner AS `has_profile`,
    p.source_updated_at AS `updated_at`
FROM `fhir_current`.patient AS p
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = p.id
