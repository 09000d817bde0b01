package pipelines

import (
	"context"
	"maps"
	"slices"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// write carries a batch out in the order that survives a stop anywhere: landed bytes first, then resources, both read back;
// then quarantine and what the sweep saw; the record state last. Until the state is there, the next run does it again.
func (b *batch) write(ctx context.Context) error {
	if err := proved(ctx, b.p.Warehouse, tables.RawRecords, b.landed); err != nil {
		return err
	}
	if err := b.writeResources(ctx); err != nil {
		return err
	}
	if err := write(ctx, b.p.Warehouse, tables.Quarantine, b.quarantine); err != nil {
		return err
	}
	if err := write(ctx, b.p.Warehouse, tables.Seens, b.seen); err != nil {
		return err
	}
	states := make([]tables.RecordState, 0, len(b.states))
	for _, id := range slices.Sorted(maps.Keys(b.states)) {
		states = append(states, b.states[id])
	}
	return proved(ctx, b.p.Warehouse, tables.RecordStates, states)
}

// writeResources writes every table of the batch and then reads every one back.
func (b *batch) writeResources(ctx context.Context) error {
	filled := b.fhir.Records()
	defer func() {
		for _, f := range filled {
			f.Record.Release()
		}
	}()
	for _, f := range filled {
		if err := b.p.Warehouse.Write(ctx, f.Table, f.Record); err != nil {
			return err
		}
	}
	for _, f := range filled {
		present, err := b.p.Warehouse.ReadBack(ctx, f.Table, f.Record)
		b.books.Emitted += uint64(f.Record.NumRows())
		b.books.ReadBack += uint64(present)
		if err != nil {
			return err
		}
	}
	return nil
}

// write sends rows; none is nothing to do.
func write[T any](ctx context.Context, sink load.Sink, t *tables.Of[T], rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	rec := t.Encode(rows)
	defer rec.Release()
	return sink.Write(ctx, t.Table, rec)
}

// proved sends rows and reads them back.
func proved[T any](ctx context.Context, sink load.Sink, t *tables.Of[T], rows []T) error {
	if len(rows) == 0 {
		return nil
	}
	rec := t.Encode(rows)
	defer rec.Release()
	if err := sink.Write(ctx, t.Table, rec); err != nil {
		return err
	}
	_, err := sink.ReadBack(ctx, t.Table, rec)
	return err
}

// Sum adds the counts of a batch to those of its window.
func Sum(w, b tables.Books) tables.Books {
	w.Shown += b.Shown
	w.Loaded += b.Loaded
	w.Unchanged += b.Unchanged
	w.Duplicate += b.Duplicate
	w.Stale += b.Stale
	w.Skipped += b.Skipped
	w.Quarantined += b.Quarantined
	w.New += b.New
	w.Deleted += b.Deleted
	w.Vanished += b.Vanished
	w.Emitted += b.Emitted
	w.Stubs += b.Stubs
	w.Tombstones += b.Tombstones
	w.ReadBack += b.ReadBack
	w.PartsQuarantined += b.PartsQuarantined
	w.Bytes += b.Bytes
	return w
}
