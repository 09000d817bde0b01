package nextvisit

import "github.com/nightrounds/rounds/extract/rest"

// signed are members whose value opens a recording for whoever holds it, and is signed anew at every reading.
var signed = []string{"**.file_url"}

// picked are the members the source reads itself.
var picked = []string{"id", "team_id", "updated_at", "created_at", "data", "team"}

// Positions in picked.
const (
	pickID = iota
	pickTeam
	pickUpdated
	pickCreated
	pickData
	pickTeamObject
)

// noteShape says what is cut out of a note (Drop) and which embedded objects have an owner of their own (ByID): a patient
// who moves house is no new state of all the notes, a note linked to another patient is. `has` counts, as everything else
// does: it is the only sign of a signature. Nothing is volatile once the signed URL is gone.
var noteShape = rest.NewShape(rest.Rules{Drop: signed, ByID: []string{"patient.id", "user.id"}, Pick: picked})

// patientShape leaves out what only says that something else changed: the timeline, and of a patient's contacts, creator and team
// all but their ids.
var patientShape = rest.NewShape(rest.Rules{
	Drop: signed, Volatile: []string{"timeline"}, ByID: []string{"user.id", "team.id", "encounters.*.id"}, Pick: picked,
})

// plainShape is that of users and teams: all of it counts.
var plainShape = rest.NewShape(rest.Rules{Drop: signed, Pick: picked})
