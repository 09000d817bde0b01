package vsee

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/wire"
)

// statuses is what the pages and their samples tell about visit.status; the words are those of the webhooks. Code 40 ("ended")
// is not in it: what ended can only be told from what is left of it.
var statuses = map[string]Status{
	"10":         {"arrived", "arrived"},
	"20":         {"planned", "booked"},
	"30":         {"in-progress", "fulfilled"}, // R4: from here on the encounter tells
	"cancelled":  {"cancelled", "cancelled"},
	"completed":  {"finished", "fulfilled"},
	"inprogress": {"in-progress", "fulfilled"},
}

const ended = "40"

// state reads the visit's status. No Appointment status means unknown, for which FHIR has no word.
func (b *booking) state() (*fhir.AppointmentStatus, *fhir.EncounterStatus) {
	s, ok := b.Statuses[b.v.Status.Text]
	if !ok {
		s, ok = statuses[b.v.Status.Text]
	}
	if !ok && b.v.Status.Text == ended {
		s, ok = b.ended()
	}
	encounter := encounterStatus(s.Encounter)
	if !ok || encounter == nil {
		b.report.add(transform.UnknownCode, "status")
	}
	if encounter == nil {
		encounter = new(fhir.EncounterStatusUnknown)
	}
	return appointmentStatus(s.Appointment), encounter
}

// ended reads the evidence of a visit that is over: somebody was seen, nobody was seen, or neither can be told. Evidence for
// both is no evidence.
func (b *booking) ended() (Status, bool) {
	seen, unseen := b.consulted(), b.unattended()
	switch {
	case seen && !unseen:
		return Status{"finished", "fulfilled"}, true
	case unseen && !seen:
		return Status{"cancelled", "cancelled"}, true
	}
	return Status{}, false
}

// consulted is positive evidence: people talked, or a practitioner wrote a note.
func (b *booking) consulted() bool {
	return b.v.CallLogs.Value.Duration.Value > 0 || b.written != ""
}

// unattended is evidence that nobody was seen. An e-consult has no start of its own, and an appointment that became a
// walk-in was started there, so a missing actual_start says nothing about them.
func (b *booking) unattended() bool {
	startsHere := b.v.Type.Text != typeEConsult && b.walkIn() == ""
	return startsHere && b.v.ActualStart.State != wire.Set ||
		b.provider() == "" ||
		b.v.CompletedBy.Text != "" && b.v.CompletedBy.Text == b.v.MemberID.Text && !b.consulted()
}

// started tells whether an appointment came to an encounter of its own.
func (b *booking) started() bool {
	switch b.v.Status.Text {
	case "30", "inprogress", "completed":
		return true
	case ended:
		return b.v.ActualStart.State == wire.Set || b.consulted()
	}
	return b.v.ActualStart.State == wire.Set
}
