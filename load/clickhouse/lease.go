package clickhouse

import (
	"context"
	"slices"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

const leasesSQL = `
	SELECT source, shard, run_id, state, command, host, who, pid, process, since, expires, updated_at FROM {ops.leases} FINAL
	WHERE (source = {name:String} OR {name:String} = '') AND state != 'freed' AND expires > now64(3, 'UTC')`

// Leases reads the claims to a name that are neither freed nor over by the server's clock, in no order; an empty name: all.
func (w *Warehouse) Leases(ctx context.Context, name string) ([]tables.Lease, error) {
	var claims []tables.Lease
	err := w.query(ctx, "read the leases", w.onLeases(leasesSQL), func(scan scanner) error {
		var l tables.Lease
		err := scan(&l.Source, &l.Shard, &l.RunID, &l.State, &l.Command, &l.Host, &l.Who, &l.PID, &l.Process, &l.Since, &l.Expires, &l.UpdatedAt)
		claims = append(claims, l)
		return err
	}, ch.Named("name", name))
	return claims, err
}

// PutLease writes a claim anew; of one run, name and shard the row with the latest UpdatedAt counts. Whoever asks after it
// returned sees it.
func (w *Warehouse) PutLease(ctx context.Context, row tables.Lease) error {
	batch := tables.Leases.Encode([]tables.Lease{row})
	defer batch.Release()
	return w.Write(ctx, tables.Leases.Table, batch)
}

// Arrived returns when the batches are written that were on their way to the server when it was called, whoever sent them. A process
// that is killed leaves such a batch behind: it is written, or dropped, after nobody waits for it any more. With statements it waits for
// whatever makes, fills, swaps or drops tables, too: what a killed publish left behind would be done to those of the next.
func (w *Warehouse) Arrived(ctx context.Context, statements bool) error {
	const doing, all = "look for what is on its way", `
		SELECT query_id FROM system.processes WHERE user = currentUser() AND position(query, {mark:String}) > 0
			AND (endsWith(trimRight(query, '\n'), 'FORMAT ArrowStream') OR {statements:Bool} AND match(query, '^\\s*(ALTER|CREATE|DROP|EXCHANGE|INSERT)'))`
	var first []string
	for tries := 0; ; tries++ {
		var now []string
		err := w.query(ctx, doing, all, func(scan scanner) error {
			var id string
			err := scan(&id)
			now = append(now, id)
			return err
		}, ch.Named("mark", "`"+w.opts.Prefix), ch.Named("statements", statements))
		if tries == 0 {
			first = now
		}
		if err != nil || !slices.ContainsFunc(first, func(id string) bool { return slices.Contains(now, id) }) {
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (w *Warehouse) onLeases(sql string) string {
	return strings.ReplaceAll(sql, "{ops.leases}", w.name(tables.Leases.Table))
}
