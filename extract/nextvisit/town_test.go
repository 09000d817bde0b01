package nextvisit_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// inTown starts a town's server and opens a source over it.
func inTown(t *testing.T, perPage int, o sandbox.Options) (*sandbox.Sandbox, extracttest.Source) {
	t.Helper()
	town := sandbox.New(o)
	running, err := town.Start()
	if err != nil {
		t.Fatal(err)
	}
	source := rows(perPage)(t, running, town.Credentials())
	t.Cleanup(func() {
		source.Close()
		if err := running.Close(); err != nil {
			t.Error(err)
		}
	})
	return town, source
}

// pull reads an Ask to its end: the ids it gave, sorted, and how it ended.
func pull(t *testing.T, s extract.Source, a extract.Ask) (ids []string, done *extract.Coverage, err error) {
	t.Helper()
	for page, bad := range s.Pull(t.Context(), a) {
		if err = bad; bad != nil {
			break
		}
		done = page.Done
		for _, r := range page.Records {
			ids = append(ids, r.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), done, err
}

func asked(town *sandbox.Sandbox) (n int) {
	for _, r := range town.Requests() {
		if r.Vendor == "nextvisit" {
			n += r.Count
		}
	}
	return n
}

// noteIDsIn are the notes created from one time up to another, sorted.
func noteIDsIn(tr sandbox.Truth, from, to time.Time) (ids []string) {
	for n := range tr.Notes() {
		if !n.Created.Before(from) && n.Created.Before(to) {
			ids = append(ids, n.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// A night reads the last 35 days of a long list from its head; a month long past is found by bisection.
func TestARangeCostsItsOwnPages(t *testing.T) {
	const perPage = 10
	today := time.Now().UTC().Truncate(time.Second)
	town, s := inTown(t, perPage, sandbox.Options{Seed: 3, Patients: 400, Today: today})
	truth := town.Truth()
	for name, c := range map[string]struct {
		from, to time.Time
		extra    int // requests beside the range's own pages
	}{
		"the hot window": {today.AddDate(0, 0, -35), today.AddDate(1, 0, 0), 3},
		"a past month":   {today.AddDate(0, -7, 0), today.AddDate(0, -6, 0), 14},
	} {
		before := asked(town)
		ids, done, err := pull(t, s, extract.Ask{Kind: extract.Note, Mode: extract.Range, From: c.from, To: c.to})
		want := noteIDsIn(truth, c.from, c.to)
		if err != nil || !slices.Equal(ids, want) || !done.Complete || len(done.Drift) > 0 {
			t.Errorf("%s: %d of %d notes, %+v, %v", name, len(ids), len(want), done, err)
		}
		pages, most := truth.NoteCount()/perPage, len(want)/perPage+1+c.extra
		if n := asked(town) - before; len(want) == 0 || n > most || most > pages/2 {
			t.Errorf("%s: %d requests for %d notes of %d; at most %d of %d pages", name, n, len(want), truth.NoteCount(), most, pages)
		}
	}
}

// However an account cuts its lists into pages, the records are the same.
func TestEveryPagingOfTheTown(t *testing.T) {
	for _, paging := range []sandbox.Paging{sandbox.Counted, sandbox.Simple, sandbox.Cursor} {
		town, s := inTown(t, 7, sandbox.Options{Seed: 4, Patients: 16, NextvisitPaging: paging})
		for kind, want := range map[extract.Kind][]string{
			extract.Note: noteIDs(town.Truth()), extract.Patient: patientIDs(town.Truth()),
			extract.Practitioner: userIDs(town.Truth()), extract.Organization: teamIDs(town.Truth()),
		} {
			ids, done, err := pull(t, s, extract.Ask{Kind: kind, Mode: extract.Sweep})
			if slices.Sort(want); err != nil || !slices.Equal(ids, want) || !done.Complete {
				t.Errorf("%q, %s: %d of %d records, %+v, %v", paging, kind, len(ids), len(want), done, err)
			}
		}
		from, to := noteSpan(town.Truth())
		ids, done, err := pull(t, s, extract.Ask{Kind: extract.Note, Mode: extract.Range, From: from, To: to})
		if want := noteIDsIn(town.Truth(), from, to); err != nil || len(want) == 0 || !slices.Equal(ids, want) || !done.Complete {
			t.Errorf("%q: a range of %d of %d notes, %+v, %v", paging, len(ids), len(want), done, err)
		}
	}
}

// A note that spoils the page a range would be found by costs a walk from the head, and itself.
func TestARangeWithANoteThatSpoilsItsPage(t *testing.T) {
	town, s := inTown(t, 10, sandbox.Options{Seed: 3, Patients: 60})
	from, to := noteSpan(town.Truth())
	want := noteIDsIn(town.Truth(), from, to)
	for _, bad := range []string{want[0], want[len(want)/2]} {
		town.Faults().Clear()
		town.Faults().Add(sandbox.Fault{Effect: sandbox.Poison, Path: "/v1/progress-notes", ID: bad, Times: sandbox.Always})
		ids, done, err := pull(t, s, extract.Ask{Kind: extract.Note, Mode: extract.Range, From: from, To: to})
		if err != nil || len(ids) != len(want)-1 || slices.Contains(ids, bad) || done.Complete ||
			!slices.Contains(done.Skipped, extract.Skip{Reason: extract.SkipRow, Count: 1, Lost: true}) {
			t.Errorf("%d of %d notes, %+v, %v", len(ids), len(want), done, err)
		}
	}
}

// noteSpan is the middle third of the notes' creation.
func noteSpan(tr sandbox.Truth) (from, to time.Time) {
	var all []time.Time
	for n := range tr.Notes() {
		all = append(all, n.Created)
	}
	slices.SortFunc(all, time.Time.Compare)
	return all[len(all)/3], all[2*len(all)/3]
}

// The key follows its user into another team without a word: nothing of that team may land.
func TestATeamSwitchEndsThePull(t *testing.T) {
	town, s := inTown(t, 10, sandbox.Options{Seed: 5, Patients: 40})
	town.SetTeam(town.Credentials().NextvisitTeam + 1)
	for _, kind := range []extract.Kind{extract.Note, extract.Patient} {
		ids, _, err := pull(t, s, extract.Ask{Kind: kind, Mode: extract.Sweep})
		if !errors.Is(err, extract.ErrTenant) || len(ids) > 0 {
			t.Errorf("%s: %d records, %v", kind, len(ids), err)
		}
	}
}

// Who is in the trash is read like anybody else, in the list and by id.
func TestPatientsInTheTrashAreRead(t *testing.T) {
	town, s := inTown(t, 10, sandbox.Options{Seed: 6, Patients: 80})
	var trashed []string
	for p := range town.Truth().NextvisitPatients() {
		if !p.Trashed.IsZero() {
			trashed = append(trashed, p.ID)
		}
	}
	if len(trashed) == 0 {
		t.Fatal("nobody is in the trash")
	}
	found := 0
	for page, err := range s.Pull(t.Context(), extract.Ask{Kind: extract.Patient, Mode: extract.IDs, IDs: slices.Values(trashed)}) {
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			if strings.Contains(string(r.Body), `"deleted_at":"`) {
				found++
			}
		}
	}
	if found != len(trashed) {
		t.Errorf("%d of %d were read by id", found, len(trashed))
	}
}

func TestCoverageIsWhatIsCalled(t *testing.T) {
	town, s := inTown(t, 10, sandbox.Options{Seed: 7, Patients: 12})
	for kind, ids := range map[extract.Kind][]string{
		extract.Note: noteIDs(town.Truth()), extract.Patient: patientIDs(town.Truth()),
		extract.Practitioner: userIDs(town.Truth()), extract.Organization: teamIDs(town.Truth()),
	} {
		for _, a := range []extract.Ask{{Kind: kind, Mode: extract.Sweep}, {Kind: kind, Mode: extract.IDs, IDs: slices.Values(ids[:1])}} {
			if _, _, err := pull(t, s, a); err != nil {
				t.Errorf("%s %s: %v", kind, a.Mode, err)
			}
		}
	}
	extracttest.Covered(t, "coverage.md", "nextvisit", town.Requests())
}
