package pipelines

import (
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// Purposes of a window in ops.windows.
const (
	ForNight    = "nightly"
	ForBackfill = "backfill"
	ForReplay   = "replay"
	ForRebuild  = "rebuild"
)

// Rhythm says what a night reads of a kind.
type Rhythm struct {
	Known    bool          // the ids seen before, one by one, and nothing else
	Since    time.Time     // where a kind with an axis begins; zero: its first night is a sweep
	Lookback time.Duration // between two sweeps: the window before the night along the kind's axis; 0: every night is a sweep
	Sweep    time.Duration // a sweep is due so long after the last one
	Chunk    time.Duration // nights that were missed are read in windows of at most so long, whole days; 0: 28 days
}

// Windows lie on a grid of UTC days.
const (
	cell         = 24 * time.Hour
	defaultChunk = 28 * cell
)

// ahead is how far the hot window reaches past the night: some vendors date records into the future.
const ahead = 366 * cell

// Step is one walk of a plan.
type Step struct {
	Mode     extract.Mode // Range, Sweep, or IDs: the open records that the ranges before did not meet
	From, To time.Time    // Range: half-open, whole UTC days
	Resume   string       // Sweep: where a stopped one goes on; empty: from the start
	Chain    []string     // Sweep: the windows it goes on with, the first one first
	Lost     uint64       // Sweep: what those could not read
	Done     *load.Span   // the window that did it in this round: only what follows a walk is left
}

// Plan lists the walks of one night in the order they are made: missed nights, oldest first; the hot window; open records those did
// not meet; the sweep, last: where a vendor counts requests it may take several nights, and what is new must not wait for it. The
// windows lie around the round's beginning: a run that goes on with it after midnight finds the same ones.
func (r Rhythm) Plan(now, round time.Time, spans []load.Span) []Step {
	if r.Lookback == 0 {
		return []Step{sweepStep(now, round, r.Sweep, spans)}
	}
	mark := r.Watermark(spans)
	if mark.IsZero() {
		return []Step{sweepStep(now, round, r.Sweep, spans)}
	}
	hot := floor(round.Add(-r.Lookback))
	var steps []Step
	for _, w := range chunks(mark, hot, r.chunk()) {
		steps = append(steps, rangeStep(w.from, w.to, round, spans))
	}
	steps = append(steps, rangeStep(hot, ceil(round.Add(ahead)), round, spans), Step{Mode: extract.IDs})
	if r.sweepDue(now, spans) || sweptIn(round, spans) != nil {
		steps = append(steps, sweepStep(now, round, r.Sweep, spans))
	}
	return steps
}

// Watermark is the end of what nights have read without a gap: a sweep reads all that was there when its first window began, a range
// its own days as far as they were over. Backfills do not move it. Zero: no night was done and no beginning is configured.
func (r Rhythm) Watermark(spans []load.Span) time.Time {
	mark := r.Since
	for _, s := range spans {
		if s.Purpose == ForNight && s.Mode == string(extract.Sweep) && closed(s) {
			mark = latest(mark, begun(s, spans))
		}
	}
	if mark.IsZero() {
		return mark
	}
	mark = floor(mark)
	ranges := slices.DeleteFunc(slices.Clone(spans), func(s load.Span) bool {
		return s.Purpose != ForNight || s.Mode != string(extract.Range) || !closed(s)
	})
	slices.SortFunc(ranges, func(a, b load.Span) int { return a.From.Compare(b.From) })
	for _, s := range ranges {
		if !s.From.After(mark) {
			mark = latest(mark, earliest(s.To, floor(s.Started)))
		}
	}
	return mark
}

func (r Rhythm) chunk() time.Duration {
	if r.Chunk == 0 {
		return defaultChunk
	}
	return r.Chunk
}

// closed tells whether nothing is left to do for a window.
func closed(s load.Span) bool { return s.Status == Done || s.Status == Accepted }

func rangeStep(from, to, round time.Time, spans []load.Span) Step {
	step := Step{Mode: extract.Range, From: from, To: to}
	for n := range spans {
		s := &spans[n]
		if s.Mode == string(extract.Range) && s.Purpose == ForNight && closed(*s) && s.Round.Equal(round) && !s.From.After(from) && !s.To.Before(to) {
			step.Done = s
		}
	}
	return step
}

// sweepStep is a sweep from the start, or one that goes on where the last one stopped: unless it lay still until another was due, or
// failed in an earlier round: the place it failed at must not keep the rest from being read again. When it began does not count: where
// a budget makes it long, one that always began again would never come to its end.
func sweepStep(now, round time.Time, due time.Duration, spans []load.Span) Step {
	step := Step{Mode: extract.Sweep, Done: sweptIn(round, spans)}
	last := lastOf(spans, func(s load.Span) bool { return s.Mode == string(extract.Sweep) && s.Purpose == ForNight })
	switch {
	case step.Done != nil:
		step.Chain = chain(*step.Done, spans)
	case last != nil && !closed(*last) && last.Resume != "" && (last.Status != Failed || last.Round.Equal(round)):
		if now.Sub(last.Started) < max(due, 2*cell) { // a night begins an hour later than the one before, or is missed
			step.Resume, step.Chain, step.Lost = last.Resume, chain(*last, spans), last.Lost
		}
	}
	return step
}

func sweptIn(round time.Time, spans []load.Span) *load.Span {
	return lastOf(spans, func(s load.Span) bool {
		return s.Mode == string(extract.Sweep) && s.Purpose == ForNight && closed(s) && s.Round.Equal(round)
	})
}

// sweepDue tells whether the last sweep is not done, or what followed it, or whether it is long enough ago. Where none was ever begun,
// nights that began with a configured date count from their first.
func (r Rhythm) sweepDue(now time.Time, spans []load.Span) bool {
	last := lastOf(spans, func(s load.Span) bool { return s.Mode == string(extract.Sweep) && s.Purpose == ForNight })
	if last != nil && (!closed(*last) || !followed(*last, spans)) {
		return true
	}
	for n := 0; last == nil && n < len(spans); n++ {
		if spans[n].Purpose == ForNight && spans[n].Mode == string(extract.Range) {
			last = &spans[n]
		}
	}
	return last != nil && now.Sub(last.Started) >= r.Sweep
}

// followed tells whether the records a sweep did not meet were read by their ids, as far as that was begun: only a sweep names them anew.
// Where a budget ended it that waits for the next one: a sweep every night would spend the budget before it comes to them.
func followed(sweep load.Span, spans []load.Span) bool {
	after := lastOf(spans, func(s load.Span) bool {
		return (s.Mode == modeConfirm || s.Mode == string(extract.IDs)) && s.Round.Equal(sweep.Round) && s.Started.After(sweep.Started)
	})
	return after == nil || closed(*after) || after.Status == Deferred
}

func lastOf(spans []load.Span, is func(load.Span) bool) *load.Span {
	for n := len(spans) - 1; n >= 0; n-- {
		if is(spans[n]) {
			return &spans[n]
		}
	}
	return nil
}

// chain lists the windows of one sweep, the first one first.
func chain(last load.Span, spans []load.Span) []string {
	ids := []string{last.ID}
	for last.Continues != "" {
		before := lastOf(spans, func(s load.Span) bool { return s.ID == last.Continues })
		if before == nil || slices.Contains(ids, before.ID) {
			break
		}
		last = *before
		ids = append(ids, last.ID)
	}
	slices.Reverse(ids)
	return ids
}

// begun is when the first window of a sweep did.
func begun(last load.Span, spans []load.Span) time.Time {
	first := chain(last, spans)[0]
	return lastOf(spans, func(s load.Span) bool { return s.ID == first }).Started
}

// stretch is a run of days, half-open.
type stretch struct{ from, to time.Time }

// chunks cuts [from, to) where the grid of chunks lies, so that whoever plans finds the same windows.
func chunks(from, to time.Time, size time.Duration) (all []stretch) {
	for from.Before(to) {
		next := earliest(from.Truncate(size).Add(size), to)
		all = append(all, stretch{from, next})
		from = next
	}
	return all
}

func floor(t time.Time) time.Time { return t.UTC().Truncate(cell) }

func ceil(t time.Time) time.Time {
	if f := floor(t); !f.Equal(t) {
		return f.Add(cell)
	}
	return t
}

func earliest(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
