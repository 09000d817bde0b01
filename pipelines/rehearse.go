package pipelines

import (
	"context"
	"errors"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/uuid"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Rehearse asks the vendor for the plan's windows and maps what it shows, and writes nothing anywhere: the books of the windows say
// what a backfill would do. A record that two windows show counts in both. Requests are sent and are not booked in ops.budgets, though
// the budget that is left there holds.
func (b *Backfill) Rehearse(ctx context.Context, plan BackfillPlan) (Backfilled, error) {
	quiet := *b
	quiet.Warehouse = rehearsal{b.Warehouse}
	done := Backfilled{Summary: Summary{RunID: uuid.NewString()}}
	c, k, err := b.chosen()
	if err != nil {
		return done, err
	}
	now, err := b.Warehouse.Now(ctx)
	if err != nil {
		return done, err
	}
	clock := StartClock(now)
	done.Started = clock.Now()
	pipeline, end, err := quiet.night().begin(ctx, clock, done.Summary, c)
	if err != nil {
		return done, err
	}
	defer end()
	defer b.Meter.end(c.Name)
	todo := plan.Todo()
	b.Meter.begin(c.Name, string(k.name))
	b.Meter.windows(c.Name, 0, len(todo))
	quiet.windows(ctx, pipeline(k), todo, &done)
	done.Finished = clock.Now()
	return done, errors.Join(done.err(), context.Cause(ctx))
}

// rehearsal answers like the warehouse it stands before and lets no row through to it.
type rehearsal struct{ Stock }

// Write takes the rows and does nothing with them.
func (rehearsal) Write(context.Context, tables.Table, arrow.Record) error { return nil }

// ReadBack says that every row is there: the books are to show what would be sent.
func (rehearsal) ReadBack(_ context.Context, _ tables.Table, b arrow.Record) (int64, error) {
	return b.NumRows(), nil
}

// Book takes the requests; this process remembers them by itself.
func (rehearsal) Book(context.Context, tables.BudgetRow) error { return nil }

// PinSource does not record a source that was never used.
func (rehearsal) PinSource(context.Context, tables.SourceRow) error { return nil }
