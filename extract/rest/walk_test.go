package rest

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// collect walks and gives the elements of each page.
func collect(t *testing.T, c *Client, w Walk) (pages []string, err error) {
	t.Helper()
	w.First.Endpoint, w.List = "/notes", "data"
	for page, failed := range c.Walk(t.Context(), w) {
		if err != nil {
			t.Error("the first error is not the last element")
		}
		if err = failed; err == nil {
			var items []string
			for _, item := range page.Items {
				items = append(items, string(item))
			}
			pages = append(pages, strings.Join(items, " "))
		}
	}
	noCanary(t, err)
	return pages, err
}

func TestWays(t *testing.T) {
	rows := func(from, to int) string {
		var all []string
		for i := from; i < min(to, 5); i++ {
			all = append(all, strconv.Itoa(i))
		}
		return `"data":[` + strings.Join(all, ",") + `]`
	}
	number := func(r *http.Request, name string) int { n, _ := strconv.Atoi(r.URL.Query().Get(name)); return n }
	for name, c := range map[string]struct {
		next  Next
		first url.Values
		serve http.HandlerFunc
		want  string
	}{
		"page number": {ByNumber("page"), url.Values{"page": {"1"}}, func(w http.ResponseWriter, r *http.Request) {
			n := number(r, "page")
			writeJSON(w, `{`+rows(2*n-2, 2*n)+`}`)
		}, "0 1|2 3|4|"},
		"page number from the second on": {ByNumber("page"), nil, func(w http.ResponseWriter, r *http.Request) {
			n := max(1, number(r, "page"))
			writeJSON(w, `{`+rows(2*n-2, 2*n)+`}`)
		}, "0 1|2 3|4|"},
		"offset": {ByOffset("start"), nil, func(w http.ResponseWriter, r *http.Request) {
			n := number(r, "start")
			writeJSON(w, `{`+rows(n, n+3)+`}`)
		}, "0 1 2|3 4|"},
		"next link, an empty page among them": {ByLink("links", "next"), nil, func(w http.ResponseWriter, r *http.Request) {
			switch number(r, "cursor") {
			case 0:
				writeJSON(w, `{`+rows(0, 2)+`,"links":{"next":"?cursor=1"}}`)
			case 1:
				writeJSON(w, `{"data":[],"links":{"next":"/api/notes?cursor=2"}}`)
			case 2:
				writeJSON(w, `{`+rows(2, 5)+`,"links":{"next":null}}`)
			}
		}, "0 1||2 3 4"},
		"no links at all": {ByLink("links", "next"), nil, answerJSON(`{"data":[1]}`), "1"},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := vendor(t, Settings{}, nil, c.serve)
			pages, err := collect(t, client, Walk{First: Call{Query: c.first}, Next: c.next})
			if got := strings.Join(pages, "|"); err != nil || got != c.want {
				t.Errorf("%s, %v", got, err)
			}
		})
	}
}

func TestWalksThatWouldNotEnd(t *testing.T) {
	count := 0
	fresh := func() string { count++; return strconv.Itoa(count) }
	for name, c := range map[string]struct {
		serve http.HandlerFunc
		walk  Walk
		want  error
		pages int
	}{
		"A, A": {func(w http.ResponseWriter, _ *http.Request) {
			writeJSON(w, `{"data":[`+fresh()+`],"next":"?c=`+canary+`"}`)
		},
			Walk{Next: ByLink("next")}, extract.ErrLoop, 2},
		"A, B, A": {func(w http.ResponseWriter, r *http.Request) {
			other := map[string]string{"a": "b", "b": "a", "": "a"}[r.URL.Query().Get("c")]
			writeJSON(w, `{"data":[`+fresh()+`],"next":"?c=`+other+`"}`)
		}, Walk{Next: ByLink("next")}, extract.ErrLoop, 3},
		"new cursors, the same rows": {func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, `{"data":[1],"next":"?c=`+fresh()+`"}`) },
			Walk{Next: ByLink("next")}, extract.ErrLoop, 1},
		"page ignored": {answerJSON(`{"data":[1,2]}`), Walk{Next: ByNumber("page")}, extract.ErrLoop, 1},
		"page ignored, signed anew": {func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, `{"data":[`+fresh()+`]}`) },
			Walk{Next: ByNumber("page"), Mark: func(*Page) [32]byte { return [32]byte{1} }}, extract.ErrLoop, 1},
		"too many": {func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, `{"data":[`+fresh()+`]}`) },
			Walk{Next: ByNumber("page"), MaxPages: 4}, extract.ErrLoop, 4},
		"too many empty ones": {func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, `{"data":[],"next":"?c=`+fresh()+`"}`) },
			Walk{Next: ByLink("next"), MaxPages: 4}, extract.ErrLoop, 4},
		"too long": {func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, `{"data":[`+fresh()+`]}`) },
			Walk{Next: ByNumber("page"), MaxTime: time.Nanosecond}, extract.ErrLoop, 0},
		"no list":               {answerJSON(`{"data":null}`), Walk{Next: ByNumber("page")}, extract.ErrShape, 0},
		"an error in its place": {answerJSON(`{"error":"` + canary + `"}`), Walk{Next: ByNumber("page")}, extract.ErrShape, 0},
		"a link that is none":   {answerJSON(`{"data":[1],"next":{"a":"` + canary + `"}}`), Walk{Next: ByLink("next")}, extract.ErrShape, 1},
		"a link elsewhere":      {answerJSON(`{"data":[1],"next":"https://vendor.test/?q=` + canary + `"}`), Walk{Next: ByLink("next")}, extract.ErrOrigin, 1},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := vendor(t, Settings{}, nil, c.serve)
			pages, err := collect(t, client, c.walk)
			if !errors.Is(err, c.want) || len(pages) != c.pages {
				t.Errorf("%d pages, %v", len(pages), err)
			}
		})
	}
}

func TestAWalkIsRepeatable(t *testing.T) {
	client, _ := vendor(t, Settings{}, nil, func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Query().Get("page"))
		if n > 3 {
			writeJSON(w, `{"data":[]}`)
			return
		}
		writeJSON(w, fmt.Sprintf(`{"data":[%d]}`, n))
	})
	seq := client.Walk(t.Context(), Walk{First: Call{Endpoint: "/notes", Query: url.Values{"page": {"1"}}}, List: "data", Next: ByNumber("page")})
	for range 2 {
		n := 0
		for page, err := range seq {
			if err != nil {
				t.Fatal(err)
			}
			if n++; n == 2 && string(page.Items[0]) != "2" {
				t.Error("the pages are out of order")
			}
		}
		if n != 4 {
			t.Errorf("%d pages", n)
		}
	}
	for range seq {
		break
	}
}
