package clickhouse

import (
	"context"
	"fmt"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// backfilledSQL lists the runs that backfilled days of a range: asked for once, since looseSQL would look for them in every table.
const backfilledSQL = `
	SELECT groupUniqArray(run_id) FROM {ops.windows}
	WHERE source = {source:String} AND kind = {kind:String} AND purpose = 'backfill' AND shard = {shard:String}
		AND range_from < fromUnixTimestamp64Milli({to:Int64}) AND range_to > fromUnixTimestamp64Milli({from:Int64})`

// looseSQL looks for references in the resources themselves, so that none is left out for want of a column. What a record of its own
// told beats every stub (the owner's bit is the highest of the version).
const looseSQL = `
	WITH pointed AS (SELECT DISTINCT to_id FROM (SELECT arrayJoin(extractAll(resource, {form:String})) AS to_id FROM ({rows})))
	SELECT p.to_id, h.source, h.held
	FROM pointed AS p
	LEFT ANY JOIN
	(
		SELECT id, argMax(source, _version) AS source, argMax(identifiers.value, _version) AS held, argMax(is_owner, _version) AS owner
		FROM {table} WHERE id IN (SELECT to_id FROM pointed) GROUP BY id
	) AS h ON h.id = p.to_id
	WHERE NOT h.owner`

// Loose lists what rows point to and no record of its own has told. The type is one that has a table and identifiers.
func (w *Warehouse) Loose(ctx context.Context, from load.Backfilled, resourceType string) ([]load.Loose, error) {
	doing := "follow references to " + resourceType
	var of string
	var rows []string
	for _, t := range tables.All() {
		if t.Database != tables.FHIR {
			continue
		}
		rows = append(rows, "SELECT resource FROM "+w.name(t)+" WHERE run_id IN {runs:Array(String)}")
		if strings.EqualFold(t.Name, resourceType) {
			of = w.name(t)
		}
	}
	if of == "" {
		return nil, fmt.Errorf("%s: there is no such table", doing)
	}
	var runs []string
	err := w.one(ctx, doing, w.fill(backfilledSQL), []any{&runs}, ch.Named("source", from.Source), ch.Named("kind", from.Kind),
		ch.Named("shard", from.Shard), ch.Named("from", from.From.UnixMilli()), ch.Named("to", from.To.UnixMilli()))
	if err != nil || len(runs) == 0 {
		return nil, err
	}
	sql := strings.NewReplacer("{rows}", strings.Join(rows, " UNION ALL "), "{table}", of).Replace(looseSQL)
	var loose []load.Loose
	err = w.query(ctx, doing, sql, func(scan scanner) error {
		var l load.Loose
		err := scan(&l.ID, &l.Source, &l.Identifiers)
		loose = append(loose, l)
		return err
	}, ch.Named("form", `"reference":"`+resourceType+`/([^"]+)"`), ch.Named("runs", runs))
	return loose, err
}
