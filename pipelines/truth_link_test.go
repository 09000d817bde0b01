package pipelines_test

import (
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/transform/fhirx"
)

// humans are the humans behind the patients of every source, by patient id.
func (h *history) humans() map[string]int {
	of := map[string]int{}
	add := func(source, vendorID string, human int) {
		of[fhirx.Scope{Source: source}.ID("Patient", vendorID)] = human
	}
	for p := range h.Truth().VSeePatients() {
		add(vseeSource, p.ID, p.Human)
	}
	for p := range h.Truth().NextvisitPatients() {
		add(nextvisitSource, p.ID, p.Human)
	}
	for p := range h.Truth().NextechPatients() {
		add(nextechSource, p.ID, p.Human)
	}
	return of
}

// persons: every patient is a person's, and whom the link calls one person is one human.
func (h *history) persons() {
	h.t.Helper()
	humans, members := h.humans(), map[string][]string{}
	for _, r := range h.rows("SELECT patient_id, person_id FROM {p}link.patient_person") {
		members[r["person_id"].(string)] = append(members[r["person_id"].(string)], r["patient_id"].(string))
	}
	patients, right := 0, 0
	for _, ids := range members {
		patients += len(ids)
		for i, a := range ids {
			for _, b := range ids[i+1:] {
				if humans[a] != humans[b] {
					h.t.Errorf("patients %s and %s are two humans and one person", a, b)
				}
				right++
			}
		}
	}
	if all := h.count("SELECT count() FROM {p}fhir_current.patient"); patients != all || patients != h.count("SELECT uniqExact(patient_id) FROM {p}link.patient_person") {
		h.t.Errorf("%d patients have a person, %d are known", patients, all)
	}
	truth, known := 0, map[int]int{}
	for _, human := range humans {
		truth += known[human]
		known[human]++
	}
	h.t.Logf("%d of %d pairs of one human are linked", right, truth)
	if right < truth*7/10 {
		h.t.Errorf("only %d of %d pairs of one human are linked", right, truth)
	}
	h.linkages(members)
}

// linkages: FHIR says the same as the table.
func (h *history) linkages(members map[string][]string) {
	h.t.Helper()
	for id, ids := range members {
		if len(ids) < 2 {
			delete(members, id)
		}
	}
	rows := h.rows("SELECT person_id, resource, patients FROM {p}link.linkage")
	if len(rows) != len(members) {
		h.t.Errorf("%d linkages of %d persons", len(rows), len(members))
	}
	for _, r := range rows {
		for _, id := range members[r["person_id"].(string)] {
			if !strings.Contains(r["resource"].(string), `"Patient/`+id+`"`) {
				h.t.Errorf("the linkage of %s does not name patient %s", r["person_id"], id)
			}
		}
	}
}

// providers: whom the link calls one clinician is one of the staff, and most of whom several sources know are found.
func (h *history) providers() {
	h.t.Helper()
	staff := map[string]int{}
	add := func(source, id string, who int) { staff[fhirx.Scope{Source: source}.ID("Practitioner", id)] = who }
	for _, u := range h.Truth().Practitioners() {
		add(vseeSource, u.ID, u.Staff)
	}
	for _, u := range h.Truth().NextvisitUsers() {
		add(nextvisitSource, strconv.Itoa(u.ID), u.Staff)
	}
	for e := range h.Truth().NextechEncounters() {
		add(nextechSource, strconv.Itoa(e.Doctor.ID), e.Doctor.Staff)
	}
	of := map[int]map[string]bool{}
	clinicians := map[string]int{}
	for _, r := range h.rows("SELECT practitioner_id, provider_id FROM {p}link.provider") {
		who, known := staff[r["practitioner_id"].(string)]
		if !known {
			continue // Noa's, of whom the name is all there is, and whom notes name by mistake
		}
		provider := r["provider_id"].(string)
		if other, ok := clinicians[provider]; ok && other != who {
			h.t.Errorf("provider %s is two of the staff", provider)
		}
		clinicians[provider] = who
		if of[who] == nil {
			of[who] = map[string]bool{}
		}
		of[who][provider] = true
	}
	if whole := len(of); whole == 0 || len(clinicians) > whole*3/2 {
		h.t.Errorf("%d of the staff are %d providers", whole, len(clinicians))
	}
}
