package noanotes_test

import (
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/noanotes"
)

// mapped maps a session of these members in addition to its id.
func mapped(t *testing.T, id, members string, prior transform.Prior) transform.Result {
	t.Helper()
	r := extract.Record{
		Source: "s", Vendor: "noanotes", Kind: extract.Session, ID: id, Body: []byte(`{"id":"` + id + `",` + members + `}`),
		Fetched: time.Date(2026, 5, 2, 3, 0, 0, 0, time.UTC),
	}
	res, err := noanotes.Mappers(noanotes.Config{Source: "s", PatientSources: []string{"clinic"}})[extract.Session].Map(r, prior)
	if err != nil {
		t.Fatalf("%s: %v", members, err)
	}
	return res
}

// of finds the first resource of a type.
func of[T r4.Resource](res transform.Result) (found T, ok bool) {
	for _, r := range append(res.Resources, res.Stubs...) {
		if v, is := r.(T); is {
			return v, true
		}
	}
	return found, false
}

func docStatus(res transform.Result) string {
	d, ok := of[*r4.DocumentReference](res)
	switch {
	case !ok:
		return "none"
	case d.DocStatus == nil:
		return ""
	}
	return d.DocStatus.Code()
}

const (
	approved  = `"summary":{"content":"a","verified":true}`
	pending   = `"summary":{"content":"a","verified":false}`
	untold    = `"summary":{"content":"a"}`
	noSummary = `"summary_status":404`
)

func status(label string) string { return `"status":"` + label + `"` }

func journal(labels ...string) string {
	lines := make([]string, len(labels))
	for i, label := range labels {
		lines[i] = `{"status":"` + label + `","received_at":"2026-04-20T0` + string(rune('1'+i)) + `:00:00Z"}`
	}
	return `"journal":[` + strings.Join(lines, ",") + `]`
}

// Each label, and what becomes of the session, of its document, and whether more is to come.
func TestStatuses(t *testing.T) {
	for label, want := range map[string]string{
		"New": "requested none open", "Recording": "in-progress none open", "Recorded": "in-progress none open",
		"Transcribing": "in-progress none open", "Transcribed": "in-progress none open", "Analyzing": "in-progress none open",
		"Summarized": "in-progress none open", "Interrupted": "on-hold none open", "Verified": "completed none open",
		"EmptySummaryVerified": "completed none closed", "Failed": "failed none closed", "Expired": "cancelled none closed",
		"verified": "received none open", "Verified2": "received none open", "7": "received none open",
	} {
		res := mapped(t, "pl/1", status(label)+","+noSummary, transform.Prior{})
		task, _ := of[*r4.Task](res)
		got := task.Status.Code() + " " + docStatus(res) + " closed"
		if res.Next.Open {
			got = strings.Replace(got, "closed", "open", 1)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", label, got, want)
		}
	}
}

// A summary that was approved and is not shown is waited for, unless it was shown before.
func TestSummaryThatIsOwed(t *testing.T) {
	for name, c := range map[string]struct {
		members string
		prior   transform.Prior
		open    bool
	}{
		"not shown yet":     {journal("Summarized", "Verified") + "," + noSummary, transform.Prior{}, true},
		"shown":             {journal("Summarized", "Verified") + "," + approved, transform.Prior{}, false},
		"shown once before": {journal("Summarized", "Verified") + "," + noSummary, transform.Prior{HadFinal: true}, false},
	} {
		if res := mapped(t, "pl/1", c.members, c.prior); res.Next.Open != c.open {
			t.Errorf("%s: open %v", name, res.Next.Open)
		}
	}
}

