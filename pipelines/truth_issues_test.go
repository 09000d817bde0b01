package pipelines_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// foreign is what an answer can nest of somebody else, by where it stands.
var foreign = map[town.Quirk]string{town.ForeignPostVisit: "postvisit", town.ForeignHistory: "intake.medical_profile"}

// quarantine: what an answer nests of somebody else is put aside once for every state that was read, and nothing else is.
func (h *history) quarantine() {
	h.t.Helper()
	want, got := map[string]bool{}, map[string]bool{}
	for night := 1; night <= h.now; night++ {
		for _, v := range h.newVisits(night) {
			for quirk, path := range foreign {
				if v.Has(quirk) {
					want[fmt.Sprint("visit ", v.ID, " ", path, " part true foreign_child night ", night)] = true
				}
			}
		}
	}
	for _, r := range h.rows("SELECT * FROM {p}ops.quarantine FINAL") {
		got[fmt.Sprint(r["kind"], " ", r["id"], " ", r["path"], " part ", r["is_part"], " ", r["reason"], " night ", h.runs[r["run_id"].(string)])] = true
	}
	sameSet(h.t, "quarantine", want, got)
}

// issues: every doubt the town gives rise to is counted where it is, and no other.
func (h *history) issues() {
	h.t.Helper()
	want, got := map[string]int{}, map[string]int{}
	for p := range h.Truth().VSeePatients() {
		if p.GenderCode != 0 && h.since(entity{town.VSee, town.KindPatient, p.ID}) == h.now {
			want["patient unknown_code gender"]++
		}
	}
	for _, v := range h.newVisits(h.now) {
		h.doubts(v, want)
	}
	for _, r := range h.rows("SELECT * FROM {p}ops.issues FINAL") {
		if h.runs[r["run_id"].(string)] == h.now {
			n, _ := r["occurrences"].(json.Number).Int64()
			got[fmt.Sprint(r["kind"], " ", r["reason"], " ", r["path"])] += int(n)
		}
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

// doubts counts what is odd about the answer for a visit.
func (h *history) doubts(v town.Visit, counts map[string]int) {
	p, _ := h.Truth().VSeePatient(v.Patient)
	_, end := period(v)
	for name, odd := range map[string]bool{
		"visit unknown_code status":                  v.Outcome == town.EndedUnclear || v.Outcome == town.UnknownCode,
		"visit unknown_code member.gender":           v.Old && p.GenderCode != 0, // the newer objects show no gender
		"visit bad_period actual_end":                hasEncounter(v) && !end.Equal(v.ActualEnd),
		"visit duplicate_key postvisit":              v.Has(town.DuplicatePostVisit),
		"visit duplicate_key postvisit.attachments":  v.Has(town.DuplicateAttachments),
		"visit foreign_child postvisit":              v.Has(town.ForeignPostVisit),
		"visit foreign_child intake.medical_profile": v.Has(town.ForeignHistory),
	} {
		counts[name] += 0 // named even when there is none
		if odd {
			counts[name]++
		}
	}
}

// newVisits are those with a state that was new on a night.
func (h *history) newVisits(night int) []town.Visit {
	var list []town.Visit
	for v := range h.truths[night].Visits() {
		if slices.Contains(h.nights(visitOf(v.ID)), night) {
			list = append(list, v)
		}
	}
	return list
}
