package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"
	"github.com/apache/arrow/go/v17/arrow"
	"golang.org/x/sync/errgroup"

	"github.com/nightrounds/rounds/schemas/tables"
)

// beside is the table a publish builds t in.
func beside(t tables.Table) tables.Table {
	t.Name += "__next"
	return t
}

// there lists the tables of the databases of ts, as called names them.
func (w *Warehouse) there(ctx context.Context, ts []tables.Table) (map[string]bool, error) {
	found := map[string]bool{}
	err := w.query(ctx, "look for the published tables", `
		SELECT concat(substring(database, length({prefix:String}) + 1), '.', name) FROM system.tables WHERE database IN {databases:Array(String)}`,
		func(scan scanner) error {
			var name string
			err := scan(&name)
			found[name] = true
			return err
		}, ch.Named("prefix", w.opts.Prefix), ch.Named("databases", w.databases(ts)))
	return found, err
}

func (w *Warehouse) databases(ts []tables.Table) []string {
	names := databases(ts, nil)
	for i, name := range names {
		names[i] = w.database(name)
	}
	return names
}

// drop drops the tables beside those of ts.
func (w *Warehouse) drop(ctx context.Context, ts []tables.Table) error {
	if len(ts) == 0 {
		return nil
	}
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = w.name(beside(t))
	}
	return w.exec(ctx, "drop what is left beside the published tables", "DROP TABLE IF EXISTS "+strings.Join(names, ", "))
}

// build fills the tables beside those of s and counts them. It drops what a killed publish left of them.
func (w *Warehouse) build(ctx context.Context, s Stage, there map[string]bool) ([]uint64, error) {
	var left []tables.Table
	for _, t := range s.Tables {
		if there[called(beside(t))] {
			left = append(left, t)
		}
	}
	if err := w.drop(ctx, left); err != nil {
		return nil, err
	}
	var err error
	if s.Fill != nil {
		err = w.again(ctx, func() error { return w.fed(ctx, s) })
	} else {
		err = w.selected(ctx, s.Tables)
	}
	if err != nil {
		return nil, err
	}
	return w.built(ctx, s.Tables)
}

// builders is how many tables are built at once: most are small and wait for the disk.
const builders = 2

// selected fills the tables beside those of ts, each from its own query. A try that is repeated begins with an empty one.
func (w *Warehouse) selected(ctx context.Context, ts []tables.Table) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(builders)
	for _, t := range ts {
		columns := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			columns[i] = c.Name
		}
		sql := "INSERT INTO " + w.name(beside(t)) + " (" + quoteAll(columns) + ")\n" + tables.Select(w.opts.Prefix, t)
		tried := false
		group.Go(func() error {
			return w.again(ctx, func() error {
				if err := w.empty(ctx, t, tried); err != nil {
					return err
				}
				tried = true
				// No word of the server: the query reads records.
				return failure("build "+called(t), w.conn.Exec(complete(ctx), sql))
			})
		})
	}
	return group.Wait()
}

// empty makes an empty table beside t.
func (w *Warehouse) empty(ctx context.Context, t tables.Table, tried bool) error {
	if tried {
		if err := failure("build "+called(t), w.conn.Exec(complete(ctx), "DROP TABLE IF EXISTS "+w.name(beside(t)))); err != nil {
			return err
		}
	}
	return failure("build "+called(t), w.conn.Exec(complete(ctx), tables.DDL(w.opts.Prefix, beside(t))))
}

// fed fills the tables beside those of s from rows. No write is repeated by itself, or its rows could be there twice.
func (w *Warehouse) fed(ctx context.Context, s Stage) error {
	for _, t := range s.Tables {
		if err := w.empty(ctx, t, true); err != nil {
			return err
		}
	}
	o := w.opts
	o.Retry = -1
	return s.Fill(ctx, sideways{&Warehouse{opts: o, conn: w.conn, keys: w.keys, matched: map[string]bool{}}})
}

// sideways writes beside.
type sideways struct{ *Warehouse }

// Write adds rows to the table beside t.
func (w sideways) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	return w.Warehouse.Write(ctx, beside(t), b)
}

// built counts the rows of the tables beside those of ts.
func (w *Warehouse) built(ctx context.Context, ts []tables.Table) ([]uint64, error) {
	found := map[string]uint64{}
	err := w.query(ctx, "count the published tables", `
		SELECT concat(substring(database, length({prefix:String}) + 1), '.', name), assumeNotNull(total_rows)
		FROM system.tables WHERE database IN {databases:Array(String)} AND endsWith(name, '__next')`,
		func(scan scanner) error {
			var name string
			var rows uint64
			err := scan(&name, &rows)
			found[name] = rows
			return err
		}, ch.Named("prefix", w.opts.Prefix), ch.Named("databases", w.databases(ts)))
	rows := make([]uint64, len(ts))
	for i, t := range ts {
		n, ok := found[called(beside(t))]
		if rows[i] = n; !ok && err == nil {
			err = fmt.Errorf("count %s: %w", called(t), errNotBuilt)
		}
	}
	return rows, err
}

var errNotBuilt = errors.New("the table that was built is not there; another publish must be at work")
