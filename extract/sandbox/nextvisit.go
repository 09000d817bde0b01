package sandbox

import (
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var nextvisit = vendor{name: string(town.Nextvisit), errBody: nextvisitError}

// Page sizes of GET /v1/progress-notes, as documented.
const (
	notesPerPage    = 15
	notesMaxPerPage = 100
)

// Paging is the way lists are cut into pages. No page of the vendor's tells it.
type Paging string

// The ways, as the framework offers them.
const (
	Counted Paging = ""       // page=n, links to all sides, meta with last_page and total
	Simple  Paging = "simple" // page=n, no last page and no total
	Cursor  Paging = "cursor" // an opaque cursor instead of page, and no total
)

// nextvisitDesk is what the vendor keeps apart from the town.
type nextvisitDesk struct {
	team   atomic.Int64 // that the token's user has chosen; zero: homeTeam
	budget budget
	found  atomic.Pointer[foundClients]
}

// homeTeam is the team of every note and patient, as long as the token's user stays in it.
const homeTeam = 40005

// SetTeam lets the token's user change to another team, which the token follows without a word. The one after
// Credentials.NextvisitTeam has some of the notes and patients, and says so in team_id; other teams have none.
func (s *Sandbox) SetTeam(id int) { s.desk.team.Store(int64(id)) }

func (s *Sandbox) team() int { return orDefault(int(s.desk.team.Load()), homeTeam) }

// shows tells whether the chosen team has what has a number.
func (s *Sandbox) shows(number string) bool {
	switch s.team() - homeTeam {
	case 0:
		return true
	case 1:
		return strings.HasSuffix(number, "0") || strings.HasSuffix(number, "5")
	}
	return false
}

func (s *Sandbox) nextvisitRoutes() http.Handler {
	mux := http.NewServeMux()
	notFound := func(*call) answer { return nextvisitRefusal(http.StatusNotFound) }
	for pattern, route := range map[string]func(*call) answer{
		"/v1/progress-notes":                s.notes,
		"/v1/progress-notes/{id}":           s.note,
		"/v1/progress-notes/{id}/audio-url": s.audioURL,
		"/v1/patients":                      s.clients,
		"/v1/patients/{id}":                 s.client,
		"/v1/users":                         s.nextvisitUsers,
		"/v1/users/{id}":                    s.nextvisitUser,
		"/v1/teams":                         s.teams,
		"/v1/teams/{id}":                    s.nextvisitTeam,
		"/":                                 notFound,
	} {
		mux.Handle(pattern, s.handle(nextvisit, s.nextvisitAuth(route)))
	}
	mux.Handle("/login", s.handle(nextvisit, func(*call) answer {
		return answer{status: http.StatusOK, page: true, body: []byte("<!doctype html><title>Log in</title>")}
	}))
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
		if header := s.desk.budget.spend(s.opts.NextvisitLimits, time.Now()); header != nil {
			return answer{status: http.StatusTooManyRequests, body: nextvisitError(http.StatusTooManyRequests), header: header}
		}
		return route(c)
	}
}

// note is a bare object: no envelope.
func (s *Sandbox) note(c *call) answer {
	id := c.PathValue("id")
	truth := s.as(c, id)
	n, ok := truth.Note(id)
	if !ok || !s.shows(id) {
		return nextvisitRefusal(http.StatusNotFound)
	}
	w := &sheet{}
	s.writeNote(w, truth, n)
	return answer{status: http.StatusOK, body: w.b}
}

// audioURL answers with a link that plays a recording to whoever has it. Nobody serves the recording.
func (s *Sandbox) audioURL(c *call) answer {
	n, ok := c.truth.Note(c.PathValue("id"))
	if !ok || n.Audio == nil || !s.shows(n.ID) {
		return nextvisitRefusal(http.StatusNotFound)
	}
	w := &sheet{}
	w.object("", func() { w.str("url", audioLink(n.Audio, s.serial.Add(1))) })
	return answer{status: http.StatusOK, body: w.b}
}
