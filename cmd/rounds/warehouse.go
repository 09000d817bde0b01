package main

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"

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
