CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient_identifier`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `kind` LowCardinality(String) COMMENT 'Empty unless its system is a known one. MR: medical record number; empty when nothing is known of the kind.'
)
ENGINE = MergeTree
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one number or code that one source knows a patient by. The hash of a social security number is not among them. Joins patient_id.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    a.`idx` AS `idx`,
    if(match(a.`kind`, '^([A-Z]{1,6})$'), a.`kind`, '') AS `kind`
FROM `analytics`.`patient_identifier` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`patient_identifier`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
ORDER BY `patient_id`, `idx`
