package nextvisit

import (
	"cmp"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// people makes stubs of the patient and the users, so that references resolve. Of whom only the id is known none is made: it
// would take the name from a stub that has one.
func (m notes) people(n *note, res *transform.Result) {
	switch patient := &n.Patient.Value; {
	case n.subject() != "" && !patient.nameless():
		res.Stubs = append(res.Stubs, m.patient(patient, "patient.", res))
	case n.subject() == "" && n.Patient.State == wire.Set:
		res.Issues = append(res.Issues, transform.Issue{Code: transform.MissingID, Path: "patient.id"})
	}
	for _, u := range n.creators() {
		if !u.nameless() {
			res.Stubs = append(res.Stubs, m.practitioner(u))
		}
	}
}

// subject is the patient's id; empty for a note without patient, which is legal.
func (n *note) subject() string {
	if n.Patient.Value.ID.Text == "0" {
		return ""
	}
	return n.Patient.Value.ID.Text
}

// creators are the embedded user and the one of user_id. The vendor's own example has two different ones, so both are kept;
// the one with a name comes first.
func (n *note) creators() []user {
	var list []user
	if u := n.User.Value; u.ID.Text != "" && u.ID.Text != "0" {
		list = append(list, u)
	}
	if id := n.UserID; id.Text != "" && id.Text != "0" && (len(list) == 0 || list[0].ID.Text != id.Text) {
		list = append(list, user{ID: id})
	}
	return list
}

func (p *patient) nameless() bool { return p.FirstName.Text+p.MiddleName.Text+p.LastName.Text == "" }

// nameless tells a user of whom the note holds the id alone.
func (u user) nameless() bool { return u.Name.Text == "" && u.Email.Text == "" }

// about points at the patient. A nameless one this warehouse may not hold.
func (m mapping) about(n *note) *fhir.Reference {
	if n.Patient.Value.nameless() {
		return m.perhaps("Patient", "patient", n.subject())
	}
	return m.Ref("Patient", n.subject())
}

func (m mapping) authors(n *note) []fhir.Reference {
	var list []fhir.Reference
	for _, u := range n.creators() {
		ref := m.Ref("Practitioner", u.ID.Text)
		if u.nameless() {
			ref = m.perhaps("Practitioner", "user", u.ID.Text)
		}
		ref.Display = fhirx.Str(u.Name.Text)
		list = append(list, *ref)
	}
	return list
}

// perhaps points at what this warehouse may not hold: by identifier, too. It is nil without an id.
func (m mapping) perhaps(resourceType, what, id string) *fhir.Reference {
	ref := m.Ref(resourceType, id)
	if ref != nil {
		ref.Identifier = m.Logical(resourceType, what, id).Identifier
	}
	return ref
}

// teamOf points at the team. A note holds its id alone, so that no stub is made: it would take the name from one that has it.
func (m mapping) teamOf(id string) *fhir.Reference {
	return m.perhaps("Organization", "team", cmp.Or(id, m.Team))
}

// patient makes a Patient of a patient's row, or of what a note embeds of it; path is where that lies. Identifiers bear no type:
// the vendor does not say that one of them is a medical record number.
func (m mapping) patient(v *patient, path string, res *transform.Result) *r4.Patient {
	p := &r4.Patient{}
	p.Id = new(m.ID("Patient", v.ID.Text))
	p.Meta = m.ofPatient
	p.Identifier = m.Identifiers("patient", v.ID.Text)
	if v.UUID.Text != "" {
		p.Identifier = append(p.Identifier, fhir.Identifier{System: new("urn:ietf:rfc:3986"), Value: new("urn:uuid:" + v.UUID.Text)})
	}
	p.Name = fhirx.Name(v.LastName.Text, []string{v.FirstName.Text, v.MiddleName.Text}, "", "", "")
	p.Extension = fhirx.List(fhirx.ExtString(r4.ExtPatientNotes, v.Notes.Text))
	if v.DeletedAt.State == wire.Set { // in the vendor's trash: a state, which may be taken back
		p.Active = new(false)
	}
	birth, ok := fhirx.Date(v.DateOfBirth)
	if !ok {
		res.Issues = append(res.Issues, transform.Issue{Code: transform.BadDate, Path: path + "date_of_birth"})
	}
	p.BirthDate = birth
	p.Gender, ok = fhirx.Gender(v.Gender.Text)
	if !ok {
		res.Issues = append(res.Issues, transform.Issue{Code: transform.UnknownCode, Path: path + "gender"})
		p.Extension = append(p.Extension, fhir.Extension{Url: r4.ExtVendorGender, ValueString: new(v.Gender.Text)})
	}
	return p
}

// practitioner makes a Practitioner of a user. The name is not split: "Dr. Sarah Johnson" does not say which part is which.
func (m mapping) practitioner(u user) *r4.Practitioner {
	p := &r4.Practitioner{}
	p.Id = new(m.ID("Practitioner", u.ID.Text))
	p.Meta = m.ofUser
	p.Identifier = m.Identifiers("user", u.ID.Text)
	p.Name = fhirx.Name("", nil, "", "", u.Name.Text)
	p.Telecom = fhirx.Telecom("", u.Email.Text)
	return p
}

// organization makes an Organization of a team.
func (m mapping) organization(t team) *r4.Organization {
	o := &r4.Organization{}
	o.Id = new(m.ID("Organization", t.ID.Text))
	o.Meta = m.ofTeam
	o.Identifier = m.Identifiers("team", t.ID.Text)
	o.Name = fhirx.Str(t.Name.Text)
	o.PartOf = m.perhaps("Organization", "team", t.ParentID.Text)
	return o
}
