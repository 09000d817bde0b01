package main

import (
	"context"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/schemas/tables"
)

// ddlPrefix is of databases that only TestDDL makes.
const ddlPrefix = "ddl_"

// TestDDL sends what `rounds ddl` prints to an engine, statement by statement, and finds nothing left to prepare.
func TestDDL(t *testing.T) {
	printed := rounds(t, "ddl", "--prefix", ddlPrefix)
	printed.saw(t, 0)
	w := loaderAt(t, ddlPrefix)
	statements := strings.Split(strings.TrimSpace(printed.out), ";\n\n")
	if len(statements) < len(tables.All())+len(tables.Views()) {
		t.Fatalf("only %d statements", len(statements))
	}
	for _, s := range statements {
		r, err := w.Query(t.Context(), strings.TrimSuffix(s, ";"))
		if err != nil {
			first, _, _ := strings.Cut(s, "\n")
			t.Fatalf("%s: %v", first, err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	before := made(t, w)
	if err := w.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	if after := made(t, w); before != after || before == "" {
		t.Errorf("preparing changed what rounds ddl had made:\n%s\n%s", before, after)
	}
}

// TestDDLAccess prints the accounts that load/clickhouse renders and tests.
func TestDDLAccess(t *testing.T) {
	got := rounds(t, "ddl", "--access", "--prefix", "x_")
	got.saw(t, 0, "CREATE ROLE IF NOT EXISTS `x_rounds_analyst`", "GRANT SELECT ON `x_analytics`.* TO `x_rounds_analyst`")
	if got.out != clickhouse.AccessSQL("x_") {
		t.Error("the statements are not those of the access model")
	}
}

// TestDDLCluster prints what schemas/tables renders and has the engine parse. A name that is no identifier becomes no SQL.
func TestDDLCluster(t *testing.T) {
	got := rounds(t, "ddl", "--cluster", "clinics", "--prefix", "x_")
	got.saw(t, 0, "execute none of them", "`x_fhir`.`patient_local` ON CLUSTER `clinics`")
	if got.out != tables.ClusterSchema("x_", "clinics") {
		t.Error("the statements are not those of schemas/tables")
	}
	for _, args := range [][]string{{"--cluster", "a`; DROP"}, {"--cluster", "A"}, {"--prefix", "a'"}, {"--cluster", "a", "--access"}} {
		if bad := rounds(t, append([]string{"ddl"}, args...)...); bad.out != "" {
			t.Errorf("%q prints statements", args)
		} else {
			bad.saw(t, 2, "E0200", "--"+args[0][2:])
		}
	}
}

// loaderAt signs in to the shared engine as the loader.
func loaderAt(t testing.TB, prefix string) *clickhouse.Warehouse {
	t.Helper()
	sharedDir(t)
	e := enginetest.Start(t)
	w, err := clickhouse.Open(t.Context(), clickhouse.Options{Addr: e.HTTPAddr(), User: engine.Loader, Prefix: prefix,
		Password: func(context.Context) (string, error) { return e.Password(engine.Loader) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// made tells what the server has under the prefix.
func made(t testing.TB, w *clickhouse.Warehouse) string {
	t.Helper()
	r, err := w.Query(t.Context(), "SELECT database, name, create_table_query FROM system.tables WHERE startsWith(database, '"+
		ddlPrefix+"') AND NOT startsWith(name, '.') ORDER BY database, name")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close() //nolint:errcheck // a read
	var b strings.Builder
	for row, err := range r.Rows {
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(strings.Join(row, " ") + "\n")
	}
	return b.String()
}
