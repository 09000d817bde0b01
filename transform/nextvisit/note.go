package nextvisit

import (
	"cmp"
	"regexp"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type notes struct {
	Config
	fhirx.Scope
	zone *time.Location
}

// Rev is the mapper's revision.
func (notes) Rev() uint32 { return noteRev }

// Map makes the DocumentReference of a note that has an analysis. A note without one becomes no resource, because a
// document needs content; whether that means "not shown" or "none" is told apart by `has`.
func (m notes) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	var n note
	var err error
	res := transform.Result{Next: prior}
	if res.Issues, err = wire.Decode(r.Body, &n); err != nil {
		return transform.Result{}, err
	}
	switch id := n.ID.Text; {
	case id == "" || id == "0":
		return transform.Result{}, &transform.Reject{Code: transform.MissingID, Path: "id"}
	case id != r.ID:
		return transform.Result{}, &transform.Reject{Code: transform.ForeignChild, Path: "id"}
	}
	res.Next.RawStatus = n.processing()
	m.people(n, &res)
	if n.Analysis.State != wire.Set {
		withoutContent(n, &res)
		return res, nil
	}
	res.Resources = []r4.Resource{m.document(n, r.Fetched, &res)}
	return res, nil
}

// withoutContent tells an answer that does not show the analysis from one that says there is none. Where `has` speaks, it decides.
func withoutContent(n note, res *transform.Result) {
	content := n.Has.Value.Content
	switch {
	case content.State == wire.Set && content.Value:
		res.Issues = append(res.Issues, transform.Issue{Code: transform.NoContent, Path: "analysis"})
		res.NotLoaded = []string{"DocumentReference"}
	case content.State != wire.Set && !n.Analysis.State.Shown():
		res.NotLoaded = []string{"DocumentReference"}
	}
}

func (m notes) document(n note, fetched time.Time, res *transform.Result) *r4.DocumentReference {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.Id = new(m.ID("DocumentReference", "note/"+n.ID.Text))
	d.Meta = m.Meta("progress-note", fhirx.AIMade)
	d.Extension = m.extensions(n)
	d.Identifier = m.Identifiers("progress-note", n.ID.Text)
	if signed := n.Has.Value.Signed; signed.State == wire.Set {
		d.DocStatus = fhirx.Signing{Content: n.Analysis.Text, At: fetched}.Status(signed.Value, &res.Next)
	}
	d.OtherDocumentReference.Type = fhirx.ProgressNote()
	d.Category = fhirx.ClinicalNote()
	d.Subject = m.about(n)
	d.Date = fhirx.Instant(n.CreatedAt, m.zone)
	d.Author = m.authors(n)
	d.Custodian = m.Logical("Organization", "team", cmp.Or(n.TeamID.Text, m.Team))
	d.Content = contents(n, fhirx.DateTime(n.AnalysisCompleted, m.zone))
	return d
}

// contents gives the analysis as it came. Nothing says what markup it is in; tags tell HTML, which is made readable as well.
func contents(n note, creation *string) []fhir.DocumentReferenceContent {
	text, title := n.Analysis.Text, n.Name.Text
	if !looksHTML.MatchString(text) {
		return []fhir.DocumentReferenceContent{fhirx.Attachment(fhirx.Plain, text, title, creation)}
	}
	contents := []fhir.DocumentReferenceContent{fhirx.Attachment(fhirx.HTML, text, title, creation)}
	if plain := fhirx.Text(text); plain != "" {
		contents = append(contents, fhirx.Attachment(fhirx.Plain, plain, title, creation))
	}
	return contents
}

// looksHTML finds text that begins with an element of a note. A "<" in a sentence ("BP < 140") is none.
var looksHTML = regexp.MustCompile(`(?i)^\s*<(!doctype|html|body|div|p|h[1-6]|ul|ol|table|section|article|span|b|strong)[\s>/]`)

func (m notes) extensions(n note) []fhir.Extension {
	var template *fhir.Extension
	t := n.Template.Value
	if coding := fhirx.Coding(m.System("template"), t.ID.Text, t.Name.Text); coding != nil {
		template = &fhir.Extension{Url: r4.ExtTemplate, ValueCoding: coding}
	}
	return fhirx.List(fhirx.ExtCode(r4.ExtProcessingState, n.processing()),
		fhirx.ExtString(r4.ExtErrorState, n.ErrorState.Text), template)
}

// processing derives how far the vendor has got with a note, the furthest step first. The API has no such field.
func (n note) processing() string {
	switch {
	case n.ErrorState.State == wire.Set:
		return "failed"
	case n.AnalysisCompleted.State == wire.Set:
		return "complete"
	case n.AnalysisStarted.State == wire.Set:
		return "analyzing"
	case n.TranscriptionCompleted.State == wire.Set:
		return "transcribed"
	case n.TranscriptionStarted.State == wire.Set:
		return "transcribing"
	case n.Audio.Value.UploadedAt.State == wire.Set:
		return "uploaded"
	}
	return "created"
}
