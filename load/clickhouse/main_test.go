package clickhouse_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestMain(m *testing.M) {
	enginetest.Main(m, func() error {
		http.DefaultClient.CloseIdleConnections()
		const proxy = "github.com/Shopify/toxiproxy/v2" // it leaves goroutines behind where it cut a connection
		return goleak.Find(goleak.IgnoreAnyFunction(proxy+".(*ToxicLink).read"), goleak.IgnoreAnyFunction(proxy+".(*ToxicLink).write"),
			goleak.IgnoreAnyFunction(proxy+"/toxics.(*ToxicStub).Run"))
	})
}

// access is the prefix that the accounts of the test engine are made for.
const access = "access_"

// server is the engine of this binary. Beside the accounts of the model it has one that holds the loader's grants and no
// more, as on a customer's server, and one like it that may write nothing; the engine's own loader may do everything.
func server(t testing.TB) *engine.Engine {
	accounts := clickhouse.Accounts(access)
	bound, frozen := accounts[0], accounts[0]
	bound.Name = "bound"
	frozen.Name, frozen.ReadOnly = "frozen", true
	return enginetest.Start(t, append(accounts, bound, frozen)...)
}

func options(t testing.TB, user, prefix string) clickhouse.Options {
	e := server(t)
	return clickhouse.Options{
		Addr: e.HTTPAddr(), User: user, Prefix: prefix,
		Password: func(context.Context) (string, error) { return e.Password(user) },
	}
}

func open(t testing.TB, o clickhouse.Options) *clickhouse.Warehouse {
	t.Helper()
	w, err := clickhouse.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// fresh opens a warehouse of databases of its own.
func fresh(t testing.TB) (*clickhouse.Warehouse, string) {
	t.Helper()
	prefix := newPrefix(t)
	return open(t, options(t, "loader", prefix)), prefix
}

// newPrefix gives a test databases of its own on the engine that server makes.
func newPrefix(t testing.TB) string {
	server(t)
	return enginetest.Prefix(t)
}

// prepared opens a fresh warehouse with the tables that state is kept in, and more.
func prepared(t testing.TB, more ...tables.Table) (*clickhouse.Warehouse, string) {
	t.Helper()
	w, prefix := fresh(t)
	prepare(t, w, withState(more...))
	return w, prefix
}

func withState(more ...tables.Table) []tables.Table {
	return append([]tables.Table{
		tables.RawRecords.Table, tables.RecordStates.Table, tables.Quarantine.Table, tables.Seens.Table,
		tables.Sources.Table, tables.Publishes.Table,
	}, more...)
}

func prepare(t testing.TB, w *clickhouse.Warehouse, ts []tables.Table) {
	t.Helper()
	if err := w.Prepare(t.Context(), ts); err != nil {
		t.Fatal(err)
	}
}

// put writes rows and reads them back.
func put[T any](t testing.TB, w *clickhouse.Warehouse, table *tables.Of[T], rows ...T) {
	t.Helper()
	b := table.Encode(rows)
	defer b.Release()
	if err := w.Write(t.Context(), table.Table, b); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ReadBack(t.Context(), table.Table, b); err != nil {
		t.Fatal(err)
	}
}

// ask runs a query and gives its rows, each joined by blanks. {p} stands for the prefix.
func ask(t testing.TB, w *clickhouse.Warehouse, prefix, sql string) []string {
	t.Helper()
	r, err := w.Query(t.Context(), strings.ReplaceAll(sql, "{p}", prefix))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var out []string
	for row, err := range r.Rows {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.Join(row, " "))
	}
	return out
}

// at is a moment n minutes into an invented day.
func at(n int) time.Time {
	return time.Date(2026, 3, 1, 8, n, 0, int(7*time.Millisecond), time.UTC)
}

func hash(b byte) (h [32]byte) {
	for i := range h {
		h[i] = b
	}
	return h
}

var _ load.Sink = (*clickhouse.Warehouse)(nil)
