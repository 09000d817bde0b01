package clickhouse_test

import (
	"cmp"
	"slices"
	"testing"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

func listing(kind, id string, minute int, resources ...string) tables.RecordState {
	s := tables.RecordState{Source: source, Kind: kind, ID: id, ObservedAt: at(minute), MapperRev: 1, LoadedAt: at(minute)}
	for _, r := range resources {
		s.Emitted = append(s.Emitted, tables.Emitted{Type: "Invoice", ID: r})
	}
	return s
}

// Only the last states count, of any kind, of this source, of records that are not being decided.
func TestListed(t *testing.T) {
	w, prefix := prepared(t)
	must(t, prefix, "SYSTEM STOP MERGES {p}ops.record_state")
	other := listing("visit", "8", 1, "of another source")
	other.Source = "other"
	put(t, w, tables.RecordStates, listing("visit", "1", 1, "kept", "dropped since", "deleted since"), listing("visit", "2", 1, "deleted since"),
		listing("visit", "3", 1, "decided"), listing("intake", "3", 1, "of another kind"), other)
	put(t, w, tables.RecordStates, listing("visit", "1", 2, "kept", "of another type"))
	gone := deleted("2", 2)
	gone.Kind = "visit"
	put(t, w, tables.RecordStates, gone)
	var ask []tables.Emitted
	for _, id := range []string{"kept", "dropped since", "deleted since", "decided", "of another kind", "of another source", "never", "it's\n", "kept"} {
		ask = append(ask, tables.Emitted{Type: "Invoice", ID: id})
	}
	ask = append(ask, tables.Emitted{Type: "Task", ID: "of another type"})
	got, err := w.Listed(t.Context(), source, ask, load.Records{Kind: "visit", IDs: []string{"3", "4"}})
	slices.SortFunc(got, func(a, b tables.Emitted) int { return cmp.Compare(a.ID, b.ID) })
	if want := []tables.Emitted{{Type: "Invoice", ID: "kept"}, {Type: "Invoice", ID: "of another kind"}}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	got, err = w.Listed(t.Context(), source, ask[3:4], load.Records{})
	if err != nil || len(got) != 1 {
		t.Errorf("with nobody left out: %v, %v", got, err)
	}
	if got, err := w.Listed(t.Context(), source, nil, load.Records{}); err != nil || len(got) != 0 {
		t.Errorf("no resources: %v, %v", got, err)
	}
}
