package vsee

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// Config is what a clinic may know better than VSee's pages. The zero value follows the pages.
type Config struct {
	Source   string            `yaml:"-"`        // the configured name of the source: part of every id
	Zone     string            `yaml:"-"`        // IANA zone of times without one; empty: UTC
	Account  string            `yaml:"account"`  // account code of the clinic, for records that do not name theirs
	Class    string            `yaml:"class"`    // v3-ActCode of every encounter; empty: VR, virtual
	Genders  map[string]string `yaml:"genders"`  // VSee's code -> FHIR's word, such as "1": male; empty: unknown
	Statuses map[string]Status `yaml:"statuses"` // VSee's visit status -> FHIR's words; wins over the built-in table

	// Surgeries is the FHIR status of a surgery a patient names: completed or unknown; empty: completed, for it is history.
	Surgeries string `yaml:"surgeries"`
}

// Status is what a visit status means.
type Status struct {
	Encounter   string `yaml:"encounter"`   // a code of http://hl7.org/fhir/R4/valueset-encounter-status.html; empty: unknown
	Appointment string `yaml:"appointment"` // a code of valueset-appointmentstatus.html; empty: no Appointment is made
}

// Check tells what in the config no mapper could follow.
func (c Config) Check() error {
	if _, err := time.LoadLocation(c.Zone); err != nil {
		return fmt.Errorf("zone %q is not an IANA time zone", c.Zone)
	}
	for _, code := range slices.Sorted(maps.Keys(c.Genders)) {
		if _, ok := fhirx.Gender(c.Genders[code]); !ok || c.Genders[code] == "" {
			return fmt.Errorf("genders: %q is not male, female, other or unknown", c.Genders[code])
		}
	}
	for _, code := range slices.Sorted(maps.Keys(c.Statuses)) {
		s := c.Statuses[code]
		if s.Encounter != "" && encounterStatus(s.Encounter) == nil {
			return fmt.Errorf("statuses: %q is not an encounter status", s.Encounter)
		}
		if s.Appointment != "" && appointmentStatus(s.Appointment) == nil {
			return fmt.Errorf("statuses: %q is not an appointment status", s.Appointment)
		}
	}
	if c.Surgeries != "" && c.Surgeries != "completed" && c.Surgeries != "unknown" {
		return fmt.Errorf("surgeries: %q is not completed or unknown", c.Surgeries)
	}
	return nil
}

// Mappers gives a mapper for each kind of VSee record. A config that Check refuses makes the mappers treat what is wrong
// in it as not given.
func Mappers(c Config) map[extract.Kind]transform.Mapper {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		zone = time.UTC
	}
	clinic := clinic{Config: c, Scope: fhirx.Scope{Vendor: "vsee", Source: c.Source}, zone: zone}
	return map[extract.Kind]transform.Mapper{
		extract.Patient:          users{clinic, patientRev, typeMember, patient, nil},
		extract.Practitioner:     users{clinic, practitionerRev, typeProvider, practitioner, ownRole},
		extract.PractitionerRole: roles{clinic},
		extract.Organization:     accounts{clinic},
		extract.Location:         rooms{clinic},
		extract.Visit:            visits{clinic},
		extract.Intake:           intakes{clinic},
		extract.MedicalProfile:   profiles{clinic},
		extract.File:             files{clinic},
	}
}

// clinic is what the mappers of one source have in common.
type clinic struct {
	Config
	fhirx.Scope
	zone *time.Location
}

// Revisions of the mappers. Raise one whenever its mapper's output changes for any input.
const (
	patientRev          = 4
	practitionerRev     = 3
	visitRev            = 8
	practitionerRoleRev = 2
	organizationRev     = 2
	locationRev         = 2
	intakeRev           = 3
	medicalProfileRev   = 3
	fileRev             = 4
)

// encounterStatus reads FHIR's word; nil for any other.
func encounterStatus(word string) *fhir.EncounterStatus {
	for s := fhir.EncounterStatusPlanned; s <= fhir.EncounterStatusUnknown; s++ {
		if s.Code() == word {
			return &s
		}
	}
	return nil
}

// appointmentStatus reads FHIR's word; nil for any other.
func appointmentStatus(word string) *fhir.AppointmentStatus {
	for s := fhir.AppointmentStatusProposed; s <= fhir.AppointmentStatusWaitlist; s++ {
		if s.Code() == word {
			return &s
		}
	}
	return nil
}
