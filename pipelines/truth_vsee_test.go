package pipelines_test

import (
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var vseeTale = tale{
	source: vseeSource, vendor: town.VSee,
	expect: func(h *history) {
		h.expectVSeePeople()
		h.expectVisits()
		h.expectNotes(h.postVisits)
		h.provenances(vseeSource, "vsee", "VSee")
	},
	aside: (*history).foreignChildren, doubts: (*history).vseeDoubts,
	record: func(_ *history, c town.Change) (string, string) { return string(c.Kind), c.ID },
}

// foreign is what an answer can nest of somebody else, by where it stands.
var foreign = map[town.Quirk]string{town.ForeignPostVisit: "postvisit", town.ForeignHistory: "intake.medical_profile"}

func (h *history) foreignChildren(want map[string]bool) {
	for night := 1; night <= h.now; night++ {
		for _, v := range h.newVisits(night) {
			for quirk, path := range foreign {
				if v.Has(quirk) {
					want[fmt.Sprint("visit ", v.ID, " ", path, " part true foreign_child night ", night)] = true
				}
			}
		}
	}
}

func (h *history) vseeDoubts(want map[string]int) {
	for p := range h.Truth().VSeePatients() {
		if p.GenderCode != 0 && h.since(entity{town.VSee, town.KindPatient, p.ID}) == h.now {
			want["patient unknown_code gender"]++
		}
	}
	for _, v := range h.newVisits(h.now) {
		h.doubts(v, want)
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
