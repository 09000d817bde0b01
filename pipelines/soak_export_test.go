//go:build soak

package pipelines_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/r4"
)

// TestSoakExport holds every line of an export to FHIR's rules and HL7's definitions, and its references to the other lines. It exports the
// demo's town after its last night, or reads the folder that ROUNDS_EXPORT names: one that `rounds export` wrote after a first night,
// before which nothing was deleted.
func TestSoakExport(t *testing.T) {
	if dir := os.Getenv("ROUNDS_EXPORT"); dir != "" {
		var done pipelines.Exported
		text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
		if err == nil {
			err = json.Unmarshal(text, &done.Manifest)
		}
		if err != nil {
			t.Fatal(err)
		}
		everyLine(t, readExport(t, dir, done))
		return
	}
	c := newClinic(t, sandbox.Options{})
	for n := range town.LastNight {
		c.night(n + 1)
	}
	everyLine(t, c.export(pipelines.Export{}))
}

// account is what is found in the lines of a type.
type account struct{ lines, invalid, logical, deleted int }

// everyLine counts, by type, lines, invalid ones, and references that lead to no line.
func everyLine(t *testing.T, x exported) {
	of, deleted := map[string]*account{}, 0
	for name, line := range x.lines {
		resourceType, _, _ := strings.Cut(name, "/")
		if of[resourceType] == nil {
			of[resourceType] = &account{}
		}
		a := of[resourceType]
		a.lines++
		wrong := faults(t, line)
		if err := r4.Check(line); err != nil {
			wrong = append(wrong, err.Error())
		}
		if len(wrong) > 0 {
			a.invalid++
			t.Errorf("%s: %s", name, strings.Join(wrong, "; "))
		}
		v := parsed(t, line)
		a.logical += logicals(v)
		references(v, func(target string, identified bool) {
			if x.lines[target] != nil {
				return
			}
			a.deleted++
			if deleted++; identified {
				t.Errorf("%s points to %s, which is in no file", name, target)
			}
		})
	}
	for _, name := range slices.Sorted(maps.Keys(of)) {
		a := of[name]
		t.Logf("%-22s %6d lines %4d invalid %5d references by identifier %4d to what was deleted", name, a.lines, a.invalid, a.logical, a.deleted)
	}
	if deleted != x.Loose.Deleted || x.Loose.Dangling > 0 {
		t.Errorf("%d references lead nowhere; counted were %+v", deleted, x.Loose)
	}
}

// logicals counts the references that name their target by type and identifier alone.
func logicals(v any) (n int) {
	switch v := v.(type) {
	case map[string]any:
		_, identified := v["identifier"].(map[string]any)
		if identified && v["type"] != nil && v["reference"] == nil {
			n++
		}
		for _, member := range v {
			n += logicals(member)
		}
	case []any:
		for _, item := range v {
			n += logicals(item)
		}
	}
	return n
}
