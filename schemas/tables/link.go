package tables

import (
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
)

// PatientPerson is a row of link.patient_person: every patient of every source has exactly one.
type PatientPerson struct {
	PatientID, PersonID string
	Source, Vendor      string
	Patients            uint32 // of the same person, this one too
}

// PersonPair is a row of link.person_pair. A pair that is neither linked nor worth a look has no row.
type PersonPair struct {
	PatientA, PatientB string // A is the lesser
	SourceA, SourceB   string
	Score              float64  // sum of the weights, in bits
	Probability        float64  // of being one person, 0 to 1
	Identifiers        uint16   // independent ones that agree, beyond name and birth date
	Rule               string   // how it was decided
	Reasons            []string // what agrees and what does not, in a fixed order
	Verdict            string   // link, review
	Joined             bool     // both are of one person
}

// ProviderLink is a row of link.provider: every practitioner of every source has exactly one.
type ProviderLink struct {
	PractitionerID, ProviderID string
	Source, Vendor             string
	Rule                       string
	Practitioners              uint32 // of the same provider, this one too
}

// PersonLinkage is a row of link.linkage: a person with two patients or more.
type PersonLinkage struct {
	ID, PersonID string
	Patients     uint32
	Resource     []byte // FHIR R4 Linkage, http://hl7.org/fhir/R4/linkage.html
}

// linkTable declares a table that says who is who: whole like those of analytics, but fed from rows.
func linkTable[T any](name, doc string, order []string, runs ...columns[T]) *Of[T] {
	return of(Table{Database: Link, Name: name, Doc: doc, Engine: "MergeTree", OrderBy: order}, runs...)
}

var score = kind[float64]{Type: Type{"Float64", arrow.PrimitiveTypes.Float64},
	put: func(b array.Builder, v float64) { b.(*array.Float64Builder).Append(v) }}

// PatientPersons is link.patient_person.
var PatientPersons = linkTable("patient_person", "One row is one patient of one source, and the person they are. A patient nobody else knows is a person of their own.",
	[]string{"patient_id"},
	col("patient_id", text, Key, "The patient: Patient.id.", func(r *PatientPerson) string { return r.PatientID }),
	col("person_id", text, Key, "The person: a UUIDv5 of the least patient_id among those linked.", func(r *PatientPerson) string { return r.PersonID }),
	col("source", word, Technical, "The configured source.", func(r *PatientPerson) string { return r.Source }),
	col("vendor", word, Technical, "The vendor.", func(r *PatientPerson) string { return r.Vendor }),
	col("patients", number, Measure, "Patients of the same person, this one too.", func(r *PatientPerson) uint32 { return r.Patients }),
)

// PersonPairs is link.person_pair.
var PersonPairs = linkTable("person_pair", "One row is two patients that are one person, or may be: with the score and what it rests on.",
	[]string{"patient_a", "patient_b"},
	col("patient_a", text, Key, "One patient; the lesser id.", func(r *PersonPair) string { return r.PatientA }),
	col("patient_b", text, Key, "The other patient.", func(r *PersonPair) string { return r.PatientB }),
	col("source_a", word, Technical, "The source of the one.", func(r *PersonPair) string { return r.SourceA }),
	col("source_b", word, Technical, "The source of the other.", func(r *PersonPair) string { return r.SourceB }),
	col("score", score, Measure, "Sum of the weights of what was compared, in bits: docs/person-link.md.", func(r *PersonPair) float64 { return r.Score }),
	col("probability", score, Measure, "That both are one person, by the score and the share of true pairs among compared ones: 0 to 1.",
		func(r *PersonPair) float64 { return r.Probability }),
	col("identifiers", small, Measure, "Independent identifiers that agree, beyond name and birth date: phone, e-mail, address, SSN.",
		func(r *PersonPair) uint16 { return r.Identifiers }),
	col("rule", word, Code, "same-ssn, same-reference, weights, or what kept a good score from linking; docs/person-link.md explains each.",
		func(r *PersonPair) string { return r.Rule }),
	col("reasons", list(text), Code, "What agrees and what does not, as stable words: birth-date-same, given-nickname.", func(r *PersonPair) []string { return r.Reasons }),
	col("verdict", word, Code, "link; review: a person should look.", func(r *PersonPair) string { return r.Verdict }),
	col("is_joined", flag, Measure, "Both are of one person: by this pair or by others.", func(r *PersonPair) bool { return r.Joined }),
)

// Providers is link.provider.
var Providers = linkTable("provider", "One row is one practitioner of one source, and the clinician they are. One nobody else knows is a provider of their own.",
	[]string{"practitioner_id"},
	col("practitioner_id", text, Key, "The practitioner: Practitioner.id.", func(r *ProviderLink) string { return r.PractitionerID }),
	col("provider_id", text, Key, "The clinician: a UUIDv5 of the least practitioner_id among those linked.", func(r *ProviderLink) string { return r.ProviderID }),
	col("source", word, Technical, "The configured source.", func(r *ProviderLink) string { return r.Source }),
	col("vendor", word, Technical, "The vendor.", func(r *ProviderLink) string { return r.Vendor }),
	col("rule", word, Code, "What links the practitioner to the others: npi, email, name; alone.", func(r *ProviderLink) string { return r.Rule }),
	col("practitioners", number, Measure, "Practitioners of the same provider, this one too.", func(r *ProviderLink) uint32 { return r.Practitioners }),
)

// Linkages is link.linkage.
var Linkages = linkTable("linkage", "One row is one person that two patients or more are: FHIR R4 Linkage.", []string{"id"},
	col("id", text, Key, "Linkage.id: the person_id.", func(r *PersonLinkage) string { return r.ID }),
	col("person_id", text, Key, "The person.", func(r *PersonLinkage) string { return r.PersonID }),
	col("patients", number, Measure, "Patients the resource joins.", func(r *PersonLinkage) uint32 { return r.Patients }),
	col("resource", document, Text, "The whole FHIR resource as JSON.", func(r *PersonLinkage) []byte { return r.Resource }),
)

// Linked lists the tables of link that a publish fills from rows, before those of analytics, which read them.
func Linked() []Table {
	return []Table{PatientPersons.Table, PersonPairs.Table, Providers.Table, Linkages.Table}
}
