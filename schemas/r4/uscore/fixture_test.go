package uscore_test

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// Invented people, each with just what its profile asks.

var own = []fhir.Identifier{{System: new("https://example.test/id"), Value: new("575")}}

func coded(system, code string) *fhir.CodeableConcept {
	return &fhir.CodeableConcept{Coding: []fhir.Coding{{System: &system, Code: &code}}}
}

func words(s string) *fhir.CodeableConcept { return &fhir.CodeableConcept{Text: &s} }

func phone() []fhir.ContactPoint {
	return []fhir.ContactPoint{{System: new(fhir.ContactPointSystemPhone), Value: new("555 0100")}}
}

func identifiers(more ...fhir.Identifier) []fhir.Identifier {
	return append([]fhir.Identifier{own[0]}, more...)
}

// npi is invented; its check digit is right.
func npi() fhir.Identifier {
	return fhir.Identifier{System: new(r4.SystemNPI), Value: new("1234567893")}
}

func patient() *r4.Patient {
	p := &r4.Patient{}
	p.Identifier = identifiers()
	p.Name = []fhir.HumanName{{Given: []string{"Ada"}}}
	p.Telecom = phone()
	p.Gender = new(fhir.AdministrativeGenderUnknown)
	return p
}

func practitioner() *r4.Practitioner {
	p := &r4.Practitioner{}
	p.Identifier = identifiers(npi())
	p.Name = []fhir.HumanName{{Family: new("Hollowell")}}
	return p
}

func role() *r4.PractitionerRole {
	p := &r4.PractitionerRole{}
	p.Practitioner = &fhir.Reference{Reference: new("Practitioner/1")}
	p.Telecom = phone()
	return p
}

func organization() *r4.Organization {
	o := &r4.Organization{}
	o.Identifier = []fhir.Identifier{npi()}
	o.Active = new(false)
	o.Name = new("Clinic")
	return o
}

func encounter() *r4.Encounter {
	e := &r4.Encounter{Status: new(fhir.EncounterStatusFinished), Class: &fhir.Coding{System: new(r4.SystemActCode), Code: new("VR")}}
	e.Identifier = identifiers()
	e.OtherEncounter.Type = []fhir.CodeableConcept{*words("walk-in")}
	e.Subject = &fhir.Reference{Reference: new("Patient/1")}
	return e
}

func document() *r4.DocumentReference {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.OtherDocumentReference.Type = coded(r4.SystemLOINC, "11506-3")
	d.Category = []fhir.CodeableConcept{*words("clinical note")}
	d.Subject = &fhir.Reference{Reference: new("Patient/1")}
	d.Content = []fhir.DocumentReferenceContent{{Attachment: fhir.Attachment{ContentType: new("text/plain"), Data: new("QUJD")}}}
	return d
}

func diagnosis() *r4.Condition {
	c := &r4.Condition{}
	c.Category = []fhir.CodeableConcept{*coded("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis")}
	c.Code = words("fever")
	c.Subject = fhir.Reference{Reference: new("Patient/1")}
	return c
}

func allergy() *r4.AllergyIntolerance {
	a := &r4.AllergyIntolerance{}
	a.ClinicalStatus = coded("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active")
	a.Code = words("nuts")
	a.Patient = fhir.Reference{Reference: new("Patient/1")}
	return a
}

func order() *r4.MedicationRequest {
	m := &r4.MedicationRequest{MedicationCodeableConcept: words("iron")}
	m.Status, m.Intent = "active", "order"
	m.Subject = fhir.Reference{Reference: new("Patient/1")}
	m.Requester = &fhir.Reference{Display: new("Dr. Hollowell")}
	return m
}

func operation() *r4.Procedure {
	p := &r4.Procedure{Status: new(fhir.EventStatusCompleted)}
	p.Code = words("heart valve replaced")
	p.Subject = fhir.Reference{Reference: new("Patient/1")}
	p.PerformedString = new("as a child")
	return p
}

func form() *r4.QuestionnaireResponse {
	q := &r4.QuestionnaireResponse{Status: new(fhir.QuestionnaireResponseStatusCompleted)}
	q.Questionnaire = new("https://example.test/intake")
	q.Subject = &fhir.Reference{Reference: new("Patient/1")}
	q.Authored = new("2026-05-01")
	return q
}

func provenance() *r4.Provenance {
	p := &r4.Provenance{}
	p.Target = []fhir.Reference{{Reference: new("Patient/1")}}
	p.Recorded = "2026-05-01T10:00:00Z"
	p.Agent = []fhir.ProvenanceAgent{{Who: fhir.Reference{Type: new("Device"), Display: new("a machine")}, OnBehalfOf: &fhir.Reference{Display: new("Clinic")}}}
	return p
}
