package vsee_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/vsee"
)

func roster(t *testing.T, name, text string) func(*vsee.Config) {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return func(cfg *vsee.Config) { cfg.Enumerate, cfg.Roster, cfg.PageSize = vsee.ByRoster, path, 2 }
}

func TestARosterNamesMembersAndVisits(t *testing.T) {
	for name, file := range map[string]string{
		"people.csv":    "note,member_id,visit_id\nx,1,\nx,2,\nx,3,\nx,,900\nx,4,901\nx,nobody,\n",
		"people.ndjson": "{\"member_id\":1}\n{\"member_id\":\"2\"}\n\n{\"member_id\":3}\n{\"visit_id\":\"900\"}\n{\"member_id\":4,\"visit_id\":901}\n{\"member_id\":\"nobody\"}\n",
	} {
		t.Run(name, func(t *testing.T) {
			c := townOfVisits(t)
			s := c.open(roster(t, name, file))
			got := mustPull(t, s, extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
			if !slices.Equal(got.ids(), []int{10, 11, 20, 21, 30, 31, 500, 900, 901}) || c.requests("/users") != 0 {
				t.Errorf("%v, %d requests for users", got.ids(), c.requests("/users"))
			}
			if got.done.Basis != "roster" || got.done.Complete || len(got.done.Blind) == 0 {
				t.Errorf("%+v", got.done)
			}
			if !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: "no usable id", Count: 1, Lost: true}}) {
				t.Errorf("%+v", got.done.Skipped)
			}
			people := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
			if !slices.Equal(people.ids(), []int{1, 2, 3}) {
				t.Errorf("patients %v", people.ids())
			}
		})
	}
}

func TestARosterIsResumedWhereItStopped(t *testing.T) {
	c := townOfVisits(t)
	file := "member_id,visit_id\n1,\n2,\n3,\n,900\n,901\n,902\n"
	whole := mustPull(t, c.open(roster(t, "a.csv", file)), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	for i, page := range whole.pages {
		if page.Done != nil {
			continue
		}
		rest := mustPull(t, c.open(roster(t, "b.csv", file)), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep, Resume: page.Resume})
		read := map[string]bool{}
		for _, earlier := range whole.pages[:i+1] {
			for _, r := range earlier.Records {
				read[r.ID] = true
			}
		}
		if i == len(whole.pages)-2 && len(rest.records) > 0 {
			t.Errorf("resumed after the last record: %d came again", len(rest.records))
		}
		for id := range whole.records {
			if _, again := rest.records[id]; !again && !read[id] {
				t.Errorf("resumed after page %d: visit %s is lost", i, id)
			}
		}
	}
	other := c.open(roster(t, "c.csv", file+",903\n"))
	got := pull(t, other, extract.Ask{Kind: extract.Visit, Mode: extract.Sweep, Resume: whole.pages[0].Resume})
	if !errors.Is(got.err, extract.ErrUnsupported) {
		t.Errorf("a place in another roster is taken: %v", got.err)
	}
}

func TestABadRosterIsRefusedByLine(t *testing.T) {
	c := newClinic(t)
	for name, file := range map[string]string{
		"header.csv":  "person\n77123\n",
		"empty.csv":   "",
		"ragged.csv":  "member_id,visit_id\n1,2\n77123\n",
		"broken.csv":  "member_id\n\"77123\n",
		"bad.ndjson":  "{\"member_id\":1}\n{77123\n",
		"list.ndjson": "[77123]\n",
	} {
		got := pull(t, c.open(roster(t, name, file)), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
		if got.err == nil || !strings.Contains(got.err.Error(), "line ") || strings.Contains(got.err.Error(), "77123") {
			t.Errorf("%s: %v", name, got.err)
		}
	}
	missing := func(cfg *vsee.Config) {
		cfg.Enumerate, cfg.Roster = vsee.ByRoster, filepath.Join(t.TempDir(), "none.csv")
	}
	if got := pull(t, c.open(missing), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep}); !errors.Is(got.err, os.ErrNotExist) {
		t.Errorf("a missing roster gives %v", got.err)
	}
	visitsOnly := c.open(roster(t, "v.csv", "visit_id\n5\n"))
	if got := pull(t, visitsOnly, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep}); !errors.Is(got.err, extract.ErrUnsupported) {
		t.Errorf("patients of a roster of visits: %v", got.err)
	}
}
