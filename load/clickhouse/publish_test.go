package clickhouse_test

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// shelf is a published table of ours: the ids of raw.records under a name of its own.
func shelf(name string, more ...tables.Column) tables.Table {
	return tables.Table{
		Database: tables.Analytics, Name: name, Doc: "One row is a test.", Engine: "MergeTree", OrderBy: []string{"id"},
		Columns: append([]tables.Column{{Name: "id", Type: tables.Type{ClickHouse: "String"}, Doc: "The id.", Expr: "id"}}, more...),
		From:    "{raw}.records",
	}
}

var shelves = []tables.Table{shelf("one"), shelf("two"), shelf("three")}

const counts = `SELECT (SELECT count() FROM {p}analytics.one), (SELECT count() FROM {p}analytics.two), (SELECT count() FROM {p}analytics.three),
	(SELECT count() FROM system.tables WHERE database = '{p}analytics' AND endsWith(name, '__next'))`

func TestPublish(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, withState(shelves...))
	if id, ok, err := w.UnfinishedPublish(t.Context()); ok || id != "" || err != nil {
		t.Errorf("before any publish: %q %v %v", id, ok, err)
	}
	for n := 1; n <= 2; n++ {
		put(t, w, tables.RawRecords, landing("a", n, 1), landing("b", n, 1))
		p, err := w.Publish(t.Context(), "run", clickhouse.Stage{Tables: shelves})
		if err != nil {
			t.Fatal(err)
		}
		rows := uint64(2 * n)
		if !slices.Equal(p.Tables, []clickhouse.PublishedTable{{Name: "analytics.one", Rows: rows}, {Name: "analytics.two", Rows: rows}, {Name: "analytics.three", Rows: rows}}) {
			t.Errorf("got %+v", p.Tables)
		}
		if got, want := ask(t, w, prefix, counts)[0], strings.Repeat(string('0'+rune(rows))+" ", 3)+"0"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if got := ask(t, w, prefix, "SELECT DISTINCT publish_id FROM {p}ops.published"); !slices.Equal(got, []string{p.ID}) {
			t.Errorf("ops.published names %q, want %s", got, p.ID)
		}
		if _, ok, err := w.UnfinishedPublish(t.Context()); ok || err != nil {
			t.Errorf("after a publish: %v %v", ok, err)
		}
	}
}

func TestPublishTakesANewDeclaration(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, withState(shelves...))
	put(t, w, tables.RawRecords, landing("a", 1, 1))
	wide := shelf("one", tables.Column{Name: "kind", Type: tables.Type{ClickHouse: "LowCardinality(String)"}, Doc: "The kind.", Expr: "upper(kind)"})
	prepare(t, w, withState(wide))
	if _, err := w.Publish(t.Context(), "run", clickhouse.Stage{Tables: []tables.Table{wide}}); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, w, prefix, "SELECT * FROM {p}analytics.one"); !slices.Equal(got, []string{"a NOTE"}) {
		t.Errorf("got %q", got)
	}
}

// A stop at any statement leaves each table whole, old or new; publishing again finishes.
func TestPublishAfterAStop(t *testing.T) {
	for name, c := range map[string]struct {
		statement  string // that is struck when it comes the n-th time
		n          int64
		f          fault
		counts     string // of the three tables, and how many are left beside them; a pattern
		unfinished bool
	}{
		"the list is lost":               {"INSERT INTO `{p}ops`.`publish`", 1, lost, "1 1 1 0", false},
		"the third build is not heard":   {"INSERT INTO `{p}analytics`.`three__next`", 1, unheard, "1 1 1 [23]", true}, // two are built at once, and a failure stops the other
		"the second swap is lost":        {"EXCHANGE", 2, lost, "2 1 1 3", true},
		"the second swap is not heard":   {"EXCHANGE", 2, unheard, "2 2 1 3", true},
		"the note of the swaps is lost":  {"INSERT INTO `{p}ops`.`publish`", 2, lost, "2 2 2 3", true},
		"that note is not heard":         {"INSERT INTO `{p}ops`.`publish`", 2, unheard, "2 2 2 3", false},
		"the drop of the old is lost":    {"DROP TABLE IF EXISTS `{p}analytics`.`one__next`", 1, lost, "2 2 2 3", false},
		"the drop of the old is unheard": {"DROP TABLE IF EXISTS `{p}analytics`.`one__next`", 1, unheard, "2 2 2 0", false},
	} {
		t.Run(name, func(t *testing.T) {
			w, prefix := fresh(t)
			prepare(t, w, withState(shelves...))
			republish(t, w, prefix, landing("a", 1, 1), "1 1 1 0")

			put(t, w, tables.RawRecords, landing("b", 1, 1))
			choose, _ := once(strings.ReplaceAll(c.statement, "{p}", prefix), c.n, c.f)
			o := options(t, "loader", prefix)
			o.Addr = cutting(t, choose)
			if c.statement != "EXCHANGE" { // which is never repeated anyway
				o.Retry = -1
			}
			if _, err := open(t, o).Publish(t.Context(), "stopped", clickhouse.Stage{Tables: shelves}); err == nil {
				t.Fatal("the publish was not stopped")
			}
			if got := ask(t, w, prefix, counts)[0]; !regexp.MustCompile("^" + c.counts + "$").MatchString(got) {
				t.Errorf("after the stop: %q, want %q", got, c.counts)
			}
			if id, ok, err := w.UnfinishedPublish(t.Context()); ok != c.unfinished || (id != "") != ok || err != nil {
				t.Errorf("unfinished: %q %v %v", id, ok, err)
			}
			republish(t, w, prefix, landing("b", 1, 1), "2 2 2 0")
		})
	}
}

func republish(t *testing.T, w *clickhouse.Warehouse, prefix string, r tables.RawRecord, want string) {
	t.Helper()
	put(t, w, tables.RawRecords, r)
	must(t, prefix, "OPTIMIZE TABLE {p}raw.records FINAL")
	if _, err := w.Publish(t.Context(), "run", clickhouse.Stage{Tables: shelves}); err != nil {
		t.Fatal(err)
	}
	if got := ask(t, w, prefix, counts)[0]; got != want {
		t.Errorf("published %q, want %q", got, want)
	}
	if _, ok, err := w.UnfinishedPublish(t.Context()); ok || err != nil {
		t.Errorf("a finished publish: %v %v", ok, err)
	}
}

func TestAFailedBuildKeepsWhatReadersSee(t *testing.T) {
	w, prefix := fresh(t)
	prepare(t, w, withState(shelves...))
	put(t, w, tables.RawRecords, landing(canary, 1, 1))
	if _, err := w.Publish(t.Context(), "run", clickhouse.Stage{Tables: shelves}); err != nil {
		t.Fatal(err)
	}
	bad := shelf("two", tables.Column{Name: "n", Type: tables.Type{ClickHouse: "UInt64"}, Doc: "A number.", Expr: "toUInt64(id)"})
	_, err := w.Publish(t.Context(), "run", clickhouse.Stage{Tables: []tables.Table{shelves[0], bad, shelves[2]}})
	var exception *clickhouse.ServerError
	if !errors.As(err, &exception) || strings.Contains(err.Error(), canary) || !strings.Contains(err.Error(), "build analytics.two") {
		t.Errorf("got %v", err)
	}
	if got := ask(t, w, prefix, "SELECT id FROM {p}analytics.two"); !slices.Equal(got, []string{canary}) {
		t.Errorf("got %q", got)
	}
	if _, ok, _ := w.UnfinishedPublish(t.Context()); !ok {
		t.Error("the failed publish is not reported")
	}
}
