package clickhouse

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

const auditSQL = `
	SELECT seq, at, action, run_id, host, who, version, selector, target, may_return, touched.table, touched.rows, before, hash
	FROM {ops.audit} FINAL ORDER BY seq`

// Audits reads ops.audit from the first row to the last, as it stands: whether the rows follow from each other is for who asks.
func (w *Warehouse) Audits(ctx context.Context) ([]tables.Audit, error) {
	var all []tables.Audit
	err := w.query(ctx, "read the audit", strings.ReplaceAll(auditSQL, "{ops.audit}", w.name(tables.Audits.Table)), func(scan scanner) error {
		var a tables.Audit
		var names []string
		var rows []uint64
		err := scan(&a.Seq, &a.At, &a.Action, &a.RunID, &a.Host, &a.Who, &a.Version, &a.Selector, (*digest)(&a.Target), &a.MayReturn, &names, &rows,
			(*digest)(&a.Before), (*digest)(&a.Hash))
		for n := range names {
			a.Touched = append(a.Touched, tables.Touched{Table: names[n], Rows: rows[n]})
		}
		all = append(all, a)
		return err
	})
	return all, err
}

// Audit adds a row to ops.audit: Seq, At, Before and Hash are filled in here, all else is the caller's, who keeps others from adding
// one at the same time. It is durable when it returns.
func (w *Warehouse) Audit(ctx context.Context, a tables.Audit) (tables.Audit, error) {
	all, err := w.Audits(ctx)
	if err != nil {
		return a, err
	}
	a.Seq = 1
	if n := len(all); n > 0 {
		a.Seq, a.Before = all[n-1].Seq+1, all[n-1].Hash
	}
	now, err := w.Now(ctx)
	if err != nil {
		return a, err
	}
	a.At = now.Truncate(time.Millisecond)
	a.Hash = a.Sum()
	batch := tables.Audits.Encode([]tables.Audit{a})
	defer batch.Release()
	if err := w.Write(ctx, tables.Audits.Table, batch); err != nil {
		return a, fmt.Errorf("put it on record: %w", err)
	}
	_, err = w.ReadBack(ctx, tables.Audits.Table, batch)
	return a, err
}
