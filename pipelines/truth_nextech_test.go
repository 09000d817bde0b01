package pipelines_test

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var nextechTale = tale{
	source: nextechSource, vendor: town.Nextech,
	expect: func(h *history) {
		h.expectNextechPatients()
		h.expectPractice()
		h.expectEncounters()
		h.provenances(nextechSource, "nextech", "Nextech")
	},
	aside:  func(*history, map[string]bool) {}, // an answer holds nothing of anybody but the patient who was asked for
	doubts: (*history).nextechDoubts,
	record: (*history).nextechRecord,
}

func nextechSystem(what string) string { return ours + "sid/nextech/" + nextechSource + "/" + what }

// contactID is the id of an encounter's record: encounterId alone is not said to be unique.
func contactID(e town.NextechEncounter) string { return e.Patient + "/" + e.ID }

func encounterAt(id string) entity { return entity{town.Nextech, town.KindEncounter, id} }

// newEncounters are those with a state that was new on a night. One that is shown no more has none: it may be hidden, and stays
// as it was.
func (h *history) newEncounters(night int) []town.NextechEncounter {
	var list []town.NextechEncounter
	for e := range h.truths[night].NextechEncounters() {
		if slices.Contains(h.nights(encounterAt(e.ID)), night) {
			list = append(list, e)
		}
	}
	return list
}

// nextechRecord: nobody can search for a patient without a chart number, and nothing tells that an encounter was deleted.
func (h *history) nextechRecord(c town.Change) (kind, id string) {
	switch c.Kind {
	case town.KindPatient:
		if p, _ := h.Truth().NextechPatient(c.ID); p.Chart != "" {
			return "patient", c.ID
		}
	case town.KindEncounter:
		if e, lives := h.Truth().NextechEncounter(c.ID); lives {
			return "encounter", contactID(e)
		}
	}
	return "", ""
}

func (h *history) nextechDoubts(want map[string]int) {
	const noChart = "patient on the roster without a chart number: it cannot be searched "
	const nobody = "encounter no encounters, or a patient the vendor does not know "
	const strange = "encounter unexpected_form answer.summary.encounterLocked"
	want[noChart], want[nobody], want[strange] = 0, 0, 0
	for p := range h.Truth().NextechPatients() {
		if p.Chart == "" {
			want[noChart]++
		}
		if p.Human%4 == 3 && !h.hasEncounters(p.ID) { // the others' answer is an empty list
			want[nobody]++
		}
	}
	if n := h.vanished(); n > 0 {
		want["encounter shown before or on the roster, but no more: vanished "] = n
	}
	for _, e := range h.newEncounters(h.now) {
		if number, _ := strconv.Atoi(e.ID); e.Lock == town.LockUnsaid && number%4 == 2 { // the others show no word
			want[strange]++
		}
	}
}

// vanished counts the encounters that a night before showed and this one does not.
func (h *history) vanished() int {
	gone := map[string]bool{}
	for night := 1; night < h.now; night++ {
		for e := range h.truths[night].NextechEncounters() {
			if _, lives := h.Truth().NextechEncounter(e.ID); !lives {
				gone[e.ID] = true
			}
		}
	}
	return len(gone)
}

func (h *history) hasEncounters(patient string) bool {
	for range h.Truth().NextechEncountersOf(patient) {
		return true
	}
	return false
}

// nextechRow is what everything made of a record has in common. Nothing tells when a record last changed.
func nextechRow(kind, record, resourceType, id, system string, night int) expected {
	return expected{
		"source": nextechSource, "vendor": "nextech", "kind": kind, "record_id": record, "is_owner": true, "night": night,
		"id": resourceID(nextechSource, resourceType, id), "meta_source": nextechSystem(system), "is_test": false,
	}
}

// fromEncounter makes a row a stub. Of the encounters that show it the one read last counts; which of several read in one
// night that is, the order of the answers decides.
func (h *history) fromEncounter(r expected, held map[string]row, suits func(town.NextechEncounter) bool) town.NextechEncounter {
	var shown map[string]town.NextechEncounter
	for night := 1; night <= h.now; night++ {
		tonight := map[string]town.NextechEncounter{}
		for _, e := range h.newEncounters(night) {
			if suits(e) {
				tonight[contactID(e)] = e
			}
		}
		if len(tonight) > 0 {
			shown = tonight
			r["night"] = night
		}
	}
	record := fmt.Sprint(held[r["id"].(string)]["record_id"])
	r["is_owner"] = false
	r["record_id"] = record
	e, ok := shown[record]
	if !ok {
		r["record_id"] = "an encounter that shows it"
	}
	return e
}
