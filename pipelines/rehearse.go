package pipelines

import (
	"context"
	"errors"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/uuid"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Rehearse asks the vendor for the plan's windows and maps what it shows: the books of the windows say what a backfill would do. A record
// that two windows show counts in both. The one thing written is how many requests were sent, into ops.budgets: the vendor counts them
// like any others. A source that shows another identity than the one recorded is refused.
func (b *Backfill) Rehearse(ctx context.Context, plan BackfillPlan) (Backfilled, error) {
	done := Backfilled{Summary: Summary{RunID: uuid.NewString()}}
	c, k, err := b.chosen()
	if err != nil {
		return done, err
	}
	n := b.night()
	if n.Warehouse, err = b.rehearsal(ctx); err != nil {
		return done, err
	}
	now, err := b.Warehouse.Now(ctx)
	if err != nil {
		return done, err
	}
	clock := StartClock(now)
	done.Started = clock.Now()
	pipeline, end, err := n.begin(ctx, clock, done.Summary, c)
	if err != nil {
		return done, err
	}
	defer end()
	defer b.Meter.end(c.Name)
	todo := plan.Todo()
	b.Meter.begin(c.Name, string(k.name))
	b.Meter.windows(c.Name, 0, len(todo))
	b.windows(ctx, pipeline(k), todo, &done)
	done.Finished = clock.Now()
	return done, errors.Join(done.err(), context.Cause(ctx))
}

// rehearsal makes the table of requests, and no other. It refuses with clickhouse.ErrSwapping where tables in use may be half rebuilt.
func (b *Backfill) rehearsal(ctx context.Context) (Destination, error) {
	if err := b.Warehouse.Prepare(ctx, []tables.Table{tables.Budgets.Table}); err != nil {
		return nil, err
	}
	w, _, err := asRead(ctx, b.Warehouse)
	return rehearsal{w, b.Warehouse}, err
}

// rehearsal answers like the warehouse it stands before and lets no row through to it but those of the requests.
type rehearsal struct {
	Destination
	requests Accounts
}

// Write takes the rows and does nothing with them.
func (rehearsal) Write(context.Context, tables.Table, arrow.Record) error { return nil }

// ReadBack says that every row is there: the books are to show what would be sent.
func (rehearsal) ReadBack(_ context.Context, _ tables.Table, b arrow.Record) (int64, error) {
	return b.NumRows(), nil
}

// Spent gives the requests booked.
func (r rehearsal) Spent(ctx context.Context, source string, since time.Time) ([]tables.BudgetRow, error) {
	return r.requests.Spent(ctx, source, since)
}

// Book writes them.
func (r rehearsal) Book(ctx context.Context, row tables.BudgetRow) error {
	return r.requests.Book(ctx, row)
}

// PinSource refuses another identity and does not record a source that was never used.
func (r rehearsal) PinSource(ctx context.Context, row tables.SourceRow) error {
	return r.MatchSource(ctx, row)
}
