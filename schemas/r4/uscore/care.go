package uscore

import (
	"slices"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

var encounter = profileOf("encounter", []rule[r4.Encounter]{
	{IdentifierInParts, func(e *r4.Encounter) bool { return every(e.Identifier, identified) }},
	{NoType, func(e *r4.Encounter) bool { return slices.ContainsFunc(e.OtherEncounter.Type, concept) }},
	{NoSubject, func(e *r4.Encounter) bool { return e.Subject != nil }},
})

var documentReference = profileOf("documentreference", []rule[r4.DocumentReference]{
	{NoType, func(d *r4.DocumentReference) bool { return said(d.OtherDocumentReference.Type) }},
	{TypeNotOfDocuments, func(d *r4.DocumentReference) bool {
		t := d.OtherDocumentReference.Type
		return !said(t) || hasCoding(t, r4.SystemLOINC, documents...) || hasCoding(t, r4.SystemNullFlavor, "UNK")
	}},
	{NoCategory, func(d *r4.DocumentReference) bool { return slices.ContainsFunc(d.Category, concept) }},
	{NoSubject, func(d *r4.DocumentReference) bool { return d.Subject != nil }},
	{NoContent, func(d *r4.DocumentReference) bool {
		return every(d.Content, func(c *fhir.DocumentReferenceContent) bool { return told(c.Attachment.Data) || told(c.Attachment.Url) })
	}},
})

// documents are codes of LOINC whose scale is Doc, as the value set us-core-documentreference-type asks: those the mappers write and those
// US Core's guidance on clinical notes names. LOINC itself is not at hand, so any other code of it, which a configuration may name, is not
// known to be one.
var documents = []string{"11506-3", "34109-9", "34133-9", "11488-4", "18842-5", "34117-2", "28570-0", "18748-4", "11502-2", "11526-1"}

// condition is the profile of diagnoses: no mapper writes a problem list.
var condition = profileOf("condition-encounter-diagnosis", []rule[r4.Condition]{
	{CategoryNotUSCore, func(c *r4.Condition) bool {
		return slices.ContainsFunc(c.Category, func(c fhir.CodeableConcept) bool {
			return hasCoding(&c, "http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis")
		})
	}},
	{NoCode, func(c *r4.Condition) bool { return said(c.Code) }},
})

var medicationRequest = profileOf("medicationrequest", []rule[r4.MedicationRequest]{
	{NoRequester, func(m *r4.MedicationRequest) bool {
		switch m.Intent {
		case "order", "original-order", "reflex-order", "filler-order", "instance-order":
			return m.Requester != nil
		}
		return true
	}},
})

var allergyIntolerance = profileOf("allergyintolerance", []rule[r4.AllergyIntolerance]{
	{NoCode, func(a *r4.AllergyIntolerance) bool { return said(a.Code) }},
})

var procedure = profileOf("procedure", []rule[r4.Procedure]{
	{NoCode, func(p *r4.Procedure) bool { return said(p.Code) }},
	{NoPerformed, func(p *r4.Procedure) bool {
		if p.Status == nil || *p.Status != fhir.EventStatusCompleted && *p.Status != fhir.EventStatusInProgress {
			return true
		}
		return p.PerformedDateTime != nil || p.PerformedPeriod != nil || p.PerformedString != nil || p.PerformedAge != nil || p.PerformedRange != nil
	}},
})

var questionnaireResponse = profileOf("questionnaireresponse", []rule[r4.QuestionnaireResponse]{
	{NoQuestionnaire, func(q *r4.QuestionnaireResponse) bool { return told(q.Questionnaire) }},
	{NoSubject, func(q *r4.QuestionnaireResponse) bool { return q.Subject != nil }},
	{NoAuthored, func(q *r4.QuestionnaireResponse) bool { return told(q.Authored) }},
})

var provenance = profileOf("provenance", []rule[r4.Provenance]{
	{NoOnBehalfOf, func(p *r4.Provenance) bool {
		return every(p.Agent, func(a *fhir.ProvenanceAgent) bool { return a.OnBehalfOf != nil || !acts(&a.Who) })
	}},
})

// acts tells whether a reference is to a device or a practitioner, be it by words alone: who reads the profile's rule as it is meant does not
// look whether the reference can be followed.
func acts(who *fhir.Reference) bool {
	kind := ""
	switch {
	case told(who.Reference):
		kind, _, _ = strings.Cut(*who.Reference, "/")
	case told(who.Type):
		kind = *who.Type
	}
	return kind == "Device" || kind == "Practitioner"
}

func concept(c fhir.CodeableConcept) bool { return said(&c) }
