package clickhouse

import (
	"context"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"
)

// lastNightSQL leaves out a run of one kind, and one that a stop or a kill ended: its tick is still owed. A run that failed made its try
// and said so. One that only loaded what another had left of the source did not read it.
const lastNightSQL = `
	SELECT maxOrNull(started) FROM {ops.runs} FINAL
	WHERE round IS NOT NULL AND kind = '' AND status NOT IN ('running', 'interrupted')
		AND run_id IN (SELECT run_id FROM {ops.windows} WHERE source = {source:String} AND mode != 'settle')`

// LastNight is when the last finished nightly run that read a source began, UTC; zero when there was none.
func (w *Warehouse) LastNight(ctx context.Context, source string) (time.Time, error) {
	var at *time.Time
	err := w.one(ctx, "look up the source's last night", w.fill(lastNightSQL), []any{&at}, ch.Named("source", source))
	return value(at), err
}
