package sandbox

import (
	"net/http"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

var vsee = vendor{name: string(town.VSee), errBody: vseeError}

// vseeRoutes are the read endpoints; their patterns are the path templates of the journal and of faults.
func (s *Sandbox) vseeRoutes() http.Handler {
	mux := http.NewServeMux()
	for pattern, route := range map[string]func(*call) answer{
		"/users":                             s.users,
		"/users/{id}":                        s.user,
		"/visits":                            s.visits,
		"/visits/{id}":                       s.visit,
		"/visits/{id}/exports/visit_summary": s.summary,
		"/intakes/{id}":                      s.intake,
		"/files":                             s.files,
		"/rooms":                             s.rooms,
		"/rooms/{code}":                      s.room,
		"/rooms/{code}/providers":            s.roomProviders,
		"/rooms/{code}/providers/{id}":       s.roomProvider,
		"/accounts":                          s.accounts,
		"/accounts/{code}":                   s.account,
		"/":                                  func(*call) answer { return vseeRefusal(http.StatusNotFound) },
	} {
		mux.Handle(pattern, s.handle(vsee, s.vseeAuth(route)))
	}
	return mux
}

// vseeError is VSee's error envelope. Its code says 404 for a bad request, as the error page prints it.
func vseeError(status int) []byte {
	code := status
	if status == http.StatusBadRequest {
		code = http.StatusNotFound
	}
	var w sheet
	w.object("", func() {
		w.int("code", code)
		w.str("message", http.StatusText(status))
	})
	return w.b
}

func vseeRefusal(status int) answer { return answer{status: status, body: vseeError(status)} }

// vseeAuth asks for both headers. A patient's token is let in and sees one patient; nothing in the answers says so.
func (s *Sandbox) vseeAuth(route func(*call) answer) func(*call) answer {
	admin := s.Credentials()
	return func(c *call) answer {
		token := c.Header.Get("X-ApiToken")
		patient, isPatient := strings.CutPrefix(token, s.PatientToken(""))
		switch {
		case c.Header.Get("X-AccountCode") != admin.VSeeAccount:
			return vseeRefusal(http.StatusForbidden)
		case token == admin.VSeeToken:
		case isPatient && patient != "":
			c.only = patient
		default:
			return vseeRefusal(http.StatusUnauthorized)
		}
		return route(c)
	}
}

// sees tells whether the token may see a patient.
func (c *call) sees(patient string) bool { return c.only == "" || c.only == patient }

// data wraps one object.
func data(old bool, inside func(*sheet)) answer {
	w := &sheet{php: true, strings: old}
	w.object("", func() {
		w.object("data", func() { inside(w) })
	})
	return answer{status: http.StatusOK, body: w.b}
}

// visits lists one member's visits: the token's own user's, or, with an admin's token, those of the member asked for.
// An admin has none.
func (s *Sandbox) visits(c *call) answer {
	member := c.URL.Query().Get(s.opts.VisitsParam)
	if c.only != "" {
		member = c.only
	}
	w := &sheet{php: true}
	w.object("", func() {
		w.array("data", func() {
			first := true
			for v := range c.truth.VisitsOf(member) {
				hidden := first && c.hidesFirst()
				if first = false; !hidden {
					w.strings = v.Old
					w.object("", func() { visitSheet{w, v, c.truth}.listed() })
				}
			}
		})
	})
	return answer{status: http.StatusOK, body: w.b}
}

func (s *Sandbox) visit(c *call) answer {
	id := c.PathValue("id")
	truth := s.as(c, id)
	v, ok := truth.Visit(id)
	if !ok || !c.sees(v.Patient) {
		return vseeRefusal(http.StatusNotFound)
	}
	return data(v.Old, func(w *sheet) { visitSheet{w, v, truth}.whole() })
}

// summary answers with a signed link to a PDF that nobody serves.
func (s *Sandbox) summary(c *call) answer {
	v, ok := c.truth.Visit(c.PathValue("id"))
	if !ok || !c.sees(v.Patient) {
		return vseeRefusal(http.StatusNotFound)
	}
	return data(v.Old, func(w *sheet) {
		w.str("url", "https://files.example.org/summary/"+v.ID+".pdf?auth_code="+SecretMark+v.Code)
	})
}

// intake shows no medical profile: only the answer for the visit does.
func (s *Sandbox) intake(c *call) answer {
	id := c.PathValue("id")
	truth := s.as(c, id)
	v, ok := truth.VisitOfIntake(id)
	if !ok || !c.sees(v.Patient) {
		return vseeRefusal(http.StatusNotFound)
	}
	return data(v.Old, func(w *sheet) { visitSheet{w, v, truth}.intakeFields(false) })
}

// as is the truth to answer for a record with: a stale read is of the night before.
func (s *Sandbox) as(c *call, id string) Truth {
	if c.hits.stale(id) {
		return s.before.Load()
	}
	return c.truth
}

// hidesFirst tells whether a drift takes the first element away.
func (c *call) hidesFirst() bool { return c.hits.has(DriftInsert) || c.hits.has(DriftDelete) }
