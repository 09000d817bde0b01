CREATE TABLE IF NOT EXISTS `link`.`linkage`
(
    `id` String COMMENT 'Linkage.id: the person_id.',
    `person_id` String COMMENT 'The person.',
    `patients` UInt32 COMMENT 'Patients the resource joins.',
    `resource` String COMMENT 'The whole FHIR resource as JSON.' CODEC(ZSTD(1))
)
ENGINE = MergeTree
ORDER BY (`id`)
COMMENT 'One row is one person that two patients or more are: FHIR R4 Linkage.'
