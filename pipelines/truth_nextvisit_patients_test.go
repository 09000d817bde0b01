package pipelines_test

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectClients writes down Nextvisit's patients by the directory, which beats what notes show of them, with what they take
// and cannot tolerate.
func (h *history) expectClients() {
	for p := range h.Truth().NextvisitPatients() {
		of := entity{town.Nextvisit, town.KindPatient, p.ID}
		h.expect("patient", client{p, of, h.since(of)}.patient())
		c := h.shown(of, func(u town.Unloaded) bool { return !u.Medications })
		for id, text := range c.medications() {
			h.expect("medication_statement", c.medication(id, text))
		}
		if c := h.shown(of, func(u town.Unloaded) bool { return !u.Allergies }); c.Allergies != "" && !saysNone(c.Allergies) {
			h.expect("allergy_intolerance", c.allergy())
		}
	}
}

// shown is a patient in the last state that showed a list: one that leaves it out says nothing about it. Without any it is
// nobody, who has no list.
func (h *history) shown(of entity, loaded func(town.Unloaded) bool) client {
	for _, night := range slices.Backward(h.nights(of)) {
		if p, ok := h.truths[night].NextvisitPatient(of.id); ok && loaded(p.Unloaded) {
			return client{p, of, night}
		}
	}
	return client{}
}

// client is a patient of the directory, since a night as they are.
type client struct {
	town.NextvisitPatient
	of    entity
	since int
}

func (c client) row(resourceType, id string) expected {
	return nextvisitRow("patient", c.of, resourceType, id, c.since, c.Updated)
}

func (c client) ref() row {
	return ref("Patient", resourceID(nextvisitSource, "Patient", c.ID), "")
}

// patient: phone and address (`demographics`), timeline, earlier encounters, meta and who typed the patient in stay in the raw
// record: no page of the vendor's tells their form.
func (c client) patient() row {
	r := c.row("Patient", c.ID)
	r.identified(row{"system": nextvisitSystem("patient"), "value": c.ID}, row{"system": "urn:ietf:rfc:3986", "value": "urn:uuid:" + c.UUID})
	given := []string{c.FirstName}
	if c.MiddleName != "" {
		given = append(given, c.MiddleName)
	}
	r.called(row{"family": c.LastName, "given": given}, "", "")
	r.born(c.BirthDate)
	if c.Gender != "" {
		r["gender"] = cmp.Or(genders[strings.ToLower(c.Gender)], "unknown")
	}
	if !c.Trashed.IsZero() {
		r["active"] = false
	}
	team := nextvisitTeam(c.Team)
	delete(team, "identifier") // the team comes with its name, so that it is held
	r.pointed("managing_organization", team)
	var told []row
	if notes := strings.TrimSpace(c.Notes); notes != "" { // blanks around a field say nothing
		r["patient_notes"] = notes
		told = append(told, textExtension("patient-notes", notes))
	}
	if oddGender(c.NextvisitPatient) {
		r["vendor_gender"] = c.Gender
		told = append(told, textExtension("vendor-gender", c.Gender))
	}
	if !c.Unloaded.Allergies && saysNone(c.Allergies) {
		r["allergy_text"] = c.Allergies
		told = append(told, textExtension("allergy-text", c.Allergies))
	}
	r["extensions"] = told
	return row(r)
}

// genders are the vendor's words that have one of FHIR's.
var genders = map[string]string{"male": "male", "female": "female", "non-binary": "other", "unknown": "unknown"}

func oddGender(p town.NextvisitPatient) bool {
	return p.Gender != "" && genders[strings.ToLower(p.Gender)] == ""
}

// nextvisitDoubts counts the words for a gender that are none of FHIR's, in what is new.
func (h *history) nextvisitDoubts(want map[string]int) {
	for p := range h.Truth().NextvisitPatients() {
		if oddGender(p) && h.since(entity{town.Nextvisit, town.KindPatient, p.ID}) == h.now {
			want["patient unknown_code gender"]++
		}
	}
	for _, n := range h.newNotes(h.now) {
		if p, _ := h.Truth().NextvisitPatient(n.Patient); oddGender(p) && n.Shows.Demographics {
			want["note unknown_code patient.gender"]++
		}
	}
}

// saysNone tells a text that names no allergy from one that names some.
func saysNone(text string) bool { return slices.Contains([]string{"NKDA", "none"}, text) }

// medications are the current ones, a text each. An id hangs on the text and on how often the
// patient's list has said it before.
func (c client) medications() iter.Seq2[string, string] {
	return func(yield func(id, text string) bool) {
		said := map[string]int{}
		for _, text := range c.Medications {
			plain := strings.ToLower(text)
			said[plain]++
			if !yield("patient/"+c.ID+"/"+plain+"#"+strconv.Itoa(said[plain]), text) {
				return
			}
		}
	}
}

// medication: no dose and no code is read out of the text.
func (c client) medication(id, text string) row {
	r := c.row("MedicationStatement", id)
	r["status"] = "active"
	r.worded("medication", text)
	r.pointed("subject", c.ref())
	return row(r)
}

// allergy is the whole text: nobody cuts it at its commas.
func (c client) allergy() row {
	r := c.row("AllergyIntolerance", "patient/"+c.ID+"/"+strings.ToLower(c.Allergies)+"#1")
	r.coded("clinical_status", row{"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"})
	r.coded("verification_status", row{"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "code": "unconfirmed"})
	r.worded("code", c.Allergies)
	r.pointed("patient", c.ref())
	return row(r)
}
