package vsee_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/vsee"
)

// visitWith is a visit of member 5 with some more members.
func visitWith(more string) string {
	return `{"data":{"member_id":5,"start":1700000000,"related_walkin_id":"8","root_visit":{"id":"9"},` + more + `"id":"1"}}`
}

// outline is the records of a Pull as kind, id and, except for the visit, body.
func outline(list []extract.Record) (out []string) {
	for _, r := range list {
		text := string(r.Kind) + " " + r.ID
		if r.Kind != extract.Visit && r.Kind != extract.Patient {
			text += " " + string(r.Body)
		}
		out = append(out, text)
	}
	return out
}

func TestIntakeAndProfileComeWithTheVisit(t *testing.T) {
	profile := `{"user_id":"5","modified":{"sec":1700000001,"usec":0}}`
	for name, c := range map[string]struct {
		visit   string
		want    []string
		skipped string
	}{
		"both": {
			`"intake":{"id":"in-1","member_id":"5","visit_id":"1","question_1":"No","medical_profile":` + profile + `},`,
			[]string{
				`intake in-1 {"request":{"labels":{"question_1":"Any pain?"}},"answer":{"id":"in-1","member_id":"5","visit_id":"1","question_1":"No","medical_profile":` + profile + `}}`,
				"medical_profile 5 " + profile,
			}, "",
		},
		"an intake that does not say whose it is": {
			`"intake":{"id":"in-1","x":"<b>\/"},`,
			[]string{`intake in-1 {"request":{"member_id":"5","visit_id":"1"},"answer":{"id":"in-1","x":"<b>\/"}}`}, "",
		},
		"of the walk-in":     {`"intake":{"id":"in-1","visit_id":8,"member_id":5},`, []string{`intake in-1 {"request":{},"answer":{"id":"in-1","visit_id":8,"member_id":5}}`}, ""},
		"of the appointment": {`"intake":{"id":"in-1","visit_id":"9","member_id":5},`, []string{`intake in-1 {"request":{},"answer":{"id":"in-1","visit_id":"9","member_id":5}}`}, ""},
		"another visit's":    {`"intake":{"id":"in-1","visit_id":"7","medical_profile":` + profile + `},`, nil, "an object inside names another patient or visit than the one it is shown in"},
		"another member's":   {`"intake":{"id":"in-1","member_id":"6","medical_profile":` + profile + `},`, nil, "an object inside names another patient or visit than the one it is shown in"},
		"another user's profile": {
			`"intake":{"id":"in-1","member_id":"5","visit_id":"1","medical_profile":{"user_id":575}},`,
			[]string{`intake in-1 {"request":{},"answer":{"id":"in-1","member_id":"5","visit_id":"1","medical_profile":{"user_id":575}}}`},
			"an object inside names another patient or visit than the one it is shown in",
		},
		"ids named twice":       {`"intake":{"id":"in-1","id":"in-2"},`, nil, "an object inside is named twice, or its ids are"},
		"intakes named twice":   {`"intake":{"id":"in-1"},"intake":{"id":"in-2"},`, nil, "an object inside is named twice, or its ids are"},
		"no intake":             {`"intake":[],`, nil, ""},
		"an id that is no word": {`"intake":{"id":"../x","member_id":"5"},`, nil, ""},
	} {
		clinic := newClinic(t)
		clinic.bodies["/accounts/"+mintedAccount] = `{"data":{"code":"zzaccount","form":[{"f":{"name":"question_1","label":"Any pain?"}}]}}`
		clinic.bodies["/visits/1"] = visitWith(c.visit + `"intake_id":null,`)
		if strings.Contains(c.visit, `"id":"in-1"`) {
			clinic.bodies["/visits/1"] = visitWith(c.visit + `"intake_id":"in-1",`)
		}
		got := mustPull(t, clinic.open(nil), named(extract.Visit, "1"))
		if clinic.requests("/intakes") > 0 {
			t.Errorf("%s: an intake that is shown is read again", name)
		}
		list := outline(got.pages[0].Records)
		if !slices.Equal(list, append([]string{"visit 1"}, c.want...)) {
			t.Errorf("%s: %q", name, list)
		}
		reason := ""
		for _, skip := range got.done.Skipped {
			reason = skip.Reason
		}
		if reason != c.skipped || got.done.Distinct != 1 {
			t.Errorf("%s: coverage is %+v", name, got.done)
		}
	}
}

// A patient's profile is in each of the patient's visits, and so may be an intake.
func TestWhatSeveralVisitsShowIsYieldedOnce(t *testing.T) {
	c := newClinic(t)
	inside := `"intake":{"id":"in-1","member_id":5,"visit_id":"9","medical_profile":{"user_id":"5"}},`
	c.bodies["/visits/1"] = visitWith(inside)
	c.bodies["/visits/2"] = strings.Replace(visitWith(inside), `"id":"1"}}`, `"id":"2"}}`, 1)
	got := records(t, c.open(nil), named(extract.Visit, "1", "2"))
	var kinds []extract.Kind
	for _, r := range got {
		kinds = append(kinds, r.Kind)
	}
	if want := []extract.Kind{extract.Visit, extract.Intake, extract.MedicalProfile, extract.Visit}; !slices.Equal(kinds, want) {
		t.Error(kinds)
	}
}

