package clickhouse

import (
	"context"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// runsSQL adds up the windows of each run.
const runsSQL = `
	SELECT r.run_id, r.command, r.status, r.error, r.source, r.kind, r.round, r.range_from, r.range_to, r.host, r.who, r.version, r.started, r.finished,
		w.windows, w.open, w.requests, w.shown, w.loaded, w.new, w.unchanged, w.duplicate, w.stale, w.skipped, w.quarantined, w.deleted,
		w.emitted, w.read_back
	FROM
	(
		SELECT * FROM {ops.runs} FINAL WHERE startsWith(run_id, {prefix:String})
		ORDER BY started DESC, run_id LIMIT {n:UInt32}
	) AS r
	LEFT JOIN
	(
		SELECT run_id, count() AS windows, countIf(status NOT IN ('done', 'accepted')) AS open, sum(requests) AS requests, sum(shown) AS shown,
			sum(loaded) AS loaded, sum(new) AS new, sum(unchanged) AS unchanged, sum(duplicate) AS duplicate, sum(stale) AS stale,
			sum(skipped) AS skipped, sum(quarantined) AS quarantined, sum(deleted) AS deleted, sum(emitted) AS emitted, sum(read_back) AS read_back
		FROM {ops.windows} FINAL GROUP BY run_id
	) AS w ON w.run_id = r.run_id
	ORDER BY r.started DESC, r.run_id`

// Runs lists the latest runs whose id begins with prefix, newest first, at most n.
func (w *Warehouse) Runs(ctx context.Context, prefix string, n int) ([]load.RunReport, error) {
	var runs []load.RunReport
	err := w.query(ctx, "list the runs", w.fill(runsSQL), func(scan scanner) error {
		var r load.RunReport
		var round, from, to, finished *time.Time
		b := &r.Books
		err := scan(&r.ID, &r.Command, &r.Status, &r.Error, &r.Source, &r.Kind, &round, &from, &to, &r.Host, &r.Who, &r.Version, &r.Started,
			&finished, &r.Windows, &r.Open, &b.Requests, &b.Shown, &b.Loaded, &b.New, &b.Unchanged, &b.Duplicate, &b.Stale, &b.Skipped, &b.Quarantined, &b.Deleted,
			&b.Emitted, &b.ReadBack)
		r.Round, r.From, r.To, r.Finished = value(round), value(from), value(to), value(finished)
		runs = append(runs, r)
		return err
	}, ch.Named("prefix", prefix), ch.Named("n", n))
	return runs, err
}

const windowsSQL = `
	SELECT window_id, run_id, source, kind, mode, purpose, round, shard, range_from, range_to, status, error, reason, continues, came_with, content_hash, host, who,
		started, finished, updated_at, claimed, requests, pages, shown, loaded, new, unchanged, duplicate, stale, skipped, quarantined, deleted,
		vanished, emitted, stubs, tombstones, read_back, parts_quarantined, bytes
	FROM {ops.windows} FINAL
	WHERE `

// windows reads windows that meet a condition, in the order they began; where a sweep goes on is left out.
func (w *Warehouse) windows(ctx context.Context, condition string, args ...any) ([]tables.Window, error) {
	var windows []tables.Window
	err := w.query(ctx, "list the windows", w.fill(windowsSQL+condition+" ORDER BY started, window_id"), func(scan scanner) error {
		var win tables.Window
		var round, from, to, finished *time.Time
		b := &win.Books
		err := scan(&win.ID, &win.RunID, &win.Source, &win.Kind, &win.Mode, &win.Purpose, &round, &win.Shard, &from, &to, &win.Status, &win.Error,
			&win.Reason, &win.Continues, &win.CameWith, (*digest)(&win.Content), &win.Host, &win.Who, &win.Started, &finished, &win.UpdatedAt, &b.Claimed, &b.Requests, &b.Pages, &b.Shown,
			&b.Loaded, &b.New, &b.Unchanged, &b.Duplicate, &b.Stale, &b.Skipped, &b.Quarantined, &b.Deleted, &b.Vanished, &b.Emitted, &b.Stubs,
			&b.Tombstones, &b.ReadBack, &b.PartsQuarantined, &b.Bytes)
		win.Round, win.From, win.To, win.Finished = value(round), value(from), value(to), value(finished)
		windows = append(windows, win)
		return err
	}, args...)
	return windows, err
}

// RunWindows lists the windows of one run.
func (w *Warehouse) RunWindows(ctx context.Context, run string) ([]tables.Window, error) {
	return w.windows(ctx, "run_id = {run:String}", ch.Named("run", run))
}

// WindowsLike lists the windows whose id begins with prefix.
func (w *Warehouse) WindowsLike(ctx context.Context, prefix string) ([]tables.Window, error) {
	return w.windows(ctx, "startsWith(window_id, {prefix:String})", ch.Named("prefix", prefix))
}

// OpenWindows lists every attempt that is neither done nor accepted, also where a later one made up for it.
func (w *Warehouse) OpenWindows(ctx context.Context) ([]tables.Window, error) {
	return w.windows(ctx, "status NOT IN ('done', 'accepted')")
}

// IssuesOf lists the issues of some windows, the most frequent first.
func (w *Warehouse) IssuesOf(ctx context.Context, windows []string) ([]tables.IssueCount, error) {
	var issues []tables.IssueCount
	err := w.query(ctx, "list the issues", w.fill(`
		SELECT window_id, run_id, source, kind, reason, path, endpoint, occurrences FROM {ops.issues} FINAL
		WHERE window_id IN {windows:Array(String)} ORDER BY occurrences DESC, source, kind, reason, path, endpoint`), func(scan scanner) error {
		var i tables.IssueCount
		err := scan(&i.WindowID, &i.RunID, &i.Source, &i.Kind, &i.Reason, &i.Path, &i.Endpoint, &i.Count)
		issues = append(issues, i)
		return err
	}, ch.Named("windows", windows))
	return issues, err
}

// CoverageOf lists how some windows' ids were enumerated.
func (w *Warehouse) CoverageOf(ctx context.Context, windows []string) ([]tables.CoverageRow, error) {
	var rows []tables.CoverageRow
	err := w.query(ctx, "list the coverage", w.fill(`
		SELECT window_id, run_id, source, kind, basis, is_complete, distinct_ids, claimed, blind, drift, at FROM {ops.coverage} FINAL
		WHERE window_id IN {windows:Array(String)} ORDER BY source, kind, at`), func(scan scanner) error {
		var c tables.CoverageRow
		err := scan(&c.WindowID, &c.RunID, &c.Source, &c.Kind, &c.Basis, &c.Complete, &c.Distinct, &c.Claimed, &c.Blind, &c.Drift, &c.At)
		rows = append(rows, c)
		return err
	}, ch.Named("windows", windows))
	return rows, err
}
