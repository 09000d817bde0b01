package nextech

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// document makes the DocumentReference of a CCD, whole or of one section, as it came. An answer that does not show the CCD
// leaves what is held; an empty one says that there is none.
func (c *contact) document(ccd wire.Text, fetched time.Time) {
	if !ccd.State.Shown() {
		c.res.NotLoaded = append(c.res.NotLoaded, "DocumentReference")
		return
	}
	if ccd.State != wire.Set {
		return
	}
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.Id = new(c.ID("DocumentReference", "encounter/"+c.key()+"/ccd/"+c.asked.Section.Text))
	d.Meta = c.Meta("encounter")
	if lock := c.lock(); lock != "" {
		d.DocStatus = fhirx.Signing{Content: ccd.Text, At: fetched}.Status(c.locked(), &c.res.Next)
	}
	d.OtherDocumentReference.Type = c.ccdType()
	d.Category = fhirx.ClinicalNote()
	d.Subject = c.subject()
	d.Author = fhirx.List(c.doctor())
	d.Custodian = c.organization()
	d.Content = []fhir.DocumentReferenceContent{fhirx.Attachment(fhirx.HTML, ccd.Text, c.asked.Section.Text, nil)}
	d.Context = &fhir.DocumentReferenceContext{
		Encounter: []fhir.Reference{{Reference: new("Encounter/" + c.ID("Encounter", c.key()))}},
		Period:    c.period(),
	}
	c.res.Resources = append(c.res.Resources, d)
}

// ccdType is LOINC's code of a CCD. A section keeps the code and bears its own name.
func (c *contact) ccdType() *fhir.CodeableConcept {
	concept := &fhir.CodeableConcept{Coding: []fhir.Coding{*fhirx.Coding(r4.SystemLOINC, "34133-9", "Summary of episode note")}}
	concept.Text = fhirx.Str(c.asked.Section.Text)
	return concept
}