// Nothing says that a visit shows the profile of today: both states are yielded, each with its time.
func TestAProfileInTwoStatesIsYieldedTwice(t *testing.T) {
	c := newClinic(t)
	for visit, modified := range map[string]string{"1": "1700000002", "2": "1700000001"} {
		inside := `"intake":{"id":"in-` + visit + `","visit_id":"` + visit + `","medical_profile":{"user_id":"5","modified":` + modified + `}},`
		c.bodies["/visits/"+visit] = strings.Replace(visitWith(inside), `"id":"1"}}`, `"id":"`+visit+`"}}`, 1)
	}
	var changed []int64
	for _, r := range records(t, c.open(nil), named(extract.Visit, "1", "2")) {
		if r.Kind == extract.MedicalProfile {
			changed = append(changed, r.Changed.Unix())
		}
	}
	if !slices.Equal(changed, []int64{1700000002, 1700000001}) {
		t.Error(changed)
	}
}

func TestAnIntakeThatIsOnlyNamedIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		status int
		want   []string
		skip   extract.Skip
	}{
		"as named":         {`{"data":{"id":"in-1","a":"b"}}`, 200, []string{`intake in-1 {"request":{"member_id":"5","visit_id":"1"},"answer":{"id":"in-1","a":"b"}}`}, extract.Skip{}},
		"gone":             {`{"code":404}`, 404, nil, extract.Skip{Reason: extract.SkipGone, Count: 1}},
		"another":          {`{"data":{"id":"in-2"}}`, 200, nil, extract.Skip{Reason: extract.SkipOtherID, Count: 1, Lost: true}},
		"another member's": {`{"data":{"id":"in-1","member_id":6}}`, 200, nil, extract.Skip{Reason: "an object inside names another patient or visit than the one it is shown in", Count: 1}},
		"no object":        {`{"data":"in-1"}`, 200, nil, extract.Skip{Reason: extract.SkipUnreadable, Count: 1, Lost: true}},
	} {
		clinic := newClinic(t)
		clinic.bodies["/visits/1"] = visitWith(`"intake_id":"in-1",`)
		clinic.bodies["/intakes/in-1"], clinic.statuses["/intakes/in-1"] = c.answer, c.status
		got := mustPull(t, clinic.open(nil), named(extract.Visit, "1"))
		if list := outline(got.pages[0].Records); !slices.Equal(list[1:], c.want) && len(list)+len(c.want) > 1 {
			t.Errorf("%s: %q", name, list)
		}
		if c.skip.Count > 0 && !slices.Equal(got.done.Skipped, []extract.Skip{c.skip}) {
			t.Errorf("%s: %+v", name, got.done.Skipped)
		}
	}
}

func TestAnIntakeOutOfOrderEndsThePull(t *testing.T) {
	c := newClinic(t)
	c.bodies["/visits/1"] = visitWith(`"intake_id":"in-1",`)
	c.statuses["/intakes/in-1"] = 500
	if got := pull(t, c.open(nil), named(extract.Visit, "1")); !errors.Is(got.err, extract.ErrUnavailable) || len(got.pages) > 0 {
		t.Errorf("%v after %d pages", got.err, len(got.pages))
	}
}

func TestFilesAreDescribedWithoutTheirLinks(t *testing.T) {
	c := newClinic(t)
	c.bodies["/visits/1"] = visitWith("")
	c.bodies["/visits/1/exports/visit_summary"] = `{"data":{"url":"https://files.example/ZZSECRET"}}`
	c.bodies["/files"] = `{"data":[{"id":"f1","name":"a.pdf","fullpath":"ZZSECRET","url":"ZZSECRET","creator":{"id":"5","photo":"ZZSECRET"}},{"name":"no id"}]}`
	all := func(cfg *vsee.Config) { cfg.Files, cfg.Summaries = vsee.AllFiles, true }
	got := mustPull(t, c.open(all), named(extract.Visit, "1"))
	want := []string{
		"visit 1",
		`file visit/1/f1 {"request":{"target_type":"visit","target_id":"1","member_id":"5"},"answer":{"id":"f1","name":"a.pdf","creator":{"id":"5"}}}`,
		`file visit_summary/1/summary {"request":{"target_type":"visit_summary","target_id":"1","member_id":"5"},"answer":{}}`,
	}
	if list := outline(got.pages[0].Records); !slices.Equal(list, want) {
		t.Errorf("%q", list)
	}
	if !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: extract.SkipNoID, Count: 1, Lost: true}}) || got.done.Complete {
		t.Errorf("%+v", got.done)
	}
	users := records(t, c.open(all), named(extract.Patient, "5"))
	if list := outline(users); list[1] != `file user/5/f1 {"request":{"target_type":"user","target_id":"5"},"answer":{"id":"f1","name":"a.pdf","creator":{"id":"5"}}}` {
		t.Errorf("%q", list)
	}
	if n := len(records(t, c.open(all), named(extract.Practitioner, "5"))); n != 1 {
		t.Errorf("a practitioner comes with %d records", n)
	}
}

