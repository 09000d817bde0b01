package clickhouse_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// The tests of state tell of one source and kind; a second of each holds the same ids and must never be seen.
const source, kind = "clinic", "note"

func landing(id string, minute int, h byte) tables.RawRecord {
	return tables.RawRecord{
		Source: source, Vendor: "v", Kind: kind, ID: id, ObservedAt: at(minute), Changed: at(minute - 1), Origin: "/notes page 1",
		Hash: hash(h), Body: []byte{'{', 0xff, h}, RunID: "r", LoadedAt: at(minute),
	}
}

func loaded(id string, minute int, h byte) tables.RecordState {
	return tables.RecordState{
		Source: source, Kind: kind, ID: id, ObservedAt: at(minute), Changed: at(minute - 1), Hash: hash(h), MapperRev: 3,
		Prior: `{"a":1}`, Next: `{"b":"é"}`, Emitted: []tables.Emitted{{Type: "Patient", ID: "p"}, {Type: "Encounter", ID: "e"}},
		RunID: "r", LoadedAt: at(minute),
	}
}

func deleted(id string, minute int) tables.RecordState {
	return tables.RecordState{Source: source, Kind: kind, ID: id, ObservedAt: at(minute), Deleted: true, MapperRev: 3, RunID: "r", LoadedAt: at(minute)}
}

func refused(id string, minute int, rev uint32, part bool) tables.Quarantined {
	return tables.Quarantined{Source: source, Kind: kind, ID: id, ObservedAt: at(minute), Reason: "malformed", Part: part, MapperRev: rev, LoadedAt: at(minute)}
}

// story is a warehouse whose records are named after what happened to them.
func story(t *testing.T) *clickhouse.Warehouse {
	w, prefix := prepared(t)
	must(t, prefix, "SYSTEM STOP MERGES {p}raw.records")
	stale, once := landing("stale", 5, 9), landing("settled", 0, 9)
	stale.Stale, once.Stale = true, true
	gone := landing("deleted", 6, 0)
	gone.Gone, gone.Body = "404", nil
	raws := []tables.RawRecord{
		landing("settled", 1, 1), once,
		landing("back", 1, 1), landing("back", 2, 2), landing("back", 3, 1), // A, B, A
		landing("landed", 2, 2), landing("landed", 1, 1),
		landing("stale", 4, 1), stale,
		landing("deleted", 1, 1), gone,
		landing("restored", 1, 1), landing("restored", 8, 1),
		landing("refused", 2, 1), landing("refused-before", 2, 1), landing("refused-part", 2, 1), landing("refused-part", 4, 2),
	}
	states := []tables.RecordState{
		loaded("settled", 1, 1), loaded("back", 1, 1), loaded("stale", 4, 1),
		loaded("deleted", 1, 1), deleted("deleted", 6),
		loaded("restored", 1, 1), deleted("restored", 7), loaded("refused-part", 2, 1),
	}
	put(t, w, tables.RawRecords, raws...)
	put(t, w, tables.RawRecords, raws[:6]...) // as after a kill: a second part with the same landings
	put(t, w, tables.RecordStates, states...)
	put(t, w, tables.RecordStates, loaded("back", 2, 2))
	put(t, w, tables.Quarantine, refused("refused", 2, 3, false), refused("refused-before", 2, 2, false), refused("refused-part", 4, 3, true))
	for i := range raws {
		raws[i].ObservedAt, raws[i].Hash = at(30), hash(30)
		other := raws[i]
		other.Source, raws[i].Kind = "other", "visit"
		put(t, w, tables.RawRecords, other, raws[i])
	}
	return w
}

func TestKnown(t *testing.T) {
	w := story(t)
	state := func(s tables.RecordState) *tables.RecordState { return &s }
	raw := func(minute int, h byte) *load.Landed {
		return &load.Landed{ObservedAt: at(minute), Changed: at(minute - 1), Hash: hash(h), RunID: "r"}
	}
	stale, gone := raw(5, 9), raw(6, 0)
	stale.Stale, gone.Gone = true, true
	want := map[string]load.Known{
		"settled":  {State: state(loaded("settled", 1, 1)), Raw: raw(1, 1)},
		"back":     {State: state(loaded("back", 2, 2)), Raw: raw(3, 1)},
		"landed":   {Raw: raw(2, 2)},
		"stale":    {State: state(loaded("stale", 4, 1)), Raw: stale},
		"deleted":  {State: state(deleted("deleted", 6)), Raw: gone},
		"restored": {State: state(deleted("restored", 7)), Raw: raw(8, 1)},
	}
	ids := []string{"settled", "back", "landed", "stale", "deleted", "restored", "never", "settled", "it's\n"}
	got, err := w.Known(t.Context(), source, kind, ids)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got, err := w.Known(t.Context(), source, kind, nil); err != nil || len(got) != 0 {
		t.Errorf("no ids: %v, %v", got, err)
	}
}

