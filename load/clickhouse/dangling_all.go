package clickhouse

import (
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// pointedSQL cuts out what follows each literal reference of a table. A string value cannot hold the mark: its quotes are escaped.
// References into the resource itself (#) are left out.
const pointedSQL = `
	SELECT source, '{type}' AS from_type, substring(arrayJoin(arraySlice(splitByString('"reference":"', resource), 2)), 1, 256) AS piece
	FROM {current} WHERE position(resource, '"reference":"') > 0`

// referencesSQL tells of each whether its target is held. What is held fits no memory limit one could name: the join may go to disk.
const referencesSQL = `
	SELECT p.source AS source, p.from_type AS from_type, p.to_type AS to_type, p.target AS target, p.is_logical AS is_logical,
		h.type != '' AS is_held, NOT is_held AND (p.to_type, p.to_id) IN ({deleted}) AS is_deleted
	FROM
	(
		SELECT source, from_type, substring(piece, 1, position(piece, '"') - 1) AS target,
			splitByChar('/', target)[1] AS to_type, toUUIDOrZero(splitByChar('/', target)[2]) AS to_id,
			startsWith(substring(piece, position(piece, '"')), '","identifier":{') AS is_logical
		FROM ({pointed}) WHERE NOT startsWith(piece, '#')
	) AS p
	LEFT ANY JOIN ({held}) AS h ON h.type = p.to_type AND h.id = p.to_id`

// referencesSQL is one row for each literal reference of the given types: source, from_type, to_type, target, is_logical (it names
// its target by identifier, too), is_held among the others, and is_deleted: not held, since its vendor deleted it.
func (w *Warehouse) referencesSQL(of, among []tables.ResourceTable) string {
	var pointed, held, deleted []string
	for _, t := range of {
		pointed = append(pointed, w.within(strings.ReplaceAll(pointedSQL, "{type}", t.Type), t.Table))
	}
	for _, t := range among {
		held = append(held, w.within("SELECT '"+t.Type+"' AS type, toUUIDOrZero(id) AS id FROM {current}", t.Table))
		deleted = append(deleted, w.within("SELECT '"+t.Type+"', toUUIDOrZero(id) FROM {table} WHERE _deleted", t.Table))
	}
	return strings.NewReplacer("{pointed}", strings.Join(pointed, " UNION ALL "), "{held}", strings.Join(held, " UNION ALL "),
		"{deleted}", strings.Join(deleted, " UNION ALL ")).Replace(referencesSQL)
}

// within puts the full names of a resource type's table and of its view into SQL.
func (w *Warehouse) within(sql string, t tables.Table) string {
	return strings.NewReplacer("{table}", w.name(t), "{current}", tables.Qualified(w.opts.Prefix, tables.FHIRCurrent, t.Name)).Replace(sql)
}

// spilling lets a large join go on on disk.
func spilling() ch.QueryOption {
	return ch.WithSettings(ch.Settings{
		"max_execution_time": 3600, "join_algorithm": "grace_hash", "max_bytes_in_join": sortMemory, "max_block_size": 8192,
		"max_bytes_before_external_group_by": sortMemory, "http_send_timeout": 3600, "http_receive_timeout": 3600,
	})
}
