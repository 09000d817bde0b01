// Package uscore tells which resources satisfy their profile of US Core 6.1 (https://hl7.org/fhir/us/core/STU6.1/), and what the others
// lack. The rules are the profiles' own minimums, required bindings and invariants for what the mappers write, in our words.
//
// It takes resources to be valid R4 and asks nothing of that again. It looks at one resource alone: that a reference leads to a resource
// which satisfies its own profile is not asked. Of an extensible binding it asks that something is said, as HL7's rules let words stand
// where no code fits. Rules about what no mapper writes (CLIA and NAIC numbers, a name that is withheld) are left out. It never fills a
// gap: a vendor that tells no gender has patients without a claim.
package uscore
