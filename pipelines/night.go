package pipelines

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"os"
	"os/user"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines/link"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Destination is the warehouse as a night needs it; clickhouse.Warehouse is one.
type Destination interface {
	Warehouse
	Publisher
	Examiner
	Accounts
	Swapper
	load.Forecast
	// Now is the warehouse's clock, UTC, milliseconds.
	Now(ctx context.Context) (time.Time, error)
	// GreatestObserved is the newest observed time of a source; zero when it has no rows.
	GreatestObserved(ctx context.Context, source string) (time.Time, error)
	// Landed lists the kinds of a source of which a record was ever landed.
	Landed(ctx context.Context, source string) ([]string, error)
	// LastRound is when the round of the latest nightly run began and whether that run was done; zero when there was none.
	LastRound(ctx context.Context) (round time.Time, done bool, err error)
	// CloseAbandoned marks runs and windows that a stopped process left running as interrupted.
	CloseAbandoned(ctx context.Context) error
	Identities
	// Made tells whether tables were ever made here; without them nothing was read.
	Made(ctx context.Context) (bool, error)
}

// Identities keeps who a source is.
type Identities interface {
	// PinSource records a source's identity at first use and refuses another one later.
	PinSource(ctx context.Context, row tables.SourceRow) error
	// MatchSource refuses another identity than the one recorded, and records none.
	MatchSource(ctx context.Context, row tables.SourceRow) error
}

// Publisher makes the analysts' tables out of settled records.
type Publisher interface {
	// Publish builds tables beside the present ones and swaps them in.
	Publish(ctx context.Context, runID string, stages ...clickhouse.Stage) (clickhouse.Published, error)
	// UnfinishedPublish tells whether the last publish was stopped between two tables.
	UnfinishedPublish(ctx context.Context) (id string, ok bool, err error)
	link.Source
	// SafeHarbor is the stage that makes what Safe Harbor leaves of the tables before it.
	SafeHarbor() clickhouse.Stage
}

// Night reads every configured source once and publishes. Its fields do not change while it runs.
type Night struct {
	Config    *Config
	Warehouse Destination
	Log       *slog.Logger
	Meter     *Meter       // nil: nobody looks
	Source    string       // only this source; empty: all
	Kind      extract.Kind // only this kind; empty: all
	Command   string       // for ops.runs

	Tick        time.Time     // of a scheduled run: when it was due, so that a round left from before is not gone on with; zero: by hand
	Again       bool          // begin a round although the last one is not done: all of the night is read again
	Wait        time.Duration // how long to wait for a run that has a source's lease; 0: not at all
	Unpublished bool          // the analysts' tables stay as they are: another run publishes

	errand Errand  // what the work is part of, where it is no night
	days   stretch // of a backfill: what it was asked for
	share  int     // so many processes read the account at once; 0: this one alone
}

// Run does the rounds. One source's failure does not stop the others. The error joins every failure; the Summary is whole
// in any case.
func (n *Night) Run(ctx context.Context) (Summary, error) {
	s := Summary{RunID: uuid.NewString()}
	clock, err := n.prepare(ctx, s.RunID)
	if err != nil {
		return s, err
	}
	s.Started = clock.Now()
	if s.Round, err = n.round(ctx, s.Started); err != nil {
		return s, err
	}
	if err := n.record(ctx, clock, s, Running, nil); err != nil {
		return s, err
	}
	n.sources(ctx, clock, &s)
	err = n.finish(ctx, clock, &s)
	return s, err
}

// finish loads what is landed and not loaded, publishes settled records and closes the run.
func (n *Night) finish(ctx context.Context, clock Clock, s *Summary) error {
	n.settle(ctx, clock, s)
	err := s.err()
	if ctx.Err() == nil && !s.unsettled() && !n.Unpublished {
		n.Meter.begin("", "publish")
		var perr error
		s.Published, perr = n.publish(ctx, s.RunID)
		err = errors.Join(err, perr)
	}
	s.Finished = clock.Now()
	err = errors.Join(err, context.Cause(ctx)) // a stop between two steps makes none of them fail, and the rest is not done
	status, _ := outcome(errors.Join(err, ctx.Err()))
	return errors.Join(err, n.record(ctx, clock, *s, status, err))
}

// roundAge is how long a round that is not done may be gone on with: what was read in it is not read again.
const roundAge = 12 * time.Hour

// round is when the round began that this run belongs to: the last one where that is not done, or a new one.
func (n *Night) round(ctx context.Context, now time.Time) (time.Time, error) {
	last, done, err := n.Warehouse.LastRound(ctx)
	if err != nil || last.IsZero() || done || now.Sub(last) > roundAge || n.Again || n.Tick.After(last) {
		return now, err
	}
	n.Log.Info("going on with a round that is not done: what was read in it is not read again", "round", last)
	return last, nil
}

// prepare makes the tables ready, closes the books of a stopped run and finishes a publish that an earlier stop left half swapped; where that fails, the
// reading goes on, and its own publish finishes it.
func (n *Night) prepare(ctx context.Context, runID string) (Clock, error) {
	if err := Prepare(ctx, n.Warehouse, tables.All(), Lease{Command: "rounds " + n.Command}); err != nil {
		return Clock{}, err
	}
	if err := freeAll(ctx, n.Warehouse, thisProcess().outlived); err != nil {
		return Clock{}, err
	}
	if err := n.Warehouse.CloseAbandoned(ctx); err != nil {
		return Clock{}, err
	}
	now, err := n.Warehouse.Now(ctx)
	if err != nil {
		return Clock{}, err
	}
	return StartClock(now), n.republish(ctx, runID)
}

