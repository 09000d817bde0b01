package pipelines_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/pipelines"
)

// TestNoaContactPassesToTheNewestSession: when the clinic makes another session for a contact, from the next night on that
// one tells of it, whatever is read last, and the older one says so.
func TestNoaContactPassesToTheNewestSession(t *testing.T) {
	t.Parallel()
	c := newClinic(t, sandbox.Options{Patients: 60, VisitsPerPatient: -1, NotesPerPatient: -1, EncountersPerPatient: -1})
	c.config.Sources = slices.DeleteFunc(c.config.Sources, func(s pipelines.SourceConfig) bool { return s.Name != noaSource })
	c.night(1)
	older, newer := c.twoContacts()
	manifest := filepath.Join(c.files, sandbox.NoaManifestCSV)
	rewrite(t, manifest, func(of map[string]int, row []string) {
		if row[of["session_id"]] == newer.ID {
			row[of["episode_id"]], row[of["doctor_id"]], row[of["facility_id"]] = older.Episode, older.Doctor, older.Facility
		}
	})
	for again, landed := range []int{2, 0} {
		s, err := c.run(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n := c.count("SELECT count() FROM {p}raw.records FINAL WHERE run_id = '" + s.RunID + "'"); n != landed {
			t.Errorf("run %d: %d states are new, want %d", again+2, n, landed)
		}
		c.toldBy(older, newer)
	}
}

// toldBy: the newer session tells of the contact, and both belong to it.
func (c *clinic) toldBy(older, newer town.NoaSession) {
	c.t.Helper()
	id := resourceID(noaSource, "Encounter", contactKey(older))
	for _, r := range c.rows("SELECT record_id, status FROM {p}fhir_current.encounter WHERE id = '" + id + "'") {
		if r["record_id"] != noaKey(newer) || r["status"] != "unknown" {
			c.t.Errorf("the contact is %v by %v", r["status"], r["record_id"])
		}
	}
	for _, s := range []town.NoaSession{older, newer} {
		task := resourceID(noaSource, "Task", noaKey(s))
		if c.count("SELECT count() FROM {p}fhir_current.task WHERE id = '"+task+"' AND encounter_id = '"+id+"'") != 1 {
			c.t.Error("a session belongs to another contact")
		}
	}
}

// twoContacts finds two sessions of one country that tell of a contact each: one that took place, and a later one of which
// nothing is known yet.
func (c *clinic) twoContacts() (older, newer town.NoaSession) {
	c.t.Helper()
	newest := noaBook{history: newHistory(c)}.newest()
	for _, a := range newest {
		for _, b := range newest {
			if a.Country == b.Country && a.Created.Before(b.Created) && a.Status == town.StatusVerified && b.Status == town.StatusNew {
				return a, b
			}
		}
	}
	c.t.Fatal("the town has no such sessions")
	return older, newer
}

// rewrite changes the rows of a CSV file; of tells where a column stands.
func rewrite(t *testing.T, path string, change func(of map[string]int, row []string)) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]int{}
	for i, name := range rows[0] {
		of[name] = i
	}
	for _, row := range rows[1:] {
		change(of, row)
	}
	var out bytes.Buffer
	if err := csv.NewWriter(&out).WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
