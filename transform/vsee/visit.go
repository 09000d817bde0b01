package vsee

import (
	"cmp"
	"slices"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// Visit types (Visit API, "type"; 3 is seen in the answer for a new e-consult).
const (
	typeWalkIn      = "1"
	typeAppointment = "2"
	typeEConsult    = "3"
)

type visits struct{ clinic }

// Rev is the mapper's revision.
func (visits) Rev() uint32 { return visitRev }

// Map makes the Appointment of a type 2 visit, the Encounter of a visit that took place or is under way, the DocumentReference
// of a full post-visit note, the Conditions it names, the prescriptions and the bill. What the visit embeds of people, rooms and
// accounts becomes stubs.
func (m visits) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	b := booking{clinic: m.clinic}
	var err error
	if b.res.Issues, err = wire.Decode(r.Body, &b.v); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(b.v.ID.Text, r.ID, "id"); err != nil {
		return transform.Result{}, err
	}
	switch wire.Absent { // an object without these is no visit, whatever else it is
	case b.v.Type.State:
		return transform.Result{}, &transform.Reject{Code: transform.Malformed, Path: "type"}
	case b.v.Status.State:
		return transform.Result{}, &transform.Reject{Code: transform.Malformed, Path: "status"}
	}
	b.report = reporter{&b.res.Issues, ""}
	b.quarantine()
	b.written = b.v.PostVisit.Value.html()
	b.people()
	b.places()
	b.diagnosed()
	b.record()
	b.note(r, prior)
	b.attachDiagnoses()
	b.prescriptions()
	b.invoice()
	b.res.Resources = b.proven(r, b.res.Resources...)
	return b.res, nil
}

// booking is one visit on its way to FHIR.
type booking struct {
	clinic
	v          visit
	written    string // the post-visit note as one document; empty for the stub every visit carries
	conditions []*r4.Condition
	own        *r4.Encounter // nil where the visit has none of its own
	over       bool          // it ended or was cancelled
	res        transform.Result
	report     reporter
}

// subject points at the patient; nil when the visit names none.
func (b *booking) subject() *fhir.Reference {
	return b.person("Patient", b.v.MemberID.Text, b.v.Member.Value)
}

// contact points at the encounter of what is written on the visit: its own, or that of the walk-in an appointment became.
func (b *booking) contact() (*fhir.Reference, *fhir.Period) {
	if b.own != nil {
		return &fhir.Reference{Reference: new("Encounter/" + b.own.LogicalID())}, b.own.Period
	}
	if b.v.Type.Text != typeAppointment || b.walkIn() == "" {
		return nil, nil
	}
	return b.elsewhere("Encounter", b.walkIn()), nil
}

// quarantine takes out what the answer nests although its ids say that it belongs to somebody else's visit.
func (b *booking) quarantine() {
	related := []string{"", b.v.ID.Text, b.walkIn(), b.v.Root.Value.ID.Text}
	in := b.v.Intake.Value
	if foreign(in.MemberID, b.v.MemberID.Text) || !slices.Contains(related, in.VisitID.Text) {
		b.report.add(transform.ForeignChild, "intake")
		b.v.Intake = wire.Object[intake]{}
	} else if foreign(in.Profile.Value.UserID, b.v.MemberID.Text) {
		b.report.add(transform.ForeignChild, "intake.medical_profile")
	}
	if p := b.v.PostVisit.Value; foreign(p.MemberID, b.v.MemberID.Text) || foreign(p.VisitID, b.v.ID.Text) {
		b.report.add(transform.ForeignChild, "postvisit")
		b.v.PostVisit = wire.Object[postVisit]{} // as if not shown: what an earlier answer showed stays
	}
	if in := b.v.Invoice.Value; foreign(in.UserID, b.v.MemberID.Text) || foreign(in.VisitID, b.v.ID.Text) {
		b.report.add(transform.ForeignChild, "invoice")
		b.v.Invoice = wire.Object[invoice]{}
	}
	if foreign(b.v.Room.Value.Code, b.v.RoomCode.Text) {
		b.report.add(transform.ForeignChild, "room")
		b.v.Room = wire.Object[room]{}
	}
	if foreign(b.v.Member.Value.ID, b.v.MemberID.Text) {
		b.report.add(transform.ForeignChild, "member")
		b.v.Member = wire.Object[user]{}
	}
	if foreign(b.v.Provider.Value.ID, b.provider()) {
		b.report.add(transform.ForeignChild, "provider")
		b.v.Provider = wire.Object[user]{}
	}
}

