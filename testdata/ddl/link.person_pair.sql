CREATE TABLE IF NOT EXISTS `link`.`person_pair`
(
    `patient_a` String COMMENT 'One patient; the lesser id.',
    `patient_b` String COMMENT 'The other patient.',
    `source_a` LowCardinality(String) COMMENT 'The source of the one.',
    `source_b` LowCardinality(String) COMMENT 'The source of the other.',
    `score` Float64 COMMENT 'Sum of the weights of what was compared, in bits: docs/person-link.md.',
    `probability` Float64 COMMENT 'That both are one person, by the score and the share of true pairs among compared ones: 0 to 1.',
    `identifiers` UInt16 COMMENT 'Independent identifiers that agree, beyond name and birth date: phone, e-mail, address, SSN.',
    `rule` LowCardinality(String) COMMENT 'same-ssn, same-reference, weights, or what kept a good score from linking; docs/person-link.md explains each.',
    `reasons` Array(String) COMMENT 'What agrees and what does not, as stable words: birth-date-same, given-nickname.',
    `verdict` LowCardinality(String) COMMENT 'link; review: a person should look.',
    `is_joined` Bool COMMENT 'Both are of one person: by this pair or by others.'
)
ENGINE = MergeTree
ORDER BY (`patient_a`, `patient_b`)
COMMENT 'One row is two patients that are one person, or may be: with the score and what it rests on.'