func TestARemappingReplacesTheState(t *testing.T) {
	w, _ := prepared(t)
	newer := loaded("a", 1, 1)
	newer.MapperRev = 4
	put(t, w, tables.RecordStates, newer)
	put(t, w, tables.RecordStates, loaded("a", 1, 1)) // written later, mapped by an older revision
	got, err := w.Known(t.Context(), source, kind, []string{"a"})
	if err != nil || got["a"].State == nil || got["a"].State.MapperRev != 4 {
		t.Errorf("got %+v, %v", got["a"].State, err)
	}
}

func TestUnsettled(t *testing.T) {
	w := story(t)
	for rev, want := range map[uint32][]string{
		3: {"back 3", "landed 1", "landed 2", "refused-before 2", "refused-part 4", "restored 8"},
		2: {"back 3", "landed 1", "landed 2", "refused 2", "refused-part 4", "restored 8"},
		4: {"back 3", "landed 1", "landed 2", "refused 2", "refused-before 2", "refused-part 4", "restored 8"},
	} {
		var got []string
		for r := range all(t, w.Unsettled(t.Context(), source, kind, rev)) {
			got = append(got, fmt.Sprintf("%s %d", r.ID, r.ObservedAt.Minute()))
			if minute := r.ObservedAt.Minute(); !cmp.Equal(r, landing(r.ID, minute, r.Hash[0])) {
				t.Error(cmp.Diff(landing(r.ID, minute, r.Hash[0]), r))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("revision %d:\ngot  %q\nwant %q", rev, got, want)
		}
	}
}

func TestOldSightingsGo(t *testing.T) {
	w, prefix := prepared(t)
	now := time.Now()
	b := tables.Seens.Encode([]tables.Seen{{ID: "old", At: now.AddDate(0, 0, -31)}, {ID: "young", At: now.AddDate(0, 0, -29)}})
	defer b.Release()
	if err := w.Write(t.Context(), tables.Seens.Table, b); err != nil {
		t.Fatal(err)
	}
	must(t, prefix, "OPTIMIZE TABLE {p}ops.seen FINAL")
	if got := ask(t, w, prefix, "SELECT id FROM {p}ops.seen"); !slices.Equal(got, []string{"young"}) {
		t.Errorf("left are %q", got)
	}
}

func TestIDs(t *testing.T) {
	w := story(t)
	now := time.Now() // the server drops older rows
	put(t, w, tables.Seens,
		tables.Seen{WindowID: "sweep", Source: source, Kind: kind, ID: "back", At: now},
		tables.Seen{WindowID: "sweep", Source: source, Kind: kind, ID: "stale", At: now},
		tables.Seen{WindowID: "other", Source: source, Kind: kind, ID: "settled", At: now},
		tables.Seen{WindowID: "sweep", Source: "other", Kind: kind, ID: "settled", At: now})
	for _, c := range []struct {
		sel  load.Selection
		want []string
	}{
		{load.Selection{Live: true}, []string{"back", "refused-part", "settled", "stale"}},
		{load.Selection{StaleOnly: true}, []string{"stale"}},
		{load.Selection{NotSeenIn: []string{"sweep"}}, []string{"refused-part", "settled"}},
		{load.Selection{Live: true, StaleOnly: true}, []string{"stale"}},
		{load.Selection{}, []string{"back", "deleted", "landed", "refused", "refused-before", "refused-part", "restored", "settled", "stale"}},
	} {
		got := slices.Collect(all(t, w.IDs(t.Context(), source, kind, c.sel)))
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v:\ngot  %q\nwant %q", c.sel, got, c.want)
		}
	}
}

