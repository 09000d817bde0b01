package r4test_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/nightrounds/rounds/schemas/r4/r4test"
)

// TestGoldensAreFHIR: whatever a mapper makes of a fixture is valid by HL7's definitions.
func TestGoldensAreFHIR(t *testing.T) {
	v := r4test.Start(t)
	var shapes r4test.Shapes
	for _, golden := range goldens(t) {
		for n, resource := range golden.resources {
			isNew, err := shapes.New(resource)
			if err != nil {
				t.Fatal(err)
			}
			if !isNew {
				continue
			}
			faults, err := v.Faults(t.Context(), resource)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faults {
				t.Errorf("%s, resource %d: %s", golden.name, n, f)
			}
		}
	}
	if shapes.Len() < 200 {
		t.Errorf("%d shapes: the golden files were not found", shapes.Len())
	}
}

type golden struct {
	name      string // vendor/kind-fixture
	resources [][]byte
}

// goldens reads the golden files of all vendors.
func goldens(t *testing.T) (list []golden) {
	t.Helper()
	const root = "../../../testdata"
	paths, err := filepath.Glob(root + "/*/*.golden.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var made struct{ Resources, Stubs []json.RawMessage }
		if json.Unmarshal(text, &made) != nil {
			continue // a refused record
		}
		name, _ := filepath.Rel(root, path)
		g := golden{name: name}
		for _, r := range append(made.Resources, made.Stubs...) {
			g.resources = append(g.resources, r)
		}
		list = append(list, g)
	}
	return list
}
