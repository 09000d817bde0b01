package clickhouse_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Two tables in use, and both made anew beside with another type.
func rebuilt(t *testing.T) (w *clickhouse.Warehouse, prefix string, ts []tables.Table) {
	w, prefix = fresh(t)
	other := small(id, word, version)
	other.Name = "other"
	prepare(t, w, []tables.Table{small(id, word, version), other})
	must(t, prefix, "INSERT INTO {p}ops.small VALUES ('a', '1', 1), ('b', '2', 1), ('c', '3', 1)")
	must(t, prefix, "INSERT INTO {p}ops.other VALUES ('a', '1', 1)")
	typed := column("word", "UInt8", nil)
	one, two := small(id, typed, version), small(id, typed, version, column("added", "String", nil))
	two.Name = "other"
	ts = []tables.Table{one, two}
	if err := w.Prepare(t.Context(), ts); !errors.Is(err, load.ErrSchema) {
		t.Fatalf("a retyped column: %v", err)
	}
	prepare(t, w.Beside(), ts)
	must(t, prefix, "INSERT INTO _rebuild_{p}ops.small VALUES ('a', 1, 7), ('b', 9, 7), ('d', 4, 7)")
	must(t, prefix, "INSERT INTO _rebuild_{p}ops.other VALUES ('a', 1, 1, 'x')")
	return w, prefix, ts
}

func TestCompareTellsCountsAndColumns(t *testing.T) {
	w, _, ts := rebuilt(t)
	got, err := w.Compare(t.Context(), ts)
	want := []clickhouse.Comparison{
		{Table: "ops.small", Before: 3, After: 3, Equal: 0, Differ: 2, Columns: []clickhouse.Change{{Column: "word", Rows: 1}, {Column: "v", Rows: 2}}},
		{Table: "ops.other", Before: 1, After: 1, Equal: 1, Added: []string{"added"}},
	}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Fatalf("%v\n%s", err, diff)
	}
	if got[0].Same() || !got[1].Same() {
		t.Error("sameness")
	}
}

const besideTables = "SELECT count() FROM system.tables WHERE startsWith(database, '_rebuild_{p}')"

func TestSwapPutsTheNewTablesInUseAndDropsTheOld(t *testing.T) {
	w, prefix, ts := rebuilt(t)
	if err := w.Swap(t.Context(), ts); err != nil {
		t.Fatal(err)
	}
	prepare(t, w, ts)
	if got := ask(t, w, prefix, "SELECT id, word FROM {p}ops.small ORDER BY id"); !slices.Equal(got, []string{"a 1", "b 9", "d 4"}) {
		t.Errorf("in use: %q", got)
	}
	if got := ask(t, w, prefix, besideTables); got[0] != "0" {
		t.Errorf("%s tables beside", got[0])
	}
}

// A stop anywhere in the swap: the order is written down, some tables are exchanged. Nothing is prepared until it is finished, once and
// no more.
func TestAStoppedSwapIsFinished(t *testing.T) {
	for _, done := range [][]string{nil, {"other"}, {"other", "small"}} {
		w, prefix, ts := rebuilt(t)
		must(t, prefix, "CREATE TABLE _rebuild_{p}ops.swap (database String, name String, uuid UUID) ENGINE = ReplacingMergeTree ORDER BY (database, name)")
		prepare(t, w, []tables.Table{small(id, word, version)}) // no order yet: nothing is swapped
		must(t, prefix, `INSERT INTO _rebuild_{p}ops.swap SELECT 'ops', name, uuid FROM system.tables
			WHERE database = '_rebuild_{p}ops' AND name IN ('small', 'other')`)
		for _, name := range done {
			must(t, prefix, "EXCHANGE TABLES _rebuild_{p}ops."+name+" AND {p}ops."+name)
		}
		if err := w.Prepare(t.Context(), ts); !errors.Is(err, clickhouse.ErrSwapping) {
			t.Errorf("with a swap that is not over: %v", err)
		}
		for range 2 {
			if err := w.FinishSwap(t.Context()); err != nil {
				t.Fatal(err)
			}
			prepare(t, w, ts)
		}
		if got := ask(t, w, prefix, "SELECT id, word FROM {p}ops.small ORDER BY id"); !slices.Equal(got, []string{"a 1", "b 9", "d 4"}) {
			t.Errorf("after a stop that left %v swapped: %q", done, got)
		}
		if got := ask(t, w, prefix, besideTables); got[0] != "0" {
			t.Errorf("%s tables beside", got[0])
		}
	}
}

// A table that was not made beside is not swapped for nothing.
func TestSwapRefusesWhatWasNotMade(t *testing.T) {
	w, prefix, ts := rebuilt(t)
	must(t, prefix, "DROP TABLE _rebuild_{p}ops.other")
	if err := w.Swap(t.Context(), ts); !errors.Is(err, load.ErrSchema) {
		t.Errorf("got %v", err)
	}
	if got := ask(t, w, prefix, "SELECT id, word FROM {p}ops.small ORDER BY id"); !slices.Equal(got, []string{"a 1", "b 2", "c 3"}) {
		t.Errorf("in use: %q", got)
	}
}

func TestClearDropsOnlyWhatIsBeside(t *testing.T) {
	w, prefix, _ := rebuilt(t)
	if err := w.Clear(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, w, prefix, besideTables+" UNION ALL SELECT count() FROM system.tables WHERE database = '{p}ops' AND name IN ('small', 'other')"); !slices.Contains(got, "0") || !slices.Contains(got, "2") {
		t.Errorf("left: %q", got)
	}
}
