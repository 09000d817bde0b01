package clickhouse

import (
	"context"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
)

const spansSQL = `
	SELECT w.window_id, run_id, mode, purpose, status, round, shard, range_from, range_to, resume, continues, lost, is_complete, started
	FROM (SELECT * FROM {ops.windows} FINAL WHERE source = {source:String} AND kind = {kind:String}) AS w
	LEFT ANY JOIN (SELECT window_id, is_complete FROM {ops.coverage} FINAL WHERE source = {source:String} AND kind = {kind:String}) AS c
		ON c.window_id = w.window_id
	ORDER BY started, w.window_id`

// Spans lists the windows of a kind in the order they began.
func (w *Warehouse) Spans(ctx context.Context, source, kind string) ([]load.Span, error) {
	var spans []load.Span
	err := w.query(ctx, "read the ledger", w.fill(spansSQL), func(scan scanner) error {
		var s load.Span
		var round, from, to *time.Time
		err := scan(&s.ID, &s.RunID, &s.Mode, &s.Purpose, &s.Status, &round, &s.Shard, &from, &to, &s.Resume, &s.Continues, &s.Lost,
			&s.Complete, &s.Started)
		s.Round, s.From, s.To = value(round), value(from), value(to)
		spans = append(spans, s)
		return err
	}, ch.Named("source", source), ch.Named("kind", kind))
	return spans, err
}

// Met counts the distinct ids that some windows met.
func (w *Warehouse) Met(ctx context.Context, source, kind string, windows []string) (n int64, err error) {
	err = w.one(ctx, "count what a window met", w.fill(`
		SELECT toInt64(uniqExact(id)) FROM {ops.seen}
		WHERE source = {source:String} AND kind = {kind:String} AND window_id IN {windows:Array(String)}`), []any{&n},
		ch.Named("source", source), ch.Named("kind", kind), ch.Named("windows", windows))
	return n, err
}

// LastRound is when the round of the latest nightly run began, UTC, and whether that run was done; zero when there was none.
func (w *Warehouse) LastRound(ctx context.Context) (round time.Time, done bool, err error) {
	err = w.query(ctx, "look up the last round", w.fill(`
		SELECT round, status = 'done' FROM {ops.runs} FINAL
		WHERE round IS NOT NULL ORDER BY started DESC, run_id DESC LIMIT 1`), func(scan scanner) error {
		var at *time.Time
		err := scan(&at, &done)
		round = value(at)
		return err
	})
	return round, done, err
}
