CREATE TABLE IF NOT EXISTS `analytics_sh`.`location`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `location_id` String COMMENT 'A random id in the place of that of analytics. The room or place: joins location_id of every other table.',
    `status` LowCardinality(String) COMMENT 'active, suspended, inactive; empty when the vendor does not say.',
    `mode` LowCardinality(String) COMMENT 'instance: one place; kind: a class of places; empty when the vendor does not say.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The organization that runs it.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.'
)
ENGINE = MergeTree
ORDER BY (`location_id`)
COMMENT 'One row is one room or place, virtual waiting rooms among them, as one source knows it.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`location_id` != '' AND `of_location_id`.surrogate = '', 'an id has no surrogate'), '', `of_location_id`.surrogate) AS `location_id`,
    a.`status` AS `status`,
    a.`mode` AS `mode`,
    if(throwIf(a.`organization_id` != '' AND `of_organization_id`.surrogate = '', 'an id has no surrogate'), '', `of_organization_id`.surrogate) AS `organization_id`,
    a.`has_profile` AS `has_profile`
FROM `analytics`.`location` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `location_id` FROM `analytics`.`location`)) AS `of_location_id` ON `of_location_id`.id = a.`location_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `organization_id` FROM `analytics`.`location`)) AS `of_organization_id` ON `of_organization_id`.id = a.`organization_id`
ORDER BY `location_id`
