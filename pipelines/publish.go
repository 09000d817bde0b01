package pipelines

import (
	"context"
	"errors"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines/link"
	"github.com/nightrounds/rounds/schemas/tables"
)

// publishWait is how long a run waits for another that publishes.
const publishWait = 10 * time.Minute

// publish makes the analysts' tables, one run at a time: they are built beside the present ones under names of their own. Then it looks at
// what they hold.
func (n *Night) publish(ctx context.Context, runID string) (clickhouse.Published, error) {
	held, release, err := n.publishing(runID, publishWait).Hold(ctx, n.Warehouse)
	if err != nil {
		return clickhouse.Published{}, err
	}
	defer release()
	done, err := n.Warehouse.Publish(held, runID, Stages(n.Warehouse, n.Config.PersonLink)...)
	if err == nil {
		n.examine(held, runID)
	}
	return done, err
}

// Stages is what a publish makes, in order: who is who, what analysts read of them, and that without what Safe Harbor forbids.
func Stages(w Publisher, people link.Config) []clickhouse.Stage {
	return []clickhouse.Stage{link.Stage(w, people), {Tables: tables.Published()}, w.SafeHarbor()}
}

// republish finishes a publish that an earlier stop left half swapped. One that another run is at is none of those.
func (n *Night) republish(ctx context.Context, runID string) error {
	_, open, err := n.Warehouse.UnfinishedPublish(ctx)
	if err != nil || !open {
		return err
	}
	held, release, err := n.publishing(runID, 0).Hold(ctx, n.Warehouse)
	if _, other := errors.AsType[*HeldError](err); other {
		return nil
	}
	if err != nil {
		return err
	}
	defer release()
	if _, open, err = n.Warehouse.UnfinishedPublish(held); err != nil || !open {
		return err
	}
	n.Log.Info("an earlier publish was stopped between two tables; publishing again")
	if _, err = n.Warehouse.Publish(held, runID, Stages(n.Warehouse, n.Config.PersonLink)...); err != nil {
		n.Log.Warn("publishing again did not work; it is tried once more after the reading", "error", err)
	}
	return ctx.Err()
}

func (n *Night) publishing(runID string, wait time.Duration) Lease {
	return Lease{Name: Publishing, RunID: runID, Command: "rounds " + n.Command, Wait: wait}
}
