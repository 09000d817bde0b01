package nextvisit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type patients struct{ mapping }

// Rev is the mapper's revision.
func (patients) Rev() uint32 { return patientRev }

// Map makes the Patient of a row, a MedicationStatement for each medication and an AllergyIntolerance of the allergy text.
func (m patients) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	var v patient
	var err error
	res := transform.Result{Next: prior}
	if res.Issues, err = wire.Decode(r.Body, &v); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(v.ID.Text, r.ID, "id"); err != nil {
		return transform.Result{}, err
	}
	p := m.patient(&v, "", &res)
	p.ManagingOrganization = m.team(&v, &res)
	res.Resources = []r4.Resource{p}
	about := *m.Ref("Patient", v.ID.Text)
	m.medications(&v, about, &res)
	m.allergies(&v, about, p, &res)
	res.Resources = fhirx.Proven(r, vendor, res.Resources)
	return res, nil
}

// team points at the patient's team, and makes a stub of it where the row names it.
func (m patients) team(v *patient, res *transform.Result) *fhir.Reference {
	if t := v.Team.Value; t.ID.Text != "" && t.Name.Text != "" {
		res.Stubs = append(res.Stubs, m.organization(t))
		return m.Ref("Organization", t.ID.Text)
	}
	return m.teamOf(cmp.Or(v.Team.Value.ID.Text, v.TeamID.Text))
}

// medications makes a statement of each text of latest_medications, which the vendor documents as the current ones. No
// code, dose or date is read out of the text. A list that was not shown, or not all of it, takes none away.
func (m patients) medications(v *patient, about fhir.Reference, res *transform.Result) {
	if !v.Medications.State.Shown() || !v.Medications.Whole() {
		res.NotLoaded = append(res.NotLoaded, "MedicationStatement")
	}
	parts := fhirx.Parts{}
	for _, text := range v.Medications.Texts {
		s := &r4.MedicationStatement{}
		s.Id = new(m.ID("MedicationStatement", "patient/"+v.ID.Text+"/"+parts.Key(text)))
		s.Meta = m.ofPatient
		s.Status = "active"
		s.MedicationCodeableConcept = fhirx.TextOnly(text)
		s.Subject = about
		res.Resources = append(res.Resources, s)
	}
}

// allergies makes one AllergyIntolerance of the whole text: it is not cut at commas, since "rash, itching" may be one allergy.
// A text that says there is none stays a text: FHIR has no inactive allergy to nothing. A null means that there is no text only
// where the demographics, with which the member comes, are shown.
func (m patients) allergies(v *patient, about fhir.Reference, p *r4.Patient, res *transform.Result) {
	text := v.Allergies.Text
	switch {
	case v.Allergies.State == wire.Absent, v.Allergies.State == wire.Null && v.Demographics.State != wire.Set:
		res.NotLoaded = append(res.NotLoaded, "AllergyIntolerance")
	case m.saysNone(text):
		p.Extension = append(p.Extension, fhir.Extension{Url: r4.ExtAllergyText, ValueString: &text})
	case text != "":
		a := &r4.AllergyIntolerance{}
		a.Id = new(m.ID("AllergyIntolerance", "patient/"+v.ID.Text+"/"+fhirx.Parts{}.Key(text)))
		a.Meta = m.ofPatient
		a.ClinicalStatus = fhirx.Concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active", "")
		a.VerificationStatus = fhirx.Concept("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "unconfirmed", "")
		a.Code = fhirx.TextOnly(text)
		a.Patient = about
		res.Resources = append(res.Resources, a)
	}
}

// noAllergy are texts that say a patient has no allergy.
var noAllergy = []string{"nkda", "nka", "none", "none known", "no known allergies", "no known drug allergies", "no allergies", "no"}

func (m patients) saysNone(text string) bool {
	plain := strings.TrimRight(normal(text), ".! ")
	same := func(word string) bool { return plain == normal(word) }
	return plain != "" && (slices.Contains(noAllergy, plain) || slices.ContainsFunc(m.NoAllergy, same))
}

// normal is a text without case and runs of blanks.
func normal(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }
