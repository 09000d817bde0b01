package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type appointmentRow = row[r4.Appointment]

var appointments = fhirTable("appointment", "One row is one booked or asked-for appointment: FHIR R4 Appointment.",
	identifiers(func(r *appointmentRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "proposed, pending, booked, arrived, fulfilled, cancelled, noshow, entered-in-error, checked-in, waitlist.",
		func(r *appointmentRow) string { return code(r.res.Status) }),
	col("vendor_status", word, Code, "The vendor's own status word or code.",
		func(r *appointmentRow) string { return extensionText(r.res.Extension, r4.ExtVendorStatus) }),
	concepts("cancelation_reason", "Reason of the cancellation", Code,
		func(r *appointmentRow) []fhir.CodeableConcept { return one(r.res.CancelationReason) }),
	concepts("service_category", "Category of service", Code,
		func(r *appointmentRow) []fhir.CodeableConcept { return r.res.ServiceCategory }),
	concepts("service_type", "Type of service", Code, func(r *appointmentRow) []fhir.CodeableConcept { return r.res.ServiceType }),
	concepts("specialty", "Specialty asked for", Code, func(r *appointmentRow) []fhir.CodeableConcept { return r.res.Specialty }),
	concepts("appointment_type", "Style of appointment", Code,
		func(r *appointmentRow) []fhir.CodeableConcept { return one(r.res.AppointmentType) }),
	concepts("reason", "Reason for the appointment", Text, func(r *appointmentRow) []fhir.CodeableConcept { return r.res.ReasonCode }),
	col("description", longText, Text, "What the appointment is about.", func(r *appointmentRow) string { return val(r.res.Description) }),
	col("comment", longText, Text, "Further comments.", func(r *appointmentRow) string { return val(r.res.Comment) }),
	col("patient_instruction", longText, Text, "Instructions for the patient.",
		func(r *appointmentRow) string { return val(r.res.PatientInstruction) }),
	moments("start", "Scheduled start", func(r *appointmentRow) *string { return r.res.Start }),
	moments("end", "Scheduled end", func(r *appointmentRow) *string { return r.res.End }),
	col("minutes_duration", maybeInt, Measure, "Planned length in minutes. NULL when the vendor states none.",
		func(r *appointmentRow) *int { return r.res.MinutesDuration }),
	moments("created", "When the appointment was made", func(r *appointmentRow) *string { return r.res.Created }),
	reference("patient", "The first patient among the participants",
		func(r *appointmentRow) *fhir.Reference { return actor("Patient", r.res.Participant) }),
	reference("practitioner", "The first practitioner among the participants",
		func(r *appointmentRow) *fhir.Reference { return actor("Practitioner", r.res.Participant) }),
	col("participants", attendeeList, Key, "Everyone and everything the appointment needs.",
		func(r *appointmentRow) []fhir.AppointmentParticipant { return r.res.Participant }),
	meta(func(a *r4.Appointment) *fhir.Meta { return a.Meta }),
	extensions(func(r *appointmentRow) []site {
		return []site{
			{"", r.res.Extension}, {"", r.res.ModifierExtension},
			elementSite("start", r.res.StartExt), elementSite("end", r.res.EndExt),
		}
	}),
)

var attendeeList = tuples(
	part("role", codingList, func(p *fhir.AppointmentParticipant) []coding { return codings(p.Type) }),
	referenceParts("", func(p *fhir.AppointmentParticipant) *fhir.Reference { return p.Actor }),
	part("required", text, func(p *fhir.AppointmentParticipant) string { return code(p.Required) }),
	part("status", text, func(p *fhir.AppointmentParticipant) string { return p.Status.Code() }),
	period(func(p *fhir.AppointmentParticipant) (start, end *string) { t := val(p.Period); return t.Start, t.End }),
)

// actor is the first participant of a resource type.
func actor(resourceType string, ps []fhir.AppointmentParticipant) *fhir.Reference {
	for i := range ps {
		if t, _, _ := target(ps[i].Actor); t == resourceType {
			return ps[i].Actor
		}
	}
	return nil
}
