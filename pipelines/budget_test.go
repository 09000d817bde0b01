package pipelines

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/schemas/tables"
)

// spender is a run that only sends requests. It may be a process of its own, to be killed.
type spender struct {
	Addr, Password, Prefix, Vendor, RunID string
}

const (
	spendingEnv = "ROUNDS_TEST_SPENDING"
	dayBudget   = 120
)

func init() {
	if text := os.Getenv(spendingEnv); text != "" {
		var s spender
		if json.Unmarshal([]byte(text), &s) != nil {
			os.Exit(3)
		}
		_ = s.run(context.Background(), 1000, false)
		os.Exit(0)
	}
}

// run sends n requests, or as many as the budget has left.
func (s spender) run(ctx context.Context, n int, closes bool) error {
	w, err := clickhouse.Open(ctx, clickhouse.Options{Addr: s.Addr, User: "loader", Prefix: s.Prefix,
		Password: func(context.Context) (string, error) { return s.Password, nil }})
	if err != nil {
		return err
	}
	defer w.Close() //nolint:errcheck // all that is booked is durable
	now, err := w.Now(ctx)
	if err != nil {
		return err
	}
	c, err := rest.New(rest.Settings{BaseURL: s.Vendor, RatePerSecond: 1e4, Burst: 100, MaxRetries: -1, MaxWait: time.Nanosecond,
		Budget: rest.Budget{PerDay: dayBudget}, Spending: newSpending(w, "spender", s.RunID, StartClock(now))}, nil, nil)
	if err != nil {
		return err
	}
	if closes {
		defer c.Close()
	}
	for range n {
		if _, err := c.Get(ctx, rest.Call{Endpoint: "/x", Query: url.Values{"pid": {strconv.Itoa(os.Getpid())}}}); err != nil {
			return err
		}
	}
	return nil
}

// A budget is kept over runs that end well and never exceeded after runs that are killed: what they booked counts as used.
func TestABudgetIsKeptInTheWarehouse(t *testing.T) {
	t.Parallel()
	var arrived, killAt atomic.Int64
	vendor := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n := arrived.Add(1); n == killAt.Load() {
			pid, _ := strconv.Atoi(r.URL.Query().Get("pid"))
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{}`))
	}))
	t.Cleanup(vendor.Close)
	s := spenderOf(t, vendor.URL)
	for run, n := range []int{7, 9} {
		s.RunID = strconv.Itoa(run)
		if err := s.run(t.Context(), n, true); err != nil {
			t.Fatal(err)
		}
	}
	if booked := s.booked(t); booked != 16 || arrived.Load() != 16 {
		t.Errorf("two runs sent %d requests and %d are booked", arrived.Load(), booked)
	}
	killAt.Store(37)
	s.RunID = "killed"
	s.kill(t)
	if booked := s.booked(t); booked < int(arrived.Load()) || booked > 37+50 {
		t.Errorf("a killed run leaves %d booked, %d were sent", booked, arrived.Load())
	}
	s.RunID = "last"
	err := s.run(t.Context(), 1000, true)
	if _, deferred := errors.AsType[*extract.DeferredError](err); !deferred {
		t.Errorf("the last run ends in %v", err)
	}
	if booked := s.booked(t); booked != dayBudget || arrived.Load() > dayBudget || arrived.Load() < dayBudget-50 {
		t.Errorf("%d requests were sent and %d booked of %d", arrived.Load(), booked, dayBudget)
	}
}

func spenderOf(t *testing.T, vendor string) spender {
	t.Helper()
	e := enginetest.Start(t)
	password, err := e.Password("loader")
	if err != nil {
		t.Fatal(err)
	}
	s := spender{Addr: e.HTTPAddr(), Password: password, Prefix: "spend_" + strings.ToLower(rand.Text()[:8]) + "_", Vendor: vendor}
	if err := s.warehouse(t).Prepare(t.Context(), []tables.Table{tables.Budgets.Table}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s spender) warehouse(t *testing.T) *clickhouse.Warehouse {
	t.Helper()
	w, err := clickhouse.Open(t.Context(), clickhouse.Options{Addr: s.Addr, User: "loader", Prefix: s.Prefix,
		Password: func(context.Context) (string, error) { return s.Password, nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	return w
}

func (s spender) booked(t *testing.T) (n int) {
	t.Helper()
	rows, err := s.warehouse(t).Spent(t.Context(), "spender", time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		n += int(row.Requests)
	}
	return n
}

// kill runs in a process that the vendor kills at one of its requests.
func (s spender) kill(t *testing.T) {
	t.Helper()
	text, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), spendingEnv+"="+string(text))
	err = cmd.Run()
	status, _ := cmd.ProcessState.Sys().(syscall.WaitStatus)
	if err == nil || status.Signal() != syscall.SIGKILL {
		t.Fatalf("the process was to be killed: %v", err)
	}
}

// What is given back is not booked any more; what may have been written although it failed stays counted.
func TestBookingsAddUp(t *testing.T) {
	t.Parallel()
	s := spenderOf(t, "")
	w := s.warehouse(t)
	now, err := w.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	book, minute := newSpending(w, "spender", "adding", StartClock(now)), time.Unix(0, 0)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for _, step := range []struct {
		ctx  context.Context
		n    int
		want int
	}{{t.Context(), 50, 50}, {t.Context(), -43, 7}, {stopped, 10, 7}, {t.Context(), 1, 18}, {t.Context(), -19, 18}} {
		err := book.Reserve(step.ctx, minute, step.n)
		if failed := step.ctx == stopped || step.n == -19; failed != (err != nil) {
			t.Errorf("reserving %d: %v", step.n, err)
		}
		if booked := s.booked(t); booked != step.want {
			t.Errorf("after %d: %d booked, want %d", step.n, booked, step.want)
		}
	}
}
