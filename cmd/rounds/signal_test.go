package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
)

// hangAt makes the vendor silent at the n-th request for a path and returns what waits for that moment.
func (c *clinic) hangAt(path string, n int) (hung func()) {
	c.t.Helper()
	before := c.Faults().Done(sandbox.Slow)
	c.Faults().Add(sandbox.Fault{Effect: sandbox.Slow, Path: path, After: n - 1, Wait: time.Hour})
	return func() {
		c.t.Helper()
		await(c.t, "the vendor was asked", func() bool { return c.Faults().Done(sandbox.Slow) > before })
	}
}

// await polls until something is so; a test that waits in vain is ended by the test binary's own time limit.
func await(t testing.TB, what string, so func() bool) {
	t.Helper()
	for !so() {
		if err := t.Context().Err(); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestStoppedRun stops a round in the middle by each signal: the code says so, the ledger says so, the next round is whole.
func TestStoppedRun(t *testing.T) {
	c := small(t, sharedDir(t))
	for signal, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143} {
		hung := c.hangAt("/users/{id}", 3)
		child := start(t, "run", "--config", c.config, "--source", c.vsee)
		hung()
		child.signal(signal)
		child.signal(signal) // as timeout(1) does
		child.wait().saw(t, code, "rounds: "+stopped(signal).Error(), "level=INFO msg=stopped", "kept: everything read back", "do:   run the same command again",
			"not done:\n  "+c.vsee)
		c.Faults().Clear()
	}
	status := "SELECT DISTINCT status FROM ops.%s FINAL WHERE run_id IN (SELECT run_id FROM ops.windows WHERE source = '" + c.vsee + "')"
	for _, table := range []string{"runs", "windows"} {
		if got := ask(t, c.dir, "operator", strings.Replace(status, "%s", table, 1)); !slices.Contains(got, "interrupted") || slices.Contains(got, "running") || slices.Contains(got, "failed") {
			t.Errorf("ops.%s says %v", table, got)
		}
	}
	c.load("--source", c.vsee).saw(t, 0, "│ sweep ")
	open := ask(t, c.dir, "loader", "SELECT kind, id, observed_at FROM raw.records FINAL WHERE source = '"+c.vsee+"'"+
		" EXCEPT SELECT kind, id, observed_at FROM ops.record_state FINAL WHERE source = '"+c.vsee+"'")
	if len(open) > 0 {
		t.Errorf("%d landed states are not loaded", len(open))
	}
}

// TestSignalThatRepeatsItself takes an echo for the same request, and what comes later or differs for another.
func TestSignalThatRepeatsItself(t *testing.T) {
	for name, test := range map[string]struct {
		wait time.Duration
		last syscall.Signal
	}{"later": {echo, syscall.SIGTERM}, "another": {0, syscall.SIGINT}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancelCause(t.Context())
				signals, ended := make(chan os.Signal), make(chan int, 1)
				var out buffer
				go func() { ended <- listen(signals, cancel, &out) }()
				for range 3 {
					signals <- syscall.SIGTERM
				}
				time.Sleep(test.wait)
				synctest.Wait()
				if len(ended) > 0 || out.String() != "" || !errors.Is(context.Cause(ctx), stopped(syscall.SIGTERM)) {
					t.Errorf("an echo ended it: %q, %v", out.String(), context.Cause(ctx))
				}
				signals <- test.last
				code := <-ended
				said{code, "", out.String()}.saw(t, 143, "rounds: ended at once", stopped(test.last).name())
			})
		})
	}
}

// TestSecondSignal freezes the engine, so that the ledger cannot be written: the second signal ends the program all the same,
// with one line and no word of what was kept.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e, err := engine.Open(t.Context(), engine.Options{Dir: dir, Accounts: clickhouse.Accounts("")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	asked, left := make(chan bool, 1), make(chan bool, 1)
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked <- true
		<-r.Context().Done()
		left <- true
	}))
	defer silent.Close()
	c := small(t, dir)
	c.set["nextvisit_url"] = silent.URL
	c.write()
	child := start(t, "run", "--config", c.config, "--source", c.nextvisit)
	<-asked
	freeze(t, e.PID())
	child.signal(syscall.SIGINT)
	<-left
	child.signal(syscall.SIGTERM)
	got := child.wait()
	got.saw(t, 130, "rounds: ended at once, without closing the books, by SIGTERM")
	got.lacks(t, "kept:")
}

// freeze stops a process until the end of the test. It returns when the last thread stands: on busy cores some still answer for a while.
func freeze(t testing.TB, pid int) {
	t.Helper()
	t.Cleanup(func() { _ = syscall.Kill(pid, syscall.SIGCONT) })
	if err := syscall.Kill(pid, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	await(t, "the process stands", func() bool { return stands(t, pid) })
}

// stands tells whether every thread of a process is stopped. The name of a thread ends with the last bracket; its state follows.
func stands(t testing.TB, pid int) bool {
	t.Helper()
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	if err != nil || len(threads) == 0 {
		t.Fatalf("process %d has no threads: %v", pid, err)
	}
	return !slices.ContainsFunc(threads, func(file string) bool {
		stat, err := os.ReadFile(file)
		return err == nil && !bytes.HasPrefix(stat[bytes.LastIndexByte(stat, ')')+1:], []byte(" T"))
	})
}

// TestServeStops starts the schedule and ends it as a service manager would.
func TestServeStops(t *testing.T) {
	c := small(t, sharedDir(t))
	at := c.onSchedule()
	child := start(t, "serve", "--config", c.config)
	await(t, "the schedule is up", func() bool { return strings.Contains(child.err.String(), "serving 1 schedule;") })
	child.signal(syscall.SIGTERM)
	got := child.wait()
	got.saw(t, 0, "jdbc:clickhouse://127.0.0.1:")
	for source, next := range map[string]string{c.vsee: at.Format("15:04 UTC"), c.nextvisit: "never: it has no schedule"} {
		if told := lineOf(got.out, "next runs:\n", source); !strings.HasSuffix(told, next+"\n") {
			t.Errorf("told of %s: %q", source, told)
		}
	}
	if asked := c.Requests(); len(asked) > 0 {
		t.Error("a vendor was asked outside its schedule:", asked)
	}
}

// TestServeNeedsASchedule refuses to wait for nothing.
func TestServeNeedsASchedule(t *testing.T) {
	c := small(t, sharedDir(t))
	rounds(t, "serve", "--config", c.config).saw(t, 2, "E0201", "no source has a schedule")
}
