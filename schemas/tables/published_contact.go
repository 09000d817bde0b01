package tables

import "slices"

// publishedContact lists whatever a vendor holds as evidence of a contact. A note counts only where it belongs to no visit that
// is there and its record shows no appointment either, such as one that was cancelled: there it is all there is. So a note and
// the visit made from the same record are one contact.
var publishedContact = publish("contact",
	"One row is one contact as its vendor holds it: an appointment, a visit, or a note that belongs to neither. "+
		"Count contact_group to count an appointment and its walk-in once; what two sources hold of one contact stays two.",
	contacts+personOf("c.patient_id")+providerOf("c.practitioner_id")+firstObservedOf("c"),
	[]string{"person_id", "contact_date", "source", "contact_id"},
	slices.Concat(sourceOf("c"), []Column{
		made("contact_id", sqlText, Key, "Id of the appointment, visit or note.", "c.id"),
		made("contact_kind", sqlWord, Code, "appointment, visit, note.", "c.contact_kind"),
		made("contact_group", sqlText, Key, "The same for an appointment and the visits it led to, within one source: its id; else the contact's own id.", "c.contact_group"),
	}, patientColumns("c.patient_id", patientDoc+" Noa Notes: the patient of the source that its manifest names."), []Column{
		providerColumn("c.practitioner_id"),
		made("practitioner_id", sqlText, Key, "The practitioner; empty when none is known.", "c.practitioner_id"),
		made("contact_at", sqlInstant, Date, "When it was or was to be, UTC; see date_basis. NULL when only the day is known.",
			"if(c.known_date IS NOT NULL, c.known_at, coalesce(o.first_at, c.observed_at))"),
		made("contact_date", sqlDate, Date, "Its day in the source's zone; the UTC day when date_basis is first_observed.",
			"coalesce(c.known_date, toDate32(o.first_at), toDate32(c.observed_at))"),
		made("date_basis", sqlWord, Code, "What the date rests on: actual, scheduled, record_created, first_observed.",
			"if(c.known_date IS NOT NULL, c.basis, 'first_observed')"),
		made("status", sqlWord, Code, "Status of the appointment or visit, with the limits told there; docStatus of the note.", "c.status"),
		made("vendor_status", sqlWord, Words, "The vendor's own status word or code; empty for a note.", "c.vendor_status"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "c.is_test"),
	})...)

var contacts = `(
    SELECT source, vendor, kind, record_id, observed_at, id, 'appointment' AS contact_kind, id AS contact_group,
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
