package sandbox

import (
	"net/http"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var nextech = vendor{name: string(town.Nextech), errBody: nextechError}

// Envelope is how an answer of Nextech's search wraps its patients: no page shows one with more than one patient.
type Envelope string

// The envelopes. The zero value is a bare array.
const (
	ArrayEnvelope Envelope = ""
	BareEnvelope  Envelope = "bare" // one patient is an object; none or several are an array
	DataEnvelope  Envelope = "data" // {"data":[]}; so "results" and "items"
)

// nextechRoutes are the read endpoints. Segment {id} is the patient's.
func (s *Sandbox) nextechRoutes() http.Handler {
	mux := http.NewServeMux()
	for pattern, route := range map[string]func(*call) answer{
		"/search":                 s.nextechSearch,
		"/{id}/encounters/search": s.nextechEncounters,
		"/encounters/categories":  s.nextechCategories,
		"/":                       func(*call) answer { return nextechRefusal(http.StatusNotFound) },
	} {
		mux.Handle(pattern, s.handle(nextech, s.nextechAuth(route)))
	}
	return mux
}

// nextechError is a body that no page documents.
func nextechError(status int) []byte {
	var w sheet
	w.object("", func() { w.str("message", http.StatusText(status)) })
	return w.b
}

func nextechRefusal(status int) answer { return answer{status: status, body: nextechError(status)} }

// nextechAuth asks for a token that is still good, and for this practice.
func (s *Sandbox) nextechAuth(route func(*call) answer) func(*call) answer {
	practice := s.Credentials().NextechPractice
	return func(c *call) answer {
		switch token, ok := strings.CutPrefix(c.Header.Get("Authorization"), "Bearer "); {
		case !ok || !s.grants.opens(token):
			return nextechRefusal(http.StatusUnauthorized)
		case c.Header.Get("X-Nextech-Practice-Id") != practice:
			return nextechRefusal(http.StatusForbidden)
		}
		return route(c)
	}
}

// nextechSearch shows as many patients as the cap allows and does not say that there are more.
func (s *Sandbox) nextechSearch(c *call) answer {
	term := strings.TrimSpace(c.URL.Query().Get("term"))
	if term == "" {
		return nextechRefusal(http.StatusBadRequest)
	}
	found := c.truth.NextechSearch(term)
	if c.hidesFirst() && len(found) > 0 {
		found = found[1:]
	}
	found = found[:min(len(found), s.opts.NextechCap)]
	w := &sheet{}
	inside := func() {
		for _, p := range found {
			w.object("", func() { nextechPatientSheet{w, s.shownPatient(c, p)}.fields() })
		}
	}
	switch envelope := s.opts.NextechEnvelope; {
	case envelope == BareEnvelope && len(found) == 1:
		inside()
	case envelope == ArrayEnvelope || envelope == BareEnvelope:
		w.array("", inside)
	default:
		w.object("", func() { w.array(string(envelope), inside) })
	}
	return answer{status: http.StatusOK, body: w.b}
}

// shownPatient is the patient of this night, or of the night before where a stale read is asked for.
func (s *Sandbox) shownPatient(c *call, p town.NextechPatient) town.NextechPatient {
	if c.hits.stale(p.ID) {
		if old, ok := s.before.Load().NextechPatient(p.ID); ok {
			return old
		}
	}
	return p
}

// nextechEncounters lists one patient's encounters from start to end, both included. Without end it ends now.
func (s *Sandbox) nextechEncounters(c *call) answer {
	id := c.PathValue("id")
	truth := s.as(c, id)
	p, ok := truth.NextechPatient(id)
	if !ok {
		return nextechRefusal(http.StatusNotFound)
	}
	section := c.URL.Query().Get("section")
	from, okFrom := nextechDate(c, "start", time.Time{})
	to, okTo := nextechDate(c, "end", c.truth.Now())
	if !okFrom || !okTo || section != "" && !knownCategory(section) {
		return nextechRefusal(http.StatusBadRequest)
	}
	all, shown := 0, []town.NextechEncounter{}
	for e := range truth.NextechEncountersOf(id) {
		if all++; !e.Date.Before(from) && !e.Date.After(to) {
			shown = append(shown, e)
		}
	}
	switch {
	case p.Oversized && len(shown) > town.OversizedAnswer:
		return nextechRefusal(http.StatusInternalServerError)
	case all == 0 && p.Human%4 == 3:
		return nextechRefusal(http.StatusNotFound)
	case c.hidesFirst() && len(shown) > 0:
		shown = shown[1:]
	}
	w := newSheet()
	w.array("", func() {
		for _, e := range shown {
			w.object("", func() { encounterSheet{w, e}.fields(section) })
		}
	})
	return answer{status: http.StatusOK, body: w.b, sheet: w}
}

func knownCategory(name string) bool {
	for _, c := range town.CCDCategories() {
		if c == name {
			return true
		}
	}
	return false
}

// nextechDate reads a parameter that is a date or a date and time. The page's examples write month, day and year as well.
func nextechDate(c *call, name string, otherwise time.Time) (time.Time, bool) {
	value := c.URL.Query().Get(name)
	if value == "" {
		return otherwise, true
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly, "2006-01-02T15:04:05", "1-2-2006"} {
		if at, err := time.Parse(layout, value); err == nil {
			return at, true
		}
	}
	return time.Time{}, false
}

func (s *Sandbox) nextechCategories(*call) answer {
	var w sheet
	w.strs("", town.CCDCategories())
	return answer{status: http.StatusOK, body: w.b}
}
