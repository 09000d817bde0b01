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
    `birth_date_text` String COMMENT 'Date of birth as it was told, with its own offset; empty when nothing is.',
    `birth_date_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when the vendor does not say.',
    `vendor_gender` LowCardinality(String) COMMENT 'The vendor\'s own word or code for the gender.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `is_deceased` Nullable(Bool) COMMENT 'The patient has died. NULL when the vendor does not say.',
    `phone` String COMMENT 'Phone number.',
    `email` String COMMENT 'E-mail address.',
    `allergy_text` String COMMENT 'The vendor\'s word on allergies where it names none, such as NKDA; analytics.allergy has those it names.',
    `city` String COMMENT 'City.',
    `state` LowCardinality(String) COMMENT 'State.',
    `postal_code` String COMMENT 'Postal code.',
    `organization_id` String COMMENT 'The team or the like that keeps the record; empty when the vendor names none.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
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
    p.birth_date_text AS `birth_date_text`,
    p.birth_date_precision AS `birth_date_precision`,
    p.gender AS `gender`,
    p.vendor_gender AS `vendor_gender`,
    p.active AS `is_active`,
    p.deceased AS `is_deceased`,
    p.phone AS `phone`,
    p.email AS `email`,
    p.allergy_text AS `allergy_text`,
    p.city AS `city`,
    p.state AS `state`,
    p.postal_code AS `postal_code`,
    p.managing_organization_id AS `organization_id`,
    arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), p.security) AS `is_restricted`,
    p.is_test AS `is_test`,
    p.is_owner AS `has_profile`,
    p.source_updated_at AS `updated_at`
FROM `fhir_current`.patient AS p
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = p.id
