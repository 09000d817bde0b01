package clickhouse

import (
	"context"
	"fmt"
	"iter"
	"math"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

var _ load.Archive = (*Warehouse)(nil)

// sortMemory is how many bytes a sort keeps in memory before it goes on on disk.
var sortMemory = 256 << 20

// patient lets the server wait for a reader that loads a batch before it reads on, and sort on disk what is long. Without the two
// zeros it would begin that at half of its memory, and write blocks of 100 MiB, of which it then holds one for each file.
func patient() ch.QueryOption {
	return ch.WithSettings(ch.Settings{
		"http_send_timeout": 3600, "http_receive_timeout": 3600,
		"max_bytes_before_external_sort": sortMemory, "max_bytes_ratio_before_external_sort": 0,
		"min_external_sort_block_bytes": 0, "prefer_external_sort_block_bytes": 1 << 20,
	})
}

// heldSQL names states of records, not their bodies: what may have to be sorted stays narrow.
const heldSQL = `
	SELECT id, observed_at FROM
	(
		SELECT id, observed_at FROM {ops.record_state} FINAL
		WHERE source = {source:String} AND kind = {kind:String} AND NOT is_deleted AND {loaded}
			AND ({rev:UInt32} = 0 OR mapper_rev < {rev:UInt32}) AND (id, observed_at) NOT IN ({open})
		UNION ALL
		{open}
	)
	WHERE toUnixTimestamp64Milli(observed_at) >= {from:Int64} AND toUnixTimestamp64Milli(observed_at) < {to:Int64}`

// refusedSQL names the states that a mapper refused and that nothing has taken the place of.
const refusedSQL = `SELECT id, observed_at FROM {ops.quarantine_open}
		WHERE source = {source:String} AND kind = {kind:String} AND NOT is_part`

// partlySQL chooses, of the states loaded, those of which a part was put aside.
const partlySQL = `(id, observed_at) IN (SELECT id, observed_at FROM {ops.quarantine_open}
			WHERE source = {source:String} AND kind = {kind:String} AND is_part)`

// moment is a state of a record.
type moment struct {
	id string
	at time.Time
}

// Held counts the chosen states and then streams them: their names in order, and their bodies as the table holds them, a
// handful of names at a time.
func (w *Warehouse) Held(ctx context.Context, source, kind string, sel load.Replay) (load.Landings, error) {
	loaded := "true"
	if sel.Quarantined {
		loaded = partlySQL
	}
	sql := w.fill(strings.NewReplacer("{open}", refusedSQL, "{loaded}", loaded).Replace(heldSQL))
	sql = strings.ReplaceAll(sql, "{ops.quarantine_open}", tables.Qualified(w.opts.Prefix, tables.Ops, "quarantine_open"))
	args := []any{ch.Named("source", source), ch.Named("kind", kind), ch.Named("rev", sel.BelowRev),
		ch.Named("from", milli(sel.From, math.MinInt64)), ch.Named("to", milli(sel.To, math.MaxInt64))}
	var held load.Landings
	err := w.one(ctx, "count the states held", "SELECT toInt64(count()) FROM ("+sql+")", []any{&held.Total}, args...)
	if err != nil || held.Total == 0 {
		held.Each = func(func(tables.RawRecord, error) bool) {}
		return held, err
	}
	read := func(scan scanner) (m moment, err error) { return m, scan(&m.id, &m.at) }
	moments := stream(ch.Context(ctx, patient()), w, "list the states held",
		sql+" ORDER BY id, observed_at", read, args...)
	held.Each = w.bodies(ctx, source, kind, moments)
	return held, nil
}

func milli(t time.Time, none int64) int64 {
	if t.IsZero() {
		return none
	}
	return t.UnixMilli()
}

// handful is how many bodies are asked for at once.
const handful = 2000

// bodies streams the landed states that moments names, in its order.
func (w *Warehouse) bodies(ctx context.Context, source, kind string, moments iter.Seq2[moment, error]) iter.Seq2[tables.RawRecord, error] {
	return func(yield func(tables.RawRecord, error) bool) {
		var some []moment
		for m, err := range moments {
			if err != nil {
				yield(tables.RawRecord{}, err)
				return
			}
			if some = append(some, m); len(some) == handful {
				if !w.landed(ctx, source, kind, some, yield) {
					return
				}
				some = some[:0]
			}
		}
		if len(some) > 0 {
			w.landed(ctx, source, kind, some, yield)
		}
	}
}

// bodiesSQL reads in the table's own order. The same landing may lie in two parts.
const bodiesSQL = `
	SELECT vendor, kind, id, observed_at, changed, origin, hash, body, gone, run_id, loaded_at
	FROM {raw.records}
	WHERE source = {source:String} AND kind = {kind:String} AND NOT is_stale AND (id, observed_at) IN (SELECT id, observed_at FROM wanted)
	ORDER BY source, kind, id, observed_at, hash LIMIT 1 BY id, observed_at
	SETTINGS optimize_read_in_order = 1, max_block_size = 1024`

// landed yields the states of a handful and tells whether more are wanted.
func (w *Warehouse) landed(ctx context.Context, source, kind string, some []moment, yield func(tables.RawRecord, error) bool) bool {
	const doing = "read landed states"
	wanted, err := externalMoments("wanted", some)
	if err != nil {
		return yield(tables.RawRecord{}, fmt.Errorf("%s: %w", doing, err)) && false
	}
	with := ch.Context(ctx, ch.WithExternalTable(wanted), patient())
	found := 0
	for r, err := range stream(with, w, doing, w.fill(bodiesSQL), landing(source), ch.Named("source", source), ch.Named("kind", kind)) {
		if found++; !yield(r, err) || err != nil {
			return false
		}
	}
	if found < len(some) {
		err := &load.MissingError{Table: called(tables.RawRecords.Table), Missing: int64(len(some) - found), Want: int64(len(some))}
		return yield(tables.RawRecord{}, fmt.Errorf("%s: %w", doing, err)) && false
	}
	return true
}

// landing reads a row of raw.records.
func landing(source string) func(scanner) (tables.RawRecord, error) {
	return func(scan scanner) (tables.RawRecord, error) {
		r := tables.RawRecord{Source: source}
		var changed *time.Time
		err := scan(&r.Vendor, &r.Kind, &r.ID, &r.ObservedAt, &changed, &r.Origin, (*digest)(&r.Hash), &r.Body, &r.Gone, &r.RunID, &r.LoadedAt)
		r.Changed = value(changed)
		return r, err
	}
}

// externalMoments is a table that travels with a query.
func externalMoments(name string, some []moment) (*ext.Table, error) {
	ids, times := make([]string, len(some)), make([]time.Time, len(some))
	for n, m := range some {
		ids[n], times[n] = m.id, m.at
	}
	table, err := externalTexts(name, texts{"id", ids})
	if err != nil {
		return nil, err
	}
	block := table.Block()
	if err := block.AddColumn("observed_at", "DateTime64(3, 'UTC')"); err != nil {
		return nil, fmt.Errorf("make the table %s: %T", name, err)
	}
	if _, err := block.Columns[1].Append(times); err != nil {
		return nil, fmt.Errorf("make the table %s: %T", name, err)
	}
	return table, nil
}

// historySQL is sorted on disk: bodies of years do not fit in memory. Where the same landing lies in two parts, its rows are
// neighbours.
const historySQL = `
	SELECT vendor, kind, id, observed_at, changed, origin, hash, body, gone, run_id, loaded_at
	FROM {raw.records}
	WHERE source = {source:String} AND NOT is_stale
	ORDER BY observed_at, kind, id, hash, loaded_at
	SETTINGS max_block_size = 1024`

// History counts and streams what was landed of a source. The server sorts all of it before the first row comes.
func (w *Warehouse) History(ctx context.Context, source string) (load.Landings, error) {
	var all load.Landings
	err := w.one(ctx, "count what was landed", w.fill(`
		SELECT toInt64(count()) FROM {raw.records} WHERE source = {source:String} AND NOT is_stale`), []any{&all.Total}, ch.Named("source", source))
	rows := stream(ch.Context(ctx, patient()), w, "read what was landed", w.fill(historySQL), landing(source), ch.Named("source", source))
	all.Each = func(yield func(tables.RawRecord, error) bool) {
		var last tables.RawRecord
		for r, err := range rows {
			if err == nil && r.Kind == last.Kind && r.ID == last.ID && r.ObservedAt.Equal(last.ObservedAt) && r.Hash == last.Hash {
				continue
			}
			if !yield(r, err) || err != nil {
				return
			}
			last = r
			last.Body = nil
		}
	}
	return all, err
}

// Revisions counts records, without those deleted, by source, kind and the revision of the mapper that loaded them.
func (w *Warehouse) Revisions(ctx context.Context) ([]load.Revision, error) {
	var counts []load.Revision
	err := w.query(ctx, "count records by mapper", w.fill(`
		SELECT source, kind, mapper_rev, toInt64(count()) FROM {ops.record_state} FINAL
		WHERE NOT is_deleted GROUP BY ALL ORDER BY ALL`), func(scan scanner) error {
		var r load.Revision
		err := scan(&r.Source, &r.Kind, &r.Rev, &r.Records)
		counts = append(counts, r)
		return err
	})
	return counts, err
}
