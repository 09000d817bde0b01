package clickhouse

import (
	"context"
	"fmt"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// listedSQL reads the lists of all records of a source: no key leads from a resource to its records. FINAL leaves the last
// state of each; that of a deleted record lists nothing.
const listedSQL = `
	SELECT DISTINCT e.type, e.id
	FROM (SELECT kind, id, emitted FROM {ops.record_state} FINAL WHERE source = {source:String}) ARRAY JOIN emitted AS e
	WHERE (e.type, e.id) IN (SELECT type, id FROM wanted) AND NOT (kind = {kind:String} AND id IN (SELECT id FROM decided))`

// Listed tells in one round trip which of some resources a record lists that is not among those left out.
func (w *Warehouse) Listed(ctx context.Context, source string, rs []tables.Emitted, but load.Records) ([]tables.Emitted, error) {
	if len(rs) == 0 {
		return nil, nil
	}
	types, ids := make([]string, len(rs)), make([]string, len(rs))
	for n, r := range rs {
		types[n], ids[n] = r.Type, r.ID
	}
	const doing = "look up who lists a resource"
	wanted, err := externalTexts("wanted", texts{"type", types}, texts{"id", ids})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	decided, err := externalTexts("decided", texts{"id", but.IDs})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	var listed []tables.Emitted
	with := ch.Context(ctx, ch.WithExternalTable(wanted, decided))
	err = w.query(with, doing, w.fill(listedSQL), func(scan scanner) error {
		var e tables.Emitted
		err := scan(&e.Type, &e.ID)
		listed = append(listed, e)
		return err
	}, ch.Named("source", source), ch.Named("kind", but.Kind))
	return listed, err
}
