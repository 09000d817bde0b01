package nextech_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/nextech"
)

// The answer does not say whose encounters it holds; the record does, and the vendor's bytes stand in it untouched.
func TestARecordSaysWhoseEncounterItIs(t *testing.T) {
	c := newClinic(t)
	c.encounters["41"] = []encounter{{`"9001"`, day(4), `,"encounterLocked":"True"`}}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), sweep(extract.Encounter))
	want := `{"request":{"patientId":41,"practice":"` + mintedPractice + `"},"answer":` + c.encounters["41"][0].json() + `}`
	if body := string(got.records["41/9001"].Body); body != want {
		t.Errorf("the record is %s", body)
	}
}

// Without an end the vendor ends today, and encounters to come are hidden.
func TestASweepNamesBothEnds(t *testing.T) {
	c := newClinic(t)
	c.encounters["41"] = []encounter{{"1", time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC), ""}, {"2", time.Now().AddDate(3, 0, 0).UTC(), ""}}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), sweep(extract.Encounter))
	if !slices.Equal(got.ids(), []string{"41/1", "41/2"}) || c.requests("/41/encounters/search?") != 1 {
		t.Errorf("%v with %v", got.ids(), c.asked)
	}
}

// Whether start and end belong to the vendor's range is not published: the Ask's half-open range comes out of either.
func TestARangeIsHalfOpenHoweverTheVendorCounts(t *testing.T) {
	for name, includes := range map[string]func(at, from, to time.Time) bool{
		"both ends":   func(at, from, to time.Time) bool { return !at.Before(from) && !at.After(to) },
		"no end":      func(at, from, to time.Time) bool { return at.After(from) && at.Before(to) },
		"whole days":  func(at, from, to time.Time) bool { return !at.Before(from.Truncate(24*time.Hour)) && !at.After(to) },
		"no range":    func(time.Time, time.Time, time.Time) bool { return true },
		"start alone": func(at, from, to time.Time) bool { return !at.Before(from) && at.Before(to) },
	} {
		c := newClinic(t)
		c.includes = includes
		for n := range 9 {
			c.encounters["41"] = append(c.encounters["41"], encounter{string(rune('1' + n)), day(n + 1), ""})
		}
		c.encounters["41"] = append(c.encounters["41"], encounter{"99", time.Time{}, ""})
		s := c.open(c.roster("r.csv", "patient_id\n41\n"))
		got := mustPull(t, s, extract.Ask{Kind: extract.Encounter, Mode: extract.Range, From: day(3), To: day(6)})
		if !slices.Equal(got.ids(), []string{"41/3", "41/4", "41/5"}) {
			t.Errorf("%s: %v", name, got.ids())
		}
		if n, lost := got.skipped("no date"); n != 1 || lost {
			t.Errorf("%s: the encounter without a date is not counted: %+v", name, got.done)
		}
	}
}

// The vendor's page spells its paths and dates in three ways.
func TestPathsAndDatesAreConfigured(t *testing.T) {
	c := newClinic(t)
	c.bend = func(*http.Request) string { return `[]` }
	roster := c.roster("r.csv", "patient_id,chart_number\n41,7\n")
	s := c.open(func(cfg *nextech.Config) {
		roster(cfg)
		cfg.EncountersPath, cfg.SearchPath, cfg.DateLayout = "/v0/{patientId}/encounter", "/patients/search", "1-2-2006"
	})
	mustPull(t, s, sweep(extract.Patient))
	mustPull(t, s, extract.Ask{Kind: extract.Encounter, Mode: extract.Range, From: day(3), To: day(6)})
	if want := []string{"/patients/search?term=7", "/v0/41/encounter?end=3-7-2026&start=3-2-2026"}; !slices.Equal(c.asked, want) {
		t.Errorf("%v", c.asked)
	}
}

