package sandbox

import (
	"net/http"
	"slices"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func (s *Sandbox) notes(c *call) answer {
	q, wrong := readPage(c.URL.Query(), notesPerPage, s.opts.NextvisitPaging)
	order := c.URL.Query().Get("sort_by")
	switch _, numeric := number(q.Values, "patient_id", 0); {
	case wrong != "":
	case !numeric:
		wrong = "patient_id"
	case order != "" && order != "latest" && order != "oldest":
		wrong = "sort_by"
	case q.size > notesMaxPerPage:
		wrong = "per_page"
	}
	if wrong != "" {
		return invalid(wrong)
	}
	places, count := s.notePlaces(c)
	return s.cut(c, q, count).answer(c, func(w *sheet, i int) {
		if order != "oldest" {
			i = count - 1 - i
		}
		if places != nil {
			i = int(places[i])
		}
		s.writeListed(w, c, c.truth.NoteAt(i))
	})
}

// notePlaces is where Truth.NoteAt finds the notes to list, oldest first; nil: all of them as they come.
func (s *Sandbox) notePlaces(c *call) (places []int32, count int) {
	patient := c.URL.Query().Get("patient_id")
	switch {
	case patient != "":
		places = append([]int32{}, c.truth.NotesOf(patient)...)
	case s.team() == homeTeam:
		return nil, c.truth.NoteCount()
	default:
		places = make([]int32, c.truth.NoteCount())
		for i := range places {
			places[i] = int32(i)
		}
	}
	places = slices.DeleteFunc(places, func(i int32) bool { return !s.shows(c.truth.NoteAt(int(i)).ID) })
	return places, len(places)
}

// writeListed writes what the read by id would write.
func (s *Sandbox) writeListed(w *sheet, c *call, n town.Note) {
	if c.hits.stale(n.ID) {
		if old, ok := s.before.Load().Note(n.ID); ok {
			n = old
		}
	}
	w.name("")
	s.writeNote(w, c.truth, n)
}

// invalid is the framework's answer to a parameter that does not do.
func invalid(field string) answer {
	var w sheet
	w.object("", func() {
		w.str("message", "The given data was invalid.")
		w.object("errors", func() { w.strs(field, []string{"The " + field + " is invalid."}) })
	})
	return answer{status: http.StatusUnprocessableEntity, body: w.b}
}
