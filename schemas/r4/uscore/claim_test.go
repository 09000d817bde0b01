package uscore_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/r4/uscore"
)

const us = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"

// Each resource satisfies its profile; each change of it takes one thing away, and that alone is told.
func TestEachRule(t *testing.T) {
	lack(t, patient, us+"patient", map[string]func(*r4.Patient){
		uscore.NoIdentifier:      func(p *r4.Patient) { p.Identifier = nil },
		uscore.IdentifierInParts: func(p *r4.Patient) { p.Identifier[0].Value = nil },
		uscore.NoName:            func(p *r4.Patient) { p.Name = nil },
		uscore.NameWithoutParts:  func(p *r4.Patient) { p.Name[0] = fhir.HumanName{Text: new("Ada")} },
		uscore.TelecomInParts:    func(p *r4.Patient) { p.Telecom[0].System = nil },
		uscore.NoGender:          func(p *r4.Patient) { p.Gender = nil },
	})
	lack(t, practitioner, us+"practitioner", map[string]func(*r4.Practitioner){
		uscore.NoIdentifier:      func(p *r4.Practitioner) { p.Identifier = nil },
		uscore.IdentifierInParts: func(p *r4.Practitioner) { p.Identifier[0].System = new("") },
		uscore.NPIMalformed:      func(p *r4.Practitioner) { p.Identifier[1].Value = new("1234567890") },
		uscore.NoName:            func(p *r4.Practitioner) { p.Name = nil },
		uscore.NameWithoutFamily: func(p *r4.Practitioner) { p.Name[0].Family = nil },
	})
	lack(t, role, us+"practitionerrole", map[string]func(*r4.PractitionerRole){
		uscore.NoTelecom:      func(p *r4.PractitionerRole) { p.Telecom = nil },
		uscore.TelecomInParts: func(p *r4.PractitionerRole) { p.Telecom[0].Value = nil },
		uscore.NoRoleOf:       func(p *r4.PractitionerRole) { p.Practitioner = nil },
	})
	lack(t, organization, us+"organization", map[string]func(*r4.Organization){
		uscore.NPIMalformed: func(o *r4.Organization) { o.Identifier[0].Value = new("123456789X") },
		uscore.NoActive:     func(o *r4.Organization) { o.Active = nil },
		uscore.NoName:       func(o *r4.Organization) { o.Name = nil },
	})
	lack(t, func() *r4.Location { l := &r4.Location{}; l.Name = new("Room 1"); return l }, us+"location", map[string]func(*r4.Location){
		uscore.NoName: func(l *r4.Location) { l.Name = nil },
	})
}

func TestEachRuleOfCare(t *testing.T) {
	lack(t, encounter, us+"encounter", map[string]func(*r4.Encounter){
		uscore.IdentifierInParts: func(e *r4.Encounter) { e.Identifier[0].System = nil },
		uscore.NoType:            func(e *r4.Encounter) { e.OtherEncounter.Type = []fhir.CodeableConcept{{}} },
		uscore.NoSubject:         func(e *r4.Encounter) { e.Subject = nil },
	})
	lack(t, document, us+"documentreference", map[string]func(*r4.DocumentReference){
		uscore.NoType:             func(d *r4.DocumentReference) { d.OtherDocumentReference.Type = nil },
		uscore.TypeNotOfDocuments: func(d *r4.DocumentReference) { d.OtherDocumentReference.Type = coded(r4.SystemLOINC, "8867-4") },
		uscore.NoCategory:         func(d *r4.DocumentReference) { d.Category = nil },
		uscore.NoSubject:          func(d *r4.DocumentReference) { d.Subject = nil },
		uscore.NoContent:          func(d *r4.DocumentReference) { d.Content[0].Attachment = fhir.Attachment{Title: new("x")} },
	})
	lack(t, diagnosis, us+"condition-encounter-diagnosis", map[string]func(*r4.Condition){
		uscore.NoCode:            func(c *r4.Condition) { c.Code = nil },
		uscore.CategoryNotUSCore: func(c *r4.Condition) { c.Category = []fhir.CodeableConcept{{Text: new("patient-reported")}} },
	})
	lack(t, order, us+"medicationrequest", map[string]func(*r4.MedicationRequest){
		uscore.NoRequester: func(m *r4.MedicationRequest) { m.Requester = nil },
	})
	lack(t, allergy, us+"allergyintolerance", map[string]func(*r4.AllergyIntolerance){
		uscore.NoCode: func(a *r4.AllergyIntolerance) { a.Code = nil },
	})
	lack(t, operation, us+"procedure", map[string]func(*r4.Procedure){
		uscore.NoCode:      func(p *r4.Procedure) { p.Code = &fhir.CodeableConcept{} },
		uscore.NoPerformed: func(p *r4.Procedure) { p.PerformedString = nil },
	})
	lack(t, form, us+"questionnaireresponse", map[string]func(*r4.QuestionnaireResponse){
		uscore.NoQuestionnaire: func(q *r4.QuestionnaireResponse) { q.Questionnaire = nil },
		uscore.NoSubject:       func(q *r4.QuestionnaireResponse) { q.Subject = nil },
		uscore.NoAuthored:      func(q *r4.QuestionnaireResponse) { q.Authored = nil },
	})
	lack(t, provenance, us+"provenance", map[string]func(*r4.Provenance){
		uscore.NoOnBehalfOf: func(p *r4.Provenance) { p.Agent[0].OnBehalfOf = nil },
	})
}

