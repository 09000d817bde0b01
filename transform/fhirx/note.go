package fhirx

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
)

// ProgressNote is LOINC's code for what both vendors' notes are.
func ProgressNote() *fhir.CodeableConcept {
	return &fhir.CodeableConcept{Coding: []fhir.Coding{*Coding(r4.SystemLOINC, "11506-3", "Progress note")}}
}

// ClinicalNote is the category of http://hl7.org/fhir/us/core/ValueSet/us-core-documentreference-category.
func ClinicalNote() []fhir.CodeableConcept {
	const system = "http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category"
	return []fhir.CodeableConcept{{Coding: []fhir.Coding{*Coding(system, "clinical-note", "Clinical Note")}}}
}

// Signing is what is known when it is decided how far a note has got.
type Signing struct {
	Content string    // what the note says
	At      time.Time // when the answer arrived
}

// Status is preliminary for an unsigned note, final for a signed one, and amended once a signed state said something else than
// the signed state before it. It writes into next what the note's next state must know; an unsigned state takes
// nothing back, because the earlier signature stays in the history.
func (s Signing) Status(signed bool, next *transform.Prior) *fhir.CompositionStatus {
	if !signed {
		return new(fhir.CompositionStatusPreliminary)
	}
	hash := ContentHash(s.Content)
	if !next.HadFinal {
		next.HadFinal, next.FirstFinalAt = true, s.At.UTC().Truncate(time.Millisecond)
	} else if next.FinalContent != hash {
		next.Amended = true
	}
	next.FinalContent = hash
	if next.Amended {
		return new(fhir.CompositionStatusAmended)
	}
	return new(fhir.CompositionStatusFinal)
}
