package vsee

import (
	"html"
	"regexp"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// note adds the DocumentReference of a full post-visit note and what the next state is told about it.
func (b *booking) note(r extract.Record, prior transform.Prior) {
	b.res.Next = prior
	b.res.Next.RawStatus = b.v.Status.Text
	b.res.Next.Open = !b.over || b.v.PostVisit.Value.Draft.Value
	if !b.v.PostVisit.State.Shown() {
		b.res.NotLoaded = append(b.res.NotLoaded, "DocumentReference")
		return
	}
	if b.written == "" {
		return
	}
	p, content := b.v.PostVisit.Value, b.written
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.DocStatus = b.docStatus(p.Draft, fhirx.Signing{Content: content, At: r.Fetched})
	b.describe(d, p)
	creation := fhirx.DateTime(p.Modified, b.zone)
	d.Content = []fhir.DocumentReferenceContent{
		fhirx.Attachment(fhirx.HTML, content, noteTitle, creation),
		fhirx.Attachment(fhirx.Plain, fhirx.Text(content), noteTitle, creation),
	}
	b.res.Resources = append(b.res.Resources, d)
	b.attachments(p)
}

// attachments adds what lies beside the note.
func (b *booking) attachments(p postVisit) {
	if !p.Attachments.State.Shown() || !p.Attachments.Legible() {
		b.res.NotLoaded = append(b.res.NotLoaded, "DocumentReference")
	}
	at, _ := b.contact()
	for _, d := range b.files("visit", b.v.ID.Text, p.Attachments.Items, b.uploader, b.report.below("postvisit.attachments.*")) {
		d.Subject = b.subject()
		if at != nil {
			d.Context = &fhir.DocumentReferenceContext{Encounter: []fhir.Reference{*at}}
		}
		d.Meta.Security = b.labels()
		b.res.Resources = append(b.res.Resources, d)
	}
}

// uploader points at whoever stored a file.
func (b *booking) uploader(id string) *fhir.Reference {
	for _, u := range b.practitioners() {
		if u.ID.Text == id {
			return b.person("Practitioner", id, user{})
		}
	}
	return b.clinic.uploader(id, b.v.MemberID.Text)
}

const noteTitle = "Post-visit note"

func (b *booking) describe(d *r4.DocumentReference, p postVisit) {
	d.Id = new(b.ID("DocumentReference", "visit/"+b.v.ID.Text+"/postvisit"))
	d.Meta = b.Meta("visit", b.labels()...)
	d.Identifier = b.Identifiers("postvisit", p.ID.Text)
	d.OtherDocumentReference.Type = fhirx.ProgressNote()
	d.Category = fhirx.ClinicalNote()
	d.Subject = b.subject()
	d.Date = fhirx.Instant(p.Created, b.zone)
	d.Author = fhirx.List(b.author(p))
	d.Context = b.context()
}

// context points at the encounter the note was written on.
func (b *booking) context() *fhir.DocumentReferenceContext {
	at, period := b.contact()
	if at == nil {
		return nil
	}
	return &fhir.DocumentReferenceContext{Encounter: []fhir.Reference{*at}, Period: period}
}

// docStatus is final for a note that is no draft, amended when an earlier final one said something else, and absent when
// nothing says whether it is a draft.
func (b *booking) docStatus(draft wire.Bool, s fhirx.Signing) *fhir.CompositionStatus {
	if draft.State != wire.Set {
		return nil
	}
	return s.Status(!draft.Value, &b.res.Next)
}

// author is the person whose name stands on the note: the provider or host of that very name, else the name alone. The note's
// NPI is the author's.
func (b *booking) author(p postVisit) *fhir.Reference {
	name := p.ModifiedBy.Text
	if name == "" {
		return nil
	}
	ref := &fhir.Reference{}
	for _, u := range b.practitioners() {
		if u.name() == name {
			ref = b.Ref("Practitioner", u.ID.Text)
			break
		}
	}
	ref.Display = &name
	if npi.MatchString(p.NPI.Text) {
		ref.Identifier = &fhir.Identifier{System: new(r4.SystemNPI), Value: &p.NPI.Text}
	} else if p.NPI.Text != "" {
		b.report.add(transform.UnexpectedForm, "postvisit.npi")
	}
	return ref
}

// npi is the form of a National Provider Identifier.
var npi = regexp.MustCompile(`^[12][0-9]{9}$`)

func (u user) name() string {
	if u.FullName.Text != "" {
		return u.FullName.Text
	}
	return strings.TrimSpace(u.FirstName.Text + " " + u.LastName.Text)
}

// sections are the note's clinical texts in the order a reader wants them.
func (p postVisit) sections() []section {
	return []section{
		{"Reason for visit", p.Reason.Text, false}, {"Other reason", p.ReasonOther.Text, false},
		{"Physical exam", p.PhysicalExam.Text, true}, {"Diagnosis", p.Diagnosis.Text, false},
		{"Assessment and plan", p.Assessment.Text, true}, {"Patient instructions", p.Instructions.Text, true},
		{"Disposition", p.Disposition.Text, false},
	}
}

type section struct {
	title, text string
	markup      bool // text is HTML
}

// said tells whether there is anything to read in the section: an editor leaves <p><br></p> behind.
func (s section) said() bool {
	return s.text != "" && (!s.markup || fhirx.Text(s.text) != "")
}

// html is the note as one document, empty when there is nothing in it. The vendor's own HTML stands in it as it came.
func (p postVisit) html() string {
	var b strings.Builder
	for _, s := range p.sections() {
		if !s.said() {
			continue
		}
		b.WriteString("<section><h2>" + s.title + "</h2>")
		if s.markup {
			b.WriteString(s.text)
		} else {
			b.WriteString("<p>" + html.EscapeString(s.text) + "</p>")
		}
		b.WriteString("</section>\n")
	}
	return b.String()
}
