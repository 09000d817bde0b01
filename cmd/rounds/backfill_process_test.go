package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/schemas/tables"
)

// TestBackfillByProcesses reads three months of notes by one process that is stopped by Ctrl-C and run again, and by four at once that
// share one engine folder, of which nobody has started the engine yet. The FHIR tables are equal row by row.
func TestBackfillByProcesses(t *testing.T) {
	one := newClinic(t, sharedDir(t), sandbox.Options{Seed: 5, Patients: 24, NotesPerPatient: 6})
	one.set["nextvisit_kinds"] = "organization, practitioner, patient, note"
	one.write()
	one.stoppedBackfill()
	four := one.at(t.TempDir())
	var shards []*child
	for n := range 4 {
		shards = append(shards, start(t, append(four.months(), "--shard", fmt.Sprintf("%d/4", n+1))...))
	}
	for n, shard := range shards {
		shard.wait().saw(t, 0, fmt.Sprintf("shard %d/4", n+1), "are done")
	}
	want, got := one.rows(), four.rows()
	if len(want) < 100 || !slices.Equal(want, got) {
		lacks := func(all []string) func(string) bool {
			return func(row string) bool { return slices.Contains(all, row) }
		}
		t.Errorf("of %d rows; by one process alone:\n%.3000s\nby four:\n%.3000s", len(want),
			strings.Join(slices.DeleteFunc(slices.Clone(want), lacks(got)), "\n"), strings.Join(slices.DeleteFunc(got, lacks(want)), "\n"))
	}
}

// months is a backfill of the clinic's notes.
func (c *clinic) months() []string {
	return []string{"backfill", "--config", c.config, "--source", c.nextvisit, "--kind", "note", "--from", "2026-08-01", "--to", "2026-11-01",
		"--yes", "--no-publish"}
}

// stoppedBackfill presses Ctrl-C in the third window. The ledger says so, and the same command does the rest.
func (c *clinic) stoppedBackfill() {
	c.t.Helper()
	hung := c.hangAt("/v1/progress-notes", 5)
	child := start(c.t, append(c.months(), "--workers", "1")...)
	hung()
	child.signal(syscall.SIGINT)
	child.wait().saw(c.t, 130, "rounds: stopped by SIGINT", "kept: everything read back", "do:   run the same command again")
	c.Faults().Clear()
	of := " FROM ops.windows FINAL WHERE mode = 'range' AND purpose = 'backfill' AND source = '" + c.nextvisit + "' GROUP BY status ORDER BY status"
	if got, want := ask(c.t, c.dir, loader, "SELECT status, count()"+of), []string{"done\t2", "interrupted\t1"}; !slices.Equal(got, want) {
		c.t.Errorf("windows %q, want %q", got, want)
	}
	run := "SELECT status FROM ops.runs FINAL WHERE command = 'backfill' AND source = '" + c.nextvisit + "'"
	if got := ask(c.t, c.dir, loader, run); !slices.Equal(got, []string{"interrupted"}) {
		c.t.Errorf("the run is %q", got)
	}
	rounds(c.t, c.months()...).saw(c.t, 0, "12 windows to do (2 done, 1 open, 11 new)", "are done", "the watermark of nightly runs is unchanged")
	rounds(c.t, c.months()...).saw(c.t, 0, "0 windows to do (14 done)")
}

// at is the clinic with another engine folder.
func (c *clinic) at(dir string) *clinic {
	c.t.Helper()
	other := *c
	other.dir, other.config, other.set = dir, filepath.Join(c.t.TempDir(), "rounds.yaml"), maps.Clone(c.set)
	other.set["dir"] = dir
	other.write()
	return &other
}

// rows lists every row of the FHIR tables that is of the clinic, without columns that tell of the run or when an answer arrived. Of a
// stub only its id counts: stubs beat each other by time.
func (c *clinic) rows() []string {
	c.t.Helper()
	var parts []string
	for _, t := range tables.All() {
		if t.Database != tables.FHIR {
			continue
		}
		from := " FROM fhir." + t.Name + " FINAL WHERE source IN ('" + c.vsee + "', '" + c.nextvisit + "')"
		told, owned := toldBy(t)
		if owned {
			parts = append(parts, "SELECT 'stub of "+t.Name+"', id"+from+" AND NOT is_owner")
			from += " AND is_owner"
		}
		parts = append(parts, "SELECT '"+t.Name+"', formatRow('TSV', "+strings.Join(told, ", ")+")"+from)
	}
	return ask(c.t, c.dir, loader, "SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") ORDER BY ALL")
}

// toldBy lists a table's columns that a record tells, as expressions, and whether the table has stubs, too.
func toldBy(t tables.Table) (columns []string, owned bool) {
	for _, c := range t.Columns {
		switch c.Name {
		case "run_id", "loaded_at", "_version", "observed_at":
			continue
		case "is_owner":
			owned = true
		}
		if t.Name == "provenance" && strings.HasPrefix(c.Name, "recorded") {
			continue
		}
		if t.Name == "provenance" && c.Name == "resource" {
			columns = append(columns, `replaceRegexpOne(resource, '"recorded":"[^"]*"', '')`)
			continue
		}
		columns = append(columns, c.Name)
	}
	return columns, owned
}
