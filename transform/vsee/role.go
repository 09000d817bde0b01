package vsee

import (
	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// subtypeNames are the words of the User API for a provider's subtype.
var subtypeNames = map[string]string{
	"460": "Medical Assistant", "470": "CSR", "480": "Paramedic", "482": "Doctor", "484": "Nurse", "486": "SNF Nurse",
}

type roles struct{ clinic }

// Rev is the mapper's revision.
func (roles) Rev() uint32 { return practitionerRoleRev }

// Map makes a PractitionerRole of a provider in a room: GET /rooms/:code/providers names no room, so the record says which.
func (m roles) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	var in roomProvider
	res := transform.Result{}
	var err error
	if res.Issues, err = wire.Decode(r.Body, &in); err != nil {
		return transform.Result{}, err
	}
	code, u := in.Request.Value.Code.Text, in.Answer.Value
	if code == "" || nonZero(u.ID.Text) == "" {
		return transform.Result{}, &transform.Reject{Code: transform.MissingID, Path: "answer.id"}
	}
	if err := transform.SameID(code+"/"+u.ID.Text, r.ID, "answer.id"); err != nil {
		return transform.Result{}, err
	}
	role := m.role("room/"+r.ID, u, reporter{&res.Issues, "answer."})
	role.Location = fhirx.List(m.coded("Location", "room", code))
	if u.name() != "" {
		res.Stubs = append(res.Stubs, practitioner(m.clinic, u, reporter{&res.Issues, "answer."}))
	}
	res.Resources = m.proven(r, role)
	return res, nil
}

// role is what a provider does at the clinic. key tells it from the provider's other roles.
func (c clinic) role(key string, u user, report reporter) *r4.PractitionerRole {
	p := &r4.PractitionerRole{}
	p.Id = new(c.ID("PractitionerRole", key))
	p.Meta = c.Meta("user")
	p.Practitioner = c.coded("Practitioner", "user", u.ID.Text)
	p.Practitioner.Display = fhirx.Str(u.name())
	p.Organization = c.organization("")
	name := subtypeNames[u.Subtype.Text]
	if name == "" && u.Subtype.Text != "" {
		report.add(transform.UnknownCode, "subtype")
	}
	p.Code = fhirx.List(fhirx.Concept(fhirx.VendorSystem("vsee", "user-subtype"), u.Subtype.Text, name))
	return p
}

// ownRole is a provider's role of their own record, in no room; nil when VSee names no subtype.
func ownRole(c clinic, u user, report reporter) []r4.Resource {
	if u.Subtype.State != wire.Set {
		return nil
	}
	return []r4.Resource{c.role("user/"+u.ID.Text, u, report)}
}
