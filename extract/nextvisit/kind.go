package nextvisit

import (
	"maps"
	"net/url"
	"strings"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// Endpoints (API 1.0.0: Progress Notes, Patients). Those of users and teams are not documented: see Config.
const (
	notesPath    = "/v1/progress-notes"
	patientsPath = "/v1/patients"
)

// kind is where one kind of record is read.
type kind struct {
	name    extract.Kind
	list    string     // path
	item    string     // path template of the read by id
	listing url.Values // parameters of the list, beside paging
	reading url.Values // parameters of the read by id
	shape   *rest.Shape
	team    tenancy
	dated   bool // ranges run along created_at, and the list can be sorted by it
	guessed bool // the paths are not documented: the vendor may not have them
}

// tenancy is how a record tells whose it is.
type tenancy uint8

const (
	shared  tenancy = iota // it does not: users and teams are not one team's
	shown                  // where it shows a team it is this one
	certain                // it names its team
)

// kindsOf lists what the source reads. Patients are read with those in the trash, and the list and the read by id are asked the
// same: a row and a detail are then one record.
func kindsOf(cfg Config) map[extract.Kind]*kind {
	reading := url.Values{"filter[trashed]": {"with"}}
	if len(cfg.PatientInclude) > 0 {
		reading.Set("include", strings.Join(cfg.PatientInclude, ","))
	}
	listing := maps.Clone(reading)
	listing.Set("sort", "id")
	return map[extract.Kind]*kind{
		extract.Note:         {name: extract.Note, list: notesPath, item: notesPath + "/{id}", shape: noteShape, team: certain, dated: true},
		extract.Patient:      {name: extract.Patient, list: patientsPath, item: patientsPath + "/{id}", listing: listing, reading: reading, shape: patientShape, team: shown},
		extract.Practitioner: {name: extract.Practitioner, list: cfg.UsersPath, item: cfg.UsersPath + "/{id}", shape: plainShape, guessed: true},
		extract.Organization: {name: extract.Organization, list: cfg.TeamsPath, item: cfg.TeamsPath + "/{id}", shape: plainShape, guessed: true},
	}
}
