package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) engine() *cobra.Command {
	var c pipelines.WarehouseConfig
	var path string
	cmd := &cobra.Command{
		Use:   "engine",
		Short: "Run the embedded ClickHouse in the foreground and say how to connect",
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := warehouseOf(path, c)
			if err != nil {
				return err
			}
			return a.runEngine(cmd.Context(), c)
		},
	}
	warehouseFlags(cmd, &c)
	cmd.Flags().StringVar(&path, "config", "", configFlag)
	cmd.Flags().IntVar(&c.HTTPPort, "http-port", 0, "HTTP port on 127.0.0.1; 0 takes a free one")
	cmd.Flags().IntVar(&c.TCPPort, "tcp-port", 0, "native port on 127.0.0.1; 0 takes a free one")
	return cmd
}

const configFlag = "take the warehouse from this configuration file, not from the other flags"

// warehouseOf is the warehouse of a configuration file, or the one that flags name when there is no file.
func warehouseOf(path string, flags pipelines.WarehouseConfig) (pipelines.WarehouseConfig, error) {
	if path == "" {
		return flags, nil
	}
	config, err := loadConfig(path)
	if err != nil {
		return flags, err
	}
	return config.Warehouse, nil
}

func warehouseFlags(cmd *cobra.Command, c *pipelines.WarehouseConfig) {
	cmd.Flags().StringVar(&c.Dir, "dir", filepath.Join(defaultDir, "demo"), "folder of the embedded engine")
	cmd.Flags().StringVar(&c.Prefix, "prefix", "", "prefix of every database name")
}

// runEngine keeps the engine up until it is asked to stop or gives up.
func (a *App) runEngine(ctx context.Context, c pipelines.WarehouseConfig) (err error) {
	p, err := a.open(ctx, c)
	if err != nil {
		return err
	}
	if p.engine == nil {
		return fmt.Errorf("%w: ROUNDS_CLICKHOUSE names a server; there is no engine to run", errUsage)
	}
	defer func() { err = errors.Join(err, p.close()) }()
	if err := p.prepare(ctx); err != nil {
		return err
	}
	fmt.Fprint(a.Stdout, p.engine.Describe())
	if !p.engine.Owned() {
		fmt.Fprintf(a.Stderr, "already running, held by %s, which also ends it\n", p.engine.Owner())
		return nil
	}
	fmt.Fprintln(a.Stderr, "Ctrl-C stops it")
	select {
	case <-ctx.Done():
		return nil
	case <-p.engine.Done():
		return p.engine.Err()
	}
}
