package clickhouse_test

import (
	"errors"
	"flag"
	"os"
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

func TestWhoMayReadWhat(t *testing.T) {
	prepare(t, open(t, options(t, "loader", access)), tables.All())
	reads := map[string]string{
		"analytics": "analytics.visit", "fhir": "fhir.patient", "now": "fhir_current.patient", "ops": "ops.windows", "raw": "raw.records",
	}
	for user, may := range map[string]string{"analyst": "analytics", "auditor": "fhir now", "operator": "ops"} {
		w := open(t, options(t, user, access))
		for what, table := range reads {
			r, err := w.Query(t.Context(), "SELECT * FROM "+access+table)
			allowed := strings.Contains(" "+may+" ", " "+what+" ")
			if allowed && err != nil || !allowed && !errors.Is(err, load.ErrDenied) {
				t.Errorf("%s reads %s: %v", user, table, err)
			}
			if err == nil {
				r.Close()
			}
		}
		for _, sql := range []string{
			"INSERT INTO " + access + "analytics.visit (visit_id) VALUES ('x')", "DROP TABLE " + access + "analytics.visit",
			"CREATE DATABASE mine", "SELECT * FROM file('x', 'CSV', 'a String')", "SELECT * FROM url('http://127.0.0.1:1', 'CSV', 'a String')",
		} {
			if _, err := w.Query(t.Context(), sql); err == nil {
				t.Errorf("%s may %s", user, sql)
			}
		}
		if got := ask(t, w, access, "SHOW DATABASES LIKE '{p}%'"); len(got) != len(strings.Fields(may)) {
			t.Errorf("%s sees %q", user, got)
		}
	}
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
	more.Doc = "One row is more."
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
	if _, err := w.Publish(t.Context(), "run", clickhouse.Stage{Tables: tables.Published()}); err != nil {
		t.Error(err)
	}
	for _, sql := range []string{
		"DROP TABLE {p}raw.records", "TRUNCATE TABLE {p}fhir.patient", "ALTER TABLE {p}raw.records DELETE WHERE 1",
		"ALTER TABLE {p}fhir.patient DROP COLUMN resource", "DROP DATABASE {p}analytics", "CREATE DATABASE elsewhere",
		"SELECT * FROM file('x', 'CSV', 'a String')",
	} {
		if _, err := w.Query(t.Context(), strings.ReplaceAll(sql, "{p}", access)); !errors.Is(err, load.ErrDenied) {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
