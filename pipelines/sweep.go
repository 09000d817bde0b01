package pipelines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ErrVanished says that more records vanished at once than deletions explain: a team switch or a lost permission looks
// like that. Nothing is buried. Exit code 6.
var ErrVanished = errors.New("too many records vanished at once; nothing was deleted")

const (
	vanishedAlways = 20 // so many may always vanish in one night
	vanishedShare  = 10 // percent of the records held, unless Pipeline.Vanish says otherwise
)

// sweep reads everything the account can see, from the start or from where an earlier one stopped. After a complete walk every live
// record it did not meet is read once more by its id, and those the vendor confirms gone are buried. After one that the source itself
// calls incomplete, the records known from before that it did not meet are read by their ids too (the ledger), and none is buried; so
// after one on which something could not be read. It returns the windows it worked through.
func (p *Pipeline) sweep(ctx context.Context, step Step) ([]tables.Window, error) {
	if step.Done != nil && step.Done.Status == Accepted {
		return nil, nil // whoever accepted it as it was wants nothing deleted on its word
	}
	if step.Done != nil {
		return p.follow(ctx, nil, step.Chain, step.Done.Complete)
	}
	w := p.open(p.Kind, string(extract.Sweep), time.Time{}, time.Time{})
	if n := len(step.Chain); n > 0 {
		w.Continues, w.Resume, w.chain = step.Chain[n-1], step.Resume, step.Chain
		w.before, w.Lost = step.Lost, step.Lost
	}
	windows, unread := p.work(ctx, w, p.everything(ctx, w))
	if !walked(unread) || w.coverage == nil {
		return windows, unread
	}
	met := append(slices.Clone(w.chain), w.ID)
	further, err := p.follow(ctx, &windows[0], met, unread == nil && w.coverage.Complete)
	return append(windows, further...), errors.Join(unread, err)
}

// everything reads a sweep from where it goes on; from the start where the source knows that place no more, since its configuration or
// its file is another by now.
func (p *Pipeline) everything(ctx context.Context, w *window) feed {
	ask := extract.Ask{Kind: p.Kind, Mode: extract.Sweep, Resume: w.Resume}
	return func(yield func(item, error) bool) {
		for i, err := range p.pull(ctx, w, ask) {
			if errors.Is(err, extract.ErrUnsupported) && ask.Resume != "" && w.pages == 0 {
				w.Continues, w.Resume, w.Lost, w.chain, w.before = "", "", 0, nil, 0 // nothing is read yet: nobody else looks at them
				p.everything(ctx, w)(yield)
				return
			}
			if !yield(i, err) {
				return
			}
		}
	}
}

// follow is what comes after a walk over everything: met are its windows, last its row if it was walked just now.
func (p *Pipeline) follow(ctx context.Context, last *tables.Window, met []string, complete bool) ([]tables.Window, error) {
	if !complete {
		return p.Reread(ctx, load.Selection{Live: true, NotSeenIn: met})
	}
	missed, err := p.missed(ctx, met)
	if errors.Is(err, ErrVanished) {
		return p.doubt(ctx, last, met, err)
	}
	if err != nil || len(missed) == 0 {
		return nil, err
	}
	return p.confirm(ctx, missed)
}

// missed lists live records the sweep did not meet, bounded by what may vanish at once.
func (p *Pipeline) missed(ctx context.Context, sweep []string) ([]string, error) {
	source, kind := p.Source.Name(), string(p.Kind)
	shown, err := p.Warehouse.Met(ctx, source, kind, sweep)
	if err != nil {
		return nil, err
	}
	limit := p.mayVanish(int(shown))
	var ids []string
	for id, err := range p.Warehouse.IDs(ctx, source, kind, load.Selection{Live: true, NotSeenIn: sweep}) {
		if err != nil {
			return nil, err
		}
		if ids = append(ids, id); len(ids) > limit {
			return nil, fmt.Errorf("%w: more than %d of %s %s, a sweep of %d", ErrVanished, limit, source, kind, shown)
		}
	}
	return ids, nil
}

// mayVanish is how many records one sweep may find deleted: a share of those held, which are the shown and the vanished. An empty list
// where there were records is a lost permission until a person says otherwise.
func (p *Pipeline) mayVanish(shown int) int {
	share := cmp.Or(p.Vanish, vanishedShare)
	switch {
	case share >= 100:
		return math.MaxInt
	case shown == 0:
		return 0
	}
	return max(vanishedAlways, shown*share/(100-share))
}

// doubt takes back that a sweep is done: until a person has looked into it, every run sweeps again and says so. A sweep that an earlier
// run finished keeps its row; one that goes on with it fails.
func (p *Pipeline) doubt(ctx context.Context, sweep *tables.Window, met []string, why error) ([]tables.Window, error) {
	if sweep == nil {
		w := p.open(p.Kind, string(extract.Sweep), time.Time{}, time.Time{})
		w.Continues = met[len(met)-1]
		failed, err := p.close(ctx, w, why)
		return []tables.Window{failed}, err
	}
	sweep.Status, sweep.Error = Failed, why.Error()
	sweep.UpdatedAt = later(p.Clock.Now(), sweep.UpdatedAt)
	return nil, errors.Join(why, write(ctx, p.Warehouse, tables.Windows, []tables.Window{*sweep}))
}

// confirm reads each nominated record by its id; a 404 or 410 is a deletion, anything else is a reading like any other.
func (p *Pipeline) confirm(ctx context.Context, ids []string) ([]tables.Window, error) {
	w := p.open(p.Kind, modeConfirm, time.Time{}, time.Time{})
	return p.work(ctx, w, p.pull(ctx, w, extract.Ask{Kind: p.Kind, Mode: extract.IDs, IDs: slices.Values(ids)}))
}

// Reread reads the chosen records by their ids. With nothing to read it opens no window.
func (p *Pipeline) Reread(ctx context.Context, sel load.Selection) ([]tables.Window, error) {
	next, stop := iter.Pull2(p.Warehouse.IDs(ctx, p.Source.Name(), string(p.Kind), sel))
	defer stop()
	id, broken, more := next()
	if !more || broken != nil {
		return nil, broken
	}
	ids := func(yield func(string) bool) {
		for more && broken == nil && yield(id) {
			id, broken, more = next()
		}
	}
	windows, err := p.Run(ctx, extract.Ask{Kind: p.Kind, Mode: extract.IDs, IDs: ids})
	return windows, errors.Join(err, broken)
}
