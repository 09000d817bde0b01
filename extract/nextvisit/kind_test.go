package nextvisit

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

func sweepOf(kind extract.Kind) extract.Ask { return extract.Ask{Kind: kind, Mode: extract.Sweep} }

// Patients are asked for with those in the trash and with all that can be included, the same way in the list and by id.
func TestHowPatientsAreAskedFor(t *testing.T) {
	var list, detail url.Values
	vendor := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if strings.HasSuffix(r.URL.Path, "/7") {
			detail = r.URL.Query()
			_, _ = w.Write([]byte(`{"data":{"id":7,"team":{"id":5}}}`))
			return
		}
		list = r.URL.Query()
		_, _ = w.Write([]byte(`{"data":[{"id":7,"team":{"id":5}}],"links":{"next":null},"meta":{"total":1}}`))
	})
	s := open(t, vendor, rest.Settings{})
	swept := pullAll(t, s, sweepOf(extract.Patient))
	read := pullAll(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.IDs, IDs: slices.Values([]string{"7"})})
	if swept.err != nil || read.err != nil || swept.records[0].Hash != read.records[0].Hash {
		t.Fatalf("%v, %v", swept.err, read.err)
	}
	const include = "demographics,encounters,user,team"
	if list.Get("sort") != "id" || list.Get("filter[trashed]") != "with" || list.Get("include") != include || list.Get("per_page") != "2" || list.Has("sort_by") {
		t.Errorf("the list was asked for with %v", list)
	}
	if detail.Get("include") != include || detail.Get("filter[trashed]") != "with" || len(detail) != 2 {
		t.Errorf("the detail was asked for with %v", detail)
	}
	if slices.Contains(swept.done.Blind, blindTeamless) {
		t.Errorf("%v", swept.done.Blind)
	}
}

// A server may grant fewer rows a page than asked for; while it keeps to that, nothing is lost.
func TestAVendorGrantsFewerRows(t *testing.T) {
	c := &clinic{notes: notes5(5), meta: true, most: 1}
	got := pullAll(t, open(t, c, rest.Settings{}), sweepOf(extract.Patient))
	if got.err != nil || got.ids() != "1 2 3 4 5" || !got.done.Complete {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
	c.before = func(page int) { c.most = min(page, 2) }
	for _, c.simple = range []bool{false, true} {
		got = pullAll(t, open(t, c, rest.Settings{}), sweepOf(extract.Patient))
		if got.err != nil || got.done.Complete || !slices.Contains(got.done.Drift, driftSize) {
			t.Errorf("pages of changing sizes: %s, %+v, %v", got.ids(), got.done, got.err)
		}
	}
}

func TestWhoseAPatientIs(t *testing.T) {
	for row, want := range map[string]struct {
		err   error
		blind bool
	}{
		`{"id":1,"team_id":5}`:                {nil, false},
		`{"id":1,"team":{"id":5,"name":"x"}}`: {nil, false},
		`{"id":1}`:                            {nil, true},
		`{"id":1,"team":null,"team_id":null}`: {nil, true},
		`{"id":1,"team_id":987654}`:           {extract.ErrTenant, false},
		`{"id":1,"team":{"id":987654}}`:       {extract.ErrTenant, false},
	} {
		got := pullAll(t, open(t, &clinic{notes: []string{row}, meta: true}, rest.Settings{}), sweepOf(extract.Patient))
		if !errors.Is(got.err, want.err) || want.err == nil && (got.ids() != "1" || slices.Contains(got.done.Blind, blindTeamless) != want.blind) {
			t.Errorf("%s: %s, %+v, %v", row, got.ids(), got.done, got.err)
		}
	}
}

// The paths of users and teams are not documented: an account without them is no failure, and no reason to take anybody for gone.
func TestAPathTheVendorDoesNotHave(t *testing.T) {
	for _, status := range []int{http.StatusNotFound, http.StatusMethodNotAllowed} {
		s := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if strings.Count(r.URL.Path, "/") > 2 {
				http.Error(w, canary, http.StatusNotFound)
				return
			}
			http.Error(w, canary, status)
		}), rest.Settings{})
		for _, kind := range []extract.Kind{extract.Practitioner, extract.Organization} {
			got := pullAll(t, s, sweepOf(kind))
			if slices.Contains(got.done.Blind, blindTeams) || !slices.Contains(got.done.Blind, blindRights) {
				t.Errorf("%s: %v", kind, got.done.Blind)
			}
			if got.err != nil || got.done.Complete || got.done.Claimed != -1 || !slices.Contains(got.done.Blind, blindAbsent) {
				t.Errorf("%s: %+v, %v", kind, got.done, got.err)
			}
			got = pullAll(t, s, extract.Ask{Kind: kind, Mode: extract.IDs, IDs: slices.Values([]string{"1"})})
			if !errors.Is(got.err, extract.ErrUnsupported) || len(got.records) > 0 {
				t.Errorf("%s: %s, %v", kind, got.ids(), got.err)
			}
		}
		if got := pullAll(t, s, sweepOf(extract.Patient)); got.err == nil {
			t.Errorf("patients are documented: %v", got.err)
		}
	}
}

