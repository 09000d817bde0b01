package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/schemas/tables"
)

// TestPurgeAPerson takes one person out of a clinic: nothing of them is left in any table or file, neither the next night nor a replay
// or a rebuild brings them back, all of the others is as it was, and it is on record in a way that cannot be changed unseen.
func TestPurgeAPerson(t *testing.T) {
	c := small(t, t.TempDir())
	c.up()
	c.run().saw(t, 0)
	patient := c.ask(loader, `SELECT subject_id FROM fhir.encounter FINAL WHERE source = '`+c.vsee+`'
		AND subject_id IN (SELECT id FROM fhir.patient FINAL WHERE is_owner)
		AND subject_id IN (SELECT any(patient_id) FROM link.patient_person GROUP BY person_id HAVING count() = 1) GROUP BY 1 ORDER BY count() DESC, 1 LIMIT 1`)[0]
	theirs := c.records(patient)
	words := c.words(patient, theirs)
	if found := c.inFiles(words); len(found) < 2 {
		t.Fatalf("%d ids are in files %d times: nothing would be proved", len(words), len(found))
	}
	others := c.others(theirs)

	c.purge("--person", patient).saw(t, 3, "E0320", "raw.records", "known as 1 patient")
	if diff := cmp.Diff(others, c.others(theirs)); diff != "" || c.count("fhir.patient", "id = '"+patient+"'") == 0 {
		t.Errorf("nobody agreed, and something changed:\n%s", diff)
	}
	c.purge("--person", patient, "--yes").saw(t, 0, "purged: it is in no table", "published analytics:")
	if found := c.inFiles(words); len(found) > 0 {
		t.Errorf("of %d ids are left: %q", len(words), found)
	}
	if diff := cmp.Diff(others, c.others(none)); diff != "" {
		t.Errorf("what is of others changed:\n%s", diff)
	}
	c.noOldFiles()
	c.purge("--person", patient, "--yes").saw(t, 2, "E0221")

	c.load("--again").saw(t, 0, "purged")
	c.replay("--all", "--no-publish").saw(t, 0)
	c.rebuild("--yes", "--no-publish").saw(t, 0)
	if n := c.count("fhir.patient", "id = '"+patient+"'") + c.count("fhir.document_reference", "position(resource, '"+patient+"') > 0"); n > 0 {
		t.Errorf("%d rows came back", n)
	}
	if found := c.inFiles(words); len(found) > 0 {
		t.Errorf("of %d ids came back: %q", len(words), found)
	}
	c.audit().saw(t, 0, "purge --person")
	ask(t, c.dir, loader, "ALTER TABLE ops.audit UPDATE who = 'somebody else' WHERE seq = 1 SETTINGS mutations_sync = 2")
	c.audit().saw(t, 6, "E0621", "row 1 was changed")
}

// TestPurgeRefuses what it is not told well.
func TestPurgeRefuses(t *testing.T) {
	c := small(t, sharedDir(t))
	for line, says := range map[string]string{
		"":                           "say one of",
		"--finish --person a":        "say one of",
		"--finish":                   "none was stopped",
		"--person a --source b":      "say one of",
		"--before yesterday":         "--before: a day",
		"--person nobody":            "no person and no patient has that id",
		"--source " + c.vsee:         "take it out of the configuration first",
		"--source unheard-of":        "there is nothing of that kind",
		"--before 1900-01-01 --yes":  "there is nothing of that kind",
		"--person nobody --wait nil": "invalid argument",
	} {
		c.purge(strings.Fields(line)...).saw(t, 2, says)
	}
}

func (c *clinic) purge(args ...string) said {
	c.t.Helper()
	return rounds(c.t, append([]string{"purge", "--config", c.config}, args...)...)
}

func (c *clinic) audit() said {
	c.t.Helper()
	return rounds(c.t, "audit", "--config", c.config)
}

func (c *clinic) ask(account, sql string) []string {
	c.t.Helper()
	return ask(c.t, c.dir, account, sql)
}

func (c *clinic) count(table, where string) int {
	c.t.Helper()
	return len(c.ask(loader, "SELECT 1 FROM "+table+" WHERE "+where))
}