// A 404 says no encounters as well as no such patient: it is counted, and the others are read.
func TestA404IsCounted(t *testing.T) {
	c := newClinic(t)
	c.encounters["42"] = []encounter{{"1", day(1), ""}}
	c.refuse = func(r *http.Request) int {
		if strings.HasPrefix(r.URL.Path, "/41/") {
			return http.StatusNotFound
		}
		return 0
	}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n42\n")), sweep(extract.Encounter))
	if n, lost := got.skipped("no encounters"); n != 1 || lost || len(got.records) != 1 {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
}

// One patient's 403 leaves that patient out and the window open. A 403 for everyone is refused credentials.
func TestA403(t *testing.T) {
	c := newClinic(t)
	c.encounters["42"] = []encounter{{"1", day(1), ""}}
	everyone := false
	c.refuse = func(r *http.Request) int {
		if everyone || strings.HasPrefix(r.URL.Path, "/41/") {
			return http.StatusForbidden
		}
		return 0
	}
	s := c.open(c.roster("r.csv", "patient_id\n41\n42\n"))
	got := mustPull(t, s, sweep(extract.Encounter))
	if n, lost := got.skipped("refuses"); n != 1 || !lost || len(got.records) != 1 {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
	everyone = true
	if got := pull(t, s, sweep(extract.Encounter)); !errors.Is(got.err, extract.ErrAuth) {
		t.Errorf("%v", got.err)
	}
}

// Re-reading costs one request a patient. What is asked for and not shown is vanished, never gone.
func TestEncountersAreReadAgainPatientByPatient(t *testing.T) {
	c := newClinic(t)
	c.encounters["41"] = []encounter{{"1", day(1), ""}, {"2", day(2), ""}, {"3", day(3), ""}}
	c.encounters["42"] = []encounter{{"7", day(1), ""}}
	s := c.open(c.roster("r.csv", "patient_id\n99\n"))
	got := mustPull(t, s, named(extract.Encounter, "41/1", "41/3", "41/8", "42/7", "43/1", "41", "x/1", "1/../users", ""))
	if !slices.Equal(got.ids(), []string{"41/1", "41/3", "42/7"}) || len(c.asked) != 3 {
		t.Errorf("%v with %v", got.ids(), c.asked)
	}
	vanished, lost := got.skipped("vanished")
	bad, _ := got.skipped("no usable id")
	if vanished != 2 || lost || bad != 4 {
		t.Errorf("%+v", got.done)
	}
	for id, r := range got.records {
		if r.Body == nil {
			t.Errorf("%s is reported gone", id)
		}
	}
}

// A patient whom the roster and the terms show is read once.
func TestBothWaysReadAPatientOnce(t *testing.T) {
	c := newClinic(t)
	c.hits["s"] = []string{patient(41, "7"), patient(42, "8")}
	c.encounters["41"], c.encounters["42"] = []encounter{{"1", day(1), ""}}, []encounter{{"2", day(1), ""}}
	roster := c.roster("r.csv", "patient_id\n41\n")
	got := mustPull(t, c.open(func(cfg *nextech.Config) { roster(cfg); cfg.Enumerate = nextech.ByBoth }), sweep(extract.Encounter))
	if !slices.Equal(got.ids(), []string{"41/1", "42/2"}) || c.requests("/41/") != 1 || c.requests("/42/") != 1 {
		t.Errorf("%v with %v", got.ids(), c.asked)
	}
}

// What is wrong with one encounter does not take the others along.
func TestABadEncounterIsLeftOutAlone(t *testing.T) {
	c := newClinic(t)
	c.bend = func(*http.Request) string {
		return `[{"summary":{"encounterId":1}},{"summary":{"encounterId":0}},{"ccd":"x"},7,{"summary":{"encounterId":2}},` +
			`{"summary":{"encounterId":3},"ccd":"` + strings.Repeat("x", 4000) + `"},{"summary":{"encounterId":2},"ccd":"again"}]`
	}
	roster := c.roster("r.csv", "patient_id\n41\n")
	got := mustPull(t, c.open(func(cfg *nextech.Config) { roster(cfg); cfg.MaxRecord = 3000 }), sweep(extract.Encounter))
	noID, lost := got.skipped("no usable id")
	large, lostToo := got.skipped("size limit")
	if !slices.Equal(got.ids(), []string{"41/1", "41/2"}) || noID != 3 || large != 1 || !lost || !lostToo || got.twice > 0 {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
}

// A social security number is cut out wherever it stands; the rest of the bytes stays.
func TestNoSocialSecurityNumberLands(t *testing.T) {
	c := newClinic(t)
	c.encounters["41"] = []encounter{{"1", day(1), `,"patient":{"SSN":"987-65-0001","name":"A"}`}}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), sweep(extract.Encounter))
	if body := string(got.records["41/1"].Body); strings.Contains(body, "987-65") || !strings.Contains(body, `{"name":"A"}`) {
		t.Error(body)
	}
}
