package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) serve() *cobra.Command {
	var path string
	c := &cobra.Command{
		Use:   "serve --config rounds.yaml",
		Short: "Make the rounds on each source's schedule (UTC) and keep the engine up for analysts",
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := loadConfig(path)
			if err != nil {
				return err
			}
			return a.serveConfig(c.Context(), config)
		},
	}
	c.Flags().StringVar(&path, "config", "rounds.yaml", "the configuration file")
	return c
}

func (a *App) serveConfig(ctx context.Context, config *pipelines.Config) (err error) {
	p, err := a.open(ctx, config.Warehouse)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	s, err := pipelines.NewSchedule(config, a.log, func(ctx context.Context, source string) error {
		return a.nightAt(ctx, p, pipelines.Night{Config: config, Source: source, Command: "serve"})
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.Stderr, "serving %d schedules, UTC; Ctrl-C ends it after the batch in hand\n", s.Len())
	return s.Run(ctx)
}
