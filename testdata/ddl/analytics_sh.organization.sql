CREATE TABLE IF NOT EXISTS `analytics_sh`.`organization`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The organization: joins organization_id of every other table.',
    `part_of_id` String COMMENT 'A random id in the place of that of analytics. The organization it is part of; empty when the vendor names none.',
    `has_profile` Bool COMMENT 'The vendor\'s own record of it was read; false: only what other records say.'
)
ENGINE = MergeTree
ORDER BY (`organization_id`)
COMMENT 'One row is one account, team, practice or facility as one source knows it.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`organization_id` != '' AND `of_organization_id`.surrogate = '', 'an id has no surrogate'), '', `of_organization_id`.surrogate) AS `organization_id`,
    if(throwIf(a.`part_of_id` != '' AND `of_part_of_id`.surrogate = '', 'an id has no surrogate'), '', `of_part_of_id`.surrogate) AS `part_of_id`,
    a.`has_profile` AS `has_profile`
FROM `analytics`.`organization` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `organization_id` FROM `analytics`.`organization`)) AS `of_organization_id` ON `of_organization_id`.id = a.`organization_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `part_of_id` FROM `analytics`.`organization`)) AS `of_part_of_id` ON `of_part_of_id`.id = a.`part_of_id`
ORDER BY `organization_id`
