package clickhouse_test

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// claimed puts a claim that ends so long after the server's now.
func claimed(t *testing.T, w *clickhouse.Warehouse, name, run, state string, left time.Duration) tables.Lease {
	t.Helper()
	now, err := w.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	row := tables.Lease{Source: name, Shard: "1/2", RunID: run, State: state, Command: "rounds run", Host: "host", Who: "night", PID: 7,
		Process: "boot ns 1", Since: now.Add(-time.Hour), Expires: now.Add(left), UpdatedAt: now}
	if err := w.PutLease(t.Context(), row); err != nil {
		t.Fatal(err)
	}
	return row
}

// What is freed or over does not count, and the latest row of a run does.
func TestLeasesThatCount(t *testing.T) {
	w, prefix := prepared(t, tables.Leases.Table)
	must(t, prefix, "SYSTEM STOP MERGES {p}ops.leases")
	want := claimed(t, w, source, "held", tables.LeaseHeld, time.Hour)
	claimed(t, w, source, "over", tables.LeaseHeld, -time.Second)
	other := claimed(t, w, "other", "held", tables.LeaseClaimed, time.Hour)
	freed := claimed(t, w, source, "freed", tables.LeaseHeld, time.Hour)
	late := freed // a row that arrives after its successor
	freed.State, freed.UpdatedAt = tables.LeaseFreed, freed.UpdatedAt.Add(time.Millisecond)
	for _, row := range []tables.Lease{freed, late} {
		if err := w.PutLease(t.Context(), row); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string][]tables.Lease{source: {want}, "other": {other}, "": {want, other}, "nobody": nil} {
		got, err := w.Leases(t.Context(), name)
		slices.SortFunc(got, func(a, b tables.Lease) int { return a.UpdatedAt.Compare(b.UpdatedAt) })
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", name, err, diff)
		}
	}
}

func TestOnlyARunWithoutALeaseIsAbandoned(t *testing.T) {
	w, prefix := prepared(t, tables.Leases.Table, tables.Runs.Table, tables.Windows.Table)
	claimed(t, w, source, "beside us", tables.LeaseHeld, time.Hour)
	claimed(t, w, source, "killed long ago", tables.LeaseHeld, -time.Second)
	claimed(t, w, source, "ended", tables.LeaseFreed, time.Hour)
	for _, run := range []string{"beside us", "killed long ago", "ended", "never had one"} {
		put(t, w, tables.Runs, tables.Run{ID: run, Status: "running", Started: at(0), UpdatedAt: at(0)})
		put(t, w, tables.Windows, tables.Window{ID: "w", RunID: run, Source: run, Kind: kind, Status: "running", Started: at(0), UpdatedAt: at(0)})
	}
	if err := w.CloseAbandoned(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, table := range []string{"runs", "windows"} {
		got := ask(t, w, prefix, "SELECT run_id FROM {p}ops."+table+" FINAL WHERE status = 'running'")
		if !slices.Equal(got, []string{"beside us"}) {
			t.Errorf("ops.%s: still running: %q", table, got)
		}
		if n := ask(t, w, prefix, "SELECT count() FROM {p}ops."+table+" FINAL WHERE status = 'interrupted'"); !slices.Equal(n, []string{"3"}) {
			t.Errorf("ops.%s: interrupted: %q", table, n)
		}
	}
}

// A batch that nobody waits for any more is waited for by whoever asks.
func TestABatchOnItsWayIsWaitedFor(t *testing.T) {
	w, prefix := prepared(t, tables.Leases.Table)
	o := options(t, "loader", prefix)
	password, err := o.Password(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Arrived(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	body, rest := io.Pipe()
	sql := "INSERT INTO `" + prefix + "ops`.leases (source) FORMAT ArrowStream"
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+o.Addr+"/?query="+url.QueryEscape(sql), body)
	if err != nil {
		t.Fatal(err)
	}
	r.SetBasicAuth(o.User, password)
	sent := make(chan error, 1)
	go func() {
		answer, err := http.DefaultClient.Do(r)
		if err == nil {
			err = answer.Body.Close()
		}
		sent <- err
	}()
	seen := func() bool {
		return ask(t, w, prefix, "SELECT count() FROM system.processes WHERE query LIKE 'INSERT INTO `{p}ops`.leases (source) FORMAT ArrowStream%'")[0] == "1"
	}
	// A batch begins so, and promises a MiB. The server waits for a quarter of one before it looks at the statement.
	if _, err := rest.Write(append([]byte{0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 16, 0}, make([]byte, 512<<10)...)); err != nil {
		t.Fatal(err)
	}
	for !seen() {
	}
	var over atomic.Bool
	go func() {
		for range 5 { // so long it is asked for
			seen()
		}
		over.Store(true)
		_ = rest.CloseWithError(io.EOF)
	}()
	if err := w.Arrived(t.Context(), false); err != nil || !over.Load() {
		t.Errorf("%v; the batch was over: %v", err, over.Load())
	}
	if err := <-sent; err != nil {
		t.Error(err)
	}
}

// What a process that is no more left running on the server would be done to the tables of the next publish.
func TestWhatIsDoneToTablesIsWaitedFor(t *testing.T) {
	w, prefix := prepared(t, tables.Leases.Table)
	at := func() string {
		return ask(t, w, prefix, "SELECT count() FROM system.processes WHERE query LIKE 'CREATE TABLE `{p}ops`.slow%'")[0]
	}
	left := make(chan struct{})
	go func() {
		defer close(left)
		must(t, prefix, "CREATE TABLE `{p}ops`.slow ENGINE = MergeTree ORDER BY tuple() AS SELECT sleepEachRow(3) FROM numbers(1)")
	}()
	for at() == "0" {
		select {
		case <-left:
			t.Fatal("it was over before it was seen")
		default:
		}
	}
	if err := w.Arrived(t.Context(), true); err != nil || at() != "0" {
		t.Errorf("%v; it is still at work", err)
	}
	<-left
}
