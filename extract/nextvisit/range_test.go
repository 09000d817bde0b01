package nextvisit

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// hour is when the n-th of daily notes was created.
func hour(n int) time.Time { return time.Date(2025, 1, 1, n, 0, 0, 0, time.UTC) }

// hourly are n notes, one an hour, ids from 1.
func hourly(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf(`{"id":%d,"team_id":5,"created_at":%q}`, i+1, hour(i+1).Format(time.RFC3339)))
	}
	return all
}

func between(from, to time.Time) extract.Ask {
	return extract.Ask{Mode: extract.Range, From: from, To: to}
}

// A range of an old month in a long list is found by bisection: 200 notes are 100 pages.
func TestARangeIsFoundByBisection(t *testing.T) {
	for name, c := range map[string]struct {
		from, to int
		ids      string
		most     int32
	}{
		"in the middle":    {101, 104, "101 102 103", 13},
		"at the beginning": {-5, 3, "1 2", 5},
		"at the end":       {199, 300, "199 200", 12},
		"before all":       {-9, 0, "", 5},
		"after all":        {400, 500, "", 12},
	} {
		vendor := &clinic{notes: hourly(200), meta: true}
		got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(c.from), hour(c.to)))
		if got.err != nil || got.ids() != c.ids || !got.done.Complete || got.done.Claimed != -1 || len(got.done.Drift) > 0 {
			t.Errorf("%s: %s, %+v, %v", name, got.ids(), got.done, got.err)
		}
		if n := vendor.requests.Load(); n > c.most {
			t.Errorf("%s: %d requests", name, n)
		}
	}
}

// A range is of the vendor's own times. That its clock is three hours ahead of ours, or behind, changes the way to the notes, not which
// they are.
func TestARangeAsksNoClock(t *testing.T) {
	now := time.Now().UTC().Truncate(time.Hour)
	var notes []string
	for i := range 73 { // one every ten minutes, six hours before to six hours after now
		notes = append(notes, fmt.Sprintf(`{"id":%d,"team_id":5,"created_at":%q}`, i+1, now.Add(time.Duration(i-36)*10*time.Minute).Format(time.RFC3339)))
	}
	s := open(t, &clinic{notes: notes, meta: true}, rest.Settings{})
	for from := -6; from < 6; from++ {
		for to := from + 1; to <= 6; to++ {
			got := pullAll(t, s, between(now.Add(time.Duration(from)*time.Hour), now.Add(time.Duration(to)*time.Hour)))
			want := (to - from) * 6
			if got.err != nil || len(got.records) != want || !got.done.Complete || !strings.Contains(got.ids(), strconv.Itoa((from+6)*6+1)) {
				t.Errorf("from %d to %d hours: %d of %d notes, %+v, %v", from, to, len(got.records), want, got.done, got.err)
			}
		}
	}
}

// A range that reaches into the future lies at the head of the list: it is walked from there, newest first.
func TestAHotWindowIsReadFromTheHead(t *testing.T) {
	vendor := &clinic{notes: hourly(200), meta: true}
	got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(196), time.Now().AddDate(1, 0, 0)))
	if got.err != nil || got.ids() != "200 199 198 197 196" || !got.done.Complete {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
	if n := vendor.requests.Load(); n != 5 {
		t.Errorf("%d requests for 3 pages and 2 behind them", n)
	}
}

// Notes that arrive while the head is walked show rows again, all of a page when they are just as many as a page holds. That is
// neither a circle nor another order.
func TestNotesArriveBetweenTwoPagesOfTheHead(t *testing.T) {
	for name, pad := range map[string]string{"pages of equal bytes": "", "signed anew": `,"audio":{"file_url":"https://a.test/SIGNED"}`} {
		notes := hourly(50)
		for i := range notes {
			notes[i] = strings.TrimSuffix(notes[i], "}") + pad + "}"
		}
		for arriving := 1; arriving <= 2; arriving++ {
			vendor := &clinic{notes: notes[:40], meta: true}
			vendor.before = func(page int) {
				if page == 2 {
					vendor.notes = notes[:40+arriving]
				}
			}
			got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(37), time.Now().AddDate(1, 0, 0)))
			if got.err != nil || distinct(got) != "40 39 38 37" || !got.done.Complete || len(got.done.Drift) > 0 || vendor.requests.Load() > 6 {
				t.Errorf("%s, %d: %s, %d requests, %+v, %v", name, arriving, distinct(got), vendor.requests.Load(), got.done, got.err)
			}
		}
	}
}

