package vsee_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// inTown is a source over a town of its own.
func inTown(t *testing.T, o sandbox.Options, open func(*testing.T, sandbox.Running, sandbox.Credentials) extracttest.Source) (*sandbox.Sandbox, extracttest.Source) {
	t.Helper()
	s := sandbox.New(o)
	running, err := s.Start()
	if err != nil {
		t.Fatal(err)
	}
	source := open(t, running, s.Credentials())
	t.Cleanup(func() {
		source.Close()
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	})
	return s, source
}

func TestCoverageIsWhatIsCalled(t *testing.T) {
	s, source := inTown(t, sandbox.Options{Seed: 7, Patients: 24}, openWithFiles)
	for _, kind := range []extract.Kind{
		extract.Patient, extract.Practitioner, extract.Visit, extract.Location, extract.PractitionerRole, extract.Organization,
	} {
		mustPull(t, source, extract.Ask{Kind: kind, Mode: extract.Sweep})
	}
	extracttest.Covered(t, "coverage.md", "vsee", s.Requests())
}

// A visit that spoils its member's list, which the town does not cut into pages, takes that list with it and no other.
func TestAVisitThatSpoilsItsList(t *testing.T) {
	s, source := inTown(t, sandbox.Options{Seed: 7, Patients: 24, VisitsPerPatient: 1.2}, openSandbox)
	ids := visitIDs(s.Truth())
	bad, of := ids[len(ids)/3], 0
	visit, _ := s.Truth().Visit(bad)
	for v := range s.Truth().Visits() {
		if v.Patient == visit.Patient {
			of++
		}
	}
	s.Faults().Add(sandbox.Fault{Effect: sandbox.Poison, Path: "/visits", ID: bad, Times: sandbox.Always})
	got := mustPull(t, source, extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	read := 0
	for _, id := range ids {
		if got.records[id].Kind == extract.Visit {
			read++
		}
	}
	want := extract.Skip{Reason: "a member's list of visits that cannot be read", Count: 1, Lost: true}
	if got.records[bad].Body != nil || of == 0 || read != len(ids)-of || got.done.Complete || !slices.Contains(got.done.Skipped, want) {
		t.Errorf("%d of %d visits, %d of them on that list: %+v", read, len(ids), of, got.done)
	}
	s.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Status: 500, Path: "/visits", Times: sandbox.Always})
	if down := pull(t, source, extract.Ask{Kind: extract.Visit, Mode: extract.Sweep}); !errors.Is(down.err, extract.ErrUnavailable) {
		t.Errorf("no list at all can be read: %v", down.err)
	}
}

// What is shown in another patient's visit is never taken for that patient's: a profile is its user's, whoever's visit shows it.
func TestNoProfileComesFromAnothersVisit(t *testing.T) {
	s, source := inTown(t, sandbox.Options{Seed: 3, Patients: 60, VisitsPerPatient: 2}, openSandbox)
	truth, foreign := s.Truth(), 0
	for v := range truth.Visits() {
		if v.Foreign.History != nil && v.Intake.ID != "" && !v.Has(town.IntakeApart) {
			foreign++
		}
	}
	if foreign == 0 {
		t.Fatal("no visit shows another patient's profile: the test proves nothing")
	}
	got := mustPull(t, source, extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	profiles := map[string]extract.Record{}
	for _, page := range got.pages {
		for _, r := range page.Records {
			if r.Kind == extract.MedicalProfile {
				profiles[r.ID] = r
			}
		}
	}
	for id, r := range profiles {
		history, ok := truth.Profile(id)
		if !ok || !strings.Contains(string(r.Body), `"user_id":"`+id+`"`) {
			t.Fatal("a profile is not its user's")
		}
		for _, condition := range history.Conditions {
			if !strings.Contains(string(r.Body), condition) {
				t.Error("a profile lacks a condition of its user")
			}
		}
	}
	if want := profileIDs(truth); !slices.Equal(slices.Sorted(maps.Keys(profiles)), want) {
		t.Errorf("%d profiles, %d are shown in their users' visits", len(profiles), len(want))
	}
	at := slices.IndexFunc(got.done.Skipped, func(s extract.Skip) bool { return strings.Contains(s.Reason, "another patient") })
	if at < 0 || got.done.Skipped[at].Count != int64(foreign) {
		t.Errorf("%d foreign profiles, and the coverage says %+v", foreign, got.done.Skipped)
	}
}
