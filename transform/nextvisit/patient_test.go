package nextvisit_test

import (
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/nextvisit"
)

func patientOf(t *testing.T, members string) transform.Result {
	t.Helper()
	r := extract.Record{Source: "s", Vendor: "nextvisit", Kind: extract.Patient, ID: "7", Body: []byte(`{"id":7,"first_name":"A",` + members + `}`)}
	res, err := nextvisit.Mappers(nextvisit.Config{Source: "s", NoAllergy: []string{"Denies  any"}})[extract.Patient].Map(r, transform.Prior{})
	if err != nil {
		t.Fatalf("%s: %v", members, err)
	}
	return res
}

// Absent, null and [] are three facts: not loaded twice, and none.
func TestPartsOfAPatient(t *testing.T) {
	for members, want := range map[string]struct {
		medications int
		loaded      bool
	}{
		`"notes":null`:                              {0, false},
		`"latest_medications":null`:                 {0, false},
		`"latest_medications":[]`:                   {0, true},
		`"latest_medications":["a","b","A "]`:       {3, true},
		`"latest_medications":["a",{"name":"b"}]`:   {1, false},
		`"latest_medications":{"0":"a"}`:            {0, false},
		`"latest_medications":"a, b"`:               {0, false},
		`"latest_medications":["a",null,""," -- "]`: {1, true},
	} {
		res := patientOf(t, members)
		var ids []string
		for _, r := range res.Resources {
			if m, ok := r.(*r4.MedicationStatement); ok {
				ids = append(ids, *m.Id)
			}
		}
		slices.Sort(ids)
		if len(slices.Compact(ids)) != want.medications || slices.Contains(res.NotLoaded, "MedicationStatement") == want.loaded {
			t.Errorf("%s: %d, not loaded %v", members, len(ids), res.NotLoaded)
		}
	}
}

// A medication keeps its id wherever it stands in the list.
func TestAMedicationsIDIsItsText(t *testing.T) {
	ids := func(members string) (ids []string) {
		for _, r := range patientOf(t, members).Resources {
			if m, ok := r.(*r4.MedicationStatement); ok {
				ids = append(ids, *m.Id)
			}
		}
		return ids
	}
	a, b := ids(`"latest_medications":["x 50mg","y","x  50MG"]`), ids(`"latest_medications":["y","z","x 50mg"]`)
	if a[0] != b[2] || a[1] != b[0] || slices.Contains(a, b[1]) || a[0] == a[2] {
		t.Errorf("%v, %v", a, b)
	}
}

// Allergies are one text. One that says there is none makes no allergy; a null says it only where the demographics are shown.
func TestAllergies(t *testing.T) {
	for members, want := range map[string]string{
		`"allergies":"Penicillin, Sulfa drugs"`:        "Penicillin, Sulfa drugs",
		`"allergies":"None of the penicillins, latex"`: "None of the penicillins, latex",
		`"allergies":"NKDA"`:                           "none: NKDA",
		`"allergies":"No known  Allergies."`:           "none: No known  Allergies.",
		`"allergies":"denies any"`:                     "none: denies any",
		`"allergies":""`:                               "none",
		`"allergies":null`:                             "not loaded",
		`"allergies":null,"demographics":{}`:           "none",
		`"allergies":null,"demographics":null`:         "not loaded",
		`"demographics":{}`:                            "not loaded",
	} {
		res := patientOf(t, members)
		got := "none"
		if a := only[*r4.AllergyIntolerance](t, res); a != nil {
			got = *a.Code.Text
			if *a.ClinicalStatus.Coding[0].Code != "active" || *a.VerificationStatus.Coding[0].Code != "unconfirmed" {
				t.Errorf("%s: %+v", members, a)
			}
		} else if slices.Contains(res.NotLoaded, "AllergyIntolerance") {
			got = "not loaded"
		}
		for _, x := range only[*r4.Patient](t, res).Extension {
			if x.Url == r4.ExtAllergyText {
				got += ": " + *x.ValueString
			}
		}
		if got != want {
			t.Errorf("%s: %s, want %s", members, got, want)
		}
	}
}

// The trash is a state that may be taken back: inactive, and everything kept.
func TestTrash(t *testing.T) {
	for members, inactive := range map[string]bool{`"deleted_at":"2026-01-01T00:00:00Z"`: true, `"deleted_at":null`: false, `"notes":"n"`: false} {
		p := only[*r4.Patient](t, patientOf(t, members))
		if got := p.Active != nil && !*p.Active; got != inactive || len(p.Name) == 0 {
			t.Errorf("%s: %v", members, p.Active)
		}
	}
}

// A note embeds less of a patient than their own row shows: it makes a stub and no parts, and nothing of it counts as not there.
func TestANoteNeverTakesFromAPatient(t *testing.T) {
	res := mapped(t, `"patient":{"id":1,"first_name":"A","gender":null,"latest_medications":["x"],"allergies":"nuts"}`, transform.Prior{})
	if only[*r4.Patient](t, res) != nil || only[*r4.MedicationStatement](t, res) != nil || only[*r4.AllergyIntolerance](t, res) != nil {
		t.Error("a note owns what is the patient's")
	}
	if len(res.Stubs) != 1 || res.Stubs[0].Type() != "Patient" {
		t.Errorf("%d stubs", len(res.Stubs))
	}
}
