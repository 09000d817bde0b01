package pipelines

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Swapper puts rebuilt tables in use; clickhouse.Warehouse is one.
type Swapper interface {
	Leases
	// Swapping tells whether tables are on the list of a swap that is not over.
	Swapping(ctx context.Context) (bool, error)
	// FinishSwap puts the listed tables in use. It is for one process at a time.
	FinishSwap(ctx context.Context) error
}

// Preparer makes tables ready; clickhouse.Warehouse is one.
type Preparer interface {
	Swapper
	// Prepare creates and mends tables, and refuses with clickhouse.ErrSwapping while rebuilt ones are put in use.
	Prepare(ctx context.Context, ts []tables.Table) error
}

// Prepare makes tables ready for the command that by names. A swap of rebuilt tables that was stopped is finished first; one that
// another run is at is waited for. The error is a *HeldError where that run takes too long, or what the warehouse said.
func Prepare(ctx context.Context, w Preparer, ts []tables.Table, by Lease) error {
	err := w.Prepare(ctx, ts)
	for errors.Is(err, clickhouse.ErrSwapping) {
		if err = finishSwap(ctx, w, by); err == nil {
			err = w.Prepare(ctx, ts)
		}
	}
	return err
}

// finishSwap finishes a swap of rebuilt tables that was stopped, under the lease that whoever swaps tables has. Several sources of one
// run may come here at once, so the lease is not the run's.
func finishSwap(ctx context.Context, w Swapper, by Lease) error {
	open, err := w.Swapping(ctx)
	if err != nil || !open {
		return err
	}
	held, release, err := Lease{Name: Publishing, RunID: uuid.NewString(), Command: by.Command, Wait: publishWait}.Hold(ctx, w)
	if err != nil {
		return err
	}
	defer release()
	return w.FinishSwap(held)
}

// hold takes a lease of each source, in their order, and then finishes a swap that was stopped: with one of them in hand none begins,
// and what is written meanwhile stays. held ends when one of them is lost. All are waited for by the time that l.Wait names.
func hold(ctx context.Context, w Swapper, l Lease, sources ...string) (held context.Context, release func(), err error) {
	held = ctx
	var frees []func()
	release = func() {
		for _, free := range frees {
			free()
		}
	}
	for until := time.Now().Add(l.Wait); len(frees) < len(sources); {
		one := l
		one.Name, one.Wait = sources[len(frees)], max(0, time.Until(until))
		next, free, err := one.Hold(held, w)
		if err != nil {
			release()
			return nil, nil, err
		}
		held, frees = next, append(frees, free)
	}
	if err := finishSwap(held, w, l); err != nil {
		release()
		return nil, nil, err
	}
	return held, release, nil
}
