package noanotes_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/noanotes"
	"github.com/nightrounds/rounds/extract/rest"
)

const (
	id1 = "7c0ffee0-0000-4000-8000-000000000001"
	id2 = "7c0ffee0-0000-4000-8000-000000000002"
	id3 = "7c0ffee0-0000-4000-8000-000000000003"
)

// vendor is a Noa host of one country whose every answer a test can bend.
type vendor struct {
	summary map[string]string // by session
	codes   map[string]int    // status by session
	all     int               // status of every summary
	signIn  string            // the sign-in's answer; empty: a token

	mu     sync.Mutex
	asked  []string // paths with their queries
	posted []string // bodies
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	v.asked = append(v.asked, r.URL.RequestURI())
	if r.Method == http.MethodPost {
		body := make([]byte, 500)
		n, _ := r.Body.Read(body)
		v.posted = append(v.posted, string(body[:n]))
		answer := v.signIn
		if answer == "" {
			answer = `{"token":"ZZTOKEN-tests-only"}`
		}
		_, _ = w.Write([]byte(answer))
		return
	}
	if r.Header.Get("Authorization") != "Bearer ZZTOKEN-tests-only" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	parts := strings.Split(r.URL.Path, "/")
	session := parts[len(parts)-2]
	text, ok := v.summary[session]
	switch code := v.codes[session]; {
	case v.all != 0:
		w.WriteHeader(v.all)
	case code != 0:
		w.WriteHeader(code)
	case !ok:
		w.WriteHeader(http.StatusNotFound)
	}
	_, _ = w.Write([]byte(text))
}

// open serves the vendor and gives a source for it. change may be nil.
func (v *vendor) open(t *testing.T, change func(*noanotes.Config)) *noanotes.Source {
	t.Helper()
	server := httptest.NewServer(v)
	cfg := noanotes.Config{
		Name: "office", Settings: rest.Settings{RatePerSecond: 1e5, Burst: 1000, MaxRetries: -1},
		Hosts: map[string]string{"pl": server.URL}, ClientID: "tests", PageSize: 2,
	}
	if change != nil {
		change(&cfg)
	}
	s, err := noanotes.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		server.Close()
	})
	return s
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func sweep() extract.Ask { return extract.Ask{Kind: extract.Session, Mode: extract.Sweep} }

func named(ids ...string) extract.Ask {
	return extract.Ask{Kind: extract.Session, Mode: extract.IDs, IDs: slices.Values(ids)}
}

// pulled is everything one Pull gave.
type pulled struct {
	pages   []extract.Page
	records map[string]extract.Record
	done    *extract.Coverage
	err     error
}

func (p pulled) ids() string {
	var ids []string
	for id := range p.records {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return strings.Join(ids, " ")
}

func pull(t *testing.T, s extract.Source, a extract.Ask) pulled {
	t.Helper()
	out := pulled{records: map[string]extract.Record{}}
	for page, err := range s.Pull(t.Context(), a) {
		if err != nil {
			out.err = err
			continue
		}
		out.pages, out.done = append(out.pages, page), page.Done
		for _, r := range page.Records {
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
	return out
}

func skipped(c *extract.Coverage) (n int) {
	for _, s := range c.Skipped {
		n += int(s.Count)
	}
	return n
}
