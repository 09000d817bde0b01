CREATE TABLE IF NOT EXISTS `analytics`.`practitioner_role`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `practitioner_role_id` String COMMENT 'The role.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The practitioner; empty when none is known.',
    `practitioner_name` String COMMENT 'Their name in one line; the vendor\'s id of them where it shows no name.',
    `organization_id` String COMMENT 'Where: analytics.organization; empty when the vendor does not say.',
    `location_id` String COMMENT 'The room or place: analytics.location; empty when the vendor does not say.',
    `role_system` LowCardinality(String) COMMENT 'System of the role\'s code; empty when there is none.',
    `role_code` LowCardinality(String) COMMENT 'The role as a code.',
    `role` LowCardinality(String) COMMENT 'The role in words.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`practitioner_id`, `practitioner_role_id`)
COMMENT 'One row is one role of a practitioner: where they work, as what.'
;

-- what fills it at a publish
SELECT
    r.source AS `source`,
    r.vendor AS `vendor`,
    r.id AS `practitioner_role_id`,
    if(pv.provider_id != '', pv.provider_id, r.practitioner_id) AS `provider_id`,
    r.practitioner_id AS `practitioner_id`,
    multiIf(d.name != '', d.name, r.practitioner_text != '', r.practitioner_text, d.identifier_value) AS `practitioner_name`,
    r.organization_id AS `organization_id`,
    tupleElement(r.locations[1], 'id') AS `location_id`,
    r.code_system AS `role_system`,
    r.code_code AS `role_code`,
    if(r.code_text != '', r.code_text, r.code_display) AS `role`,
    r.source_updated_at AS `updated_at`
FROM `fhir_current`.practitioner_role AS r
LEFT JOIN `fhir_current`.practitioner AS d ON d.source = r.source AND d.id = r.practitioner_id
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = r.practitioner_id
