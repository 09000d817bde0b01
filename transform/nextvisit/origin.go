package nextvisit

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// provenance says of the record how it came here, of the analysis that a machine wrote it, and of a signed one since when it is
// seen signed.
func (c *contact) provenance(r extract.Record, res *transform.Result) {
	resources := fhirx.Proven(r, vendor, res.Resources)
	if c.analysed != nil {
		resources = append(resources, c.assembly())
		if c.signed() {
			resources = append(resources, c.signature(res.Next.FirstFinalAt))
		}
	}
	res.Resources = resources
}

// assembly says that a machine wrote the analysis, and from when to when. It stays after a person signed: they answer for it, and
// have not written it.
func (c *contact) assembly() *r4.Provenance {
	p := c.origin("assembled", c.fetched)
	p.OccurredPeriod, _ = fhirx.Period(c.AnalysisStarted, c.AnalysisCompleted, c.zone)
	p.Agent = []fhir.ProvenanceAgent{{Type: assembler, Who: machine}}
	return p
}

// signature says since when the note is seen signed: the signing lies between the reading before and this time. Who signed is not
// exposed; the note's user is its creator.
func (c *contact) signature(first time.Time) *r4.Provenance {
	p := c.origin("signed", first)
	p.Activity = signing
	p.Agent = []fhir.ProvenanceAgent{{Who: fhir.Reference{Display: new("signer not exposed")}}}
	return p
}

// origin begins a Provenance of the analysis; recorded is our time, in UTC.
func (c *contact) origin(what string, recorded time.Time) *r4.Provenance {
	p := &r4.Provenance{}
	p.Id = new(c.mapping.ID("Provenance", "note|"+c.ID.Text+"|"+what))
	p.Meta = c.ofNote
	p.Target = []fhir.Reference{*c.analysed}
	p.Recorded = recorded.UTC().Truncate(time.Millisecond).Format(time.RFC3339Nano)
	return p
}
