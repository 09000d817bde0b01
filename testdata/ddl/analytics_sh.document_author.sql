CREATE TABLE IF NOT EXISTS `analytics_sh`.`document_author`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `document_id` String COMMENT 'A random id in the place of that of analytics. Whose it is: the key of table document.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `author_type` LowCardinality(String) COMMENT 'Practitioner, Patient, Device (a machine); empty when the vendor shows no more than an id.',
    `author_id` String COMMENT 'A random id in the place of that of analytics. The practitioner or patient; empty for a machine, or when the vendor\'s id leads to nobody here.'
)
ENGINE = MergeTree
ORDER BY (`document_id`, `idx`)
COMMENT 'One row is one author of a note or uploader of a file, machines among them: document_id is a note_id as well. Joins document_id.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`document_id` != '' AND `of_document_id`.surrogate = '', 'an id has no surrogate'), '', `of_document_id`.surrogate) AS `document_id`,
    a.`idx` AS `idx`,
    a.`author_type` AS `author_type`,
    if(throwIf(a.`author_id` != '' AND `of_author_id`.surrogate = '', 'an id has no surrogate'), '', `of_author_id`.surrogate) AS `author_id`
FROM `analytics`.`document_author` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `document_id` FROM `analytics`.`document_author`)) AS `of_document_id` ON `of_document_id`.id = a.`document_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `author_id` FROM `analytics`.`document_author`)) AS `of_author_id` ON `of_author_id`.id = a.`author_id`
ORDER BY `document_id`, `idx`
