package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Conditions of what goes. None has an id: the server keeps the text of a mutation beside the data.
const (
	ofRecords   = "(source, kind, id) IN ({records}) OR source IN (SELECT source FROM {list} WHERE what = 'source')"
	ofResources = "id IN (SELECT id FROM {list} WHERE what = 'resource') OR source IN (SELECT source FROM {list} WHERE what = 'source')"
	ofIDs       = "id IN (SELECT id FROM {list} WHERE what = 'resource')"
	ofShowing   = `(source, kind, id) NOT IN ({records}) AND hasAny(emitted.id,
		(SELECT groupArray(id) FROM {list} WHERE what = 'resource' AND (SELECT count() FROM {list} WHERE what = 'patient') > 0))`
	ofSources = "source IN (SELECT source FROM {list} WHERE what = 'source')"
)

// target is a table and the condition of its rows that go.
type target struct {
	table tables.Table
	where string
}

// targets are in the order of erasing: what a list of records can be made of goes last.
func targets() []target {
	all := []target{{tables.Surrogates.Table, ofIDs}}
	for _, t := range resourceTables() {
		all = append(all, target{t, ofResources})
	}
	for _, t := range []tables.Table{tables.Windows.Table, tables.Issues.Table, tables.Coverages.Table, tables.Budgets.Table, tables.Sources.Table} {
		all = append(all, target{t, ofSources})
	}
	for _, t := range []tables.Table{tables.Seens.Table, tables.Quarantine.Table, tables.RecordStates.Table, tables.RawRecords.Table} {
		all = append(all, target{t, ofRecords})
	}
	return all
}

// Plan counts what goes, a table each; tables of which nothing goes are left out. The analysts' tables follow.
func (p Purge) Plan(ctx context.Context) (all []tables.Touched, err error) {
	for _, t := range targets() {
		touched := tables.Touched{Table: called(t.table)}
		if touched.Rows, err = p.count(ctx, t); err != nil {
			return nil, err
		}
		if touched.Rows > 0 {
			all = append(all, touched)
		}
	}
	return all, nil
}

// Listed counts the records on the list.
func (p Purge) Listed(ctx context.Context) (n uint64, err error) {
	err = p.w.one(ctx, "count the records on the list", p.fill("SELECT count() FROM {list} FINAL WHERE what = 'record'"), []any{&n})
	return n, err
}

func (p Purge) count(ctx context.Context, t target) (n uint64, err error) {
	err = p.w.one(ctx, "count "+called(t.table), p.fill("SELECT count() FROM "+p.w.name(t.table)+" WHERE "+t.where), []any{&n})
	return n, err
}

// Each calls f for the patients and records on the list.
func (p Purge) Each(ctx context.Context, f func(tables.PurgeItem)) error {
	const sql = "SELECT what, source, kind, id FROM {list} FINAL WHERE what IN ('patient', 'record')"
	return p.w.query(ctx, "read the list of a purge", p.fill(sql), func(scan scanner) error {
		var i tables.PurgeItem
		err := scan(&i.What, &i.Source, &i.Kind, &i.ID)
		f(i)
		return err
	})
}

// Erase deletes what is on the list, and returns when its bytes are off the server's disk but for those of the analysts' tables. What
// others made known of a room or a colleague stays, without the id of the record that told of it. Doing it again is harmless.
func (p Purge) Erase(ctx context.Context) error {
	for _, t := range targets() {
		if err := p.rewrite(ctx, t, "DELETE WHERE "+t.where); err != nil {
			return err
		}
	}
	// A record of another that showed one of these resources, too, is mapped anew when it is shown again, or by a replay.
	if err := p.rewrite(ctx, target{tables.RecordStates.Table, ofShowing}, "UPDATE mapper_rev = 0 WHERE "+ofShowing); err != nil {
		return err
	}
	for _, t := range resourceTables() {
		of := target{t, "(source, kind, record_id) IN ({records})"}
		if err := p.rewrite(ctx, of, "UPDATE record_id = '' WHERE "+of.where); err != nil {
			return err
		}
	}
	return nil
}

// rewrite runs a mutation and sees the parts gone that it replaced: the server would keep them for minutes
// (https://clickhouse.com/docs/operations/settings/merge-tree-settings#old_parts_lifetime), against a power loss before the new ones are
// on disk. So those are written through first.
func (p Purge) rewrite(ctx context.Context, t target, mutation string) error {
	n, err := p.count(ctx, t)
	if err != nil || n == 0 {
		return err
	}
	name, doing := p.w.name(t.table), "purge "+called(t.table)
	if err := p.w.exec(ctx, doing, "ALTER TABLE "+name+" MODIFY SETTING old_parts_lifetime = 0, min_rows_to_fsync_after_merge = 1"); err != nil {
		return err
	}
	if err := p.mutate(ctx, doing, name, p.fill(mutation)); err != nil {
		return err
	}
	wake := func() error { return p.w.exec(ctx, doing, "SYSTEM START CLEANUP "+name) } // or the cleaner would sleep for minutes
	if err := p.gone(ctx, wake, `SELECT count() FROM system.parts WHERE database = {database:String} AND table = {table:String} AND NOT active`,
		ch.Named("database", p.w.database(t.table.Database)), ch.Named("table", t.table.Name)); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return p.w.exec(ctx, doing, "ALTER TABLE "+name+" RESET SETTING old_parts_lifetime, min_rows_to_fsync_after_merge")
}

// mutate waits until the parts are rewritten, on all replicas.
func (p Purge) mutate(ctx context.Context, doing, table, mutation string) error {
	ctx = ch.Context(ctx, ch.WithSettings(ch.Settings{"wait_end_of_query": 1, "mutations_sync": 2, "allow_nondeterministic_mutations": 1}))
	return p.w.again(ctx, func() error { return failure(doing, p.w.conn.Exec(ctx, "ALTER TABLE "+table+" "+mutation)) })
}

// Dropped waits until the tables that a publish replaced are off the server's disk.
func (p Purge) Dropped(ctx context.Context) error {
	names := make([]string, 0, 4)
	for _, d := range []string{tables.Analytics, tables.Notes, tables.AnalyticsSH, tables.Link} {
		names = append(names, p.w.database(d))
	}
	rest := func() error { return nil }
	err := p.gone(ctx, rest, `SELECT count() FROM system.dropped_tables WHERE database IN {names:Array(String)}`, ch.Named("names", names))
	if err != nil {
		return fmt.Errorf("drop what analysts saw before: %w", err)
	}
	return nil
}

// ErrStillThere says that bytes of what was purged are still on the server's disk.
var ErrStillThere = errors.New("the server still keeps replaced files, as while somebody reads them")

// patience is how long files may take to go: a table is dropped after 8 minutes on a server, and a reader may ask for 5.
const patience = 15 * time.Minute

// gone asks until a count is 0, and wakes who is to make it so before each question.
func (p Purge) gone(ctx context.Context, wake func() error, sql string, args ...any) error {
	for until := time.Now().Add(patience); ; {
		if err := wake(); err != nil {
			return err
		}
		var n uint64
		if err := p.w.one(ctx, "look for replaced files", sql, []any{&n}, args...); err != nil || n == 0 {
			return err
		}
		if time.Now().After(until) {
			return ErrStillThere
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(200 * time.Millisecond):
		}
	}
}
