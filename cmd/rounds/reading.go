package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

const operator = "operator"

// errNoBooks says that there is nothing to read yet.
var errNoBooks = errors.New("the books are not there yet, or of an earlier version")

// looking is what every command takes that reads the books.
type looking struct {
	path string
	json bool
}

func (l *looking) flags(c *cobra.Command) {
	pathFlag(c, &l.path)
	jsonFlag(c, &l.json)
}

// reading hands out the warehouse of a configuration as an account of it. It takes no lock: a run may be at work meanwhile.
func (a *App) reading(ctx context.Context, path, account string, read func(*pipelines.Config, *clickhouse.Warehouse) error) error {
	return a.readingAs(ctx, path, []string{account}, func(c *pipelines.Config, as []*clickhouse.Warehouse) error { return read(c, as[0]) })
}

// readingAs hands it out as several accounts, in their order, where none may see all that is asked for.
func (a *App) readingAs(ctx context.Context, path string, accounts []string, read func(*pipelines.Config, []*clickhouse.Warehouse) error) (err error) {
	config, err := loadConfig(path)
	if err != nil {
		return err
	}
	if err := a.hasTables(config.Warehouse); err != nil {
		return err
	}
	p, err := a.open(ctx, config.Warehouse)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	as := make([]*clickhouse.Warehouse, len(accounts))
	for n, account := range accounts {
		if as[n], err = p.login(ctx, account); err != nil {
			return err
		}
		defer as[n].Close() //nolint:errcheck // what was written was read again
	}
	return noBooks(read(config, as))
}

// noBooks tells a server without our tables, or with those of an earlier version, from one that refuses us.
func noBooks(err error) error {
	var refused *clickhouse.ServerError
	if errors.As(err, &refused) {
		switch refused.Code {
		case 47, 60, 81: // UNKNOWN_IDENTIFIER, UNKNOWN_TABLE, UNKNOWN_DATABASE
			return fmt.Errorf("%w: %w", errNoBooks, err)
		}
	}
	return err
}

// writeJSON writes one document, indented.
func (a *App) writeJSON(v any) error {
	out := json.NewEncoder(a.Stdout)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(v)
}

// short is enough of an id to name it.
func short(id string) string { return id[:min(8, len(id))] }
