package sandbox

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func TestSearchIsCappedAndSaysNothingOfIt(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 1500, VisitsPerPatient: -1, NotesPerPatient: -1})
	if n := len(c.Truth().NextechSearch("a")); n <= 25 {
		t.Fatalf("only %d names begin with a", n)
	}
	if n := len(c.search("a")); n != 25 {
		t.Errorf("%d patients are shown", n)
	}
	if n := len(c.search("zzzzzz")); n != 0 {
		t.Errorf("%d patients have an impossible name", n)
	}
	for _, query := range []string{"", "?term=", "?term=%20"} {
		c.get(c.NextechURL+"/search"+query, http.StatusBadRequest)
	}
	small := atNextech(t, Options{Seed: 3, Patients: 1500, VisitsPerPatient: -1, NotesPerPatient: -1, NextechCap: 3})
	if n := len(small.search("a")); n != 3 {
		t.Errorf("%d patients are shown, want 3", n)
	}
}

func TestSearchInAllEnvelopes(t *testing.T) {
	for envelope, begins := range map[Envelope][2]string{
		ArrayEnvelope: {`[{"patientId"`, `[]`}, BareEnvelope: {`{"patientId"`, `[]`}, DataEnvelope: {`{"data":[{"patientId"`, `{"data":[]}`},
		"results": {`{"results":[{`, `{"results":[]}`}, "items": {`{"items":[{`, `{"items":[]}`},
	} {
		c := atNextech(t, Options{Seed: 3, Patients: 30, NextechEnvelope: envelope})
		p := c.Truth().NextechPatientAt(0)
		for i, term := range []string{p.Chart, "zzzz"} {
			body := string(c.get(c.NextechURL+"/search?term="+url.QueryEscape(term), http.StatusOK))
			if !strings.HasPrefix(body, begins[i]) {
				t.Errorf("%q: %.60s", envelope, body)
			}
		}
	}
}

// busy is a patient, not oversized, with so many encounters of the past and of the future.
func busy(t *testing.T, truth Truth, suits func(past, future int) bool) town.NextechPatient {
	t.Helper()
	for p := range truth.NextechPatients() {
		past, future := 0, 0
		for e := range truth.NextechEncountersOf(p.ID) {
			if e.Date.After(truth.Now()) {
				future++
			} else {
				past++
			}
		}
		if !p.Oversized && suits(past, future) {
			return p
		}
	}
	t.Fatal("nobody suits")
	return town.NextechPatient{}
}

func TestEncountersOfARange(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 200})
	p := busy(t, c.Truth(), func(past, future int) bool { return past > 1 && future > 0 })
	base := c.NextechURL + "/" + p.ID + "/encounters/search"
	all := slices.Collect(c.Truth().NextechEncountersOf(p.ID))
	for _, o := range c.objects(base) {
		if at := encounterAnswer(t, o)["date"].(time.Time); at.After(c.Truth().Now()) {
			t.Error("without end, the future is shown")
		}
	}
	one := all[0].Date.Format("2006-01-02T15:04:05.000Z")
	if n := len(c.objects(base + "?start=" + one + "&end=" + one)); n != 1 {
		t.Errorf("both ends are included, yet %d are shown", n)
	}
	if n := len(c.objects(base + "?start=" + all[0].Date.AddDate(0, 0, -1).Format("1-2-2006") + "&end=" + all[0].Date.AddDate(0, 0, 1).Format(time.DateOnly))); n < 1 {
		t.Error("other ways to write a date find nothing")
	}
	for _, query := range []string{"?start=x", "?end=2020-13-01", "?section=shoes"} {
		c.get(base+query, http.StatusBadRequest)
	}
	c.get(c.NextechURL+"/1/encounters/search", http.StatusNotFound)
}

func TestOversizedPatientsFailInWideRangesOnly(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 60})
	found := 0
	for p := range c.Truth().NextechPatients() {
		if !p.Oversized {
			continue
		}
		found++
		url := c.NextechURL + "/" + p.ID + "/encounters/search?end=2100-01-01"
		c.get(url, http.StatusInternalServerError)
		for e := range c.Truth().NextechEncountersOf(p.ID) {
			at := e.Date.Format(time.RFC3339Nano)
			if n := len(c.objects(url[:len(url)-len("end=2100-01-01")] + "start=" + at + "&end=" + at)); n != 1 {
				t.Errorf("%d encounters at one moment", n)
			}
		}
	}
	if found == 0 {
		t.Error("nobody is oversized")
	}
}