// What is open is told by the last state alone.
func TestOpenRecordsAreListed(t *testing.T) {
	w, _ := prepared(t)
	open, closed := `{"raw_status":"20","open":true}`, `{"had_final":true}`
	put(t, w, tables.RecordStates,
		state("open", 1, open), state("signed since", 1, open), state("signed since", 2, closed),
		state("opened again", 1, closed), state("opened again", 2, open), state("never told", 1, ""))
	for _, id := range []string{"open", "signed since", "opened again", "never told"} {
		put(t, w, tables.RawRecords, landing(id, 1, 1))
	}
	got := slices.Collect(all(t, w.IDs(t.Context(), source, kind, load.Selection{Open: true, Live: true})))
	if want := []string{"open", "opened again"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func state(id string, second int, next string) tables.RecordState {
	return tables.RecordState{Source: source, Kind: kind, ID: id, ObservedAt: time.Unix(int64(1_790_000_000+second), 0).UTC(), MapperRev: 1, Next: next}
}

func TestSpansAreTheWindowsOfOneKind(t *testing.T) {
	w, _ := prepared(t, tables.Windows.Table, tables.Coverages.Table)
	at := func(hour int) time.Time { return time.Date(2026, 11, 2, hour, 0, 0, 0, time.UTC) }
	row := func(id, kind, status string, hour, written int) tables.Window {
		return tables.Window{ID: id, Source: source, Kind: kind, Mode: "sweep", Purpose: "nightly", Status: status, Resume: "p" + id, Started: at(hour), UpdatedAt: at(written)}
	}
	put(t, w, tables.Windows, row("2", kind, "failed", 2, 2), row("1", kind, "running", 1, 1), row("1", kind, "done", 1, 3), row("3", "other", "done", 3, 3))
	put(t, w, tables.Coverages, tables.CoverageRow{WindowID: "1", Source: source, Kind: kind, Basis: "sweep", Complete: true, At: at(3)})
	got, err := w.Spans(t.Context(), source, kind)
	want := []load.Span{
		{ID: "1", Mode: "sweep", Purpose: "nightly", Status: "done", Resume: "p1", Complete: true, Started: at(1)},
		{ID: "2", Mode: "sweep", Purpose: "nightly", Status: "failed", Resume: "p2", Started: at(2)},
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestIDsMetInSeveralWindowsCountOnce(t *testing.T) {
	w, _ := prepared(t, tables.Seens.Table)
	seen := func(window, id string) tables.Seen {
		return tables.Seen{WindowID: window, Source: source, Kind: kind, ID: id, At: time.Now()}
	}
	put(t, w, tables.Seens, seen("1", "a"), seen("1", "b"), seen("2", "b"), seen("3", "c"))
	if n, err := w.Met(t.Context(), source, kind, []string{"1", "2"}); err != nil || n != 2 {
		t.Errorf("met %d, %v", n, err)
	}
}

func TestTheLastRoundIsThatOfTheLastNightlyRun(t *testing.T) {
	w, _ := prepared(t, tables.Runs.Table)
	at := func(hour int) time.Time { return time.Date(2026, 11, 2, hour, 0, 0, 0, time.UTC) }
	if round, _, err := w.LastRound(t.Context()); err != nil || !round.IsZero() {
		t.Errorf("before any run: %v, %v", round, err)
	}
	run := func(id, status string, round time.Time, hour int) tables.Run {
		return tables.Run{ID: id, Status: status, Round: round, Started: at(hour), UpdatedAt: at(hour)}
	}
	put(t, w, tables.Runs, run("1", "failed", at(1), 1), run("2", "done", at(1), 2), run("3", "running", time.Time{}, 3))
	if round, done, err := w.LastRound(t.Context()); err != nil || !done || !round.Equal(at(1)) {
		t.Errorf("%v, %v, %v", round, done, err)
	}
}

func TestASequenceCanBeLeftEarly(t *testing.T) {
	w, _ := prepared(t)
	var rows []tables.RawRecord
	for i := range 5000 {
		r := landing(fmt.Sprintf("%05d", i), 1, 1)
		r.Body = make([]byte, 2000)
		rows = append(rows, r)
	}
	put(t, w, tables.RawRecords, rows...)
	for range 30 { // more often than there are connections
		for r, err := range w.Unsettled(t.Context(), source, kind, 1) {
			if err != nil || r.ID != "00000" {
				t.Fatalf("got %q, %v", r.ID, err)
			}
			break
		}
	}
	n := 0
	for range all(t, w.Unsettled(t.Context(), source, kind, 1)) {
		n++
	}
	if n != 5000 {
		t.Errorf("%d rows", n)
	}
}

func all[T any](t *testing.T, s iter.Seq2[T, error]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v, err := range s {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(v) {
				return
			}
		}
	}
}
