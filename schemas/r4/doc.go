// Package r4 holds the FHIR R4 resources as this product writes them: samply's structs in wrappers that mend their faults
// (resourceType first, contained, primitive extensions, one choice type only, no status by default).
//
// It writes resources and does not read them back, does not validate profiles and knows no vendor.
// Source of the shapes: http://hl7.org/fhir/R4/resourcelist.html.
package r4
