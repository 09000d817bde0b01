package tables_test

import (
	"encoding/json"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

func sid(value string) []fhir.Identifier {
	return []fhir.Identifier{{System: new("urn:sid"), Value: &value}}
}

func remark() []fhir.Annotation {
	return []fhir.Annotation{
		{AuthorReference: &fhir.Reference{Display: new("Dr. Ash Birch")}, Time: new("2026-01-02T03:04:05Z"), Text: "seen"}, {AuthorString: new("front desk"), Text: "called"},
	}
}

func fullRole() *r4.PractitionerRole {
	p := &r4.PractitionerRole{}
	p.Id, p.Identifier, p.Active = new("role"), sid("r"), new(true)
	p.Practitioner, p.Organization = ref("Practitioner/p1"), ref("Organization/o1")
	p.Code = []fhir.CodeableConcept{concept("urn:role", "482", "Doctor", "Doctor")}
	p.Specialty = []fhir.CodeableConcept{words("dermatology")}
	p.Location = []fhir.Reference{*ref("Location/l1")}
	p.Telecom = []fhir.ContactPoint{{System: new(fhir.ContactPointSystemPhone), Value: new("+1 555 0110")}}
	p.Period = &fhir.Period{Start: new("2020-01-01"), End: new("2026")}
	return p
}

func fullOrganization() *r4.Organization {
	o := &r4.Organization{}
	o.Id, o.Identifier, o.Active, o.Name, o.Alias = new("org"), sid("o"), new(true), new("North clinic"), []string{"NC"}
	o.OtherOrganization.Type = []fhir.CodeableConcept{words("practice")}
	o.Telecom = []fhir.ContactPoint{{System: new(fhir.ContactPointSystemEmail), Value: new("desk@north.example")}}
	o.Address = []fhir.Address{{City: new("Boston")}}
	o.PartOf = ref("Organization/o0")
	return o
}

func fullLocation() *r4.Location {
	l := &r4.Location{}
	l.Id, l.Identifier, l.Name, l.Alias, l.Description = new("loc"), sid("l"), new("Room 7"), []string{"Seven"}, new("second floor")
	l.Status, l.Mode = new(fhir.LocationStatusActive), new(fhir.LocationModeInstance)
	l.OtherLocation.Type = []fhir.CodeableConcept{words("virtual")}
	l.PhysicalType = new(concept("urn:pt", "ro", "Room", ""))
	l.Telecom, l.Address = fullRole().Telecom, &fhir.Address{City: new("Lynn")}
	l.ManagingOrganization, l.PartOf = ref("Organization/o1"), ref("Location/l0")
	return l
}

func fullTask() *r4.Task {
	t := &r4.Task{Status: new(fhir.TaskStatusOnHold)}
	t.Id, t.Identifier, t.Intent = new("task"), sid("s"), "order"
	t.Extension = []fhir.Extension{{Url: r4.ExtMetadata, ValueString: new(`{"a":"b"}`)}}
	t.StatusReason, t.BusinessStatus = new(words("no audio")), new(concept("urn:noa", "Interrupted", "Interrupted", ""))
	t.Priority, t.Code, t.Description = new(fhir.RequestPriorityRoutine), new(words("AI note generation")), new("a note")
	t.Focus, t.For, t.Encounter = ref("DocumentReference/d1"), ref("Patient/p1"), ref("Encounter/e1")
	t.ExecutionPeriod = &fhir.Period{Start: new("2026-01-02T03:04:05Z"), End: new("2026-01-02T03:09:05Z")}
	t.AuthoredOn, t.LastModified = new("2026-01-02T03:00:00Z"), new("2026-01-03T03:00:00Z")
	t.Requester, t.Owner, t.Location = ref("Practitioner/p1"), &fhir.Reference{Type: new("Device"), Display: new("scribe")}, ref("Location/l1")
	t.ReasonCode, t.Note = new(words("visit")), remark()
	t.BasedOn, t.PartOf = []fhir.Reference{*ref("ServiceRequest/s1")}, []fhir.Reference{*ref("Task/t0")}
	return t
}

func fullProvenance() *r4.Provenance {
	p := &r4.Provenance{}
	p.Id, p.Recorded = new("prov"), "2026-01-02T03:04:05.678Z"
	p.Target = []fhir.Reference{*ref("Encounter/e1"), *ref("Task/t1")}
	p.OccurredPeriod = &fhir.Period{Start: new("2026-01-01T03:04:05Z"), End: new("2026-01-02T03:04:05Z")}
	p.Reason, p.Activity, p.Location = []fhir.CodeableConcept{words("care")}, new(words("signed")), ref("Location/l1")
	p.Agent = []fhir.ProvenanceAgent{{
		Type: new(concept("urn:a", "assembler", "Assembler", "")), Role: []fhir.CodeableConcept{words("maker")},
		Who: fhir.Reference{Type: new("Device"), Display: new("Rounds")}, OnBehalfOf: ref("Organization/o1"),
	}}
	p.Entity = []fhir.ProvenanceEntity{{Role: fhir.ProvenanceEntityRoleSource,
		What: fhir.Reference{Display: new("record"), Identifier: &fhir.Identifier{System: new("urn:raw"), Value: new("north/visit/4711")}}}}
	return p
}

func narrative(div string) *fhir.Narrative {
	return &fhir.Narrative{Status: fhir.NarrativeStatusGenerated, Div: `<div xmlns="http://www.w3.org/1999/xhtml">` + div + `</div>`}
}

func fullComposition() *r4.Composition {
	c := &r4.Composition{Status: new(fhir.CompositionStatusFinal)}
	c.Id, c.Identifier, c.Language, c.Title, c.Date = new("comp"), &sid("c")[0], new("es-MX"), "Consulta", "2026-01-02T03:04:05Z"
	c.Meta = testMeta()
	c.Extension = []fhir.Extension{{Url: r4.ExtDateBasis, ValueCode: new("journal")}}
	c.OtherComposition.Type = concept(r4.SystemLOINC, "34109-9", "Note", "Note")
	c.Category = []fhir.CodeableConcept{words("clinical-note")}
	c.Subject, c.Encounter, c.Custodian = ref("Patient/p1"), ref("Encounter/e1"), ref("Organization/o1")
	c.Author = []fhir.Reference{{Type: new("Device"), Display: new("scribe")}, *ref("Practitioner/p1")}
	c.Confidentiality = new("R")
	c.Attester = []fhir.CompositionAttester{{Mode: fhir.CompositionAttestationModeProfessional, Time: new("2026-01-02T04:00:00Z"), Party: ref("Practitioner/p1")}}
	c.Event = []fhir.CompositionEvent{{Code: []fhir.CodeableConcept{words("visit")}}}
	c.Section = []fhir.CompositionSection{
		{Title: new("Motivo"), Text: narrative("<p>tos &amp; fiebre</p><p>3 días</p>"), Code: new(concept(r4.SystemLOINC, "29299-5", "Reason for visit", "")),
			Section: []fhir.CompositionSection{{Title: new("Detalle"), Text: narrative("seca")}}},
		{Title: new("Plan"), Code: new(words("plan")), Text: narrative("reposo")},
	}
	return c
}

func fullMedia() *r4.Media {
	m := &r4.Media{Status: new(fhir.EventStatusCompleted)}
	m.Id, m.Identifier = new("media"), sid("m")
	m.OtherMedia.Type, m.Modality = new(words("audio")), new(words("microphone"))
	m.Subject, m.Encounter, m.Operator = ref("Patient/p1"), ref("Encounter/e1"), ref("Practitioner/p1")
	m.CreatedPeriod = &fhir.Period{Start: new("2026-01-02T03:00:00Z"), End: new("2026-01-02T03:08:00Z")}
	m.Issued, m.Duration = new("2026-01-02T03:09:00Z"), new(json.Number("480.5"))
	m.Content = fhir.Attachment{ContentType: new("audio/mpeg"), Title: new("recording"), Url: new("https://vendor.example/a"), Size: new(7680000),
		Creation: new("2026-01-02T03:09:00Z"), Extension: []fhir.Extension{{Url: r4.ExtDataAbsentReason, ValueCode: new("masked")}}}
	m.BasedOn, m.PartOf, m.Note = []fhir.Reference{*ref("ServiceRequest/s1")}, []fhir.Reference{*ref("Task/t1")}, remark()
	return m
}

func fullInvoice() *r4.Invoice {
	i := &r4.Invoice{Status: new(fhir.InvoiceStatusBalanced)}
	i.Id, i.Identifier, i.CancelledReason, i.PaymentTerms = new("inv"), sid("i"), new("none"), new("30 days")
	i.Extension = []fhir.Extension{{Url: r4.ExtVendorStatus, ValueString: new("paid")}}
	i.OtherInvoice.Type, i.Date = new(words("visit")), new("2026-01-02")
	i.Subject, i.Recipient, i.Issuer = ref("Patient/p1"), ref("Patient/p1"), ref("Organization/o1")
	i.TotalNet = &fhir.Money{Value: new(json.Number("12345678901234.5678")), Currency: new("USD")}
	i.TotalGross = &fhir.Money{Value: new(json.Number("25.00000")), Currency: new("USD")}
	i.Participant = []fhir.InvoiceParticipant{{Role: new(words("provider")), Actor: *ref("Practitioner/p1")}}
	price := []fhir.InvoiceLineItemPriceComponent{{Type: fhir.InvoicePriceComponentTypeBase, Code: new(words("fee")), Factor: new(json.Number("1.0")),
		Amount: &fhir.Money{Value: new(json.Number("25.00")), Currency: new("USD")}}}
	i.LineItem = []fhir.InvoiceLineItem{
		{Sequence: new(1), ChargeItemCodeableConcept: words("consult"), PriceComponent: price}, {ChargeItemReference: *ref("ChargeItem/c1")},
	}
	i.TotalPriceComponent, i.Note = price, remark()
	return i
}
