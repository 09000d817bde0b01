package uscore

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// base is what the canonical addresses of the profiles begin with. A claim names no version: 6.1.0 is meant.
const base = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-"

// Claim looks at a resource and writes meta.profile where it satisfies its profile. It returns that profile's canonical address, or what
// the resource lacks of it. Both are empty for a type that has no profile here. Meta is copied before it is written: mappers share it.
func Claim(r r4.Resource) (profile string, lacks []Reason) {
	switch r := r.(type) {
	case *r4.Patient:
		return patient.claim(r, &r.Meta)
	case *r4.Practitioner:
		return practitioner.claim(r, &r.Meta)
	case *r4.PractitionerRole:
		return practitionerRole.claim(r, &r.Meta)
	case *r4.Organization:
		return organization.claim(r, &r.Meta)
	case *r4.Location:
		return location.claim(r, &r.Meta)
	case *r4.Encounter:
		return encounter.claim(r, &r.Meta)
	case *r4.DocumentReference:
		return documentReference.claim(r, &r.Meta)
	case *r4.Condition:
		return condition.claim(r, &r.Meta)
	case *r4.MedicationRequest:
		return medicationRequest.claim(r, &r.Meta)
	case *r4.AllergyIntolerance:
		return allergyIntolerance.claim(r, &r.Meta)
	case *r4.Procedure:
		return procedure.claim(r, &r.Meta)
	case *r4.QuestionnaireResponse:
		return questionnaireResponse.claim(r, &r.Meta)
	case *r4.Provenance:
		return provenance.claim(r, &r.Meta)
	}
	return "", nil
}

// profile is the rules of one StructureDefinition.
type profile[R any] struct {
	claims []string // its canonical address, as meta.profile holds it
	rules  []rule[R]
}

// rule is one thing a profile asks, and the word for its lack.
type rule[R any] struct {
	lack Reason
	met  func(*R) bool
}

func profileOf[R any](name string, rules []rule[R]) *profile[R] {
	return &profile[R]{[]string{base + name}, rules}
}

func (p *profile[R]) claim(r *R, meta **fhir.Meta) (string, []Reason) {
	if lacks := p.lacks(r); len(lacks) > 0 {
		return "", lacks
	}
	var own fhir.Meta
	if *meta != nil {
		own = **meta
	}
	own.Profile = p.claims
	*meta = &own
	return p.claims[0], nil
}

func (p *profile[R]) lacks(r *R) (lacks []Reason) {
	for i := range p.rules {
		if !p.rules[i].met(r) {
			lacks = append(lacks, p.rules[i].lack)
		}
	}
	return lacks
}

// every tells whether all elements of a list are as they must be.
func every[E any](list []E, good func(*E) bool) bool {
	for i := range list {
		if !good(&list[i]) {
			return false
		}
	}
	return true
}

func told(s *string) bool { return s != nil && *s != "" }

// said tells whether a concept says something, be it in words.
func said(c *fhir.CodeableConcept) bool { return c != nil && (len(c.Coding) > 0 || told(c.Text)) }

func hasCoding(c *fhir.CodeableConcept, system string, codes ...string) bool {
	for i := range c.Coding {
		if coding := &c.Coding[i]; coding.System != nil && *coding.System == system && coding.Code != nil {
			for _, code := range codes {
				if *coding.Code == code {
					return true
				}
			}
		}
	}
	return false
}
