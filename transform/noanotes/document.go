package noanotes

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
	"golang.org/x/text/unicode/norm"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// owed tells whether a doctor approved a summary that no answer has shown yet: a journal may be ahead of the summary, and a host may
// not be the session's own.
func (b *builder) owed() bool {
	return b.now.label == verified && b.summary.text == "" && !b.prior.HadFinal
}

// documents makes what a summary becomes. Where the answer shows none, what an earlier one showed stays; a session whose
// summary the vendor found empty has none, but one that was approved before is not taken back.
func (b *builder) documents() {
	held := b.summary.text != "" && b.now.label == emptied
	if held {
		b.issue(transform.NoContent, "summary")
	}
	if b.summary.text == "" || held {
		if held || !b.summary.shown || b.prior.HadFinal {
			b.res.NotLoaded = []string{"DocumentReference", "Composition", "Provenance"}
		}
		return
	}
	status := b.docStatus()
	written := []r4.Resource{b.document(status)}
	if c := b.composition(status); c != nil {
		written = append(written, c)
	}
	b.res.Resources = append(append(b.res.Resources, written...), b.authorship(written, status))
}

// docStatus is final only for Verified. What was final stays so while it says the same, whatever became of the session; a
// summary that was made again is not: a doctor has to approve it again. It is nil when nothing tells.
func (b *builder) docStatus() *fhir.CompositionStatus {
	sign := fhirx.Signing{Content: b.summary.text, At: b.r.Fetched}
	same := b.prior.HadFinal && b.prior.FinalContent == fhirx.ContentHash(b.summary.text)
	took := b.now.label == "" || statuses[b.now.label].task != fhir.TaskStatusInProgress
	switch {
	case b.now.label == verified, same && took && b.summary.flag != summarized:
		return sign.Status(true, &b.res.Next)
	case b.now.label == "" && b.now.raw == "" && b.summary.flag == "":
		return nil
	}
	return sign.Status(false, &b.res.Next)
}

// approved tells whether a doctor approved what the summary says now.
func approved(status *fhir.CompositionStatus) bool {
	return status != nil && *status != fhir.CompositionStatusPreliminary
}

// dated is when the journal received the state that the summary is in, whatever became of the session since.
func (b *builder) dated(status *fhir.CompositionStatus) *string {
	label := summarized
	if approved(status) {
		label = verified
	}
	return fhirx.Instant(b.delivered(label), b.zone)
}

func (b *builder) document(status *fhir.CompositionStatus) *r4.DocumentReference {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.DocStatus = status
	d.Id = new(b.ID("DocumentReference", "session/"+spell(b.country, b.id)))
	d.Meta = fhirx.MadeByAI(b.Meta("session"))
	d.Language = b.language()
	d.Identifier = b.Identifiers(b.country+"/session", b.id)
	d.MasterIdentifier = &d.Identifier[0]
	d.OtherDocumentReference.Type = new(b.documentType())
	d.Category = fhirx.ClinicalNote()
	d.Subject = b.subject
	if d.Date = b.dated(status); d.Date != nil {
		d.Extension = dateBasis()
	}
	d.Author = fhirx.List(b.doctor)
	d.Custodian = b.organization
	if approved(status) {
		d.Authenticator = b.doctor
	}
	d.Content = b.contents()
	if setting := fhirx.TextOnly(b.speciality()); setting != nil || b.visit != nil {
		d.Context = &fhir.DocumentReferenceContext{Encounter: fhirx.List(b.visit), PracticeSetting: setting}
	}
	return d
}

// contents gives the whole as one text. HTML stays as it came, and is made readable as well.
func (b *builder) contents() []fhir.DocumentReferenceContent {
	kind, text := fhirx.Plain, b.summary.text
	if b.summary.html {
		kind = fhirx.HTML
	}
	contents := []fhir.DocumentReferenceContent{fhirx.Attachment(kind, text, "", nil)}
	if plain := fhirx.Text(text); b.summary.html && plain != "" {
		contents = append(contents, fhirx.Attachment(fhirx.Plain, plain, "", nil))
	}
	for i := range contents {
		contents[i].Attachment.Language = b.language()
	}
	return contents
}

