package vsee

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// typeNames and subtypes are the words of the Visit API for its codes.
var typeNames = map[string]string{typeWalkIn: "walk-in", typeAppointment: "schedule", typeEConsult: "e-consult"}

func (b *booking) encounter(status *fhir.EncounterStatus) {
	e := &r4.Encounter{Status: status, Class: b.class()}
	e.Id = new(b.ID("Encounter", b.v.ID.Text))
	e.Meta = b.Meta("visit", b.labels()...)
	e.Extension = append(b.rawStatus(), b.planned()...)
	e.Identifier = b.Identifiers("visit", b.v.ID.Text)
	e.OtherEncounter.Type = b.types()
	e.ServiceType = b.service()
	e.Subject = b.subject()
	e.Participant = b.participants()
	e.Appointment = fhirx.List(b.cameFrom())
	e.PartOf = b.invitedTo()
	e.ReasonCode = b.reason()
	e.ServiceProvider = b.organization(b.v.AccountCode.Text)
	if room := b.coded("Location", "room", b.v.RoomCode.Text); room != nil {
		e.Location = []fhir.EncounterLocation{{Location: *room}}
	}
	if left := fhirx.TextOnly(b.v.PostVisit.Value.Disposition.Text); left != nil {
		e.Hospitalization = &fhir.EncounterHospitalization{DischargeDisposition: left}
	}
	period, ok := fhirx.Period(b.v.ActualStart, b.v.ActualEnd, b.zone)
	if !ok {
		b.report.add(transform.BadPeriod, "actual_end")
	}
	e.Period = period
	e.Length = fhirx.Seconds(b.v.CallLogs.Value.Duration.Value)
	b.own = e
	b.res.Resources = append(b.res.Resources, e)
}

// class is virtual: the product is a telehealth clinic. A clinic that knows better says so in its config.
func (b *booking) class() *fhir.Coding {
	if b.Class == "" || b.Class == "VR" {
		return fhirx.Coding(r4.SystemActCode, "VR", "virtual")
	}
	return fhirx.Coding(r4.SystemActCode, b.Class, "")
}

// types keeps VSee's type and subtype. Two spellings of the subtype come in one object; where they differ both are kept.
func (b *booking) types() []fhir.CodeableConcept {
	list := fhirx.List(
		fhirx.Concept(fhirx.VendorSystem("vsee", "visit-type"), b.v.Type.Text, typeNames[b.v.Type.Text]),
		fhirx.Concept(fhirx.VendorSystem("vsee", "visit-subtype"), b.v.Subtype.Text, ""))
	if b.v.SubType.Text != b.v.Subtype.Text {
		if b.v.Subtype.Text != "" && b.v.SubType.Text != "" {
			b.report.add(transform.UnexpectedForm, "subType")
		}
		list = append(list, fhirx.List(fhirx.Concept(fhirx.VendorSystem("vsee", "visit-subtype"), b.v.SubType.Text, ""))...)
	}
	return list
}

func (b *booking) participants() []fhir.EncounterParticipant {
	var list []fhir.EncounterParticipant
	for _, ref := range b.staff() {
		list = append(list, fhir.EncounterParticipant{Individual: new(ref)})
	}
	return list
}

// staff points at the provider first, then at the other hosts.
func (b *booking) staff() []fhir.Reference {
	var list []fhir.Reference
	for _, u := range b.practitioners() {
		list = append(list, *b.person("Practitioner", u.ID.Text, u))
	}
	return list
}

// planned is when the visit was to be. Without an Appointment, which many have not, nothing else tells.
func (b *booking) planned() []fhir.Extension {
	return fhirx.List(
		fhirx.ExtDateTime(r4.ExtPlannedStart, fhirx.DateTime(b.v.Start, b.zone)),
		fhirx.ExtDateTime(r4.ExtPlannedEnd, fhirx.DateTime(b.v.End, b.zone)))
}

// cameFrom points to the appointment that was started: on a walk-in to the one it came from, else to the visit's own.
func (b *booking) cameFrom() *fhir.Reference {
	for _, r := range b.res.Resources {
		if a, ok := r.(*r4.Appointment); ok {
			return &fhir.Reference{Reference: new("Appointment/" + a.LogicalID())}
		}
	}
	root := b.v.Root.Value.ID.Text
	if b.v.Type.Text != typeWalkIn || root == "" || root == b.v.ID.Text {
		return nil
	}
	return b.elsewhere("Appointment", root)
}

// elsewhere points at what another visit becomes. It holds the identifier as well, because that visit may not be held.
func (b *booking) elsewhere(resourceType, visitID string) *fhir.Reference {
	ref := b.Ref(resourceType, visitID)
	ref.Identifier = b.Logical(resourceType, "visit", visitID).Identifier
	return ref
}

// invitedTo points from a visit somebody was invited into to the visit it belongs to. By identifier only: whether that one
// has an encounter of its own is known from its own record.
func (b *booking) invitedTo() *fhir.Reference {
	root := b.v.Root.Value.ID.Text
	if b.v.Type.Text == typeWalkIn || root == b.v.ID.Text {
		return nil
	}
	return b.Logical("Encounter", "visit", root)
}
