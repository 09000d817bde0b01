package pipelines_test

import (
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var nextvisitTale = tale{
	source: nextvisitSource, vendor: town.Nextvisit,
	expect: func(h *history) {
		h.expectNextvisitPeople()
		h.expectClients()
		h.expectNotes(h.analyses)
		h.expectNotes(h.transcripts)
		h.expectContacts()
		h.expectNextvisitOrigins()
	},
	aside: func(*history, map[string]bool) {}, doubts: (*history).nextvisitDoubts,
	record: func(_ *history, c town.Change) (string, string) { return string(c.Kind), c.ID },
}

// restricted is on all that tells of a patient: most notes of this vendor are of behavioural health.
var restricted = row{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "R"}

// nextvisitRow is what everything made of a record has in common. what names the vendor's thing in the URI it comes from.
func nextvisitRow(what string, of entity, resourceType, id string, night int, updated time.Time) expected {
	r := expected{
		"source": nextvisitSource, "vendor": "nextvisit", "kind": string(of.kind), "record_id": of.id, "is_owner": true, "night": night,
		"id": resourceID(nextvisitSource, resourceType, id), "source_updated_at": updated.UTC().Format(instantForm),
		"meta_source": nextvisitSystem(what), "is_test": false,
	}
	if of.kind == town.KindPatient || of.kind == town.KindNote {
		r["security"] = []row{restricted}
	}
	return r
}

// nextvisitTeam points at a team. Notes and child teams hold its id alone, so that it is named by that, too.
func nextvisitTeam(id int) row {
	number := strconv.Itoa(id)
	return row{"type": "Organization", "id": resourceID(nextvisitSource, "Organization", number), "identifier": number}
}
