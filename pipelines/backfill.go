package pipelines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Stock is the warehouse as a backfill needs it; clickhouse.Warehouse is one.
type Stock interface {
	Destination
	load.References
}

// Backfill reads one kind of one source along its axis, by hand. It leaves the nights' watermark alone, skips what is done, and goes on
// where it was stopped. Its fields do not change while it runs.
type Backfill struct {
	Config    *Config
	Warehouse Stock
	Log       *slog.Logger
	Meter     *Meter // nil: nobody looks
	Source    string
	Kind      extract.Kind
	From, To  time.Time // half-open; widened to whole UTC days
	Force     bool      // read what is done once more
	Workers   int       // windows read at once; 0: 2. The account's pace bounds them
	Shard     Shard     // the part of the windows that is this process's

	Wait        time.Duration // how long to wait for a run that has the source's lease; 0: not at all
	Unpublished bool          // the analysts' tables stay as they are: another run publishes
}

// Backfilled is what a backfill came to.
type Backfilled struct {
	Summary
	Watermark time.Time // of the nights, as it was before; zero: no night was done
	Pointed   []Pointed // by resource type: what the new rows point to and no record of its own has told
}

// night is the run that does the backfill's work.
func (b *Backfill) night() *Night {
	return &Night{Config: b.Config, Warehouse: b.Warehouse, Log: b.Log, Meter: b.Meter, Source: b.Source, Kind: b.Kind,
		Command: strings.TrimSpace(ForBackfill + " " + b.Shard.String()), Unpublished: b.Unpublished, share: b.Shard.Of,
		errand: Errand{Purpose: ForBackfill, Shard: b.Shard.String()}}
}

// Run does the plan's windows, oldest first, and what a night does after reading. A window that fails does not stop the others,
// unless all would fail alike. The error joins every failure; Backfilled is whole in any case.
func (b *Backfill) Run(ctx context.Context, plan BackfillPlan) (Backfilled, error) {
	n, done := b.night(), Backfilled{Summary: Summary{RunID: uuid.NewString()}}
	n.days = stretch{plan.From, plan.To}
	c, k, err := b.chosen()
	if err != nil {
		return done, err
	}
	clock, err := n.prepare(ctx, done.RunID)
	if err != nil {
		return done, err
	}
	held, release, err := hold(ctx, b.Warehouse, Lease{Shard: b.Shard.String(), RunID: done.RunID, Command: "rounds " + n.Command, Wait: b.Wait}, c.Name)
	if err != nil {
		return done, err
	}
	defer release()
	done.Started = clock.Now()
	if err := n.record(held, clock, done.Summary, Running, nil); err != nil {
		return done, err
	}
	if err := b.read(held, n, clock, c, k, plan, &done); err != nil {
		done.Failures = append(done.Failures, Failure{Source: c.Name, Kind: k.name, Err: err})
	}
	err = n.finish(held, clock, &done.Summary)
	spans, bad := b.Warehouse.Spans(context.WithoutCancel(ctx), c.Name, string(k.name))
	done.Watermark = c.rhythm(k).Watermark(spans)
	return done, errors.Join(err, bad)
}

// read does the windows and then what they point to.
func (b *Backfill) read(ctx context.Context, n *Night, clock Clock, c SourceConfig, k kind, plan BackfillPlan, done *Backfilled) error {
	todo := plan.Todo()
	if len(todo) == 0 && !plan.Unfinished {
		return nil
	}
	pipeline, end, err := n.begin(ctx, clock, done.Summary, c)
	if err != nil {
		return err
	}
	defer end()
	defer b.Meter.end(c.Name)
	b.Meter.begin(c.Name, string(k.name))
	b.Meter.windows(c.Name, 0, len(todo))
	b.windows(ctx, pipeline(k), todo, done)
	if ctx.Err() != nil || alike(done.err()) {
		return nil
	}
	return b.owners(ctx, pipeline, c, plan, done)
}

// windows reads several at once. After an error that all further requests would share no new one is begun.
func (b *Backfill) windows(ctx context.Context, p *Pipeline, todo []PlannedWindow, done *Backfilled) {
	var mu sync.Mutex
	stop, through := false, 0
	g := errgroup.Group{}
	g.SetLimit(cmp.Or(b.Workers, 2))
	for _, w := range todo {
		g.Go(func() error {
			mu.Lock()
			over := stop || ctx.Err() != nil
			mu.Unlock()
			if over {
				return nil
			}
			windows, err := p.Run(ctx, extract.Ask{Kind: p.Kind, Mode: extract.Range, From: w.From, To: w.To})
			mu.Lock()
			defer mu.Unlock()
			through++
			b.Meter.windows(p.Source.Name(), through, len(todo))
			done.Windows = append(done.Windows, windows...)
			if err != nil {
				done.failed(p, w, err)
				stop = stop || alike(err)
			}
			return nil
		})
	}
	_ = g.Wait() // no window returns an error: each is told in done
	slices.SortStableFunc(done.Windows, func(a, b tables.Window) int { return a.From.Compare(b.From) })
}

func (d *Backfilled) failed(p *Pipeline, w PlannedWindow, err error) {
	err = fmt.Errorf("%s to %s: %w", date(w.From), date(w.To), err)
	d.Failures = append(d.Failures, Failure{Source: p.Source.Name(), Kind: p.Kind, Err: err})
}

// alike tells an error that every further window would meet too: the vendor refuses us or has had enough, or the warehouse is gone.
func alike(err error) bool {
	var later *extract.DeferredError
	for _, target := range []error{extract.ErrAuth, rest.ErrSecret, rest.ErrSpending, extract.ErrTenant, extract.ErrUnsupported,
		load.ErrUnavailable, load.ErrDenied, load.ErrSchema} {
		if errors.Is(err, target) {
			return true
		}
	}
	return errors.As(err, &later)
}
