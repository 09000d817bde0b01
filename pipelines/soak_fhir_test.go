//go:build soak

package pipelines_test

import (
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/schemas/r4"
)

// TestSoakResources holds every resource of the demo's town, in each of its states, to FHIR's rules and HL7's definitions.
func TestSoakResources(t *testing.T) {
	c := newClinic(t, sandbox.Options{})
	for n := range town.LastNight {
		c.night(n + 1)
	}
	total := 0
	for _, table := range resourceTables {
		n := c.everyValid(table)
		if n == 0 {
			t.Errorf("%s is empty", table)
		}
		total += n
	}
	t.Logf("%d resources, each valid", total)
}

// everyValid counts the resources of a table, each of which has to be valid.
func (c *clinic) everyValid(table string) (n int) {
	c.t.Helper()
	stored, err := c.Query(c.t.Context(), "SELECT id, resource FROM "+c.prefix+"fhir."+table+" WHERE NOT _deleted")
	if err != nil {
		c.t.Fatal(err)
	}
	defer stored.Close()
	for line, err := range stored.Rows {
		if err != nil {
			c.t.Fatal(err)
		}
		n++
		if err := r4.Check([]byte(line[1])); err != nil {
			c.t.Errorf("%s %s: %v", table, line[0], err)
		}
		c.defined(table+" "+line[0], []byte(line[1]))
	}
	return n
}
