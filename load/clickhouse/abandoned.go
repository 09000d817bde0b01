package clickhouse

import (
	"context"
	"strings"

	"github.com/nightrounds/rounds/schemas/tables"
)

// abandonedSQL writes rows of the books anew. A run that is alive after all, and whose lease is over, writes its own end later
// and so has the last word.
const abandonedSQL = `
	INSERT INTO {TABLE}
	SELECT * REPLACE ('interrupted' AS status, 'the process was stopped' AS error,
		greatest(now64(3, 'UTC'), updated_at + INTERVAL 1 MILLISECOND) AS updated_at)
	FROM (SELECT * FROM {TABLE} FINAL WHERE status = 'running')
	WHERE run_id NOT IN (SELECT run_id FROM {ops.leases} FINAL WHERE state != 'freed' AND expires > now64(3, 'UTC'))`

// CloseAbandoned marks the runs and windows that a stopped process left running as interrupted, but for those of a run that
// has a lease: it works beside us. It is for the start of a run.
func (w *Warehouse) CloseAbandoned(ctx context.Context) error {
	for _, t := range []tables.Table{tables.Windows.Table, tables.Runs.Table} {
		sql := w.onLeases(strings.ReplaceAll(abandonedSQL, "{TABLE}", w.name(t)))
		if err := w.exec(ctx, "close what was left running in "+called(t), sql); err != nil {
			return err
		}
	}
	return nil
}
