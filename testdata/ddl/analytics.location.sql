CREATE TABLE IF NOT EXISTS `analytics`.`location`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `location_id` String COMMENT 'The room or place: joins location_id of every other table.',
    `vendor_location_id` String COMMENT 'The vendor\'s id of it; empty when it has none.',
    `name` String COMMENT 'Its name.',
    `status` LowCardinality(String) COMMENT 'active, suspended, inactive; empty when the vendor does not say.',
    `mode` LowCardinality(String) COMMENT 'instance: one place; kind: a class of places; empty when the vendor does not say.',
    `type` String COMMENT 'What is done there, in words.',
    `organization_id` String COMMENT 'The organization that runs it.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`source`, `location_id`)
COMMENT 'One row is one room or place, virtual waiting rooms among them, as one source knows it.'
;

-- what fills it at a publish
SELECT
    l.source AS `source`,
    l.vendor AS `vendor`,
    l.id AS `location_id`,
    l.identifier_value AS `vendor_location_id`,
    l.name AS `name`,
    l.status AS `status`,
    l.mode AS `mode`,
    l.type_text AS `type`,
    l.managing_organization_id AS `organization_id`,
    l.is_owner AS `has_profile`,
    l.source_updated_at AS `updated_at`
FROM `fhir_current`.location AS l
