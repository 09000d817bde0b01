package pipelines

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/uuid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// modeRebuild is the mode of a window over all that was landed.
const modeRebuild = "rebuild"

// ErrNotSwapped says that tables were made anew and that nobody agreed to use them.
var ErrNotSwapped = errors.New("the rebuilt tables were not put in use")

// Rebuild makes every fhir table, ops.record_state and ops.quarantine anew from raw.records, beside the ones in use, and then swaps them
// in. It is how a column is retyped and how all that was ever landed is mapped by today's mappers. No vendor is asked. A stop before
// the swap leaves the tables in use as they were; a stop within it is finished by the next run of any command that writes.
type Rebuild struct {
	Config    *Config
	Warehouse *clickhouse.Warehouse
	Log       *slog.Logger
	Meter     *Meter // nil: nobody looks

	// Agree is shown how each rebuilt table differs from the one in use and says whether to swap.
	Agree func([]clickhouse.Comparison) bool

	Unpublished bool          // the analysts' tables stay as they are
	Wait        time.Duration // how long to wait for runs that have the sources' leases; 0: not at all
}

// Run rebuilds, compares, asks, swaps and publishes. The error joins every failure; ErrNotSwapped where nobody agreed.
func (r *Rebuild) Run(ctx context.Context) (Summary, error) {
	s := Summary{RunID: uuid.NewString()}
	n := Night{Config: r.Config, Warehouse: r.Warehouse, Log: r.Log, Meter: r.Meter, Command: ForRebuild}
	lease := Lease{RunID: s.RunID, Command: "rounds rebuild", Wait: r.Wait}
	if err := Prepare(ctx, r.Warehouse, kept(), lease); err != nil {
		return s, err
	}
	held, release, err := hold(ctx, r.Warehouse, lease, n.sourceNames()...)
	if err != nil {
		return s, err
	}
	defer release()
	clock, err := r.prepare(held)
	if err != nil {
		return s, err
	}
	s.Started = clock.Now()
	if err := n.record(held, clock, s, Running, nil); err != nil {
		return s, err
	}
	if err = r.fill(held, clock, &s); err == nil {
		err = r.swap(held, &n, &s)
	}
	s.Finished = clock.Now()
	err = errors.Join(err, context.Cause(held))
	status, _ := outcome(errors.Join(err, held.Err()))
	return s, errors.Join(err, n.record(held, clock, s, status, err))
}

// remade tells whether a table follows from raw.records.
func remade(t tables.Table) bool {
	mapped := t.Name == tables.RecordStates.Name || t.Name == tables.Quarantine.Name
	return t.Database == tables.FHIR || t.Database == tables.Ops && mapped
}

// anew lists the tables that are made anew.
func anew() []tables.Table {
	return slices.DeleteFunc(tables.All(), func(t tables.Table) bool { return !remade(t) })
}

// kept lists the others: what was landed, the books, and what is published.
func kept() []tables.Table { return slices.DeleteFunc(tables.All(), remade) }

// prepare makes empty tables beside. Those in use may differ from their declaration.
func (r *Rebuild) prepare(ctx context.Context) (Clock, error) {
	if err := r.Warehouse.CloseAbandoned(ctx); err != nil {
		return Clock{}, err
	}
	if err := r.known(ctx); err != nil {
		return Clock{}, err
	}
	if err := r.Warehouse.Clear(ctx); err != nil {
		return Clock{}, err
	}
	// raw.records stays empty there; a look-up of what is known of a record wants it.
	if err := r.Warehouse.Beside().Prepare(ctx, append(anew(), tables.RawRecords.Table)); err != nil {
		return Clock{}, err
	}
	now, err := r.Warehouse.Now(ctx)
	return StartClock(now), err
}

