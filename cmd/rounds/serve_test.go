package main

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/schemas/tables"
)

// TestServeMakesUp starts the service when the source's last night was three days ago: it runs at once. One signal ends it after the
// batch in hand, and its tick is still owed; with the engine frozen a second signal ends it at once; at last the run is made.
func TestServeMakesUp(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	e, err := engine.Open(t.Context(), engine.Options{Dir: dir, Accounts: clickhouse.Accounts("")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	c := small(t, dir)
	c.onSchedule()
	c.nightAgo(3)

	hung := c.hangAt("/users/{id}", 3)
	child := start(t, "serve", "--config", c.config)
	hung()
	child.signal(syscall.SIGTERM)
	got := child.wait()
	got.saw(t, 0, "serving 1 schedule;", "msg=stopped source="+c.vsee)
	got.lacks(t, "level=ERROR")
	c.statuses("running", 0)
	c.statuses("interrupted", 1)
	c.Faults().Clear()

	hung = c.hangAt("/users/{id}", 3)
	child = start(t, "serve", "--config", c.config)
	hung()
	freeze(t, e.PID())
	child.signal(syscall.SIGINT)
	child.signal(syscall.SIGTERM)
	got = child.wait()
	code, second := 130, "SIGTERM"
	if got.code == 143 { // they were heard in the other order
		code, second = 143, "SIGINT"
	}
	got.saw(t, code, "rounds: ended at once, without closing the books, by "+second)
	if err := syscall.Kill(e.PID(), syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	c.Faults().Clear()

	child = start(t, "serve", "--config", c.config)
	await(t, "the run is made", func() bool { return strings.Contains(child.out.String(), "run ") })
	child.signal(syscall.SIGTERM)
	child.wait().saw(t, 0, "│ sweep ", " are done")
	c.statuses("running", 0)
	c.statuses("done", 2) // three days ago, and now
}

// onSchedule has the first source read every day at a time that is half a day away.
func (c *clinic) onSchedule() (at time.Time) {
	c.t.Helper()
	at = time.Now().UTC().Add(12 * time.Hour)
	with := fmt.Sprintf("    schedule: %q\n    vendor: vsee", at.Format("4 15")+" * * *")
	keep(c.t, c.config, strings.Replace(read(c.t, c.config), "    vendor: vsee", with, 1))
	return at
}

// nightAgo books a night of the first source that was made days ago.
func (c *clinic) nightAgo(days int) {
	c.t.Helper()
	a := App{Getenv: func(string) string { return "" }}
	config, err := loadConfig(c.config)
	if err != nil {
		c.t.Fatal(err)
	}
	p, err := a.open(c.t.Context(), config.Warehouse)
	if err != nil {
		c.t.Fatal(err)
	}
	if err := p.prepare(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
	if err := p.close(); err != nil {
		c.t.Fatal(err)
	}
	at := fmt.Sprintf("now64(3) - INTERVAL %d DAY", days)
	for table, row := range map[string]string{
		tables.Runs.Name:    "(run_id, command, status, round, started, updated_at) SELECT 'before', 'serve', 'done', " + at + ", " + at + ", " + at,
		tables.Windows.Name: "(window_id, run_id, source, kind, purpose, status, started, updated_at) SELECT 'before', 'before', '" + c.vsee + "', 'room', 'nightly', 'done', " + at + ", " + at,
	} {
		ask(c.t, c.dir, loader, "INSERT INTO ops."+table+" "+row)
	}
}

// statuses counts the runs of the first source in a state.
func (c *clinic) statuses(status string, want int) {
	c.t.Helper()
	got := ask(c.t, c.dir, operator, "SELECT count() FROM ops.runs FINAL WHERE status = '"+status+"' AND run_id IN (SELECT run_id FROM ops.windows WHERE source = '"+c.vsee+"')")
	if len(got) != 1 || got[0] != fmt.Sprint(want) {
		c.t.Errorf("%v runs are %s, want %d", got, status, want)
	}
}
