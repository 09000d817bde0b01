package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
)

const (
	defaultDir = ".rounds"
	loader     = "loader"
	analyst    = "analyst"
)

// errRunning says that another run of this machine holds the warehouse.
var errRunning = errors.New("another run is at work on this warehouse")

// place is where the tables are: a server, or an engine of this machine.
type place struct {
	config pipelines.WarehouseConfig
	engine *engine.Engine // nil with a server
}

// open attaches to the embedded engine, or starts it for the time of this command; with a server there is nothing to start.
func (a *App) open(ctx context.Context, c pipelines.WarehouseConfig) (*place, error) {
	if err := c.FromEnv(a.Getenv); err != nil {
		return nil, err
	}
	if c.Server != nil {
		return &place{config: c}, nil
	}
	e, err := engine.Open(ctx, engine.Options{Dir: engineDir(c), HTTPPort: c.HTTPPort, TCPPort: c.TCPPort,
		Accounts: clickhouse.Accounts(c.Prefix), Log: a.log})
	if err != nil {
		return nil, fmt.Errorf("starting the engine: %w", err)
	}
	return &place{config: c, engine: e}, nil
}

func engineDir(c pipelines.WarehouseConfig) string {
	if c.Dir == "" {
		return defaultDir
	}
	return c.Dir
}

// login connects as one of the accounts of the access model; a server knows only the configured user.
func (p *place) login(ctx context.Context, account string) (*clickhouse.Warehouse, error) {
	o := clickhouse.Options{Prefix: p.config.Prefix, User: account}
	if s := p.config.Server; s != nil {
		o.Addr, o.Secure, o.CAFile, o.User = s.Addr, s.Secure, s.CAFile, s.User
		o.Password = s.Password.Reveal
	} else {
		o.Addr = p.engine.HTTPAddr()
		o.Password = func(context.Context) (string, error) { return p.engine.Password(account) }
	}
	return clickhouse.Open(ctx, o)
}

// close stops the engine if this command started it.
func (p *place) close() error {
	if p.engine == nil {
		return nil
	}
	return p.engine.Close()
}

// lock lets one run at a time work on an engine folder. The kernel frees it when the holder dies.
func (p *place) lock() (release func() error, err error) {
	if p.engine == nil {
		return func() error { return nil }, nil
	}
	l := flock.New(filepath.Join(engineDir(p.config), "run.lock"), flock.SetPermissions(0o600))
	held, err := l.TryLock()
	if err != nil {
		return nil, fmt.Errorf("locking the engine folder: %w", err)
	}
	if !held {
		return nil, errRunning
	}
	return l.Unlock, nil
}
