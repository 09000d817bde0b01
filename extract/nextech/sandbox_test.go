package nextech_test

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/nextech"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// town starts a sandbox; some of its encounters are still to come, some histories too large for one answer.
func town(t *testing.T, o sandbox.Options) (*sandbox.Sandbox, sandbox.Running, ward) {
	t.Helper()
	o.Seed, o.Patients = 11, cmp.Or(o.Patients, 90)
	s := sandbox.New(o)
	at, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := at.Close(); err != nil {
			t.Error(err)
		}
		if wrote := s.Violations(); len(wrote) > 0 {
			t.Errorf("the source would write: %v", wrote)
		}
	})
	w := ward{roster: filepath.Join(t.TempDir(), "roster.csv"), enumerate: nextech.ByRoster}
	w.prepare(t, s)
	return s, at, w
}

// A search that shows three at most still shows everyone in the end, whatever wraps its hits.
func TestTermsFindEveryone(t *testing.T) {
	for envelope, people := range map[sandbox.Envelope]int{
		sandbox.ArrayEnvelope: 90, sandbox.BareEnvelope: 10, sandbox.DataEnvelope: 10, "results": 10, "items": 10,
	} {
		s, at, w := town(t, sandbox.Options{Patients: people, NextechCap: 3, NextechEnvelope: envelope})
		terms := func(cfg *nextech.Config) { cfg.Enumerate, cfg.Roster = nextech.ByTerms, "" }
		source := w.source(t, at, s.Credentials(), terms)
		patients := mustPull(t, source, sweep(extract.Patient))
		if live := slices.Sorted(slices.Values(patientIDs(s.Truth()))); !slices.Equal(patients.ids(), live) {
			t.Errorf("%q: %d of %d patients", envelope, len(patients.ids()), len(live))
		}
		if envelope != sandbox.ArrayEnvelope {
			continue
		}
		encounters := mustPull(t, source, sweep(extract.Encounter))
		if live := encounterIDs(s.Truth()); len(encounters.records) != len(live) {
			t.Errorf("%d of %d encounters", len(encounters.records), len(live))
		}
	}
}

// No social security number lands, and a chart document is there byte for byte, hostile and huge ones too.
func TestWhatLands(t *testing.T) {
	s, at, w := town(t, sandbox.Options{Canary: true})
	source := w.source(t, at, s.Credentials(), nil)
	told := 0
	for id, r := range mustPull(t, source, sweep(extract.Patient)).records {
		p, _ := s.Truth().NextechPatient(id)
		if p.SSN != "" {
			told++
		}
		if bytes.Contains(r.Body, []byte(`"ssn"`)) || p.SSN != "" && bytes.Contains(r.Body, []byte(p.SSN)) {
			t.Error("a social security number landed")
		}
	}
	if told < 20 {
		t.Errorf("%d numbers: the test proves nothing", told)
	}
	got, future := mustPull(t, source, sweep(extract.Encounter)), 0
	for e := range s.Truth().NextechEncounters() {
		r := got.records[e.Patient+"/"+e.ID]
		if !bytes.Contains(r.Body, []byte(`"answer":{`)) || !bytes.HasPrefix(r.Body, []byte(`{"request":{"patientId":`+e.Patient+`,`)) {
			t.Errorf("an encounter of the truth has no envelope: %.40s", r.Body)
		}
		if e.Date.After(s.Truth().Now()) {
			future++
		}
	}
	if future == 0 || !slices.Contains(got.done.Drift, "Some patients' encounters were read in parts, since the vendor failed on the whole.") {
		t.Errorf("%d encounters to come, %v: the test proves nothing", future, got.done.Drift)
	}
}

// What changes behind the hot window is seen by reading again: locks, late edits, encounters dated back.
func TestNightsAreSeenByReadingAgain(t *testing.T) {
	s, at, w := town(t, sandbox.Options{})
	source := w.source(t, at, s.Credentials(), nil)
	before := mustPull(t, source, sweep(extract.Encounter))
	s.SetNight(2)
	w.prepare(t, s)
	after, again := mustPull(t, source, sweep(extract.Encounter)), mustPull(t, source, named(extract.Encounter, before.ids()...))
	changed, vanished := 0, int64(0)
	for id, r := range before.records {
		switch now, ok := after.records[id]; {
		case !ok:
			vanished++
		case now.Hash != r.Hash:
			changed++
		}
		if again.records[id].Hash != after.records[id].Hash {
			t.Errorf("%s: a read by id and the sweep differ", id)
		}
	}
	if n, lost := again.skipped("vanished"); n != vanished || lost || n == 0 || changed == 0 {
		t.Errorf("%d vanished and %d changed, %+v", vanished, changed, again.done)
	}
}

