package tables

import "slices"

// publishedContact lists whatever a vendor holds as evidence of a contact. A note counts only where it belongs to no visit that
// is there and its record shows no appointment either, such as one that was cancelled: there it is all there is. So a note and
// the visit made from the same record are one contact.
var publishedContact = publish("contact",
	"One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. "+
		"Count contact_group to count one real contact once, however many rows and sources tell of it.",
	grouped, []string{"person_id", "contact_date", "source", "contact_id"},
	slices.Concat(sourceOf("c"), []Column{
		made("contact_id", sqlText, Key, "Id of the appointment, visit or note.", "c.contact_id"),
		made("contact_kind", sqlWord, Code, "appointment, visit, note.", "c.contact_kind"),
		made("contact_group", sqlText, Key, "The same for all rows of one real contact: an appointment and the visits it led to; and what two sources hold "+
			"of one person, one clinician and one day, the first with the first, the second with the second. Two visits of one source stay two.", "c.contact_group"),
		made("contact_group_rule", sqlWord, Code, "What joins the rows. alone: the only one; appointment: one source says so; npi, email, name: by what the "+
			"clinicians of two sources are known to be one, the weakest if several.", groupRule),
		made("contact_group_score", "Float32", Measure, "How sure that is, a rule of thumb and no probability: 1 within a source. Across sources npi 1, email 0.95, name 0.85, "+
			"times 1 where the times are within 2 hours, 0.9 within 6 or where one is not known, else 0.7.", groupScore),
		made("source_group", sqlText, Key, "As contact_group, but within the source: the appointment of a visit, else the contact's own id.", "c.source_group"),
		made("person_id", sqlText, Key, personDoc, "c.person_id"),
		made("patient_id", sqlText, Key, patientDoc+" Noa Notes: the patient of the source that its manifest names.", "c.patient_id"),
		made("provider_id", sqlText, Key, providerDoc, "c.provider_id"),
		made("practitioner_id", sqlText, Key, "The practitioner; empty when none is known.", "c.practitioner_id"),
		made("contact_at", sqlInstant, Date, "When it was or was to be, UTC; see date_basis. NULL when only the day is known.", "c.contact_at"),
		made("contact_date", sqlDate, Date, "Its day in the source's zone; the UTC day when date_basis is first_observed.", "c.contact_date"),
		made("date_basis", sqlWord, Code, "What the date rests on: actual, scheduled, record_created, first_observed.", "c.date_basis"),
		made("status", sqlWord, Code, "Status of the appointment or visit, with the limits told there; docStatus of the note.", "c.status"),
		made("vendor_status", sqlWord, Words, "The vendor's own status word or code; empty for a note.", "c.vendor_status"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "c.is_test"),
	})...)

var contacts = `(
    SELECT source, vendor, kind, record_id, observed_at, id, 'appointment' AS contact_kind, id AS source_group,
        patient_id, practitioner_id,
        if(start_day IS NOT NULL, start, created) AS known_at,
        coalesce(start_day, created_day) AS known_date,
        if(start_day IS NOT NULL, 'scheduled', 'record_created') AS basis,
        status, vendor_status, is_test
    FROM {fhir_current}.appointment
    UNION ALL
    SELECT e.source, e.vendor, e.kind, e.record_id, e.observed_at, e.id, 'visit',
        if(e.appointment_id != '', e.appointment_id, e.id), e.subject_id, e.practitioner_id,
        multiIf(e.period_start_day IS NOT NULL, e.period_start, ` + scheduledDay + ` IS NOT NULL, ` + scheduledStart + `, r.made_at),
        coalesce(e.period_start_day, ` + scheduledDay + `, r.made_day),
        multiIf(e.period_start_day IS NOT NULL, 'actual', ` + scheduledDay + ` IS NOT NULL, 'scheduled', 'record_created'),
        e.status, e.vendor_status, e.is_test
    FROM {fhir_current}.encounter AS e
    LEFT JOIN {fhir_current}.appointment AS a ON a.source = e.source AND a.id = e.appointment_id` + recordedOf("e") + `
    UNION ALL
    SELECT n.source, n.vendor, n.kind, n.record_id, n.observed_at, n.id, 'note', n.id, n.subject_id, n.author_id,
        ` + noteTime + `, ` + noteDay + `, 'record_created', n.doc_status, '', n.is_test
    FROM
    (
        SELECT * FROM {fhir_current}.document_reference
        WHERE ` + isNote + `
            AND (source, encounter_id) NOT IN (SELECT source, id FROM {fhir_current}.encounter)
            AND (source, kind, record_id) NOT IN (SELECT source, kind, record_id FROM {fhir_current}.appointment)
    ) AS n` + workOn("n") + `
) AS c`

// publishedContactParticipant keeps the places each list has them in: the ids of appointments and visits differ.
var publishedContactParticipant = publish("contact_participant",
	"One row is one person or place an appointment needs, or one who took part in a visit. Joins contact_id.", `(
    SELECT source, vendor, id, n - 1 AS idx, tupleElement(x, 'type') AS type, tupleElement(x, 'id') AS participant, tupleElement(x, 'text') AS words,
        '' AS role_system, '' AS role_code, '' AS role, tupleElement(x, 'status') AS status
    FROM {fhir_current}.appointment
    ARRAY JOIN participants AS x, arrayEnumerate(participants) AS n
    UNION ALL
    SELECT source, vendor, id, n - 1, tupleElement(x, 'type'), tupleElement(x, 'id'), tupleElement(x, 'text'),
        tupleElement(g, 'system'), tupleElement(g, 'code'), if(tupleElement(g, 'text') != '', tupleElement(g, 'text'), tupleElement(g, 'display')), ''
    FROM (SELECT source, vendor, id, x, n, tupleElement(x, 'role')[1] AS g FROM {fhir_current}.encounter ARRAY JOIN participants AS x, arrayEnumerate(participants) AS n)
) AS c`+providerOf("c.participant"), []string{"contact_id", "idx"},
	slices.Concat(sourceOf("c"), []Column{
		made("contact_id", sqlText, Key, "The appointment or visit.", "c.id"),
		made("idx", "UInt16", Measure, "Its place in the list, from 0.", "c.idx"),
		made("participant_type", sqlWord, Code, "Patient, Practitioner, Location and the like.", "c.type"),
		made("participant_id", sqlText, Key, "The patient_id, practitioner_id or location_id; empty when the vendor gives no id.", "c.participant"),
		made("provider_id", sqlText, Key, "The clinician, over all sources; empty where it is no practitioner.",
			"if(c.type = 'Practitioner', "+linked("pv.provider_id", "c.participant")+", '')"),
		made("name", sqlText, Name, "The name as the vendor shows it.", "c.words"),
		coded("role_system", made("role_system", sqlWord, Code, "System of the role's code.", "c.role_system")),
		coded("role_system", made("role_code", sqlWord, Code, "The first role as a code; of HL7 PPRF is the primary performer, ATND the attender.", "c.role_code")),
		made("role", sqlWord, Text, "The first role in words.", "c.role"),
		made("status", sqlWord, Code, "accepted, declined, tentative, needs-action; empty for a visit.", "c.status"),
	})...)
