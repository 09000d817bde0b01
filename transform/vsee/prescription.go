package vsee

import (
	"encoding/json"
	"regexp"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// systemNCPDP identifies pharmacies (http://terminology.hl7.org/NamingSystem-NCPDPProviderIdentificationNumber.html).
const systemNCPDP = "http://terminology.hl7.org/NamingSystem/NCPDPProviderIdentificationNumber"

// prescriptions makes MedicationRequests. Those of this visit are the visit's own. Those from before it belong to other visits
// or other systems, and every later visit of the patient shows them again: they are stubs, so that none is counted twice and
// no visit takes another's away.
func (b *booking) prescriptions() {
	if !b.v.Prescribed.State.Shown() || !b.v.Prescribed.Legible() {
		b.res.NotLoaded = append(b.res.NotLoaded, "MedicationRequest")
	}
	at, _ := b.contact()
	seen := map[string]bool{}
	parts := fhirx.Parts{}
	for _, p := range b.v.Prescribed.Items {
		if m := b.prescription(p, parts, "prescriptions.*."); m != nil && !seen[m.LogicalID()] {
			seen[m.LogicalID()] = true
			m.Encounter = at
			b.res.Resources = append(b.res.Resources, m)
		}
	}
	for _, p := range b.v.Before.Items {
		if m := b.prescription(p, parts, "prescriptionsBeforeVisit.*."); m != nil && !seen[m.LogicalID()] {
			seen[m.LogicalID()] = true
			b.res.Stubs = append(b.res.Stubs, m)
		}
	}
}

// prescription is nil for one that names no drug, and where nothing tells whose it is.
func (b *booking) prescription(p prescription, parts fhirx.Parts, path string) *r4.MedicationRequest {
	report := reporter{&b.res.Issues, path}
	if b.subject() == nil || p.Drug.State != wire.Set {
		report.add(transform.NoContent, "Drug")
		return nil
	}
	key := p.ID.Text
	if key == "" || key == "0" {
		report.add(transform.MissingID, "ID")
		key = "visit/" + b.v.ID.Text + "/" + parts.Key(p.Drug.Text)
	}
	m := &r4.MedicationRequest{MedicationCodeableConcept: p.drug()}
	m.Id = new(b.ID("MedicationRequest", key))
	m.Meta = b.Meta("visit", b.labels()...)
	m.Identifier = b.Identifiers("prescription", p.ID.Text)
	m.Extension = fhirx.List(fhirx.ExtString(r4.ExtVendorStatus, p.Status.Text))
	m.Status, m.Intent = p.status(report), "order"
	m.Subject = *b.subject()
	m.AuthoredOn = fhirx.DateTime(day(p.Prescribed), b.zone)
	m.Requester = b.prescriber(p)
	m.DosageInstruction = dosage(p.Directions.Text)
	m.DispenseRequest = p.dispense(report)
	if p.Substitution.State == wire.Set {
		m.Substitution = &fhir.MedicationRequestSubstitution{AllowedBoolean: p.Substitution.Value}
	}
	if note := fhirx.Str(p.PharmacyNote.Text); note != nil {
		m.Note = []fhir.Annotation{{Text: *note}}
	}
	return m
}

func (p prescription) drug() *fhir.CodeableConcept {
	return &fhir.CodeableConcept{
		Coding: fhirx.List(fhirx.Coding(r4.SystemRxNorm, p.RxNorm.Text, ""), fhirx.Coding(r4.SystemNDC, p.NDC.Text, "")),
		Text:   fhirx.Str(p.Drug.Text),
	}
}

// status knows one word: no page lists the others.
func (p prescription) status(report reporter) string {
	if p.Status.Text == "Current" {
		return "active"
	}
	if p.Status.Text != "" {
		report.add(transform.UnknownCode, "Status")
	}
	return "unknown"
}

// prescriber points at the user whose id the prescription bears, with the name it was signed with.
func (b *booking) prescriber(p prescription) *fhir.Reference {
	ref := b.person("Practitioner", nonZero(p.PrescriberID.Text), user{})
	if ref == nil && p.Prescriber.Text == "" {
		return nil
	}
	if ref == nil {
		ref = &fhir.Reference{}
	}
	ref.Display = fhirx.Str(p.Prescriber.Text)
	return ref
}

func dosage(directions string) []fhir.Dosage {
	if fhirx.Str(directions) == nil {
		return nil
	}
	return []fhir.Dosage{{Text: &directions}}
}

// number is what FHIR calls a decimal, as a vendor writes one.
var number = regexp.MustCompile(`^-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,17})?$`)

// dispense is what the pharmacy was told; 0 days of supply stand for an unknown length.
func (p prescription) dispense(report reporter) *fhir.MedicationRequestDispenseRequest {
	d := fhir.MedicationRequestDispenseRequest{}
	if number.MatchString(p.Quantity.Text) {
		d.Quantity = &fhir.Quantity{Value: new(json.Number(p.Quantity.Text)), Unit: fhirx.Str(p.Unit.Text)}
	} else if p.Quantity.Text != "" {
		report.add(transform.UnexpectedForm, "Qty")
	}
	if n := p.Refills; n.State == wire.Set && n.Value >= 0 && n.Value < 1<<31 {
		d.NumberOfRepeatsAllowed = new(int(n.Value))
	}
	d.ExpectedSupplyDuration = fhirx.Days(p.DaysSupply.Value)
	if p.Pharmacy.Text != "" {
		d.Performer = &fhir.Reference{Type: new("Organization"), Identifier: &fhir.Identifier{System: new(systemNCPDP), Value: &p.Pharmacy.Text}}
	}
	if d.Quantity == nil && d.NumberOfRepeatsAllowed == nil && d.ExpectedSupplyDuration == nil && d.Performer == nil {
		return nil
	}
	return &d
}

// day takes the time of day away where it is the midnight that stands for none.
func day(t wire.Time) wire.Time {
	if t.Precision == wire.Local && t.At.Hour() == 0 && t.At.Minute() == 0 && t.At.Second() == 0 && t.At.Nanosecond() == 0 {
		t.Precision = wire.Day
	}
	return t
}

// nonZero is an id; VSee writes 0 for none.
func nonZero(id string) string {
	if id == "0" {
		return ""
	}
	return id
}
