package vsee

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// appointment adds the Appointment of a visit of type 2. Without a status none is made: the value set has no "unknown".
func (b *booking) appointment(status *fhir.AppointmentStatus) {
	if status == nil {
		return
	}
	a := &r4.Appointment{Status: status}
	a.Participant = b.attendees()
	if len(a.Participant) == 0 {
		b.report.add(transform.NoContent, "member_id")
		return
	}
	a.Id = new(b.ID("Appointment", b.v.ID.Text))
	a.Meta = b.Meta("visit", b.labels()...)
	a.Extension = b.rawStatus()
	a.Identifier = b.Identifiers("visit", b.v.ID.Text)
	a.ServiceType = fhirx.List(b.service())
	a.ReasonCode = b.reason()
	a.Created = fhirx.DateTime(b.v.Created, b.zone)
	b.slot(a)
	b.res.Resources = append(b.res.Resources, a)
}

// slot adds the times. R4 wants both or neither, and both unless the appointment is proposed, cancelled or on the waitlist (app-2, app-3 of
// http://hl7.org/fhir/R4/appointment.html#invs): one that has to be there and is not told is said to be unknown.
func (b *booking) slot(a *r4.Appointment) {
	slot, ok := fhirx.Period(b.v.Start, b.v.End, b.zone)
	if !ok {
		b.report.add(transform.BadPeriod, "end")
	}
	if slot != nil {
		a.Start = fhirx.Instant(b.v.Start, b.zone)
	}
	if slot != nil && slot.End != nil {
		a.End = fhirx.Instant(b.v.End, b.zone)
	}
	if a.Start == nil && a.End == nil && r4.Slotless(a.Status.Code()) {
		return
	}
	if a.Start == nil {
		a.StartExt = b.untold("start")
	}
	if a.End == nil {
		a.EndExt = b.untold("end")
	}
}

// untold stands where a time has to be, and counts that it is not told.
func (b *booking) untold(name string) *r4.Element {
	b.report.add(transform.NoContent, name)
	return &r4.Element{Extension: fhirx.List(fhirx.ExtCode(r4.ExtDataAbsentReason, "unknown"))}
}

// attendees are the member, the provider and the other hosts. A slot is booked outright and VSee has no step at which
// somebody accepts it, so everybody named has accepted.
func (b *booking) attendees() []fhir.AppointmentParticipant {
	var list []fhir.AppointmentParticipant
	for _, ref := range append(fhirx.List(b.subject()), b.staff()...) {
		list = append(list, fhir.AppointmentParticipant{Actor: new(ref), Status: fhir.ParticipationStatusAccepted})
	}
	return list
}
