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
			keepNewer(b.dropped, e, line)
		}
	}
	slices.SortFunc(now, byTypeAndID)
	return now
}

// keepNewer keeps the state that beats the rows of all records that dropped a resource.
func keepNewer(of map[tables.Emitted]tables.Lineage, e tables.Emitted, line tables.Lineage) {
	if held, ok := of[e]; !ok || held.Version() < line.Version() {
		of[e] = line
	}
}

// bury makes tombstones for what was dropped and no record lists any more, neither one of this batch nor one decided before.
// A vendor shows some objects in several records. What another one still lists stays as it was last told, be it by the
// record that dropped it: both spoke of the vendor's one object.
func (b *batch) bury(ctx context.Context) error {
	decided := load.Records{Kind: b.w.Kind}
	for id, st := range b.states {
		decided.IDs = append(decided.IDs, id)
		b.spare(st.Emitted)
	}
	if len(b.dropped) == 0 {
		return nil
	}
	listed, err := b.p.Warehouse.Listed(ctx, b.w.Source, slices.Collect(maps.Keys(b.dropped)), decided)
	if err != nil {
		return err
	}
	b.spare(listed)
	for _, e := range slices.SortedFunc(maps.Keys(b.dropped), byTypeAndID) {
		if line, ok := b.w.spared[e]; ok {
			keepNewer(b.dropped, e, line)
		}
		if err := b.fhir.Tombstone(b.dropped[e], e.Type, e.ID); err != nil {
			return err
		}
		b.books.Tombstones++
	}
	return nil
}

// spare takes out what is still listed. Its last record may drop it in a later batch with an older observed time, as a new mapping
// does: the window remembers which time must be beaten.
func (b *batch) spare(listed []tables.Emitted) {
	for _, e := range listed {
		if line, ok := b.dropped[e]; ok {
			keepNewer(b.w.spared, e, line)
			delete(b.dropped, e)
		}
	}
}
