package pipelines_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// profile is what a patient told of themselves, in the state it came to on a night.
type profile struct {
	town.History
	patient string
	night   int
}

func (h *history) newProfiles(night int) []profile {
	var list []profile
	for patient, told := range h.truths[night].Profiles() {
		if slices.Contains(h.nights(vseeEntity(town.KindProfile, patient)), night) {
			list = append(list, profile{told, patient, night})
		}
	}
	return list
}

// expectProfiles writes down what patients told. Where one of a section's items cannot be read, the section is not known whole: what was
// told of it before stays.
func (h *history) expectProfiles() {
	told := map[string]map[string]map[string]row{} // patient -> table -> id -> row
	for night := 1; night <= h.now; night++ {
		for _, p := range h.newProfiles(night) {
			if told[p.patient] == nil {
				told[p.patient] = map[string]map[string]row{}
			}
			for table, section := range p.sections() {
				if told[p.patient][table] == nil || section.whole {
					told[p.patient][table] = map[string]row{}
				}
				maps.Copy(told[p.patient][table], section.rows)
			}
		}
	}
	for _, tables := range told {
		for table, rows := range tables {
			for _, r := range rows {
				h.expect(table, r)
			}
		}
	}
}

// section is what a profile says for one table.
type section struct {
	rows  map[string]row
	whole bool
}

func (p profile) sections() map[string]section {
	return map[string]section{
		"condition":              {p.list("Condition", "conditions", p.Conditions, p.condition), true},
		"procedure":              {p.list("Procedure", "surgeries", p.Surgeries, p.surgery), true},
		"family_member_history":  {p.family(), true},
		"allergy_intolerance":    {p.list("AllergyIntolerance", "allergies", texts(p.Allergies), p.allergy), !unreadable(p.Allergies)},
		"medication_statement":   {p.list("MedicationStatement", "medications", texts(p.Medications), p.medication), !unreadable(p.Medications)},
		"questionnaire_response": {p.questionnaires(), true},
	}
}

// texts are those of the items that can be read.
func texts(items []town.Item) []string {
	var list []string
	for _, i := range items {
		if i.Form != town.Strange {
			list = append(list, i.Text)
		}
	}
	return list
}

// part begins a row; its id hangs on whose it is, the section and the key, not on a place in a list.
func (p profile) part(resourceType, section, key string) expected {
	id := "medical_profile/" + p.patient + "/" + section + "/" + key
	return vseeRow(vseeEntity(town.KindProfile, p.patient), "medical_profile", resourceType, id, p.night, p.Modified)
}

func (p profile) who() row { return vseeRef("Patient", p.patient) }

// list makes a row of each text. The key is the text, and how often it was said before.
func (p profile) list(resourceType, section string, texts []string, fill func(expected, string)) map[string]row {
	rows, said := map[string]row{}, map[string]int{}
	for _, text := range texts {
		said[plainText(text)]++
		r := p.part(resourceType, section, plainText(text)+"#"+strconv.Itoa(said[plainText(text)]))
		fill(r, text)
		rows[r["id"].(string)] = row(r)
	}
	return rows
}

// plainText: neither case nor gaps make another text.
func plainText(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

func status(system, code, words string) row {
	return row{"system": "http://terminology.hl7.org/CodeSystem/" + system, "code": code, "display": words, "text": words}
}

// condition: nobody confirmed it, and nobody keeps it up to date.
func (p profile) condition(r expected, text string) {
	r.coded("verification_status", status("condition-ver-status", "unconfirmed", "Unconfirmed"))
	r.worded("category", "patient-reported")
	r.worded("code", text)
	r.pointed("subject", p.who())
}

func (p profile) surgery(r expected, text string) {
	r["status"] = "completed"
	r.worded("code", text)
	r.pointed("subject", p.who())
}

func (p profile) allergy(r expected, text string) {
	r.coded("clinical_status", status("allergyintolerance-clinical", "active", "Active"))
	r.coded("verification_status", status("allergyintolerance-verification", "unconfirmed", "Unconfirmed"))
	r.worded("code", text)
	r.pointed("patient", p.who())
}

func (p profile) medication(r expected, text string) {
	r["status"] = "unknown"
	r.worded("medication", text)
	r.pointed("subject", p.who())
}

// family is one row a relative, with all that is said to run there.
func (p profile) family() map[string]row {
	codes := map[string]string{"Mother": "MTH", "Father": "FTH", "Sibling": "SIB", "Paternal grandparents": "PGRPRN", "Godparent": "FAMMEMB"}
	rows, ill := map[string]row{}, map[string][]row{}
	for _, f := range p.Family {
		for _, relative := range f.Relatives {
			ill[relative] = append(ill[relative], row{"text": f.Condition})
			r := p.part("FamilyMemberHistory", "family_conditions", plainText(relative)+"#1")
			r["status"] = "partial"
			r.pointed("patient", p.who())
			r.moment("date", p.Modified, vseeZone)
			r.coded("relationship", row{"system": "http://terminology.hl7.org/CodeSystem/v3-RoleCode", "code": codes[relative], "text": relative})
			r.coded("condition", ill[relative]...)
			rows[r["id"].(string)] = row(r)
		}
	}
	return rows
}

// questionnaires are the two sections of which no page says what stands in them.
func (p profile) questionnaires() map[string]row {
	rows := map[string]row{}
	for section, items := range map[string][]town.Item{"social_history": p.Social, "health_habits": p.Habits} {
		var list []row
		for _, i := range items {
			list = append(list, said(section, i)...)
		}
		if len(list) == 0 {
			continue
		}
		r := p.part("QuestionnaireResponse", section, "")
		r.set(row{"status": "completed", "answers": list})
		r.pointed("subject", p.who())
		r.pointed("respondent", p.who())
		r.moment("authored", p.Modified, vseeZone)
		rows[r["id"].(string)] = row(r)
	}
	return rows
}

// said is an item as answers: members by name.
func said(section string, i town.Item) []row {
	switch i.Form {
	case town.Bare:
		return []row{answered(section, "", i.Text)}
	case town.Named:
		return []row{answered("name", "", i.Text)}
	case town.Keyed:
		return []row{answered("answer", "", i.Text), answered("question", "", i.Question)}
	}
	return nil
}
