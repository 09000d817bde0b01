package nextech_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/nextech"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

const (
	searchRoute     = "/search"
	encountersRoute = "/{id}/encounters/search"
)

// Laws no source of this vendor can keep.
const (
	noRead  = "nothing is read by its id: what is shown no more is counted as vanished"
	silent  = "a 404 says no encounters as well as no patient, so one that is wrong takes a patient's encounters away, counted as one"
	oneView = "the search shows what it shows: a patient it hides every time is not seen, and nothing claims otherwise"
)

func TestLawOfPatients(t *testing.T) {
	w := ward{roster: filepath.Join(t.TempDir(), "roster.csv"), enumerate: nextech.ByBoth}
	extracttest.Run(t, extracttest.Options{Open: w.open, Prepare: w.prepare, Kinds: []extracttest.Kind{{
		Kind: extract.Patient, Detail: searchRoute, IDs: patientIDs, BestEffort: oneView,
		Exceptions: map[extracttest.Law]string{extracttest.Gone: noRead, extracttest.Unknown: noRead},
	}}})
}

func TestLawOfEncounters(t *testing.T) {
	w := ward{roster: filepath.Join(t.TempDir(), "roster.csv"), enumerate: nextech.ByRoster}
	extracttest.Run(t, extracttest.Options{Open: w.open, Prepare: w.prepare, Kinds: []extracttest.Kind{{
		Kind: extract.Encounter, Detail: encountersRoute, IDs: encounterIDs, Start: encounterDate, BestEffort: oneView,
		Exceptions: map[extracttest.Law]string{
			extracttest.Gone: noRead, extracttest.Unknown: noRead, extracttest.Honest: silent,
		},
	}}})
}

// ward opens sources over the sandbox with a roster of all its patients.
type ward struct{ roster, enumerate string }

func (w ward) prepare(t *testing.T, town *sandbox.Sandbox) {
	t.Helper()
	rows := [][]string{{"chart_number", "patient_id"}}
	for p := range town.Truth().NextechPatients() {
		rows = append(rows, []string{p.Chart, p.ID})
	}
	f, err := os.Create(w.roster)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := csv.NewWriter(f).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
}

func (w ward) open(t *testing.T, at sandbox.Running, with sandbox.Credentials) extracttest.Source {
	return w.source(t, at, with, nil)
}

// source opens one as change wants it.
func (w ward) source(t *testing.T, at sandbox.Running, with sandbox.Credentials, change func(*nextech.Config)) *nextech.Source {
	t.Helper()
	t.Setenv("NEXTECH_LAW_TOKEN", with.NextechToken)
	cfg := nextech.Config{
		Name:     "law",
		Settings: rest.Settings{BaseURL: at.NextechURL, RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1},
		Practice: with.NextechPractice, Token: secret(t, "env:NEXTECH_LAW_TOKEN"),
		Enumerate: w.enumerate, Roster: w.roster, PageSize: 5,
	}
	if change != nil {
		change(&cfg)
	}
	s, err := nextech.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

func secret(t *testing.T, ref string) rest.Secret {
	t.Helper()
	s, err := rest.ParseSecret(ref)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func patientIDs(tr sandbox.Truth) (ids []string) {
	for p := range tr.NextechPatients() {
		ids = append(ids, p.ID)
	}
	return ids
}

func encounterIDs(tr sandbox.Truth) (ids []string) {
	for e := range tr.NextechEncounters() {
		ids = append(ids, e.Patient+"/"+e.ID)
	}
	return ids
}

func encounterDate(tr sandbox.Truth, id string) time.Time {
	_, number, _ := strings.Cut(id, "/")
	e, _ := tr.NextechEncounter(number)
	return e.Date
}
