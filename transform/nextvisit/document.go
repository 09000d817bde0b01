package nextvisit

import (
	"encoding/json"
	"regexp"
	"slices"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// documents makes the analysis and the transcript the answer shows. What it does not show keeps its rows, and so does what was
// said of where they came from.
func (c *contact) documents(res *transform.Result) {
	note := c.hidden(&c.Analysis, c.Has.Value.Content, "analysis", res)
	if unsaid := c.hidden(&c.Transcription, c.Has.Value.Transcription, "transcription", res); note || unsaid {
		res.NotLoaded = append(res.NotLoaded, "DocumentReference")
	}
	if note {
		res.NotLoaded = append(res.NotLoaded, "Provenance")
	}
	var script *fhir.Reference
	if c.Transcription.State == wire.Set {
		script = c.Ref("DocumentReference", "note/"+c.ID.Text+"/transcript")
	}
	if c.Analysis.State == wire.Set {
		res.Resources = append(res.Resources, c.analysis(script, res))
	}
	if script != nil {
		res.Resources = append(res.Resources, c.transcript(script))
	}
}

// hidden tells a text that the answer does not show from one that is not there. Where `has` speaks, it decides.
func (c *contact) hidden(text *wire.Text, has wire.Bool, path string, res *transform.Result) bool {
	switch {
	case text.State == wire.Set:
		return false
	case has.State == wire.Set && has.Value:
		res.Issues = append(res.Issues, transform.Issue{Code: transform.NoContent, Path: path})
		return true
	}
	return has.State != wire.Set && !text.State.Shown()
}

// analysis is the note itself. Who signed it the API does not say: no authenticator.
func (c *contact) analysis(script *fhir.Reference, res *transform.Result) *r4.DocumentReference {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	c.analysed = c.Ref("DocumentReference", "note/"+c.ID.Text)
	d.Id = idOf(c.analysed)
	d.Meta = c.ofAnalysis
	d.Extension = c.extensions()
	d.Identifier = c.identifier
	if signed := c.Has.Value.Signed; signed.State == wire.Set {
		d.DocStatus = fhirx.Signing{Content: c.Analysis.Text, At: c.fetched}.Status(signed.Value, &res.Next)
	}
	d.OtherDocumentReference.Type = progressNote
	d.Category = clinicalNote
	d.Subject = c.about
	d.Date = fhirx.Instant(c.CreatedAt, c.zone)
	d.Author = slices.Concat(c.people, []fhir.Reference{machine})
	d.Custodian = c.clinic
	if script != nil {
		d.RelatesTo = []fhir.DocumentReferenceRelatesTo{{Code: fhir.DocumentRelationshipTypeTransforms, Target: *script}}
	}
	d.Context = c.context()
	d.Content = contents(c.Analysis.Text, c.Name.Text, fhirx.DateTime(c.AnalysisCompleted, c.zone))
	return d
}

// machine is the author of an analysis beside the user, by name only: it is no resource of the warehouse.
var machine = fhir.Reference{Type: new("Device"), Display: new("Nextvisit AI")}

// transcript is what was said, as the machine heard it or a person corrected it: nobody signs it, and it is no clinical note. While
// the note is not written it is all there is, and preliminary.
func (c *contact) transcript(ref *fhir.Reference) *r4.DocumentReference {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.Id = idOf(ref)
	d.Meta = c.ofNote
	d.Identifier = c.Identifiers("transcript", c.ID.Text)
	if signed := c.Has.Value.Signed; signed.State == wire.Set && c.analysed == nil {
		d.DocStatus = new(fhir.CompositionStatusPreliminary)
	}
	d.OtherDocumentReference.Type = spoken
	d.Subject = c.about
	d.Date = fhirx.Instant(c.CreatedAt, c.zone)
	d.Author = c.people
	d.Custodian = c.clinic
	d.Context = c.context()
	completed := fhirx.DateTime(c.TranscriptionCompleted, c.zone)
	d.Content = []fhir.DocumentReferenceContent{fhirx.Attachment(fhirx.Plain, c.Transcription.Text, c.Name.Text, completed)}
	return d
}

func (c *contact) context() *fhir.DocumentReferenceContext {
	if c.visit == nil {
		return nil
	}
	return &fhir.DocumentReferenceContext{Encounter: []fhir.Reference{*c.visit}}
}

// contents gives the analysis as it came. Nothing says what markup it is in; tags tell HTML, which is made readable as well.
func contents(text, title string, creation *string) []fhir.DocumentReferenceContent {
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

func (c *contact) extensions() []fhir.Extension {
	var template *fhir.Extension
	t := c.Template.Value
	if coding := fhirx.Coding(c.System("template"), t.ID.Text, t.Name.Text); coding != nil {
		template = &fhir.Extension{Url: r4.ExtTemplate, ValueCoding: coding}
	}
	return fhirx.List(fhirx.ExtCode(r4.ExtProcessingState, c.state), fhirx.ExtString(r4.ExtErrorState, c.ErrorState.Text), template)
}

// decimalForm is FHIR's decimal without exponent; nobody speaks for 10^17 seconds.
var decimalForm = regexp.MustCompile(`^(0|[1-9][0-9]{0,17})(\.[0-9]{1,9})?$`)

// decimal is a number as the vendor wrote it; nil for anything that is none, or negative.
func decimal(text string) *json.Number {
	if !decimalForm.MatchString(text) {
		return nil
	}
	return new(json.Number(text))
}
