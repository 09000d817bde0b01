CREATE TABLE IF NOT EXISTS `analytics`.`contact_participant`
(
    `source` LowCardinality(String) COMMENT 'The configured source: one vendor at one customer.',
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `contact_id` String COMMENT 'The appointment or visit.',
    `idx` UInt16 COMMENT 'Its place in the list, from 0.',
    `participant_type` LowCardinality(String) COMMENT 'Patient, Practitioner, Location and the like.',
    `participant_id` String COMMENT 'The patient_id, practitioner_id or location_id; empty when the vendor gives no id.',
    `provider_id` String COMMENT 'The clinician, over all sources; empty where it is no practitioner.',
    `name` String COMMENT 'The name as the vendor shows it.',
    `role_system` LowCardinality(String) COMMENT 'System of the role\'s code.',
    `role_code` LowCardinality(String) COMMENT 'The first role as a code; of HL7 PPRF is the primary performer, ATND the attender.',
    `role` LowCardinality(String) COMMENT 'The first role in words.',
    `status` LowCardinality(String) COMMENT 'accepted, declined, tentative, needs-action; empty for a visit.'
)
ENGINE = MergeTree
ORDER BY (`contact_id`, `idx`)
COMMENT 'One row is one person or place an appointment needs, or one who took part in a visit. Joins contact_id.'
;

-- what fills it at a publish
SELECT
    c.source AS `source`,
    c.vendor AS `vendor`,
    c.id AS `contact_id`,
    c.idx AS `idx`,
    c.type AS `participant_type`,
    c.participant AS `participant_id`,
    if(c.type = 'Practitioner', if(pv.provider_id != '', pv.provider_id, c.participant), '') AS `provider_id`,
    c.words AS `name`,
    c.role_system AS `role_system`,
    c.role_code AS `role_code`,
    c.role AS `role`,
    c.status AS `status`
FROM (
    SELECT source, vendor, id, n - 1 AS idx, tupleElement(x, 'type') AS type, tupleElement(x, 'id') AS participant, tupleElement(x, 'text') AS words,
        '' AS role_system, '' AS role_code, '' AS role, tupleElement(x, 'status') AS status
    FROM `fhir_current`.appointment
    ARRAY JOIN participants AS x, arrayEnumerate(participants) AS n
    UNION ALL
    SELECT source, vendor, id, n - 1, tupleElement(x, 'type'), tupleElement(x, 'id'), tupleElement(x, 'text'),
        tupleElement(g, 'system'), tupleElement(g, 'code'), if(tupleElement(g, 'text') != '', tupleElement(g, 'text'), tupleElement(g, 'display')), ''
    FROM (SELECT source, vendor, id, x, n, tupleElement(x, 'role')[1] AS g FROM `fhir_current`.encounter ARRAY JOIN participants AS x, arrayEnumerate(participants) AS n)
) AS c
LEFT ANY JOIN `link`.provider AS pv ON pv.practitioner_id = c.participant
