package r4_test

import (
	"strings"
	"testing"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

// BenchmarkAppendJSON measures the three shapes the nightly job writes most. docs/performance.md quotes it.
func BenchmarkAppendJSON(b *testing.B) {
	for name, r := range map[string]r4.Resource{"patient": patient(), "encounter": encounter(), "note-4KB": note(4096)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var buf []byte
			for b.Loop() {
				out, err := r.AppendJSON(buf[:0])
				if err != nil {
					b.Fatal(err)
				}
				buf = out
			}
			b.SetBytes(int64(len(buf)))
		})
	}
}

func patient() *r4.Patient {
	p := &r4.Patient{}
	p.Id = new("1f6c7d0e-5a0b-5d8e-9a52-0d9b0c3d7a11")
	p.Meta = &fhir.Meta{Source: new("https://example.test/patient")}
	p.Identifier = []fhir.Identifier{{System: new("https://example.test/id"), Value: new("575")}, {System: new("https://example.test/code"), Value: new("553ea41e")}}
	p.Name = []fhir.HumanName{{Family: new("Łuczak <b>"), Given: []string{"Ada", "M."}}}
	p.Telecom = []fhir.ContactPoint{{System: new(fhir.ContactPointSystemPhone), Value: new("555 0100")}, {System: new(fhir.ContactPointSystemEmail), Value: new("ada@example.test")}}
	p.Gender = new(fhir.AdministrativeGenderUnknown)
	p.BirthDate = new("1983-02-02")
	p.Active = new(true)
	p.Extension = []fhir.Extension{{Url: r4.ExtVendorGender, ValueString: new("2")}}
	return p
}

func encounter() *r4.Encounter {
	e := &r4.Encounter{Status: new(fhir.EncounterStatusFinished), Class: &fhir.Coding{System: new(r4.SystemActCode), Code: new("VR")}}
	e.Id = new("1f6c7d0e-5a0b-5d8e-9a52-0d9b0c3d7a12")
	e.Meta = &fhir.Meta{Source: new("https://example.test/visit")}
	e.Identifier = []fhir.Identifier{{System: new("https://example.test/id"), Value: new("7727")}}
	e.Subject = &fhir.Reference{Reference: new("Patient/1f6c7d0e-5a0b-5d8e-9a52-0d9b0c3d7a11")}
	e.Participant = []fhir.EncounterParticipant{{Individual: &fhir.Reference{Reference: new("Practitioner/1f6c7d0e-5a0b-5d8e-9a52-0d9b0c3d7a13")}}}
	e.Period = &fhir.Period{Start: new("2026-05-01T10:00:00Z"), End: new("2026-05-01T10:20:00Z")}
	e.Extension = []fhir.Extension{{Url: r4.ExtVendorStatus, ValueString: new("40")}}
	return e
}

func note(size int) *r4.DocumentReference {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.Id = new("1f6c7d0e-5a0b-5d8e-9a52-0d9b0c3d7a14")
	d.OtherDocumentReference.Type = &fhir.CodeableConcept{Coding: []fhir.Coding{{System: new(r4.SystemLOINC), Code: new("11506-3"), Display: new("Progress note")}}}
	d.Subject = &fhir.Reference{Reference: new("Patient/1f6c7d0e-5a0b-5d8e-9a52-0d9b0c3d7a11")}
	d.Date = new("2026-05-01T10:00:00Z")
	d.Content = []fhir.DocumentReferenceContent{{Attachment: fhir.Attachment{ContentType: new("text/plain"), Data: new(strings.Repeat("QUJD", size/4))}}}
	return d
}
