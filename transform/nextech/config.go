package nextech

import (
	"errors"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// Config is what a practice may know better than Nextech's page. The zero value follows the page.
type Config struct {
	Source       string `yaml:"-"`              // the configured name of the source: part of every id
	PracticeName string `yaml:"practice_name"`  // name of the practice; the API tells only its id
	Class        string `yaml:"class"`          // v3-ActCode of every encounter; empty: AMB, ambulatory
	NoBirthYears []int  `yaml:"no_birth_years"` // years of birth that stand for "not known"; empty: 1 and 1900
}

// Check tells what in the config no mapper could follow.
func (c Config) Check() error {
	if slices.ContainsFunc(c.NoBirthYears, func(year int) bool { return year < 1 || year > 9999 }) {
		return errors.New("no_birth_years: not a year from 1 to 9999")
	}
	return nil
}

// Mappers gives a mapper for each kind of Nextech record.
func Mappers(c Config) map[extract.Kind]transform.Mapper {
	if len(c.NoBirthYears) == 0 {
		c.NoBirthYears = []int{1, 1900}
	}
	p := practice{c, fhirx.Scope{Vendor: "nextech", Source: c.Source}}
	return map[extract.Kind]transform.Mapper{extract.Patient: patients{p}, extract.Encounter: encounters{p}}
}

// practice is what the mappers of one source have in common.
type practice struct {
	Config
	fhirx.Scope
}

// vendor is what people call it.
const vendor fhirx.VendorName = "Nextech"

// Revisions of the mappers. Raise one whenever its mapper's output changes for any input.
const (
	patientRev   = 3
	encounterRev = 2
)
