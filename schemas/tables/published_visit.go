package tables

import "slices"

// practitionerColumns name the practitioner that practitionerOf joined.
func practitionerColumns(alias, id, words string) []Column {
	return []Column{
		providerColumn(alias + "." + id),
		made("practitioner_id", sqlText, Key, "The practitioner; empty when none is known.", alias+"."+id),
		made("practitioner_name", sqlText, Name, "Their name in one line; the vendor's id of them where it shows no name.", practitionerName(alias, words)),
	}
}

var publishedAppointment = publish("appointment", "One row is one appointment, kept or not.",
	"{fhir_current}.appointment AS a"+practitionerOf("a", "practitioner_id")+personOf("a.patient_id")+providerOf("a.practitioner_id")+`
LEFT JOIN
(
    SELECT source, appointment_id, min(id) AS visit_id, count() AS visits
    FROM {fhir_current}.encounter
    WHERE appointment_id != ''
    GROUP BY source, appointment_id
) AS e ON e.source = a.source AND e.appointment_id = a.id`+firstObservedOf("a"),
	[]string{"person_id", "scheduled_date", "source", "appointment_id"},
	slices.Concat(sourceOf("a"), []Column{
		made("appointment_id", sqlText, Key, "The appointment.", "a.id"),
		made("vendor_appointment_id", sqlText, Identifier, "The vendor's id of it.", "a.identifier_value"),
	}, patientColumns("a.patient_id", patientDoc), practitionerColumns("a", "practitioner_id", "practitioner_text"), []Column{
		made("status", sqlWord, Code, "proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist. "+
			"VSee, which alone shows any: inferred once it has ended; cancelled holds no-shows too; booked may be past.", "a.status"),
		made("vendor_status", sqlWord, Words, "The vendor's own status word or code. VSee: 40 says that it ended, not how.", "a.vendor_status"),
		made("cancelation_reason", sqlText, Text, "Why it was cancelled; empty when the vendor does not say.",
			"if(a.cancelation_reason_text != '', a.cancelation_reason_text, a.cancelation_reason_code)"),
		made("scheduled_start", sqlInstant, Date, "Scheduled start, UTC. NULL when none is known.", "a.start"),
		made("scheduled_end", sqlInstant, Date, "Scheduled end, UTC. NULL when none is known.", "a.end"),
	}, told("scheduled_start", "Scheduled start", "a.start"), told("scheduled_end", "Scheduled end", "a.end"), []Column{
		made("scheduled_date", sqlDate, Date, "Day of the scheduled start in the source's zone; see date_basis.",
			"coalesce(a.start_day, toDate32(o.first_at), toDate32(a.observed_at))"),
		made("date_basis", sqlWord, Code, "scheduled; first_observed: no start is known, the UTC day it was first read.",
			"if(a.start_day IS NULL, 'first_observed', 'scheduled')"),
		made("scheduled_seconds", sqlInteger, Measure, "Scheduled length in seconds. NULL when start or end is not known.",
			"dateDiff('second', a.start, a.end)"),
		made("created_at", sqlInstant, Date, "When it was made, UTC. NULL when the vendor does not say to the minute.", "a.created"),
		made("created_date", sqlDay, Date, "Its day in the source's zone: with scheduled_date the lead time. NULL when the vendor does not say.", "a.created_day"),
	}, told("created", "When it was made", "a.created"), []Column{
		made("service", sqlText, Text, "Type of service in words.",
			"if(a.service_type_text != '', a.service_type_text, a.service_type_display)"),
		made("reason", sqlText, Text, "Reason in words.", "if(a.reason_text != '', a.reason_text, a.reason_display)"),
		made("visit_id", sqlText, Key, "The visit it led to, the one of the smallest id if several; empty when there was none.", "e.visit_id"),
		made("visits", "UInt64", Measure, "Visits it led to.", "e.visits"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "a.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "a.source_updated_at"),
	})...)

var publishedVisit = publish("visit",
	"One row is one visit, held, planned or cancelled, beside the appointment it came from; of Nextvisit, the contact that a note tells "+
		"of. Count visit_group to count an appointment and its walk-in once.",
	"{fhir_current}.encounter AS e"+practitionerOf("e", "practitioner_id")+
		"\nLEFT JOIN {fhir_current}.appointment AS a ON a.source = e.source AND a.id = e.appointment_id"+
		"\nLEFT JOIN {fhir_current}.location AS l ON l.source = e.source AND l.id = "+firstLocation+
		"\nLEFT JOIN {fhir_current}.organization AS g ON g.source = e.source AND g.id = e.service_provider_id"+
		personOf("e.subject_id")+providerOf("e.practitioner_id")+recordedOf("e")+firstObservedOf("e"),
	[]string{"person_id", "visit_date", "source", "visit_id"},
	slices.Concat(sourceOf("e"), []Column{
		made("visit_id", sqlText, Key, "The visit.", "e.id"),
		made("vendor_visit_id", sqlText, Identifier, "The vendor's id of it.", "e.identifier_value"),
		made("visit_group", sqlText, Key, "The appointment the visit came from, else the visit: the same in table contact.",
			"if(e.appointment_id != '', e.appointment_id, e.id)"),
	}, patientColumns("e.subject_id", patientDoc), practitionerColumns("e", "practitioner_id", "practitioner_text"), visitDates, []Column{
		made("status", sqlWord, Code, "planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown. "+
			"VSee: inferred once it has ended; cancelled holds no-shows too; planned may be past; unknown where the evidence is missing or contradicts itself. "+
			"Nextech: of the record, finished once it is locked, in-progress before. Nextvisit: finished once its note is signed or written. "+
			"Noa Notes: finished once it was recorded.", "e.status"),
		made("vendor_status", sqlWord, Words, "The vendor's own status word or code. VSee: 40 says that it ended, not how. Nextech: locked, unlocked. "+
			"Empty where the vendor has none.", "e.vendor_status"),
		made("class", sqlWord, Code, "VR virtual, AMB in the office, HH at home, UNK not known.", "e.class_code"),
		coded("type_system", made("type_system", sqlWord, Code, "System of type_code; empty where the vendor has no code.", "e.type_system")),
		coded("type_system", made("type_code", sqlWord, Code, "Type of visit as a code: the first; analytics.visit_type has all.", "e.type_code")),
		made("type", sqlText, Text, "Type of visit in words.", "coalesce(nullIf(e.type_text, ''), nullIf(e.type_display, ''), e.type_code)"),
		made("service", sqlText, Text, "Type of service in words.",
			"if(e.service_type_text != '', e.service_type_text, e.service_type_display)"),
		made("reason", sqlText, Text, "Reason in words.", "if(e.reason_text != '', e.reason_text, e.reason_display)"),
		made("disposition", sqlText, Text, "Where the patient went afterwards, in words; empty when the vendor does not say.", "e.discharge_disposition_text"),
		made("location_id", sqlText, Key, "The first room or place; empty when none is known.", firstLocation),
		made("location_name", sqlText, Name, "Its name.", "if(l.name != '', l.name, tupleElement(e.locations[1], 'text'))"),
		made("organization_id", sqlText, Key, "The account, team, practice or facility; empty when none is known.", "e.service_provider_id"),
		made("organization_name", sqlText, Name, "Its name; the vendor's id of it where it shows no name.",
			"multiIf(g.name != '', g.name, e.service_provider_text != '', e.service_provider_text, g.identifier_value)"),
		made("started_at", sqlInstant, Date, "Actual start, UTC. A cancelled visit can have one too: it does not prove that anyone was seen. NULL when no time is known.", "e.period_start"),
		made("ended_at", sqlInstant, Date, "Actual end, UTC. NULL when it did not end or no time is known.", "e.period_end"),
	}, told("started", "Actual start", "e.period_start"), told("ended", "Actual end", "e.period_end"), []Column{
		made("duration_seconds", sqlInteger, Measure, "From start to end. NULL when one of them is not known.",
			"dateDiff('second', e.period_start, e.period_end)"),
		made("length_seconds", "Nullable(Float64)", Measure, "Length as the vendor states it. NULL when it states none.", "e.length_seconds"),
		made("appointment_id", sqlText, Key, "The appointment it came from; empty when there was none.", "e.appointment_id"),
		made("appointment_status", sqlWord, Code, "Status of that appointment; empty when there is none.", "a.status"),
		made("scheduled_start", sqlInstant, Date, "Start of that appointment, else the visit's own planned start, UTC. NULL when none is known.",
			scheduledStart),
		made("scheduled_end", sqlInstant, Date, "End of that appointment, else the visit's own planned end, UTC. NULL when none is known.",
			"coalesce(a.end, e.planned_end)"),
		made("planned_start_text", sqlText, Date, "The visit's own planned start as it was told; empty when it has none.", "e.planned_start_text"),
		made("planned_end_text", sqlText, Date, "The visit's own planned end as it was told; empty when it has none.", "e.planned_end_text"),
		made("delay_seconds", sqlInteger, Span, "From the scheduled to the actual start; negative when early. It can be days: take the median, not the mean. "+
			"NULL when one is not known.",
			"dateDiff('second', "+scheduledStart+", e.period_start)"),
		made("is_restricted", sqlFlag, Measure, "Labelled as more confidential than others (HL7 R).", restricted("e")),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "e.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "e.source_updated_at"),
	})...)

// An encounter e is scheduled by its appointment a; one without tells its plan itself.
const (
	scheduledStart = "if(a.start_day IS NOT NULL, a.start, e.planned_start)"
	scheduledDay   = "coalesce(a.start_day, e.planned_start_day)"
)

// firstLocation is the id of the first room or place of encounter e.
const firstLocation = "tupleElement(e.locations[1], 'id')"

// visitDates declares when an encounter was, or was to be, by the best that is known: its own start, its schedule, when the
// records r that tell of it were made, the first time o that its record was read.
var visitDates = []Column{
	made("visit_at", sqlInstant, Date, "When it was or was to be, UTC; see date_basis. NULL when only the day is known.",
		"multiIf(e.period_start_day IS NOT NULL, e.period_start, "+scheduledDay+" IS NOT NULL, "+scheduledStart+
			", r.made_day IS NOT NULL, r.made_at, coalesce(o.first_at, e.observed_at))"),
	made("visit_date", sqlDate, Date, "Its day in the source's zone; the UTC day when date_basis is first_observed.",
		"coalesce(e.period_start_day, "+scheduledDay+", r.made_day, toDate32(o.first_at), toDate32(e.observed_at))"),
	made("date_basis", sqlWord, Code, "What the date rests on: actual, scheduled, record_created (its note or recording was), first_observed.",
		"multiIf(e.period_start_day IS NOT NULL, 'actual', "+scheduledDay+" IS NOT NULL, 'scheduled', r.made_day IS NOT NULL, "+
			"'record_created', 'first_observed')"),
}

var publishedVisitType = listed("visit", "type", "One row is one code of what kind of visit it was: VSee has a type and a subtype.", "{fhir_current}.encounter", "type_codings",
	codingColumns(Text)...)
