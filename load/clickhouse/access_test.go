package clickhouse_test

import (
	"context"
	"errors"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const golden = "../../testdata/ddl/access.sql"

func TestAccessSQLIsAsWritten(t *testing.T) {
	got := clickhouse.AccessSQL("")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("testdata/ddl/access.sql is stale: go test ./load/clickhouse -run Access -update")
	}
}

// The embedded engine keeps no users in SQL, so that the statements can be parsed here and not run.
func TestAccessSQLParses(t *testing.T) {
	w, _ := fresh(t)
	n := 0
	for statement := range strings.SplitSeq(clickhouse.AccessSQL("clinic_"), ";\n") {
		var lines []string
		for line := range strings.Lines(statement) {
			if !strings.HasPrefix(line, "--") {
				lines = append(lines, line)
			}
		}
		sql := strings.TrimSpace(strings.Join(lines, ""))
		if sql == "" {
			continue
		}
		r, err := w.Query(t.Context(), "EXPLAIN AST "+sql)
		if err != nil {
			t.Errorf("%s: %v", sql, err)
			continue
		}
		r.Close()
		n++
	}
	if n < 20 {
		t.Errorf("only %d statements", n)
	}
}

// may says which databases each account reads.
var may = map[string][]string{
	"analyst":       {tables.Analytics},
	"analyst_notes": {tables.Analytics, tables.Notes},
	"analyst_sh":    {tables.AnalyticsSH},
	"auditor":       {tables.FHIR, tables.FHIRCurrent, tables.Link},
	"operator":      {tables.Ops},
}

// Each account reads every table and view of its databases and none of another's, sees no other's name, and changes nothing.
func TestWhoMayReadWhat(t *testing.T) {
	prepare(t, open(t, options(t, "loader", access)), tables.All())
	for _, a := range clickhouse.Accounts(access) {
		if a.ReadOnly == (may[a.Name] == nil) {
			t.Errorf("nobody says what %s may", a.Name)
		}
	}
	for user, databases := range may {
		t.Run(user, func(t *testing.T) {
			w := open(t, options(t, user, access))
			for table, database := range everything() {
				if err := reads(t, w, "SELECT * FROM "+access+table+" LIMIT 1"); slices.Contains(databases, database) != (err == nil) || err != nil && !errors.Is(err, load.ErrDenied) {
					t.Errorf("reads %s: %v", table, err)
				}
			}
			for _, sql := range forbidden {
				if err := reads(t, w, strings.ReplaceAll(sql, "{p}", access)); err == nil {
					t.Errorf("may %s", sql)
				}
			}
			var want []string
			for _, d := range databases {
				if slices.Contains(slices.Collect(maps.Values(everything())), d) {
					want = append(want, access+d)
				}
			}
			if got := ask(t, w, access, "SHOW DATABASES LIKE '{p}%'"); !slices.Equal(got, slices.Sorted(slices.Values(want))) {
				t.Errorf("sees %q", got)
			}
		})
	}
}

// everything is each table and view with its database.
func everything() map[string]string {
	all := map[string]string{}
	for _, t := range tables.All() {
		all[t.Database+"."+t.Name] = t.Database
	}
	for _, v := range tables.Views() {
		all[v.Database+"."+v.Name] = v.Database
	}
	return all
}

// forbidden is what no reader may: change, look out of the warehouse, or look at what others ask and where rows lie.
var forbidden = []string{
	"INSERT INTO {p}analytics.visit (visit_id) VALUES ('x')", "INSERT INTO {p}analytics_sh.visit (visit_id) VALUES ('x')",
	"DROP TABLE {p}analytics.visit", "DROP TABLE {p}link.surrogate", "CREATE DATABASE mine", "SET max_memory_usage = 0",
	"SELECT * FROM file('x', 'CSV', 'a String')", "SELECT * FROM url('http://127.0.0.1:1', 'CSV', 'a String')",
	"SELECT * FROM remote('127.0.0.1', '{p}raw', 'records')", "SELECT * FROM merge('{p}raw', '.*')",
	"SELECT * FROM mergeTreeIndex({p}raw, records)", "SELECT * FROM system.processes", "SELECT * FROM system.parts",
	"SELECT * FROM system.users", "SELECT * FROM system.query_log", "SYSTEM FLUSH LOGS", "KILL QUERY WHERE 1",
}

// reads runs a statement to its end.
func reads(t *testing.T, w *clickhouse.Warehouse, sql string) error {
	r, err := w.Query(t.Context(), sql)
	if err != nil {
		return err
	}
	defer r.Close()
	return last(r.Rows)
}

// On a customer's server the loader has the grants of the model and no more: they are enough for all it does, and it can
// destroy nothing that cannot be rebuilt.
func TestTheLoadersGrantsAreEnoughAndNoMore(t *testing.T) {
	for _, d := range []string{tables.Raw, tables.FHIR, tables.FHIRCurrent, tables.Analytics, tables.Notes, tables.AnalyticsSH, tables.Link, tables.Ops} {
		must(t, "", "DROP DATABASE IF EXISTS "+access+d) // another test may have made it
	}
	w := open(t, options(t, "bound", access))
	less := small(id, version)
	prepare(t, w, append(tables.All(), less))
	more := small(id, word, version)
	more.Doc, more.OrderBy = "One row is more.", []string{"id", "word"}
	for range 2 {
		prepare(t, w, append(tables.All(), more))
	}
	put(t, w, tables.RawRecords, landing("a", 1, 1))
	if _, err := w.Known(t.Context(), source, kind, []string{"a"}); err != nil {
		t.Error(err)
	}
	if err := last(w.Unsettled(t.Context(), source, kind, 1)); err != nil {
		t.Error(err)
	}
	for range 2 { // the second drops what the first put in place
		if _, err := w.Publish(t.Context(), "run", linking(), clickhouse.Stage{Tables: tables.Published()}, w.SafeHarbor()); err != nil {
			t.Error(err)
		}
	}
	for _, sql := range []string{
		"DROP TABLE {p}raw.records", "DROP TABLE {p}link.surrogate", "TRUNCATE TABLE {p}fhir.patient", "ALTER TABLE {p}raw.records DELETE WHERE 1",
		"ALTER TABLE {p}fhir.patient DROP COLUMN resource", "DROP DATABASE {p}analytics", "CREATE DATABASE elsewhere",
		"SELECT * FROM file('x', 'CSV', 'a String')",
	} {
		if _, err := w.Query(t.Context(), strings.ReplaceAll(sql, "{p}", access)); !errors.Is(err, load.ErrDenied) {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

// linking is a stage that finds nobody who is anybody else.
func linking() clickhouse.Stage {
	return clickhouse.Stage{Tables: tables.Linked(), Fill: func(context.Context, load.Sink) error { return nil }}
}
