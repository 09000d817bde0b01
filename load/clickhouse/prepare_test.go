package clickhouse_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"golang.org/x/sync/errgroup"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

const shape = `SELECT database, name, engine, comment FROM system.tables WHERE startsWith(database, '{p}') ORDER BY ALL`

func TestPrepareTwice(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, tables.All())
	columns := `SELECT database, table, name, type, comment, compression_codec FROM system.columns WHERE startsWith(database, '{p}') ORDER BY ALL`
	tablesThen, columnsThen := ask(t, w, prefix, shape), ask(t, w, prefix, columns)
	if want := len(tables.All()) + len(tables.Views()); len(tablesThen) != want {
		t.Fatalf("%d tables and views, want %d", len(tablesThen), want)
	}
	prepare(t, w, tables.All())
	if !slices.Equal(ask(t, w, prefix, shape), tablesThen) || !slices.Equal(ask(t, w, prefix, columns), columnsThen) {
		t.Error("preparing again changed something")
	}
	for _, c := range columnsThen {
		if strings.Contains(c, "  ") {
			t.Errorf("a column without comment: %s", c)
		}
	}
}

func TestPrepareInTwoProcesses(t *testing.T) {
	prefix := newPrefix(t)
	var g errgroup.Group
	for range 2 {
		w := open(t, options(t, "loader", prefix))
		g.Go(func() error { return w.Prepare(t.Context(), tables.All()) })
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
}

// small is a table of our own.
func small(columns ...tables.Column) tables.Table {
	return tables.Table{
		Database: tables.Ops, Name: "small", Doc: "One row is a test.", Engine: "ReplacingMergeTree(v)",
		OrderBy: []string{"id"}, Version: "v", Fsync: true, Columns: columns,
	}
}

func column(name, clickhouse string, a arrow.DataType) tables.Column {
	return tables.Column{Name: name, Type: tables.Type{ClickHouse: clickhouse, Arrow: a}, Doc: "It's " + name + `\.`, Privacy: tables.Technical}
}

var (
	id      = column("id", "String", arrow.BinaryTypes.String)
	version = column("v", "UInt64", arrow.PrimitiveTypes.Uint64)
	word    = column("word", "LowCardinality(String)", arrow.BinaryTypes.String)
	pairs   = column("pairs", "Array(Tuple(type String, at Nullable(DateTime64(3,'UTC'))))", arrow.ListOf(arrow.StructOf()))
)

func TestPrepareAddsColumnsInTheirPlace(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, []tables.Table{small(id, version)})
	renamed := version
	renamed.Doc = "The version; 'newer' wins."
	wide := small(id, word, pairs, renamed)
	wide.Doc = "One row is another test."
	prepare(t, w, []tables.Table{wide})
	got := ask(t, w, prefix, `SELECT name, type, comment FROM system.columns WHERE database = '{p}ops' AND table = 'small' ORDER BY position`)
	want := []string{
		`id String It's id\.`, `word LowCardinality(String) It's word\.`,
		`pairs Array(Tuple(type String, at Nullable(DateTime64(3, 'UTC')))) It's pairs\.`, `v UInt64 The version; 'newer' wins.`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := ask(t, w, prefix, shape); len(got) != 1 || !strings.HasSuffix(got[0], wide.Doc) {
		t.Errorf("table comment: %q", got)
	}
}

// TestPrepareLengthensAKey: rows that were there keep their place in it, in two processes at once, too.
func TestPrepareLengthensAKey(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, []tables.Table{small(id, version)})
	must(t, prefix, "INSERT INTO {p}ops.small VALUES ('a', 1), ('b', 1)")
	long := small(id, word, version)
	long.OrderBy = []string{"id", "word"}
	var g errgroup.Group
	for range 2 {
		w := open(t, options(t, "loader", prefix))
		g.Go(func() error { return w.Prepare(t.Context(), []tables.Table{long}) })
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	must(t, prefix, "INSERT INTO {p}ops.small VALUES ('a', 'x', 1), ('a', '', 2)")
	if got := ask(t, w, prefix, "SELECT id, word, v FROM {p}ops.small FINAL ORDER BY ALL"); !slices.Equal(got, []string{"a  2", "a x 1", "b  1"}) {
		t.Errorf("%q", got)
	}
	prepare(t, w, []tables.Table{long})
}

func TestPrepareMendsFsync(t *testing.T) {
	w, prefix := fresh(t)
	loose := small(id, version)
	loose.Fsync = false
	prepare(t, w, []tables.Table{loose})
	prepare(t, w, []tables.Table{small(id, version)})
	got := ask(t, w, prefix, `SELECT count() FROM system.tables WHERE database = '{p}ops' AND create_table_query LIKE '%fsync_after_insert = 1, fsync_part_directory = 1%'`)
	if got[0] != "1" {
		t.Error("fsync was not switched on")
	}
}

func TestPrepareRefusesEveryOtherDifferenceAndChangesNothing(t *testing.T) {
	w, prefix := fresh(t)
	other := small(id, column("w", "Int8", nil), version)
	other.Name = "other"
	prepare(t, w, []tables.Table{small(id, word, version), other})
	before := ask(t, w, prefix, shape)

	retyped := small(id, column("word", "UInt8", nil), version)
	retyped.Engine, retyped.OrderBy = "ReplacingMergeTree", []string{"id", "v"}
	narrowed := small(id, column("added", "String", nil), version)
	narrowed.Name, narrowed.Doc = "other", "Changed."
	err := w.Prepare(t.Context(), []tables.Table{narrowed, retyped})
	if !errors.Is(err, load.ErrSchema) {
		t.Fatalf("got %v", err)
	}
	for _, part := range []string{
		"ops.small: engine is ReplacingMergeTree(v), declared ReplacingMergeTree; ops.small: ORDER",
		"ops.small: ORDER BY is id, declared id,v",
		"ops.small: column word is LowCardinality(String), declared UInt8",
		"ops.other: column w is not declared",
	} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%v\nlacks %q", err, part)
		}
	}
	if !slices.Equal(ask(t, w, prefix, shape), before) {
		t.Error("something was changed")
	}
}
