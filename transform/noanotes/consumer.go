package noanotes

import (
	"strings"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type consumers struct{ clinic }

// Rev is the mapper's revision.
func (consumers) Rev() uint32 { return consumerRev }

// Map makes the Organization of a consumer: the customer's system as Noa knows it, one a country.
func (m consumers) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	var v consumer
	res := transform.Result{Next: prior}
	var err error
	if res.Issues, err = wire.Decode(r.Body, &v); err != nil {
		return transform.Result{}, err
	}
	switch country := v.ID.Text; {
	case country == "" || strings.Contains(country, "/"):
		return transform.Result{}, &transform.Reject{Code: transform.MissingID, Path: "id"}
	case country != r.ID:
		return transform.Result{}, &transform.Reject{Code: transform.ForeignChild, Path: "id"}
	case v.Answer.State != wire.Set:
		return transform.Result{}, &transform.Reject{Code: transform.Malformed, Path: "answer"}
	}
	a := v.Answer.Value
	o := &r4.Organization{}
	o.Id = new(m.ID("Organization", "consumer/"+v.ID.Text))
	o.Meta = m.Meta("consumer")
	o.Identifier = m.Identifiers("consumer", v.ID.Text, spell(v.ID.Text)+"/consumer", lastOf(a.ConsumerID.Text, a.ID.Text))
	o.Name = fhirx.Str(a.Name.Text)
	res.Resources = fhirx.Proven(r, vendorName, []r4.Resource{o})
	return res, nil
}
