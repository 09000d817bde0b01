// Package r4test holds resources to HL7's own definitions of FHIR R4, as an outsider's validator reads them
// (github.com/gofhir/validator), with the invariants and codes inside a resource at which that one does not look. It is for tests.
//
// The definitions, 4.0.1 of http://hl7.org/fhir/R4/downloads.html, come with an older release of that validator from the Go module
// proxy, pinned by their hash; nothing of them is kept here. There is no terminology server: codes of the value sets HL7 publishes
// with R4 are looked up, those of LOINC, SNOMED CT, RxNorm and ICD-10-CM are not. It does not look at what r4.Check looks at, and
// knows no vendor.
package r4test
