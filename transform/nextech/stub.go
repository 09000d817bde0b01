package nextech

import (
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// stubs makes the doctor, the practice and the location, of whom the API shows nothing but what stands in an encounter.
func (c *contact) stubs() {
	if doctor := c.practitioner(); doctor != nil {
		c.res.Stubs = append(c.res.Stubs, doctor)
	}
	if c.asked.Practice.Text == "" {
		return
	}
	o := &r4.Organization{}
	o.Id = new(c.ID("Organization", c.asked.Practice.Text))
	o.Meta = c.Meta("practice")
	o.Identifier = c.Identifiers("practice", c.asked.Practice.Text)
	o.Name = fhirx.Str(c.PracticeName)
	c.res.Stubs = append(c.res.Stubs, o)
	if name := c.placeName(); name != "" {
		l := &r4.Location{}
		l.Id = new(c.placeID())
		l.Meta = c.Meta("location")
		l.Name = &name
		l.ManagingOrganization = c.organization()
		c.res.Stubs = append(c.res.Stubs, l)
	}
}

// subject points at the patient. The record is another one, which this warehouse may not hold.
func (c *contact) subject() *fhir.Reference {
	patient := id(c.asked.Patient)
	ref := c.Ref("Patient", patient)
	ref.Identifier = c.Logical("Patient", "patient", patient).Identifier
	return ref
}

// doctorName is the doctor's name in one line.
func (c *contact) doctorName() string {
	return strings.TrimSpace(c.summary.FirstName.Text + " " + c.summary.LastName.Text)
}

// practitioner is a stub of the doctor; nil without an id or a name.
func (c *contact) practitioner() *r4.Practitioner {
	doctor := id(c.summary.DoctorID)
	if doctor == "" || c.doctorName() == "" {
		return nil
	}
	p := &r4.Practitioner{}
	p.Id = new(c.ID("Practitioner", doctor))
	p.Meta = c.Meta("doctor")
	p.Identifier = c.Identifiers("doctor", doctor)
	p.Name = fhirx.Name(c.summary.LastName.Text, []string{c.summary.FirstName.Text}, "", c.summary.Designation.Text, "")
	if designation := fhirx.TextOnly(c.summary.Designation.Text); designation != nil {
		p.Qualification = []fhir.PractitionerQualification{{Code: *designation}}
	}
	return p
}

// doctor points at the practitioner: at a nameless one by identifier, as none is made; at one without an id by name alone.
func (c *contact) doctor() *fhir.Reference {
	ref, name := c.Ref("Practitioner", id(c.summary.DoctorID)), fhirx.Str(c.doctorName())
	switch {
	case ref == nil && name == nil:
		return nil
	case ref == nil:
		return &fhir.Reference{Type: new("Practitioner"), Display: name}
	case name == nil:
		ref.Identifier = c.Logical("Practitioner", "doctor", id(c.summary.DoctorID)).Identifier
	}
	ref.Display = name
	return ref
}

func (c *contact) organization() *fhir.Reference {
	return c.Ref("Organization", c.asked.Practice.Text)
}

// placeName is the location's name with its blanks put in order.
func (c *contact) placeName() string {
	return strings.Join(strings.Fields(c.summary.Location.Text), " ")
}

// placeID hangs on the name, since a location has no id: its spelling in capitals or not makes no other place.
func (c *contact) placeID() string {
	return c.ID("Location", c.asked.Practice.Text+"/"+strings.ToLower(c.placeName()))
}

// place points at the location; nil without one. Where the practice is not known it is the name alone.
func (c *contact) place() *fhir.Reference {
	name := fhirx.Str(c.placeName())
	switch {
	case name == nil:
		return nil
	case c.asked.Practice.Text == "":
		return &fhir.Reference{Type: new("Location"), Display: name}
	}
	return &fhir.Reference{Reference: new("Location/" + c.placeID()), Display: name}
}
