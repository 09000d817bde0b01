package pipelines

import (
	"context"
	"maps"
	"slices"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// drop notes what the last state emitted and this one does not. A part the answer did not carry stays, and stays listed.
func (b *batch) drop(line tables.Lineage, old *tables.RecordState, now []tables.Emitted, notLoaded []string) []tables.Emitted {
	if old == nil {
		return now
	}
	for _, e := range old.Emitted {
		switch {
		case slices.Contains(now, e):
		case slices.Contains(notLoaded, e.Type):
			now = append(now, e)
		default:
			if last, ok := b.dropped[e]; !ok || last.Version() < line.Version() {
				b.dropped[e] = line
			}
		}
	}
	slices.SortFunc(now, byTypeAndID)
	return now
}

// bury writes tombstones for what was dropped and no record lists any more, neither one of this batch nor one decided before.
// A vendor shows some objects in several records. What another one still lists stays as it was last told, be it by the
// record that dropped it: both spoke of the vendor's one object.
func (b *batch) bury(ctx context.Context) error {
	decided := load.Records{Kind: b.w.Kind}
	for id, st := range b.states {
		decided.IDs = append(decided.IDs, id)
		for _, e := range st.Emitted {
			delete(b.dropped, e)
		}
	}
	if len(b.dropped) == 0 {
		return nil
	}
	listed, err := b.p.Warehouse.Listed(ctx, b.w.Source, slices.Collect(maps.Keys(b.dropped)), decided)
	if err != nil {
		return err
	}
	for _, e := range listed {
		delete(b.dropped, e)
	}
	for _, e := range slices.SortedFunc(maps.Keys(b.dropped), byTypeAndID) {
		if err := b.fhir.Tombstone(b.dropped[e], e.Type, e.ID); err != nil {
			return err
		}
		b.books.Tombstones++
	}
	return nil
}
