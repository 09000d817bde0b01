package vsee_test

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/vsee"
)

func TestSweepReadsEveryProfileOnce(t *testing.T) {
	for name, totals := range map[string]func(int) string{"total_count": nil, "total": oldTotal, "no total": noTotal} {
		t.Run(name, func(t *testing.T) {
			c := newClinic(t)
			c.users["200"], c.users["400"], c.totals = numbers(1, 25), numbers(90, 93), totals
			got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
			if !slices.Equal(got.ids(), numbers(1, 25)) || got.twice != 0 {
				t.Fatalf("read %v, %d twice", got.ids(), got.twice)
			}
			if !got.done.Complete || got.done.Basis != "sweep" || got.done.Distinct != 25 || len(got.done.Drift) != 0 {
				t.Errorf("coverage is %+v", got.done)
			}
			if c.requests("/users/") != 25 {
				t.Errorf("%d profiles were read, want 25", c.requests("/users/"))
			}
			for _, page := range got.pages {
				if page.Claimed != got.done.Claimed {
					t.Errorf("a page claims %d, the coverage %d", page.Claimed, got.done.Claimed)
				}
			}
			r := got.records["7"]
			if r.Source != "clinic" || r.Vendor != "vsee" || r.Origin != "/users/{id}" || r.Fetched.IsZero() {
				t.Errorf("the record says %+v", r)
			}
		})
	}
}

func oldTotal(n int) string { return `,"total":"` + strings.TrimSpace(itoa(n)) + `"` }
func noTotal(int) string    { return "" }

func TestPractitionersAreTheOtherUsers(t *testing.T) {
	c := newClinic(t)
	c.users["200"], c.users["400"] = numbers(1, 3), numbers(90, 93)
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Practitioner, Mode: extract.Sweep})
	if !slices.Equal(got.ids(), numbers(90, 93)) {
		t.Errorf("read %v", got.ids())
	}
}

// A row that slides to a page already read is found by a second walk; one that slides the other way is shown twice.
func TestARowThatMovesDuringTheWalkIsNotLost(t *testing.T) {
	for name, change := range map[string]func([]int) []int{
		"deleted in front":  func(ids []int) []int { return ids[1:] },
		"inserted in front": func(ids []int) []int { return append([]int{99}, ids...) },
		"deleted behind":    func(ids []int) []int { return append([]int{ids[24]}, ids[:24]...) },
	} {
		t.Run(name, func(t *testing.T) {
			c := newClinic(t)
			c.users["200"] = numbers(1, 25)
			c.before = func(c *clinic, r *http.Request) {
				if r.URL.Path == "/users" && r.URL.Query().Get("start") == "10" && c.before != nil {
					c.users["200"], c.before = change(c.users["200"]), nil
				}
			}
			got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
			for _, want := range c.users["200"] {
				if _, ok := got.records[itoa(want)]; !ok {
					t.Errorf("user %d is in the list and was not read", want)
				}
			}
			if !got.done.Complete || len(got.done.Drift) == 0 {
				t.Errorf("coverage is %+v, want complete with drift", got.done)
			}
		})
	}
}

func TestATotalThatNeverAgreesIsNotComplete(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = numbers(1, 12)
	c.totals = func(n int) string { return `,"total_count":` + itoa(n+1) }
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
	if got.done.Complete || got.done.Claimed != 13 || got.done.Distinct != 12 || c.requests("/users?") != 3*3 || len(got.pages) != 3 {
		t.Errorf("%+v after %d list requests", got.done, c.requests("/users?"))
	}
}

func TestARowWithoutAnIDIsCounted(t *testing.T) {
	c := newClinic(t)
	c.bodies["/users"] = `{"data":[],"total_count":4}`
	c.before = func(c *clinic, r *http.Request) {
		c.bodies["/users"] = `{"data":[]}`
		if r.URL.Query().Get("start") == "0" {
			c.bodies["/users"] = `{"data":[{"id":"5"},{"id":"-"},{"id":0},{"id":"6","id":"7"}],"total_count":4}`
		}
	}
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
	if !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: "no usable id", Count: 3, Lost: true}}) || len(got.records) != 1 || got.done.Complete {
		t.Errorf("%+v, %d records", got.done, len(got.records))
	}
}

