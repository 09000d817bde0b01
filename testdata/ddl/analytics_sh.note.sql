CREATE TABLE IF NOT EXISTS `analytics_sh`.`note`
(
    `vendor` LowCardinality(String) COMMENT 'The vendor.',
    `note_id` String COMMENT 'A random id in the place of that of analytics. The note.',
    `person_id` String COMMENT 'A random id in the place of that of analytics. The person that patient is, over all sources: see analytics.person. Empty when no patient is known.',
    `patient_id` String COMMENT 'A random id in the place of that of analytics. The patient as one source knows them; empty when none is known.',
    `visit_id` String COMMENT 'A random id in the place of that of analytics. The visit it tells of; empty when the vendor links none.',
    `provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that practitioner is, over all sources; empty when none is known.',
    `author_id` String COMMENT 'A random id in the place of that of analytics. The practitioner who made it, not the one who signed it; empty when not known. Nextvisit names a user and a user_id, which may differ: it is the user, and user_id only where no user is shown.',
    `is_signed` Nullable(Bool) COMMENT 'Signed now. VSee: no draft any more. Nextech: its encounter is locked. Nextvisit: signed. Noa Notes: a doctor approved it as it is now. NULL when the vendor does not say.',
    `doc_status` LowCardinality(String) COMMENT 'preliminary (not signed), final, amended; empty when the vendor does not say.',
    `signer_id` String COMMENT 'A random id in the place of that of analytics. The practitioner who signed it as it is now; empty where it is not signed or the vendor does not say.',
    `signer_provider_id` String COMMENT 'A random id in the place of that of analytics. The clinician that signer is, over all sources.',
    `type_system` LowCardinality(String) COMMENT 'Empty unless its system is a known one. System of type_code; empty where the vendor has no code.',
    `type_code` LowCardinality(String) COMMENT 'Empty unless its system is a known one. Type of note as a code; of LOINC 11506-3 is a progress note, 34133-9 a summary of an episode, 34109-9 a note.',
    `organization_id` String COMMENT 'A random id in the place of that of analytics. The account, team, practice or facility that keeps it; empty when the vendor names none.',
    `transcript_id` String COMMENT 'A random id in the place of that of analytics. The transcript it was made from: document_id of analytics.document, note_id of notes.note; empty when there is none.',
    `language` LowCardinality(String) COMMENT 'Empty unless its system is a known one. Language of the text, BCP 47; empty when the vendor does not say.',
    `created_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `period_start_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `period_end_precision` LowCardinality(String) COMMENT 'How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.',
    `created_year` Nullable(UInt16) COMMENT 'The year alone, NULL when it is 90 years back or more. In analytics: Its day in the source\'s zone; see date_basis.',
    `date_basis` LowCardinality(String) COMMENT 'record_created; actual: no creation time is known, the day of the visit it tells of, as always at Nextech; first_observed: nothing is known, the UTC day it was first read.',
    `states` UInt64 COMMENT 'Distinct states seen so far.',
    `characters` UInt64 COMMENT 'Length of the text in characters.',
    `size_bytes` Nullable(Int64) COMMENT 'Size of that in bytes. NULL when not known.',
    `is_restricted` Bool COMMENT 'Labelled as more confidential than others (HL7 R).',
    `is_ai_assisted` Bool COMMENT 'Written with the help of a machine.',
    `is_test` Bool COMMENT 'Marked as test data: to be left out of counts.'
)
ENGINE = MergeTree
ORDER BY (`person_id`, `note_id`)
COMMENT 'One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.'
;

-- what fills it at a publish
SELECT
    a.`vendor` AS `vendor`,
    if(throwIf(a.`note_id` != '' AND `of_note_id`.surrogate = '', 'an id has no surrogate'), '', `of_note_id`.surrogate) AS `note_id`,
    if(throwIf(a.`person_id` != '' AND `of_person_id`.surrogate = '', 'an id has no surrogate'), '', `of_person_id`.surrogate) AS `person_id`,
    if(throwIf(a.`patient_id` != '' AND `of_patient_id`.surrogate = '', 'an id has no surrogate'), '', `of_patient_id`.surrogate) AS `patient_id`,
    if(throwIf(a.`visit_id` != '' AND `of_visit_id`.surrogate = '', 'an id has no surrogate'), '', `of_visit_id`.surrogate) AS `visit_id`,
    if(throwIf(a.`provider_id` != '' AND `of_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_provider_id`.surrogate) AS `provider_id`,
    if(throwIf(a.`author_id` != '' AND `of_author_id`.surrogate = '', 'an id has no surrogate'), '', `of_author_id`.surrogate) AS `author_id`,
    a.`is_signed` AS `is_signed`,
    a.`doc_status` AS `doc_status`,
    if(throwIf(a.`signer_id` != '' AND `of_signer_id`.surrogate = '', 'an id has no surrogate'), '', `of_signer_id`.surrogate) AS `signer_id`,
    if(throwIf(a.`signer_provider_id` != '' AND `of_signer_provider_id`.surrogate = '', 'an id has no surrogate'), '', `of_signer_provider_id`.surrogate) AS `signer_provider_id`,
    if(a.`type_system` IN ('http://hl7.org/fhir/sid/icd-10-cm', 'http://www.nlm.nih.gov/research/umls/rxnorm', 'http://hl7.org/fhir/sid/ndc', 'http://hl7.org/fhir/sid/cvx', 'http://snomed.info/sct', 'http://loinc.org', 'urn:ietf:bcp:47', 'http://unitsofmeasure.org', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', 'http://terminology.hl7.org/CodeSystem/condition-category', 'http://terminology.hl7.org/CodeSystem/condition-clinical', 'http://terminology.hl7.org/CodeSystem/condition-ver-status', 'http://terminology.hl7.org/CodeSystem/media-type', 'http://terminology.hl7.org/CodeSystem/v2-0203', 'http://terminology.hl7.org/CodeSystem/v3-ActCode', 'http://terminology.hl7.org/CodeSystem/v3-ActReason', 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category'), a.`type_system`, '') AS `type_system`,
    if(multiIf(a.`type_system` = 'http://hl7.org/fhir/sid/icd-10-cm', match(a.`type_code`, '^([A-Z][0-9][0-9A-Z](\\.?[0-9A-Z]{1,4})?)$'), a.`type_system` = 'http://www.nlm.nih.gov/research/umls/rxnorm', match(a.`type_code`, '^([1-9][0-9]{0,7})$'), a.`type_system` = 'http://hl7.org/fhir/sid/ndc', match(a.`type_code`, '^([0-9]{11}|[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2})$'), a.`type_system` = 'http://hl7.org/fhir/sid/cvx', match(a.`type_code`, '^([0-9]{2,3})$'), a.`type_system` = 'http://snomed.info/sct', match(a.`type_code`, '^([1-9][0-9]{5,17})$'), a.`type_system` = 'http://loinc.org', match(a.`type_code`, '^([0-9]{1,7}-[0-9])$'), a.`type_system` = 'urn:ietf:bcp:47', match(a.`type_code`, '^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$'), a.`type_system` = 'http://unitsofmeasure.org', match(a.`type_code`, '^([A-Za-z0-9%/.*-]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/condition-category', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/condition-clinical', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/condition-ver-status', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/media-type', match(a.`type_code`, '^([a-z-]{1,20})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v2-0203', match(a.`type_code`, '^([A-Z]{1,6})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActCode', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ActReason', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', match(a.`type_code`, '^([A-Z]{1,2})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', match(a.`type_code`, '^([A-Z]{1,3})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor', match(a.`type_code`, '^([A-Z]{1,6})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', match(a.`type_code`, '^([A-Z]{1,12})$'), a.`type_system` = 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category', match(a.`type_code`, '^([a-z-]{1,20})$'), false), a.`type_code`, '') AS `type_code`,
    if(throwIf(a.`organization_id` != '' AND `of_organization_id`.surrogate = '', 'an id has no surrogate'), '', `of_organization_id`.surrogate) AS `organization_id`,
    if(throwIf(a.`transcript_id` != '' AND `of_transcript_id`.surrogate = '', 'an id has no surrogate'), '', `of_transcript_id`.surrogate) AS `transcript_id`,
    if(match(a.`language`, '^([a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?)$'), a.`language`, '') AS `language`,
    a.`created_precision` AS `created_precision`,
    a.`period_start_precision` AS `period_start_precision`,
    a.`period_end_precision` AS `period_end_precision`,
    if(toYear(a.`created_date`) + 90 <= toYear(now('UTC')), NULL, toYear(a.`created_date`)) AS `created_year`,
    a.`date_basis` AS `date_basis`,
    a.`states` AS `states`,
    a.`characters` AS `characters`,
    a.`size_bytes` AS `size_bytes`,
    a.`is_restricted` AS `is_restricted`,
    a.`is_ai_assisted` AS `is_ai_assisted`,
    a.`is_test` AS `is_test`
FROM `analytics`.`note` AS a
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `note_id` FROM `analytics`.`note`)) AS `of_note_id` ON `of_note_id`.id = a.`note_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `person_id` FROM `analytics`.`note`)) AS `of_person_id` ON `of_person_id`.id = a.`person_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `patient_id` FROM `analytics`.`note`)) AS `of_patient_id` ON `of_patient_id`.id = a.`patient_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `visit_id` FROM `analytics`.`note`)) AS `of_visit_id` ON `of_visit_id`.id = a.`visit_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `provider_id` FROM `analytics`.`note`)) AS `of_provider_id` ON `of_provider_id`.id = a.`provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `author_id` FROM `analytics`.`note`)) AS `of_author_id` ON `of_author_id`.id = a.`author_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `signer_id` FROM `analytics`.`note`)) AS `of_signer_id` ON `of_signer_id`.id = a.`signer_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `signer_provider_id` FROM `analytics`.`note`)) AS `of_signer_provider_id` ON `of_signer_provider_id`.id = a.`signer_provider_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `organization_id` FROM `analytics`.`note`)) AS `of_organization_id` ON `of_organization_id`.id = a.`organization_id`
LEFT ANY JOIN (SELECT id, surrogate FROM `link`.`surrogate` FINAL WHERE id IN (SELECT `transcript_id` FROM `analytics`.`note`)) AS `of_transcript_id` ON `of_transcript_id`.id = a.`transcript_id`
ORDER BY `person_id`, `note_id`
