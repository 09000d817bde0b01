package vsee

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// patient makes a Patient of a member, whole or as a visit shows it.
func patient(c clinic, u user, report reporter) r4.Resource {
	p := &r4.Patient{}
	p.Id = new(c.ID("Patient", u.ID.Text))
	p.Meta = c.Meta("user")
	p.Identifier = append(c.Identifiers("user", u.ID.Text, "user-code", u.Code.Text, "vseeid", u.VSeeID.Text), ssn(u.Extra)...)
	p.Name = fhirx.Name(u.LastName.Text, []string{u.FirstName.Text}, u.Title.Text, u.Suffix.Text, u.FullName.Text)
	p.Telecom = fhirx.Telecom(u.Phone.Text, u.Email.Text)
	p.Active = flag(u.Active)
	birth, ok := fhirx.Date(u.DOB)
	if !ok {
		report.add(transform.BadDate, "dob")
	}
	p.BirthDate = birth
	c.gender(p, u.Gender.Text, report)
	return p
}

// ssn is there where a key lets the number land as its hash. No form of extra is worth an issue: it is a form the clinic designs.
func ssn(further wire.Raw) []fhir.Identifier {
	var told extra
	if _, err := wire.Decode(further.JSON, &told); err != nil {
		return nil
	}
	return fhirx.SSN(told.SSN.Text)
}

// gender keeps the vendor's code beside what it means. VSee does not publish what 1 and 2 mean, so they are unknown
// unless the clinic's config says.
func (c clinic) gender(p *r4.Patient, code string, report reporter) {
	if code == "" || code == "0" {
		return
	}
	word, configured := c.Genders[code]
	if !configured {
		word = code
	}
	g, ok := fhirx.Gender(word)
	if !ok {
		report.add(transform.UnknownCode, "gender")
	}
	p.Gender = g
	p.Extension = fhirx.List(fhirx.ExtString(r4.ExtVendorGender, code))
}

// practitioner makes a Practitioner of a provider, whole or as a visit shows it.
func practitioner(c clinic, u user, _ reporter) r4.Resource {
	p := &r4.Practitioner{}
	p.Id = new(c.ID("Practitioner", u.ID.Text))
	p.Meta = c.Meta("user")
	p.Identifier = c.Identifiers("user", u.ID.Text, "user-code", u.Code.Text, "vseeid", u.VSeeID.Text)
	p.Name = fhirx.Name(u.LastName.Text, []string{u.FirstName.Text}, u.Title.Text, u.Suffix.Text, u.FullName.Text)
	p.Telecom = fhirx.Telecom(u.Phone.Text, u.Email.Text)
	p.Active = flag(u.Active)
	return p
}

func flag(b wire.Bool) *bool {
	if b.State != wire.Set {
		return nil
	}
	return &b.Value
}

// person points at the resource of a user and shows the name. Without one it holds the identifier instead: this warehouse may
// not hold them.
func (c clinic) person(resourceType, id string, u user) *fhir.Reference {
	ref := c.Ref(resourceType, id)
	switch {
	case ref == nil:
	case u.name() == "":
		ref.Identifier = c.Logical(resourceType, "user", id).Identifier
	case u.ID.Text == id:
		ref.Display = fhirx.Str(u.FullName.Text)
	}
	return ref
}