// Files and summaries cost a request each: none is sent unless it is asked for.
func TestWhatIsNotAskedForCostsNothing(t *testing.T) {
	for _, cfg := range []struct {
		files                   string
		visit, patient, summary int
	}{{vsee.NoFiles, 0, 0, 0}, {vsee.VisitFiles, 1, 0, 0}, {vsee.UserFiles, 0, 1, 0}, {vsee.AllFiles, 1, 1, 0}} {
		c := newClinic(t)
		c.bodies["/visits/1"], c.statuses["/files"] = visitWith(""), 404
		s := c.open(func(to *vsee.Config) { to.Files = cfg.files })
		mustPull(t, s, named(extract.Visit, "1"))
		if n := c.requests("/files"); n != cfg.visit {
			t.Errorf("%s: %d requests for a visit's files", cfg.files, n)
		}
		mustPull(t, s, named(extract.Patient, "5"))
		if n := c.requests("/files") - cfg.visit; n != cfg.patient || c.requests("/visits/1/exports") != 0 {
			t.Errorf("%s: %d requests for a patient's files", cfg.files, n)
		}
	}
}

// A visit outside the range is not worth another request.
func TestNothingIsReadBesideAVisitOutsideTheRange(t *testing.T) {
	c := newClinic(t)
	c.users["200"], c.visits[5] = []int{5}, []int{1}
	c.bodies["/visits"] = `{"data":[{"id":"1","member_id":"5"}],"total":1}`
	c.bodies["/visits/1"] = visitWith(`"intake_id":"in-1",`)
	got := mustPull(t, c.open(nil), rangeOf(1_800_000_000, 1_900_000_000))
	if len(got.records) != 0 || c.requests("/intakes") != 0 {
		t.Errorf("%d records, %d requests", len(got.records), c.requests("/intakes"))
	}
}

// Labels are a help: without them the visits are read all the same, and the coverage says so.
func TestQuestionsWithoutLabels(t *testing.T) {
	c := newClinic(t)
	path := "/accounts/" + mintedAccount
	c.bodies["/visits/1"] = visitWith(`"intake":{"id":"in-1","member_id":5,"visit_id":1,"question_1":"No"},`)
	check := func(name string, s *vsee.Source) {
		got := mustPull(t, s, named(extract.Visit, "1"))
		if n := len(got.pages[0].Records); n != 2 || !slices.ContainsFunc(got.done.Blind, func(s string) bool { return strings.Contains(s, "no labels") }) {
			t.Errorf("%s: %d records, %q", name, n, got.done.Blind)
		}
	}
	for _, status := range []int{403, 404, 400} {
		c.statuses[path] = status
		check(itoa(status), c.open(nil))
	}
	delete(c.statuses, path)
	c.bodies[path] = `{"data":{"x":"` + strings.Repeat("x", 4096) + `"}}`
	check("too large", c.open(func(cfg *vsee.Config) { cfg.MaxBody = 2048 }))
}

// Labels count in an intake's hash: an account that is out of order for one night would have every intake land without them, and
// with them again the night after.
func TestAnAccountOutOfOrderEndsThePull(t *testing.T) {
	for name, answer := range map[string]struct {
		body   string
		status int
		want   error
	}{
		"html":        {`<html>ZZBODY</html>`, 200, extract.ErrShape},
		"truncated":   {`{"data":{"form":[{"na`, 200, extract.ErrShape},
		"null":        {`{"data":null}`, 200, extract.ErrShape},
		"no answer":   {``, 502, extract.ErrUnavailable},
		"not let in":  {``, 401, extract.ErrAuth},
		"code inside": {`{"code":401,"message":"ZZBODY"}`, 200, extract.ErrAuth},
	} {
		c := newClinic(t)
		path := "/accounts/" + mintedAccount
		c.bodies[path], c.statuses[path] = answer.body, answer.status
		c.bodies["/visits/1"] = visitWith(`"intake":{"id":"in-1","member_id":5,"visit_id":1,"question_1":"No"},`)
		if got := pull(t, c.open(nil), named(extract.Visit, "1")); !errors.Is(got.err, answer.want) || len(got.pages) > 0 {
			t.Errorf("%s: %v after %d pages", name, got.err, len(got.pages))
		}
	}
}

func TestWhatComesWithOthersIsNotAskedFor(t *testing.T) {
	c := newClinic(t)
	for _, kind := range []extract.Kind{extract.Intake, extract.MedicalProfile, extract.File} {
		for _, a := range []extract.Ask{{Kind: kind, Mode: extract.Sweep}, named(kind, "1"), rangeOf(1, 2)} {
			a.Kind = kind
			if got := pull(t, c.open(nil), a); !errors.Is(got.err, extract.ErrUnsupported) || !strings.Contains(got.err.Error(), "come with") {
				t.Errorf("%s %s: %v", kind, a.Mode, got.err)
			}
		}
	}
	if len(c.asked) > 0 {
		t.Errorf("%d requests were sent", len(c.asked))
	}
}
