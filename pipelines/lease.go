package pipelines

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Lease is what a run asks for before it reads a source or publishes, so that two machines do not do the same at once. It saves
// requests and confusion; what is loaded is right without it.
//
// ClickHouse compares and swaps nothing, so a claim is a row that everybody reads (ops.leases). A claimant writes its claim and
// reads after that; it holds only when it then sees no other claim that conflicts with its own and counts. Of two claims one is
// written last, and whoever wrote it reads later still: it sees the other's claim, unless that was freed or is over. So two
// cannot both see themselves alone. Where claimants see each other, the first in the order of (since, run, shard) keeps its
// claim and looks again, the others free theirs: the first is soon alone. Whoever comes to see a claim does not add its own.
//
// A claim ends by itself unless it is prolonged, by the server's clock, which also says when it began. A process that slept so
// long that its lease was over, and that finds another one there, has lost it. Of two that are held the earlier is the lost one.
type Lease struct {
	Name    string        // of a source; Publishing
	Shard   string        // "2/4": leases of other parts of four do not conflict; empty: all of it
	RunID   string        // leases of one run do not conflict
	Command string        // what others are told: rounds run
	Wait    time.Duration // how long to wait for a run that holds it; 0: not at all
}

// Publishing is the name of the lease to put tables in use, published or rebuilt ones; no source can have it.
const Publishing = "(publish)"

// Leases keeps claims; clickhouse.Warehouse is one. A claim that was put is seen by whoever asks later.
type Leases interface {
	// Now is the warehouse's clock, UTC, milliseconds.
	Now(ctx context.Context) (time.Time, error)
	// Leases reads the claims to a name that are neither freed nor over; an empty name: all.
	Leases(ctx context.Context, name string) ([]tables.Lease, error)
	// PutLease writes a claim anew. The latest UpdatedAt of one run, name and shard counts.
	PutLease(ctx context.Context, row tables.Lease) error
	// Arrived returns when the rows are written that were on their way to the server; with statements, when what was being done to whole
	// tables is done as well.
	Arrived(ctx context.Context, statements bool) error
}

// ErrLeaseLost is the cause of a context whose lease was over and went to another.
var ErrLeaseLost = errors.New("the lease was lost: this process stood still, and another took over")

// HeldError says that another run holds what was asked for.
type HeldError struct{ Lease tables.Lease }

// Error tells who holds it, where and since when.
func (e *HeldError) Error() string {
	l, what := e.Lease, "source "+e.Lease.Source
	if l.Source == Publishing {
		what = "publishing"
	}
	if l.Shard != "" {
		what += ", shard " + l.Shard
	}
	return fmt.Sprintf("%s is in the hands of %s (process %d of %s on %s, since %s)", what, cmp.Or(l.Command, "another run"), l.PID,
		cmp.Or(l.Who, "somebody"), cmp.Or(l.Host, "another machine"), l.Since.UTC().Format(time.RFC3339))
}

// tempo is how long a claim counts, how often a lease is prolonged and how often claims are looked at.
type tempo struct{ ttl, beat, poll time.Duration }

var usual = tempo{ttl: time.Minute, beat: 20 * time.Second, poll: 100 * time.Millisecond}

// Hold takes the lease. held ends with ctx, at release, or with ErrLeaseLost as its cause when the lease was lost. release frees
// the lease and may be called again. The error is a *HeldError when another run has it, or what the warehouse said.
func (l Lease) Hold(ctx context.Context, w Leases) (held context.Context, release func(), err error) {
	return l.hold(ctx, w, usual)
}

func (l Lease) hold(ctx context.Context, w Leases, t tempo) (held context.Context, release func(), err error) {
	self := thisProcess()
	h := &holding{Leases: w, tempo: t, self: self, row: tables.Lease{Source: l.Name, Shard: l.Shard, RunID: l.RunID, Command: l.Command,
		Host: self.host, Who: who(), PID: self.pid, Process: self.mark}}
	if err = h.acquire(ctx, l.Wait); err == nil {
		// Unseen, the last batch of a killed process, or of one that stood still, would be written twice, and what it did to a table be
		// done to the next publish's.
		err = w.Arrived(ctx, l.Name == Publishing)
	}
	if err != nil {
		h.free(ctx)
		return nil, nil, fmt.Errorf("taking the lease: %w", err)
	}
	held, end := context.WithCancelCause(ctx)
	var keeper sync.WaitGroup
	keeper.Go(func() { h.keep(held, end) })
	return held, sync.OnceFunc(func() {
		end(context.Canceled)
		keeper.Wait()
		h.free(ctx)
	}), nil
}

// holding is a claim and what came of it. One goroutine at a time uses it.
type holding struct {
	Leases
	tempo
	self  process
	row   tables.Lease
	clock Clock // set anew at every look: the local clock may have stood still
}

// acquire claims until it holds, or until somebody has been in the way for too long. A claim that is only looking round is
// held, freed or over soon.
func (h *holding) acquire(ctx context.Context, wait time.Duration) error {
	for began := time.Now(); ; {
		other, err := h.claim(ctx)
		if err != nil {
			h.free(ctx)
			return cmp.Or(context.Cause(ctx), err)
		}
		if other == nil {
			return nil
		}
		patience := wait
		if other.State != tables.LeaseHeld {
			patience += 2 * h.ttl
		}
		if time.Since(began) >= patience {
			return &HeldError{*other}
		}
		if err := pause(ctx, h.poll/2+rand.N(h.poll)); err != nil { // or all who wait would come back together
			return err
		}
	}
}

