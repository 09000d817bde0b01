CREATE TABLE IF NOT EXISTS `analytics`.`person`
(
    `person_id` String COMMENT 'The person: joins person_id of every other table.',
    `patients` UInt64 COMMENT 'Patients linked as this person.',
    `sources` UInt64 COMMENT 'Sources that know them.',
    `vendors` Array(LowCardinality(String)) COMMENT 'Vendors that know them, in order of the alphabet.',
    `name` String COMMENT 'Name in one line.',
    `family` String COMMENT 'Family name.',
    `given` String COMMENT 'Given names, with spaces between, of the same patient.',
    `birth_date` Nullable(Date32) COMMENT 'Date of birth. NULL when it is not known to the day.',
    `gender` LowCardinality(String) COMMENT 'male, female, other, unknown; empty when no vendor says.',
    `is_deceased` Nullable(Bool) COMMENT 'A vendor says that they have died. NULL when none says anything.',
    `phone` String COMMENT 'Phone number.',
    `email` String COMMENT 'E-mail address.',
    `city` String COMMENT 'City.',
    `state` LowCardinality(String) COMMENT 'State.',
    `postal_code` String COMMENT 'Postal code.',
    `is_test` Bool COMMENT 'One of the patients is marked as test data: to be left out of counts.',
    `has_profile` Bool COMMENT 'The vendor\'s own profile of one of the patients was read.',
    `updated_at` Nullable(DateTime64(3, 'UTC')) COMMENT 'The latest vendor\'s word on a change, UTC. NULL when none has any.'
)
ENGINE = MergeTree
ORDER BY (`person_id`)
COMMENT 'One row is one person: the patients of all sources who are linked as one human being. A value is that of the patient with a profile, else of the one changed last at its vendor, else of the least patient_id; where that one has none, the next one\'s.'
;

-- what fills it at a publish
SELECT
    p.person_id AS `person_id`,
    count() AS `patients`,
    uniqExact(p.source) AS `sources`,
    arraySort(groupUniqArray(p.vendor)) AS `vendors`,
    argMinIf(p.name, p.rank, p.name != '') AS `name`,
    argMinIf(p.family, p.rank, p.family != '') AS `family`,
    argMinIf(p.given, p.rank, p.family != '') AS `given`,
    argMinIf(p.birth_date, p.rank, p.birth_date IS NOT NULL) AS `birth_date`,
    argMinIf(p.gender, p.rank, p.gender != '') AS `gender`,
    max(p.deceased) AS `is_deceased`,
    argMinIf(p.phone, p.rank, p.phone != '') AS `phone`,
    argMinIf(p.email, p.rank, p.email != '') AS `email`,
    argMinIf(p.city, p.rank, p.city != '') AS `city`,
    argMinIf(p.state, p.rank, p.state != '') AS `state`,
    argMinIf(p.postal_code, p.rank, p.postal_code != '') AS `postal_code`,
    max(p.is_test) AS `is_test`,
    max(p.is_owner) AS `has_profile`,
    max(p.source_updated_at) AS `updated_at`
FROM (
    SELECT r.*, if(pp.person_id != '', pp.person_id, r.id) AS person_id,
        (NOT r.is_owner, -coalesce(toUnixTimestamp64Milli(r.source_updated_at), toInt64(0)), r.id) AS rank
    FROM `fhir_current`.patient AS r
LEFT ANY JOIN `link`.patient_person AS pp ON pp.patient_id = r.id
) AS p
GROUP BY p.person_id
