package vsee_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/vsee"
)

// statusOf maps a visit of member 5 given as its members beyond the ids, and tells "encounter/appointment".
func statusOf(t *testing.T, c vsee.Config, members string) string {
	t.Helper()
	res := mapped(t, c, extract.Visit, `{"id":"7","member_id":"5",`+members+`}`)
	encounter, appointment := "-", "-"
	for _, r := range res.Resources {
		switch r := r.(type) {
		case *r4.Encounter:
			encounter = r.Status.Code()
		case *r4.Appointment:
			appointment = r.Status.Code()
		}
	}
	return encounter + "/" + appointment
}

func mapped(t *testing.T, c vsee.Config, kind extract.Kind, body string) transform.Result {
	t.Helper()
	c.Source = "s"
	res, err := vsee.Mappers(c)[kind].Map(extract.Record{Source: "s", Kind: kind, ID: "7", Body: []byte(body)}, transform.Prior{})
	if err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return res
}

// The states of a visit, from the table of statuses down to the evidence of code 40.
func TestStatus(t *testing.T) {
	const (
		began  = `,"provider_id":9,"actual_start":1600000000`
		note   = `,"postvisit":{"diagnosis":"Asthma (J45.909)"}`
		talked = `,"call_logs":{"total_duration":60}`
		became = `,"related_walkin_id":"8"`
	)
	for members, want := range map[string]string{
		`"type":1,"status":10`:           "arrived/-",
		`"type":"1","status":"20"`:       "planned/-",
		`"type":3,"status":30`:           "in-progress/-",
		`"type":2,"status":10`:           "-/arrived",
		`"type":2,"status":20`:           "-/booked",
		`"type":2,"status":30`:           "in-progress/fulfilled",
		`"type":2,"status":30` + became:  "-/fulfilled",
		`"type":1,"status":"completed"`:  "finished/-",
		`"type":2,"status":"cancelled"`:  "-/cancelled",
		`"type":2,"status":"inprogress"`: "in-progress/fulfilled",

		`"type":1,"status":40` + began + talked:                          "finished/-",
		`"type":2,"status":40` + began + note:                            "finished/fulfilled",
		`"type":1,"status":40` + began:                                   "unknown/-", // no evidence either way
		`"type":2,"status":40` + began:                                   "unknown/-",
		`"type":1,"status":40,"provider_id":9`:                           "cancelled/-", // never started
		`"type":2,"status":40,"provider_id":9`:                           "-/cancelled",
		`"type":1,"status":40,"provider_id":0,"actual_start":1600000000`: "cancelled/-", // nobody to see
		`"type":1,"status":40,"completed_by":"5"` + began:                "cancelled/-", // closed by the patient, no call
		`"type":1,"status":40,"completed_by":"5"` + began + talked:       "finished/-",
		`"type":1,"status":40,"completed_by":"9"` + began:                "unknown/-",
		`"type":1,"status":40,"provider_id":9` + talked:                  "unknown/-",  // both ways at once
		`"type":3,"status":40,"provider_id":9` + note:                    "finished/-", // an e-consult has no start
		`"type":3,"status":40,"provider_id":9,"completed_by":5`:          "cancelled/-",
		`"type":2,"status":40,"provider_id":9` + became:                  "-/-", // was started as a walk-in: see there
		`"type":2,"status":40,"provider_id":9` + became + note:           "-/fulfilled",
		`"type":1,"status":40` + began + `,"call_logs":{"total_duration":0},"postvisit":{"id":"x","physical_exam":"<p><br></p>"}`: "unknown/-",

		`"type":1,"status":50`:         "unknown/-",
		`"type":1,"status":null`:       "unknown/-",
		`"type":2,"status":50`:         "-/-",
		`"type":2,"status":50` + began: "unknown/-",
		`"type":9,"status":30`:         "-/-",
	} {
		if got := statusOf(t, vsee.Config{}, members); got != want {
			t.Errorf("%s: %s, want %s", members, got, want)
		}
	}
}

