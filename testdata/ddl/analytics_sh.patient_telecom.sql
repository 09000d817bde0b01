CREATE TABLE IF NOT EXISTS `analytics_sh`.`patient_telecom`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table patient.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `system` LowCardinality(String) COMMENT 'phone, email, fax, sms and the like.',
    `use` LowCardinality(String) COMMENT 'home, work, mobile, old, temp; empty when the vendor does not say.'
)
ENGINE = MergeTree
ORDER BY (`patient_id`, `idx`)
COMMENT 'One row is one way to reach a patient. Joins patient_id.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    a.`idx` AS `idx`,
    a.`system` AS `system`,
    a.`use` AS `use`
FROM `analytics`.`patient_telecom` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`patient_telecom`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
ORDER BY `patient_id`, `idx`
