package pipelines_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// months are three before the sandbox's first night.
var (
	monthsFrom = time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	monthsTo   = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
)

// backlog is a clinic whose nights begin late in the sandbox's time, so that what is older is there for a backfill. Of Nextvisit alone.
func backlog(t testing.TB) *clinic {
	t.Helper()
	c := newClinic(t, sandbox.Options{Seed: 5, Patients: 12})
	_, text, _ := strings.Cut(c.text, "  - name: "+nextvisitSource)
	text, _, _ = strings.Cut(text, "  - name: "+nextechSource)
	c.text = "\nsources:\n  - name: " + nextvisitSource + strings.Replace(text, "sweep_days: -1", "since: 2026-10-25", 1)
	var err error
	if c.config, err = pipelines.ParseConfig([]byte(c.text)); err != nil {
		t.Fatal(err)
	}
	n := pipelines.Night{Config: c.config, Warehouse: c.store, Log: slog.New(slog.DiscardHandler), Kind: extract.Note, Command: "test", Unpublished: true}
	if _, err := n.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *clinic) backfill() *pipelines.Backfill {
	return &pipelines.Backfill{Config: c.config, Warehouse: c.store, Log: slog.New(slog.DiscardHandler), Source: nextvisitSource,
		Kind: extract.Note, From: monthsFrom, To: monthsTo, Workers: 4}
}

// planOf plans, and ends the test where that cannot be.
func planOf(t testing.TB, b *pipelines.Backfill) pipelines.BackfillPlan {
	t.Helper()
	p, err := b.Plan(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Three months are the same however they are read: at once by four workers, by a process that is killed three times and run again, by
// four shards side by side. The nights' watermark stays, and the same command then has nothing to do.
func TestThreeMonthsAreBackfilled(t *testing.T) {
	t.Parallel()
	calm := backlog(t)
	calm.undisturbed(t)
	want := calm.contents()
	for name, read := range map[string]func(*clinic, *testing.T){"killed": (*clinic).killedThrice, "in shards": (*clinic).inShards} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := backlog(t)
			mark := c.watermark()
			read(c, t)
			if left := len(planOf(t, c.backfill()).Todo()); left != 0 {
				t.Errorf("%d windows to do after all", left)
			}
			if now := c.watermark(); !now.Equal(mark) || now.IsZero() {
				t.Errorf("the nights' watermark moved from %s to %s", mark, now)
			}
			if diff := differs(want, c.contents()); diff != "" {
				t.Errorf("the tables differ from an undisturbed backfill's in %s", diff)
			}
		})
	}
}

func (c *clinic) undisturbed(t *testing.T) {
	p := planOf(t, c.backfill())
	if len(p.Todo()) != 12 || p.Requests < 12 || p.Axis != "created_at" || p.Widened {
		t.Errorf("planned %d windows, %+v", len(p.Todo()), p.Estimate)
	}
	done, err := c.backfill().Run(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Windows) != 15 || done.Published.Tables == nil {
		t.Errorf("%d windows, %d tables published", len(done.Windows), len(done.Published.Tables))
	}
	for _, w := range done.Windows {
		if w.Status != pipelines.Done || w.Purpose != pipelines.ForBackfill || w.Books.Requests == 0 {
			t.Errorf("%s: %s of %s, %d requests", w.From, w.Status, w.Purpose, w.Books.Requests)
		}
	}
	if n := c.count("SELECT count() FROM {p}fhir_current.document_reference WHERE kind = 'note'"); n < 3 {
		t.Errorf("%d notes", n)
	}
}

func (c *clinic) killedThrice(t *testing.T) {
	for _, at := range []deathbed{{Table: "raw.records", Batch: 1}, {Table: "ops.record_state", Batch: 2}, {Table: "ops.windows", Batch: 3}} {
		if !c.killBackfill(at) {
			t.Fatalf("the backfill was to be killed at %s, and ended by itself", at.Table)
		}
	}
	p := planOf(t, c.backfill())
	if left := len(p.Todo()); left == 12 || !p.Unfinished {
		t.Errorf("%d windows to do after kills, unfinished %v", left, p.Unfinished)
	}
	if _, err := c.backfill().Run(t.Context(), p); err != nil {
		t.Fatal(err)
	}
}

