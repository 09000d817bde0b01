package pipelines_test

import (
	"strconv"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectVSeePeople writes down patients and practitioners by their profiles.
func (h *history) expectVSeePeople() {
	for p := range h.Truth().VSeePatients() {
		h.expect("patient", h.vseePatient(p))
	}
	for _, u := range h.Truth().Practitioners() {
		h.expect("practitioner", vseePractitioner(u))
	}
}

// vseePatient: marital status, race, insurance, the emergency contact, the user name and the clinic's own history have no
// place in the contract's mapping (B5) and stay in the raw record; the social security number is not even there.
func (h *history) vseePatient(p town.VSeePatient) row {
	r := expected{
		"source": vseeSource, "vendor": "vsee", "kind": "patient", "record_id": p.ID, "is_owner": true,
		"id": resourceID(vseeSource, "Patient", p.ID), "meta_source": vseeSystem("user"), "is_test": false,
		"night":  h.since(entity{town.VSee, town.KindPatient, p.ID}),
		"active": p.Active,
	}
	r.identified(row{"system": vseeSystem("user"), "value": p.ID},
		row{"system": vseeSystem("user-code"), "value": p.Code}, row{"system": vseeSystem("vseeid"), "value": p.VSeeID})
	name := row{"family": p.LastName, "given": []string{p.FirstName}}
	if p.FirstName == "" {
		name = row{"text": p.FullName} // nobody splits a name
	}
	r.called(name, p.Phone, p.Email)
	r.born(p.BirthDate)
	if p.GenderCode != 0 { // what 1 and 2 mean is published nowhere
		code := strconv.Itoa(p.GenderCode)
		r.set(row{"gender": "unknown", "vendor_gender": code, "extensions": []row{textExtension("vendor-gender", code)}})
	}
	return row(r)
}

func (r expected) born(date string) {
	if date != "" {
		r.set(row{"birth_date": date, "birth_date_text": date, "birth_date_precision": "day"})
	}
}

func textExtension(name, value string) row {
	return row{"url": extension + name, "value_type": "String", "value": value}
}

// vseePractitioner: the subtype, such as Doctor, would be a PractitionerRole, for which there is no table.
func vseePractitioner(u town.VSeeUser) row {
	r := expected{
		"source": vseeSource, "vendor": "vsee", "kind": "practitioner", "record_id": u.ID, "is_owner": true, "night": 1,
		"id": resourceID(vseeSource, "Practitioner", u.ID), "meta_source": vseeSystem("user"), "is_test": false,
		"active": u.Active,
	}
	r.identified(row{"system": vseeSystem("user"), "value": u.ID}, row{"system": vseeSystem("user-code"), "value": u.Code})
	name := expected{"family": u.LastName, "given": []string{u.FirstName}}
	if u.Title != "" {
		name["prefix"] = []string{u.Title}
	}
	if u.Suffix != "" {
		name["suffix"] = []string{u.Suffix}
	}
	r.called(row(name), u.Phone, u.Email)
	return row(r)
}
