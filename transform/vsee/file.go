package vsee

import (
	"cmp"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// Targets of a file record (File API, target_type), and our own for the answer that a visit has a summary.
const (
	ofUser    = "user"
	ofVisit   = "visit"
	ofSummary = "visit_summary"
)

type files struct{ clinic }

// Rev is the mapper's revision.
func (files) Rev() uint32 { return fileRev }

// Map makes a DocumentReference that says that a file exists: its name, size and kind, never its content.
func (m files) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	var in fileRecord
	res := transform.Result{}
	var err error
	if res.Issues, err = wire.Decode(r.Body, &in); err != nil {
		return transform.Result{}, err
	}
	req, f := in.Request.Value, in.Answer.Value
	if req.Target.Text == ofSummary {
		f = summary()
	}
	if err := transform.SameID(req.key(f), r.ID, "answer.id"); err != nil {
		return transform.Result{}, err
	}
	who := func(id string) *fhir.Reference { return m.uploader(id, req.patient()) }
	for _, d := range m.files("file", r.ID, []stored{f}, who, reporter{&res.Issues, "answer."}) {
		d.Id = new(m.ID("DocumentReference", "file/"+r.ID))
		if req.Target.Text == ofSummary {
			d.Identifier = m.Identifiers("file", r.ID) // VSee gives it no id; "summary" is said of every visit's
		}
		d.Subject, d.Meta.Security = m.person("Patient", req.patient(), user{}), labelsOf(req.IsTest)
		if req.Target.Text != ofUser {
			d.Context = &fhir.DocumentReferenceContext{Encounter: fhirx.List(m.coded("Encounter", "visit", req.TargetID.Text))}
		}
		res.Resources = append(res.Resources, d)
	}
	res.Resources = m.proven(r, res.Resources...)
	return res, nil
}

// key is the record's id: target, its id and the file's.
func (q fileRequest) key(f stored) string {
	if q.Target.Text == "" || q.TargetID.Text == "" || f.key() == "" {
		return ""
	}
	return q.Target.Text + "/" + q.TargetID.Text + "/" + f.key()
}

func (q fileRequest) patient() string {
	if q.Target.Text == ofUser {
		return q.TargetID.Text
	}
	return q.MemberID.Text
}

// summary is the rendering of a visit that VSee makes when it is asked for.
func summary() stored {
	f := stored{}
	f.ID.Text, f.Name.Text, f.Ext.Text = "summary", "Visit summary", "pdf"
	f.Category.Text = ofSummary
	return f
}

func (f stored) key() string { return cmp.Or(f.ID.Text, f.OldID.Text) }

// uploader points at whoever stored a file: the patient, or a user of whom nothing tells what they are.
func (c clinic) uploader(id, patient string) *fhir.Reference {
	switch id = nonZero(id); id {
	case "":
		return nil
	case patient:
		return c.person("Patient", id, user{})
	}
	return &fhir.Reference{Identifier: &c.Identifiers("user", id)[0]}
}

// files makes a DocumentReference of each file beside a record. who points at a user by id. Two records may name one file, and
// each has a DocumentReference of its own: what one names no more stays with the other.
func (c clinic) files(kind, record string, list []stored, who func(string) *fhir.Reference, report reporter) []*r4.DocumentReference {
	var out []*r4.DocumentReference
	seen := map[string]bool{}
	for _, f := range list {
		if f.key() == "" {
			report.add(transform.MissingID, "id")
			continue
		}
		if seen[f.key()] {
			continue
		}
		seen[f.key()] = true
		d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
		d.Id = new(c.ID("DocumentReference", kind+"/"+record+"/attachment/"+f.key()))
		d.Meta = c.Meta(kind)
		d.Identifier = c.Identifiers("file", f.key())
		d.OtherDocumentReference.Type = fhirx.TextOnly(cmp.Or(f.Category.Text, f.Meta.Value.Category.Text, "attachment"))
		d.Date = fhirx.Instant(f.Created, c.zone)
		d.Author = fhirx.List(who(cmp.Or(f.CreatorID.Text, f.Creator.Value.ID.Text)))
		d.Content = []fhir.DocumentReferenceContent{
			fhirx.Stored(f.Name.Text, fhirx.MediaType(f.Ext.Text), f.Size.Value, fhirx.DateTime(f.Created, c.zone)),
		}
		out = append(out, d)
	}
	return out
}