func (c *clinic) inShards(t *testing.T) {
	var wg sync.WaitGroup
	const of = 4
	windows := make([]int, of)
	for n := range of {
		wg.Go(func() {
			b := c.backfill()
			b.Shard, b.Unpublished = pipelines.Shard{Index: n + 1, Of: of}, n%2 == 0
			p, err := b.Plan(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			windows[n] = len(p.Windows)
			if _, err := b.Run(t.Context(), p); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	slices.Sort(windows)
	if !slices.Equal(windows, []int{3, 3, 4, 4}) {
		t.Errorf("windows by shard: %v", windows)
	}
	if n := c.count("SELECT uniqExact(shard) FROM {p}ops.windows FINAL WHERE purpose = 'backfill' AND mode = 'range'"); n != of {
		t.Errorf("the ledger names %d shards", n)
	}
}

// watermark is the nights', as a backfill with nothing to do tells it.
func (c *clinic) watermark() time.Time {
	c.t.Helper()
	done, err := c.backfill().Run(c.t.Context(), pipelines.BackfillPlan{})
	if err != nil {
		c.t.Fatal(err)
	}
	return done.Watermark
}

// Plans write nothing, whether tables are there or not. A rehearsal says what would be added and books its requests alone; the backfill then adds just that, and reads the people its notes point to by
// their ids. Forced, it reads all of it again and adds nothing.
func TestARehearsalWritesNothingAndTheBackfillDoesWhatItSaid(t *testing.T) {
	t.Parallel()
	c := newClinic(t, sandbox.Options{Seed: 5, Patients: 12})
	c.counted()
	b := c.backfill()
	p := planOf(t, b)
	if len(p.Todo()) != 14 || p.Requests != -1 || !p.Fresh {
		t.Errorf("%d windows, %d requests expected of an empty warehouse, fresh %v", len(p.Todo()), p.Requests, p.Fresh)
	}
	n := pipelines.Night{Config: c.config, Warehouse: c.store, Log: slog.New(slog.DiscardHandler)}
	if all, err := n.Prospects(t.Context()); err != nil || len(all) < 4 || !all[0].Fresh || len(all[0].Steps) == 0 {
		t.Errorf("%d kinds planned from nothing: %v", len(all), err)
	}
	const made = "SELECT count() FROM system.tables WHERE startsWith(database, '{p}')"
	if n := c.count(made); n != 0 {
		t.Errorf("plans made %d tables", n)
	}
	said, err := b.Rehearse(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if n := c.count(made + " AND name != 'budgets'"); n != 0 {
		t.Errorf("the rehearsal made %d tables", n)
	}
	if err := c.Warehouse.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, w := range said.Windows {
		asked += int(w.Books.Requests)
	}
	if n := c.count("SELECT sum(requests) FROM {p}ops.budgets FINAL"); n < asked || asked < 14 {
		t.Errorf("%d requests sent and %d booked", asked, n)
	}
	c.rehearsedAgain(t, b, p)
	read, done := c.stoppedBeforeOwners(t, b, p)
	for n, w := range said.Windows {
		if got := read.Windows[n]; got.Books != w.Books || got.From != w.From || got.Content != w.Content {
			t.Errorf("%s: said %+v, done %+v", w.From, w.Books, got.Books)
		}
	}
	for n, want := range []pipelines.Pointed{{Type: "Patient", Read: 2}, {Type: "Practitioner", Read: 3}, {Type: "Organization", Read: 1}} {
		if len(done.Pointed) != 3 || done.Pointed[n] != want {
			t.Errorf("pointed to %+v, want %+v", done.Pointed, want)
		}
	}
	if n := c.count("SELECT count() FROM {p}fhir_current.patient WHERE NOT is_owner"); n > 0 {
		t.Errorf("%d patients are stubs", n)
	}
	b.Force = true
	again, err := b.Run(t.Context(), planOf(t, b))
	if err != nil {
		t.Fatal(err)
	}
	var sum tables.Books
	for _, w := range again.Windows {
		sum = pipelines.Sum(sum, w.Books)
	}
	if sum.Shown == 0 || sum.Unchanged != sum.Shown || len(again.Windows) != 14 {
		t.Errorf("read again: %+v", sum)
	}
	c.inTrouble(t, b)
}

// counted gives Nextvisit a budget, so that requests are booked.
func (c *clinic) counted() {
	c.t.Helper()
	const pace, next = "burst: 1000", "}\n  - name: " + nextechSource
	config, err := pipelines.ParseConfig([]byte(strings.Replace(c.text, pace+next, pace+", budget: {per_day: 1000000}"+next, 1)))
	if err != nil {
		c.t.Fatal(err)
	}
	c.config = config
}

// rehearsedAgain: where the tables are made, a rehearsal writes no row but those of its requests. It refuses a team that is not the one
// recorded, and records none.
func (c *clinic) rehearsedAgain(t *testing.T, b *pipelines.Backfill, p pipelines.BackfillPlan) {
	const booked = "SELECT sum(requests) FROM {p}ops.budgets FINAL" // its rows are merged at any time
	before, spent := c.rowCounts(), c.count(booked)
	if len(before) != len(tables.All()) {
		t.Fatalf("counted %d tables", len(before))
	}
	if _, err := b.Rehearse(t.Context(), p); err != nil {
		t.Fatal(err)
	}
	after := c.rowCounts()
	if c.count(booked) == spent {
		t.Error("the second rehearsal's requests are not booked")
	}
	delete(before, "ops.budgets")
	delete(after, "ops.budgets")
	if diff := differs(before, after); diff != "" {
		t.Errorf("the rehearsal wrote: %s", diff)
	}
	other := tables.SourceRow{Source: nextvisitSource, Vendor: "nextvisit", Tenant: "another team", Zone: nextvisitZone, FirstUsed: time.Now()}
	if err := c.PinSource(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Rehearse(t.Context(), p); !errors.Is(err, clickhouse.ErrPinned) {
		t.Errorf("another team: %v", err)
	}
	c.do("TRUNCATE TABLE {p}ops.sources")
}

// blind is a warehouse that does not follow references.
type blind struct{ store }

func (blind) Loose(context.Context, load.Backfilled, string) ([]load.Loose, error) {
	return nil, errors.New("a test's own error")
}

// stoppedBeforeOwners does a backfill that ends when its windows are done, and one of other days. The same command then has no window to
// do, and reads what the first left.
func (c *clinic) stoppedBeforeOwners(t *testing.T, b *pipelines.Backfill, p pipelines.BackfillPlan) (read, done pipelines.Backfilled) {
	stopped, other := *b, *b
	stopped.Warehouse = blind{c.store}
	read, err := stopped.Run(t.Context(), p)
	if err == nil || len(read.Windows) != len(p.Todo()) {
		t.Fatalf("%v after %d windows", err, len(read.Windows))
	}
	other.From, other.To = monthsFrom.AddDate(-5, 0, 0), monthsFrom.AddDate(-5, 0, 7)
	if _, err := other.Run(t.Context(), planOf(t, &other)); err != nil {
		t.Fatal(err)
	}
	again := planOf(t, b)
	if len(again.Todo()) != 0 || !again.Unfinished {
		t.Errorf("%d windows to do again, unfinished %v", len(again.Todo()), again.Unfinished)
	}
	if done, err = b.Run(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	if planOf(t, b).Unfinished || planOf(t, &other).Unfinished {
		t.Error("something is left of a backfill that was done")
	}
	return read, done
}

// inTrouble: a window that fails does not stop the others; credentials that are refused stop all. What is not done is open, where no other
// run has read the days.
func (c *clinic) inTrouble(t *testing.T, b *pipelines.Backfill) {
	b.Unpublished, b.Workers = true, 1
	list := sandbox.Fault{Effect: sandbox.Status, Path: "/v1/progress-notes", Status: 422}
	b.From, b.To, b.Force = monthsFrom.AddDate(0, -2, 0), monthsFrom.AddDate(0, -1, 0), false
	c.Faults().Add(list)
	done, err := b.Run(t.Context(), planOf(t, b))
	if !errors.Is(err, rest.ErrRefused) || len(done.Windows) < 5 || done.Windows[0].Status != pipelines.Failed || done.Windows[4].Status != pipelines.Done {
		t.Errorf("%v, %d windows", err, len(done.Windows))
	}
	if left := planOf(t, b).Todo(); len(left) != 1 || left[0].State != pipelines.WindowOpen || !left[0].From.Equal(b.From) {
		t.Errorf("left to do: %+v", left)
	}
	b.From, b.To = monthsFrom.AddDate(0, -1, 0), monthsFrom
	list.Status, list.Times = 401, sandbox.Always
	c.Faults().Add(list)
	done, err = b.Run(t.Context(), planOf(t, b))
	if !errors.Is(err, extract.ErrAuth) || len(done.Windows) != 1 {
		t.Errorf("%v, %d windows were tried", err, len(done.Windows))
	}
}

// rowCounts counts every table of the warehouse, the books too.
func (s store) rowCounts() map[string]string {
	s.t.Helper()
	var parts []string
	for _, t := range tables.All() {
		parts = append(parts, "SELECT '"+t.Database+"."+t.Name+"' AS t, toString(count()) AS n FROM {p}"+t.Database+"."+t.Name)
	}
	counts := map[string]string{}
	for _, r := range s.rows(strings.Join(parts, " UNION ALL ")) {
		counts[r["t"].(string)] = r["n"].(string)
	}
	return counts
}
