package nextvisit

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// canary stands in every note. It must never come out in an error.
const canary = "ZZCANARY"

// clinic is a list of records as a vendor would show it, and what is odd about the vendor.
type clinic struct {
	notes    []string       // raw elements, oldest first
	meta     bool           // shows links and meta
	simple   bool           // its meta has neither last page nor total
	deaf     bool           // knows one order only, whatever sort_by says
	stuck    bool           // shows its first page whatever page is asked for, and always a next one
	most     int            // grants no more rows a page than this; 0: as many as asked for
	query    string         // left in links.next beside page; "" loses our parameters, as Laravel does by default
	before   func(page int) // called before a page is made: things may move
	requests atomic.Int32
	signed   atomic.Int32
}

// note is a raw note of team 5.
func note5(id int, more string) string {
	return fmt.Sprintf(`{"id":%d,"team_id":5,"name":"%s","created_at":"2025-01-%02dT08:00:00Z","updated_at":"2025-02-01T08:00:00.5+01:00"%s}`,
		id, canary, 1+id%28, more)
}

func notes5(n int) (all []string) {
	for i := range n {
		all = append(all, note5(i+1, ""))
	}
	return all
}

func (c *clinic) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.requests.Add(1)
	w.Header().Set("Content-Type", "application/json")
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	size, err := strconv.Atoi(r.URL.Query().Get("per_page"))
	if err != nil {
		size = 15
	}
	page = max(1, page)
	if c.before != nil {
		c.before(page)
	}
	if c.most > 0 {
		size = min(size, c.most)
	}
	from := min((page-1)*size, len(c.notes))
	if c.stuck {
		from = 0
	}
	to := min(from+size, len(c.notes))
	list := slices.Clone(c.notes)
	if r.URL.Query().Get("sort_by") == "latest" && !c.deaf {
		slices.Reverse(list)
	}
	rows := strings.ReplaceAll(strings.Join(list[from:to], ","), "SIGNED", strconv.Itoa(int(c.signed.Add(1))))
	tail := ""
	if c.meta {
		next := "null"
		if to < len(c.notes) || c.stuck {
			next = fmt.Sprintf(`"http://%s%s?page=%d%s"`, r.Host, r.URL.Path, page+1, c.query)
		}
		ends := fmt.Sprintf(`,"last_page":%d,"total":%d`, max(1, (len(c.notes)+size-1)/size), len(c.notes))
		if c.simple {
			ends = ""
		}
		tail = fmt.Sprintf(`,"links":{"next":%s},"meta":{"current_page":%d,"per_page":%d%s}`, next, page, size, ends)
	}
	_, _ = fmt.Fprintf(w, `{"data":[%s]%s}`, rows, tail)
}

// open serves a vendor and gives a source of two rows a page for it.
func open(t *testing.T, vendor http.Handler, s rest.Settings) *Source {
	t.Helper()
	server := httptest.NewServer(vendor)
	t.Cleanup(server.Close)
	t.Setenv("NEXTVISIT_TEST_KEY", "nv-sk-1|"+canary)
	key, err := rest.ParseSecret("env:NEXTVISIT_TEST_KEY")
	if err != nil {
		t.Fatal(err)
	}
	s.BaseURL, s.RatePerSecond, s.Burst, s.MaxRetries = server.URL, 1e6, 1000, -1
	source, err := New(Config{Name: "test", Settings: s, Token: key, TeamID: 5, PerPage: 2})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(source.Close)
	return source
}

// result is all that a Pull gave.
type result struct {
	records []extract.Record
	pages   []extract.Page
	done    *extract.Coverage
	err     error
}

func (r result) ids() string {
	var all []string
	for _, record := range r.records {
		all = append(all, record.ID)
	}
	return strings.Join(all, " ")
}

func pullAll(t *testing.T, s *Source, a extract.Ask) (got result) {
	t.Helper()
	if a.Kind == "" {
		a.Kind = extract.Note
	}
	for page, err := range s.Pull(t.Context(), a) {
		if err != nil {
			got.err = err
			continue
		}
		got.pages, got.done = append(got.pages, page), page.Done
		got.records = append(got.records, page.Records...)
	}
	if got.err != nil && strings.Contains(got.err.Error(), canary) {
		t.Errorf("the error shows a value: %v", got.err)
	}
	return got
}

var everything = extract.Ask{Mode: extract.Sweep}
