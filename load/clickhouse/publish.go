package clickhouse

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Published tells what a publish put in place.
type Published struct {
	ID     string
	Tables []PublishedTable
}

// PublishedTable is one table of a publish.
type PublishedTable struct {
	Name string // analytics.visit
	Rows uint64
}

// Publish builds every table of ts beside the one readers see and then swaps them in one after the other. The list of
// swaps is written down first: after a kill UnfinishedPublish tells, and publishing again finishes. A table whose
// declaration changed simply takes its new form. An error may leave some tables new and some old, never one half.
func (w *Warehouse) Publish(ctx context.Context, runID string, ts []tables.Table) (Published, error) {
	p, err := w.plan(ctx, runID, ts)
	if err != nil {
		return Published{}, fmt.Errorf("plan the publish: %w", err)
	}
	for i, t := range ts {
		if p.rows[i].Rows, err = w.build(ctx, t); err != nil {
			return Published{}, fmt.Errorf("publish: %w", err)
		}
	}
	done := Published{ID: p.id}
	for i, t := range ts {
		if err := w.swap(ctx, p, i, t); err != nil {
			return Published{}, fmt.Errorf("publish: %w", err)
		}
		done.Tables = append(done.Tables, PublishedTable{called(t), p.rows[i].Rows})
	}
	return done, nil
}

// publish is one publish on its way.
type publish struct {
	id      string
	planned time.Time
	rows    []tables.PublishRow
}

func (w *Warehouse) plan(ctx context.Context, runID string, ts []tables.Table) (*publish, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return nil, fmt.Errorf("draw an id: %w", err)
	}
	now, err := w.Now(ctx)
	if err != nil {
		return nil, err
	}
	p := &publish{id: id.String(), planned: now}
	for i, t := range ts {
		p.rows = append(p.rows, tables.PublishRow{
			PublishID: p.id, RunID: runID, Table: called(t), Position: uint16(i), Status: "planned", UpdatedAt: now,
		})
	}
	return p, w.note(ctx, p.rows)
}

// note writes rows of ops.publish and reads them back.
func (w *Warehouse) note(ctx context.Context, rows []tables.PublishRow) error {
	batch := tables.Publishes.Encode(rows)
	defer batch.Release()
	if err := w.Write(ctx, tables.Publishes.Table, batch); err != nil {
		return err
	}
	_, err := w.ReadBack(ctx, tables.Publishes.Table, batch)
	return err
}

// beside is the table a publish builds t in.
func beside(t tables.Table) tables.Table {
	t.Name += "__next"
	return t
}

// build fills the table beside t and counts it. Each try begins with an empty one: it drops what a killed publish or the
// last try left.
func (w *Warehouse) build(ctx context.Context, t tables.Table) (rows uint64, err error) {
	next := beside(t)
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = c.Name
	}
	err = w.again(ctx, func() error {
		for _, sql := range []string{
			"DROP TABLE IF EXISTS " + w.name(next),
			tables.DDL(w.opts.Prefix, next),
			"INSERT INTO " + w.name(next) + " (" + quoteAll(columns) + ")\n" + tables.Select(w.opts.Prefix, t),
		} {
			// No word of the server: the query reads records.
			if err := failure("build "+called(t), w.conn.Exec(complete(ctx), sql)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	err = w.one(ctx, "count "+called(t), "SELECT count() FROM "+w.name(next), []any{&rows})
	return rows, err
}

// swap puts table i of p in place. The exchange is not repeated: a second one would bring the old table back.
func (w *Warehouse) swap(ctx context.Context, p *publish, i int, t tables.Table) error {
	next := beside(t)
	if err := w.exec(ctx, "create table "+called(t), tables.DDL(w.opts.Prefix, t)); err != nil {
		return err
	}
	if err := w.once(ctx, "swap "+called(t), "EXCHANGE TABLES "+w.name(next)+" AND "+w.name(t)); err != nil {
		return err
	}
	now, err := w.Now(ctx)
	if err != nil {
		return err
	}
	if !now.After(p.planned) { // or the planned row could win
		now = p.planned.Add(time.Millisecond)
	}
	p.rows[i].Status, p.rows[i].UpdatedAt = "swapped", now
	if err := w.note(ctx, p.rows[i:i+1]); err != nil {
		return err
	}
	return w.exec(ctx, "drop the old "+called(t), "DROP TABLE IF EXISTS "+w.name(next))
}

// UnfinishedPublish tells whether the last publish has tables that were planned and not swapped, and gives its id.
func (w *Warehouse) UnfinishedPublish(ctx context.Context) (id string, ok bool, err error) {
	err = w.query(ctx, "look for an unfinished publish", w.fill(`
		SELECT publish_id, countIf(status != 'swapped') > 0 FROM {ops.publish} FINAL
		GROUP BY publish_id ORDER BY max(updated_at) DESC, publish_id DESC LIMIT 1`), func(scan scanner) error {
		return scan(&id, &ok)
	})
	if !ok {
		id = ""
	}
	return id, ok, err
}
