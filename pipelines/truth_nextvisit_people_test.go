package pipelines_test

import (
	"slices"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// expectNextvisitPeople writes down patients and practitioners by what notes show of them.
func (h *history) expectNextvisitPeople() {
	patients, users := h.held("patient", nextvisitSource), h.held("practitioner", nextvisitSource)
	for p := range h.Truth().NextvisitPatients() {
		h.expect("patient", h.nextvisitPatient(p, patients))
	}
	for id, u := range h.noteUsers() {
		h.expect("practitioner", h.nextvisitUser(id, u, users))
	}
}

// nextvisitPatient: of the notes that show a patient the one read last counts, and what that one does not show is not known.
// Allergies and medications have no resource yet.
func (h *history) nextvisitPatient(p town.NextvisitPatient, held map[string]row) row {
	r := expected{"id": resourceID(nextvisitSource, "Patient", p.ID), "meta_source": nextvisitSystem("patient"), "is_test": false}
	shows := h.fromNote(r, held, func(n town.Note) bool { return n.Patient == p.ID }).Shows
	r.identified(row{"system": nextvisitSystem("patient"), "value": p.ID}, row{"system": "urn:ietf:rfc:3986", "value": "urn:uuid:" + p.UUID})
	given := []string{p.FirstName}
	if shows.Demographics && p.MiddleName != "" {
		given = append(given, p.MiddleName)
	}
	r.called(row{"family": p.LastName, "given": given}, "", "")
	r.born(p.BirthDate)
	if shows.Demographics && p.Gender != "" {
		words := map[string]string{"male": "male", "female": "female", "non-binary": "other", "unknown": "unknown"}
		r["gender"] = words[strings.ToLower(p.Gender)]
	}
	if shows.Notes && p.Notes != "" {
		notes := strings.TrimSpace(p.Notes) // blanks around a field say nothing
		r.set(row{"patient_notes": notes, "extensions": []row{textExtension("patient-notes", notes)}})
	}
	return row(r)
}

// nextvisitUser is somebody a note names. Of the creator whom a note gives by id alone nothing is known.
func (h *history) nextvisitUser(id string, u town.NextvisitUser, held map[string]row) row {
	r := expected{"id": resourceID(nextvisitSource, "Practitioner", id), "meta_source": nextvisitSystem("user"), "is_test": false}
	h.fromNote(r, held, func(n town.Note) bool { return strconv.Itoa(n.User.ID) == id })
	r.identified(row{"system": nextvisitSystem("user"), "value": id})
	r.called(row{"text": u.Name}, "", u.Email)
	return row(r)
}

// noteUsers are those whom any note read so far embeds.
func (h *history) noteUsers() map[string]town.NextvisitUser {
	users := map[string]town.NextvisitUser{}
	for night := 1; night <= h.now; night++ {
		for _, n := range h.notes[night] {
			users[strconv.Itoa(n.User.ID)] = n.User
		}
	}
	return users
}

// fromNote names the note that a stub was made from. Which of several read in one night it is, the order of the vendor's
// pages decides; it must be one that suits, as it was in the last night in which such a note was read.
func (h *history) fromNote(r expected, held map[string]row, suits func(town.Note) bool) town.Note {
	last := 0
	for night := 1; night <= h.now; night++ {
		for _, n := range h.notes[night] {
			if suits(n) && slices.Contains(h.nights(noteOf(n.ID)), night) {
				last = night
			}
		}
	}
	r.set(row{"source": nextvisitSource, "vendor": "nextvisit", "kind": "note", "is_owner": false, "night": last})
	if last == 0 {
		return town.Note{} // no note shows them: no row is right
	}
	id, _ := held[r["id"].(string)]["record_id"].(string)
	n, ok := h.truths[last].Note(id)
	if ok && suits(n) && slices.Contains(h.nights(noteOf(id)), last) {
		r.set(row{"record_id": id, "source_updated_at": n.Updated.UTC().Format(instantForm)})
	}
	return n
}
