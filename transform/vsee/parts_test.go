package vsee_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/vsee"
)

// typed gives the resources of one type, in order.
func typed[R r4.Resource](list []r4.Resource) (out []R) {
	for _, r := range list {
		if r, ok := r.(R); ok {
			out = append(out, r)
		}
	}
	return out
}

// idsOf gives type and id of all resources but the Provenance, sorted.
func idsOf(list []r4.Resource) (ids []string) {
	for _, r := range list {
		if r.Type() != "Provenance" {
			ids = append(ids, r.Type()+"/"+r.LogicalID())
		}
	}
	slices.Sort(ids)
	return ids
}

func visitOf(t *testing.T, members string) transform.Result {
	t.Helper()
	return mapped(t, vsee.Config{}, extract.Visit, `{"id":"7","member_id":"5","type":1,"status":30,`+members+`}`)
}

// The names of diagnoses have commas of their own, so the line is divided after codes only.
func TestDiagnoses(t *testing.T) {
	for line, want := range map[string][]string{
		"Allergic reaction,initial encounter (T78.40XA),Asthma (J45.909)": {"T78.40XA Allergic reaction,initial encounter", "J45.909 Asthma"},
		"Asthma (J45909), Covid-19 (U071)":                                {"J45.909 Asthma", "U07.1 Covid-19"},
		"Hypertension (I10)":                                              {"I10 Hypertension"},
		"Sprain (left) (S93.402A)":                                        {"S93.402A Sprain (left)"},
		"Tired, worn out":                                                 {" Tired, worn out"},
		"Asthma (J45.909), Tired, worn out":                               {"J45.909 Asthma", " Tired, worn out"},
		"Low B12 (see lab)":                                               {" Low B12 (see lab)"},
		"Fever (R50.9) since Monday":                                      {" Fever (R50.9) since Monday"},
		"(J45.909)":                                                       {"J45.909 "},
		"Asthma (j45.909)":                                                {" Asthma (j45.909)"},
		" , ":                                                             nil,
	} {
		res := visitOf(t, `"postvisit":{"physical_exam":"x","diagnosis":`+fmt.Sprintf("%q", line)+`}`)
		var got []string
		for _, c := range typed[*r4.Condition](res.Resources) {
			code, text := "", ""
			if len(c.Code.Coding) > 0 {
				code = *c.Code.Coding[0].Code
			}
			if c.Code.Text != nil {
				text = *c.Code.Text
			}
			got = append(got, code+" "+text)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q", line, got)
		}
	}
}

// A part is known by what it says, so another order changes no id; one more of the same is one more part.
func TestPartsKeepTheirIDsInAnotherOrder(t *testing.T) {
	rx := func(id, drug string) string { return `{"ID":"` + id + `","Drug":"` + drug + `","Status":"Current"}` }
	visit := func(line string, prescribed ...string) []string {
		return idsOf(visitOf(t, `"postvisit":{"physical_exam":"x","diagnosis":"`+line+`"},"prescriptions":[`+strings.Join(prescribed, ",")+`]`).Resources)
	}
	a := visit("Asthma (J45.909),Gout (M10.9)", rx("1", "A"), rx("2", "B"), rx("", "C"))
	b := visit("gout (M10.9),Asthma (J45909)", rx("", "c"), rx("2", "B"), rx("1", "A"), rx("2", "B"))
	if !slices.Equal(a, b) {
		t.Errorf("%q\n%q", a, b)
	}
	if c := visit("Asthma (J45.909),Asthma (J45.909)"); len(typedIDs(c, "Condition")) != 2 {
		t.Errorf("one diagnosis twice: %q", c)
	}
	profile := func(conditions, family string) []string {
		return idsOf(mapped(t, vsee.Config{}, extract.MedicalProfile, `{"user_id":"7","conditions":{"data":[`+conditions+`]},"family_conditions":{"data":[`+family+`]}}`).Resources)
	}
	mother, father := `{"condition":"Gout","relations":["Mother"]}`, `{"condition":"Gout","relations":["Father"]}`
	if a, b := profile(`"Gout","Asthma"`, mother+","+father), profile(`{"condition":"asthma"},{"name":"GOUT "}`, father+","+mother); !slices.Equal(a, b) || len(a) != 4 {
		t.Errorf("%q\n%q", a, b)
	}
}

func typedIDs(ids []string, resourceType string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !strings.HasPrefix(id, resourceType+"/") })
}

