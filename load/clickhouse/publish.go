package clickhouse

import (
	"context"
	"fmt"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/google/uuid"

	"github.com/nightrounds/rounds/load"
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

// Stage is tables that are built out of what the stages before have put in place.
type Stage struct {
	Tables []tables.Table                               // each Whole
	Before func(ctx context.Context) error              // what must be ready first; nil: nothing
	Fill   func(ctx context.Context, s load.Sink) error // writes the rows of all Tables; nil: each comes from its own query
}

// Publish builds the tables of each stage beside those readers see and then swaps them in one after the other. The list of
// swaps is written down first: after a kill UnfinishedPublish tells, and publishing again finishes. A table whose
// declaration changed simply takes its new form. An error may leave some tables new and some old, never one half.
func (w *Warehouse) Publish(ctx context.Context, runID string, stages ...Stage) (Published, error) {
	var all []tables.Table
	for _, s := range stages {
		all = append(all, s.Tables...)
	}
	p, err := w.plan(ctx, runID, all)
	if err != nil {
		return Published{}, fmt.Errorf("plan the publish: %w", err)
	}
	done := Published{ID: p.id}
	for _, s := range stages {
		if err := w.stage(ctx, p, s, len(done.Tables)); err != nil {
			return Published{}, fmt.Errorf("publish: %w", err)
		}
		for _, t := range s.Tables {
			done.Tables = append(done.Tables, PublishedTable{called(t), p.rows[len(done.Tables)].Rows})
		}
	}
	return done, nil
}

// stage builds and swaps the tables of s, the first of which is table from of p.
func (w *Warehouse) stage(ctx context.Context, p *publish, s Stage, from int) error {
	if s.Before != nil {
		if err := s.Before(ctx); err != nil {
			return err
		}
	}
	rows, err := w.build(ctx, s)
	if err != nil {
		return err
	}
	for i, t := range s.Tables {
		p.rows[from+i].Rows = rows[i]
		if err := w.swap(ctx, p, from+i, t); err != nil {
			return err
		}
	}
	return nil
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

// build fills the tables beside those of s and counts them.
func (w *Warehouse) build(ctx context.Context, s Stage) (rows []uint64, err error) {
	if s.Fill != nil {
		if err := w.again(ctx, func() error { return w.fed(ctx, s) }); err != nil {
			return nil, err
		}
	}
	for _, t := range s.Tables {
		if s.Fill == nil {
			if err := w.again(ctx, func() error { return w.selected(ctx, t) }); err != nil {
				return nil, err
			}
		}
		var n uint64
		if err := w.one(ctx, "count "+called(t), "SELECT count() FROM "+w.name(beside(t)), []any{&n}); err != nil {
			return nil, err
		}
		rows = append(rows, n)
	}
	return rows, nil
}

// empty makes an empty table beside t: it drops what a killed publish or the last try left.
func (w *Warehouse) empty(ctx context.Context, t tables.Table) error {
	for _, sql := range []string{"DROP TABLE IF EXISTS " + w.name(beside(t)), tables.DDL(w.opts.Prefix, beside(t))} {
		if err := failure("build "+called(t), w.conn.Exec(complete(ctx), sql)); err != nil {
			return err
		}
	}
	return nil
}

// selected fills the table beside t from its own query.
func (w *Warehouse) selected(ctx context.Context, t tables.Table) error {
	if err := w.empty(ctx, t); err != nil {
		return err
	}
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = c.Name
	}
	sql := "INSERT INTO " + w.name(beside(t)) + " (" + quoteAll(columns) + ")\n" + tables.Select(w.opts.Prefix, t)
	// No word of the server: the query reads records.
	return failure("build "+called(t), w.conn.Exec(complete(ctx), sql))
}

// fed fills the tables beside those of s from rows. No write is repeated by itself, or its rows could be there twice.
func (w *Warehouse) fed(ctx context.Context, s Stage) error {
	for _, t := range s.Tables {
		if err := w.empty(ctx, t); err != nil {
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
