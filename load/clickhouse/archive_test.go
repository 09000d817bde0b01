package clickhouse_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// states gives id and minute of all that comes out, in its order.
func states(t *testing.T, all load.Landings, err error) []string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for r, err := range all.Each {
		if err != nil {
			t.Fatal(err)
		}
		if r.Source != source || r.Vendor != "v" || r.Origin != "/notes page 1" || r.Gone == "" && !bytes.Equal(r.Body, []byte{'{', 0xff, r.Hash[0]}) {
			t.Errorf("%s is not what was landed: %+v", r.ID, r)
		}
		got = append(got, fmt.Sprintf("%s %d", r.ID, int(r.ObservedAt.Sub(at(0)).Minutes())))
	}
	return got
}

// archive is a warehouse of records in every state that a replay tells apart; the mapper's revision is 3.
func archive(t *testing.T) (*clickhouse.Warehouse, string) {
	w, prefix := prepared(t)
	must(t, prefix, "SYSTEM STOP MERGES {p}raw.records")
	old, older := loaded("old", 4, 2), loaded("old", 2, 1)
	old.MapperRev, older.MapperRev = 2, 2
	seenAgain := landing("stale", 3, 3)
	seenAgain.Stale = true
	raws := []tables.RawRecord{
		landing("now", 1, 1), landing("old", 2, 1), landing("old", 4, 2), seenAgain,
		landing("refused", 1, 1), landing("refused", 6, 2), landing("refused", 7, 3), landing("never", 5, 1),
		landing("mended", 3, 1), landing("passed", 3, 1), landing("passed", 4, 2), landing("part", 3, 1),
		landing("gone", 1, 1), landing("gone", 9, 0),
	}
	raws[len(raws)-1].Gone, raws[len(raws)-1].Body = "404", nil
	put(t, w, tables.RawRecords, raws...)
	seenAgain.Stale, seenAgain.LoadedAt = false, at(20)
	put(t, w, tables.RawRecords, seenAgain, raws[0])
	refusedNow := refused("turned", 4, 3, false)
	refusedNow.LoadedAt = at(30)
	part := refused("part", 3, 3, true)
	part.RunID = "r"
	put(t, w, tables.RawRecords, landing("turned", 4, 1))
	put(t, w, tables.RecordStates, loaded("now", 1, 1), older, loaded("stale", 3, 3), loaded("refused", 1, 1), loaded("mended", 3, 1),
		loaded("passed", 4, 2), loaded("part", 3, 1), loaded("turned", 4, 1), deleted("gone", 9))
	put(t, w, tables.RecordStates, old)
	put(t, w, tables.Quarantine, refused("refused", 6, 3, false), refused("refused", 7, 2, false), refused("refused", 7, 3, false),
		refused("never", 5, 1, false), refused("mended", 3, 2, false), refused("passed", 3, 3, false), part, refusedNow)
	return w, prefix
}

func TestHeld(t *testing.T) {
	w, _ := archive(t)
	for name, c := range map[string]struct {
		sel  load.Replay
		want []string
	}{
		"older mappers and refused": {load.Replay{BelowRev: 3}, []string{"never 5", "old 4", "refused 6", "refused 7", "turned 4"}},
		"put aside":                 {load.Replay{Quarantined: true}, []string{"never 5", "part 3", "refused 6", "refused 7", "turned 4"}},
		"parts by this mapper":      {load.Replay{Quarantined: true, BelowRev: 3}, []string{"never 5", "refused 6", "refused 7", "turned 4"}},
		"parts by an older one":     {load.Replay{Quarantined: true, BelowRev: 4}, []string{"never 5", "part 3", "refused 6", "refused 7", "turned 4"}},
		"whichever mapper": {load.Replay{}, []string{"mended 3", "never 5", "now 1", "old 4", "part 3", "passed 4", "refused 1", "refused 6",
			"refused 7", "stale 3", "turned 4"}},
		"of a time": {load.Replay{From: at(4), To: at(6)}, []string{"never 5", "old 4", "passed 4", "turned 4"}},
		"of none":   {load.Replay{From: at(50)}, nil},
	} {
		all, err := w.Held(t.Context(), source, kind, c.sel)
		if got := states(t, all, err); !slices.Equal(got, c.want) || all.Total != int64(len(c.want)) {
			t.Errorf("%s: %d, %q, want %q", name, all.Total, got, c.want)
		}
	}
}

