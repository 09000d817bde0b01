CREATE TABLE IF NOT EXISTS `analytics`.`practitioner`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `provider_id` String COMMENT 'The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'The user id in this source: joins practitioner_id and author_id of every other table.',
    `vendor_practitioner_id` String COMMENT 'The chosen identifier: official, else usual, else the first.',
    `npi` String COMMENT 'National provider identifier; empty when the vendor gives none.',
    `name` String COMMENT 'Name in one line.',
    `family` String COMMENT 'Family name; empty when the vendor gives the name in one line only.',
    `given` String COMMENT 'Given names, with spaces between.',
    `prefix` String COMMENT 'What stands before the name, such as Dr.',
    `suffix` String COMMENT 'What stands after the name.',
    `qualification` String COMMENT 'Training and licences in words, as MD; empty when the vendor gives none.',
    `is_active` Nullable(Bool) COMMENT 'The record is in use. NULL when the vendor does not say.',
    `phone` String COMMENT 'Phone number.',
    `email` String COMMENT 'E-mail address.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile was read; false: only what other records say of them.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The vendor\'s word on the last change, UTC. NULL when it has none.'
)
ENGINE = MergeTree
ORDER BY (`source`, `practitioner_id`)
COMMENT 'One row is one user id that one source gives a practitioner: a clinician whom two sources know has two rows, of one provider_id.'
;

-- what fills it at a publish
SELECT
    p.source AS `source`,
    p.vendor AS `vendor`,
    if(pv.provider_id != '', pv.provider_id, p.id) AS `provider_id`,
    p.id AS `practitioner_id`,
    p.identifier_value AS `vendor_practitioner_id`,
    p.npi AS `npi`,
    p.name AS `name`,
    p.family AS `family`,
    p.given AS `given`,
    arrayStringConcat(tupleElement(p.names[1], 'prefix'), ' ') AS `prefix`,
    arrayStringConcat(tupleElement(p.names[1], 'suffix'), ' ') AS `suffix`,
    arrayStringConcat(arrayMap(q -> tupleElement(tupleElement(q, 'code')[1], 'text'), p.qualifications), ', ') AS `qualification`,
    p.active AS `is_active`,
    p.phone AS `phone`,
    p.email AS `email`,
    p.is_test AS `is_test`,
    p.is_owner AS `has_profile`,
    p.source_updated_at AS `updated_at`
FROM `fhir_current`.practitioner AS p
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = p.id
