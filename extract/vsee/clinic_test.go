package vsee_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/vsee"
)

// What the clinic below wants to be sent. Minted for these tests.
const (
	mintedToken   = "ZZTOKEN-tests-only"
	mintedAccount = "zzaccount"
)

// clinic is a small VSee account on a real socket whose every answer a test can bend. It holds ids in list order.
type clinic struct {
	t        *testing.T
	url      string
	mu       sync.Mutex
	users    map[string][]int                 // by type
	visits   map[int][]int                    // by member
	bodies   map[string]string                // path: the whole answer, instead of the usual one
	statuses map[string]int                   // path: its status
	totals   func(n int) string               // the envelope's members beside data; nil: total_count
	before   func(c *clinic, r *http.Request) // runs under the lock, before each answer
	blind    bool                             // GET /visits ignores every parameter
	asked    []string                         // paths with their queries, in order
}

func newClinic(t *testing.T) *clinic {
	t.Helper()
	c := &clinic{
		t: t, users: map[string][]int{}, visits: map[int][]int{},
		bodies: map[string]string{}, statuses: map[string]int{},
	}
	server := httptest.NewServer(c)
	t.Cleanup(server.Close)
	c.url = server.URL
	return c
}

// open is a source of the clinic. change may be nil.
func (c *clinic) open(change func(*vsee.Config)) *vsee.Source {
	c.t.Helper()
	c.t.Setenv("VSEE_TEST_TOKEN", mintedToken)
	c.t.Setenv("VSEE_TEST_ACCOUNT", mintedAccount)
	cfg := vsee.Config{
		Name:     "clinic",
		Settings: rest.Settings{BaseURL: c.url, RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1},
		Token:    secret(c.t, "env:VSEE_TEST_TOKEN"), Account: secret(c.t, "env:VSEE_TEST_ACCOUNT"),
		PageSize: 10,
	}
	if change != nil {
		change(&cfg)
	}
	source, err := vsee.New(cfg)
	if err != nil {
		c.t.Fatal(err)
	}
	return source
}

func secret(t *testing.T, ref string) rest.Secret {
	t.Helper()
	s, err := rest.ParseSecret(ref)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (c *clinic) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.Method != http.MethodGet || r.Header.Get("X-ApiToken") != mintedToken || r.Header.Get("X-AccountCode") != mintedAccount {
		c.t.Errorf("%s %s came without the credentials, or would write", r.Method, r.URL.Path)
	}
	c.asked = append(c.asked, r.URL.RequestURI())
	if c.before != nil {
		c.before(c, r)
	}
	w.Header().Set("Content-Type", "application/json")
	if status := c.statuses[r.URL.Path]; status != 0 {
		w.WriteHeader(status)
	}
	if body, ok := c.bodies[r.URL.Path]; ok {
		_, _ = w.Write([]byte(body))
		return
	}
	_, _ = w.Write([]byte(c.answer(r)))
}

func (c *clinic) answer(r *http.Request) string {
	q := r.URL.Query()
	if number, ok := strings.CutPrefix(r.URL.Path, "/users/"); ok {
		return `{"data":` + userBody(number) + `}`
	}
	if number, ok := strings.CutPrefix(r.URL.Path, "/visits/"); ok {
		return `{"data":` + visitBody(number) + `}`
	}
	if r.URL.Path == "/accounts/"+mintedAccount {
		return `{"data":{"code":"` + mintedAccount + `","name":"Clinic"}}`
	}
	if r.URL.Path == "/users" {
		return c.list(c.users[q.Get("type")], q.Get("id"), q.Get("start"), q.Get("limit"), func(n int) string {
			return fmt.Sprintf(`{"id":"%d","full_name":"Row %d"}`, n, n)
		})
	}
	member, _ := strconv.Atoi(q.Get("member_id"))
	row := func(n int) string {
		return fmt.Sprintf(`{"_id":"%d","id":"%d","member_id":%q,"start":"%d"}`, n, n, strconv.Itoa(member), visitStart(n))
	}
	if c.blind {
		return c.list([]int{7001, 7002}, "", "0", "100", func(n int) string {
			return fmt.Sprintf(`{"id":%d,"member_id":999,"start":%d}`, n, visitStart(n))
		})
	}
	return c.list(c.visits[member], "", q.Get("start"), q.Get("limit"), row)
}

// list is one page: from start, at most limit.
func (c *clinic) list(ids []int, only, start, limit string, row func(int) string) string {
	if n, err := strconv.Atoi(only); err == nil {
		ids = slices.DeleteFunc(slices.Clone(ids), func(have int) bool { return have != n })
	}
	from, _ := strconv.Atoi(start)
	size, _ := strconv.Atoi(limit)
	from = min(from, len(ids))
	var rows []string
	for _, n := range ids[from:min(from+size, len(ids))] {
		rows = append(rows, row(n))
	}
	beside := fmt.Sprintf(`,"total_count":%d`, len(ids))
	if c.totals != nil {
		beside = c.totals(len(ids))
	}
	return `{"data":[` + strings.Join(rows, ",") + `]` + beside + `}`
}

func (c *clinic) requests(prefix string) (n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, path := range c.asked {
		if strings.HasPrefix(path, prefix) {
			n++
		}
	}
	return n
}

func userBody(number string) string {
	return `{"id":"` + number + `","first_name":"Ana","last_name":"` + number + `","extra":{"social_security_no":"ZZSSN","race":""}}`
}

func visitStart(n int) int { return 1_700_000_000 + n }

func visitBody(number string) string {
	n, _ := strconv.Atoi(number)
	return fmt.Sprintf(`{"member_id":1,"start":%d,"modified":%d,"status":20,"id":"%s"}`, visitStart(n), visitStart(n)+60, number)
}

func numbers(from, to int) []int {
	out := make([]int, 0, to-from+1)
	for n := from; n <= to; n++ {
		out = append(out, n)
	}
	return out
}

// pulled is everything one Pull gave.
type pulled struct {
	pages   []extract.Page
	records map[string]extract.Record
	twice   int
	done    *extract.Coverage
	err     error
}

func (p pulled) ids() []int {
	out := make([]int, 0, len(p.records))
	for text := range p.records {
		n, _ := strconv.Atoi(text)
		out = append(out, n)
	}
	slices.Sort(out)
	return out
}

func pull(t *testing.T, s extract.Source, a extract.Ask) pulled {
	t.Helper()
	out := pulled{records: map[string]extract.Record{}}
	for page, err := range s.Pull(t.Context(), a) {
		if err != nil {
			out.err = err
			continue
		}
		out.pages = append(out.pages, page)
		out.done = page.Done
		for _, r := range page.Records {
			if _, old := out.records[r.ID]; old {
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
	if out.done == nil {
		t.Fatal("the last page states no coverage")
	}
	return out
}

// records is every record of a Pull that must not fail, in order.
func records(t *testing.T, s extract.Source, a extract.Ask) (out []extract.Record) {
	t.Helper()
	for _, page := range mustPull(t, s, a).pages {
		out = append(out, page.Records...)
	}
	return out
}

// rangeOf asks for the visits that start in [from, to), in unix seconds.
func rangeOf(from, to int64) extract.Ask {
	return extract.Ask{Kind: extract.Visit, Mode: extract.Range, From: time.Unix(from, 0), To: time.Unix(to, 0)}
}
