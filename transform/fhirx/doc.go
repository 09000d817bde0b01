// Package fhirx builds the small parts every mapper needs: ids and references of one source, identifiers, codes, names,
// dates with their precision, attachments, and readable text of a note in HTML.
//
// It knows no vendor and reads no vendor's JSON. A builder given nothing returns nothing: no empty element comes out of it.
package fhirx
