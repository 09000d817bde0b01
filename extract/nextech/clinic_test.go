package nextech_test

import (
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/nextech"
	"github.com/nightrounds/rounds/extract/rest"
)

// What the clinic below wants to be sent. Minted for these tests.
const (
	mintedToken    = "ZZTOKEN-tests-only"
	mintedPractice = "zz-7001"
)

// clinic is a small practice on a real socket whose every answer a test can bend.
type clinic struct {
	t          *testing.T
	url        string
	mu         sync.Mutex
	hits       map[string][]string               // by term: the patients' objects
	encounters map[string][]encounter            // by patient
	refuse     func(r *http.Request) int         // a status instead of the usual answer; 0: none
	bend       func(r *http.Request) string      // a body instead of the usual one; "": none
	asked      []string                          // paths with their queries, in order
	includes   func(at, from, to time.Time) bool // whether a moment lies in a range; nil: both ends belong to it
}

type encounter struct {
	id   string // raw JSON
	at   time.Time
	more string // further members of summary, each with its comma before
}

func (e encounter) json() string {
	date := ""
	if !e.at.IsZero() {
		date = `,"encounterDate":"` + e.at.Format("2006-01-02T15:04:05.000Z") + `"`
	}
	return `{"summary": {"encounterId":` + e.id + date + e.more + `}, "ccd":"<p>Seen.</p>"}`
}

func newClinic(t *testing.T) *clinic {
	t.Helper()
	c := &clinic{t: t, hits: map[string][]string{}, encounters: map[string][]encounter{}}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

// open is a source of the clinic. change may be nil.
func (c *clinic) open(change func(*nextech.Config)) *nextech.Source {
	c.t.Helper()
	c.t.Setenv("NEXTECH_TEST_TOKEN", mintedToken)
	cfg := nextech.Config{
		Name:     "clinic",
		Settings: rest.Settings{BaseURL: c.url, RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1},
		Practice: mintedPractice, Token: secret(c.t, "env:NEXTECH_TEST_TOKEN"), PageSize: 2,
	}
	if change != nil {
		change(&cfg)
	}
	source, err := nextech.New(cfg)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(source.Close)
	return source
}

// roster writes a file of patients and makes it the way of finding them.
func (c *clinic) roster(name, text string) func(*nextech.Config) {
	c.t.Helper()
	path := filepath.Join(c.t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
	return func(cfg *nextech.Config) { cfg.Roster = path }
}

func byTerms(cfg *nextech.Config) { cfg.Enumerate = nextech.ByTerms }

func (c *clinic) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Method != http.MethodGet || r.Header.Get("Authorization") != "Bearer "+mintedToken || r.Header.Get("x-nextech-practice-id") != mintedPractice {
		c.t.Errorf("%s %s came without token or practice, or would write", r.Method, r.URL.Path)
	}
	c.asked = append(c.asked, r.URL.RequestURI())
	w.Header().Set("Content-Type", "application/json")
	if c.refuse != nil {
		if status := c.refuse(r); status != 0 {
			w.WriteHeader(status)
			return
		}
	}
	body := ""
	if c.bend != nil {
		body = c.bend(r)
	}
	if body == "" {
		body = c.answer(r)
	}
	_, _ = w.Write([]byte(body))
}

func (c *clinic) answer(r *http.Request) string {
	q := r.URL.Query()
	if r.URL.Path == "/search" {
		return "[" + strings.Join(c.hits[q.Get("term")], ",") + "]"
	}
	from, to := c.rangeOf(r)
	includes := c.includes
	if includes == nil {
		includes = func(at, from, to time.Time) bool { return !at.Before(from) && !at.After(to) }
	}
	var items []string
	for _, e := range c.encounters[strings.Split(r.URL.Path, "/")[1]] {
		if e.at.IsZero() || includes(e.at, from, to) {
			items = append(items, e.json())
		}
	}
	return "[" + strings.Join(items, ", ") + "]"
}

func (c *clinic) rangeOf(r *http.Request) (from, to time.Time) {
	from, badFrom := time.Parse(time.RFC3339, r.URL.Query().Get("start"))
	to, badTo := time.Parse(time.RFC3339, r.URL.Query().Get("end"))
	if badFrom != nil || badTo != nil {
		c.t.Errorf("a range without both ends: %s", r.URL.RawQuery)
	}
	return from, to
}

// requests counts what was asked under a prefix.
func (c *clinic) requests(prefix string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(slices.DeleteFunc(slices.Clone(c.asked), func(uri string) bool { return !strings.HasPrefix(uri, prefix) }))
}

// patient is an object of a search, known by a number.
func patient(number int, chart string) string {
	return fmt.Sprintf(`{"patientId":%d, "chartNumber":%q, "ssn":"987-65-0001", "lastName":"Sample"}`, number, chart)
}

// pulled is all that a Pull gave.
type pulled struct {
	pages   []extract.Page
	records map[string]extract.Record
	twice   int
	done    *extract.Coverage
	err     error
}

func (p pulled) ids() []string { return slices.Sorted(maps.Keys(p.records)) }

// skipped counts what was skipped for a reason that holds a word, and whether it is lost.
func (p pulled) skipped(word string) (n int64, lost bool) {
	for _, s := range p.done.Skipped {
		if strings.Contains(s.Reason, word) {
			n, lost = n+s.Count, lost || s.Lost
		}
	}
	return n, lost
}

func pull(t *testing.T, s extract.Source, a extract.Ask) pulled {
	t.Helper()
	out := pulled{records: map[string]extract.Record{}}
	for page, err := range s.Pull(t.Context(), a) {
		if out.err = err; err != nil {
			continue
		}
		out.pages, out.done = append(out.pages, page), page.Done
		for _, r := range page.Records {
			if _, again := out.records[r.ID]; again {
				out.twice++
			}
			out.records[r.ID] = r
		}
	}
	return out
}

func mustPull(t *testing.T, s extract.Source, a extract.Ask) pulled {
	t.Helper()
	out := pull(t, s, a)
	if out.err != nil {
		t.Fatal(out.err)
	}
	if out.done == nil || out.done.Complete {
		t.Fatalf("coverage is %+v, and no way of finding patients is ever complete", out.done)
	}
	return out
}

func sweep(kind extract.Kind) extract.Ask { return extract.Ask{Kind: kind, Mode: extract.Sweep} }

func named(kind extract.Kind, ids ...string) extract.Ask {
	return extract.Ask{Kind: kind, Mode: extract.IDs, IDs: slices.Values(ids)}
}

func day(n int) time.Time { return time.Date(2026, 3, n, 15, 0, 0, 0, time.UTC) }
