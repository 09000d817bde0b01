package sandbox

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// Page sizes of GET /users. No page documents them: these are the sandbox's own.
const (
	usersLimit    = 20
	usersMaxLimit = 100
)

// roll is the users that a list is cut from: patients are drawn one by one, the few others are at hand.
type roll struct {
	truth Truth
	order []int32 // places of patients, nil: as they come
	count int     // of patients
	rest  []town.VSeeUser
}

func (r roll) len() int { return r.count + len(r.rest) }

func (r roll) write(w *sheet, i int, fields []string) {
	if i >= r.count {
		u := userSheet{w, r.rest[i-r.count]}
		w.object("", func() { u.listed(fields) })
		return
	}
	if r.order != nil {
		i = int(r.order[i])
	}
	p := patientSheet{w, r.truth.VSeePatientAt(i)}
	w.object("", func() { p.listed(fields) })
}

func (s *Sandbox) users(c *call) answer {
	q := c.URL.Query()
	start, okStart := number(q, "start", 0)
	limit, okLimit := number(q, "limit", usersLimit)
	search := strings.ToLower(q.Get("q"))
	if !okStart || !okLimit || limit == 0 || search != "" && len(search) < 3 {
		return vseeRefusal(http.StatusBadRequest)
	}
	limit = min(limit, usersMaxLimit)
	start = shift(c.hits, start, limit)
	r := s.roll(c, q, search)
	first := 0
	if c.hidesFirst() && r.len() > 0 {
		first = 1
	}
	var fields []string
	if f := q.Get("fields"); f != "" {
		fields = strings.Split(f, ",")
	}
	w := &sheet{php: true}
	w.object("", func() {
		w.array("data", func() {
			for i := first + start; i < min(first+start+limit, r.len()); i++ {
				r.write(w, i, fields)
			}
		})
		if !c.hits.has(NoMeta) {
			w.num(totalName(q), int64(r.len()-first))
		}
	})
	return answer{status: http.StatusOK, body: w.b}
}

// totalName is the older `total` where practitioners are listed, so that both names occur.
func totalName(q url.Values) string {
	if q.Get("type") == strconv.Itoa(town.TypeProvider) {
		return "total"
	}
	return "total_count"
}

// shift moves an offset where a fault repeats pages.
func shift(h hits, start, size int) int {
	switch {
	case h.has(PageIgnored):
		return 0
	case h.has(DuplicatePage):
		return max(start-size, 0)
	}
	return start
}

// number reads a parameter that is a number from 0 on, or absent.
func number(q url.Values, name string, otherwise int) (int, bool) {
	if !q.Has(name) {
		return otherwise, true
	}
	n, err := strconv.Atoi(q.Get(name))
	return n, err == nil && n >= 0
}

// roll gathers who matches type, id and q. A patient's token finds that patient only.
func (s *Sandbox) roll(c *call, q url.Values, search string) roll {
	r := roll{truth: c.truth}
	kind := q.Get("type")
	if kind == "" || kind == strconv.Itoa(town.TypePatient) {
		r.count = c.truth.VSeePatientCount()
		r.order = s.patientOrder(c, q, search)
		if r.order != nil {
			r.count = len(r.order)
		}
	}
	if c.only != "" {
		return r
	}
	r.rest = slices.DeleteFunc(slices.Concat(c.truth.Practitioners(), c.truth.OtherUsers()), func(u town.VSeeUser) bool {
		return kind != "" && kind != strconv.Itoa(u.Type) || !matches(q, search, u.ID, u.FullName)
	})
	return r
}

func matches(q url.Values, search, id, fullName string) bool {
	wanted := q.Get("id")
	return (search == "" || strings.Contains(strings.ToLower(fullName), search)) &&
		(wanted == "" || slices.Contains(strings.Split(wanted, ","), id))
}

// sortedNames is the order of the patients of one night by full name: the one list that no arithmetic gives.
type sortedNames struct {
	truth  Truth
	places func() []int32
}

// patientOrder gives the places of the patients to list, or nil for all of them as they come.
func (s *Sandbox) patientOrder(c *call, q url.Values, search string) []int32 {
	sorted := strings.HasPrefix(q.Get("sort"), "full_name")
	if !sorted && c.only == "" && search == "" && q.Get("id") == "" {
		return nil
	}
	places := everyPlace(c.truth)
	if sorted {
		places = slices.Clone(s.byName(c.truth))
	}
	if q.Get("sort") == "full_name.desc" {
		slices.Reverse(places)
	}
	if c.only == "" && search == "" && q.Get("id") == "" {
		return places
	}
	return slices.DeleteFunc(places, func(i int32) bool {
		p := c.truth.VSeePatientAt(int(i))
		return !c.sees(p.ID) || !matches(q, search, p.ID, p.FullName)
	})
}

func everyPlace(t Truth) []int32 {
	places := make([]int32, t.VSeePatientCount())
	for i := range places {
		places[i] = int32(i)
	}
	return places
}

func (s *Sandbox) byName(t Truth) []int32 {
	if n := s.names.Load(); n != nil && n.truth == t {
		return n.places()
	}
	n := &sortedNames{truth: t, places: sync.OnceValue(func() []int32 {
		names := make([]string, t.VSeePatientCount())
		for i := range names {
			names[i] = t.VSeePatientAt(i).FullName
		}
		places := everyPlace(t)
		slices.SortStableFunc(places, func(a, b int32) int { return strings.Compare(names[a], names[b]) })
		return places
	})}
	s.names.Store(n)
	return n.places()
}

// user is the full profile; "-" is the token's own user.
func (s *Sandbox) user(c *call) answer {
	id := c.PathValue("id")
	if id == "-" {
		id = orDefault(c.only, town.AdminUser())
	}
	truth := s.as(c, id)
	if p, ok := truth.VSeePatient(id); ok && c.sees(id) {
		return data(p.Old, func(w *sheet) { patientSheet{w, p}.whole() })
	}
	if u, ok := truth.VSeeUser(id); ok && c.only == "" {
		return data(false, func(w *sheet) { userSheet{w, u}.whole() })
	}
	return vseeRefusal(http.StatusNotFound)
}