// One section of the CCD is read where one is configured; one that the vendor does not list is refused before anything is read.
func TestASection(t *testing.T) {
	s, at, w := town(t, sandbox.Options{})
	section := func(name string) func(*nextech.Config) { return func(cfg *nextech.Config) { cfg.Section = name } }
	got := mustPull(t, w.source(t, at, s.Credentials(), section("history")), sweep(extract.Encounter))
	for _, r := range got.records {
		if request, _, _ := bytes.Cut(r.Body, []byte(`,"answer":`)); !bytes.HasSuffix(request, []byte(`"section":"history"}`)) {
			t.Errorf("the record does not tell its section: %.80s", r.Body)
		}
	}
	whole := mustPull(t, w.source(t, at, s.Credentials(), nil), sweep(extract.Encounter))
	if size(got) >= size(whole) || len(got.records) != len(whole.records) {
		t.Errorf("%d bytes of sections, %d of whole CCDs", size(got), size(whole))
	}
	refused := pull(t, w.source(t, at, s.Credentials(), section("billing")), sweep(extract.Encounter))
	if !errors.Is(refused.err, extract.ErrUnsupported) || strings.Contains(refused.err.Error(), "billing") {
		t.Errorf("%v", refused.err)
	}
	s.Faults().Add(sandbox.Fault{Effect: sandbox.HTML, Path: "/encounters/categories", Times: sandbox.Always})
	blind := mustPull(t, w.source(t, at, s.Credentials(), section("history")), sweep(extract.Encounter))
	if !slices.ContainsFunc(blind.done.Blind, func(b string) bool { return strings.Contains(b, "could not be checked") }) {
		t.Errorf("%+v", blind.done)
	}
}

func size(p pulled) (n int) {
	for _, r := range p.records {
		n += len(r.Body)
	}
	return n
}

// A login made once is kept by its rotating refresh token, over the end of access tokens and of the program.
func TestALoginIsKept(t *testing.T) {
	s, at, w := town(t, sandbox.Options{})
	with := s.Credentials()
	file := filepath.Join(t.TempDir(), "token.json")
	seed := fmt.Sprintf(`{"access_token":"","token_type":"Bearer","refresh_token":%q}`, with.NextechRefreshToken)
	if err := os.WriteFile(file, []byte(seed), 0o600); err != nil {
		t.Fatal(err)
	}
	login := func(cfg *nextech.Config) {
		cfg.Token = rest.Secret{}
		cfg.OAuth = rest.OAuthSettings{
			AuthorizeURL: at.NextechAuthorizeURL, TokenURL: at.NextechTokenURL, ClientID: with.NextechClientID,
			Resource: with.NextechResource, TokenFile: file,
		}
	}
	for range 2 { // a second source is a second run
		source := w.source(t, at, with, login)
		if got := mustPull(t, source, sweep(extract.Patient)); len(got.records) == 0 {
			t.Fatal("nobody was read")
		}
		s.ExpireNextechAccess()
		mustPull(t, source, sweep(extract.Encounter))
		grant, err := source.Grant()
		if err != nil {
			t.Fatal(err)
		}
		grant.Close()
		source.Close()
	}
	s.ExpireNextechAccess()
	s.ExpireNextechRefresh()
	got := pull(t, w.source(t, at, with, login), sweep(extract.Patient))
	if !errors.Is(got.err, extract.ErrReauthorize) {
		t.Errorf("a login that is over gives %v", got.err)
	}
	if _, err := w.source(t, at, with, nil).Grant(); !errors.Is(err, extract.ErrUnsupported) {
		t.Errorf("a login where a token is configured: %v", err)
	}
}

// Another practice than the login's is refused credentials: a person must act.
func TestAnotherPractice(t *testing.T) {
	s, at, w := town(t, sandbox.Options{})
	source := w.source(t, at, s.Credentials(), func(cfg *nextech.Config) { cfg.Practice = "zz-1" })
	for _, kind := range []extract.Kind{extract.Patient, extract.Encounter} {
		if got := pull(t, source, sweep(kind)); !errors.Is(got.err, extract.ErrAuth) {
			t.Errorf("%s: %v", kind, got.err)
		}
	}
}

// coverage.md names every route, and no other is called.
func TestCoverage(t *testing.T) {
	s, at, w := town(t, sandbox.Options{})
	source := w.source(t, at, s.Credentials(), func(cfg *nextech.Config) { cfg.Section = "plan" })
	mustPull(t, source, sweep(extract.Patient))
	mustPull(t, source, sweep(extract.Encounter))
	extracttest.Covered(t, "coverage.md", "nextech", s.Requests())
}