// claim is one attempt. It ends with the lease in hand, or with nothing claimed and whom we gave way to.
func (h *holding) claim(ctx context.Context) (other *tables.Lease, err error) {
	others, err := h.look(ctx)
	if err != nil || len(others) > 0 {
		return foremost(others), err
	}
	h.row.Since = h.clock.Now()
	if err := h.put(ctx, tables.LeaseClaimed); err != nil {
		return nil, err
	}
	for {
		others, err := h.look(ctx)
		if err != nil {
			return nil, err
		}
		first := foremost(others)
		switch {
		case first != nil && (first.State == tables.LeaseHeld || order(*first, h.row) < 0):
			return first, h.put(ctx, tables.LeaseFreed)
		case h.clock.Now().After(h.row.Expires.Add(-h.ttl / 2)): // what was seen is too old to rest on
			err = h.put(ctx, tables.LeaseClaimed)
		case first == nil:
			return nil, h.put(ctx, tables.LeaseHeld)
		default:
			err = pause(ctx, h.poll)
		}
		if err != nil {
			return nil, err
		}
	}
}

// keep prolongs the lease until held ends. A warehouse that does not answer is told by what the run itself asks of it.
func (h *holding) keep(held context.Context, end context.CancelCauseFunc) {
	for pause(held, h.beat) == nil {
		if err := h.prolong(held); errors.Is(err, ErrLeaseLost) {
			h.free(held) // or others would be told that it is ours until it is over
			end(err)
			return
		}
	}
}

// prolong writes the lease anew and looks for others. One that only looks round gives way, unless it may have looked while ours
// was over.
func (h *holding) prolong(ctx context.Context) error {
	ends := h.row.Expires
	if err := h.put(ctx, tables.LeaseHeld); err != nil {
		return err
	}
	others, err := h.look(ctx)
	if err != nil {
		return err
	}
	over := !h.clock.Now().Before(ends)
	for _, o := range others {
		if over || o.State == tables.LeaseHeld && order(h.row, o) < 0 {
			return fmt.Errorf("%w: %w", ErrLeaseLost, &HeldError{o})
		}
	}
	return nil
}

// free ends the claim. Where that does not arrive, as on a full disk, the claim ends by itself, and at once for this process.
func (h *holding) free(ctx context.Context) {
	if h.row.State == "" {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if h.put(ctx, tables.LeaseFreed) != nil {
		letGo.Store(claimOf(h.row), true)
	}
}

// put writes our row. Of a write that failed nobody knows whether it arrived: the next one counts more in any case.
func (h *holding) put(ctx context.Context, state string) error {
	next := h.row
	next.State = state
	next.UpdatedAt = later(h.clock.Now(), h.row.UpdatedAt)
	next.Expires = next.UpdatedAt.Add(h.ttl)
	err := h.PutLease(ctx, next)
	if err != nil {
		next.Expires = h.row.Expires
	}
	h.row = next
	return err
}

// look reads who else claims what we ask for, and the server's clock before that.
func (h *holding) look(ctx context.Context) ([]tables.Lease, error) {
	now, err := h.Now(ctx)
	if err != nil {
		return nil, err
	}
	h.clock = StartClock(now)
	all, err := h.Leases.Leases(ctx, h.row.Source)
	return slices.DeleteFunc(all, func(o tables.Lease) bool { return !conflict(h.row, o) || h.self.outlived(o) }), err
}

// conflict tells whether two claims exclude each other.
func conflict(a, b tables.Lease) bool {
	if a.Source != b.Source || a.RunID == b.RunID {
		return false
	}
	i, n, _ := strings.Cut(a.Shard, "/")
	j, m, _ := strings.Cut(b.Shard, "/")
	return a.Shard == "" || b.Shard == "" || n != m || i == j
}

// order is the same for all who look.
func order(a, b tables.Lease) int {
	return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.RunID, b.RunID), cmp.Compare(a.Shard, b.Shard))
}

// foremost is whom one gives way to: somebody who holds, else the first in order; nil when there is nobody.
func foremost(others []tables.Lease) *tables.Lease {
	if len(others) == 0 {
		return nil
	}
	held := slices.DeleteFunc(slices.Clone(others), func(l tables.Lease) bool { return l.State != tables.LeaseHeld })
	if len(held) > 0 {
		others = held
	}
	first := slices.MinFunc(others, order)
	return &first
}

// freeAll frees the claims that are judged to be nobody's, so that no run waits for their end.
func freeAll(ctx context.Context, w Leases, nobodys func(tables.Lease) bool) error {
	now, err := w.Now(ctx)
	if err != nil {
		return err
	}
	all, err := w.Leases(ctx, "")
	if err != nil {
		return err
	}
	for _, l := range all {
		if !nobodys(l) {
			continue
		}
		l.State, l.UpdatedAt = tables.LeaseFreed, later(now, l.UpdatedAt)
		if err := w.PutLease(ctx, l); err != nil {
			return err
		}
	}
	return nil
}

// pause waits, or tells why ctx ended meanwhile.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}
