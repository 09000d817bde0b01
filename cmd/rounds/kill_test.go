package main

import (
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// TestKilledRun kills a round and, with it, the engine it started, twice at different places. The next round needs no help
// and leaves the tables of a round that nobody disturbed.
func TestKilledRun(t *testing.T) {
	t.Parallel()
	calm := small(t, sharedDir(t))
	calm.run().saw(t, 0)
	killed := calm.at(t.TempDir())
	for _, at := range []struct {
		path string
		n    int
	}{{"/users/{id}", 5}, {"/visits/{id}", 20}} {
		hung := killed.hangAt(at.path, at.n)
		child := start(t, "run", "--config", killed.config)
		hung()
		child.signal(syscall.SIGKILL)
		child.wait().saw(t, -1)
		killed.Faults().Clear()
	}
	killed.look("status").saw(t, 0, "NOT WELL: ", killed.vsee+" visit: ", "is interrupted: its process is gone", "rounds run --config "+killed.config)
	gone := decoded[[]runDoc](t, killed.look("history", "--json", "-n", "1"))[0]
	if gone.Status != pipelines.Interrupted || gone.Error != "its process is gone" {
		t.Errorf("history tells of %+v", gone)
	}
	told := killed.look("history", gone.Run)
	told.saw(t, 0, "\ninterrupted, ", "took –", ": interrupted: its process is gone")
	told.lacks(t, "running")
	e, err := engine.Open(t.Context(), engine.Options{Dir: killed.dir, Accounts: clickhouse.Accounts("")})
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close() //nolint:errcheck // of the test alone
	killed.run().saw(t, 0)
	want, got := calm.contents(), killed.contents()
	if len(want) == 0 || !slices.Equal(want, got) {
		t.Errorf("undisturbed:\n%s\nkilled:\n%s", strings.Join(want, "\n"), strings.Join(got, "\n"))
	}
}

// contents digests every resource that readers see of the clinic and counts its rows in every published table.
func (c *clinic) contents() []string {
	c.t.Helper()
	var parts []string
	of := " WHERE source IN ('" + c.vsee + "', '" + c.nextvisit + "')"
	for _, v := range tables.Views() {
		if v.Database == tables.FHIRCurrent {
			// A Provenance tells when the record was observed: that may differ.
			same := `replaceRegexpOne(resource, '"recorded":"[^"]*"', '')`
			parts = append(parts, "SELECT '"+v.Name+"', count(), groupBitXor(sipHash64(source, id, "+same+")) FROM fhir_current."+v.Name+of)
		}
	}
	for _, p := range tables.Published() {
		if !slices.ContainsFunc(p.Columns, func(c tables.Column) bool { return c.Name == "source" }) {
			continue // of all sources together
		}
		parts = append(parts, "SELECT '"+p.Name+"', count(), 0 FROM "+p.Database+"."+p.Name+of)
	}
	return ask(c.t, c.dir, "loader", "SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") ORDER BY ALL")
}
