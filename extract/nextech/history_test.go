package nextech_test

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/nextech"
)

// clinicOfYears has one patient with an encounter on the first of every month of ten years.
func clinicOfYears(t *testing.T) *clinic {
	c := newClinic(t)
	for n := range 120 {
		c.encounters["41"] = append(c.encounters["41"], encounter{strconv.Itoa(n + 1), time.Date(2017, time.Month(n+1), 1, 9, 0, 0, 0, time.UTC), ""})
	}
	return c
}

// holds counts the clinic's encounters in the range of a request.
func (c *clinic) holds(r *http.Request) (n int) {
	from, to := c.rangeOf(r)
	for _, e := range c.encounters["41"] {
		if !e.at.Before(from) && !e.at.After(to) {
			n++
		}
	}
	return n
}

// Whatever a large answer becomes — a failure, one over our limit, one that breaks off — it is read in parts, at
// once: halving a range tries again.
func TestAHistoryTooLargeForOneAnswerIsReadInParts(t *testing.T) {
	const most = 15
	for name, spoil := range map[string]func(*clinic){
		"500": func(c *clinic) {
			c.refuse = func(r *http.Request) int {
				if c.holds(r) > most {
					return http.StatusInternalServerError
				}
				return 0
			}
		},
		"over the limit": func(c *clinic) {
			c.bend = func(r *http.Request) string {
				if c.holds(r) > most {
					return `["` + strings.Repeat("x", 40_000) + `"]`
				}
				return ""
			}
		},
		"broken off": func(c *clinic) {
			c.bend = func(r *http.Request) string {
				if c.holds(r) > most {
					return `[{"summary":`
				}
				return ""
			}
		},
	} {
		c := clinicOfYears(t)
		spoil(c)
		roster := c.roster("r.csv", "patient_id\n41\n")
		got := mustPull(t, c.open(func(cfg *nextech.Config) { roster(cfg); cfg.MaxBody, cfg.MaxRetries = 30_000, 3 }), sweep(extract.Encounter))
		if len(got.records) != 120 || got.twice > 0 || len(got.done.Skipped) > 0 || len(got.done.Drift) != 1 {
			t.Errorf("%s: %d encounters, %+v", name, len(got.records), got.done)
		}
		if n := len(c.asked); n > 80 {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

// One encounter that the vendor cannot show costs that day alone, and the window stays open.
func TestAPoisonedDayIsLostAndTheRestRead(t *testing.T) {
	c := clinicOfYears(t)
	poison := c.encounters["41"][60].at
	c.refuse = func(r *http.Request) int {
		if from, to := c.rangeOf(r); !poison.Before(from) && !poison.After(to) {
			return http.StatusInternalServerError
		}
		return 0
	}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), sweep(extract.Encounter))
	if n, lost := got.skipped("fails"); n != 1 || !lost || len(got.records) != 119 || len(c.asked) > 80 {
		t.Errorf("%d encounters with %d requests, %+v", len(got.records), len(c.asked), got.done)
	}
}

// An asked encounter that may lie in what could not be read is not called vanished.
func TestWhatMayLieInALostDayHasNotVanished(t *testing.T) {
	c := clinicOfYears(t)
	poison := c.encounters["41"][60].at
	c.refuse = func(r *http.Request) int {
		if from, to := c.rangeOf(r); !poison.Before(from) && !poison.After(to) {
			return http.StatusInternalServerError
		}
		return 0
	}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), named(extract.Encounter, "41/1", "41/61"))
	vanished, _ := got.skipped("vanished")
	if _, lost := got.skipped("fails"); vanished > 0 || !lost || !slices.Equal(got.ids(), []string{"41/1"}) {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
}

// A vendor that fails on one patient whatever is asked is not asked for ever, and one that fails on all is out of order.
func TestAVendorOutOfOrderIsLeftAlone(t *testing.T) {
	c := newClinic(t)
	c.encounters["42"] = []encounter{{"1", day(1), ""}}
	all := false
	c.refuse = func(r *http.Request) int {
		if all || strings.HasPrefix(r.URL.Path, "/41/") {
			return http.StatusInternalServerError
		}
		return 0
	}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n42\n")), sweep(extract.Encounter))
	if n, lost := got.skipped("fails"); n != 1 || !lost || len(got.records) != 1 || c.requests("/41/") > 20 {
		t.Errorf("%d requests, %+v", c.requests("/41/"), got.done)
	}
	all = true
	many := "patient_id\n"
	for n := range 100 {
		many += strconv.Itoa(n+1) + "\n"
	}
	before := len(c.asked)
	if got := pull(t, c.open(c.roster("r.csv", many)), sweep(extract.Encounter)); !errors.Is(got.err, extract.ErrUnavailable) || len(c.asked)-before > 300 {
		t.Errorf("%d requests of a vendor that fails on everything end in %v", len(c.asked)-before, got.err)
	}
}

// Patients without encounters show that the vendor is at work, however many others it fails on.
func TestEmptyAnswersAreNoTrouble(t *testing.T) {
	c := newClinic(t)
	many := "patient_id\n"
	for n := range 30 {
		many += strconv.Itoa(n+1) + "\n"
	}
	c.refuse = func(r *http.Request) int {
		if n, _ := strconv.Atoi(strings.Split(r.URL.Path, "/")[1]); n%2 == 0 {
			return http.StatusInternalServerError
		}
		return 0
	}
	got := mustPull(t, c.open(c.roster("r.csv", many)), sweep(extract.Encounter))
	if n, lost := got.skipped("fails"); n != 15 || !lost {
		t.Errorf("%+v", got.done)
	}
}

// A patient of whom nothing can be read from some day on costs so many requests and no more.
func TestAFailingHistoryIsGivenUp(t *testing.T) {
	c := clinicOfYears(t)
	c.refuse = func(r *http.Request) int {
		if _, to := c.rangeOf(r); to.Year() > 1999 {
			return http.StatusInternalServerError
		}
		return 0
	}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), sweep(extract.Encounter))
	if n, lost := got.skipped("fails"); n != 1 || !lost || len(c.asked) > 100 {
		t.Errorf("%d requests, %+v", len(c.asked), got.done)
	}
}

// A part without encounters may be answered with 404: the patient has others.
func TestA404OfAPartIsNotCounted(t *testing.T) {
	c := clinicOfYears(t)
	c.refuse = func(r *http.Request) int {
		switch n := c.holds(r); {
		case n == 0:
			return http.StatusNotFound
		case n > 15:
			return http.StatusInternalServerError
		}
		return 0
	}
	got := mustPull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), sweep(extract.Encounter))
	if len(got.records) != 120 || len(got.done.Skipped) > 0 {
		t.Errorf("%d encounters, %+v", len(got.records), got.done)
	}
}

// A vendor under repair is no patient's fault.
func TestA503EndsThePull(t *testing.T) {
	c := clinicOfYears(t)
	c.refuse = func(*http.Request) int { return http.StatusServiceUnavailable }
	got := pull(t, c.open(c.roster("r.csv", "patient_id\n41\n")), sweep(extract.Encounter))
	if !errors.Is(got.err, extract.ErrUnavailable) || len(c.asked) != 1 {
		t.Errorf("%d requests, %v", len(c.asked), got.err)
	}
	if ids := got.ids(); !slices.Equal(ids, nil) {
		t.Errorf("%v", ids)
	}
}
