package pipelines_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// deathbed is where a backfill's process ends itself by SIGKILL: right after it wrote the n-th batch of a table.
type deathbed struct {
	Addr, Password, Prefix, Config string
	Table                          string
	Batch                          int64
}

const deathbedEnv = "ROUNDS_TEST_DEATHBED"

func init() {
	if text := os.Getenv(deathbedEnv); text != "" {
		var d deathbed
		if json.Unmarshal([]byte(text), &d) != nil || d.backfill(context.Background()) != nil {
			os.Exit(3)
		}
		os.Exit(0) // not killed: the place named is never reached
	}
}

// backfill is the command its parent gives, too.
func (d deathbed) backfill(ctx context.Context) error {
	w, err := clickhouse.Open(ctx, clickhouse.Options{Addr: d.Addr, User: "loader", Prefix: d.Prefix,
		Password: func(context.Context) (string, error) { return d.Password, nil }})
	if err != nil {
		return err
	}
	config, err := pipelines.ParseConfig([]byte(d.Config))
	if err != nil {
		return err
	}
	b := (&clinic{config: config}).backfill()
	b.Warehouse = &mortal{Warehouse: w, deathbed: d}
	p, err := b.Plan(ctx)
	if err == nil {
		_, err = b.Run(ctx, p)
	}
	return err
}

// mortal is a warehouse whose process dies at one place.
type mortal struct {
	*clickhouse.Warehouse
	deathbed
	seen atomic.Int64
}

func (*mortal) Prepare(context.Context, []tables.Table) error { return nil } // the parent did

func (m *mortal) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	err := m.Warehouse.Write(ctx, t, b)
	if t.Database+"."+t.Name == m.Table && m.seen.Add(1) == m.Batch {
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
		select {}
	}
	return err
}

// killBackfill runs the backfill in a process that is to be killed on the way, and tells whether it was.
func (c *clinic) killBackfill(d deathbed) bool {
	c.t.Helper()
	e := enginetest.Start(c.t)
	password, err := e.Password("loader")
	if err != nil {
		c.t.Fatal(err)
	}
	d.Addr, d.Password, d.Prefix, d.Config = e.HTTPAddr(), password, c.prefix, c.text
	text, err := json.Marshal(d)
	if err != nil {
		c.t.Fatal(err)
	}
	child := exec.CommandContext(c.t.Context(), os.Args[0])
	child.Env = append(os.Environ(), deathbedEnv+"="+string(text))
	err = child.Run()
	status, ok := child.ProcessState.Sys().(syscall.WaitStatus)
	killed := ok && status.Signaled() && status.Signal() == syscall.SIGKILL
	if err != nil && !killed {
		c.t.Fatalf("the backfill that was to be killed at %s failed: %v", d.Table, err)
	}
	return killed
}