// composition keeps the sections apart. It needs a date, and Noa gives none: the time at which the journal received the state
// that the summary is in, marked as such, or there is no Composition.
func (b *builder) composition(status *fhir.CompositionStatus) r4.Resource {
	at, sections := b.dated(status), b.sections()
	if at == nil || status == nil || len(sections) == 0 {
		return nil
	}
	c := &r4.Composition{Status: status}
	c.Id = new(b.ID("Composition", "session/"+spell(b.country, b.id)))
	c.Meta = fhirx.MadeByAI(b.Meta("session"))
	c.Language = b.language()
	c.Identifier = &b.Identifiers(b.country+"/session", b.id)[0]
	c.OtherComposition.Type = b.documentType()
	c.Category = fhirx.ClinicalNote()
	c.Subject, c.Encounter, c.Custodian = b.subject, b.visit, b.organization
	c.Date, c.Title = *at, "Noa Notes summary"
	c.Extension = dateBasis()
	if c.Author = fhirx.List(b.doctor); c.Author == nil {
		c.Author = []fhir.Reference{scribe()}
	}
	if approved(status) && b.doctor != nil {
		c.Attester = []fhir.CompositionAttester{{Mode: fhir.CompositionAttestationModeProfessional, Time: at, Party: b.doctor}}
	}
	c.Section = sections
	return c
}

// sections gives each part its title and text in their order. One without text has nothing a Composition could hold
// (http://hl7.org/fhir/R4/composition.html, cmp-1); its title stands in the document.
func (b *builder) sections() []fhir.CompositionSection {
	var list []fhir.CompositionSection
	for _, s := range b.summary.sections {
		if blank(s.text) {
			continue
		}
		section := fhir.CompositionSection{
			Title: fhirx.Str(printable(s.title)),
			Text:  &fhir.Narrative{Status: fhir.NarrativeStatusAdditional, Div: narrative(s.text)},
		}
		if code := b.SectionCodes[norm.NFC.String(s.title)]; code != "" {
			section.Code = fhirx.Concept(r4.SystemLOINC, code, "")
		}
		list = append(list, section)
	}
	return list
}

// narrative is text as XHTML. An equals sign is escaped too, so that no word of a note can pass for an attribute.
func narrative(text string) string {
	return `<div xmlns="http://www.w3.org/1999/xhtml">` + escaper.Replace(printable(text)) + `</div>`
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "=", "&#61;",
	"\r\n", "<br/>", "\n", "<br/>", "\r", "<br/>")

// printable replaces the control characters that FHIR's string forbids.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return utf8.RuneError
		}
		return r
	}, text)
}

// dateBasis says that a date is the receiver's, who was told of a state; no clinical time.
func dateBasis() []fhir.Extension { return fhirx.List(fhirx.ExtCode(r4.ExtDateBasis, "journal")) }

// scribe is the vendor's program: a name, no resource of the warehouse.
func scribe() fhir.Reference {
	return fhir.Reference{Type: new("Device"), Display: new("Noa Notes")}
}

// authorship says that a program wrote the text and, where that is known, that a doctor approved it.
func (b *builder) authorship(written []r4.Resource, status *fhir.CompositionStatus) r4.Resource {
	const system = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
	p := &r4.Provenance{}
	p.Id = new(b.ID("Provenance", "authorship/"+spell(b.country, b.id)))
	p.Meta = b.Meta("session")
	p.Recorded = b.r.Fetched.UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
	for _, w := range written {
		p.Target = append(p.Target, fhir.Reference{Reference: new(w.Type() + "/" + w.LogicalID())})
	}
	p.Agent = []fhir.ProvenanceAgent{{Type: fhirx.Concept(system, "author", ""), Who: scribe()}}
	if approved(status) && b.doctor != nil {
		p.Agent = append(p.Agent, fhir.ProvenanceAgent{Type: fhirx.Concept(system, "verifier", ""), Who: *b.doctor})
	}
	return p
}

// looksHTML finds text that begins with an element of a note. A "<" in a sentence ("BP < 140") is none.
var looksHTML = regexp.MustCompile(`(?i)^\s*<(!doctype|html|body|div|p|h[1-6]|ul|ol|table|section|article|span|b|strong)[\s>/]`)
