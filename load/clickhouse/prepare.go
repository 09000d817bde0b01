package clickhouse

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Prepare creates what is missing of ts, adds missing columns in their place (to the end of the key, too), brings comments up to
// date and puts in every view whose tables are all among ts. It changes nothing at all when a table differs in any other way:
// the error wraps load.ErrSchema and lists every difference. Tables that a publish makes whole are only created.
// Doing it twice, or in two processes at once, is harmless. While rebuilt tables are put in use it refuses with ErrSwapping.
func (w *Warehouse) Prepare(ctx context.Context, ts []tables.Table) error {
	switch open, err := w.Swapping(ctx); {
	case err != nil:
		return w.advise(err)
	case open:
		return fmt.Errorf("prepare the tables: %w", ErrSwapping)
	}
	if err := w.roomy(ctx); err != nil {
		return err
	}
	views := viewsOver(ts)
	there := map[string]map[string]*held{}
	for _, d := range databases(ts, views) {
		if err := w.exec(ctx, "create database "+d, "CREATE DATABASE IF NOT EXISTS "+tables.Quote(w.database(d))); err != nil {
			return w.advise(err)
		}
		found, err := w.inspect(ctx, d, "")
		if err != nil {
			return err
		}
		there[d] = found
	}
	if err := compare(ts, there); err != nil {
		return fmt.Errorf("prepare the tables: %w", err)
	}
	for _, t := range ts {
		if err := w.settle(ctx, t, there[t.Database][t.Name]); err != nil {
			return err
		}
		if !t.Whole() { // an older form of one that a publish makes is left as it is
			w.agree(t)
		}
	}
	for _, v := range views {
		if err := w.exec(ctx, "create view "+v.Database+"."+v.Name, tables.ViewDDL(w.opts.Prefix, v)); err != nil {
			return err
		}
	}
	return nil
}

// Made tells whether the books of windows are there. Without them nothing was ever read into this warehouse.
func (w *Warehouse) Made(ctx context.Context) (bool, error) {
	var found uint64
	err := w.one(ctx, "look for the books", "SELECT count() FROM system.tables WHERE database = {database:String} AND name = {name:String}",
		[]any{&found}, ch.Named("database", w.database(tables.Ops)), ch.Named("name", tables.Windows.Name))
	return found > 0, w.advise(err)
}

// databases lists the databases of ts and views in order of appearance.
func databases(ts []tables.Table, views []tables.View) []string {
	var names []string
	for _, t := range ts {
		names = append(names, t.Database)
	}
	for _, v := range views {
		names = append(names, v.Database)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func compare(ts []tables.Table, there map[string]map[string]*held) error {
	var diffs []string
	for _, t := range ts {
		h := there[t.Database][t.Name]
		if h == nil || t.Whole() {
			continue
		}
		for _, d := range h.differences(t) {
			diffs = append(diffs, called(t)+": "+d)
		}
	}
	if len(diffs) > 0 {
		return fmt.Errorf("%w: %s", load.ErrSchema, strings.Join(diffs, "; "))
	}
	return nil
}

// settle creates t or mends what adding mends. h is t as the server has it, nil when it has none.
func (w *Warehouse) settle(ctx context.Context, t tables.Table, h *held) error {
	if h == nil {
		return w.exec(ctx, "create table "+called(t), tables.DDL(w.opts.Prefix, t))
	}
	if t.Whole() {
		return nil
	}
	changes := h.changes(t)
	if len(changes) == 0 {
		return nil
	}
	return w.exec(ctx, "alter table "+called(t), "ALTER TABLE "+w.name(t)+" "+strings.Join(changes, ", "))
}

// changes lists the parts of the ALTER statement that brings h up to t. A column is added after the one it is declared
// after.
func (h *held) changes(t tables.Table) []string {
	var changes []string
	place := "FIRST"
	for _, c := range t.Columns {
		name := tables.Quote(c.Name)
		switch have := h.column(c.Name); {
		case have == nil:
			changes = append(changes, "ADD COLUMN IF NOT EXISTS "+tables.ColumnDDL(c)+" "+place)
		case have.comment != c.Doc:
			changes = append(changes, "COMMENT COLUMN "+name+" "+literal(c.Doc))
		}
		place = "AFTER " + name
	}
	if h.grows(t) {
		changes = append(changes, "MODIFY ORDER BY ("+quoteAll(t.OrderBy)+")")
	}
	if h.comment != t.Doc {
		changes = append(changes, "MODIFY COMMENT "+literal(t.Doc))
	}
	if t.Fsync && !h.fsync {
		changes = append(changes, "MODIFY SETTING fsync_after_insert = 1, fsync_part_directory = 1")
	}
	return changes
}

// reference finds the tables a view reads: {fhir}.`patient`, {ops}.windows.
var reference = regexp.MustCompile("\\{(\\w+)\\}\\.`?(\\w+)`?")

// viewsOver lists the declared views that read none but tables of ts.
func viewsOver(ts []tables.Table) []tables.View {
	given := map[string]bool{}
	for _, t := range ts {
		given[called(t)] = true
	}
	return slices.DeleteFunc(tables.Views(), func(v tables.View) bool {
		for _, m := range reference.FindAllStringSubmatch(v.From, -1) {
			if !given[m[1]+"."+m[2]] {
				return true
			}
		}
		return false
	})
}
