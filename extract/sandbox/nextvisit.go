package sandbox

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var nextvisit = vendor{name: string(town.Nextvisit), errBody: nextvisitError}

// Page sizes of GET /v1/progress-notes, as documented.
const (
	notesPerPage    = 15
	notesMaxPerPage = 100
)

func (s *Sandbox) nextvisitRoutes() http.Handler {
	mux := http.NewServeMux()
	notFound := func(*call) answer { return nextvisitRefusal(http.StatusNotFound) }
	mux.Handle("/v1/progress-notes", s.handle(nextvisit, s.nextvisitAuth(s.notes)))
	mux.Handle("/v1/progress-notes/{id}", s.handle(nextvisit, s.nextvisitAuth(s.note)))
	mux.Handle("/login", s.handle(nextvisit, func(*call) answer {
		return answer{status: http.StatusOK, page: true, body: []byte("<!doctype html><title>Log in</title>")}
	}))
	mux.Handle("/", s.handle(nextvisit, s.nextvisitAuth(notFound)))
	return mux
}

func nextvisitError(status int) []byte {
	message := http.StatusText(status)
	if status == http.StatusUnauthorized {
		message = "Unauthenticated."
	}
	var w sheet
	w.object("", func() { w.str("message", message) })
	return w.b
}

func nextvisitRefusal(status int) answer { return answer{status: status, body: nextvisitError(status)} }

// nextvisitAuth sends whoever does not ask for JSON to the login page, whatever the token.
func (s *Sandbox) nextvisitAuth(route func(*call) answer) func(*call) answer {
	bearer := "Bearer " + s.Credentials().NextvisitToken
	return func(c *call) answer {
		switch {
		case !strings.Contains(c.Header.Get("Accept"), "application/json"):
			return answer{status: http.StatusFound, page: true, location: "/login", body: []byte("<a href=\"/login\">Log in</a>")}
		case c.Header.Get("Authorization") != bearer:
			return nextvisitRefusal(http.StatusUnauthorized)
		}
		return route(c)
	}
}

// note is a bare object: no envelope.
func (s *Sandbox) note(c *call) answer {
	id := c.PathValue("id")
	truth := s.as(c, id)
	n, ok := truth.Note(id)
	if !ok {
		return nextvisitRefusal(http.StatusNotFound)
	}
	w := &sheet{}
	s.writeNote(w, truth, n)
	return answer{status: http.StatusOK, body: w.b}
}

// notesQuery is the valid parameters of a list.
type notesQuery struct {
	url.Values
	page, size int
	newest     bool
}

// readNotesQuery names the field that is wrong.
func readNotesQuery(q url.Values) (notesQuery, string) {
	page, okPage := number(q, "page", 1)
	size, okSize := number(q, "per_page", notesPerPage)
	_, okPatient := number(q, "patient_id", 0)
	order := q.Get("sort_by")
	switch {
	case !okSize || size < 1 || size > notesMaxPerPage:
		return notesQuery{}, "per_page"
	case !okPatient:
		return notesQuery{}, "patient_id"
	case order != "" && order != "latest" && order != "oldest":
		return notesQuery{}, "sort_by"
	case !okPage || page < 1:
		page = 1
	}
	return notesQuery{q, page, size, order != "oldest"}, ""
}

func (s *Sandbox) notes(c *call) answer {
	q, wrong := readNotesQuery(c.URL.Query())
	if wrong != "" {
		var w sheet
		w.object("", func() {
			w.str("message", "The given data was invalid.")
			w.object("errors", func() { w.strs(wrong, []string{"The " + wrong + " is invalid."}) })
		})
		return answer{status: http.StatusUnprocessableEntity, body: w.b}
	}
	l := newNoteList(c, q)
	w := newSheet()
	w.object("", func() {
		w.array("data", func() {
			for i := l.from; i < l.to; i++ {
				n := c.truth.NoteAt(l.place(i))
				s.writeListed(w, c, n)
			}
		})
		if !c.hits.has(NoMeta) {
			l.links(w, c)
			l.meta(w, c)
		}
	})
	return answer{status: http.StatusOK, body: w.b, sheet: w}
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

// noteList is one page of a list: the elements [from, to) of count.
type noteList struct {
	notesQuery
	places          []int32 // of one patient; nil: all
	hidden          int     // elements that a drift takes away at the front
	from, to, count int
}

func newNoteList(c *call, q notesQuery) noteList {
	l := noteList{notesQuery: q, count: c.truth.NoteCount()}
	if patient := q.Get("patient_id"); patient != "" {
		l.places = append([]int32{}, c.truth.NotesOf(patient)...)
		l.count = len(l.places)
	}
	if c.hidesFirst() && l.count > 0 {
		l.hidden = 1
	}
	l.count -= l.hidden
	l.from = min(shift(c.hits, (l.page-1)*l.size, l.size), l.count)
	l.to = min(l.from+l.size, l.count)
	return l
}

// place is where Truth.NoteAt finds the i-th element of the list.
func (l noteList) place(i int) int {
	i += l.hidden
	if l.newest {
		i = l.count + l.hidden - 1 - i
	}
	if l.places != nil {
		return int(l.places[i])
	}
	return i
}

func (l noteList) lastPage() int { return max(1, (l.count+l.size-1)/l.size) }

// links are absolute and keep the query, as Laravel writes them.
func (l noteList) links(w *sheet, c *call) {
	host := "http://" + c.Host
	link := func(name string, page int, there bool) {
		if !there {
			w.null(name)
			return
		}
		at := host
		if f, ok := c.hits.find(NextElsewhere); ok && name == "next" {
			at = f.Target
		}
		q := c.URL.Query()
		q.Set("page", strconv.Itoa(page))
		w.str(name, at+requestPath(c)+"?"+q.Encode())
	}
	w.object("links", func() {
		link("first", 1, true)
		link("last", l.lastPage(), true)
		link("prev", l.page-1, l.page > 1)
		link("next", l.page+1, l.page < l.lastPage())
	})
}

// requestPath is the path as it was asked for, prefix included.
func requestPath(c *call) string {
	path, _, _ := strings.Cut(c.RequestURI, "?")
	return path
}

func (l noteList) meta(w *sheet, c *call) {
	w.object("meta", func() {
		w.num("current_page", int64(l.page))
		if l.from < l.to {
			w.num("from", int64(l.from+1))
		} else {
			w.null("from")
		}
		w.num("last_page", int64(l.lastPage()))
		w.str("path", "http://"+c.Host+requestPath(c))
		w.num("per_page", int64(l.size))
		if l.from < l.to {
			w.num("to", int64(l.to))
		} else {
			w.null("to")
		}
		w.num("total", int64(l.count))
	})
}