// Only Verified makes a summary final. Of two present words the less final one counts; a journal is older than any answer.
func TestWhatIsFinal(t *testing.T) {
	for name, c := range map[string]struct{ members, want string }{
		"both say so":                        {status("Verified") + "," + approved, "completed final"},
		"the status alone":                   {status("Verified") + "," + untold, "completed final"},
		"the flag alone":                     {approved, "completed final"},
		"neither":                            {untold, "received "},
		"the flag says not":                  {pending, "in-progress preliminary"},
		"the flag contradicts the status":    {status("Verified") + "," + pending, "in-progress preliminary conflict"},
		"the status contradicts the flag":    {status("Summarized") + "," + approved, "in-progress preliminary conflict"},
		"a stale journal":                    {journal("Summarized") + "," + approved, "completed final"},
		"a journal from before":              {journal("Summarized", "Verified") + "," + pending, "in-progress preliminary"},
		"a journal out of order":             {journal("Verified", "Summarized", "Recording") + "," + untold, "completed final"},
		"set by the vendor":                  {status("EmptySummaryVerified") + "," + approved, "completed none no_content"},
		"set by the vendor, says the flag":   {`"summary":{"content":"a","verified":"EmptySummaryVerified"}`, "completed none no_content"},
		"set by the vendor, says one word":   {status("Verified") + `,"summary":{"content":"a","verified":"EmptySummaryVerified"}`, "completed none no_content"},
		"set by the vendor, in the journal":  {journal("EmptySummaryVerified") + "," + approved, "completed none no_content"},
		"the flag is a label":                {`"summary":{"content":"a","verified":"Verified"}`, "completed final"},
		"the flag is another label":          {`"summary":{"content":"a","status":"Analyzing"}`, "in-progress preliminary"},
		"the flag is a word nobody knows":    {`"summary":{"content":"a","verified":"yes"}`, "received  unknown_code"},
		"a label nobody knows":               {status("Archived") + "," + approved, "received preliminary unknown_code"},
		"a label nobody knows, in a journal": {journal("Verified", "Archived") + "," + approved, "completed preliminary unknown_code"},
		"approved, and empty":                {`"summary":{"content":"","verified":true}`, "received none"},
		"failed with a text":                 {status("Failed") + "," + pending, "failed preliminary"},
		"failed, and approved":               {journal("Failed") + "," + approved, "failed preliminary conflict"},
	} {
		res := mapped(t, "pl/1", c.members, transform.Prior{})
		task, _ := of[*r4.Task](res)
		got := task.Status.Code() + " " + docStatus(res)
		for _, i := range res.Issues {
			got += " " + string(i.Code)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		d, _ := of[*r4.DocumentReference](res)
		if d != nil && d.Authenticator != nil {
			t.Errorf("%s: nobody is known to have approved it", name)
		}
	}
}

// A summary over its states: what was approved is not taken back by a failure, and not approved anew by a regeneration.
func TestStatesOfOneSummary(t *testing.T) {
	var prior transform.Prior
	other := strings.NewReplacer(`"a"`, `"b"`)
	for i, step := range []struct{ members, want string }{
		{status("Summarized") + "," + pending, "preliminary"},
		{status("Verified") + "," + approved, "final"},
		{status("Archived") + "," + approved, "final"},
		{status("Failed") + "," + approved, "final"},
		{status("Failed") + "," + noSummary, "kept"},
		{status("Summarized") + "," + pending, "preliminary"},
		{status("Summarized") + "," + untold, "preliminary"},
		{status("Archived") + "," + other.Replace(untold), "preliminary"},
		{status("Summarized") + "," + other.Replace(pending), "preliminary"},
		{status("EmptySummaryVerified") + `,"summary":{"content":"","verified":true}`, "kept"},
		{status("Verified") + "," + other.Replace(approved), "amended"},
		{`"summary_status":410`, "kept"},
		{status("Verified") + "," + other.Replace(approved), "amended"},
	} {
		res := mapped(t, "pl/1", step.members, prior)
		got := docStatus(res)
		if len(res.NotLoaded) > 0 {
			got = "kept"
		}
		if got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
		prior = res.Next
	}
}

// An unknown label keeps the last status that was known, over as many states as it takes.
func TestLastKnownStatus(t *testing.T) {
	prior := mapped(t, "pl/1", status("Summarized")+","+pending, transform.Prior{}).Next
	for _, label := range []string{"Archived", "Frozen"} {
		res := mapped(t, "pl/1", status(label)+","+pending, prior)
		if task, _ := of[*r4.Task](res); task.Status.Code() != "in-progress" || *task.BusinessStatus.Text != label {
			t.Errorf("%s: %s", label, task.Status.Code())
		}
		prior = res.Next
	}
}

// ids of what a session names, in short.
func idsOf(t *testing.T, id, manifest string) (visit, doctor, task, document string) {
	t.Helper()
	res := mapped(t, id, `"manifest":{`+manifest+`},`+approved, transform.Prior{})
	if e, ok := of[*r4.Encounter](res); ok {
		visit = *e.Id
	}
	if p, ok := of[*r4.Practitioner](res); ok {
		doctor = *p.Id
	}
	k, _ := of[*r4.Task](res)
	d, _ := of[*r4.DocumentReference](res)
	return visit, doctor, *k.Id, *d.Id
}

// Episode, doctor and facility name a contact together, in one country; it may own several sessions. A doctor is somebody in
// one facility only. Keys cannot run into each other.
func TestWhoIsTheSame(t *testing.T) {
	const tuple = `"episode_id":"e","doctor_id":"d","facility_id":"f"`
	visit, doctor, task, document := idsOf(t, "pl/1", tuple)
	for name, c := range map[string]struct {
		id, manifest          string
		sameVisit, sameDoctor bool
	}{
		"another session":     {"pl/2", tuple, true, true},
		"the request's names": {"pl/2", `"episodeId":"e","doctorId":"d","facilityId":"f"`, true, true},
		"another country":     {"es/1", tuple, false, false},
		"another facility":    {"pl/2", `"episode_id":"e","doctor_id":"d","facility_id":"g"`, false, false},
		"no facility":         {"pl/2", `"episode_id":"e","doctor_id":"d","facility_id":null`, false, false},
		"another doctor":      {"pl/2", `"episode_id":"e","doctor_id":"x","facility_id":"f"`, false, false},
		"another episode":     {"pl/2", `"episode_id":"x","doctor_id":"d","facility_id":"f"`, false, true},
		"a slash in an id":    {"pl/2", `"episode_id":"e/d","doctor_id":"f","facility_id":""`, false, false},
	} {
		v, d, k, doc := idsOf(t, c.id, c.manifest)
		if (v == visit) != c.sameVisit || (d == doctor) != c.sameDoctor || k == task || doc == document {
			t.Errorf("%s: visit the same %t, doctor %t, task %t", name, v == visit, d == doctor, k == task)
		}
	}
	res := mapped(t, "pl/2", `"succeeded":true,"manifest":{`+tuple+`},`+approved, transform.Prior{})
	if _, told := of[*r4.Encounter](res); told {
		t.Error("a session tells of a contact that a later one tells of")
	}
	if task, _ := of[*r4.Task](res); *task.Encounter.Reference != "Encounter/"+visit {
		t.Error("it belongs to another contact")
	}
	if v, _, _, _ := idsOf(t, "pl/1", `"episode_id":null,"doctor_id":"d"`); v != "" {
		t.Error("sessions without an episode are made one contact")
	}
}

// A patient is the configured source's own; whoever else's only by an identifier.
func TestPatients(t *testing.T) {
	res := mapped(t, "pl/1", `"manifest":{"patient_source":"clinic","patient_id":"100"},`+approved, transform.Prior{})
	task, _ := of[*r4.Task](res)
	if want := "Patient/" + (fhirx.Scope{Source: "clinic"}).ID("Patient", "100"); *task.For.Reference != want {
		t.Errorf("%s, want %s", *task.For.Reference, want)
	}
	for _, source := range []string{"other", ""} {
		res = mapped(t, "pl/1", `"manifest":{"patient_source":"`+source+`","patient_id":"100"},`+approved, transform.Prior{})
		if task, _ = of[*r4.Task](res); task.For.Reference != nil || *task.For.Identifier.Value != "100" || len(res.Issues) != 1 {
			t.Errorf("%q: %v, %v", source, task.For, res.Issues)
		}
	}
}

// The contact took place when something was recorded, whatever became of the session since.
func TestContact(t *testing.T) {
	const manifest = `"manifest":{"episode_id":"e"},`
	for members, want := range map[string]string{
		status("New"): "unknown", status("Recording"): "in-progress", status("Recorded"): "finished", status("Expired"): "unknown",
		status("Interrupted"): "unknown", status("Failed"): "unknown", status("Archived"): "unknown", noSummary: "unknown",
		status("Failed") + "," + journal("Recording", "Transcribed", "Failed"): "finished",
		status("Archived") + "," + pending:                                     "finished",
	} {
		e, _ := of[*r4.Encounter](mapped(t, "pl/1", manifest+members, transform.Prior{}))
		if e.Status.Code() != want || e.Period != nil || *e.Class.Code != "UNK" {
			t.Errorf("%s: %s, want %s", members, e.Status.Code(), want)
		}
	}
}

// Where only the journal tells, a summary that says something else since it was approved, and was made again after that, waits for
// another approval.
func TestStatesOfOneSummaryByTheJournalAlone(t *testing.T) {
	var prior transform.Prior
	other := strings.Replace(untold, `"a"`, `"b"`, 1)
	for i, step := range []struct{ members, want string }{
		{journal("Summarized", "Verified") + "," + untold, "final"},
		{journal("Verified", "Summarized") + "," + untold, "final"}, // a delivery that came late: the text is the approved one
		{journal("Summarized", "Verified", "Summarized") + "," + other, "preliminary"},
		{journal("Summarized", "Verified", "Summarized", "Verified") + "," + other, "amended"},
	} {
		res := mapped(t, "pl/1", step.members, prior)
		if got := docStatus(res); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
		prior = res.Next
	}
}
