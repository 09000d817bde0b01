package pipelines_test

import (
	"slices"
	"strconv"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectNextvisitPeople writes down the directory's teams and users, and whom only notes name.
func (h *history) expectNextvisitPeople() {
	for _, t := range h.Truth().NextvisitTeams() {
		h.expect("organization", h.nextvisitTeamRow(t))
	}
	listed := map[int]bool{}
	for _, u := range h.Truth().NextvisitUsers() {
		of := entity{town.Nextvisit, town.KindPractitioner, strconv.Itoa(u.ID)}
		r := nextvisitRow("user", of, "Practitioner", of.id, h.since(of), u.Updated)
		h.expect("practitioner", r.user(u))
		listed[u.ID] = true
	}
	held := h.held("practitioner", nextvisitSource)
	for id := range h.noteUsers() {
		if !listed[id] {
			h.expect("practitioner", h.stranger(id, held))
		}
	}
}

func (h *history) nextvisitTeamRow(t town.NextvisitTeam) row {
	of := entity{town.Nextvisit, town.KindOrganization, strconv.Itoa(t.ID)}
	r := nextvisitRow("team", of, "Organization", of.id, h.since(of), t.Updated)
	r.identified(row{"system": nextvisitSystem("team"), "value": of.id})
	r["name"] = t.Name
	if t.Parent != 0 {
		r.pointed("part_of", nextvisitTeam(t.Parent))
	}
	return row(r)
}

// user adds what the directory and the notes show alike. Nobody splits "Dr. Rosa Quill".
func (r expected) user(u town.NextvisitUser) row {
	r.identified(row{"system": nextvisitSystem("user"), "value": strconv.Itoa(u.ID)})
	r.called(row{"text": u.Name}, "", u.Email)
	return row(r)
}

// noteUsers are those whom any note read so far embeds.
func (h *history) noteUsers() map[int]bool {
	users := map[int]bool{}
	for night := 1; night <= h.now; night++ {
		for _, n := range h.notes[night] {
			users[n.User.ID] = true
		}
	}
	return users
}

// stranger is a user whom notes embed and the directory does not list. Of the notes that embed them one of those read last
// counts: which one, the order of the vendor's pages decides.
func (h *history) stranger(id int, held map[string]row) row {
	last := 0
	embeds := func(n town.Note, night int) bool {
		return n.User.ID == id && slices.Contains(h.nights(noteOf(n.ID)), night)
	}
	for night := 1; night <= h.now; night++ {
		for _, n := range h.notes[night] {
			if embeds(n, night) {
				last = night
			}
		}
	}
	record, _ := held[resourceID(nextvisitSource, "Practitioner", strconv.Itoa(id))]["record_id"].(string)
	n, ok := h.truths[last].Note(record)
	if !ok || !embeds(n, last) {
		n = town.Note{} // no note shows them: no row is right
	}
	r := nextvisitRow("user", noteOf(n.ID), "Practitioner", strconv.Itoa(id), last, n.Updated)
	delete(r, "security")
	r["is_owner"] = false
	return r.user(n.User)
}