// The visit that prescribed owns a prescription. Later visits show it again: as stubs they neither double it nor take it away.
func TestAPrescriptionFromBeforeIsNobodysTwice(t *testing.T) {
	const rx = `{"ID":"1","Drug":"A","Status":"Current"}`
	own := visitOf(t, `"prescriptions":[`+rx+`],"prescriptionsBeforeVisit":[`+rx+`]`)
	later := visitOf(t, `"prescriptions":[],"prescriptionsBeforeVisit":[`+rx+`]`)
	owned, stub := typed[*r4.MedicationRequest](own.Resources), typed[*r4.MedicationRequest](later.Stubs)
	if len(owned) != 1 || len(typed[*r4.MedicationRequest](own.Stubs)) != 0 || owned[0].Encounter == nil {
		t.Fatalf("%d own, %d stubs", len(owned), len(typed[*r4.MedicationRequest](own.Stubs)))
	}
	if len(typed[*r4.MedicationRequest](later.Resources)) != 0 || len(stub) != 1 || stub[0].LogicalID() != owned[0].LogicalID() || stub[0].Encounter != nil {
		t.Errorf("%d stubs in the later visit", len(stub))
	}
}

// Absent and null are not empty, and neither is what cannot be read.
func TestWhatIsNotShownIsNotTakenAway(t *testing.T) {
	const shown = `"postvisit":{"physical_exam":"x","diagnosis":"","attachments":[]},"prescriptions":[],"invoice":{"id":"i","status":"paid"}`
	for members, want := range map[string][]string{
		shown: nil,
		strings.Replace(shown, `"diagnosis":"",`, "", 1):                           {"Condition"},
		strings.Replace(shown, `"attachments":[]`, `"attachments":null`, 1):        {"DocumentReference"},
		strings.Replace(shown, `"attachments":[]`, `"attachments":["a"]`, 1):       {"DocumentReference"},
		strings.Replace(shown, `"attachments":[]`, `"attachments":""`, 1):          nil,
		strings.Replace(shown, `"prescriptions":[]`, `"prescriptions":null`, 1):    {"MedicationRequest"},
		strings.Replace(shown, `"prescriptions":[]`, `"prescriptions":"none"`, 1):  {"MedicationRequest"},
		strings.Replace(shown, `"invoice":{"id":"i","status":"paid"}`, `"x":1`, 1): {"Invoice"},
		`"prescriptions":[],"invoice":[]`:                                          {"Condition", "DocumentReference"},
	} {
		got := visitOf(t, members).NotLoaded
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", members, got)
		}
	}
}

// The words of the webhooks are known; the number of the samples and the other words are not guessed.
func TestInvoice(t *testing.T) {
	for status, want := range map[string]string{
		`"pending"`: "issued", `"processing"`: "issued", `"failed"`: "issued", `"paid"`: "balanced", `"cancelled"`: "cancelled",
		`"closed"`: "", `"forgiven"`: "", `"refunded"`: "", `10`: "", `"10"`: "", `null`: "",
	} {
		res := visitOf(t, `"invoice":{"id":"i","status":`+status+`,"amount_due":2500}`)
		got := ""
		for _, i := range typed[*r4.Invoice](res.Resources) {
			got = i.Status.Code()
		}
		counted := slices.Contains(res.Issues, transform.Issue{Code: transform.UnknownCode, Path: "invoice.status"})
		if got != want || counted != (want == "") {
			t.Errorf("%s: %q, %v", status, got, res.Issues)
		}
	}
}

// What belongs to somebody else is not attached, whatever it is nested in.
func TestNothingOfOthersIsAttached(t *testing.T) {
	for members, path := range map[string]string{
		`"postvisit":{"member_id":"6","physical_exam":"x","diagnosis":"Gout (M10.9)","attachments":[{"id":"f"}],"disposition":"ED"}`: "postvisit",
		`"postvisit":{"visit_id":"8","physical_exam":"x","diagnosis":"Gout (M10.9)","attachments":[{"id":"f"}],"disposition":"ED"}`:  "postvisit",
		`"invoice":{"id":"i","status":"paid","user_id":6}`:                                                                           "invoice",
		`"invoice":{"id":"i","status":"paid","visit_id":"8"}`:                                                                        "invoice",
		`"intake":{"member_id":6,"reason_for_visit":"Rash"}`:                                                                         "intake",
		`"intake":{"visit_id":6,"reason_for_visit":"Rash"}`:                                                                          "intake",
		`"room_code":"a","room":{"code":"b","name":"B"}`:                                                                             "room",
		`"intake":{"member_id":5,"medical_profile":{"user_id":6,"conditions":{}}}`:                                                   "intake.medical_profile",
	} {
		res := visitOf(t, members)
		if !slices.Contains(res.Issues, transform.Issue{Code: transform.ForeignChild, Path: path}) {
			t.Errorf("%s: %v", members, res.Issues)
		}
		for _, r := range slices.Concat(res.Resources, res.Stubs) {
			switch r := r.(type) {
			case *r4.Encounter:
				if r.ReasonCode != nil || r.Hospitalization != nil || r.Diagnosis != nil {
					t.Errorf("%s: it is on the encounter", members)
				}
			case *r4.Patient, *r4.Provenance:
			default:
				t.Errorf("%s: a %s is made of it", members, r.Type())
			}
		}
	}
}

