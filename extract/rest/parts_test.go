package rest

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/nightrounds/rounds/extract"
)

var (
	byPage   = Parts{Size: "size", Number: "page"}
	byOffset = Parts{Size: "size", Offset: "start"}
)

// listOf is a vendor with so many rows, of which some spoil every page they are on.
type listOf struct {
	rows, most int // most rows of a page that it grants; 0: as many as asked for
	bad        []int
	only       int // so large pages alone are spoiled; 0: all
	spoil      func(w http.ResponseWriter)
	requests   atomic.Int32
}

func (l *listOf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.requests.Add(1)
	q := r.URL.Query()
	size, _ := strconv.Atoi(q.Get("size"))
	if l.most > 0 {
		size = min(size, l.most)
	}
	from, err := strconv.Atoi(q.Get("start"))
	if page, _ := strconv.Atoi(q.Get("page")); err != nil {
		from = (page - 1) * size
	}
	var rows []string
	for n := from; n < min(from+size, l.rows); n++ {
		if slices.Contains(l.bad, n) && (l.only == 0 || size == l.only) {
			l.spoil(w)
			return
		}
		rows = append(rows, strconv.Itoa(n))
	}
	writeJSON(w, fmt.Sprintf(`{"data":[%s]}`, strings.Join(rows, ",")))
}

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { http.Error(w, canary, code) }
}

// walked is what a walk in pages of 100 gave.
type walked struct {
	rows []string
	lost int
	err  error
}

func (l *listOf) walk(t *testing.T, p Parts, s Settings) walked {
	t.Helper()
	s.MaxRetries = -1
	c, _ := vendor(t, s, nil, l.ServeHTTP)
	return l.through(t, c, p)
}

func (l *listOf) through(t *testing.T, c *Client, p Parts) (got walked) {
	t.Helper()
	w := Walk{First: Call{Endpoint: "/list", Query: url.Values{"size": {"100"}}, Page: 1}, List: "data", Parts: &p}
	if p.Number != "" {
		w.First.Query.Set("page", "1")
		w.Next = ByNumber("page")
	} else {
		w.First.Query.Set("start", "0")
		w.Next = ByOffset("start")
	}
	for page, err := range c.Walk(t.Context(), w) {
		if err != nil {
			got.err = err
			break
		}
		got.lost += page.Lost
		for _, item := range page.Items {
			got.rows = append(got.rows, string(item))
		}
	}
	noCanary(t, got.err)
	return got
}

// numbersBut are the numbers below n but some, as a walk gives them.
func numbersBut(n int, bad ...int) (rows []string) {
	for i := range n {
		if !slices.Contains(bad, i) {
			rows = append(rows, strconv.Itoa(i))
		}
	}
	return rows
}

func TestARowThatSpoilsItsPageIsLostAlone(t *testing.T) {
	for name, spoil := range map[string]func(http.ResponseWriter){
		"500": status(500), "502": status(502),
		"a web page":    func(w http.ResponseWriter) { _, _ = w.Write([]byte("<html>" + canary)) },
		"broken JSON":   func(w http.ResponseWriter) { writeJSON(w, `{"data":[{"a":}]}`) },
		"no list":       func(w http.ResponseWriter) { writeJSON(w, `{"error":"`+canary+`"}`) },
		"cut short":     func(w http.ResponseWriter) { w.Header().Set("Content-Length", "99"); writeJSON(w, `{"data":[`) },
		"a dead socket": func(http.ResponseWriter) { panic(http.ErrAbortHandler) },
		"too large":     func(w http.ResponseWriter) { writeJSON(w, `{"data":["`+strings.Repeat("x", 5000)+`"]}`) },
	} {
		for way, parts := range map[string]Parts{"pages": byPage, "offsets": byOffset} {
			for _, bad := range [][]int{{0}, {199}, {250}, {130, 137}, {20, 120, 220}} {
				l := &listOf{rows: 251, bad: bad, spoil: spoil}
				got := l.walk(t, parts, Settings{MaxBody: 4000})
				if got.err != nil || got.lost != len(bad) || !slices.Equal(got.rows, numbersBut(251, bad...)) {
					t.Errorf("%s, %s, %v: %d rows, %d lost, %v", name, way, bad, len(got.rows), got.lost, got.err)
				}
				// net/http repeats a GET by itself where a kept connection breaks.
				if n := int(l.requests.Load()); n > 4+len(bad)*20 {
					t.Errorf("%s, %s, %v: %d requests", name, way, bad, n)
				}
			}
		}
	}
}

