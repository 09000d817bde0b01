package pipelines_test

import (
	"encoding/json"
	"testing"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/r4/r4test"
)

// resources: every resource as it is stored is FHIR, and whatever it points to is held or has an identifier. An earlier text of a
// note is kept for good: it may point to what was held once and is deleted since.
func (h *history) resources() {
	h.t.Helper()
	held := map[string]bool{}
	var stored []row
	for _, table := range resourceTables {
		for _, r := range h.rows("SELECT id, resource, run_id, JSONExtractString(resource, 'resourceType') AS type FROM {p}fhir_current." + table) {
			name := r["type"].(string) + "/" + r["id"].(string)
			held[name], h.once[name] = true, true
			r["history"] = table == "document_reference_version"
			stored = append(stored, r)
		}
	}
	var shapes r4test.Shapes
	for _, r := range stored {
		text := []byte(r["resource"].(string))
		if h.runs[r["run_id"].(string)] == h.now { // looked at once, in the night that made it
			h.valid(&shapes, r["id"], text)
		}
		var v any
		if err := json.Unmarshal(text, &v); err != nil {
			h.t.Fatalf("resource %s is not JSON", r["id"])
		}
		references(v, func(ref string, identified bool) {
			past := r["history"] == true && h.once[ref]
			if !held[ref] && !identified && !past {
				h.t.Errorf("resource %s points to %s, which is not held", r["id"], ref)
			}
		})
	}
}

// valid holds a resource to FHIR's rules, and the first of its shape to HL7's definitions.
func (h *history) valid(shapes *r4test.Shapes, id any, resource []byte) {
	h.t.Helper()
	if err := r4.Check(resource); err != nil {
		h.t.Errorf("resource %s: %v", id, err)
	}
	isNew, err := shapes.New(resource)
	if err != nil {
		h.t.Fatal(err)
	}
	if isNew {
		h.defined(id, resource)
	}
}

// defined holds a resource to HL7's definitions.
func (c *clinic) defined(id any, resource []byte) {
	c.t.Helper()
	for _, f := range faults(c.t, resource) {
		c.t.Errorf("resource %s: %s", id, f)
	}
}

// faults lists what HL7's definitions have against a resource.
func faults(t testing.TB, resource []byte) []string {
	t.Helper()
	found, err := r4test.Start(t).Faults(t.Context(), resource)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func references(v any, each func(ref string, identified bool)) {
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["reference"].(string); ok {
			each(ref, v["identifier"] != nil)
		}
		for _, member := range v {
			references(member, each)
		}
	case []any:
		for _, item := range v {
			references(item, each)
		}
	}
}
