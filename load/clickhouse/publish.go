package clickhouse

import (
	"context"
	"fmt"
	"time"

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

// stage builds and swaps the tables of s, the first of which is table from of p. What the tables were before goes last, at once.
func (w *Warehouse) stage(ctx context.Context, p *publish, s Stage, from int) error {
	if s.Before != nil {
		if err := s.Before(ctx); err != nil {
			return err
		}
	}
	if len(s.Tables) == 0 {
		return nil
	}
	for _, d := range databases(s.Tables, nil) {
		if err := w.exec(ctx, "create database "+d, "CREATE DATABASE IF NOT EXISTS "+tables.Quote(w.database(d))); err != nil {
			return err
		}
	}
	there, err := w.there(ctx, s.Tables)
	if err != nil {
		return err
	}
	rows, err := w.build(ctx, s, there)
	if err != nil {
		return err
	}
	for i, t := range s.Tables {
		p.rows[from+i].Rows = rows[i]
		if err := w.swap(ctx, t, there); err != nil {
			return err
		}
	}
	if err := w.swapped(ctx, p, p.rows[from:from+len(s.Tables)]); err != nil {
		return err
	}
	return w.drop(ctx, s.Tables)
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

// swap puts t in place. The exchange is not repeated: a second one would bring the old table back.
func (w *Warehouse) swap(ctx context.Context, t tables.Table, there map[string]bool) error {
	if !there[called(t)] { // something is to be exchanged
		if err := w.exec(ctx, "create table "+called(t), tables.DDL(w.opts.Prefix, t)); err != nil {
			return err
		}
	}
	return w.once(ctx, "swap "+called(t), "EXCHANGE TABLES "+w.name(beside(t))+" AND "+w.name(t))
}

// swapped notes that the tables of rows are in place.
func (w *Warehouse) swapped(ctx context.Context, p *publish, rows []tables.PublishRow) error {
	now, err := w.Now(ctx)
	if err != nil {
		return err
	}
	if !now.After(p.planned) { // or the planned row could win
		now = p.planned.Add(time.Millisecond)
	}
	for i := range rows {
		rows[i].Status, rows[i].UpdatedAt = "swapped", now
	}
	return w.note(ctx, rows)
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