func TestAResumedSweepGoesOnAndSaysSo(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = numbers(1, 25)
	s := c.open(nil)
	whole := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
	rest := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep, Resume: whole.pages[0].Resume})
	if !slices.Equal(rest.ids(), numbers(11, 25)) {
		t.Errorf("after the first page came %v", rest.ids())
	}
	if rest.done.Complete || !rest.done.Resumed || len(rest.done.Drift) == 0 {
		t.Errorf("a resumed sweep claims to be complete, or not to be resumed: %+v", rest.done)
	}
	c.users["200"] = slices.Concat(numbers(1, 9), numbers(11, 25)) // 11 moves into the page before
	fell := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep, Resume: whole.pages[0].Resume})
	if slices.Contains(fell.ids(), 11) || fell.done.Resumed || len(fell.done.Drift) != 2 {
		t.Errorf("after a row stepped over came %v: %+v", fell.ids(), fell.done)
	}
	for _, bad := range []string{"users:-1", "users:x", "users:10/x", "users:10/", "users:10/25/1", "roster:ab:10", "10"} {
		out := pull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep, Resume: bad})
		if !errors.Is(out.err, extract.ErrUnsupported) {
			t.Errorf("resume %q gives %v", bad, out.err)
		}
	}
}

// A page read in parts is a page like any other to whoever goes on after it, and its lost row keeps its place.
func TestResumeAfterAPageInParts(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = numbers(1, 25)
	c.before = func(c *clinic, r *http.Request) {
		start, _ := strconv.Atoi(r.URL.Query().Get("start"))
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		delete(c.statuses, "/users")
		if start <= 11 && 11 < start+limit {
			c.statuses["/users"] = http.StatusBadGateway
		}
	}
	s := c.open(nil)
	whole := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
	lost := []extract.Skip{{Reason: extract.SkipRow, Count: 1, Lost: true}}
	if len(whole.records) != 24 || !slices.Equal(whole.done.Skipped, lost) || whole.pages[1].Resume != "users:20/25" {
		t.Fatalf("%v, %+v, resumed at %q", whole.ids(), whole.done, whole.pages[1].Resume)
	}
	rest := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep, Resume: whole.pages[1].Resume})
	if !slices.Equal(rest.ids(), numbers(21, 25)) || !rest.done.Resumed {
		t.Errorf("after it came %v, %+v", rest.ids(), rest.done)
	}
	again := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep, Resume: whole.pages[0].Resume})
	if len(again.records) != 14 || !slices.Equal(again.done.Skipped, lost) || again.done.Resumed {
		t.Errorf("before it came %v, %+v", again.ids(), again.done)
	}
}

func TestAProfileFromTheListIsOneRequestAPage(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = numbers(1, 25)
	c.statuses["/users/26"] = 404
	s := c.open(func(cfg *vsee.Config) { cfg.Profile = vsee.FromList })
	swept := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
	if c.requests("/users/") != 0 || len(swept.records) != 25 || string(swept.records["3"].Body) != `{"id":"3","full_name":"Row 3"}` {
		t.Errorf("%d details, %d records, body %s", c.requests("/users/"), len(swept.records), swept.records["3"].Body)
	}
	named := mustPull(t, s, extract.Ask{Kind: extract.Patient, Mode: extract.IDs, IDs: slices.Values([]string{"3", "26"})})
	if named.records["3"].Hash != swept.records["3"].Hash {
		t.Error("a user read by id differs from the row of the list")
	}
	if gone, ok := named.records["26"]; !ok || gone.Body != nil {
		t.Error("a user that is in no list and answers 404 is not reported gone")
	}
}
