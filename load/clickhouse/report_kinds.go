package clickhouse

import (
	"context"
	"time"

	"github.com/nightrounds/rounds/load"
)

// kindsSQL counts records by the last row of each; what was put aside is counted by record, not by state.
const kindsSQL = `
	SELECT source, kind, max(done_at), max(last_status), toUInt64(sum(records)), toUInt64(sum(aside)), groupArrayArray(blind)
	FROM
	(
		SELECT source, kind, done_at, last_status, 0 AS records, 0 AS aside, [] AS blind FROM {ops.freshness}
		UNION ALL
		SELECT source, kind, NULL, '', countIf(NOT is_deleted), 0, [] FROM {ops.record_state} FINAL GROUP BY source, kind
		UNION ALL
		SELECT source, kind, NULL, '', 0, uniqExact(id), [] FROM {ops.quarantine_open} WHERE NOT is_part GROUP BY source, kind
		UNION ALL
		SELECT source, kind, NULL, '', 0, 0, argMax(blind, (basis != 'ids', at)) FROM {ops.coverage} FINAL GROUP BY source, kind
	)
	GROUP BY source, kind
	ORDER BY source, kind`

// Kinds tells what is held of every kind that was ever read.
func (w *Warehouse) Kinds(ctx context.Context) ([]load.KindReport, error) {
	var kinds []load.KindReport
	err := w.query(ctx, "count what is held", w.fill(kindsSQL), func(scan scanner) error {
		var k load.KindReport
		var done *time.Time
		err := scan(&k.Source, &k.Kind, &done, &k.LastStatus, &k.Records, &k.Quarantined, &k.Blind)
		k.DoneAt = value(done)
		kinds = append(kinds, k)
		return err
	})
	return kinds, err
}

// driftSQL takes the issues that tell of another form than the contract's, and the members that a publish found to be told no more. A
// record that did not change is not mapped again, so that a place missing from the last run is no news: what the last week met stays. A
// round that a stop cut in two is one; what the first one met is how the vendor is, and nothing that changed.
const driftSQL = `
	SELECT i.source, i.kind, i.endpoint, i.reason, i.path, sumIf(i.occurrences, r.late) AS times,
		sum(countIf(r.first OR NOT r.late)) OVER (PARTITION BY i.source, i.kind, i.reason, i.path) = 0 AS is_new
	FROM
	(
		SELECT source, kind, run_id, endpoint, reason, path, occurrences FROM {ops.issues} FINAL
		WHERE reason IN ('unknown_field', 'unexpected_form', 'bad_date', 'malformed', 'missing_id', 'unknown_code')
		UNION ALL
		SELECT source, about, run_id, endpoint, detail, element, affected FROM {ops.quality} FINAL
		WHERE check = 'vendor_drift' AND detail = 'missing_field'
	) AS i
	INNER JOIN
	(
		SELECT source, kind, run_id, min(ifNull(round, started)) AS began, began = min(began) OVER (PARTITION BY source, kind) AS first,
			began = max(began) OVER (PARTITION BY source, kind) OR began > now() - INTERVAL 7 DAY AS late
		FROM {ops.windows} FINAL
		WHERE purpose IN ('nightly', 'backfill') AND loaded + quarantined > 0
		GROUP BY source, kind, run_id
	) AS r ON r.source = i.source AND r.kind = i.kind AND r.run_id = i.run_id
	GROUP BY i.source, i.kind, i.endpoint, i.reason, i.path
	QUALIFY times > 0
	ORDER BY i.source, i.kind, is_new DESC, times DESC, i.reason, i.path, i.endpoint`

// Drift tells where records that were mapped in the last seven days, and those of the last run that mapped any of their kind, have
// another form than the vendor's contract says; what is new comes first.
func (w *Warehouse) Drift(ctx context.Context) ([]load.Drift, error) {
	var drift []load.Drift
	err := w.query(ctx, "look for drift", w.fill(driftSQL), func(scan scanner) error {
		var d load.Drift
		err := scan(&d.Source, &d.Kind, &d.Endpoint, &d.Reason, &d.Path, &d.Count, &d.New)
		drift = append(drift, d)
		return err
	})
	return drift, err
}
