package vsee_test

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/vsee"
)

func itoa(n int) string { return strconv.Itoa(n) }

// townOfVisits has 12 members; member n has the visits n*10 and n*10+1, and all were in the group visit 500.
func townOfVisits(t *testing.T) *clinic {
	c := newClinic(t)
	c.users["200"] = numbers(1, 12)
	for n := 1; n <= 12; n++ {
		c.visits[n] = []int{n * 10, n*10 + 1, 500}
	}
	return c
}

func TestSweepFindsVisitsMemberByMember(t *testing.T) {
	for name, totals := range map[string]func(int) string{"total_count": nil, "no total": noTotal} {
		t.Run(name, func(t *testing.T) {
			c := townOfVisits(t)
			c.totals = totals
			got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
			if len(got.records) != 25 || got.twice != 0 || c.requests("/visits/500") != 1 {
				t.Fatalf("%d visits, %d twice, the group visit read %d times", len(got.records), got.twice, c.requests("/visits/500"))
			}
			if !got.done.Complete || got.done.Distinct != 25 || got.done.Claimed != -1 {
				t.Errorf("coverage is %+v", got.done)
			}
			if want := time.Unix(int64(visitStart(500))+60, 0).UTC(); !got.records["500"].Changed.Equal(want) {
				t.Errorf("changed at %v, want %v", got.records["500"].Changed, want)
			}
		})
	}
}

func TestALongListOfAMemberIsWalkedToItsEnd(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = []int{1}
	c.visits[1] = numbers(100, 134)
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	if !slices.Equal(got.ids(), numbers(100, 134)) || c.requests("/visits?") != 4 {
		t.Errorf("%d visits with %d list requests", len(got.records), c.requests("/visits?"))
	}
	for _, page := range got.pages[:3] {
		if len(page.Records) > 10 || page.Resume != "users:0" {
			t.Errorf("a page inside a batch has %d records and resumes at %q", len(page.Records), page.Resume)
		}
	}
}

// Where the vendor cuts a member's visits into pages, one that spoils its page is lost alone, and the tally knows of it.
func TestAVisitThatSpoilsItsPage(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = []int{1}
	c.visits[1] = numbers(100, 134)
	c.before = func(c *clinic, r *http.Request) {
		start, _ := strconv.Atoi(r.URL.Query().Get("start"))
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		delete(c.statuses, "/visits")
		if start <= 17 && 17 < start+limit {
			c.statuses["/visits"] = http.StatusInternalServerError
		}
	}
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	lost := []extract.Skip{{Reason: extract.SkipRow, Count: 1, Lost: true}}
	if want := slices.Concat(numbers(100, 116), numbers(118, 134)); !slices.Equal(got.ids(), want) || !slices.Equal(got.done.Skipped, lost) {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
	if n := c.requests("/visits?"); n > 4+8 {
		t.Errorf("%d list requests", n)
	}
}

func TestAMemberIsListedOnceHoweverOftenTheUsersAreWalked(t *testing.T) {
	c := townOfVisits(t)
	c.bodies["/users"] = `{"data":[{"id":"1"},{"id":"2"}],"total_count":3}`
	c.before = func(c *clinic, r *http.Request) {
		c.bodies["/users"] = `{"data":[{"id":"1"},{"id":"2"}],"total_count":3}`
		if r.URL.Query().Get("start") != "0" {
			c.bodies["/users"] = `{"data":[]}`
		}
	}
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	if c.requests("/visits?") != 2 || c.requests("/users?") != 6 || len(got.records) != 5 || got.done.Complete {
		t.Errorf("%d lists of %d walks, %d visits", c.requests("/visits?"), c.requests("/users?")/2, len(got.records))
	}
}

func TestAStartNamedTwiceIsReadByID(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = []int{1}
	c.bodies["/visits"] = `{"data":[{"id":"31","start":5,"start":6,"member_id":"1"}],"total":1}`
	got := mustPull(t, c.open(nil), extract.Ask{
		Kind: extract.Visit, Mode: extract.Range, From: time.Unix(1_700_000_000, 0), To: time.Unix(1_800_000_000, 0),
	})
	if len(got.records) != 1 {
		t.Errorf("%d visits, %+v", len(got.records), got.done)
	}
}

func TestAnIgnoredMemberParameterIsNoticed(t *testing.T) {
	c := townOfVisits(t)
	c.blind = true
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	if got.done.Complete || !slices.ContainsFunc(got.done.Drift, func(s string) bool { return strings.Contains(s, "parameter") }) {
		t.Errorf("coverage is %+v", got.done)
	}
}

func TestAListThatDoesNotPageEndsAfterItsRepeat(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = []int{1}
	c.bodies["/visits"] = `{"data":[{"id":"31","member_id":"1"},{"id":"32","member_id":"1"}]}`
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	if !slices.Equal(got.ids(), []int{31, 32}) || !got.done.Complete {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
	got = mustPull(t, c.open(func(cfg *vsee.Config) { cfg.PageSize = 2 }), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	if got.done.Complete {
		t.Error("a full page that repeats may hide more, yet the sweep claims to be complete")
	}
}

func TestARangeIsHalfOpenAndReadsNothingOutside(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = []int{1}
	c.visits[1] = numbers(100, 120)
	at := func(n int) time.Time { return time.Unix(int64(visitStart(n)), 0) }
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Range, From: at(105), To: at(110)})
	if !slices.Equal(got.ids(), numbers(105, 109)) || c.requests("/visits/") != 5 || got.done.Basis != "range" {
		t.Errorf("%v with %d reads, %+v", got.ids(), c.requests("/visits/"), got.done)
	}
}

func TestAVisitWithoutAStartIsInNoRangeAndCounted(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = []int{1}
	c.bodies["/visits"] = `{"data":[{"id":"31","member_id":"1"},{"id":"32","member_id":"1"},{"id":"33","member_id":"1"}],"total":3}`
	c.bodies["/visits/32"] = `{"data":{"start":0,"id":"32"}}`
	c.bodies["/visits/33"] = `{"data":{"start":50,"id":"33"}}`
	got := mustPull(t, c.open(nil), extract.Ask{
		Kind: extract.Visit, Mode: extract.Range, From: time.Unix(1_700_000_000, 0), To: time.Unix(1_800_000_000, 0),
	})
	if !slices.Equal(got.ids(), []int{31}) || !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: "no date of the kind's axis: no range", Count: 1}}) {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
}