// sources reads the configured sources side by side: each has its own vendor account and pace.
func (n *Night) sources(ctx context.Context, clock Clock, s *Summary) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	for _, c := range n.Config.Sources {
		if n.Source != "" && n.Source != c.Name {
			continue
		}
		wg.Go(func() {
			windows, failures := n.source(ctx, clock, *s, c)
			mu.Lock()
			defer mu.Unlock()
			s.Windows = append(s.Windows, windows...)
			s.Failures = append(s.Failures, failures...)
		})
	}
	wg.Wait()
	slices.SortStableFunc(s.Windows, func(a, b tables.Window) int { return a.Started.Compare(b.Started) })
}

// sourceNames lists the sources that are to be worked on.
func (n *Night) sourceNames() (names []string) {
	for _, c := range n.Config.Sources {
		if n.Source == "" || n.Source == c.Name {
			names = append(names, c.Name)
		}
	}
	return names
}

// source reads one source, kind after kind. A kind that fails does not stop the next, unless the vendor refuses us.
func (n *Night) source(ctx context.Context, clock Clock, s Summary, c SourceConfig) ([]tables.Window, []Failure) {
	ctx, release, err := hold(ctx, n.Warehouse, Lease{RunID: s.RunID, Command: "rounds " + n.Command, Wait: n.Wait}, c.Name)
	if err != nil {
		return nil, []Failure{{Source: c.Name, Err: err}}
	}
	defer release()
	pipeline, done, err := n.begin(ctx, clock, s, c)
	if err != nil {
		return nil, []Failure{{Source: c.Name, Err: err}}
	}
	defer done()
	defer n.Meter.end(c.Name)
	var windows []tables.Window
	var failures []Failure
	for _, k := range c.reads() {
		kind := k.name
		if n.Kind != "" && n.Kind != kind {
			continue
		}
		n.Meter.begin(c.Name, string(kind))
		ws, err := pipeline(k).Nightly(ctx, c.rhythm(k))
		windows = append(windows, ws...)
		if err != nil {
			n.tell(ctx, c.Name, kind, err)
			failures = append(failures, Failure{Source: c.Name, Kind: kind, Err: err})
		}
		if errors.Is(err, extract.ErrAuth) || errors.Is(err, rest.ErrSecret) || ctx.Err() != nil {
			break
		}
	}
	if cause := context.Cause(ctx); errors.Is(cause, ErrLeaseLost) {
		failures = append(failures, Failure{Source: c.Name, Err: cause})
	}
	return windows, failures
}

// tell logs why a kind is not done. A stop is what somebody asked for.
func (n *Night) tell(ctx context.Context, source string, kind extract.Kind, err error) {
	if ctx.Err() != nil {
		n.Log.Info("stopped", "source", source, "kind", kind)
		return
	}
	n.Log.Error("not done", "source", source, "kind", kind, "error", err)
}

// begin opens a source, its secrets included, and gives the pipelines of its kinds; done lets go of its connections and of the
// requests it booked and did not send.
func (n *Night) begin(ctx context.Context, clock Clock, s Summary, c SourceConfig) (of func(kind) *Pipeline, done func(), err error) {
	v, o, zone, err := c.open(means{unseal, newSpending(n.Warehouse, c.Name, s.RunID, clock), n.share, n.Config.PersonLink.SSNKey})
	if err != nil {
		return nil, nil, err
	}
	if err := n.admit(ctx, clock, c, o); err != nil {
		o.source.Close()
		return nil, nil, err
	}
	errand := Errand{Purpose: cmp.Or(n.errand.Purpose, ForNight), Round: s.Round, Shard: n.errand.Shard, Host: host(), Who: who()}
	return func(k kind) *Pipeline {
		return &Pipeline{Source: o.source, Vendor: v.name, Kind: k.name, Riders: k.riders, Mappers: o.mappers, Warehouse: n.Warehouse,
			Clock: clock, Zone: zone, RunID: s.RunID, Errand: errand, Meter: n.Meter, Vanish: c.Vanish}
	}, o.source.Close, nil
}

// admit pins the source's identity and refuses a clock that would let older answers win.
func (n *Night) admit(ctx context.Context, clock Clock, c SourceConfig, o opened) error {
	row := tables.SourceRow{Source: c.Name, Vendor: c.Vendor, Tenant: o.tenant, Zone: c.Zone, FirstUsed: clock.Now()}
	if err := n.Warehouse.PinSource(ctx, row); err != nil {
		return err
	}
	newest, err := n.Warehouse.GreatestObserved(ctx, c.Name)
	if err != nil {
		return err
	}
	return clock.pass(ctx, n.Warehouse.Now, newest)
}

// record writes the run's row. It works on for a moment after a cancellation, so that the ledger tells.
func (n *Night) record(ctx context.Context, clock Clock, s Summary, status string, err error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	row := tables.Run{ID: s.RunID, Command: n.Command, Status: status, Source: n.Source, Kind: string(n.Kind), Round: s.Round,
		From: n.days.from, To: n.days.to, Host: host(), Who: who(), Version: Version, Started: s.Started,
		Finished: s.Finished, UpdatedAt: clock.Now()}
	if err != nil {
		row.Error = err.Error()
	}
	return write(ctx, n.Warehouse, tables.Runs, []tables.Run{row})
}

func host() string {
	name, _ := os.Hostname()
	return name
}

// who is the account of this machine the process runs as.
func who() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return ""
}
