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
	slot, ok := fhirx.Period(b.v.Start, b.v.End, b.zone)
	if !ok {
		b.report.add(transform.BadPeriod, "end")
	}
	if slot != nil {
		a.Start, a.End = slot.Start, slot.End
	}
	b.res.Resources = append(b.res.Resources, a)
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