func foreign(id wire.String, owner string) bool { return id.Text != "" && id.Text != owner }

// provider is the id of the practitioner; empty when there is none yet.
func (b *booking) provider() string { return nonZero(b.v.ProviderID.Text) }

// walkIn is the id of the visit that an appointment became when it was started.
func (b *booking) walkIn() string {
	return cmp.Or(nonZero(b.v.WalkInID.Text), b.v.WalkIn.Value.ID.Text)
}

// people makes stubs of the member, the provider and the hosts, so that references resolve. Of somebody without a name none is
// made: it would take the name from a stub that has one. What is doubtful about them is counted all the same.
func (b *booking) people() {
	member := b.v.Member.Value
	if member.ID.Text = b.v.MemberID.Text; member.ID.Text == "" {
		b.report.add(transform.MissingID, "member_id")
	} else if stub := patient(b.clinic, member, b.report.below("member")); member.name() != "" {
		b.res.Stubs = append(b.res.Stubs, stub)
	}
	for _, u := range b.practitioners() {
		if u.name() != "" {
			b.res.Stubs = append(b.res.Stubs, practitioner(b.clinic, u, b.report))
		}
	}
}

// practitioners are the provider and then the other hosts, each once. A provider shown without a name may be named as a host.
func (b *booking) practitioners() []user {
	provider := b.v.Provider.Value
	provider.ID.Text = b.provider()
	all, seen := []user{provider}, []string{"", "0", b.provider()}
	for _, host := range b.v.Hosts.Items {
		if !slices.Contains(seen, host.ID.Text) {
			seen, all = append(seen, host.ID.Text), append(all, host)
		} else if host.ID.Text == b.provider() && all[0].name() == "" {
			all[0] = host
		}
	}
	if b.provider() == "" {
		return all[1:]
	}
	return all
}

// record adds the Appointment and the Encounter that the visit's type and state call for.
func (b *booking) record() {
	appointment, encounter := b.state()
	b.over = b.v.Status.Text == ended || *encounter == fhir.EncounterStatusFinished || *encounter == fhir.EncounterStatusCancelled
	switch b.v.Type.Text {
	case typeAppointment:
		b.appointment(appointment)
		if b.walkIn() == "" && b.started() {
			b.encounter(encounter)
		}
	case typeWalkIn, typeEConsult:
		b.encounter(encounter)
	default:
		b.report.add(transform.UnknownCode, "type")
	}
}

// places makes stubs of the room and the account that the visit shows by name.
func (b *booking) places() {
	if room := b.v.Room.Value; room.Code.Text != "" && room.Name.Text != "" {
		b.res.Stubs = append(b.res.Stubs, location(b.clinic, room))
	}
	if account := b.v.Account.Value; account.Code.Text != "" && account.Name.Text != "" {
		b.res.Stubs = append(b.res.Stubs, clinicOf(b.clinic, account))
	}
}

// labels are the security labels of everything a visit becomes.
func (b *booking) labels() []fhir.Coding { return labelsOf(b.v.IsTest) }

func labelsOf(isTest wire.Bool) []fhir.Coding {
	if isTest.Value {
		return []fhir.Coding{fhirx.TestData}
	}
	return nil
}

func (b *booking) rawStatus() []fhir.Extension {
	return fhirx.List(fhirx.ExtString(r4.ExtVendorStatus, b.v.Status.Text))
}

// service is what was booked: the intake's consultation, or a group appointment's.
func (b *booking) service() *fhir.CodeableConcept {
	if c := fhirx.TextOnly(b.v.Intake.Value.Consultation.Value.Description.Text); c != nil {
		return c
	}
	return fhirx.TextOnly(b.v.VisitGroup.Value.Consultation.Value.Description.Text)
}

func (b *booking) reason() []fhir.CodeableConcept {
	return fhirx.List(fhirx.TextOnly(b.v.Intake.Value.Reason.Text))
}
