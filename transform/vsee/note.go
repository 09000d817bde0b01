package vsee

import (
	"html"
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
}

const noteTitle = "Post-visit note"

func (b *booking) describe(d *r4.DocumentReference, p postVisit) {
	d.Id = new(b.ID("DocumentReference", "visit/"+b.v.ID.Text+"/postvisit"))
	d.Meta = b.Meta("visit", b.labels()...)
	d.Identifier = b.Identifiers("postvisit", p.ID.Text)
	d.OtherDocumentReference.Type = fhirx.ProgressNote()
	d.Category = fhirx.ClinicalNote()
	d.Subject = b.person("Patient", b.v.MemberID.Text, b.v.Member.Value)
	d.Date = fhirx.Instant(p.Created, b.zone)
	d.Author = fhirx.List(b.author(p.ModifiedBy.Text))
	d.Context = b.context()
}

// context points at the encounter the note was written on: the visit's own, or that of the walk-in an appointment became.
func (b *booking) context() *fhir.DocumentReferenceContext {
	for _, r := range b.res.Resources {
		if e, ok := r.(*r4.Encounter); ok {
			own := fhir.Reference{Reference: new("Encounter/" + e.LogicalID())}
			return &fhir.DocumentReferenceContext{Encounter: []fhir.Reference{own}, Period: e.Period}
		}
	}
	if b.v.Type.Text != typeAppointment || b.walkIn() == "" {
		return nil
	}
	return &fhir.DocumentReferenceContext{Encounter: []fhir.Reference{*b.elsewhere("Encounter", b.walkIn())}}
}

// docStatus is final for a note that is no draft, amended when an earlier final one said something else, and absent when
// nothing says whether it is a draft.
func (b *booking) docStatus(draft wire.Bool, s fhirx.Signing) *fhir.CompositionStatus {
	if draft.State != wire.Set {
		return nil
	}
	return s.Status(!draft.Value, &b.res.Next)
}

// author is the person whose name stands on the note: the provider or host of that very name, else the name alone.
func (b *booking) author(name string) *fhir.Reference {
	if name == "" {
		return nil
	}
	for _, u := range b.practitioners() {
		if u.name() == name {
			ref := b.Ref("Practitioner", u.ID.Text)
			ref.Display = &name
			return ref
		}
	}
	return &fhir.Reference{Display: &name}
}

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
