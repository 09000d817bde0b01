package sandbox

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

const notesPath = "/v1/progress-notes"

func TestWholeAnswerFaults(t *testing.T) {
	c := start(t, small())
	url := c.VSeeURL + "/visits/18400000"
	for name, f := range map[string]struct {
		fault Fault
		holds func(reply, error) bool
	}{
		"500": {Fault{Effect: Status, Status: 500}, func(r reply, err error) bool {
			return err == nil && r.status == 500 && strings.Contains(string(r.body), `"code":500`)
		}},
		"429": {Fault{Effect: Status, Status: 429, RetryAfter: "7"}, func(r reply, err error) bool {
			return err == nil && r.status == 429 && r.header.Get("Retry-After") == "7"
		}},
		"soft": {Fault{Effect: SoftError, Status: 404}, func(r reply, err error) bool {
			return err == nil && r.status == 200 && strings.Contains(string(r.body), `"code":404`)
		}},
		"null": {Fault{Effect: NullData}, func(r reply, err error) bool {
			return err == nil && r.status == 200 && string(r.body) == `{"data":null}`
		}},
		"reset": {Fault{Effect: Reset}, func(r reply, err error) bool {
			return errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF)
		}},
		"truncate": {Fault{Effect: Truncate}, func(r reply, err error) bool {
			return errors.Is(err, io.ErrUnexpectedEOF) && len(r.body) > 0
		}},
		"html": {Fault{Effect: HTML}, func(r reply, err error) bool {
			return err == nil && r.status == 200 && r.body[0] == '<' && strings.HasPrefix(r.header.Get("Content-Type"), "text/html")
		}},
		"redirect": {Fault{Effect: Redirect, Target: "http://127.0.0.1:1"}, func(r reply, err error) bool {
			return err == nil && r.status == 302 && r.header.Get("Location") == "http://127.0.0.1:1/api_v3/visits/18400000"
		}},
		"trailing": {Fault{Effect: TrailingData}, func(r reply, err error) bool {
			return err == nil && !json.Valid(r.body) && json.Valid(r.body[:len(r.body)-2])
		}},
	} {
		f.fault.Path, f.fault.Times = "/visits/{id}", 2
		c.Faults().Add(f.fault)
		// A client's transport repeats a GET by itself when a kept connection breaks; a fresh one does not.
		for range 2 {
			c.http.CloseIdleConnections()
			if r, err := c.do(http.MethodGet, url); !f.holds(r, err) {
				t.Errorf("%s: %d %.80s %v", name, r.status, r.body, err)
			}
		}
		c.get(url, http.StatusOK)
		if n := c.Faults().Done(f.fault.Effect); n < 2 {
			t.Errorf("%s: done %d times", name, n)
		}
	}
}

// Whatever shows a poisonous record is spoiled, in every size of page; the rest is as it was.
func TestPoisonSpoilsWhatShowsIt(t *testing.T) {
	c := start(t, small())
	list := c.VSeeURL + "/users?type=200&limit=1&start="
	var ids []string
	for i := range 3 {
		page := c.get(list+fmt.Sprint(i), http.StatusOK)
		_, after, _ := strings.Cut(string(page), `"id":"`)
		id, _, _ := strings.Cut(after, `"`)
		ids = append(ids, id)
	}
	c.Faults().Add(Fault{Effect: Poison, Path: "/users", ID: ids[1], Times: Always})
	for url, status := range map[string]int{
		list + "0": 200, list + "1": 500, list + "2": 200, c.VSeeURL + "/users?type=200&limit=3": 500, c.VSeeURL + "/users/" + ids[1]: 200,
	} {
		c.get(url, status)
	}
}

func TestFaultsMatchPathIDAndCount(t *testing.T) {
	c := start(t, small())
	c.Faults().Add(Fault{Effect: Status, Status: 503, Path: "/visits/{id}", ID: "18400001", After: 1})
	c.get(c.VSeeURL+"/visits/18400000", 200)
	c.get(c.VSeeURL+"/users", 200)
	c.get(c.VSeeURL+"/visits/18400001", 200)
	c.get(c.VSeeURL+"/visits/18400001", 503)
	c.get(c.VSeeURL+"/visits/18400001", 200)
	c.Faults().Add(Fault{Effect: Status, Status: 401, Times: Always})
	for range 3 {
		c.get(c.VSeeURL+"/users", 401)
		c.get(c.NextvisitURL+notesPath, 401)
	}
	c.Faults().Clear()
	c.get(c.VSeeURL+"/users", 200)
}

func TestSlowAndLatency(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Patients: 1, Latency: time.Second})
		s.Faults().Add(Fault{Effect: Slow, Wait: time.Minute})
		for _, want := range []time.Duration{time.Minute + time.Second, time.Second} {
			began := time.Now()
			s.VSee().ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/users", nil))
			if took := time.Since(began); took != want {
				t.Errorf("took %v, want %v", took, want)
			}
		}
	})
}

// ids reads one page's ids and total.
func (c *client) ids(query string) ([]string, list) {
	l := c.list(c.NextvisitURL + notesPath + "?sort_by=oldest&per_page=10" + query)
	var ids []string
	for _, n := range l.Data {
		ids = append(ids, fmt.Sprintf("%.0f", n["id"]))
	}
	return ids, l
}

