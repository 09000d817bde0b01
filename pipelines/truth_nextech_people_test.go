package pipelines_test

import (
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectNextechPatients writes down those who can be found by a chart number.
func (h *history) expectNextechPatients() {
	for p := range h.Truth().NextechPatients() {
		if p.Chart != "" {
			h.expect("patient", h.nextechPatient(p))
		}
	}
}

// nextechPatient: the API has no gender, no address and no mail; the social security number is not even in the raw record.
func (h *history) nextechPatient(p town.NextechPatient) row {
	r := nextechRow("patient", p.ID, "Patient", p.ID, "patient", h.since(entity{town.Nextech, town.KindPatient, p.ID}))
	r.identified(row{"system": nextechSystem("patient"), "value": p.ID}, row{
		"system": nextechSystem("chart-number"), "value": p.Chart, "type": []row{{
			"concept": 0, "system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR",
			"display": "Medical record number", "text": "Medical record number",
		}},
	})
	given := []string{p.FirstName}
	if p.MiddleName != "" {
		given = append(given, p.MiddleName)
	}
	r.called(row{"family": p.LastName, "given": given}, p.Phone, "")
	if p.Phone != "" {
		r["telecoms"] = []row{{"system": "phone", "value": p.Phone, "use": "home"}}
	}
	r.born(p.BirthDate)
	return row(r)
}

// expectPractice writes down whom and what encounters name, as they show it: doctors, the practice and its places.
func (h *history) expectPractice() {
	any := func(town.NextechEncounter) bool { return true }
	r := nextechRow("encounter", "", "Organization", h.practice(), "practice", 0)
	r.identified(row{"system": nextechSystem("practice"), "value": h.practice()})
	h.fromEncounter(r, h.held("organization", nextechSource), any)
	h.expect("organization", row(r))

	doctors, places := map[int]town.NextechDoctor{}, map[string]bool{}
	for night := 1; night <= h.now; night++ {
		for _, e := range h.newEncounters(night) {
			if e.Doctor.ID != 0 {
				doctors[e.Doctor.ID] = e.Doctor
			}
			if e.Location != "" {
				places[placeID(h.practice(), e.Location)] = true
			}
		}
	}
	practitioners, locations := h.held("practitioner", nextechSource), h.held("location", nextechSource)
	for _, d := range doctors {
		h.expect("practitioner", h.nextechDoctor(d, practitioners))
	}
	for id := range places {
		h.expect("location", h.nextechPlace(id, locations))
	}
}

func (h *history) practice() string { return h.Credentials().NextechPractice }

func (h *history) nextechDoctor(d town.NextechDoctor, held map[string]row) row {
	id := strconv.Itoa(d.ID)
	r := nextechRow("encounter", "", "Practitioner", id, "doctor", 0)
	h.fromEncounter(r, held, func(e town.NextechEncounter) bool { return e.Doctor.ID == d.ID })
	r.identified(row{"system": nextechSystem("doctor"), "value": id})
	name := row{"family": d.LastName, "given": []string{d.FirstName}}
	if d.Designation != "" {
		name["suffix"] = []string{d.Designation}
		r["qualifications"] = []row{{"code": []row{{"concept": 0, "text": d.Designation}}}}
	}
	r.called(name, "", "")
	return row(r)
}

// placeName puts the blanks of a name in order: two spellings of a place are one place.
func placeName(typed string) string { return strings.Join(strings.Fields(typed), " ") }

// placeID hangs on the name, since a place has no id, in small letters.
func placeID(practice, typed string) string {
	return practice + "/" + strings.ToLower(placeName(typed))
}

// nextechPlace bears the name as it was typed in the encounter that was read last.
func (h *history) nextechPlace(id string, held map[string]row) row {
	r := nextechRow("encounter", "", "Location", id, "location", 0)
	e := h.fromEncounter(r, held, func(e town.NextechEncounter) bool { return e.Location != "" && placeID(h.practice(), e.Location) == id })
	r["name"] = placeName(e.Location)
	r.pointed("managing_organization", h.practiceRef())
	return row(r)
}

func (h *history) practiceRef() row {
	return ref("Organization", resourceID(nextechSource, "Organization", h.practice()), "")
}
