package clickhouse

import (
	"context"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
)

// handleSQL stands for a record in what is shown to people: the vendor's own id may be a person's.
const handleSQL = `lower(substring(hex(SHA256(concat(source, '\0', kind, '\0', id))), 1, 8))`

const asideSQL = `
	SELECT source, kind, id, observed_at, is_part, reason, path, mapper_rev, run_id, loaded_at, ` + handleSQL + ` AS handle
	FROM {ops.quarantine_open}
	WHERE ({source:String} = '' OR source = {source:String}) AND ({kind:String} = '' OR kind = {kind:String})
		AND ({reason:String} = '' OR reason = {reason:String}) AND startsWith(handle, {handle:String})
	ORDER BY source, kind, is_part, reason, path, observed_at, id
	LIMIT {n:UInt32}`

// AsideOf chooses what Aside lists. An empty text chooses all.
type AsideOf struct {
	Source, Kind, Reason, Handle string
	Limit                        int // 0: 10,000
}

// Aside lists what is put aside now: whole records, then parts of loaded ones.
func (w *Warehouse) Aside(ctx context.Context, of AsideOf) ([]load.Aside, error) {
	if of.Limit == 0 {
		of.Limit = 10_000
	}
	var rows []load.Aside
	err := w.query(ctx, "list the quarantine", w.fill(asideSQL), func(scan scanner) error {
		var a load.Aside
		err := scan(&a.Source, &a.Kind, &a.ID, &a.ObservedAt, &a.Part, &a.Reason, &a.Path, &a.MapperRev, &a.RunID, &a.LoadedAt, &a.Handle)
		rows = append(rows, a)
		return err
	}, ch.Named("source", of.Source), ch.Named("kind", of.Kind), ch.Named("reason", of.Reason), ch.Named("handle", of.Handle),
		ch.Named("n", of.Limit))
	return rows, err
}

// Body reads the landed state of a record that was put aside: where it came from and the vendor's bytes. The account must be allowed to
// read raw.
func (w *Warehouse) Body(ctx context.Context, a load.Aside) (origin string, body []byte, err error) {
	err = w.one(ctx, "read a landed state", w.fill(`
		SELECT origin, body FROM {raw.records}
		WHERE source = {source:String} AND kind = {kind:String} AND id = {id:String} AND observed_at = fromUnixTimestamp64Milli({at:Int64})
		ORDER BY loaded_at DESC LIMIT 1`), []any{&origin, &body},
		ch.Named("source", a.Source), ch.Named("kind", a.Kind), ch.Named("id", a.ID), ch.Named("at", a.ObservedAt.UnixMilli()))
	return origin, body, err
}