func TestPageFaults(t *testing.T) {
	c := start(t, small())
	first, _ := c.ids("&page=1")
	second, _ := c.ids("&page=2")
	third, _ := c.ids("&page=3")
	for effect, want := range map[Effect][]string{PageIgnored: first, DuplicatePage: second} {
		c.Faults().Add(Fault{Effect: effect, Path: notesPath})
		if got, _ := c.ids("&page=3"); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", effect, got, want)
		}
		if got, _ := c.ids("&page=3"); fmt.Sprint(got) != fmt.Sprint(third) {
			t.Errorf("%s lasts", effect)
		}
	}
	c.Faults().Add(Fault{Effect: NoMeta})
	if _, l := c.ids(""); l.Meta != nil || l.Links != nil {
		t.Error("links or meta are there")
	}
	c.Faults().Add(Fault{Effect: NoMeta})
	if l := c.list(c.VSeeURL + "/users"); l.TotalCount != nil || l.Total != nil || len(l.Data) == 0 {
		t.Error("a total is there")
	}
	c.Faults().Add(Fault{Effect: NextElsewhere, Target: "http://127.0.0.1:1"})
	if _, l := c.ids(""); !strings.HasPrefix(l.Links["next"], "http://127.0.0.1:1/api"+notesPath+"?") || !strings.HasPrefix(l.Links["last"], c.NextvisitURL) {
		t.Errorf("next is %s, last %s", l.Links["next"], l.Links["last"])
	}
}

func TestDrift(t *testing.T) {
	c := start(t, small())
	all, _ := c.ids("&page=1")
	next, _ := c.ids("&page=2")
	c.Faults().Add(Fault{Effect: DriftDelete, Path: notesPath, After: 1})
	one, before := c.ids("&page=1")
	two, after := c.ids("&page=2")
	if fmt.Sprint(one) != fmt.Sprint(all) || two[0] != next[1] {
		t.Errorf("after a deletion page 2 begins with %s, not %s", two[0], next[1])
	}
	if before.Meta["total"].(float64)-after.Meta["total"].(float64) != 1 {
		t.Error("the total did not fall")
	}
	c.Faults().Clear()
	c.Faults().Add(Fault{Effect: DriftInsert, Path: notesPath, After: 1})
	one, _ = c.ids("&page=1")
	two, _ = c.ids("&page=2")
	if one[0] != all[1] || two[0] != one[9] {
		t.Errorf("after an insertion page 2 begins with %s, not %s", two[0], one[9])
	}
	c.Faults().Clear()
	users := c.list(c.VSeeURL + "/users?type=200")
	c.Faults().Add(Fault{Effect: DriftDelete, Path: "/users"})
	if l := c.list(c.VSeeURL + "/users?type=200"); l.Data[0]["id"] != users.Data[1]["id"] || *l.TotalCount != *users.TotalCount-1 {
		t.Error("the first user is still there")
	}
}

func TestStaleRead(t *testing.T) {
	c := start(t, Options{Seed: 3})
	path := ""
	var fresh, old []byte
	c.SetNight(2)
	for _, change := range c.Truth().Changes() {
		if change.Vendor == "nextvisit" && change.What == "signed" {
			path = notesPath + "/" + change.ID
			c.SetNight(1)
			old = c.get(c.NextvisitURL+path, 200)
			c.SetNight(2)
			fresh = c.get(c.NextvisitURL+path, 200)
			c.Faults().Add(Fault{Effect: StaleRead, ID: change.ID})
			break
		}
	}
	cut := func(b []byte) string { n := decode[map[string]any](t, b); audioURL(n); return marshal(t, n) }
	got := c.get(c.NextvisitURL+path, 200)
	if cut(got) != cut(old) || cut(got) == cut(fresh) {
		t.Error("the read is not stale")
	}
	if again := c.get(c.NextvisitURL+path, 200); cut(again) != cut(fresh) {
		t.Error("the second read is stale, too")
	}
}

func TestGzipBomb(t *testing.T) {
	c := start(t, small())
	c.Faults().Add(Fault{Effect: GzipBomb, Bytes: 64 << 20})
	c.http.Transport.(*http.Transport).DisableCompression = true
	c.head.Set("Accept-Encoding", "gzip")
	r, err := c.do(http.MethodGet, c.VSeeURL+"/users")
	if err != nil || len(r.body) > 1<<20 {
		t.Fatalf("%d bytes on the wire, %v", len(r.body), err)
	}
	z, err := gzip.NewReader(bytes.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := io.Copy(io.Discard, z); n != 64<<20 || err != nil {
		t.Errorf("%d bytes after decompression, %v", n, err)
	}
}

// TestFaultsAndNightsUnderLoad is for the race detector: every count must come out all the same.
func TestFaultsAndNightsUnderLoad(t *testing.T) {
	c := start(t, small())
	const readers, each = 4, 25
	c.Faults().Add(Fault{Effect: Status, Status: 500, Times: 10})
	var wg sync.WaitGroup
	for range readers {
		wg.Go(func() {
			for i := range each {
				if _, err := c.do(http.MethodGet, c.VSeeURL+"/users?sort=full_name.asc"); err != nil {
					t.Error(err)
				}
				c.SetNight(1 + i%3)
				c.Faults().Add(Fault{Effect: NoMeta, Path: "/nowhere"})
			}
		})
	}
	wg.Wait()
	if n := c.Faults().Done(Status); n != 10 {
		t.Errorf("%d requests failed, want 10", n)
	}
	if r := c.Requests(); len(r) != 1 || r[0].Count != readers*each {
		t.Errorf("the journal has %v", r)
	}
}
