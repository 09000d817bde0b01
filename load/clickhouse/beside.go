package clickhouse

import (
	"context"
	"slices"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// besidePrefix begins the names of databases in which tables are made anew. No configured prefix begins so.
const besidePrefix = "_rebuild_"

// Beside is the same server with databases beside those in use, for tables that are made anew. It shares w's connections and is
// not closed.
func (w *Warehouse) Beside() *Warehouse {
	o := w.opts
	o.Prefix = besidePrefix + o.Prefix
	return &Warehouse{opts: o, conn: w.conn, keys: w.keys, matched: map[string]bool{}}
}

// besides lists the databases beside. The last one holds the list of swaps and goes last.
var besides = []string{tables.FHIRCurrent, tables.FHIR, tables.Raw, tables.Ops}

// Clear drops the databases beside those in use, with all that is in them.
func (w *Warehouse) Clear(ctx context.Context) error {
	next := w.Beside()
	ctx = ch.Context(ctx, ch.WithSettings(ch.Settings{"max_table_size_to_drop": 0, "wait_end_of_query": 1}))
	for _, d := range besides {
		err := w.again(ctx, func() error {
			doing := "drop database " + next.database(d)
			return told(doing, w.conn.Exec(ctx, "DROP DATABASE IF EXISTS "+tables.Quote(next.database(d))+" SYNC"))
		})
		if err != nil {
			return err
		}
	}
	clear(next.matched)
	return nil
}

// Comparison tells how a table beside differs from the one in use. It counts rows that are not deleted.
type Comparison struct {
	Table        string   // fhir.patient
	Before       uint64   // rows in use
	After        uint64   // rows beside
	Equal        uint64   // identities in both whose rows agree
	Differ       uint64   // identities in both whose rows do not
	Columns      []Change // columns in which they do not
	Added, Taken []string // columns of one of the two only
}

// Change counts the rows that differ in one column.
type Change struct {
	Column string
	Rows   uint64
}

// Same tells whether the two tables hold the same.
func (c Comparison) Same() bool { return c.Before == c.After && c.Equal == c.Before }

// ofTheRun are the columns in which two equal rows may differ: architecture, "Determinism".
var ofTheRun = []string{"run_id", "loaded_at", "_version", "mapper_rev", "observed_at"}

// compareSQL groups the rows of both sides by identity; what does not fit in memory goes to disk.
const compareSQL = `
	SELECT countIf(olds), countIf(news), countIf(olds AND news AND was = is), countIf(olds AND news AND was != is),
		sumForEachIf(arrayMap(n -> toUInt64(was[n] != is[n]), range(1, length(was) + 1)), olds AND news)
	FROM
	(
		SELECT max(NOT side) AS olds, max(side) AS news, anyIf(prints, NOT side) AS was, anyIf(prints, side) AS is
		FROM
		(
			SELECT {keys}, false AS side, {prints} AS prints FROM {old} FINAL {live}
			UNION ALL
			SELECT {keys}, true, {prints} FROM {new} FINAL {live}
		)
		GROUP BY {keys}
	)
	SETTINGS max_bytes_before_external_group_by = 536870912, max_bytes_ratio_before_external_group_by = 0`

// Compare tells of each of ts how the table beside differs from the one in use: how many rows and in which columns, no value.
func (w *Warehouse) Compare(ctx context.Context, ts []tables.Table) ([]Comparison, error) {
	var all []Comparison
	for _, t := range ts {
		c, err := w.compare(ctx, t)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
	}
	return all, nil
}

func (w *Warehouse) compare(ctx context.Context, t tables.Table) (Comparison, error) {
	c, next := Comparison{Table: called(t)}, w.Beside()
	old, err := w.inspect(ctx, t.Database, t.Name)
	if err != nil {
		return c, err
	}
	held := old[t.Name]
	if held == nil { // as before the first Prepare of a new resource type
		err := w.one(ctx, "count "+c.Table, "SELECT count() FROM "+next.name(t)+" FINAL", []any{&c.After})
		return c, err
	}
	var both, prints []string
	for _, column := range t.Columns {
		switch name := column.Name; {
		case held.column(name) == nil:
			c.Added = append(c.Added, name)
		case !slices.Contains(ofTheRun, name):
			both = append(both, name)
			prints = append(prints, "cityHash64(ifNull(toString("+tables.Quote(name)+"), '\\\\N'))")
		}
	}
	for _, have := range held.columns {
		if !slices.ContainsFunc(t.Columns, func(c tables.Column) bool { return c.Name == have.name }) {
			c.Taken = append(c.Taken, have.name)
		}
	}
	live := ""
	if held.column("_deleted") != nil {
		live = "WHERE NOT _deleted"
	}
	sql := strings.NewReplacer("{keys}", quoteAll(t.OrderBy), "{prints}", "["+strings.Join(prints, ", ")+"]", "{old}", w.name(t),
		"{new}", next.name(t), "{live}", live).Replace(compareSQL)
	var differ []uint64
	err = w.one(ctx, "compare "+c.Table, sql, []any{&c.Before, &c.After, &c.Equal, &c.Differ, &differ})
	for n, rows := range differ {
		if rows > 0 {
			c.Columns = append(c.Columns, Change{both[n], rows})
		}
	}
	return c, err
}
