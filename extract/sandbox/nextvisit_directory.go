package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// Page sizes of the directory. That of patients is documented, the largest one is the sandbox's own: more than it is not
// refused, the answer has so many and says so in meta.per_page.
const (
	clientsPerPage = 50
	othersPerPage  = 15
	largestPage    = 100
)

// clientQuery is what GET /v1/patients takes besides a page.
type clientQuery struct {
	include []string
	sort    string
	trashed string // "", with, only
	filters map[string]string
}

// readClientQuery names the parameter that the framework would not have.
func readClientQuery(q url.Values) (clientQuery, string) {
	c := clientQuery{sort: orDefault(q.Get("sort"), "-created_at"), filters: map[string]string{}}
	if list := q.Get("include"); list != "" {
		c.include = strings.Split(list, ",")
	}
	for name, values := range q {
		field, isFilter := strings.CutPrefix(strings.TrimSuffix(name, "]"), "filter[")
		switch {
		case !isFilter:
		case field == "trashed":
			c.trashed = values[0]
		case slices.Contains([]string{"first_name", "last_name", "date_of_birth"}, field):
			c.filters[field] = strings.ToLower(values[0])
		default:
			return c, "filter"
		}
	}
	unknown := func(name string) bool {
		return !slices.Contains([]string{"user", "team", "encounters", "demographics"}, name)
	}
	switch _, known := clientOrders[strings.TrimPrefix(c.sort, "-")]; {
	case !known:
		return c, "sort"
	case slices.ContainsFunc(c.include, unknown):
		return c, "include"
	case c.trashed != "" && c.trashed != "with" && c.trashed != "only":
		return c, "filter"
	}
	return c, ""
}

// clientOrders are the orders that patients can be listed in.
var clientOrders = map[string]func(a, b town.NextvisitPatient) int{
	"id":            func(a, b town.NextvisitPatient) int { return cmp.Compare(a.Human, b.Human) },
	"first_name":    func(a, b town.NextvisitPatient) int { return cmp.Compare(a.FirstName, b.FirstName) },
	"last_name":     func(a, b town.NextvisitPatient) int { return cmp.Compare(a.LastName, b.LastName) },
	"date_of_birth": func(a, b town.NextvisitPatient) int { return cmp.Compare(a.BirthDate, b.BirthDate) },
	"created_at":    func(a, b town.NextvisitPatient) int { return a.Created.Compare(b.Created) },
}

// finds tells whether a patient is asked for: without a word about the trash, nobody in it is.
func (q clientQuery) finds(p town.NextvisitPatient) bool {
	in := !p.Trashed.IsZero()
	if in && q.trashed == "" || !in && q.trashed == "only" {
		return false
	}
	has := func(field, value string) bool { return strings.Contains(strings.ToLower(value), q.filters[field]) }
	return has("first_name", p.FirstName) && has("last_name", p.LastName) && has("date_of_birth", p.BirthDate)
}

func (q clientQuery) order(list []town.NextvisitPatient) {
	name, down := strings.CutPrefix(q.sort, "-")
	slices.SortStableFunc(list, func(a, b town.NextvisitPatient) int {
		if down {
			a, b = b, a
		}
		return clientOrders[name](a, b)
	})
}

// notAllowed is the framework's answer to an include, a sort or a filter it does not know.
func notAllowed(what string) answer {
	var w sheet
	w.object("", func() { w.str("message", "Requested "+what+" is not allowed.") })
	return answer{status: http.StatusBadRequest, body: w.b}
}

// clients lists the patients of the token's team.
func (s *Sandbox) clients(c *call) answer {
	page, wrong := readPage(c.URL.Query(), clientsPerPage, s.opts.NextvisitPaging)
	if wrong != "" {
		return invalid(wrong)
	}
	q, wrong := readClientQuery(c.URL.Query())
	if wrong != "" {
		return notAllowed(wrong)
	}
	page.size = min(page.size, largestPage)
	ids := s.clientIDs(c.truth, q)
	return s.cut(c, page, len(ids)).answer(c, func(w *sheet, i int) {
		p, _ := c.truth.NextvisitPatient(ids[i])
		if old, ok := s.before.Load().NextvisitPatient(p.ID); ok && c.hits.stale(p.ID) {
			p = old
		}
		w.object("", func() { s.clientSheet(w, c.truth, p, q.include).fields() })
	})
}

// foundClients is whom one query finds, in its order: kept, because the pages of one list ask for it again and again.
type foundClients struct {
	truth Truth
	key   string
	ids   []string
}

func (s *Sandbox) clientIDs(t Truth, q clientQuery) []string {
	key := fmt.Sprint(s.team(), q.sort, q.trashed, q.filters)
	if f := s.desk.found.Load(); f != nil && f.truth == t && f.key == key {
		return f.ids
	}
	var list []town.NextvisitPatient
	for p := range t.NextvisitPatients() {
		if s.shows(p.ID) && q.finds(p) {
			list = append(list, p)
		}
	}
	q.order(list)
	found := &foundClients{truth: t, key: key}
	for _, p := range list {
		found.ids = append(found.ids, p.ID)
	}
	s.desk.found.Store(found)
	return found.ids
}

// client wraps its one patient in data. Who is in the trash is found by those who ask for the trash.
func (s *Sandbox) client(c *call) answer {
	id := c.PathValue("id")
	truth := s.as(c, id)
	q, wrong := readClientQuery(c.URL.Query())
	if wrong != "" {
		return notAllowed(wrong)
	}
	p, ok := truth.NextvisitPatient(id)
	if !ok || !s.shows(id) || !q.finds(p) {
		return nextvisitRefusal(http.StatusNotFound)
	}
	return one(func(w *sheet) { s.clientSheet(w, truth, p, q.include).fields() })
}

// one wraps one object in data.
func one(inside func(*sheet)) answer {
	w := &sheet{}
	w.object("", func() {
		w.object("data", func() { inside(w) })
	})
	return answer{status: http.StatusOK, body: w.b}
}

func (s *Sandbox) nextvisitUsers(c *call) answer {
	list := c.truth.NextvisitUsers()
	return s.others(c, len(list), func(w *sheet, i int) { w.author(list[i]) })
}

func (s *Sandbox) nextvisitUser(c *call) answer {
	id := c.PathValue("id")
	u, ok := s.as(c, id).NextvisitUser(id)
	if !ok {
		return nextvisitRefusal(http.StatusNotFound)
	}
	return one(func(w *sheet) { w.author(u) })
}

func (s *Sandbox) teams(c *call) answer {
	list := c.truth.NextvisitTeams()
	return s.others(c, len(list), func(w *sheet, i int) { w.team(list[i]) })
}

func (s *Sandbox) nextvisitTeam(c *call) answer {
	id := c.PathValue("id")
	t, ok := s.as(c, id).NextvisitTeam(id)
	if !ok {
		return nextvisitRefusal(http.StatusNotFound)
	}
	return one(func(w *sheet) { w.team(t) })
}

// others lists what has no parameters but a page, by rising id.
func (s *Sandbox) others(c *call, count int, fields func(w *sheet, i int)) answer {
	q, wrong := readPage(c.URL.Query(), othersPerPage, s.opts.NextvisitPaging)
	if wrong != "" {
		return invalid(wrong)
	}
	q.size = min(q.size, largestPage)
	return s.cut(c, q, count).answer(c, func(w *sheet, i int) {
		w.object("", func() { fields(w, i) })
	})
}
