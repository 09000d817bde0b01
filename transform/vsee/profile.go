package vsee

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type profiles struct{ clinic }

// Rev is the mapper's revision.
func (profiles) Rev() uint32 { return medicalProfileRev }

// Map makes of a patient's history what the patient told: conditions, surgeries, family history, allergies, medications and
// questionnaires of habits. Nobody has confirmed any of it, and it says so. An empty section says that nothing was told, which
// is not that there is nothing.
func (m profiles) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	h := history{clinic: m.clinic}
	var in profile
	var err error
	if h.res.Issues, err = wire.Decode(r.Body, &in); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(nonZero(in.UserID.Text), r.ID, "user_id"); err != nil {
		return transform.Result{}, err
	}
	h.user, h.subject = r.ID, *m.person("Patient", r.ID, user{})
	h.conditions(in.Conditions)
	h.surgeries(in.Surgeries)
	h.family(in.Family)
	h.allergies(in.Allergies)
	h.medications(in.Medications)
	h.questionnaires(in)
	h.res.Resources = m.proven(r, h.res.Resources...)
	return h.res, nil
}

// history is one profile on its way to FHIR.
type history struct {
	clinic
	user    string
	subject fhir.Reference
	res     transform.Result
}

// told gives the items of a section. Where the answer did not carry it, or not every item can be read, what earlier answers said
// stays.
func (h *history) told(name string, s wire.Object[part], key, resourceType string) []item {
	items, whole := itemsOf(s.Value.Data, key, reporter{&h.res.Issues, name + ".data."})
	if !carried(s) || !whole {
		h.notLoaded(resourceType)
	}
	return items
}

// carried tells whether the answer showed a section's list, be it empty.
func carried(s wire.Object[part]) bool {
	if s.State == wire.Set {
		return s.Value.Data.State.Shown()
	}
	return s.State.Shown() && s.Legible()
}

func (h *history) notLoaded(resourceType string) {
	for _, have := range h.res.NotLoaded {
		if have == resourceType {
			return
		}
	}
	h.res.NotLoaded = append(h.res.NotLoaded, resourceType)
}

// id is the id of a part: whose it is and what it says.
func (h *history) id(resourceType, name, key string) *string {
	return new(h.ID(resourceType, "medical_profile/"+h.user+"/"+name+"/"+key))
}

func (h *history) add(r r4.Resource) { h.res.Resources = append(h.res.Resources, r) }

func (h *history) conditions(s wire.Object[part]) {
	parts := fhirx.Parts{}
	for _, i := range h.told("conditions", s, "condition", "Condition") {
		c := &r4.Condition{}
		c.Id = h.id("Condition", "conditions", parts.Key(i.text))
		c.Meta = h.Meta("medical_profile")
		c.VerificationStatus = fhirx.Concept("http://terminology.hl7.org/CodeSystem/condition-ver-status", "unconfirmed", "Unconfirmed")
		c.Category = fhirx.List(fhirx.TextOnly("patient-reported")) // no problem-list-item: nobody keeps it up to date (con-3)
		c.Code = fhirx.TextOnly(i.text)
		c.Subject = h.subject
		h.add(c)
	}
}

func (h *history) surgeries(s wire.Object[part]) {
	status := fhir.EventStatusCompleted
	if h.Surgeries == "unknown" {
		status = fhir.EventStatusUnknown
	}
	parts := fhirx.Parts{}
	for _, i := range h.told("surgeries", s, "procedure", "Procedure") {
		p := &r4.Procedure{Status: new(status)}
		p.Id = h.id("Procedure", "surgeries", parts.Key(i.text))
		p.Meta = h.Meta("medical_profile")
		p.Code = fhirx.TextOnly(i.text)
		p.Subject = h.subject
		h.add(p)
	}
}

func (h *history) allergies(s wire.Object[part]) {
	parts := fhirx.Parts{}
	for _, i := range h.told("allergies", s, "allergy", "AllergyIntolerance") {
		a := &r4.AllergyIntolerance{}
		a.Id = h.id("AllergyIntolerance", "allergies", parts.Key(i.text))
		a.Meta = h.Meta("medical_profile")
		a.ClinicalStatus = fhirx.Concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "Active") // ait-1 wants one
		a.VerificationStatus = fhirx.Concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "unconfirmed", "Unconfirmed")
		a.Code = fhirx.TextOnly(i.text)
		a.Patient = h.subject
		h.add(a)
	}
}

func (h *history) medications(s wire.Object[part]) {
	parts := fhirx.Parts{}
	for _, i := range h.told("medications", s, "medication", "MedicationStatement") {
		m := &r4.MedicationStatement{MedicationCodeableConcept: fhirx.TextOnly(i.text)}
		m.Id = h.id("MedicationStatement", "medications", parts.Key(i.text))
		m.Meta = h.Meta("medical_profile")
		m.Status = "unknown"
		m.Subject = h.subject
		h.add(m)
	}
}
