package clickhouse

import (
	"context"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
)

// costsSQL leaves out a sweep that went on where another stopped, which tells half of a cost, and windows that asked nobody.
const costsSQL = `
	SELECT mode, toInt64(count()), toInt64(sum(requests)), toInt64(min(requests)), toInt64(sum(shown)),
		toInt64(sum(greatest(0, dateDiff('day', ifNull(range_from, started), least(ifNull(range_to, started), started)))))
	FROM {ops.windows} FINAL
	WHERE source = {source:String} AND kind = {kind:String} AND status = 'done' AND continues = '' AND requests > 0
	GROUP BY mode`

const blindSQL = `
	SELECT w.mode, argMax(c.blind, c.at) FROM {ops.coverage} AS c FINAL
	INNER JOIN (SELECT window_id, mode FROM {ops.windows} FINAL WHERE source = {source:String} AND kind = {kind:String}) AS w ON w.window_id = c.window_id
	WHERE c.source = {source:String} AND c.kind = {kind:String}
	GROUP BY w.mode`

// Outlook sums what the done windows of a kind took and tells what the last of each mode could not see.
func (w *Warehouse) Outlook(ctx context.Context, source, kind string) (load.Outlook, error) {
	o := load.Outlook{Costs: map[string]load.Cost{}, Blind: map[string][]string{}}
	of := []any{ch.Named("source", source), ch.Named("kind", kind)}
	err := w.query(ctx, "sum up what windows took", w.fill(costsSQL), func(scan scanner) error {
		var mode string
		var c load.Cost
		err := scan(&mode, &c.Windows, &c.Requests, &c.Least, &c.Shown, &c.Days)
		o.Costs[mode] = c
		return err
	}, of...)
	if err != nil {
		return o, err
	}
	err = w.query(ctx, "look up what windows could not see", w.fill(blindSQL), func(scan scanner) error {
		var mode string
		var blind []string
		err := scan(&mode, &blind)
		o.Blind[mode] = blind
		return err
	}, of...)
	return o, err
}

// Asked lists the runs of a command for one source and kind, in the order they began.
func (w *Warehouse) Asked(ctx context.Context, command, source, kind string) (runs []load.Asked, err error) {
	err = w.query(ctx, "look up earlier runs", w.fill(`
		SELECT range_from, range_to, status = 'done' FROM {ops.runs} FINAL
		WHERE command = {command:String} AND source = {source:String} AND kind = {kind:String}
		ORDER BY started, run_id`), func(scan scanner) error {
		var a load.Asked
		var from, to *time.Time
		err := scan(&from, &to, &a.Done)
		a.From, a.To = value(from), value(to)
		runs = append(runs, a)
		return err
	}, ch.Named("command", command), ch.Named("source", source), ch.Named("kind", kind))
	return runs, err
}
