package pipelines_test

import (
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
		c := client{p, of, h.since(of)}
		h.expect("patient", c.patient())
		for id, text := range c.medications() {
			h.expect("medication_statement", c.medication(id, text))
		}
		if a := c.Allergies; a != "" && !c.Unloaded.Allergies && !saysNone(a) {
			h.expect("allergy_intolerance", c.allergy())
		}
	}
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
	words := map[string]string{"male": "male", "female": "female", "non-binary": "other", "unknown": "unknown"}
	r["gender"] = words[strings.ToLower(c.Gender)]
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
	if !c.Unloaded.Allergies && saysNone(c.Allergies) {
		r["allergy_text"] = c.Allergies
		told = append(told, textExtension("allergy-text", c.Allergies))
	}
	r["extensions"] = told
	return row(r)
}

// saysNone tells a text that names no allergy from one that names some.
func saysNone(text string) bool { return slices.Contains([]string{"NKDA", "none"}, text) }

// medications are the current ones, a text each, as far as the vendor shows them. An id hangs on the text and on how often the
// patient's list has said it before.
func (c client) medications() iter.Seq2[string, string] {
	return func(yield func(id, text string) bool) {
		said := map[string]int{}
		for _, text := range c.Medications {
			plain := strings.ToLower(text)
			said[plain]++
			if c.Unloaded.Medications || !yield("patient/"+c.ID+"/"+plain+"#"+strconv.Itoa(said[plain]), text) {
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
