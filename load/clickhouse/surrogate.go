package clickhouse

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"
	"github.com/google/uuid"

	"github.com/nightrounds/rounds/schemas/tables"
)

// SafeHarbor is the stage of a publish that makes analytics_sh of the tables of analytics that are in place.
func (w *Warehouse) SafeHarbor() Stage {
	return Stage{Tables: tables.SafeHarbor(), Before: func(ctx context.Context) error {
		if err := w.RetireSafeHarbor(ctx); err != nil {
			return err
		}
		return w.DrawSurrogates(ctx)
	}}
}

// drawn is how many surrogates are written at once.
const drawn = 20_000

// DrawSurrogates gives every id of analytics that has none yet a random one in link.surrogate; the others keep theirs. They come
// from the system's random source: the server's generateUUIDv4 is quick, not secret, and could be followed from row to row.
// A stop leaves some without; the next call draws theirs. No two calls may run at once: an id could get two, of which one counts.
func (w *Warehouse) DrawSurrogates(ctx context.Context) error {
	now, err := w.Now(ctx)
	if err != nil {
		return err
	}
	for _, t := range tables.Published() {
		keys := idsOf(t)
		if t.Database != tables.Analytics || len(keys) == 0 {
			continue
		}
		if err := w.draw(ctx, now, w.fresh(ctx, t, keys)); err != nil {
			return fmt.Errorf("draw surrogates for %s: %w", called(t), err)
		}
	}
	return nil
}

func idsOf(t tables.Table) (names []string) {
	for _, c := range t.Columns {
		if c.Privacy == tables.Key {
			names = append(names, tables.Quote(c.Name))
		}
	}
	return names
}

// freshSQL looks only among the surrogates of the table at hand, so that no more than its own ids are held in memory.
const freshSQL = `
	SELECT DISTINCT id FROM (SELECT arrayJoin([{keys}]) AS id FROM {table})
	WHERE id != '' AND id NOT IN
	(
		SELECT id FROM {surrogates} WHERE id IN (SELECT arrayJoin([{keys}]) FROM {table})
	)`

// fresh yields the ids of a table of analytics that have no surrogate.
func (w *Warehouse) fresh(ctx context.Context, t tables.Table, keys []string) iter.Seq2[string, error] {
	sql := strings.NewReplacer("{keys}", strings.Join(keys, ", "), "{table}", w.name(t), "{surrogates}", w.name(tables.Surrogates.Table)).Replace(freshSQL)
	return stream(ctx, w, "look for ids without a surrogate", sql, func(scan scanner) (id string, err error) {
		err = scan(&id)
		return id, err
	})
}

func (w *Warehouse) draw(ctx context.Context, now time.Time, ids iter.Seq2[string, error]) error {
	var rows []tables.Surrogate
	for id, err := range ids {
		if err != nil {
			return err
		}
		random, err := uuid.NewRandom()
		if err != nil {
			return fmt.Errorf("draw a surrogate: %w", err)
		}
		if rows = append(rows, tables.Surrogate{ID: id, Surrogate: random.String(), DrawnAt: now}); len(rows) == drawn {
			if err := w.keep(ctx, rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return w.keep(ctx, rows)
}

// keep writes surrogates and reads them back.
func (w *Warehouse) keep(ctx context.Context, rows []tables.Surrogate) error {
	batch := tables.Surrogates.Encode(rows)
	defer batch.Release()
	if err := w.Write(ctx, tables.Surrogates.Table, batch); err != nil {
		return err
	}
	_, err := w.ReadBack(ctx, tables.Surrogates.Table, batch)
	return err
}

// RetireSafeHarbor drops the tables of analytics_sh that an earlier version of this program published and this one does not: what
// it would not show any more must not stay.
func (w *Warehouse) RetireSafeHarbor(ctx context.Context) error {
	var retired []tables.Table
	sql := w.fill("SELECT DISTINCT splitByChar('.', toString(table))[2] FROM {ops.publish} WHERE startsWith(table, {database:String})")
	err := w.query(ctx, "look for tables nobody publishes", sql, func(scan scanner) error {
		t := tables.Table{Database: tables.AnalyticsSH}
		err := scan(&t.Name)
		retired = append(retired, t)
		return err
	}, ch.Named("database", tables.AnalyticsSH+"."))
	if err != nil {
		return err
	}
	for _, t := range retired {
		if slices.ContainsFunc(tables.SafeHarbor(), func(s tables.Table) bool { return s.Name == t.Name }) {
			continue
		}
		for _, old := range []tables.Table{t, beside(t)} {
			if err := w.exec(ctx, "drop "+called(old), "DROP TABLE IF EXISTS "+w.name(old)); err != nil {
				return err
			}
		}
	}
	return nil
}
