package clickhouse_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestEveryTableReadsBackEqual(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, tables.All())
	for _, table := range tables.All() {
		if table.Whole() {
			continue
		}
		b := sample(table, 4)
		defer b.Release()
		for range 2 { // writing again is harmless
			if err := w.Write(t.Context(), table, b); err != nil {
				t.Fatal(err)
			}
		}
		present, err := w.ReadBack(t.Context(), table, b)
		if err != nil || present != 4 {
			t.Errorf("%s: read back %d, %v", table.Name, present, err)
		}
		must(t, prefix, "OPTIMIZE TABLE "+tables.Qualified(prefix, table.Database, table.Name)+" FINAL")
		got := read(t, prefix, table)
		defer got.Release()
		equalRecords(t, table.Name, b, got)
	}
}

func equalRecords(t *testing.T, name string, want, got arrow.Record) {
	t.Helper()
	if got.NumRows() != want.NumRows() {
		t.Errorf("%s: %d rows, want %d", name, got.NumRows(), want.NumRows())
		return
	}
	for i, c := range want.Columns() {
		for row := range int(want.NumRows()) {
			if w, g := cell(c, row), cell(got.Column(i), row); w != g {
				t.Errorf("%s.%s row %d:\ngot  %.300q\nwant %.300q", name, want.ColumnName(i), row, g, w)
			}
		}
	}
}

// cell is a value as text, whatever it is nested in.
func cell(a arrow.Array, row int) string {
	if a.IsNull(row) {
		return "NULL"
	}
	switch a := a.(type) {
	case *array.Binary:
		return a.ValueString(row)
	case *array.List:
		var b strings.Builder
		from, to := a.ValueOffsets(row)
		for i := from; i < to; i++ {
			b.WriteString(cell(a.ListValues(), int(i)) + "; ")
		}
		return b.String()
	case *array.Struct:
		var b strings.Builder
		for i, f := range a.DataType().(*arrow.StructType).Fields() {
			b.WriteString(f.Name + "=" + cell(a.Field(i), row) + ", ")
		}
		return b.String()
	default:
		return a.ValueStr(row)
	}
}

func TestTimesOutsideTheServersRangeAreAbsent(t *testing.T) {
	w, prefix := prepared(t)
	put(t, w, tables.RawRecords, tables.RawRecord{Source: "s", Kind: "k", ID: "old", ObservedAt: at(0), LoadedAt: at(0),
		Changed: time.Date(1850, 1, 1, 0, 0, 0, 0, time.UTC)})
	if got := ask(t, w, prefix, `SELECT changed IS NULL FROM {p}raw.records`); got[0] != "true" && got[0] != "1" {
		t.Errorf("got %q", got)
	}
}

func TestReadBackFindsWhatIsMissing(t *testing.T) {
	resources := slices.IndexFunc(tables.All(), func(t tables.Table) bool { return t.Database == tables.FHIR })
	patients := tables.All()[resources]
	w, prefix := prepared(t, patients)
	for _, table := range []tables.Table{tables.RawRecords.Table, tables.Seens.Table, patients} {
		b := sample(table, 5)
		defer b.Release()
		if err := w.Write(t.Context(), table, b); err != nil {
			t.Fatal(err)
		}
		must(t, prefix, "ALTER TABLE "+tables.Qualified(prefix, table.Database, table.Name)+" DELETE WHERE id LIKE '1%' OR id LIKE '3%'")
		present, err := w.ReadBack(t.Context(), table, b)
		var missing *load.MissingError
		if !errors.As(err, &missing) || present != 3 || missing.Missing != 2 || missing.Want != 5 {
			t.Errorf("%s: present %d, %+v", table.Name, present, err)
		}
	}
}

