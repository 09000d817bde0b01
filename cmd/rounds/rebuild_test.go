package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestRebuildRetypesAColumn finds a column of another type than declared, as after an update: a run is refused and says what mends it;
// without --yes nothing is swapped, and nobody is called; with it the run works again. No vendor is asked by a rebuild. One that would
// lose rows is refused, and whoever is on call hears of it. The random ids of Safe Harbor stay whose they were.
func TestRebuildRetypesAColumn(t *testing.T) {
	c := small(t, t.TempDir())
	up := start(t, "engine", "--dir", c.dir)
	await(t, "the engine is up", func() bool { return strings.Contains(up.err.String(), "Ctrl-C stops it") })
	c.run("--source", c.nextvisit).saw(t, 0)
	theirs := c.surrogates()
	ask(t, c.dir, loader, "ALTER TABLE fhir.encounter MODIFY COLUMN status String")
	c.run("--source", c.nextvisit).saw(t, 5, "E0504", "fhir.encounter: column status is String, declared LowCardinality(String)", "rounds rebuild")

	calls := c.callOnFailure()
	asked := c.Requests()
	if err := os.Remove(strings.TrimPrefix(c.set["nextvisit_token"], "file:")); err != nil {
		t.Fatal(err)
	}
	c.rebuild().saw(t, 3, "E0307", "fhir.encounter", "rows anew", "the tables made anew hold the same", "rounds rebuild --yes")
	c.look("status").lacks(t, "the last run")
	c.load("--source", c.nextvisit).saw(t, 5, "E0504")
	c.rebuild("--yes").saw(t, 0, "rebuild", "the tables made anew hold the same", "published analytics:")
	if !slices.Equal(c.Requests(), asked) {
		t.Error("a vendor was asked")
	}
	if got := c.surrogates(); len(got) < 12 || !slices.Equal(got, theirs) {
		t.Errorf("%d surrogates were of %d ids, and now it is others or others'", len(theirs), len(got))
	}
	c.secret("nextvisit-token", c.Credentials().NextvisitToken)
	c.load("--source", c.nextvisit).saw(t, 0, "0 loaded")
	whole, _, _ := strings.Cut(read(t, c.config), "  - name: "+c.nextvisit)
	keep(t, c.config, whole)
	c.rebuild("--yes").saw(t, 2, "E0201", "which is not configured")
	if got, want := heard(t, calls), []string{"run E0504", "rebuild E0201"}; !slices.Equal(got, want) {
		t.Errorf("called for %q, want %q", got, want)
	}
}

// surrogates are all, each with whose it is and with the row of Safe Harbor's patients or visits that shows it.
func (c *clinic) surrogates() []string {
	c.t.Helper()
	return c.ask(loader, `SELECT id, surrogate, p.patient_id, v.visit_id FROM link.surrogate AS s FINAL
		LEFT JOIN analytics_sh.patient AS p ON p.patient_id = s.surrogate LEFT JOIN analytics_sh.visit AS v ON v.visit_id = s.surrogate ORDER BY id`)
}

func (c *clinic) rebuild(args ...string) said {
	c.t.Helper()
	return rounds(c.t, append([]string{"rebuild", "--config", c.config}, args...)...)
}
