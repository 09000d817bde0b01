package pipelines_test

import (
	"encoding/json"

	"github.com/nightrounds/rounds/schemas/r4"
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
	for _, r := range stored {
		text := []byte(r["resource"].(string))
		if err := h.checked(r, text); err != nil {
			h.t.Errorf("resource %s: %v", r["id"], err)
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

// checked holds a resource against FHIR's rules once, in the night that made it.
func (h *history) checked(r row, resource []byte) error {
	if h.runs[r["run_id"].(string)] != h.now {
		return nil
	}
	return r4.Check(resource)
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
