package pipelines_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// quarantine: what an answer nests of somebody else is put aside once for every state that was read, and nothing else is.
func (h *history) quarantine(of tale) {
	h.t.Helper()
	want, got := map[string]bool{}, map[string]bool{}
	of.aside(h, want)
	for _, r := range h.rows("SELECT * FROM {p}ops.quarantine FINAL WHERE source = '" + of.source + "'") {
		got[fmt.Sprint(r["kind"], " ", r["id"], " ", r["path"], " part ", r["is_part"], " ", r["reason"], " night ", h.runs[r["run_id"].(string)])] = true
	}
	sameSet(h.t, "quarantine", want, got)
}

// issues: every doubt the town gives rise to is counted where it is, and no other.
func (h *history) issues(of tale) {
	h.t.Helper()
	want, got := map[string]int{}, map[string]int{}
	of.doubts(h, want)
	for _, r := range h.rows("SELECT * FROM {p}ops.issues FINAL WHERE source = '" + of.source + "'") {
		if h.runs[r["run_id"].(string)] == h.now {
			n, _ := r["occurrences"].(json.Number).Int64()
			got[fmt.Sprint(r["kind"], " ", r["reason"], " ", r["path"])] += int(n)
		}
	}
	told := "SELECT kind, splitByString(' page ', origin)[1] FROM {p}raw.records WHERE source = '" + of.source + "'"
	if n := h.count("SELECT count() FROM {p}ops.issues FINAL WHERE source = '" + of.source + "' AND path != '' AND (kind, endpoint) NOT IN (" + told + ")"); n != 0 {
		h.t.Errorf("%d issues are of an endpoint that told no record", n)
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			h.t.Errorf("issues: %s: %d, the truth has none", name, got[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			h.t.Errorf("issues: %s: %d, the truth has %d", name, got[name], want[name])
		}
		if h.now == 1 && want[name] == 0 {
			h.t.Errorf("issues: the town has no %s", name)
		}
	}
}
