package tables_test

import (
	"encoding/base64"
	"encoding/json"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Invented people with every element the tables hold.

var boston = must(time.LoadLocation("America/New_York"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func lineage() tables.Lineage {
	return tables.Lineage{
		Source: "north", Vendor: "vsee", Kind: "visit", RecordID: "4711", Hash: [32]byte{7: 1},
		ObservedAt: time.Date(2026, 3, 1, 2, 3, 4, 5e6, time.UTC), SourceUpdatedAt: time.Date(2026, 2, 28, 1, 0, 0, 0, time.UTC),
		Owner: true, MapperRev: 3, RunID: "run-1", LoadedAt: time.Date(2026, 3, 1, 2, 3, 9, 0, time.UTC), Zone: boston,
	}
}

func concept(system, code, display, text string) fhir.CodeableConcept {
	return fhir.CodeableConcept{Coding: []fhir.Coding{{System: &system, Code: &code, Display: &display}}, Text: &text}
}

func words(s string) fhir.CodeableConcept { return fhir.CodeableConcept{Text: &s} }

func ref(to string) *fhir.Reference { return &fhir.Reference{Reference: &to} }

func testMeta() *fhir.Meta {
	return &fhir.Meta{
		Source:   new("https://vendor.example/api"),
		Security: []fhir.Coding{{System: new(r4.SystemTestLabel), Code: new(r4.CodeTestLabel)}},
		Tag:      []fhir.Coding{{System: new("urn:tag"), Code: new("a"), Display: new("A")}, {System: new(r4.SystemObservation), Code: new("AIAST")}},
	}
}

func fullPatient() *r4.Patient {
	p := &r4.Patient{}
	p.Id = new("11111111-1111-5111-8111-111111111111")
	p.Meta = testMeta()
	p.Extension = []fhir.Extension{
		{Url: r4.ExtAllergyText, ValueString: new("NKDA")},
		{Url: r4.ExtPatientNotes, ValueString: new("likes <tea> & \"quiet\"")},
		{Url: "urn:nested", Extension: []fhir.Extension{
			{Url: "flag", ValueBoolean: new(true)}, {Url: "count", ValueInteger: new(7)},
			{Url: "coding", ValueCoding: &fhir.Coding{System: new("urn:s"), Code: new("c")}},
			{Url: "amount", ValueDecimal: new(json.Number("1.50"))}, {Url: "on", ValueDate: new("2020-01-02")},
		}},
	}
	p.GenderExt = &r4.Element{Extension: []fhir.Extension{{Url: r4.ExtVendorGender, ValueString: new("2")}}}
	p.Identifier = []fhir.Identifier{
		{System: new("urn:first"), Value: new("4711")},
		{Use: new(fhir.IdentifierUseOfficial), Type: new(concept("urn:t", "MR", "Medical record", "MRN")), System: new("urn:mrn"),
			Value: new("M-1"), Period: &fhir.Period{Start: new("2020-01-01T00:00:00Z"), End: new("2021")}},
	}
	p.Active = new(true)
	p.Name = []fhir.HumanName{
		{Use: new(fhir.NameUseOld), Family: new("Elm")},
		{Use: new(fhir.NameUseUsual), Family: new("Oak"), Given: []string{"Rowan", "Fern"}, Prefix: []string{"Dr."}, Suffix: []string{"Jr."}},
	}
	p.Telecom = []fhir.ContactPoint{
		{System: new(fhir.ContactPointSystemPhone), Value: new("+1 555 0100"), Use: new(fhir.ContactPointUseOld)},
		{System: new(fhir.ContactPointSystemPhone), Value: new("+1 555 0101")},
		{System: new(fhir.ContactPointSystemPhone), Value: new("+1 555 0102"), Rank: new(1)},
		{System: new(fhir.ContactPointSystemEmail), Value: new("rowan@example.org")},
	}
	p.Gender = new(fhir.AdministrativeGenderUnknown)
	p.BirthDate = new("1899-12-31")
	p.DeceasedDateTime = new("2025-06-01")
	p.Address = []fhir.Address{
		{Use: new(fhir.AddressUseWork), City: new("Salem")},
		{Use: new(fhir.AddressUseHome), Line: []string{"1 Main St", "Flat 2"}, City: new("Boston"), State: new("MA"), PostalCode: new("02101"), Country: new("US")},
	}
	p.MaritalStatus = new(concept("urn:m", "M", "Married", "married"))
	p.Communication = []fhir.PatientCommunication{{Language: concept("urn:ietf:bcp:47", "en", "English", ""), Preferred: new(true)}}
	p.Contact = []fhir.PatientContact{{
		Relationship: []fhir.CodeableConcept{words("sister")}, Name: &fhir.HumanName{Text: new("Hazel Oak")}, Gender: new(fhir.AdministrativeGenderFemale),
		Telecom: p.Telecom[3:], Address: &fhir.Address{City: new("Lynn")}, Organization: ref("Organization/o1"),
	}}
	p.GeneralPractitioner = []fhir.Reference{*ref("Practitioner/p1")}
	p.ManagingOrganization = &fhir.Reference{Display: new("North clinic"), Identifier: &fhir.Identifier{Value: new("nc")}}
	return p
}

func fullPractitioner() *r4.Practitioner {
	p := &r4.Practitioner{}
	p.Id = new("22222222-2222-5222-8222-222222222222")
	p.Meta = &fhir.Meta{}
	p.Identifier = []fhir.Identifier{{System: new("urn:first"), Value: new("9")}, {System: new("http://hl7.org/fhir/sid/us-npi"), Value: new("1234567893")}}
	p.Name = []fhir.HumanName{{Text: new("Dr. Ash Birch")}}
	p.BirthDate = new("1970-05")
	p.Qualification = []fhir.PractitionerQualification{{Code: words("MD"), Identifier: p.Identifier[:1], Issuer: ref("Organization/o1")}}
	p.Communication = []fhir.CodeableConcept{words("Spanish"), concept("urn:ietf:bcp:47", "en", "English", "English")}
	return p
}

func fullEncounter() *r4.Encounter {
	e := &r4.Encounter{Status: new(fhir.EncounterStatusFinished), Class: &fhir.Coding{System: new(r4.SystemActCode), Code: new("VR"), Display: new("virtual")}}
	e.Id = new("33333333-3333-5333-8333-333333333333")
	e.Extension = []fhir.Extension{{Url: r4.ExtVendorStatus, ValueString: new("40")},
		{Url: r4.ExtPlannedStart, ValueDateTime: new("2026-01-02T23:00:00-05:00")}, {Url: r4.ExtPlannedEnd, ValueDateTime: new("2026-01-02")}}
	e.OtherEncounter.Type = []fhir.CodeableConcept{concept("urn:type", "1", "walk-in", "Walk-in"), words("second")}
	e.ServiceType = new(words("Consult"))
	e.ReasonCode = []fhir.CodeableConcept{words("cough")}
	e.Subject = ref("Patient/11111111-1111-5111-8111-111111111111")
	e.Participant = []fhir.EncounterParticipant{
		{Individual: ref("RelatedPerson/r1")},
		{Type: []fhir.CodeableConcept{concept("urn:r", "ATND", "attender", "")}, Individual: ref("Practitioner/p2")},
		{Type: []fhir.CodeableConcept{concept("urn:r", "PPRF", "primary", "")}, Individual: ref("Practitioner/p1"),
			Period: &fhir.Period{Start: new("2026-01-02T03:04:05.678-05:00")}},
	}
	e.Appointment = []fhir.Reference{*ref("ServiceRequest/s1"), *ref("Appointment/a1")}
	e.Subject.Identifier = &fhir.Identifier{System: new("urn:first"), Value: new("4711")}
	e.PartOf = &fhir.Reference{Reference: new("https://other.example/Encounter/e9")}
	e.Period = &fhir.Period{Start: new("2026-01-02T23:30:00-05:00"), End: new("2026-01-03T05:00:00Z")}
	e.Length = &fhir.Duration{Value: new(json.Number("1.5")), Code: new("min")}
	e.Diagnosis = []fhir.EncounterDiagnosis{{Condition: *ref("Condition/c1"), Use: new(words("billing")), Rank: new(1)}}
	e.Hospitalization = &fhir.EncounterHospitalization{DischargeDisposition: new(words("home"))}
	e.Location = []fhir.EncounterLocation{{Location: *ref("Location/l1"), Status: new(fhir.EncounterLocationStatusActive)}}
	e.ServiceProvider = ref("Organization/o1")
	return e
}

func fullAppointment() *r4.Appointment {
	a := &r4.Appointment{Status: new(fhir.AppointmentStatusFulfilled)}
	a.Id = new("44444444-4444-5444-8444-444444444444")
	a.Extension = []fhir.Extension{{Url: r4.ExtVendorStatus, ValueString: new("40")}}
	a.CancelationReason = new(concept("urn:c", "pat", "Patient", ""))
	a.ServiceCategory = []fhir.CodeableConcept{words("telehealth")}
	a.ServiceType = []fhir.CodeableConcept{words("Consult")}
	a.Specialty = []fhir.CodeableConcept{words("dermatology")}
	a.AppointmentType = new(words("follow-up"))
	a.ReasonCode = []fhir.CodeableConcept{words("rash")}
	a.Description, a.Comment, a.PatientInstruction = new("about a rash"), new("call first"), new("bring a list")
	a.Start, a.End, a.MinutesDuration = new("2026-01-02T03:00:00Z"), new("2026-01-02T03:30:00Z"), new(30)
	a.StartExt = &r4.Element{Extension: []fhir.Extension{{Url: "urn:start", ValueCode: new("early")}}}
	a.EndExt = &r4.Element{Extension: []fhir.Extension{{Url: "urn:end", ValueCode: new("late")}}}
	a.Created = new("2025-12-24")
	a.Participant = []fhir.AppointmentParticipant{
		{Actor: ref("Patient/p0"), Required: new(fhir.ParticipantRequiredRequired), Status: fhir.ParticipationStatusAccepted},
		{Type: []fhir.CodeableConcept{words("doctor")}, Actor: ref("Practitioner/p1"), Status: fhir.ParticipationStatusAccepted},
	}
	return a
}

func fullDocument() *r4.DocumentReference {
	d := &r4.DocumentReference{Status: new(fhir.DocumentReferenceStatusCurrent)}
	d.Id = new("55555555-5555-5555-8555-555555555555")
	d.Meta = testMeta()
	d.DocStatus = new(fhir.CompositionStatusAmended)
	d.Extension = []fhir.Extension{
		{Url: r4.ExtProcessingState, ValueCode: new("complete")}, {Url: r4.ExtErrorState, ValueString: new("slow")},
		{Url: r4.ExtTemplate, ValueCoding: &fhir.Coding{Code: new("5"), Display: new("BIRP")}},
	}
	d.Identifier = []fhir.Identifier{{System: new("urn:note"), Value: new("77")}}
	d.OtherDocumentReference.Type = new(concept(r4.SystemLOINC, "11506-3", "Progress note", "Progress note"))
	d.Category = []fhir.CodeableConcept{concept("urn:cat", "clinical-note", "Clinical note", "")}
	d.Subject, d.Date = ref("Patient/11111111-1111-5111-8111-111111111111"), new("2026-01-02T03:04:05Z")
	d.Author = []fhir.Reference{{Type: new("Device"), Display: new("scribe")}, *ref("Practitioner/p1")}
	d.Authenticator, d.Custodian = ref("Practitioner/p2"), ref("Organization/o1")
	d.RelatesTo = []fhir.DocumentReferenceRelatesTo{{Code: fhir.DocumentRelationshipTypeAppends, Target: *ref("DocumentReference/d0")}}
	d.Description = new("Follow-up")
	d.SecurityLabel = []fhir.CodeableConcept{words("restricted")}
	d.Language, d.MasterIdentifier = new("en-US"), &fhir.Identifier{System: new("urn:note"), Value: new("77-1")}
	html := "<h2>Plan</h2><p>Plan:</p><ul><li>rest</li><li>tea &amp; honey</li></ul>"
	d.Content = []fhir.DocumentReferenceContent{{
		Attachment: fhir.Attachment{ContentType: new("text/html; charset=utf-8"), Title: new("Follow-up"), Size: new(len(html)),
			Hash: new("q1MKE+RZFJgrefm34/uplM/R8/s="), Creation: new("2026-01-02T03:04:05Z"), Data: new(base64.StdEncoding.EncodeToString([]byte(html)))},
		Format: &fhir.Coding{Code: new("urn:f")},
	}, {
		Attachment: fhir.Attachment{Title: new("scan.pdf"), Size: new(9), Extension: []fhir.Extension{{Url: r4.ExtDataAbsentReason, ValueCode: new("masked")}}},
	}}
	d.Context = &fhir.DocumentReferenceContext{
		Encounter: []fhir.Reference{*ref("Encounter/33333333-3333-5333-8333-333333333333")},
		Period:    &fhir.Period{Start: new("2026-01-02"), End: new("2026-01-03")}, Related: []fhir.Reference{*ref("Task/t1")},
		PracticeSetting: new(words("psychiatry")),
	}
	return d
}

func fullResources() []r4.Resource {
	return []r4.Resource{
		fullPatient(), fullPractitioner(), fullEncounter(), fullAppointment(), fullDocument(),
		fullRole(), fullOrganization(), fullLocation(), fullTask(), fullProvenance(), fullComposition(), fullMedia(), fullResponse(),
		fullCondition(), fullProcedure(), fullFamily(), fullAllergy(), fullStatement(), fullPrescription(), fullInvoice(),
	}
}

func attachment(contentType, content string) fhir.Attachment {
	return fhir.Attachment{ContentType: &contentType, Data: new(base64.StdEncoding.EncodeToString([]byte(content)))}
}
