package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
)

const (
	defaultDir = ".rounds"
	loader     = "loader"
	analyst    = "analyst"
)

// place is where the tables are: a server, or an engine of this machine.
type place struct {
	config  pipelines.WarehouseConfig
	command string         // what others are told works here
	close   func() error   // gives back what open took
	engine  *engine.Engine // nil with a server
	options engine.Options
	log     *slog.Logger
}

// open attaches to the embedded engine, or starts it for the time of this command; with a server there is nothing to start.
func (a *App) open(ctx context.Context, c pipelines.WarehouseConfig) (*place, error) {
	if err := c.FromEnv(a.Getenv); err != nil {
		return nil, err
	}
	if c.Server != nil {
		return &place{config: c, close: func() error { return nil }}, nil
	}
	p := &place{config: c, command: a.command, log: cmp.Or(a.log, slog.New(slog.DiscardHandler)), options: engine.Options{Dir: engineDir(c),
		HTTPPort: c.HTTPPort, TCPPort: c.TCPPort, Accounts: clickhouse.Accounts(c.Prefix), Command: a.command, Log: a.log}}
	p.close = func() error { return p.end(ctx) }
	var err error
	if p.engine, err = engine.Open(ctx, p.options); err != nil {
		return nil, fmt.Errorf("starting the engine: %w", err)
	}
	return p, nil
}

// opened opens the warehouse for the time of do.
func (a *App) opened(ctx context.Context, c pipelines.WarehouseConfig, do func(*place) error) (err error) {
	p, err := a.open(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	return do(p)
}

// loading opens the warehouse and hands it out as the loader, without a lock.
func (a *App) loading(ctx context.Context, c pipelines.WarehouseConfig, do func(*clickhouse.Warehouse) error) error {
	return a.opened(ctx, c, func(p *place) error { return p.loading(ctx, do) })
}

// working is opened for a command that on_failure tells of when it is not done.
func (a *App) working(ctx context.Context, c *pipelines.Config, command string, do func(*place) (pipelines.Summary, error)) error {
	var s pipelines.Summary
	err := a.opened(ctx, c.Warehouse, func(p *place) (err error) {
		s, err = do(p)
		return err
	})
	a.alarm(ctx, c, command, s, err)
	return err
}

// alone is working for a command that has the warehouse for itself from its beginning.
func (a *App) alone(ctx context.Context, c *pipelines.Config, command string, wait *time.Duration, do func(*clickhouse.Warehouse) (pipelines.Summary, error)) error {
	return a.working(ctx, c, command, func(p *place) (s pipelines.Summary, err error) {
		err = p.locked(ctx, false, wait, func(w *clickhouse.Warehouse) (err error) {
			s, err = do(w)
			return err
		})
		return s, err
	})
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

// loading hands the warehouse out as the loader.
func (p *place) loading(ctx context.Context, do func(*clickhouse.Warehouse) error) error {
	w, err := p.login(ctx, loader)
	if err != nil {
		return err
	}
	defer w.Close() //nolint:errcheck // nothing is written after the run's row
	return do(w)
}

// locked hands it out to whoever has the lock of its folder. It logs in then and not before: who waited may have found the engine of
// one that ended it meanwhile.
func (p *place) locked(ctx context.Context, shared bool, wait *time.Duration, do func(*clickhouse.Warehouse) error) error {
	release, err := p.lockWithin(ctx, shared, wait)
	if err != nil {
		return err
	}
	defer release() //nolint:errcheck // the kernel frees it when the process ends
	return p.loading(ctx, do)
}