func TestReadBackComparesVersions(t *testing.T) {
	w, _ := prepared(t)
	state := func(minute int, rev uint32) tables.RecordState {
		return tables.RecordState{Source: "s", Kind: "k", ID: "a", ObservedAt: at(minute), MapperRev: rev, LoadedAt: at(minute)}
	}
	put(t, w, tables.RecordStates, state(5, 2))
	for _, c := range []struct {
		name   string
		rows   []tables.RecordState
		behind bool
	}{
		{"the same", []tables.RecordState{state(5, 2)}, false},
		{"ours is older: the newer one counts as loaded", []tables.RecordState{state(5, 1)}, false},
		{"ours is newer by mapper revision", []tables.RecordState{state(5, 3)}, true},
		{"ours is newer by time", []tables.RecordState{state(6, 1)}, true},
		{"of several of ours the newest counts", []tables.RecordState{state(4, 1), state(6, 1), state(3, 1)}, true},
		{"several of ours, all there", []tables.RecordState{state(4, 1), state(5, 2)}, false},
	} {
		b := tables.RecordStates.Encode(c.rows)
		defer b.Release()
		present, err := w.ReadBack(t.Context(), tables.RecordStates.Table, b)
		var missing *load.MissingError
		if errors.As(err, &missing) != c.behind || (present == 1) == c.behind {
			t.Errorf("%s: present %d, %v", c.name, present, err)
		}
	}
}

func TestWriteComparesTheServersTableFirst(t *testing.T) {
	for alter, want := range map[string]string{
		"ADD COLUMN more UInt8":                  "column more is not declared",
		"DROP COLUMN reason":                     "column reason is missing",
		"MODIFY COLUMN occurrences UInt8":        "column occurrences is UInt8, declared UInt64",
		"MODIFY COLUMN run_id Nullable(String)":  "column run_id is Nullable(String), declared LowCardinality(String)",
		"ADD COLUMN more UInt64 ALIAS toHour(v)": "",
	} {
		by, prefix := fresh(t)
		w := open(t, options(t, "loader", prefix)) // another process than the one that prepared
		table := *tables.Issues
		table.OrderBy = []string{"source"} // so that any column may go
		prepare(t, by, []tables.Table{table.Table})
		must(t, prefix, "ALTER TABLE {p}ops.issues "+strings.Replace(alter, "toHour(v)", "occurrences * 2", 1))
		b := table.Encode([]tables.IssueCount{{Source: "s"}})
		defer b.Release()
		err := w.Write(t.Context(), table.Table, b)
		if want == "" {
			if err != nil {
				t.Errorf("%s: %v", alter, err)
			}
			continue
		}
		if !errors.Is(err, load.ErrSchema) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", alter, err, want)
		}
	}
}

func TestWriteRefusesABatchOfAnotherShape(t *testing.T) {
	w, _ := prepared(t, tables.Issues.Table)
	b := sample(tables.Seens.Table, 1)
	defer b.Release()
	if err := w.Write(t.Context(), tables.Issues.Table, b); !errors.Is(err, load.ErrSchema) {
		t.Errorf("got %v", err)
	}
	if err := w.Write(t.Context(), small(id), b); !errors.Is(err, load.ErrSchema) {
		t.Errorf("a table that is not there: got %v", err)
	}
}

const canary = "CANARY_7F3A"

func TestServerTextThatQuotesARowIsNotRepeated(t *testing.T) {
	w, prefix := prepared(t)
	must(t, prefix, "ALTER TABLE {p}ops.seen ADD CONSTRAINT short CHECK length(id) < 5")
	b := tables.Seens.Encode([]tables.Seen{{Source: "s", Kind: "k", WindowID: "w", ID: canary}})
	defer b.Release()
	err := w.Write(t.Context(), tables.Seens.Table, b)
	var server *clickhouse.ServerError
	if !errors.As(err, &server) || server.Code != 469 || strings.Contains(err.Error(), canary) {
		t.Errorf("write: %v", err)
	}
	_, err = w.Query(t.Context(), "SELECT toUInt64(concat('"+canary+"', toString(number))) FROM numbers(1)")
	if !errors.As(err, &server) || strings.Contains(err.Error(), canary) {
		t.Errorf("query: %v", err)
	}
	if _, err = w.Query(t.Context(), "SELECT nonesuch"); err == nil || !strings.Contains(err.Error(), "nonesuch") {
		t.Errorf("a mistake in the statement should be told: %v", err)
	}
}