// A clinic may add any number of questions; what a record can carry is bounded, and what is left out is counted.
func TestAnIntakeIsBounded(t *testing.T) {
	in := map[string]any{"id": "7", strings.Repeat("k", 300): "x", "a\u0007b": "x", "z_long": strings.Repeat("a", 1<<20+1)}
	for i := range 600 {
		in[fmt.Sprintf("question_%d", i)] = "yes"
	}
	body, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	res := mapped(t, vsee.Config{}, extract.Intake, string(body))
	q := typed[*r4.QuestionnaireResponse](res.Resources)[0]
	if len(q.Item) != 500 || !slices.Contains(res.Issues, transform.Issue{Code: transform.TooLarge, Path: "*"}) ||
		!slices.Contains(res.Issues, transform.Issue{Code: transform.InvalidText, Path: "*"}) {
		t.Errorf("%d items, %v", len(q.Item), res.Issues)
	}
}

// An old visit names no account; the clinic's is known.
func TestAnOldVisitBelongsToTheConfiguredAccount(t *testing.T) {
	const old = `{"id":"7","member_id":"5","type":1,"status":30,"account_code":`
	account := func(c vsee.Config, code string) string {
		e := typed[*r4.Encounter](mapped(t, c, extract.Visit, old+code+`}`).Resources)[0]
		if e.ServiceProvider == nil {
			return ""
		}
		return *e.ServiceProvider.Identifier.Value
	}
	for code, want := range map[string]string{"null": "clinic", `""`: "clinic", `"vclinic"`: "vclinic"} {
		if got := account(vsee.Config{Account: "clinic"}, code); got != want {
			t.Errorf("%s: %q", code, got)
		}
	}
	if got := account(vsee.Config{}, "null"); got != "" {
		t.Errorf("an account was made up: %q", got)
	}
}

// An open record is read again every night.
func TestOpen(t *testing.T) {
	const note = `,"postvisit":{"physical_exam":"x","draft":`
	for members, want := range map[string]bool{
		`"status":20`: true, `"status":30`: true, `"status":99`: true, `"status":40`: false, `"status":"cancelled"`: false, `"status":"completed"`: false,
		`"status":40` + note + `true}`: true, `"status":40` + note + `false}`: false, `"status":30` + note + `false}`: true,
	} {
		if got := mapped(t, vsee.Config{}, extract.Visit, `{"id":"7","member_id":"5","type":1,`+members+`}`).Next.Open; got != want {
			t.Errorf("%s: open is %t", members, got)
		}
	}
}

func TestSurgeriesAreHistoryUnlessTheClinicDoubtsIt(t *testing.T) {
	for config, want := range map[string]string{"": "completed", "completed": "completed", "unknown": "unknown"} {
		res := mapped(t, vsee.Config{Surgeries: config}, extract.MedicalProfile, `{"user_id":"7","surgeries":{"data":[{"procedure":"C-section"}]}}`)
		if got := typed[*r4.Procedure](res.Resources)[0].Status.Code(); got != want {
			t.Errorf("%q: %s", config, got)
		}
	}
	if (vsee.Config{Surgeries: "done"}).Check() == nil {
		t.Error("a status that is none is accepted")
	}
}

// Every record says where its resources came from, and of nothing it says nothing.
func TestProvenanceOfEveryKind(t *testing.T) {
	for kind, body := range map[extract.Kind]string{
		extract.Patient: `{"id":"7"}`, extract.Practitioner: `{"id":"7","subtype":"482"}`, extract.Visit: `{"id":"7","member_id":"5","type":1,"status":30}`,
		extract.Location: `{"code":"7"}`, extract.Organization: `{"code":"7"}`, extract.Intake: `{"id":"7"}`,
		extract.MedicalProfile: `{"user_id":"7","conditions":{"data":["Gout"]}}`,
	} {
		res := mapped(t, vsee.Config{}, kind, body)
		of := typed[*r4.Provenance](res.Resources)
		if len(of) != 1 || len(of[0].Target) != len(res.Resources)-1 {
			t.Errorf("%s: %d provenances of %d resources", kind, len(of), len(res.Resources))
		}
	}
	if res := mapped(t, vsee.Config{}, extract.MedicalProfile, `{"user_id":"7","conditions":{"data":[]}}`); len(res.Resources) != 0 {
		t.Errorf("%d resources of a profile that tells nothing", len(res.Resources))
	}
}
