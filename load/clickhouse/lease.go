package clickhouse

import (
	"context"
	"strings"

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

func (w *Warehouse) onLeases(sql string) string {
	return strings.ReplaceAll(sql, "{ops.leases}", w.name(tables.Leases.Table))
}
