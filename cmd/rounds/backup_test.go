package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/schemas/tables"
)

// TestBackupAndRestore copies a clinic, has another night, brings the copy back into another folder and has the same night there: both
// hold the same.
func TestBackupAndRestore(t *testing.T) {
	c := small(t, t.TempDir())
	c.up()
	c.load().saw(t, 0)
	to := filepath.Join(t.TempDir(), "copy")
	c.backup(to).saw(t, 0, "backed up", "rounds restore "+to)
	c.backup(to).saw(t, 2, "E0220", "is not empty")
	c.restore(to).saw(t, 2, "E0220", "has tables already")
	c.backup(filepath.Join(to, "x"), "--to", "Disk('d', 'x/')").saw(t, 2, "E0200", "--to is for a server")
	privateTree(t, to)
	c.SetNight(2)
	c.load().saw(t, 0)
	want := c.holds()

	c.settle(filepath.Join(t.TempDir(), "elsewhere"))
	c.restore(to).saw(t, 0, "restored", "published analytics:")
	if got := ask(t, c.dir, operator, "SELECT source FROM ops.leases FINAL WHERE state != 'freed'"); len(got) > 0 {
		t.Errorf("leases of whoever worked on what was copied keep others out: %q", got)
	}
	c.up()
	c.load().saw(t, 0)
	if diff := cmp.Diff(want, c.holds()); diff != "" {
		t.Errorf("the night after a restore is another (-without +with):\n%s", diff)
	}
	if got := ask(t, c.dir, operator, "SELECT action FROM ops.audit FINAL ORDER BY seq"); !cmp.Equal(got, []string{"restore"}) {
		t.Errorf("on record: %v", got)
	}
}

// TestRestoreRefuses what is no backup, or not the one that was made.
func TestRestoreRefuses(t *testing.T) {
	c := small(t, t.TempDir())
	c.load("--source", c.nextvisit).saw(t, 0)
	to := filepath.Join(t.TempDir(), "copy")
	c.backup(to).saw(t, 0)
	manifest := filepath.Join(to, manifestFile)
	whole := read(t, manifest)

	c.settle(filepath.Join(t.TempDir(), "b"))
	keep(t, manifest, strings.Replace(whole, `"table": "fhir.encounter"`, `"table": "fhir.encounters"`, 1))
	c.restore(to).saw(t, 6, "E0620", "fhir.encounters is missing")
	c.settle(filepath.Join(t.TempDir(), "c"))
	c.template = strings.Replace(c.template, `dir: "$dir"`, "dir: \"$dir\"\n  prefix: other_", 1)
	c.write()
	keep(t, manifest, whole)
	c.restore(to).saw(t, 2, "E0220", `begin with ""`)
	keep(t, manifest, "{")
	c.restore(to).saw(t, 2, "E0220", "damaged")
	if err := os.Remove(manifest); err != nil {
		t.Fatal(err)
	}
	c.restore(to).saw(t, 2, "E0220", "was not finished")
}

// settle lets the configuration name another folder for the engine.
func (c *clinic) settle(dir string) {
	c.t.Helper()
	c.dir, c.set["dir"] = dir, dir
	c.write()
}

// up keeps the engine of the clinic's folder running until the test ends.
func (c *clinic) up() {
	c.t.Helper()
	e := start(c.t, "engine", "--dir", c.dir)
	await(c.t, "the engine is up", func() bool { return strings.Contains(e.err.String(), "Ctrl-C stops it") })
}

func (c *clinic) backup(to string, args ...string) said {
	c.t.Helper()
	return rounds(c.t, append([]string{"backup", to, "--config", c.config}, args...)...)
}

func (c *clinic) restore(from string) said {
	c.t.Helper()
	return rounds(c.t, "restore", from, "--config", c.config)
}

// holds counts the rows of every fhir table and of what was landed, and hashes those that records told of themselves, but for columns of
// the run. A stub is of whoever told last, and a provenance of when it was told: both are counted only.
func (c *clinic) holds() []string {
	c.t.Helper()
	var parts []string
	for _, table := range tables.All() {
		told := "is_owner"
		switch {
		case table.Database == tables.Raw:
			told = "true"
		case table.Name == "provenance":
			told = "false"
		case table.Database != tables.FHIR:
			continue
		}
		skip := "* EXCEPT('^(run_id|loaded_at|observed_at|_version)$')"
		parts = append(parts, "SELECT '"+table.Database+"."+table.Name+"' AS t, count(), sumIf(cityHash64(toString(tuple("+skip+"))), "+told+") FROM "+
			tables.Qualified("", table.Database, table.Name)+" FINAL")
	}
	return ask(c.t, c.dir, loader, "SELECT * FROM ("+strings.Join(parts, " UNION ALL ")+") ORDER BY t")
}

// privateTree: medical records are for their owner only.
func privateTree(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is open to others", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