// known refuses to leave out what was landed of a source that is not configured any more: its rows would be gone.
func (r *Rebuild) known(ctx context.Context) error {
	places, err := r.Warehouse.Places(ctx)
	if err != nil {
		return err
	}
	for _, p := range places {
		at := slices.IndexFunc(r.Config.Sources, func(c SourceConfig) bool { return c.Name == p[0] })
		if at < 0 || !slices.Contains(r.Config.Sources[at].Lands(), extract.Kind(p[1])) {
			return fmt.Errorf("%w: raw.records holds %s of source %s, which is not configured: a rebuild would lose its rows",
				ErrConfig, p[1], p[0])
		}
	}
	return nil
}

// fill maps all that was landed, source after source.
func (r *Rebuild) fill(ctx context.Context, clock Clock, s *Summary) error {
	for _, c := range r.Config.Sources {
		windows, err := r.source(ctx, clock, s.RunID, c)
		s.Windows = append(s.Windows, windows...)
		if err != nil {
			s.Failures = append(s.Failures, Failure{Source: c.Name, Err: err})
		}
	}
	return s.err()
}

// source maps what was landed of one source in the order it was observed, whatever its kind: what one record drops another may
// still have listed at that time.
func (r *Rebuild) source(ctx context.Context, clock Clock, runID string, c SourceConfig) ([]tables.Window, error) {
	v, o, zone, err := c.open(landed)
	if err != nil {
		return nil, err
	}
	defer o.source.Close()
	defer r.Meter.end(c.Name)
	r.Meter.begin(c.Name, ForRebuild)
	history, err := r.Warehouse.History(ctx, c.Name)
	if err != nil || history.Total == 0 {
		return nil, err
	}
	kinds := v.lands()
	p := Pipeline{Source: o.source, Vendor: v.name, Kind: kinds[0], Riders: kinds[1:], Mappers: o.mappers,
		Warehouse: twin{r.Warehouse, r.Warehouse.Beside()}, Clock: clock, Zone: zone, RunID: runID,
		Errand: Errand{Purpose: ForRebuild, Host: host(), Who: who()}, Meter: r.Meter}
	return p.work(ctx, p.open(p.Kind, modeRebuild, time.Time{}, time.Time{}), p.archived(history))
}

// swap shows what would change, asks, and puts the new tables in use.
func (r *Rebuild) swap(ctx context.Context, n *Night, s *Summary) error {
	r.Meter.begin("", "compare")
	differences, err := r.Warehouse.Compare(ctx, anew())
	if err != nil {
		return err
	}
	if !r.Agree(differences) {
		return ErrNotSwapped
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.exchange(ctx, n, s.RunID); err != nil || r.Unpublished {
		return err
	}
	r.Meter.begin("", "publish")
	s.Published, err = n.publish(ctx, s.RunID)
	return err
}

// exchange puts the new tables in use while nobody publishes from them.
func (r *Rebuild) exchange(ctx context.Context, n *Night, runID string) error {
	held, release, err := n.publishing(runID, publishWait).Hold(ctx, r.Warehouse)
	if err != nil {
		return err
	}
	defer release()
	if err := r.Warehouse.Swap(held, anew()); err != nil {
		return err
	}
	return r.Warehouse.Prepare(held, tables.All())
}

// twin writes what is made anew beside the tables in use, and the books where they always are.
type twin struct {
	*clickhouse.Warehouse // in use
	next                  *clickhouse.Warehouse
}

var _ Warehouse = twin{}

func (w twin) of(t tables.Table) load.Sink {
	if remade(t) {
		return w.next
	}
	return w.Warehouse
}

// Write writes beside what is made anew.
func (w twin) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	return w.of(t).Write(ctx, t, b)
}

// ReadBack asks where it was written.
func (w twin) ReadBack(ctx context.Context, t tables.Table, b arrow.Record) (int64, error) {
	return w.of(t).ReadBack(ctx, t, b)
}

// Known tells what this rebuild has made of a record so far.
func (w twin) Known(ctx context.Context, source, kind string, ids []string) (map[string]load.Known, error) {
	return w.next.Known(ctx, source, kind, ids)
}

// Listed tells what the records list so far.
func (w twin) Listed(ctx context.Context, source string, rs []tables.Emitted, but load.Records) ([]tables.Emitted, error) {
	return w.next.Listed(ctx, source, rs, but)
}
