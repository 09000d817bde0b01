package clickhouse

import (
	"context"
	"iter"
	"math"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Exported is one resource on its way out of the warehouse.
type Exported struct {
	ID       string
	Updated  time.Time // for meta.lastUpdated: when the answer holding this state arrived, UTC, milliseconds
	Resource []byte    // as it was made, without meta.lastUpdated
}

// slowly lets a person's disk be as slow as it is: an hour is the most that the access model gives a reader.
func slowly() ch.QueryOption {
	return ch.WithSettings(ch.Settings{
		"max_execution_time": 3600, "http_send_timeout": 3600, "http_receive_timeout": 3600,
		"optimize_read_in_order": 1, "max_block_size": 1024, "max_bytes_before_external_sort": sortMemory,
	})
}

// Resources streams what a resource type holds now, in the order of source and id. since leaves out what was loaded before it; zero
// leaves out nothing. A state is never loaded before it is observed, so that one which was on its way when somebody looked is not lost.
func (w *Warehouse) Resources(ctx context.Context, of tables.ResourceTable, since time.Time) iter.Seq2[Exported, error] {
	sql := "SELECT id, observed_at, resource FROM " + tables.Qualified(w.opts.Prefix, tables.FHIRCurrent, of.Table.Name) +
		" WHERE toUnixTimestamp64Milli(loaded_at) >= {since:Int64} ORDER BY source, id"
	return stream(ch.Context(ctx, slowly()), w, "read "+of.Type, sql, readExported, ch.Named("since", milli(since, math.MinInt64)))
}

func readExported(scan scanner) (e Exported, err error) {
	return e, scan(&e.ID, &e.Updated, &e.Resource)
}

const goneSQL = `
	SELECT id FROM {table}
	WHERE (source, id) IN (SELECT source, id FROM {table} WHERE _deleted AND toUnixTimestamp64Milli(loaded_at) >= {since:Int64})
	GROUP BY source, id HAVING argMax(_deleted, (_version, loaded_at))
	ORDER BY source, id`

// Gone streams the ids of a type that were deleted since, and are still.
func (w *Warehouse) Gone(ctx context.Context, of tables.ResourceTable, since time.Time) iter.Seq2[string, error] {
	read := func(scan scanner) (id string, err error) { return id, scan(&id) }
	return stream(ch.Context(ctx, slowly()), w, "read what was deleted of "+of.Type, w.within(goneSQL, of.Table), read,
		ch.Named("since", milli(since, math.MinInt64)))
}

// Linkages streams who is who, in the order of id; nothing when no publish has found out yet. They are all as old as the table, which
// every publish makes anew.
func (w *Warehouse) Linkages(ctx context.Context) iter.Seq2[Exported, error] {
	return func(yield func(Exported, error) bool) {
		var made *time.Time
		err := w.one(ctx, "look for links", `
			SELECT max(metadata_modification_time)::Nullable(DateTime('UTC')) FROM system.tables
			WHERE database = {database:String} AND name = {name:String} HAVING count() > 0`, []any{&made},
			ch.Named("database", w.database(tables.Link)), ch.Named("name", tables.Linkages.Name))
		if err != nil || made == nil {
			if err != nil {
				yield(Exported{}, err)
			}
			return
		}
		read := func(scan scanner) (Exported, error) {
			e := Exported{Updated: *made}
			return e, scan(&e.ID, &e.Resource)
		}
		sql := "SELECT id, resource FROM " + w.name(tables.Linkages.Table) + " ORDER BY id"
		stream(ch.Context(ctx, slowly()), w, "read links", sql, read)(yield)
	}
}

const settledSQL = `
	SELECT least(now64(3, 'UTC'), ifNull(minOrNull(started), now64(3, 'UTC'))), count() > 0 FROM {ops.runs} FINAL WHERE status = 'running'`

// Settled is a moment up to which all that was loaded is seen by whoever reads from now on, and whether a run is at work: then it is
// when the first of those began. UTC, milliseconds.
func (w *Warehouse) Settled(ctx context.Context) (until time.Time, busy bool, err error) {
	err = w.one(ctx, "look for runs at work", w.fill(settledSQL), []any{&until, &busy})
	return until, busy, err
}

// Dangling is a reference of some resource whose target the warehouse does not hold.
type Dangling struct {
	Target  string // Encounter/750b3200-b76c-5737-a4b6-99fda59c5f66
	Deleted bool   // it was held, and its vendor deleted it
}

// Dangling streams the targets that resources of the given types point to and the warehouse does not hold, each once.
func (w *Warehouse) Dangling(ctx context.Context, of []tables.ResourceTable) iter.Seq2[Dangling, error] {
	sql := "SELECT DISTINCT target, is_deleted FROM (" + w.referencesSQL(of, tables.ResourceTables()) + ") WHERE NOT is_held ORDER BY target"
	read := func(scan scanner) (d Dangling, err error) { return d, scan(&d.Target, &d.Deleted) }
	return stream(ch.Context(ctx, spilling()), w, "follow references", sql, read)
}
