package pipelines_test

import (
	"fmt"
	"slices"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

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
		if p.GenderCode != 0 && h.since(vseeEntity(town.KindPatient, p.ID)) == h.now {
			want["patient unknown_code gender"]++
		}
	}
	for _, v := range h.newVisits(h.now) {
		h.doubts(v, want)
	}
	for _, p := range h.newProfiles(h.now) {
		p.doubts(want)
	}
	for v := range h.Truth().Visits() { // a reader sees it every night, before anything is compared with what is held
		if v.Has(town.ForeignHistory) {
			want["visit an object inside names another patient or visit than the one it is shown in "]++
		}
	}
}

// doubts counts what is odd about the answer for a visit.
func (h *history) doubts(v town.Visit, counts map[string]int) {
	p, _ := h.Truth().VSeePatient(v.Patient)
	_, end := period(v)
	other := func(p town.Prescription) bool { return p.Status != "Current" }
	count(counts, map[string]bool{
		"visit unknown_code status":                            v.Outcome == town.EndedUnclear || v.Outcome == town.UnknownCode,
		"visit unknown_code member.gender":                     v.Old && p.GenderCode != 0, // the newer objects show no gender
		"visit unknown_code prescriptions.*.Status":            slices.ContainsFunc(v.Prescribed, other),
		"visit unknown_code prescriptionsBeforeVisit.*.Status": slices.ContainsFunc(v.Prior, other),
		"visit unknown_code invoice.status":                    v.Invoice != nil && invoiceStatus[v.Invoice.Status] == "",
		"visit bad_period actual_end":                          hasEncounter(v) && !end.Equal(v.ActualEnd),
		"visit duplicate_key postvisit":                        v.Has(town.DuplicatePostVisit),
		"visit duplicate_key postvisit.attachments":            v.Has(town.DuplicateAttachments),
		"visit foreign_child postvisit":                        v.Has(town.ForeignPostVisit),
		"visit foreign_child intake.medical_profile":           v.Has(town.ForeignHistory),
	})
}

// count names every doubt, be there none.
func count(counts map[string]int, doubts map[string]bool) {
	for name, odd := range doubts {
		counts[name] += 0
		if odd {
			counts[name]++
		}
	}
}

// doubts counts the sections in which something stands that nobody can be expected to read. Where an allergy or a medicine is told in
// a way that is not, the member it stands under is unknown, too.
func (p profile) doubts(counts map[string]int) {
	for name, odd := range map[string]bool{
		"allergies": unreadable(p.Allergies), "medications": unreadable(p.Medications),
		"social_history": unreadable(p.Social), "health_habits": unreadable(p.Habits),
	} {
		count(counts, map[string]bool{"medical_profile unexpected_form " + name + ".data.*": odd})
		if name == "allergies" || name == "medications" {
			count(counts, map[string]bool{"medical_profile unknown_field " + name + ".data.*": odd})
		}
	}
}

func unreadable(items []town.Item) bool {
	return slices.ContainsFunc(items, func(i town.Item) bool { return i.Form == town.Strange })
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