// A vendor that shows its head whatever page is asked for is found out all the same.
func TestTheHeadAgainAndAgain(t *testing.T) {
	for name, pad := range map[string]string{"the same bytes": "", "signed anew": `,"audio":{"file_url":"https://a.test/SIGNED"}`, "unreadable": `,"id":7`} {
		vendor := &clinic{notes: []string{strings.TrimSuffix(hourly(1)[0], "}") + pad + "}"}, meta: true, stuck: true}
		got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(0), time.Now().AddDate(1, 0, 0)))
		if !errors.Is(got.err, extract.ErrLoop) || vendor.requests.Load() != 3 {
			t.Errorf("%s: %d requests, %v", name, vendor.requests.Load(), got.err)
		}
	}
}

// Without last_page there is nothing to bisect, and the head is the only way that may end early.
func TestARangeWithoutPageNumbers(t *testing.T) {
	vendor := &clinic{notes: hourly(20)}
	got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(16), hour(18)))
	if got.err != nil || got.ids() != "17 16" || !got.done.Complete || vendor.requests.Load() > 7 {
		t.Errorf("%s, %+v, %d requests, %v", got.ids(), got.done, vendor.requests.Load(), got.err)
	}
}

// A list in another order than created_at cannot end early, and no page can be left out.
func TestAListOutOfOrderIsWalkedWhole(t *testing.T) {
	shuffled := hourly(40)
	slices.Reverse(shuffled[10:30])
	onePage := hourly(40)
	onePage[20], onePage[21] = onePage[21], onePage[20]
	stray := hourly(40) // one far away from its place, and two that betray it
	stray[8], stray[32], stray[33] = strings.Replace(stray[8], hour(9).Format(time.RFC3339), hour(31).Format(time.RFC3339), 1), stray[33], stray[32]
	ahead := hourly(40) // a page of the future, and one note moved behind it
	ahead[10] = strings.Replace(ahead[10], hour(11).Format(time.RFC3339), hour(100).Format(time.RFC3339), 1)
	ahead[11] = strings.Replace(ahead[11], hour(12).Format(time.RFC3339), hour(101).Format(time.RFC3339), 1)
	ahead[29] = strings.Replace(ahead[29], hour(30).Format(time.RFC3339), hour(8).Format(time.RFC3339), 1)
	behind := hourly(40) // a page of the past among later ones
	behind[30] = strings.Replace(behind[30], hour(31).Format(time.RFC3339), hour(1).Format(time.RFC3339), 1)
	behind[31] = strings.Replace(behind[31], hour(32).Format(time.RFC3339), hour(2).Format(time.RFC3339), 1)
	late := append(hourly(40), hourly(1)...)
	late[40] = strings.Replace(late[40], `"id":1,`, `"id":41,`, 1)
	for name, c := range map[string]struct {
		vendor   *clinic
		from, to time.Time
		ids      string
	}{
		"seen while looking for the page": {&clinic{notes: shuffled, meta: true}, hour(19), hour(22), "21 20 19"},
		"seen while walking":              {&clinic{notes: onePage, meta: true}, hour(20), hour(23), "20 22 21"},
		"a page not looked at holds one":  {&clinic{notes: stray, meta: true}, hour(30), hour(33), "30 31 32 9"},
		"seen to the left of a page":      {&clinic{notes: ahead, meta: true}, hour(8), hour(9), "8 30"},
		"seen to the right of a page":     {&clinic{notes: behind, meta: true}, hour(30), hour(31), "30"},
		"newest first, and it is not":     {&clinic{notes: hourly(40), meta: true, deaf: true}, hour(39), time.Now().Add(time.Hour), "39 40"},
		"an old note at the head":         {&clinic{notes: late, meta: true}, hour(1), time.Now().Add(time.Hour), ""},
	} {
		got := pullAll(t, open(t, c.vendor, rest.Settings{}), between(c.from, c.to))
		if got.err != nil || !got.done.Complete || !slices.Contains(got.done.Drift, driftOrder) {
			t.Errorf("%s: %s, %+v, %v", name, got.ids(), got.done, got.err)
		}
		if c.ids != "" && distinct(got) != c.ids || c.ids == "" && got.done.Distinct != 41 {
			t.Errorf("%s: %s, %d", name, got.ids(), got.done.Distinct)
		}
	}
}

