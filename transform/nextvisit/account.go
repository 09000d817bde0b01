package nextvisit

import (
	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type users struct{ mapping }

// Rev is the mapper's revision.
func (users) Rev() uint32 { return userRev }

// Map makes the Practitioner of a user. Every user of a team may write notes; what else they are the API does not say.
func (m users) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	var u user
	var err error
	res := transform.Result{Next: prior}
	if res.Issues, err = wire.Decode(r.Body, &u); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(u.ID.Text, r.ID, "id"); err != nil {
		return transform.Result{}, err
	}
	res.Resources = fhirx.Proven(r, vendor, []r4.Resource{m.practitioner(u)})
	return res, nil
}

type teams struct{ mapping }

// Rev is the mapper's revision.
func (teams) Rev() uint32 { return teamRev }

// Map makes the Organization of a team.
func (m teams) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	var t team
	var err error
	res := transform.Result{Next: prior}
	if res.Issues, err = wire.Decode(r.Body, &t); err != nil {
		return transform.Result{}, err
	}
	if err := transform.SameID(t.ID.Text, r.ID, "id"); err != nil {
		return transform.Result{}, err
	}
	res.Resources = fhirx.Proven(r, vendor, []r4.Resource{m.organization(t)})
	return res, nil
}
