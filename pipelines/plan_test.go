package pipelines

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// at is an hour of a day of November 2026; day 31 is the first of December.
func at(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }

func swept(id, status string, started, round time.Time) load.Span {
	return load.Span{ID: id, Mode: string(extract.Sweep), Purpose: ForNight, Status: status, Started: started, Round: round}
}

func ranged(status string, from, to, started time.Time) load.Span {
	return load.Span{ID: started.Format("0215"), Mode: string(extract.Range), Purpose: ForNight, Status: status, From: from, To: to, Started: started,
		Round: started}
}

// told writes a plan in a line: days of ranges, "from …" of a sweep that goes on, "done" of what is done in the round.
func told(steps []Step) string {
	var words []string
	for _, s := range steps {
		word := string(s.Mode)
		if s.Mode == extract.Range {
			word += s.From.Format(" 01-02") + s.To.Format(" 01-02")
		}
		if s.Resume != "" {
			word += " from " + s.Resume + " after " + strings.Join(s.Chain, "+")
		}
		if s.Done != nil {
			word += " done by " + s.Done.ID
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

func wantPlan(t *testing.T, r Rhythm, now, round time.Time, spans []load.Span, want string) {
	t.Helper()
	if got := told(r.Plan(now, round, spans)); got != want {
		t.Errorf("the plan is\n%s\nwant\n%s", got, want)
	}
}

var weekly = Rhythm{Lookback: 3 * cell, Sweep: 7 * cell}

// The hot window's end, a year ahead.
const hot10, hot20 = "range 11-07 11-12, ids", "range 11-17 11-22, ids"

func TestTheFirstNightSweeps(t *testing.T) {
	wantPlan(t, weekly, at(10, 2), at(10, 2), nil, "sweep")
	failed := []load.Span{swept("a", Failed, at(9, 2), at(9, 2))}
	wantPlan(t, weekly, at(10, 2), at(10, 2), failed, "sweep")
}

func TestNightsFromAConfiguredDayReadRangesAndSweepAWeekAfterTheFirst(t *testing.T) {
	r := weekly
	r.Since, r.Chunk = at(1, 0), 4*cell
	wantPlan(t, r, at(10, 2), at(10, 2), nil, "range 11-01 11-05, range 11-05 11-07, "+hot10)
	week := []load.Span{ranged(Done, at(1, 0), at(7, 0), at(13, 2)), ranged(Done, at(7, 0), at(400, 0), at(13, 3))}
	wantPlan(t, r, at(20, 1), at(20, 1), week, "range 11-13 11-17, "+hot20)
	wantPlan(t, r, at(20, 2), at(20, 2), week, "range 11-13 11-17, "+hot20+", sweep")
}

func TestANightBetweenSweepsReadsTheHotWindowAndTheOpenRecords(t *testing.T) {
	spans := []load.Span{swept("a", Done, at(9, 2), at(9, 2))}
	wantPlan(t, weekly, at(10, 2), at(10, 2), spans, hot10)
	wantPlan(t, Rhythm{Sweep: 7 * cell}, at(10, 2), at(10, 2), spans, "sweep")
}

// Three weeks without a night: the days between, the oldest first, then the night itself, and the sweep that is due.
func TestMissedNightsAreReadInChunksTheOldestFirst(t *testing.T) {
	r := weekly
	r.Chunk = 7 * cell
	spans := []load.Span{swept("a", Done, at(-4, 2), at(-4, 2)), ranged(Done, at(-4, 0), at(360, 0), at(-2, 2))}
	wantPlan(t, r, at(20, 2), at(20, 2), spans,
		"range 10-29 11-02, range 11-02 11-09, range 11-09 11-16, range 11-16 11-17, "+hot20+", sweep")
}

func TestOnlyNightsThatAreDoneWithoutAGapMoveTheWatermark(t *testing.T) {
	first := swept("a", Done, at(1, 2), at(1, 2))
	backfill := ranged(Done, at(1, 0), at(9, 0), at(12, 2))
	backfill.Purpose = ForBackfill
	goesOn := swept("b", Done, at(8, 2), at(8, 2))
	goesOn.Continues = "stopped"
	for name, c := range map[string]struct {
		want  int // day of November; 0: none
		spans []load.Span
	}{
		"nothing done":                {0, []load.Span{swept("a", Failed, at(1, 2), at(1, 2))}},
		"a sweep":                     {1, []load.Span{first}},
		"a backfill":                  {1, []load.Span{first, backfill}},
		"a range":                     {9, []load.Span{first, ranged(Done, at(1, 0), at(9, 0), at(12, 2))}},
		"an accepted range":           {9, []load.Span{first, ranged(Accepted, at(1, 0), at(9, 0), at(12, 2))}},
		"a failed range":              {1, []load.Span{first, ranged(Failed, at(1, 0), at(9, 0), at(12, 2))}},
		"a range after a gap":         {1, []load.Span{first, ranged(Done, at(2, 0), at(9, 0), at(12, 2))}},
		"the gap read later":          {9, []load.Span{first, ranged(Done, at(2, 0), at(9, 0), at(12, 2)), ranged(Done, at(1, 0), at(2, 0), at(13, 2))}},
		"days that were not over":     {5, []load.Span{first, ranged(Done, at(1, 0), at(9, 0), at(5, 22))}},
		"a sweep of two nights":       {6, []load.Span{first, swept("stopped", Interrupted, at(6, 2), at(6, 2)), goesOn}},
		"a sweep that stopped":        {1, []load.Span{first, swept("b", Interrupted, at(6, 2), at(6, 2))}},
		"a range before the sweep":    {1, []load.Span{first, ranged(Done, at(-9, 0), at(-3, 0), at(12, 2))}},
		"ranges in any order":         {12, []load.Span{first, ranged(Done, at(5, 0), at(20, 0), at(12, 2)), ranged(Done, at(0, 0), at(6, 0), at(12, 3))}},
		"a range within a longer one": {9, []load.Span{first, ranged(Done, at(1, 0), at(9, 0), at(12, 2)), ranged(Done, at(2, 0), at(4, 0), at(13, 2))}},
	} {
		t.Run(name, func(t *testing.T) {
			want := time.Time{}
			if c.want != 0 {
				want = at(c.want, 0)
			}
			if got := weekly.Watermark(c.spans); !got.Equal(want) {
				t.Errorf("the watermark is %v, want %v", got, want)
			}
		})
	}
}

func TestARoundThatIsGoneOnWithDoesNotWalkAgain(t *testing.T) {
	r := weekly
	r.Since, r.Chunk = at(1, 0), 4*cell
	round := at(10, 22)
	in := func(s load.Span) load.Span { s.Round = round; return s }
	spans := []load.Span{in(ranged(Done, at(1, 0), at(5, 0), at(10, 22))), in(ranged(Failed, at(5, 0), at(7, 0), at(10, 22))),
		in(ranged(Done, at(7, 0), at(377, 0), at(10, 23)))}
	// a failed chunk is walked again, the hot window is not, though midnight has passed
	wantPlan(t, r, at(11, 3), round, spans, "range 11-05 11-07, range 11-07 11-12 done by 1023, ids")
	wantPlan(t, r, at(11, 23), at(11, 23), spans, "range 11-05 11-08, range 11-08 11-13, ids")
	backfill := slices.Clone(spans)
	for n := range backfill {
		backfill[n].Purpose = ForBackfill
	}
	wantPlan(t, r, at(11, 3), round, backfill, "range 11-01 11-05, range 11-05 11-07, "+hot10)
}

// What follows a sweep, deletions above all, is still to be done where the stop came after it.
func TestASweepDoneInTheRoundIsStillInThePlan(t *testing.T) {
	spans := []load.Span{swept("a", Done, at(2, 2), at(2, 2)), swept("b", Interrupted, at(10, 2), at(10, 2)), swept("c", Done, at(10, 3), at(10, 2))}
	spans[2].Continues = "b"
	steps := weekly.Plan(at(10, 4), at(10, 2), spans)
	if got := told(steps); got != hot10+", sweep done by c" {
		t.Fatalf("the plan is %s", got)
	}
	if got := fmt.Sprint(steps[2].Chain); got != "[b c]" {
		t.Errorf("the sweep's windows are %s, want [b c]", got)
	}
	wantPlan(t, weekly, at(11, 2), at(11, 2), spans, "range 11-08 11-13, ids")
	doubted := append(slices.Clone(spans), swept("d", Failed, at(10, 4), at(10, 2))) // too much was missing, a later run found
	wantPlan(t, weekly, at(11, 2), at(11, 2), doubted, "range 11-08 11-13, ids, sweep")
}

// Nobody else would read again what a sweep missed and could not be read by its id.
func TestASweepIsDueAgainUntilWhatItMissedWasRead(t *testing.T) {
	sweep := swept("a", Done, at(9, 2), at(9, 2))
	by := func(mode, status string, started time.Time) load.Span {
		return load.Span{ID: mode + status, Mode: mode, Purpose: ForNight, Status: status, Started: started, Round: at(9, 2)}
	}
	next := by(string(extract.IDs), Failed, at(10, 2))
	next.Round = at(10, 2)
	for name, c := range map[string]struct {
		want  string
		spans []load.Span
	}{
		"confirmed":               {hot10, []load.Span{sweep, by(modeConfirm, Done, at(9, 3))}},
		"accepted":                {hot10, []load.Span{sweep, by(modeConfirm, Accepted, at(9, 3))}},
		"not confirmed":           {hot10 + ", sweep", []load.Span{sweep, by(modeConfirm, Failed, at(9, 3))}},
		"confirmed later":         {hot10, []load.Span{sweep, by(modeConfirm, Interrupted, at(9, 3)), by(modeConfirm, Done, at(9, 4))}},
		"not read":                {hot10 + ", sweep", []load.Span{sweep, by(string(extract.IDs), Interrupted, at(9, 3))}},
		"deferred":                {hot10, []load.Span{sweep, by(modeConfirm, Deferred, at(9, 3))}},
		"open records before it":  {hot10, []load.Span{by(string(extract.IDs), Failed, at(9, 1)), sweep}},
		"open records of a night": {hot10, []load.Span{sweep, next}},
	} {
		t.Run(name, func(t *testing.T) { wantPlan(t, weekly, at(10, 2), at(10, 2), c.spans, c.want) })
	}
}

func TestAStoppedSweepGoesOnUnlessAnotherIsDue(t *testing.T) {
	stopped := func(id, after string, day int, status string) load.Span {
		s := swept(id, status, at(day, 2), at(day, 2))
		s.Resume, s.Continues = "page "+id, after
		return s
	}
	first := swept("0", Done, at(1, 2), at(1, 2))
	for name, c := range map[string]struct {
		now   time.Time
		want  string
		spans []load.Span
	}{
		"stopped":            {at(10, 4), "sweep from page a after a", []load.Span{first, stopped("a", "", 9, Interrupted)}},
		"twice":              {at(10, 4), "sweep from page b after a+b", []load.Span{first, stopped("a", "", 8, Deferred), stopped("b", "a", 9, Interrupted)}},
		"before a page":      {at(10, 4), "sweep", []load.Span{first, swept("a", Interrupted, at(9, 2), at(9, 2))}},
		"too long ago":       {at(16, 2), "sweep", []load.Span{first, stopped("a", "", 9, Interrupted)}},
		"longer than a week": {at(16, 4), "sweep from page b after a+b", []load.Span{first, stopped("a", "", 8, Deferred), stopped("b", "a", 15, Deferred)}},
		"failed":             {at(10, 4), "sweep", []load.Span{first, stopped("a", "", 9, Failed)}},
		"done after it":      {at(10, 4), "sweep", []load.Span{stopped("a", "", 1, Interrupted), swept("b", Done, at(2, 2), at(2, 2))}},
		"a circle of books":  {at(10, 4), "sweep from page b after a+b", []load.Span{first, stopped("a", "b", 8, Interrupted), stopped("b", "a", 9, Interrupted)}},
	} {
		t.Run(name, func(t *testing.T) {
			steps := weekly.Plan(c.now, c.now, c.spans)
			if got := told(steps[len(steps)-1:]); got != c.want {
				t.Errorf("the plan ends in %q, want %q", got, c.want)
			}
		})
	}
	inRound := []load.Span{stopped("a", "", 10, Failed)}
	wantPlan(t, weekly, at(10, 4), at(10, 2), inRound, "sweep from page a after a")
	wantPlan(t, Rhythm{Sweep: 7 * cell}, at(10, 4), at(10, 4), []load.Span{stopped("a", "", 9, Accepted)}, "sweep")
	daily := Rhythm{Lookback: 3 * cell, Sweep: cell}
	wantPlan(t, daily, at(10, 4), at(10, 4), []load.Span{first, stopped("a", "", 9, Deferred)}, "range 11-01 11-07, "+hot10+", sweep from page a after a")
}
