package vsee

import (
	"cmp"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type rooms struct{ clinic }

// Rev is the mapper's revision.
func (rooms) Rev() uint32 { return locationRev }

// Map makes a Location of GET /rooms/:code.
func (m rooms) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	var in room
	res := transform.Result{}
	var err error
	if res.Issues, err = wire.Decode(r.Body, &in); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(in.Code.Text, r.ID, "code"); err != nil {
		return transform.Result{}, err
	}
	res.Resources = m.proven(r, location(m.clinic, in))
	return res, nil
}

// location makes a Location of a room, whole or as a visit shows it. A room of VSee is a waiting room on a screen.
func location(c clinic, in room) *r4.Location {
	l := &r4.Location{}
	l.Id = new(c.ID("Location", in.Code.Text))
	l.Meta = c.Meta("room")
	l.Identifier = c.Identifiers("room", in.Code.Text)
	l.Status = new(fhir.LocationStatusActive)
	l.Mode = new(fhir.LocationModeInstance)
	l.Name = fhirx.Str(in.Name.Text)
	l.OtherLocation.Type = fhirx.List(fhirx.TextOnly("virtual"))
	l.ManagingOrganization = c.organization(in.AccountCode.Text)
	return l
}

// organization points at a clinic's account by id and code: the account's own record may not be readable for the token.
func (c clinic) organization(code string) *fhir.Reference {
	return c.coded("Organization", "account", cmp.Or(code, c.Account))
}

// coded points at what VSee names by a code. It holds the identifier as well, because this warehouse may not hold it.
func (c clinic) coded(resourceType, what, code string) *fhir.Reference {
	ref := c.Ref(resourceType, code)
	if ref != nil {
		ref.Identifier = c.Logical(resourceType, what, code).Identifier
	}
	return ref
}

type accounts struct{ clinic }

// Rev is the mapper's revision.
func (accounts) Rev() uint32 { return organizationRev }

// Map makes an Organization of GET /accounts/:code.
func (m accounts) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	var in account
	res := transform.Result{}
	var err error
	if res.Issues, err = wire.Decode(r.Body, &in); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(in.Code.Text, r.ID, "code"); err != nil {
		return transform.Result{}, err
	}
	res.Resources = m.proven(r, clinicOf(m.clinic, in))
	return res, nil
}

// clinicOf makes an Organization of an account, whole or as a visit shows it.
func clinicOf(c clinic, in account) *r4.Organization {
	o := &r4.Organization{}
	o.Id = new(c.ID("Organization", in.Code.Text))
	o.Meta = c.Meta("account")
	o.Identifier = c.Identifiers("account", in.Code.Text)
	o.Name = fhirx.Str(in.Name.Text)
	return o
}

// proven adds the Provenance of a record to what became of it.
func (c clinic) proven(r extract.Record, made ...r4.Resource) []r4.Resource {
	return fhirx.Proven(r, "VSee", made)
}
