package clickhouse

import (
	"context"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Spent is the requests booked for a source since a time, a row a minute with the sum of all runs, in no order. RunID and
// UpdatedAt are not set.
func (w *Warehouse) Spent(ctx context.Context, source string, since time.Time) ([]tables.BudgetRow, error) {
	var spent []tables.BudgetRow
	err := w.query(ctx, "read the requests spent by source "+source, w.fill(`
		SELECT minute, toUInt32(sum(requests)) FROM {ops.budgets} FINAL
		WHERE source = {source:String} AND minute >= fromUnixTimestamp64Milli({since:Int64}) GROUP BY minute`), func(scan scanner) error {
		row := tables.BudgetRow{Source: source}
		err := scan(&row.Minute, &row.Requests)
		spent = append(spent, row)
		return err
	}, ch.Named("source", source), ch.Named("since", since.UnixMilli()))
	return spent, err
}

// Book writes what a run has booked in a minute so far. The row with the latest UpdatedAt counts.
func (w *Warehouse) Book(ctx context.Context, row tables.BudgetRow) error {
	batch := tables.Budgets.Encode([]tables.BudgetRow{row})
	defer batch.Release()
	return w.Write(ctx, tables.Budgets.Table, batch)
}
