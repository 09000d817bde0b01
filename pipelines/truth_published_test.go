package pipelines_test

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/nightrounds/rounds/schemas/r4"
)

// analytics: the published tables count what the truth counts, and date it.
func (h *history) analytics() {
	h.t.Helper()
	groups, notes := map[string]bool{}, 0
	for id := range h.want["appointment"] {
		groups[id] = true
	}
	for id, e := range h.want["encounter"] {
		from, _ := e["appointment_id"].(string)
		groups[cmp.Or(from, id)] = true
	}
	for id, d := range h.want["document_reference"] {
		if d["encounter_id"] == nil {
			groups[id] = true
			notes++
		}
	}
	for table, want := range map[string]int{
		"patient": len(h.want["patient"]), "practitioner": len(h.want["practitioner"]), "appointment": len(h.want["appointment"]),
		"visit": len(h.want["encounter"]), "note": len(h.want["document_reference"]),
		"contact": len(h.want["appointment"]) + len(h.want["encounter"]) + notes,
	} {
		if got := h.count("SELECT count() FROM {p}analytics." + table); got != want {
			h.t.Errorf("analytics.%s: %d rows, the truth has %d", table, got, want)
		}
	}
	got := map[string]bool{}
	for _, r := range h.rows("SELECT DISTINCT contact_group FROM {p}analytics.contact") {
		got[r["contact_group"].(string)] = true
	}
	sameSet(h.t, "contact groups", groups, got)
	h.dates()
	h.states()
}

// dates: a visit that began is dated by that, any other by what was planned: its appointment's start before its own.
func (h *history) dates() {
	h.t.Helper()
	want := map[string]bool{}
	line := func(id, day, at, basis any) string { return fmt.Sprint(id, " ", day, " ", at, " ", basis) }
	for id, e := range h.want["encounter"] {
		from, _ := e["appointment_id"].(string)
		a := h.want["appointment"][from]
		switch {
		case e["period_start"] != nil:
			want[line(id, e["period_start_day"], e["period_start"], "actual")] = true
		case a != nil:
			want[line(id, a["start_day"], a["start"], "scheduled")] = true
		default:
			want[line(id, e["planned_start_day"], e["planned_start"], "scheduled")] = true
		}
	}
	for table, columns := range map[string]string{
		"visit":   "visit_id AS id, visit_date AS day, visit_at AS at, date_basis FROM {p}analytics.visit",
		"contact": "contact_id AS id, contact_date AS day, contact_at AS at, date_basis FROM {p}analytics.contact WHERE contact_kind = 'visit'",
	} {
		got := map[string]bool{}
		for _, r := range h.rows("SELECT " + columns) {
			got[line(r["id"], r["day"], r["at"], r["date_basis"])] = true
		}
		sameSet(h.t, "dates of "+table, want, got)
	}
}

// states: a note counts the versions it had, and is first seen signed on the first night that shows it so after one that did not.
func (h *history) states() {
	h.t.Helper()
	type life struct{ states, open, signed int } // nights; 0: on none
	lives, want, got := map[string]life{}, map[string]bool{}, map[string]bool{}
	for _, v := range h.want["document_reference_version"] {
		if id := v["id"].(string); h.want["document_reference"][id] != nil {
			l := lives[id]
			l.states++
			switch night := v["night"].(int); v["doc_status"] {
			case "preliminary":
				l.open = earlier(l.open, night)
			case "final", "amended":
				l.signed = earlier(l.signed, night)
			}
			lives[id] = l
		}
	}
	for id, l := range lives {
		if l.open == 0 || l.open > l.signed {
			l.signed = 0 // never, or at first sight
		}
		want[fmt.Sprint(id, " ", l.states, " states, signed on night ", l.signed)] = true
	}
	for _, r := range h.rows("SELECT n.note_id AS id, n.states, v.run_id FROM {p}analytics.note AS n LEFT JOIN {p}fhir_current.document_reference_version AS v" +
		" ON v.source = n.source AND v.id = n.note_id AND v.observed_at = n.first_seen_signed_at") {
		got[fmt.Sprint(r["id"], " ", r["states"], " states, signed on night ", h.runs[r["run_id"].(string)])] = true
	}
	sameSet(h.t, "states of notes", want, got)
}

// earlier is the earlier of two nights, of which the first may be none.
func earlier(a, b int) int {
	if a == 0 {
		return b
	}
	return min(a, b)
}

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
			if !held[ref] && !identified && !(r["history"] == true && h.once[ref]) {
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