// More names than are asked for at once.
func TestHeldIsWholeOverManyHandfuls(t *testing.T) {
	w, _ := prepared(t)
	const n = 4100
	raws, held := make([]tables.RawRecord, n), make([]tables.RecordState, n)
	for i := range n {
		id := fmt.Sprintf("%05d", i)
		raws[i], held[i] = landing(id, i%50+1, byte(i)), loaded(id, i%50+1, byte(i))
	}
	put(t, w, tables.RawRecords, raws...)
	put(t, w, tables.RecordStates, held...)
	all, err := w.Held(t.Context(), source, kind, load.Replay{})
	got := states(t, all, err)
	if all.Total != n || len(slices.Compact(got)) != n || !slices.IsSorted(got) {
		t.Errorf("%d of %d states, sorted: %t", len(got), n, slices.IsSorted(got))
	}
}

// A record whose bytes are lost must not look mapped.
func TestHeldMissesWhatWasLanded(t *testing.T) {
	w, _ := prepared(t)
	put(t, w, tables.RawRecords, landing("there", 1, 1))
	put(t, w, tables.RecordStates, loaded("lost", 1, 1), loaded("there", 1, 1))
	all, err := w.Held(t.Context(), source, kind, load.Replay{})
	if err != nil {
		t.Fatal(err)
	}
	for _, err = range all.Each {
	}
	if missing, ok := errors.AsType[*load.MissingError](err); !ok || missing.Missing != 1 || missing.Want != 2 {
		t.Errorf("got %v", err)
	}
}

