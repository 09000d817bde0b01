package nextvisit

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// Config is what a practice may know better than Nextvisit's pages. The zero value follows the pages; configuration.md beside
// extract/nextvisit describes each key.
type Config struct {
	Source string `yaml:"-"`    // the configured name of the source: part of every id
	Zone   string `yaml:"-"`    // IANA zone of times without one; empty: UTC
	Team   string `yaml:"team"` // team id, for notes and patients that do not name theirs

	EncountersFromNotes *bool    `yaml:"encounters_from_notes"` // an Encounter for every note; nil: true
	Confidentiality     string   `yaml:"confidentiality"`       // U, L, M, N, R or V; empty: R
	NoAllergy           []string `yaml:"no_allergy"`            // further texts that say a patient has no allergy, in any case
}

// confidentialities are the codes of http://terminology.hl7.org/CodeSystem/v3-Confidentiality.
var confidentialities = []string{"U", "L", "M", "N", "R", "V"}

// Check tells what in the config no mapper could follow.
func (c Config) Check() error {
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return fmt.Errorf("zone %q is not an IANA time zone", c.Zone)
	}
	if !slices.Contains(confidentialities, c.confidentiality()) {
		return errors.New("confidentiality is not one of U, L, M, N, R, V")
	}
	return nil
}

// confidentiality is R (restricted) by default: most of these notes are of behavioural health.
func (c Config) confidentiality() string { return cmp.Or(c.Confidentiality, "R") }

// Mappers gives a mapper for each kind of Nextvisit record. A zone that Check refuses counts as UTC.
func Mappers(c Config) map[extract.Kind]transform.Mapper {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		zone = time.UTC
	}
	label := fhir.Coding{System: new(r4.SystemConfidentiality), Code: new(c.confidentiality())}
	scope := fhirx.Scope{Vendor: "nextvisit", Source: c.Source}
	m := mapping{
		Config: c, Scope: scope, zone: zone,
		ofNote: scope.Meta("progress-note", label), ofAnalysis: fhirx.MadeByAI(scope.Meta("progress-note", label)),
		ofPatient: scope.Meta("patient", label), ofUser: scope.Meta("user"), ofTeam: scope.Meta("team"),
	}
	return map[extract.Kind]transform.Mapper{
		extract.Note: notes{m}, extract.Patient: patients{m}, extract.Practitioner: users{m}, extract.Organization: teams{m},
	}
}

// vendor is what people call it.
const vendor fhirx.VendorName = "Nextvisit"

// mapping is what all mappers of a source share. Elements that are the same in every resource are made once: resources are
// read, never changed.
type mapping struct {
	Config
	fhirx.Scope
	zone *time.Location

	ofNote, ofAnalysis, ofPatient, ofUser, ofTeam *fhir.Meta // with the labels of what tells of a patient
}

// Revisions of the mappers. Raise one whenever its mapper's output changes for any input.
const (
	noteRev    = 7
	patientRev = 2
	userRev    = 2
	teamRev    = 2
)