// lack claims for a whole resource, and for one after each change.
func lack[R any, P interface {
	*R
	r4.Resource
}](t *testing.T, whole func() P, profile string, changes map[string]func(P)) {
	t.Helper()
	r := whole()
	if got, lacks := uscore.Claim(r); got != profile || lacks != nil {
		t.Errorf("%s: claims %q and lacks %q", r.Type(), got, lacks)
	}
	hold(t, r, profile, "")
	if text, err := r.AppendJSON(nil); err == nil && !strings.Contains(string(text), `"profile":["`+profile+`"]`) {
		t.Errorf("%s: the claim is not written", r.Type())
	}
	for reason, change := range changes {
		r := whole()
		change(r)
		if got, lacks := uscore.Claim(r); got != "" || !slices.Equal(lacks, []string{reason}) {
			t.Errorf("%s, %s: claims %q and lacks %q", r.Type(), reason, got, lacks)
		}
		hold(t, r, profile, reason)
		if text, err := r.AppendJSON(nil); err == nil && strings.Contains(string(text), `"profile"`) {
			t.Errorf("%s, %s: a claim is written", r.Type(), reason)
		}
	}
}

// What is not under way needs no time, what is no order no requester, and an agent that is an organization acts for itself.
func TestRulesThatAskNothing(t *testing.T) {
	p := operation()
	p.Status, p.PerformedString = new(fhir.EventStatusUnknown), nil
	m := order()
	m.Intent, m.Requester = "plan", nil
	v := provenance()
	v.Agent = []fhir.ProvenanceAgent{{Who: fhir.Reference{Type: new("Organization"), Display: new("Clinic")}}}
	for _, r := range []r4.Resource{p, m, v} {
		if _, lacks := uscore.Claim(r); lacks != nil {
			t.Errorf("%s lacks %q", r.Type(), lacks)
		}
	}
	if profile, lacks := uscore.Claim(&r4.Task{}); profile != "" || lacks != nil {
		t.Error("a Task claims something")
	}
}

// Mappers give many resources one meta.
func TestAClaimLeavesSharedMetaAlone(t *testing.T) {
	shared := &fhir.Meta{Source: new("https://example.test/patient")}
	p, q := patient(), patient()
	p.Meta, q.Meta = shared, shared
	q.Gender = nil
	uscore.Claim(p)
	uscore.Claim(q)
	if shared.Profile != nil || q.Meta.Profile != nil || *p.Meta.Source != *shared.Source {
		t.Error("the claim of one patient is another's")
	}
}

// BenchmarkClaim measures what a claim adds to the writing of a resource. docs/performance.md compares it with BenchmarkAppendJSON of r4.
func BenchmarkClaim(b *testing.B) {
	for name, r := range map[string]r4.Resource{"patient": patient(), "encounter": encounter(), "document": document()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				uscore.Claim(r)
			}
		})
	}
}