func TestOwnListsWhatTheTokensUserSees(t *testing.T) {
	c := newClinic(t)
	c.visits[0] = numbers(60, 75)
	got := mustPull(t, c.open(func(cfg *vsee.Config) { cfg.Enumerate = vsee.ByOwn }), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	if !slices.Equal(got.ids(), numbers(60, 75)) || c.requests("/users") != 0 {
		t.Errorf("%v, %d requests for users", got.ids(), c.requests("/users"))
	}
}

func TestAMemberTheVendorDoesNotKnowIsCounted(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = []int{1}
	c.statuses["/visits"] = 404
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
	if !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: "the vendor does not know this member", Count: 1}}) {
		t.Errorf("%+v", got.done)
	}
}

// forbid answers 403 to the lists of these members.
func forbid(c *clinic, members ...int) {
	c.before = func(c *clinic, r *http.Request) {
		delete(c.statuses, "/visits")
		if n, _ := strconv.Atoi(r.URL.Query().Get("member_id")); r.URL.Path == "/visits" && slices.Contains(members, n) {
			c.statuses["/visits"] = http.StatusForbidden
		}
	}
}

// A member closed to the token keeps nobody else out, even where the others have nothing to read.
func TestOneForbiddenMember(t *testing.T) {
	want := []extract.Skip{{Reason: extract.SkipForbidden, Count: 1, Lost: true}}
	for _, visits := range []map[int][]int{{}, {1: {10}, 2: {20}, 3: {30}}} {
		c := newClinic(t)
		c.users["200"], c.visits = numbers(1, 3), visits
		forbid(c, 2)
		got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
		if len(got.records) != max(len(visits)-1, 0) || !slices.Equal(got.done.Skipped, want) || got.done.Complete {
			t.Errorf("%v, %+v", got.ids(), got.done)
		}
	}
}

func TestATokenThatMaySeeNoMembersVisitsIsRefused(t *testing.T) {
	for name, forbidden := range map[string][]int{"all of two": numbers(1, 2), "eleven in a row": numbers(2, 12)} {
		c := newClinic(t)
		c.users["200"] = numbers(1, max(2, forbidden[len(forbidden)-1]))
		forbid(c, forbidden...)
		got := pull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep})
		if !errors.Is(got.err, extract.ErrAuth) || got.done != nil {
			t.Errorf("%s: %v", name, got.err)
		}
	}
	c := townOfVisits(t)
	forbid(c, numbers(2, 11)...)
	if got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep}); got.done.Skipped[0].Count != 10 {
		t.Errorf("ten in a row: %+v", got.done)
	}
}

// Lists that can be read do not excuse visits of which none can.
func TestReadableListsOfUnreadableVisits(t *testing.T) {
	c := newClinic(t)
	c.users["200"], c.visits = numbers(1, 2), map[int][]int{1: {10}, 2: {20}}
	c.bodies["/visits/10"], c.bodies["/visits/20"] = `<html>ZZBODY</html>`, `<html>ZZBODY</html>`
	if got := pull(t, c.open(nil), extract.Ask{Kind: extract.Visit, Mode: extract.Sweep}); !errors.Is(got.err, extract.ErrShape) {
		t.Errorf("%v", got.err)
	}
}
