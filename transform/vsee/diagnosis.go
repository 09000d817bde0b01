package vsee

import (
	"regexp"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// diagnosis is one of those a note names in a line; code is empty for one in words alone.
type diagnosis struct{ name, code string }

// coded is the end of a diagnosis: an ICD-10-CM code in brackets, then a comma or the end of the line. The names before it have
// commas of their own ("Allergic reaction,initial encounter (T78.40XA),Asthma (J45.909)").
var coded = regexp.MustCompile(`\(([A-Z][0-9][0-9AB](?:\.?[0-9A-Z]{1,4})?)\)\s*(?:,|$)`)

// diagnoses splits the line. What follows the last code is one diagnosis in words: where its commas divide, nothing tells.
func diagnoses(line string) []diagnosis {
	var list []diagnosis
	from := 0
	for _, at := range coded.FindAllStringSubmatchIndex(line, -1) {
		name := strings.TrimSpace(line[from:at[0]])
		list = append(list, diagnosis{name, dotted(line[at[2]:at[3]])})
		from = at[1]
	}
	if rest := strings.Trim(line[from:], " ,"); rest != "" {
		list = append(list, diagnosis{name: rest})
	}
	return list
}

// dotted writes a code as ICD-10-CM does, with a dot after the third character.
func dotted(code string) string {
	if len(code) <= 3 || code[3] == '.' {
		return code
	}
	return code[:3] + "." + code[3:]
}

// diagnosed makes a Condition of each diagnosis in the note. Whether it is confirmed or still active, VSee does not say.
func (b *booking) diagnosed() {
	p := b.v.PostVisit.Value
	if b.v.PostVisit.State.Shown() && b.written != "" && !p.Diagnosis.State.Shown() || !b.v.PostVisit.State.Shown() {
		b.res.NotLoaded = append(b.res.NotLoaded, "Condition")
	}
	if b.written == "" || p.Diagnosis.State != wire.Set {
		return
	}
	if b.subject() == nil {
		b.report.add(transform.NoContent, "member_id")
		return
	}
	parts := fhirx.Parts{}
	for _, d := range diagnoses(p.Diagnosis.Text) {
		c := &r4.Condition{}
		c.Id = new(b.ID("Condition", "visit/"+b.v.ID.Text+"/diagnosis/"+parts.Key(d.key())))
		c.Meta = b.Meta("visit", b.labels()...)
		c.Category = fhirx.List(fhirx.Concept(conditionCategory, "encounter-diagnosis", "Encounter Diagnosis"))
		c.Code = &fhir.CodeableConcept{Coding: fhirx.List(fhirx.Coding(r4.SystemICD10CM, d.code, "")), Text: fhirx.Str(d.name)}
		c.Subject = *b.subject()
		c.RecordedDate = fhirx.DateTime(p.Created, b.zone)
		c.Recorder = b.author(p)
		b.conditions = append(b.conditions, c)
	}
}

const conditionCategory = "http://terminology.hl7.org/CodeSystem/condition-category"

// key is what a diagnosis is told apart by: its code, else its words.
func (d diagnosis) key() string {
	if d.code != "" {
		return d.code
	}
	return d.name
}

// attachDiagnoses joins the Conditions and the encounter they were made at.
func (b *booking) attachDiagnoses() {
	at, _ := b.contact()
	for _, c := range b.conditions {
		c.Encounter = at
		b.res.Resources = append(b.res.Resources, c)
	}
	if b.own == nil {
		return
	}
	for _, c := range b.conditions {
		own := fhir.Reference{Reference: new("Condition/" + c.LogicalID())}
		b.own.Diagnosis = append(b.own.Diagnosis, fhir.EncounterDiagnosis{Condition: own})
	}
}
