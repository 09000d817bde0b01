package fhirx

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
)

// VendorName is what people call a vendor, "VSee"; Scope.Vendor is its short word.
type VendorName string

// Provenance says where the resources of one record came from: from which record, sent by the vendor, put together by Rounds
// (http://hl7.org/fhir/R4/provenance.html and US Core's profile of it). Its recorded time is when the answer arrived. It is
// nil when the record became nothing. A Provenance among the targets is left out: it speaks for itself.
func Provenance(r extract.Record, vendor VendorName, targets []r4.Resource) *r4.Provenance {
	s := Scope{Vendor: r.Vendor, Source: r.Source}
	p := &r4.Provenance{}
	for _, t := range targets {
		if t.Type() != "Provenance" {
			p.Target = append(p.Target, fhir.Reference{Reference: new(t.Type() + "/" + t.LogicalID())})
		}
	}
	if len(p.Target) == 0 {
		return nil
	}
	p.Id = new(s.ID("Provenance", string(r.Kind)+"|"+r.ID))
	p.Meta = s.Meta(string(r.Kind))
	p.Recorded = r.Fetched.UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
	p.Agent = []fhir.ProvenanceAgent{
		agent("http://terminology.hl7.org/CodeSystem/provenance-participant-type", "assembler", "Device", "Rounds"),
		agent("http://hl7.org/fhir/us/core/CodeSystem/us-core-provenance-participant-type", "transmitter", "Organization", string(vendor)),
	}
	p.Entity = []fhir.ProvenanceEntity{{
		Role: fhir.ProvenanceEntityRoleSource,
		What: fhir.Reference{Identifier: new(s.identifier("record/"+string(r.Kind), r.ID))},
	}}
	return p
}

// Proven adds a record's Provenance to what it became. Nothing stays nothing.
func Proven(r extract.Record, vendor VendorName, made []r4.Resource) []r4.Resource {
	if p := Provenance(r, vendor, made); p != nil {
		return append(made, p)
	}
	return made
}

// agent takes part by name only: neither this program nor a vendor is a resource of the warehouse.
func agent(system, code, resourceType, name string) fhir.ProvenanceAgent {
	return fhir.ProvenanceAgent{Type: Concept(system, code, ""), Who: fhir.Reference{Type: &resourceType, Display: Str(name)}}
}