func TestPatientsWithoutEncounters(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 60, EncountersPerPatient: -1})
	got := sightings{}
	for p := range c.Truth().NextechPatients() {
		r, err := c.do(http.MethodGet, c.NextechURL+"/"+p.ID+"/encounters/search")
		if err != nil || r.status == http.StatusOK && string(r.body) != "[]" {
			t.Fatalf("%s: %v %s", p.ID, err, r.body)
		}
		got.see(fmt.Sprint(r.status))
	}
	if got["200"] == 0 || got["404"] == 0 || len(got) != 2 {
		t.Errorf("answers: %v", got)
	}
}

func TestSections(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 60})
	names := decode[[]string](t, c.get(c.NextechURL+"/encounters/categories", http.StatusOK))
	if !slices.Equal(names, town.CCDCategories()) || !slices.Contains(names, "history") {
		t.Errorf("categories %v", names)
	}
	p := busy(t, c.Truth(), func(past, future int) bool { return past > 0 && past+future <= town.OversizedAnswer })
	for _, o := range c.encounters(p.ID, "&section=history") {
		e, _ := c.Truth().NextechEncounter(o.at("summary", "encounterId"))
		if got := o.at("ccd"); got != e.CCD("history") || got != "" && len(got) >= len(e.CCD("")) {
			t.Errorf("encounter %s shows %d bytes of %d", e.ID, len(got), len(e.CCD("")))
		}
	}
}

func TestNextechAsksForTokenAndPractice(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 30})
	p := c.Truth().NextechPatientAt(0)
	for _, path := range []string{"/search?term=a", "/" + p.ID + "/encounters/search", "/encounters/categories", "/nowhere"} {
		for header, want := range map[string]int{"Authorization": 401, "X-Nextech-Practice-Id": 403} {
			kept := c.head.Get(header)
			for _, value := range []string{"", "Bearer x", strings.TrimPrefix(kept, "Bearer ") + "1"} {
				c.head.Set(header, value)
				c.get(c.NextechURL+path, want)
			}
			c.head.Set(header, kept)
		}
	}
	c.get(c.NextechURL+"/nowhere", http.StatusNotFound)
	c.get(strings.TrimSuffix(c.NextechURL, "/ehr/api")+"/search?term=a", http.StatusOK)
	c.ExpireNextechAccess()
	c.get(c.NextechURL+"/search?term=a", http.StatusUnauthorized)
}

func TestFaultsOfNextech(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 200})
	p := busy(t, c.Truth(), func(past, future int) bool { return past == 2 && future == 0 })
	url := c.NextechURL + "/" + p.ID + "/encounters/search"
	all := len(c.objects(url))
	const path = "/{id}/encounters/search"
	c.Faults().Add(Fault{Effect: Status, Status: 503, Path: path, ID: p.ID})
	c.get(url, http.StatusServiceUnavailable)
	c.Faults().Add(Fault{Effect: Status, Status: 500, Path: path, ID: "1"})
	c.get(url, http.StatusOK)
	c.Faults().Add(Fault{Effect: DriftDelete, Path: path})
	if n := len(c.objects(url)); n != all-1 {
		t.Errorf("%d of %d encounters drift", n, all)
	}
	c.Faults().Clear()
	c.SetNight(2)
	for _, change := range c.Truth().Changes() {
		e, _ := c.Truth().NextechEncounter(change.ID)
		if change.What != town.Locked || e.Patient == "" {
			continue
		}
		if q, _ := c.Truth().NextechPatient(e.Patient); q.Oversized {
			continue
		}
		c.Faults().Add(Fault{Effect: StaleRead, Path: path, ID: e.Patient})
		for i, want := range []town.Lock{town.IsUnlocked, town.IsLocked} {
			for _, o := range c.encounters(e.Patient, "") {
				if o.at("summary", "encounterId") == e.ID && locked(o) != want {
					t.Errorf("read %d shows %s", i, locked(o))
				}
			}
		}
	}
	if c.Faults().Done(StaleRead) == 0 {
		t.Error("nothing was stale")
	}
}

func TestRosterNamesEveryPatient(t *testing.T) {
	s := New(Options{Seed: 3, Patients: 60, Night: 2})
	path := filepath.Join(t.TempDir(), "roster.csv")
	if err := s.WriteNextechRoster(path); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 1+s.Truth().NextechPatientCount() || !slices.Equal(rows[0], []string{"patient_id", "chart_number"}) {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		if p, ok := s.Truth().NextechPatient(row[0]); !ok || p.Chart != row[1] {
			t.Errorf("row %v", row)
		}
	}
	if err := s.WriteNextechRoster(filepath.Join(path, "below")); err == nil {
		t.Error("a roster is written below a file")
	}
}