// A vendor in trouble is not asked for every row it has, and what is wrong with the account is not sought in rows.
func TestWhatIsNoMatterOfRowsEndsTheWalk(t *testing.T) {
	all := func(from int) (bad []int) {
		for n := from; n < 1200; n++ {
			bad = append(bad, n)
		}
		return bad
	}
	for name, c := range map[string]struct {
		list *listOf
		most int32 // requests
		want error
	}{
		"down":             {&listOf{bad: all(0), spoil: status(502)}, 1 + mostSilent, extract.ErrUnavailable},
		"down on the way":  {&listOf{bad: all(300), spoil: status(500)}, 3 + 1 + mostSilent, extract.ErrUnavailable},
		"at rest":          {&listOf{bad: all(300), spoil: status(503)}, 3 + 1, extract.ErrUnavailable},
		"many bad rows":    {&listOf{bad: []int{1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21}, spoil: status(500)}, 60, extract.ErrUnavailable},
		"many bad pages":   {&listOf{bad: []int{1, 101, 201, 301, 401, 501, 601, 701, 801, 901, 950}, spoil: status(500)}, 170, extract.ErrUnavailable},
		"every page bad":   {&listOf{bad: all(0), only: 100, spoil: status(500)}, 3*mostCut + 1, extract.ErrUnavailable},
		"not let in":       {&listOf{bad: []int{150}, spoil: status(403)}, 2, extract.ErrAuth},
		"not there":        {&listOf{bad: []int{150}, spoil: status(404)}, 2, ErrNotFound},
		"asked too often":  {&listOf{bad: []int{150}, spoil: status(429)}, 2, extract.ErrUnavailable},
		"refused":          {&listOf{bad: []int{150}, spoil: status(400)}, 2, ErrRefused},
		"fewer rows given": {&listOf{bad: []int{150}, spoil: status(500), most: 30}, 7, extract.ErrUnavailable},
	} {
		c.list.rows = 1200
		got := c.list.walk(t, byPage, Settings{})
		at, _ := errors.AsType[*Error](got.err)
		if !errors.Is(got.err, c.want) || at.Page == 0 {
			t.Errorf("%s: %v", name, got.err)
		}
		if n := c.list.requests.Load(); n > c.most {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

// A vendor that gives fewer rows than it is asked for makes parts overlap or leave rows out: then a bad page stays one.
func TestSizesOfTheVendorsOwnAreNoticed(t *testing.T) {
	for most := 1; most < 100; most++ {
		for way, parts := range map[string]Parts{"pages": byPage, "offsets": byOffset} {
			for _, bad := range []int{0, 60, 170, 249} {
				l := &listOf{rows: 250, most: most, bad: []int{bad}, spoil: status(500)}
				got := l.walk(t, parts, Settings{})
				seen := map[string]bool{}
				for _, row := range got.rows {
					seen[row] = true
				}
				if got.err == nil && (len(seen) != 249 || got.lost != 1) {
					t.Errorf("%d rows of 100, %s, row %d is bad: %d rows, %d lost, and no error", most, way, bad, len(seen), got.lost)
				}
			}
		}
	}
}

// What goes by itself is not cut, and no row is given up at the first try; what lies between is not waited for.
func TestPagesAndRowsAreTriedAgain(t *testing.T) {
	for name, c := range map[string]struct {
		fails    int // tries that the row spoils
		rows     int
		lost     int
		requests int32
	}{
		"a moment's fault": {2, 250, 0, 1 + 3 + 2},
		"for good":         {1 << 20, 249, 1, 1 + 3 + 2 + 2 + 5 + 4 + 3 + 2},
	} {
		synctest.Test(t, func(t *testing.T) {
			l := &listOf{rows: 250, bad: []int{150}}
			l.spoil = func(w http.ResponseWriter) {
				if c.fails--; c.fails == 0 {
					l.bad = nil
				}
				status(500)(w)
			}
			got := l.through(t, inMemory(t, Settings{MaxRetries: 2}, l.ServeHTTP), byPage)
			if got.err != nil || got.lost != c.lost || len(got.rows) != c.rows || l.requests.Load() != c.requests {
				t.Errorf("%s: %d rows, %d lost, %d requests, %v", name, len(got.rows), got.lost, l.requests.Load(), got.err)
			}
		})
	}
}

// Parts together may not fill the memory more than one answer may.
func TestPartsAreNoWayAroundALimit(t *testing.T) {
	l := &listOf{rows: 100, bad: []int{99}, spoil: status(500)}
	got := l.walk(t, byPage, Settings{MaxDecompressed: 150})
	if !errors.Is(got.err, extract.ErrTooLarge) || len(got.rows) > 0 {
		t.Errorf("%d rows, %v", len(got.rows), got.err)
	}
}

// A vendor that is not there at all is asked for no parts.
func TestNobodyIsAskedForParts(t *testing.T) {
	l := &listOf{rows: 1000}
	c, server := vendor(t, Settings{MaxRetries: -1}, nil, l.ServeHTTP)
	server.Close()
	ctx, sent := Counting(t.Context())
	for _, err := range c.Walk(ctx, Walk{First: Call{Endpoint: "/list", Query: url.Values{"size": {"100"}, "page": {"1"}}}, List: "data", Parts: &byPage, Next: ByNumber("page")}) {
		if !errors.Is(err, extract.ErrUnavailable) || Unreadable(err) || !strings.HasSuffix(err.Error(), "connection refused") {
			t.Error(err)
		}
	}
	if sent.Load() != 1 {
		t.Errorf("%d requests", sent.Load())
	}
}

func TestACursorsPageCannotBeCut(t *testing.T) {
	p := Parts{Size: "size", Number: "page"}
	for _, q := range []url.Values{{"size": {"100"}, "cursor": {"x"}}, {"page": {"2"}}, {"size": {"1"}, "page": {"2"}}, {"size": {"100"}, "page": {"0"}}} {
		if _, _, ok := p.window(Call{Query: q}); ok {
			t.Errorf("%v is cut", q)
		}
	}
}
