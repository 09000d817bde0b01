package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExport(t *testing.T) {
	c := small(t, sharedDir(t))
	c.run().saw(t, 0)
	dir := filepath.Join(t.TempDir(), "a", "b")
	export := func(args ...string) said {
		return rounds(t, append([]string{"export", "--config", c.config}, args...)...)
	}
	export("--type", "Patient,Linkage", dir).saw(t, 0, "Patient.ndjson", "they name patients", "rounds export --since 20")
	var manifest struct {
		Request             string
		RequiresAccessToken *bool
		Output              []struct{ Type, URL string }
		Error               []any
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join(dir, "manifest.json"))), &manifest); err != nil {
		t.Fatal(err)
	}
	if m := manifest; m.Request != "$export?_type=Patient%2CLinkage" || m.RequiresAccessToken == nil || m.Error == nil || m.Output[0].URL != "Patient.ndjson" {
		t.Errorf("manifest %+v", m)
	}
	export(dir).saw(t, 2, "E0210", "is not empty", "kept: nothing was written")
	export("--type", "patient", t.TempDir()).saw(t, 2, "E0210", "there are AllergyIntolerance, Appointment")
	export("--since", "yesterday", t.TempDir()).saw(t, 2, "E0200", "--since")
	export().saw(t, 2, "E0200", "export [--type TYPE]")

	later := t.TempDir()
	var doc exportDoc
	s := export("--json", "--type", "Patient", "--since", "2100-01-01", later)
	if err := json.Unmarshal([]byte(s.out), &doc); err != nil || doc.TransactionTime.IsZero() || len(doc.Files) > 0 {
		t.Errorf("%v: %s%s", err, s.out, s.err)
	}
	if names := namesIn(t, later); names != "manifest.json" {
		t.Errorf("an export of nothing left %s", names)
	}
}

func namesIn(t testing.TB, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return strings.Join(names, " ")
}
