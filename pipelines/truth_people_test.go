package pipelines_test

import (
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectVSeePeople writes down patients and practitioners by their profiles, and what the practitioners are.
func (h *history) expectVSeePeople() {
	for p := range h.Truth().VSeePatients() {
		h.expect("patient", h.vseePatient(p))
	}
	for _, u := range h.Truth().Practitioners() {
		of := vseeEntity(town.KindPractitioner, u.ID)
		h.expect("practitioner", vseePractitioner(u, of, h.since(of)))
		if u.Subtype != 0 {
			r := vseeRow(of, "user", "PractitionerRole", "user/"+u.ID, h.since(of), time.Time{})
			h.expect("practitioner_role", h.role(r, u))
		}
	}
}

// vseePatient: marital status, race, insurance, the emergency contact, the user name and the clinic's own history have no
// place in the contract's mapping (B5) and stay in the raw record; the social security number is not even there.
func (h *history) vseePatient(p town.VSeePatient) row {
	of := vseeEntity(town.KindPatient, p.ID)
	r := vseeRow(of, "user", "Patient", p.ID, h.since(of), time.Time{})
	r["active"] = p.Active
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

func vseePractitioner(u town.VSeeUser, of entity, night int) row {
	r := vseeRow(of, "user", "Practitioner", u.ID, night, time.Time{})
	r["active"] = u.Active
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

// role is what a practitioner is: in words those the User page has for a subtype.
func (h *history) role(r expected, u town.VSeeUser) row {
	who := vseeRef("Practitioner", u.ID)
	who["text"] = u.FullName
	r.pointed("practitioner", who)
	r.pointed("organization", vseeRef("Organization", h.Credentials().VSeeAccount))
	if u.Subtype != 0 {
		words := map[int]string{460: "Medical Assistant", 470: "CSR", 480: "Paramedic", 482: "Doctor", 484: "Nurse", 486: "SNF Nurse"}
		r.coded("code", row{"system": ours + "CodeSystem/vsee-user-subtype", "code": strconv.Itoa(u.Subtype),
			"display": words[u.Subtype], "text": words[u.Subtype]})
	}
	return row(r)
}