// records are those whose resources tell of a patient, as a list in SQL.
func (c *clinic) records(patient string) string {
	c.t.Helper()
	var parts []string
	for _, t := range tables.All() {
		if t.Database == tables.FHIR {
			parts = append(parts, "SELECT DISTINCT toString((source, kind, record_id)) FROM "+t.Database+"."+t.Name+" WHERE record_id != '' AND (id = '"+patient+"' OR position(resource, '"+patient+"') > 0)")
		}
	}
	return strings.Join(c.ask(loader, strings.Join(parts, " UNION DISTINCT ")), ", ")
}

// words are what only this patient is known by: ids of the patient and of its records and their resources, each with what it is.
func (c *clinic) words(patient, records string) map[string]string {
	words := map[string]string{patient: "Patient"}
	theirs := "(source, kind, id) IN (" + records + ")"
	for _, row := range c.ask(loader, `SELECT DISTINCT what, w FROM
		(SELECT kind AS what, id AS w FROM ops.record_state FINAL WHERE `+theirs+`
		UNION ALL SELECT e.type, e.id FROM ops.record_state FINAL ARRAY JOIN emitted AS e WHERE `+theirs+`
			AND e.id NOT IN (SELECT arrayJoin(emitted.id) FROM ops.record_state FINAL WHERE NOT (`+theirs+`))
		UNION ALL SELECT 'identifier', arrayJoin(arrayConcat(telecoms.value, identifiers.value)) FROM fhir.patient WHERE id = '`+patient+`') WHERE length(w) > 11`) {
		what, word, _ := strings.Cut(row, "\t")
		words[word] = what
	}
	return words
}

// none is a list of no record: with it others shows what is left of a patient, too.
const none = "('', '', '')"

// others counts and hashes, of every table, the rows that owners made and that are not of some records, as SQL lists them.
func (c *clinic) others(records string) []string {
	var parts []string
	for _, t := range tables.All() {
		if t.Database == tables.FHIR {
			parts = append(parts, "SELECT '"+t.Name+"' AS t, count(), sum(cityHash64(toString(tuple(*)))) FROM "+t.Database+"."+t.Name+
				" FINAL WHERE is_owner AND (source, kind, record_id) NOT IN ("+records+")")
		}
	}
	parts = append(parts, "SELECT 'records', count(), sum(cityHash64(toString(tuple(*)))) FROM raw.records FINAL WHERE (source, kind, id) NOT IN ("+records+")")
	return c.ask(loader, "SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") ORDER BY t")
}

// inFiles finds words in the files of the engine's folder. It gives what they are and the folders they stand in.
func (c *clinic) inFiles(words map[string]string) (found []string) {
	c.t.Helper()
	err := filepath.WalkDir(c.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return ignoreGone(err)
		}
		text, err := os.ReadFile(path)
		for word, what := range words {
			if bytes.Contains(text, []byte(word)) {
				found = append(found, what+" in "+strings.TrimPrefix(filepath.Dir(path), c.dir))
			}
		}
		return ignoreGone(err)
	})
	if err != nil {
		c.t.Fatal(err)
	}
	return found
}

// ignoreGone: the server removes files meanwhile.
func ignoreGone(err error) error {
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// noOldFiles sees that the folder holds the files of parts in use and of tables that are there, and no others: much of what they say is
// packed, so that looking for words alone proves little. A merge leaves parts for a while, too: of tables that nothing was deleted from, or of
// the data_version of new ones.
func (c *clinic) noOldFiles() {
	c.t.Helper()
	if old := c.ask(loader, "SELECT database, table, name FROM system.parts WHERE NOT active AND (database IN ('raw', 'fhir') OR table IN ('record_state', 'quarantine', 'surrogate'))"+
		" AND (database, table) IN (SELECT database, table FROM system.mutations)"+
		" AND (database, table, data_version) NOT IN (SELECT database, table, data_version FROM system.parts WHERE active)"); len(old) > 0 {
		c.t.Errorf("old parts are left: %q", old)
	}
	tables := c.ask(loader, "SELECT toString(uuid) FROM system.tables")
	stores, err := filepath.Glob(filepath.Join(c.dir, "data", "store", "*", "*-*"))
	if err != nil || len(stores) == 0 {
		c.t.Fatalf("no stores: %v", err)
	}
	databases := c.ask(loader, "SELECT toString(uuid) FROM system.databases")
	for _, s := range stores {
		if id := filepath.Base(s); !slices.Contains(tables, id) && !slices.Contains(databases, id) {
			c.t.Errorf("%s is of no table", id)
		}
	}
}