// FHIR wants both ends of an appointment or neither, and both where it is neither asked for only nor cancelled (app-2, app-3). What the visit
// does not tell is said to be unknown, and counted.
func TestAnAppointmentWithoutItsTimes(t *testing.T) {
	const from, to = `,"start":1600000000`, `,"end":1600000900`
	for members, want := range map[string]string{
		`"status":20` + from + to: "",
		`"status":20` + from:      "end",
		`"status":20` + to:        "start end", // an end alone is no period
		`"status":10`:             "start end",
		`"status":30`:             "start end",
		`"status":20,"start":1600000900,"end":1600000000`: "end",
		`"status":20,"start":"2020-09-13"` + to:           "start", // a day is no instant
		`"status":"cancelled"`:                            "",
		`"status":"cancelled"` + from:                     "end",
	} {
		res := mapped(t, vsee.Config{}, extract.Visit, `{"id":7,"member_id":5,"type":2,`+members+`}`)
		a := res.Resources[0].(*r4.Appointment)
		text, err := a.AppendJSON(nil)
		if err == nil {
			err = r4.Check(text)
		}
		if err != nil {
			t.Errorf("%s: %v", members, err)
		}
		var unknown, counted []string
		for i, e := range []*r4.Element{a.StartExt, a.EndExt} {
			name := []string{"start", "end"}[i]
			if e != nil && e.Extension[0].Url == r4.ExtDataAbsentReason && *e.Extension[0].ValueCode == "unknown" {
				unknown = append(unknown, name)
			}
			if slices.Contains(res.Issues, transform.Issue{Code: transform.NoContent, Path: name}) {
				counted = append(counted, name)
			}
		}
		if got := strings.Join(unknown, " "); got != want || !slices.Equal(counted, unknown) {
			t.Errorf("%s: unknown are %q, counted %v, want %q", members, got, counted, want)
		}
	}
}

func TestConfiguredStatusWins(t *testing.T) {
	c := vsee.Config{Statuses: map[string]vsee.Status{
		"50": {Encounter: "onleave", Appointment: "waitlist"}, "40": {Encounter: "finished", Appointment: "noshow"}, "20": {Encounter: "rubbish"},
	}}
	for members, want := range map[string]string{
		`"type":1,"status":50`: "onleave/-", `"type":2,"status":50`: "-/waitlist", `"type":2,"status":40`: "-/noshow", `"type":1,"status":20`: "unknown/-",
	} {
		if got := statusOf(t, c, members); got != want {
			t.Errorf("%s: %s, want %s", members, got, want)
		}
	}
	if err := c.Check(); err == nil || !strings.Contains(err.Error(), "rubbish") {
		t.Errorf("a word FHIR does not know passed: %v", err)
	}
}

func TestConfig(t *testing.T) {
	for want, c := range map[string]vsee.Config{
		"zone":         {Zone: "Mars/Olympus"},
		"genders":      {Genders: map[string]string{"1": "man"}},
		"an encounter": {Statuses: map[string]vsee.Status{"1": {Encounter: "booked"}}},
		"appointment":  {Statuses: map[string]vsee.Status{"1": {Appointment: "finished"}}},
	} {
		if err := c.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if err := (vsee.Config{}).Check(); err != nil {
		t.Error(err)
	}
	c := vsee.Config{Genders: map[string]string{"1": "female"}, Class: "HH", Account: "c1"}
	p := mapped(t, c, extract.Patient, `{"id":7,"gender":1}`).Resources[0].(*r4.Patient)
	if p.Gender.Code() != "female" || *p.Extension[0].ValueString != "1" {
		t.Errorf("%v", p.Gender)
	}
	e := mapped(t, c, extract.Visit, `{"id":7,"member_id":5,"type":1,"status":10,"account_code":null}`).Resources[0].(*r4.Encounter)
	if *e.Class.Code != "HH" || *e.ServiceProvider.Identifier.Value != "c1" {
		t.Errorf("%v", e.Class)
	}
}

// An intake may name the other half of a pair; a root that is the visit itself is no appointment.
func TestRelatedVisits(t *testing.T) {
	const walkIn = `{"id":"7","member_id":"5","type":1,"status":10,"root_visit":{"id":"ROOT"},"intake":{"visit_id":"INTAKE","reason_for_visit":"rash"}}`
	for ids, want := range map[[2]string][2]bool{ // root, intake's visit -> has an appointment, has a reason
		{"6", "6"}: {true, true}, {"6", "7"}: {true, true}, {"7", "7"}: {false, true}, {"", ""}: {false, true}, {"6", "8"}: {true, false},
	} {
		body := strings.NewReplacer("ROOT", ids[0], "INTAKE", ids[1]).Replace(walkIn)
		e := mapped(t, vsee.Config{}, extract.Visit, body).Resources[0].(*r4.Encounter)
		if got := [2]bool{len(e.Appointment) > 0, len(e.ReasonCode) > 0}; got != want {
			t.Errorf("%s: %v, want %v", ids, got, want)
		}
	}
}
