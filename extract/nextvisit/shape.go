package nextvisit

import "github.com/nightrounds/rounds/extract/rest"

// noteShape says what is cut out of a note (Drop) and which embedded objects have an owner of their own (ByID): a patient
// who moves house is no new state of all the notes, a note linked to another patient is. `has` counts, as everything else
// does: it is the only sign of a signature. Nothing is volatile once the signed URL is gone.
var noteShape = rest.NewShape(rest.Rules{
	Drop: []string{"**.file_url"}, // opens the recording for whoever holds it, and is signed anew at every reading
	ByID: []string{"patient.id", "user.id"},
	Pick: []string{"id", "team_id", "updated_at", "created_at", "data"},
})

// Positions in noteShape's Pick.
const (
	pickID = iota
	pickTeam
	pickUpdated
	pickCreated
	pickData
)