// Where the list is there, a 404 of one record is believed, and the list is looked at once.
func TestAUserWhoIsGone(t *testing.T) {
	var lists atomic.Int32
	s := open(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Count(r.URL.Path, "/") > 2 {
			http.Error(w, canary, http.StatusNotFound)
			return
		}
		lists.Add(1)
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"data":[]}`))
	}), rest.Settings{})
	got := pullAll(t, s, extract.Ask{Kind: extract.Practitioner, Mode: extract.IDs, IDs: slices.Values([]string{"1", "2", "3"})})
	if got.err != nil || got.ids() != "1 2 3" || got.records[2].Body != nil || lists.Load() != 1 {
		t.Errorf("%s, %d looks, %v", got.ids(), lists.Load(), got.err)
	}
}

// A list that is not paged answers every page with the same rows. With fewer rows than asked for it is whole; with as many it may
// have been cut short.
func TestAListOfUsersWithoutPages(t *testing.T) {
	for rows, want := range map[string]error{`{"id":1}`: nil, `{"id":1},{"id":2}`: extract.ErrLoop} {
		s := open(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			_, _ = w.Write([]byte(`{"data":[` + rows + `]}`))
		}), rest.Settings{})
		got := pullAll(t, s, sweepOf(extract.Practitioner))
		if !errors.Is(got.err, want) || want == nil && (!got.done.Complete || !slices.Contains(got.done.Blind, blindUnpaged)) {
			t.Errorf("%s: %+v, %v", rows, got.done, got.err)
		}
	}
}

func TestWhatChangesAPatient(t *testing.T) {
	const was = `{"id":1,"team":{"id":5,"name":"A"},"user":{"id":2,"name":"U"},"first_name":"Ann","latest_medications":["x"],"allergies":null,` +
		`"timeline":[{"id":1}],"encounters":[{"id":8,"name":"E","audio":{"file_url":"t=1"}}],"demographics":{"city":"Y"},"deleted_at":null}`
	for name, c := range map[string]struct {
		old, new string
		changed  bool
	}{
		"the team's name":          {`"name":"A"`, `"name":"B"`, false},
		"the creator's name":       {`"U"`, `"V"`, false},
		"an event":                 {`[{"id":1}]`, `[{"id":1},{"id":2}]`, false},
		"a contact's name":         {`"E"`, `"F"`, false},
		"a link's signature":       {`t=1`, `t=2`, false},
		"another contact":          {`"id":8`, `"id":9`, true},
		"a medication":             {`["x"]`, `["x","y"]`, true},
		"no medication":            {`["x"]`, `[]`, true},
		"not loaded":               {`["x"]`, `null`, true},
		"an allergy":               {`"allergies":null`, `"allergies":"nuts"`, true},
		"moved house":              {`"Y"`, `"Z"`, true},
		"put into the trash":       {`"deleted_at":null`, `"deleted_at":"2025-01-01T00:00:00Z"`, true},
		"a name":                   {`"Ann"`, `"Anna"`, true},
		"members in another order": {`"team":{"id":5,"name":"A"}`, `"team":{"name":"A","id":5}`, false},
	} {
		now := strings.Replace(was, c.old, c.new, 1)
		if now == was {
			t.Fatalf("%s: nothing was replaced", name)
		}
		before := pullAll(t, open(t, &clinic{notes: []string{was}, meta: true}, rest.Settings{}), sweepOf(extract.Patient)).records[0]
		after := pullAll(t, open(t, &clinic{notes: []string{now}, meta: true}, rest.Settings{}), sweepOf(extract.Patient)).records[0]
		if (before.Hash != after.Hash) != c.changed {
			t.Errorf("%s: changed %v, want %v", name, !c.changed, c.changed)
		}
		if strings.Contains(string(after.Body), "file_url") {
			t.Error("a signed URL landed")
		}
	}
}

func TestOnlyNotesHaveAnAxis(t *testing.T) {
	s := open(t, &clinic{meta: true}, rest.Settings{})
	for _, kind := range []extract.Kind{extract.Patient, extract.Practitioner, extract.Organization, extract.Visit} {
		a := between(hour(1), hour(2))
		a.Kind = kind
		if got := pullAll(t, s, a); !errors.Is(got.err, extract.ErrUnsupported) {
			t.Errorf("%s: %v", kind, got.err)
		}
	}
}