// distinct are the ids of a result in their order, each once.
func distinct(got result) string {
	var all []string
	for _, r := range got.records {
		if !slices.Contains(all, r.ID) {
			all = append(all, r.ID)
		}
	}
	return strings.Join(all, " ")
}

// Notes deleted between the look for the page and the walk move the range to a page before it.
func TestADeletionBeforeTheWalk(t *testing.T) {
	vendor := &clinic{notes: hourly(40), meta: true}
	vendor.before = func(int) {
		if vendor.requests.Load() == 6 { // the first of the walk
			vendor.notes = vendor.notes[8:]
		}
	}
	got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(30), hour(33)))
	if got.err != nil || distinct(got) != "30 31 32" || !got.done.Complete || !slices.Contains(got.done.Drift, driftAgain) {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
}

// Notes deleted during the walk move rows up: the range is read again, and stays doubtful when the list never rests.
func TestADeletionDuringARange(t *testing.T) {
	deletions := 1
	vendor := &clinic{notes: hourly(12), meta: true}
	vendor.before = func(page int) {
		if page == 3 && deletions > 0 {
			deletions--
			vendor.notes = vendor.notes[:len(vendor.notes)-1]
		}
	}
	ask := between(hour(1), time.Now().Add(time.Hour))
	got := pullAll(t, open(t, vendor, rest.Settings{}), ask)
	if got.err != nil || !got.done.Complete || !slices.Contains(got.done.Drift, driftAgain) {
		t.Errorf("%+v, %v", got.done, got.err)
	}
	deletions, vendor.notes = 99, hourly(30)
	if got = pullAll(t, open(t, vendor, rest.Settings{}), ask); got.err != nil || got.done.Complete || !slices.Contains(got.done.Drift, driftTotal) {
		t.Errorf("a list that never rests: %+v, %v", got.done, got.err)
	}
}

func TestANoteWithoutADateIsInNoRange(t *testing.T) {
	vendor := &clinic{notes: []string{hourly(1)[0], `{"id":99,"team_id":5}`}, meta: true}
	got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(0), hour(2)))
	want := []extract.Skip{{Reason: extract.SkipUndated, Count: 1}}
	if got.err != nil || got.ids() != "1" || !slices.Equal(got.done.Skipped, want) {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
}

// Another team's note ends the pull also where a page was only looked at.
func TestAnotherTeamsNoteIsSeenWhileLookingForThePage(t *testing.T) {
	notes := hourly(40)
	notes[20] = strings.Replace(notes[20], `"team_id":5`, `"team_id":6`, 1)
	got := pullAll(t, open(t, &clinic{notes: notes, meta: true}, rest.Settings{}), between(hour(30), hour(32)))
	if !errors.Is(got.err, extract.ErrTenant) || len(got.records) > 0 {
		t.Errorf("%s, %v", got.ids(), got.err)
	}
}

// A vendor that knows cursors alone says by current_page that it does not heed `page`: nothing is bisected.
func TestPageIgnoredInARange(t *testing.T) {
	vendor := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		at, _ := strconv.Atoi(r.URL.Query().Get("cursor"))
		list := hourly(40)
		if r.URL.Query().Get("sort_by") == latest {
			slices.Reverse(list)
		}
		_, _ = fmt.Fprintf(w, `{"data":[%s],"links":{"next":"?cursor=%d"},"meta":{"current_page":1,"last_page":20}}`, strings.Join(list[at:at+2], ","), at+2)
	})
	got := pullAll(t, open(t, vendor, rest.Settings{}), between(hour(35), hour(38)))
	if got.err != nil || got.ids() != "37 36 35" || !got.done.Complete {
		t.Errorf("%s, %+v, %v", got.ids(), got.done, got.err)
	}
}
