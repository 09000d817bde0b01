package clickhouse

import (
	"context"
	"errors"
	"fmt"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// swaps is the list of tables that are to be put in use, each by the UUID the server gave it: a table keeps it when its name is
// exchanged, so that the list tells at any time which swaps are done. It lives beside: with it goes the order to swap.
const swaps = "swap"

// Error numbers of the server.
const unknownTable, unknownDatabase = 60, 81

// ErrSwapping says that tables of a rebuild are being put in use, or that a stop came while they were: some may be the old ones.
var ErrSwapping = errors.New("rebuilt tables are being put in use")

// Swap puts the tables of ts that were made beside in the place of those in use and then drops the old ones. The list is written
// down first: a stop from there on is for FinishSwap.
func (w *Warehouse) Swap(ctx context.Context, ts []tables.Table) error {
	next := w.Beside()
	list := tables.Qualified(next.opts.Prefix, tables.Ops, swaps)
	const doing = "write down what is to be swapped"
	names := make([]string, len(ts))
	for n, t := range ts {
		names[n] = called(t)
		if err := next.match(ctx, t); err != nil {
			return fmt.Errorf("%s: %w", doing, err)
		}
		// A table in use that is not there yet is made, empty, so that there is something to exchange.
		if err := w.exec(ctx, "create table "+called(t), tables.DDL(w.opts.Prefix, t)); err != nil {
			return err
		}
	}
	err := w.exec(ctx, doing, "CREATE TABLE IF NOT EXISTS "+list+` (database String, name String, uuid UUID)
		ENGINE = ReplacingMergeTree ORDER BY (database, name) SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`)
	if err != nil {
		return err
	}
	err = w.again(ctx, func() error {
		return told(doing, w.conn.Exec(complete(ctx), "INSERT INTO "+list+`
			SELECT substring(database, length({prefix:String}) + 1) AS d, name, uuid FROM system.tables
			WHERE startsWith(database, {prefix:String}) AND concat(d, '.', name) IN {names:Array(String)}`,
			ch.Named("prefix", next.opts.Prefix), ch.Named("names", names)))
	})
	if err != nil {
		return err
	}
	return w.FinishSwap(ctx)
}

// Swapping tells whether a list of tables to swap is there: another process is at it, or was stopped.
func (w *Warehouse) Swapping(ctx context.Context) (bool, error) {
	var listed uint64
	err := w.one(ctx, "look for a swap that was stopped", `
		SELECT count() FROM system.tables WHERE database = {database:String} AND name = {name:String}`, []any{&listed},
		ch.Named("database", w.Beside().database(tables.Ops)), ch.Named("name", swaps))
	if err != nil || listed == 0 {
		return false, err
	}
	all, _, err := w.toSwap(ctx)
	if refused, is := errors.AsType[*ServerError](err); is && (refused.Code == unknownTable || refused.Code == unknownDatabase) {
		return false, nil // the swap ended between the two questions
	}
	return all > 0, err // a list without rows: the stop came before the order to swap
}

// FinishSwap puts in use what a Swap listed and drops what was in use before. It is for one process at a time: of two, one would
// swap a table back.
func (w *Warehouse) FinishSwap(ctx context.Context) error {
	if there, err := w.Swapping(ctx); err != nil || !there {
		return err
	}
	all, open, err := w.toSwap(ctx)
	if err != nil {
		return err
	}
	next := w.Beside()
	for tries := 0; len(open) > 0; tries++ {
		if tries > all {
			return fmt.Errorf("swap %d tables: %w", len(open), errSwapped)
		}
		// Not repeated blindly: a second exchange would bring the old table back. For the same reason the list is read again before
		// each, since a process that lost its lease may be at it too.
		if err := w.once(ctx, "swap "+called(open[0]), "EXCHANGE TABLES "+next.name(open[0])+" AND "+w.name(open[0])); err != nil {
			return err
		}
		if all, open, err = w.toSwap(ctx); err != nil {
			return err
		}
	}
	w.mu.Lock()
	clear(w.matched)
	w.mu.Unlock()
	return w.Clear(ctx)
}

var errSwapped = errors.New("another process swapped them back; nothing was dropped")

// toSwap lists the tables whose swap is still to be made, and counts all that were ordered.
func (w *Warehouse) toSwap(ctx context.Context) (all int, open []tables.Table, err error) {
	list := tables.Qualified(w.Beside().opts.Prefix, tables.Ops, swaps)
	err = w.query(ctx, "read what is to be swapped", `
		SELECT l.database, l.name, l.uuid != t.uuid FROM `+list+` AS l FINAL
		LEFT ANY JOIN (SELECT database, name, uuid FROM system.tables WHERE startsWith(database, {prefix:String})) AS t
			ON t.database = concat({prefix:String}, l.database) AND t.name = l.name
		ORDER BY l.database, l.name`, func(scan scanner) error {
		var t tables.Table
		var todo bool
		err := scan(&t.Database, &t.Name, &todo)
		if all++; todo {
			open = append(open, t)
		}
		return err
	}, ch.Named("prefix", w.opts.Prefix))
	return all, open, err
}

// Places lists the sources and kinds of which raw.records holds something.
func (w *Warehouse) Places(ctx context.Context) (places [][2]string, err error) {
	err = w.query(ctx, "list what was landed", w.fill("SELECT DISTINCT source, kind FROM {raw.records} ORDER BY ALL"), func(scan scanner) error {
		var p [2]string
		err := scan(&p[0], &p[1])
		places = append(places, p)
		return err
	})
	return places, err
}
