package pipelines

import (
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// nightsOf is a ledger that nights of any outcome fill.
type nightsOf struct {
	rhythm Rhythm
	now    time.Time
	round  time.Time
	open   bool // the last run was not done: the next one may go on with its round
	spans  []load.Span
}

// night makes the walks of a plan until one of them stops the run, as dice or a calm night decides, and tells which it made.
func (n *nightsOf) night(t *rapid.T, calm bool) (walked []Step) {
	if !n.open || n.now.Sub(n.round) > roundAge {
		n.round = n.now
	}
	n.open = false
	for _, step := range n.rhythm.Plan(n.now, n.round, n.spans) {
		if step.Mode == extract.IDs || step.Done != nil {
			continue
		}
		n.now = n.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute)
		s := load.Span{ID: strconv.Itoa(len(n.spans)), Mode: string(step.Mode), Purpose: ForNight, Status: Done, Round: n.round,
			From: step.From, To: step.To, Started: n.now, Resume: step.Resume}
		if len(step.Chain) > 0 {
			s.Continues = step.Chain[len(step.Chain)-1]
		}
		walked = append(walked, step)
		if !calm && rapid.IntRange(0, 3).Draw(t, "fate") == 0 {
			s.Status = rapid.SampledFrom([]string{Failed, Interrupted, Deferred, Running}).Draw(t, "status")
			if step.Mode == extract.Sweep && rapid.Bool().Draw(t, "marked") {
				s.Resume = s.ID
			}
			n.open = true
		} else {
			s.Resume = ""
		}
		n.spans = append(n.spans, s)
		if n.open {
			return walked
		}
	}
	return walked
}

// covered is the watermark told another way: day by day, what was read by a night after the day was over.
func (n *nightsOf) covered() time.Time {
	day, begins := n.rhythm.Since, !n.rhythm.Since.IsZero()
	if !begins {
		day = at(-400, 0)
	}
	for ; n.day(day); day = day.Add(cell) {
		begins = true
	}
	if !begins {
		return time.Time{}
	}
	return day
}

func (n *nightsOf) day(day time.Time) bool {
	over := day.Add(cell)
	for _, s := range n.spans {
		if s.Purpose != ForNight || s.Status != Done && s.Status != Accepted {
			continue
		}
		first := s
		for first.Continues != "" {
			at, _ := strconv.Atoi(first.Continues)
			first = n.spans[at]
		}
		reads := s.Mode == string(extract.Sweep) || !s.From.After(day) && !s.To.Before(over)
		if reads && !first.Started.Before(over) {
			return true
		}
	}
	return false
}

// wantWalks checks a run's walks against what was done before it.
func (n *nightsOf) wantWalks(t *rapid.T, walked []Step, before []load.Span, mark time.Time) {
	for _, step := range walked {
		for _, s := range before {
			if s.Mode == string(step.Mode) && s.Purpose == ForNight && s.Status == Done && s.Round.Equal(n.round) &&
				!s.From.After(step.From) && !s.To.Before(step.To) {
				t.Fatalf("%s is walked again in the round of %s", told([]Step{step}), n.round)
			}
		}
		if step.Mode != extract.Range {
			continue
		}
		if !floor(step.From).Equal(step.From) || !floor(step.To).Equal(step.To) {
			t.Fatalf("%s is not of whole days", told([]Step{step}))
		}
		hot := floor(n.round.Add(-n.rhythm.Lookback))
		if step.From.Before(mark) && step.From.Before(hot) || step.From.Before(hot) && step.To.Sub(step.From) > n.rhythm.chunk() {
			t.Fatalf("%s, watermark %s", told([]Step{step}), mark)
		}
	}
}

// Whatever happened in nights before, the watermark is the first day nobody read after its end, never falls, and one calm run leaves
// nothing unread up to its day: also after weeks without a night, beside backfills, over midnight. P4.
func TestAfterAnyNightsTheNextOneLeavesNoGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := &nightsOf{now: at(1, rapid.IntRange(0, 23).Draw(t, "hour"))}
		n.rhythm = Rhythm{Lookback: time.Duration(rapid.IntRange(0, 5).Draw(t, "lookback")) * cell, Sweep: 7 * cell,
			Chunk: time.Duration(rapid.IntRange(1, 9).Draw(t, "chunk")) * cell}
		if n.rhythm.Lookback > 0 && rapid.Bool().Draw(t, "from a day on") {
			n.rhythm.Since = at(-20, 0)
		}
		for range rapid.IntRange(1, 12).Draw(t, "nights") {
			n.pass(t, false)
		}
		n.pass(t, true)
		n.open, n.now = false, n.now.Add(time.Hour)
		n.pass(t, true)
		if mark := n.rhythm.Watermark(n.spans); mark.Before(floor(n.round)) {
			t.Fatalf("after a calm night of %s the watermark is %s", n.round, mark)
		}
	})
}

// pass lets time pass, or a backfill happen, and runs a night.
func (n *nightsOf) pass(t *rapid.T, calm bool) {
	n.now = n.now.Add(time.Duration(rapid.SampledFrom([]int{1, 2, 5, 11, 13, 24, 25, 72, 600}).Draw(t, "hours")) * time.Hour)
	if rapid.IntRange(0, 4).Draw(t, "backfill") == 0 {
		from := at(rapid.IntRange(-30, 30).Draw(t, "from"), 0)
		n.spans = append(n.spans, load.Span{ID: strconv.Itoa(len(n.spans)), Mode: string(extract.Range), Purpose: ForBackfill, Status: Done,
			From: from, To: from.Add(9 * cell), Started: n.now})
	}
	before, mark := n.spans, n.rhythm.Watermark(n.spans)
	walked := n.night(t, calm)
	n.wantWalks(t, walked, before, mark)
	after := n.rhythm.Watermark(n.spans)
	if after.Before(mark) {
		t.Fatalf("the watermark fell from %s to %s", mark, after)
	}
	if n.rhythm.Lookback > 0 && !after.Equal(n.covered()) {
		t.Fatalf("the watermark is %s, and the first day not read is %s", after, n.covered())
	}
}
