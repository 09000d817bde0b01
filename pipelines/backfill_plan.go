package pipelines

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// ErrBackfill says that what was asked for cannot be read: an unknown source or kind, a kind without an axis, a range that is empty or
// lies ahead. Exit code 2.
var ErrBackfill = errors.New("this cannot be backfilled")

// States of a planned window.
const (
	WindowNew   = "new"   // never tried
	WindowOpen  = "open"  // tried, and not done
	WindowAgain = "again" // done, and read once more all the same
	WindowDone  = "done"  // every day of it was read when the day was over
)

// BackfillPlan is what a backfill would do. Times are UTC.
type BackfillPlan struct {
	Source   string
	Kind     extract.Kind
	Axis     string    // the date the days are days of, in the vendor's word
	From, To time.Time // half-open, whole UTC days
	Widened  bool      // From and To were moved outwards to whole days
	Today    bool      // the last day is not over: its window is never done, and read again by the next backfill
	Shard    Shard
	Windows  []PlannedWindow // this shard's, oldest first
	Estimate                 // of the windows to do
	Fresh    bool            // no table was made here yet: this is planned from nothing

	// Unfinished: a run over some of these days was stopped or failed and none after it was done over all of them, so that what follows
	// the windows may be left even where none is to do.
	Unfinished bool
}

// PlannedWindow is one range of a plan.
type PlannedWindow struct {
	From, To time.Time // half-open, whole UTC days
	State    string    // WindowNew and the like
	Requests int64     // expected; -1: nobody knows
}

// Todo lists the windows to read, oldest first.
func (p BackfillPlan) Todo() []PlannedWindow {
	return slices.DeleteFunc(slices.Clone(p.Windows), func(w PlannedWindow) bool { return w.State == WindowDone })
}

// Plan looks up what is done and what the rest may cost. It asks no vendor, reads no secret and writes nothing.
func (b *Backfill) Plan(ctx context.Context) (BackfillPlan, error) {
	c, k, err := b.chosen()
	if err != nil {
		return BackfillPlan{}, err
	}
	n := b.night()
	w, fresh, err := asRead(ctx, b.Warehouse)
	if err != nil {
		return BackfillPlan{}, err
	}
	n.Warehouse = w
	now, err := w.Now(ctx)
	if err != nil {
		return BackfillPlan{}, err
	}
	p := BackfillPlan{Source: c.Name, Kind: k.name, Axis: k.axis, From: floor(b.From), To: ceil(b.To.UTC()), Shard: b.Shard, Fresh: fresh}
	p.Widened = !p.From.Equal(b.From) || !p.To.Equal(b.To)
	if err := p.possible(now); err != nil {
		return p, err
	}
	p.Today = p.To.After(now)
	spans, err := w.Spans(ctx, c.Name, string(k.name))
	if err != nil {
		return p, err
	}
	f, err := n.forecast(ctx, c, k)
	if err != nil {
		return p, err
	}
	asked, err := w.Asked(ctx, n.Command, c.Name, string(k.name))
	if err != nil {
		return p, err
	}
	p.Unfinished = leftOver(stretch{p.From, p.To}, asked)
	p.lay(k, f, spans, b.Force)
	return p, nil
}

// lay cuts the range into this shard's windows and tells what each is.
func (p *BackfillPlan) lay(k kind, f forecast, spans []load.Span, force bool) {
	chunk := Rhythm{Chunk: k.chunk}.chunk()
	read := proven(spans)
	var costs []int64
	for _, s := range chunks(p.From, p.To, chunk) {
		if !p.Shard.owns(s.from, chunk) {
			continue
		}
		w := PlannedWindow{From: s.from, To: s.to, State: WindowNew, Requests: f.span(s.from, s.to)}
		switch {
		case covers(read, s) && force:
			w.State = WindowAgain
		case covers(read, s):
			w.State, w.Requests = WindowDone, 0
		case slices.ContainsFunc(spans, func(o load.Span) bool { return tried(o, s) }):
			w.State = WindowOpen
		}
		p.Windows, costs = append(p.Windows, w), append(costs, w.Requests)
	}
	p.Estimate = f.estimate(costs, extract.Range)
}

// possible refuses a range with nothing in it or with days that are not there yet.
func (p *BackfillPlan) possible(now time.Time) error {
	switch {
	case p.From.IsZero() || p.To.IsZero():
		return fmt.Errorf("%w: name the first day and the day after the last", ErrBackfill)
	case !p.From.Before(p.To):
		return fmt.Errorf("%w: %s is not before %s; the second day is the one after the last", ErrBackfill, date(p.From), date(p.To))
	case p.To.After(ceil(now)):
		return fmt.Errorf("%w: %s lies ahead; today is %s, UTC", ErrBackfill, date(p.To), date(now))
	}
	return nil
}

// chosen finds the source and kind, or says what there is instead.
func (b *Backfill) chosen() (SourceConfig, kind, error) {
	at := slices.IndexFunc(b.Config.Sources, func(c SourceConfig) bool { return c.Name == b.Source })
	if at < 0 {
		var names []string
		for _, c := range b.Config.Sources {
			names = append(names, c.Name)
		}
		return SourceConfig{}, kind{}, fmt.Errorf("%w: the source is one of %s", ErrBackfill, strings.Join(names, ", "))
	}
	c := b.Config.Sources[at]
	v, err := find(c.Vendor)
	if err != nil {
		return c, kind{}, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	n := slices.IndexFunc(v.kinds, func(k kind) bool { return k.name == b.Kind })
	if n >= 0 && v.kinds[n].axis != "" {
		return c, v.kinds[n], nil
	}
	var dated []string
	for _, k := range v.kinds {
		if k.axis != "" {
			dated = append(dated, fmt.Sprintf("%s (by %s)", k.name, k.axis))
		}
	}
	what := "has no date to choose by; a sweep reads it: rounds run --source " + c.Name
	if n < 0 {
		what = "is no kind that source " + c.Name + " lists"
	}
	return c, kind{}, fmt.Errorf("%w: %s %s; with a range: %s", ErrBackfill, b.Kind, what, strings.Join(dated, ", "))
}

// leftOver tells whether a run left something of some days and none after it was done over all of those.
func leftOver(days stretch, asked []load.Asked) bool {
	var done []stretch
	for _, a := range slices.Backward(asked) {
		its := stretch{latest(a.From, days.from), earliest(a.To, days.to)}
		switch {
		case !its.from.Before(its.to):
		case a.Done:
			done = append(done, its)
		case !covers(done, its):
			return true
		}
	}
	return false
}

// proven lists what done windows prove: days that were over when they were read.
func proven(spans []load.Span) (read []stretch) {
	for _, s := range spans {
		if s.Mode != string(extract.Range) || !closed(s) {
			continue
		}
		if to := earliest(s.To, floor(s.Started)); s.From.Before(to) {
			read = append(read, stretch{s.From, to})
		}
	}
	return read
}

// tried tells whether an earlier attempt at some of a window's days is not done.
func tried(o load.Span, w stretch) bool {
	return o.Mode == string(extract.Range) && !closed(o) && o.From.Before(w.to) && w.from.Before(o.To)
}

func date(t time.Time) string { return t.UTC().Format(time.DateOnly) }
