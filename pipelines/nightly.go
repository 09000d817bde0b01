package pipelines

import (
	"context"
	"errors"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Rhythm says what a night reads of a kind.
type Rhythm struct {
	Known    bool          // the ids seen before, one by one, and nothing else
	Lookback time.Duration // between two sweeps: the window before the night along the kind's axis; 0: every night is a sweep
	Sweep    time.Duration // a sweep is due so long after the last one
}

// ahead is how far the hot window reaches past the night: some vendors date records into the future.
const ahead = 366 * 24 * time.Hour

// Nightly is one kind's night: what a stop left unloaded, then what was read stale, then the walk. A stale record that cannot be
// read by its id fails its own window and does not keep out the rest.
func (p *Pipeline) Nightly(ctx context.Context, r Rhythm) ([]tables.Window, error) {
	windows, err := p.Settle(ctx)
	if err != nil {
		return windows, err
	}
	reread, bad := p.Reread(ctx, load.Selection{StaleOnly: true})
	windows = append(windows, reread...)
	if bad != nil && !aboutRecords(bad) {
		return windows, bad
	}
	further, err := p.walk(ctx, r)
	return append(windows, further...), errors.Join(bad, err)
}

// walk reads by the rhythm: the known ids, everything, or the hot window and what is still open.
func (p *Pipeline) walk(ctx context.Context, r Rhythm) ([]tables.Window, error) {
	if r.Known {
		return p.Reread(ctx, load.Selection{Live: true})
	}
	if r.Lookback == 0 {
		return p.Sweep(ctx)
	}
	swept, err := p.Warehouse.LastDone(ctx, p.Source.Name(), string(p.Kind), string(extract.Sweep))
	if err != nil {
		return nil, err
	}
	if swept.IsZero() {
		return p.Sweep(ctx)
	}
	ranged, err := p.Warehouse.LastDone(ctx, p.Source.Name(), string(p.Kind), string(extract.Range))
	if err != nil {
		return nil, err
	}
	now := p.Clock.Now()
	windows, err := p.hot(ctx, earliest(now.Add(-r.Lookback), latest(swept, ranged)), now.Add(ahead))
	if now.Sub(swept) < r.Sweep || err != nil && !aboutRecords(err) {
		return windows, err
	}
	all, bad := p.Sweep(ctx) // last: where a vendor counts requests it may take several nights, and what is new must not wait for it
	return append(windows, all...), errors.Join(err, bad)
}

// earliest and latest choose one of two times: nights that were missed belong to the hot window too.
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

// hot reads the window in which records mostly change, and by their ids the open records it did not meet: a note that is not
// signed, an encounter that is not locked. A change to a closed older record shows at the next sweep.
func (p *Pipeline) hot(ctx context.Context, from, to time.Time) ([]tables.Window, error) {
	windows, unread := p.Run(ctx, extract.Ask{Kind: p.Kind, Mode: extract.Range, From: from, To: to})
	if !walked(unread) {
		return windows, unread
	}
	open, err := p.Reread(ctx, load.Selection{Live: true, Open: true, NotSeenIn: windows[0].ID})
	return append(windows, open...), errors.Join(unread, err)
}

// walked tells whether a walk came to its end, so that what it did not meet is known. A record on its way that cannot be read
// leaves the window open and is no reason to leave out others, or one bad record would keep them out night after night.
func walked(err error) bool {
	return err == nil || errors.Is(err, ErrUnread) && !errors.Is(err, ErrBooks) && !errors.Is(err, ErrDrift)
}

// aboutRecords tells an error about single answers from one that all further requests would share.
func aboutRecords(err error) bool {
	return walked(err) || errors.Is(err, extract.ErrShape) || errors.Is(err, extract.ErrTooLarge) || errors.Is(err, rest.ErrRefused)
}
