CREATE TABLE IF NOT EXISTS `analytics`.`organization`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `organization_id` String COMMENT 'The organization: joins organization_id of every other table.',
    `vendor_organization_id` String COMMENT 'The vendor\'s id of it.',
    `name` String COMMENT 'Its name; empty where the vendor gives an id alone.',
    `part_of_id` String COMMENT 'The organization it is part of; empty when the vendor names none.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`source`, `organization_id`)
COMMENT 'One row is one account, team, practice or facility as one source knows it.'
;

-- what fills it at a publish
SELECT
    o.source AS `source`,
    o.vendor AS `vendor`,
    o.id AS `organization_id`,
    o.identifier_value AS `vendor_organization_id`,
    o.name AS `name`,
    o.part_of_id AS `part_of_id`,
    o.is_owner AS `has_profile`,
    o.source_updated_at AS `updated_at`
FROM `fhir_current`.organization AS o
