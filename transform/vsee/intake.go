package vsee

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type intakes struct{ clinic }

// Rev is the mapper's revision.
func (intakes) Rev() uint32 { return intakeRev }

// Map makes a QuestionnaireResponse of what a patient answered before a visit, and DocumentReferences of the files sent along.
// The record is the intake alone or, where the clinic's account names its questions, the intake with their labels.
func (m intakes) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	res := transform.Result{}
	in, labels, report, err := openIntake(r.Body, &res)
	if err != nil {
		return transform.Result{}, err
	}
	if err := sameName(in.ID.Text, r.ID, report.path+"id"); err != nil {
		return transform.Result{}, err
	}
	subject := m.person("Patient", nonZero(in.MemberID.Text), user{})
	at := m.coded("Encounter", "visit", nonZero(in.VisitID.Text))
	q := &r4.QuestionnaireResponse{Status: new(fhir.QuestionnaireResponseStatusCompleted)}
	q.Id = new(m.ID("QuestionnaireResponse", "intake/"+r.ID))
	q.Meta = m.Meta("intake")
	q.Identifier = &m.Identifiers("intake", r.ID)[0]
	q.Subject, q.Source, q.Encounter = subject, subject, at
	q.Authored = fhirx.DateTime(latest(in.Modified, in.Created), m.zone)
	q.Item = answered(in.Answers, labels, report)
	res.Resources = append(res.Resources, q)
	if !in.Attachments.State.Shown() || !in.Attachments.Legible() {
		res.NotLoaded = append(res.NotLoaded, "DocumentReference")
	}
	who := func(id string) *fhir.Reference { return m.uploader(id, in.MemberID.Text) }
	for _, d := range m.files("intake", in.Attachments.Items, who, report.below("attachments.*")) {
		d.Subject = subject
		if at != nil {
			d.Context = &fhir.DocumentReferenceContext{Encounter: []fhir.Reference{*at}}
		}
		res.Resources = append(res.Resources, d)
	}
	res.Resources = m.proven(r, res.Resources...)
	return res, nil
}

// openIntake reads either form of the record. A clinic that called two of its questions request and answer would have objects
// in neither.
func openIntake(body []byte, res *transform.Result) (form, map[string]wire.String, reporter, error) {
	var both labeled
	issues, err := wire.Decode(body, &both)
	if err == nil && both.Request.State == wire.Set && both.Answer.State == wire.Set {
		res.Issues = issues
		return both.Answer.Value, both.Request.Value.Labels, reporter{&res.Issues, "answer."}, nil
	}
	var in form
	res.Issues, err = wire.Decode(body, &in)
	return in, nil, reporter{&res.Issues, ""}, err
}

// latest is when the answers were last changed, or given.
func latest(modified, created wire.Time) wire.Time {
	if modified.State == wire.Set {
		return modified
	}
	return created
}
