CREATE TABLE IF NOT EXISTS `link`.`patient_person`
(
    `patient_id` String COMMENT 'The patient: Patient.id.',
    `person_id` String COMMENT 'The person: a UUIDv5 of the least patient_id among those linked.',
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patients` UInt32 COMMENT 'Patients of the same person, this one too.'
)
ENGINE = MergeTree
ORDER BY (`patient_id`)
COMMENT 'One row is one patient of one source, and the person they are. A patient nobody else knows is a person of their own.'
