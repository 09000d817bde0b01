package pipelines_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// shelf is a vendor small enough to script one record at a time: both APIs, served over what a test puts on it.
type shelf struct {
	mu       sync.Mutex
	notes    map[int]string // Nextvisit, by id
	users    map[int]string // VSee, by id: the profile
	types    map[int]string // VSee user types, by id
	visits   map[int]string // VSee, by id
	members  map[int]int    // VSee visit to member
	spoiled  map[int]bool   // notes whose read by id is no object
	trouble  *trouble
	requests int
}

func newShelf() *shelf {
	return &shelf{notes: map[int]string{}, users: map[int]string{}, types: map[int]string{}, visits: map[int]string{}, members: map[int]int{}, spoiled: map[int]bool{}}
}

func (s *shelf) putNote(id int, body string) { s.with(func() { s.notes[id] = body }) }
func (s *shelf) spoilNote(id int)            { s.with(func() { s.spoiled[id] = true }) }
func (s *shelf) dropNote(id int)             { s.with(func() { delete(s.notes, id) }) }
func (s *shelf) putUser(id int, typ, body string) {
	s.with(func() { s.users[id], s.types[id] = body, typ })
}
func (s *shelf) putVisit(id, member int, body string) {
	s.with(func() { s.visits[id], s.members[id] = body, member })
}

func (s *shelf) with(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

// serve answers as both vendors do, as far as a round asks.
func (s *shelf) serve(t testing.TB) *httptest.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /v1/progress-notes", func(w http.ResponseWriter, r *http.Request) { s.list(w, r, s.notes, "page", nil) })
	mux.HandleFunc("GET /v1/progress-notes/{id}", func(w http.ResponseWriter, r *http.Request) {
		id, _ := strconv.Atoi(r.PathValue("id"))
		spoiled := false
		if s.with(func() { spoiled = s.spoiled[id] }); spoiled {
			w.Header().Set("Content-Type", "application/json")
			fmt.Fprint(w, `[]`)
			return
		}
		s.one(w, r, s.notes, "%s")
	})
	mux.HandleFunc("GET /users", func(w http.ResponseWriter, r *http.Request) {
		s.list(w, r, s.users, "start", func(id int) bool { return s.types[id] == r.URL.Query().Get("type") })
	})
	mux.HandleFunc("GET /users/{id}", func(w http.ResponseWriter, r *http.Request) { s.one(w, r, s.users, `{"data":%s}`) })
	mux.HandleFunc("GET /visits", func(w http.ResponseWriter, r *http.Request) {
		s.list(w, r, s.visits, "start", func(id int) bool { return strconv.Itoa(s.members[id]) == r.URL.Query().Get("member_id") })
	})
	mux.HandleFunc("GET /visits/{id}", func(w http.ResponseWriter, r *http.Request) { s.one(w, r, s.visits, `{"data":%s}`) })
	server := httptest.NewServer(s.troubled(mux))
	t.Cleanup(server.Close)
	return server
}

// list answers one page with everything, and empty pages after it.
func (s *shelf) list(w http.ResponseWriter, r *http.Request, from map[int]string, paging string, suits func(int) bool) {
	more := s.astray()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	var bodies []string
	for _, id := range slices.Sorted(maps.Keys(from)) {
		if suits == nil || suits(id) {
			bodies = append(bodies, from[id])
		}
	}
	total, at := len(bodies)+more, r.URL.Query().Get(paging)
	if at != "" && at != "0" && (paging != "page" || at != "1") {
		bodies = nil
	}
	w.Header().Set("Content-Type", "application/json")
	fmt.Fprintf(w, `{"data":[%s],"total_count":%d,"meta":{"total":%d}}`, strings.Join(bodies, ","), total, total)
}

func (s *shelf) one(w http.ResponseWriter, r *http.Request, from map[int]string, envelope string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	id, _ := strconv.Atoi(r.PathValue("id"))
	w.Header().Set("Content-Type", "application/json")
	body, ok := from[id]
	if !ok {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, `{"code":404,"message":"not found"}`)
		return
	}
	fmt.Fprintf(w, envelope, body)
}

// jsonOf merges members over a base object.
func jsonOf(base string, members map[string]any) string {
	var o map[string]any
	if err := json.Unmarshal([]byte(base), &o); err != nil {
		panic(err)
	}
	for k, v := range members {
		if v == nil {
			delete(o, k)
			continue
		}
		o[k] = v
	}
	b, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// note is a Nextvisit note of 10:00 on a day of November 2026, changed by members.
func note(id, day int, text string, members map[string]any) string {
	return jsonOf(fmt.Sprintf(`{"id":%d,"name":"Visit note","analysis":%q,"has":{"content":true,"transcription":false,"signed":false},
		"team_id":5,"user_id":42,"user":{"id":42,"name":"Dr. Rosa Quill","email":"rosa@clinic.example"},
		"patient":{"id":7001,"uuid":"6f1c7ae2-58a1-4a0e-9f53-0d5b7e6a7001","first_name":"Ada","last_name":"Oak","date_of_birth":"1970-01-02"},
		"created_at":"2026-10-01T09:00:00Z","updated_at":"2026-11-%02dT10:00:00Z"}`, id, text, day), members)
}

const otherPatient = `{"id":7002,"uuid":"6f1c7ae2-58a1-4a0e-9f53-0d5b7e6a7002","first_name":"Ben","last_name":"Elm","date_of_birth":"1980-03-04"}`

// user is a VSee profile.
func user(id int, first string, members map[string]any) string {
	return jsonOf(fmt.Sprintf(`{"id":"%d","type":"200","first_name":%q,"last_name":"Oak","full_name":"%s Oak","dob":"1970-01-02",
		"email":"ada@home.example","active":true}`, id, first, first), members)
}

// visit is a finished VSee walk-in with a full post-visit note.
func visit(id, member int, modified int64, members map[string]any) string {
	return jsonOf(fmt.Sprintf(`{"id":"%d","member_id":%d,"provider_id":900,"account_code":"shelf","type":1,"status":40,"is_test":false,
		"start":1790000000,"end":1790000900,"actual_start":1790000010,"actual_end":1790000700,"created":1789990000,"modified":%d,
		"call_logs":{"total_duration":600},
		"member":{"id":"%d","full_name":"Ada from the visit","type":"200"},
		"provider":{"id":"900","full_name":"Rosa Quill"},
		"postvisit":{"id":"pv-%d","visit_id":"%d","member_id":"%d","draft":false,"created":1790000700,"modified":1790000800,
			"assessment_plan":"<p>Rest.</p>","physical_exam":"","patient_instructions":"","reason_for_visit":"Cough","diagnosis":"Cough (R05)"}}`,
		id, member, modified, member, id, id, member), members)
}

func jsonRaw(s string) any { return rawJSON(s) }

type rawJSON string

// MarshalJSON gives the text as it is.
func (r rawJSON) MarshalJSON() ([]byte, error) { return []byte(r), nil }
