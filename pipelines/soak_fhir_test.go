//go:build soak

package pipelines_test

import (
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/r4/r4test"
)

// TestSoakResources holds every resource of the demo's town, in each of its states, to FHIR's rules and HL7's definitions.
func TestSoakResources(t *testing.T) {
	c := newClinic(t, sandbox.Options{})
	for n := range town.LastNight {
		c.night(n + 1)
	}
	v := r4test.Start(t)
	total := 0
	for _, table := range resourceTables {
		stored, err := c.Query(t.Context(), "SELECT id, resource FROM "+c.prefix+"fhir."+table+" WHERE _deleted = 0")
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for line, err := range stored.Rows {
			if err != nil {
				t.Fatal(err)
			}
			count++
			if err := r4.Check([]byte(line[1])); err != nil {
				t.Errorf("%s %s: %v", table, line[0], err)
			}
			faults, err := v.Faults(t.Context(), []byte(line[1]))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range faults {
				t.Errorf("%s %s: %s", table, line[0], f)
			}
		}
		stored.Close()
		if count == 0 {
			t.Errorf("%s is empty", table)
		}
		total += count
	}
	t.Logf("%d resources, each valid", total)
}
