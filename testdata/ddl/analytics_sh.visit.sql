CREATE TABLE IF NOT EXISTS `analytics_sh`.`visit`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit.',
    `visit_group` String COMMENT 'A random id in the place of that of analytics. The appointment the visit came from, else the visit: the same in table contact.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `practitioner_id` String COMMENT 'A random id in the place of that of analytics. The practitioner; empty when none is known.',
    `visit_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; the UTC day when date_basis is first_observed.',
    `date_basis` LowCardinality(String) COMMENT 'What the date rests on: actual, scheduled, record_created (its note or recording was), first_observed.',
    `status` LowCardinality(String) COMMENT 'planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown. VSee: inferred once it has ended; cancelled holds no-shows too; planned may be past; unknown where the evidence is missing or contradicts itself. Nextech: of the record, finished once it is locked, in-progress before. Nextvisit: finished once its note is signed or written. Noa Notes: finished once it was recorded.',
    `class` LowCardinality(String) COMMENT 'VR virtual, AMB in the office, HH at home, UNK not known.',
    `type_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. Type of visit as a code: the first; analytics.visit_type has all.',
    `location_id` String COMMENT 'A random id in the place of that of analytics. The first room or place; empty when none is known.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The account, team, practice or facility; empty when none is known.',
    `started_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `ended_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `duration_seconds` Nullable(Int64) COMMENT 'From start to end. NULL when one of them is not known.',
    `length_seconds` Nullable(Float64) COMMENT 'Length as the vendor states it. NULL when it states none.',
    `appointment_id` String COMMENT 'A random id in the place of that of analytics. The appointment it came from; empty when there was none.',
    `appointment_status` LowCardinality(String) COMMENT 'Status of that appointment; empty when there is none.',
    `delay_seconds` Nullable(Int64) COMMENT 'From the scheduled to the actual start; negative when early. It can be days: take the median, not the mean. NULL when one is not known. NULL where the turn of a year lies between.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `visit_id`)
COMMENT 'One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells of. Count visit_group to count an appointment and its walk-in once.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    if(throwIf(a.`visit_group` != '' AND `of_visit_group`.surrogate = '', 'an id has no surrogate'), '', `of_visit_group`.surrogate) AS `visit_group`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`practitioner_id` != '' AND `of_practitioner_id`.surrogate = '', 'an id has no surrogate'), '', `of_practitioner_id`.surrogate) AS `practitioner_id`,
    if(toYear(a.`visit_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`visit_date`)) AS `visit_year`,
    a.`date_basis` AS `date_basis`,
    a.`status` AS `status`,
    a.`class` AS `class`,
    if(a.`type_system` IN ('http://hl7.org/fhir/sid/icd-10-cm', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/ndc', 'http://hl7.org/fhir/sid/cvx', 'http://snomed.info/sct', 'http://loinc.org', 'urn:ietf:bcp:47', 'http://unitsofmeasure.org', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', 'http://terminology.hl7.org/CodeSystem/condition-category', 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'http://terminology.hl7.org/CodeSystem/condition-ver-status', 'http://terminology.hl7.org/CodeSystem/media-type', 'http://terminology.hl7.org/CodeSystem/v2-0203', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActReason', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'), a.`type_system`, '') AS `type_system`,
    if(multiIf(a.`type_system` = 'http://hl7.org/fhir/sid/icd-10-cm', match(a.`type_code`, '^([A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?)$'), a.`type_system` = 'http://www.nlm.nih.gov/research/umls/rxnorm', match(a.`type_code`, '^([1-9][0-9]{0,7})$'), a.`type_system` = 'http://hl7.org/fhir/sid/ndc', match(a.`type_code`, '^([0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})$'), a.`type_system` = 'http://hl7.org/fhir/sid/cvx', match(a.`type_code`, '^([0-9]{2,3})$'), a.`type_system` = 'http://snomed.info/sct', match(a.`type_code`, '^([1-9][0-9]{5,17})$'), a.`type_system` = 'http://loinc.org', match(a.`type_code`, '^([0-9]{1,7}-[0-9])$'), a.`type_system` = 'urn:ietf:bcp:47', match(a.`type_code`, '^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$'), a.`type_system` = 'http://unitsofmeasure.org', match(a.`type_code`, '^([A-Za-z0-9%/.*-]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/condition-category', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/condition-clinical', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/condition-ver-status', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/media-type', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v2-0203', match(a.`type_code`, '^([A-Z]{1,6})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActCode', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActReason', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', match(a.`type_code`, '^([A-Z]{1,2})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', match(a.`type_code`, '^([A-Z]{1,3})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', match(a.`type_code`, '^([A-Z]{1,6})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', match(a.`type_code`, '^([a-z-]{1,20})$'), false), a.`type_code`, '') AS `type_code`,
    if(throwIf(a.`location_id` != '' AND `of_location_id`.surrogate = '', 'an id has no surrogate'), '', `of_location_id`.surrogate) AS `location_id`,
    if(throwIf(a.`organization_id` != '' AND `of_organization_id`.surrogate = '', 'an id has no surrogate'), '', `of_organization_id`.surrogate) AS `organization_id`,
    a.`started_precision` AS `started_precision`,
    a.`ended_precision` AS `ended_precision`,
    a.`duration_seconds` AS `duration_seconds`,
    a.`length_seconds` AS `length_seconds`,
    if(throwIf(a.`appointment_id` != '' AND `of_appointment_id`.surrogate = '', 'an id has no surrogate'), '', `of_appointment_id`.surrogate) AS `appointment_id`,
    a.`appointment_status` AS `appointment_status`,
    if(arrayUniq(arrayFilter(y -> y IS NOT NULL, [toYear(a.`visit_at`), toYear(a.`visit_date`), toYear(a.`started_at`), toYear(a.`ended_at`), toYear(a.`scheduled_start`), toYear(a.`scheduled_end`)])) > 1, NULL, a.`delay_seconds`) AS `delay_seconds`,
    a.`is_restricted` AS `is_restricted`,
    a.`is_test` AS `is_test`
FROM `analytics`.`visit` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`visit`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_group` FROM `analytics`.`visit`)) AS `of_visit_group` ON `of_visit_group`.id = a.`visit_group`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`visit`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`visit`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`visit`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `practitioner_id` FROM `analytics`.`visit`)) AS `of_practitioner_id` ON `of_practitioner_id`.id = a.`practitioner_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `location_id` FROM `analytics`.`visit`)) AS `of_location_id` ON `of_location_id`.id = a.`location_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `organization_id` FROM `analytics`.`visit`)) AS `of_organization_id` ON `of_organization_id`.id = a.`organization_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `appointment_id` FROM `analytics`.`visit`)) AS `of_appointment_id` ON `of_appointment_id`.id = a.`appointment_id`
ORDER BY `person_id`, `visit_id`
