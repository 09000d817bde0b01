CREATE TABLE IF NOT EXISTS `link`.`provider`
(
    `practitioner_id` String COMMENT 'The practitioner: Practitioner.id.',
    `provider_id` String COMMENT 'The clinician: a UUIDv5 of the least practitioner_id among those linked.',
    `source` LowCardinality(String) COMMENT 'The configured source.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `rule` LowCardinality(String) COMMENT 'What links the practitioner to the others: npi, email, name; alone.',
    `practitioners` UInt32 COMMENT 'Practitioners of the same provider, this one too.'
)
ENGINE = MergeTree
ORDER BY (`practitioner_id`)
COMMENT 'One row is one practitioner of one source, and the clinician they are. One nobody else knows is a provider of their own.'
