package nextech

import (
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

type encounters struct{ practice }

// Rev is the mapper's revision.
func (encounters) Rev() uint32 { return encounterRev }

// Map makes an Encounter, and the DocumentReference of its CCD where there is one.
func (m encounters) Map(r extract.Record, prior transform.Prior) (transform.Result, error) {
	var v reading
	res := transform.Result{Next: prior}
	var err error
	if res.Issues, err = wire.Decode(r.Body, &v); err != nil {
		return transform.Result{}, err
	}
	c := &contact{practice: m.practice, asked: v.Request.Value, summary: v.Answer.Value.Summary.Value, res: &res}
	if err := c.check(r.ID); err != nil {
		return transform.Result{}, err
	}
	res.Next.RawStatus, res.Next.Open = c.lock(), !c.locked()
	c.encounter()
	c.document(v.Answer.Value.CCD, r.Fetched)
	c.stubs()
	res.Resources = fhirx.Proven(r, vendor, res.Resources)
	return res, nil
}

// contact is one encounter on its way to resources.
type contact struct {
	practice
	asked   request
	summary summary
	res     *transform.Result
}

// check refuses an encounter without ids, and one under another id than it was read for.
func (c *contact) check(record string) error {
	switch patient, encounter := id(c.asked.Patient), id(c.summary.ID); {
	case patient == "":
		return &transform.Reject{Code: transform.MissingID, Path: "request.patientId"}
	case encounter == "":
		return &transform.Reject{Code: transform.MissingID, Path: "answer.summary.encounterId"}
	case patient+"/"+encounter != record:
		return &transform.Reject{Code: transform.ForeignChild, Path: "answer.summary.encounterId"}
	}
	return nil
}

// key tells the encounter from all others of the source. Whether encounterId alone does is not published.
func (c *contact) key() string { return id(c.asked.Patient) + "/" + id(c.summary.ID) }

func (c *contact) locked() bool { return c.summary.Locked.State == wire.Set && c.summary.Locked.Value }

// lock puts encounterLocked in a word; empty when the vendor does not say.
func (c *contact) lock() string {
	switch {
	case c.summary.Locked.State != wire.Set:
		return ""
	case c.summary.Locked.Value:
		return "locked"
	}
	return "unlocked"
}

// status follows the lock, the only thing the API tells of an encounter's course.
func (c *contact) status() *fhir.EncounterStatus {
	switch c.lock() {
	case "locked":
		return new(fhir.EncounterStatusFinished)
	case "unlocked":
		return new(fhir.EncounterStatusInProgress)
	}
	return new(fhir.EncounterStatusUnknown)
}

func (c *contact) encounter() {
	e := &r4.Encounter{Status: c.status(), Class: c.class()}
	e.Id = new(c.ID("Encounter", c.key()))
	e.Meta = c.Meta("encounter")
	e.Extension = fhirx.List(fhirx.ExtString(r4.ExtVendorStatus, c.lock()))
	e.Identifier = c.Identifiers("encounter", id(c.summary.ID))
	e.OtherEncounter.Type = fhirx.List(fhirx.TextOnly(c.summary.Type.Text))
	e.ServiceType = fhirx.TextOnly(c.summary.Department.Text)
	e.Subject = c.subject()
	if doctor := c.doctor(); doctor != nil {
		e.Participant = []fhir.EncounterParticipant{{Type: performer(), Individual: doctor}}
	}
	if place := c.place(); place != nil {
		e.Location = []fhir.EncounterLocation{{Location: *place}}
	}
	e.Period = c.period()
	e.ServiceProvider = c.organization()
	c.res.Resources = append(c.res.Resources, e)
}

// class is ambulatory, as in the vendor's own FHIR samples. A practice that knows better says so in its config.
func (c *contact) class() *fhir.Coding {
	if c.Class == "" || c.Class == "AMB" {
		return fhirx.Coding(r4.SystemActCode, "AMB", "ambulatory")
	}
	return fhirx.Coding(r4.SystemActCode, c.Class, "")
}

// performer is how a doctor takes part, as in the vendor's own FHIR samples.
func performer() []fhir.CodeableConcept {
	return fhirx.List(fhirx.Concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "PRF", "performer"))
}

// period has a start alone. The page calls encounterDate UTC, so a time without a zone is UTC too.
func (c *contact) period() *fhir.Period {
	start := fhirx.DateTime(c.summary.Date, time.UTC)
	if start == nil {
		return nil
	}
	return &fhir.Period{Start: start}
}
