package vsee

import (
	"cmp"
	"strings"

	"github.com/go-json-experiment/json"
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
// The record is the intake with what the visit that shows it knows, or the intake alone.
func (m intakes) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	res := transform.Result{}
	in, known, report, err := openIntake(r.Body, &res)
	if err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(in.ID.Text, r.ID, report.path+"id"); err != nil {
		return transform.Result{}, err
	}
	member := cmp.Or(nonZero(in.MemberID.Text), known.MemberID.Text)
	subject := m.person("Patient", member, user{})
	at := m.coded("Encounter", "visit", cmp.Or(nonZero(in.VisitID.Text), known.VisitID.Text))
	q := &r4.QuestionnaireResponse{Status: new(fhir.QuestionnaireResponseStatusCompleted)}
	q.Id = new(m.ID("QuestionnaireResponse", "intake/"+r.ID))
	q.Meta = m.Meta("intake", labelsOf(known.IsTest)...)
	q.Identifier = &m.Identifiers("intake", r.ID)[0]
	q.Subject, q.Source, q.Encounter = subject, subject, at
	q.Authored = fhirx.DateTime(latest(in.Modified, in.Created), m.zone)
	q.Item = answered(in.Answers, known.Labels, report)
	res.Resources = append(res.Resources, q)
	attached, whole := storedOf(in.Attachments, report)
	if !in.Attachments.State.Shown() || !whole {
		res.NotLoaded = append(res.NotLoaded, "DocumentReference")
	}
	who := func(id string) *fhir.Reference { return m.uploader(id, member) }
	for _, d := range m.files("intake", r.ID, attached, who, report.below("attachments.*")) {
		d.Subject, d.Meta.Security = subject, q.Meta.Security
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
func openIntake(body []byte, res *transform.Result) (form, beside, reporter, error) {
	var both shownIntake
	issues, err := wire.Decode(body, &both)
	if err == nil && both.Request.State == wire.Set && both.Answer.State == wire.Set {
		res.Issues = issues
		return both.Answer.Value, both.Request.Value, reporter{&res.Issues, "answer."}, nil
	}
	var in form
	res.Issues, err = wire.Decode(body, &in)
	return in, beside{}, reporter{&res.Issues, ""}, err
}

// storedOf reads the forms in which an intake names its files: objects, ids, or ids in one text with commas.
func storedOf(raw wire.Raw, report reporter) (list []stored, whole bool) {
	if raw.State == wire.Set && raw.JSON.Kind() == '"' {
		for id := range strings.SplitSeq(textOf(raw.JSON), ",") {
			if id = strings.TrimSpace(id); id != "" {
				list = append(list, storedAs(id))
			}
		}
		return list, true
	}
	elements, whole := elementsOf(raw)
	for _, e := range elements {
		var f stored
		switch {
		case e.Kind() == '{' && json.Unmarshal(e, &f) == nil:
			list = append(list, f)
		case textOf(e) != "":
			list = append(list, storedAs(textOf(e)))
		default:
			whole = false
		}
	}
	if !whole {
		report.add(transform.UnexpectedForm, "attachments")
	}
	return list, whole
}

func storedAs(id string) stored {
	f := stored{}
	f.ID.State, f.ID.Text = wire.Set, id
	return f
}

// latest is when the answers were last changed, or given.
func latest(modified, created wire.Time) wire.Time {
	if modified.State == wire.Set {
		return modified
	}
	return created
}