func TestHistory(t *testing.T) {
	w, _ := archive(t)
	other := landing("visit", 2, 9)
	other.Kind = "visit"
	another := landing("elsewhere", 2, 9)
	another.Source = "elsewhere"
	put(t, w, tables.RawRecords, other, another)
	all, err := w.History(t.Context(), source)
	want := []string{"gone 1", "now 1", "refused 1", "old 2", "visit 2", "mended 3", "part 3", "passed 3", "stale 3", "old 4", "passed 4", "turned 4",
		"never 5", "refused 6", "refused 7", "gone 9"}
	if got := states(t, all, err); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestQuarantineOpen(t *testing.T) {
	w, prefix := archive(t)
	got := ask(t, w, prefix, "SELECT id, toMinute(observed_at), mapper_rev, is_part FROM {p}ops.quarantine_open WHERE source = 'clinic' ORDER BY ALL")
	want := []string{"never 5 1 false", "part 3 3 true", "refused 6 3 false", "refused 7 3 false", "turned 4 3 false"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	part := refused("part", 3, 3, true)
	part.RunID, part.LoadedAt = "stopped", at(4) // before it wrote the state
	newer := refused("part", 3, 4, true)
	newer.RunID, newer.LoadedAt = "stopped", at(5)
	put(t, w, tables.Quarantine, part, newer)
	got = ask(t, w, prefix, "SELECT id, mapper_rev FROM {p}ops.quarantine_open WHERE is_part")
	if want := []string{"part 3"}; !slices.Equal(got, want) {
		t.Errorf("after runs that were stopped: got %q, want %q", got, want)
	}
	again := loaded("part", 3, 1)
	again.RunID, again.LoadedAt = "later", at(6)
	put(t, w, tables.RecordStates, again, loaded("refused", 7, 3), loaded("turned", 5, 1))
	got = ask(t, w, prefix, "SELECT id FROM {p}ops.quarantine_open ORDER BY ALL")
	if want := []string{"never"}; !slices.Equal(got, want) {
		t.Errorf("after loading: got %q, want %q", got, want)
	}
}

func TestRevisions(t *testing.T) {
	w, _ := archive(t)
	got, err := w.Revisions(t.Context())
	want := []load.Revision{{Source: source, Kind: kind, Rev: 2, Records: 1}, {Source: source, Kind: kind, Rev: 3, Records: 7}}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

// A row of the same version that was written before does not pass for the one that should have replaced it; a newer version does.
func TestRewrittenWantsTheRowWrittenLast(t *testing.T) {
	w, prefix := prepared(t)
	must(t, prefix, "SYSTEM STOP MERGES {p}ops.record_state")
	put(t, w, tables.RecordStates, loaded("a", 1, 1))
	again := loaded("a", 1, 1)
	again.LoadedAt, again.Next = at(9), "later"
	b := tables.RecordStates.Encode([]tables.RecordState{again})
	defer b.Release()
	if n, err := w.ReadBack(t.Context(), tables.RecordStates.Table, b); n != 1 || err != nil {
		t.Errorf("read back: %d, %v", n, err)
	}
	if n, err := w.Rewritten(t.Context(), tables.RecordStates.Table, b); n != 0 || !errors.As(err, new(*load.MissingError)) {
		t.Errorf("an older row passes: %d, %v", n, err)
	}
	put(t, w, tables.RecordStates, again)
	if n, err := w.Rewritten(t.Context(), tables.RecordStates.Table, b); n != 1 || err != nil {
		t.Errorf("when it is there: %d, %v", n, err)
	}
	for _, when := range []string{"before a merge", "after it"} {
		if got := ask(t, w, prefix, "SELECT next FROM {p}ops.record_state FINAL"); len(got) != 1 || got[0] != "later" {
			t.Errorf("of equal versions %s: %q", when, got)
		}
		must(t, prefix, "SYSTEM START MERGES {p}ops.record_state")
		must(t, prefix, "OPTIMIZE TABLE {p}ops.record_state FINAL")
	}
	put(t, w, tables.RecordStates, loaded("a", 2, 1))
	must(t, prefix, "OPTIMIZE TABLE {p}ops.record_state FINAL")
	if n, err := w.Rewritten(t.Context(), tables.RecordStates.Table, b); n != 1 || err != nil {
		t.Errorf("when a newer state is there: %d, %v", n, err)
	}
}

// Bodies of years do not fit in memory.
func TestHistoryIsSortedOnDisk(t *testing.T) {
	w, prefix := prepared(t)
	must(t, prefix, `INSERT INTO {p}raw.records (source, kind, id, observed_at, body)
		SELECT 'clinic', 'note', toString(number), fromUnixTimestamp64Milli(toInt64(1700000000000 + cityHash64(number) % 100000000)), randomPrintableASCII(8000)
		FROM numbers(1000)`)
	defer clickhouse.SetSortMemory(1 << 20)()
	before := spilled(t, w)
	all, err := w.History(t.Context(), source)
	if err != nil {
		t.Fatal(err)
	}
	var last time.Time
	n := 0
	for r, err := range all.Each {
		if err != nil {
			t.Fatal(err)
		}
		if n++; r.ObservedAt.Before(last) {
			t.Fatal("out of order")
		}
		last = r.ObservedAt
	}
	if n != 1000 || spilled(t, w) == before {
		t.Errorf("%d rows; files written before: %s, after: %s", n, before, spilled(t, w))
	}
}

// spilled counts the files that sorts have written to disk.
func spilled(t *testing.T, w *clickhouse.Warehouse) string {
	t.Helper()
	return ask(t, w, "", "SELECT sum(value) FROM system.events WHERE event = 'ExternalSortWritePart'")[0]
}
