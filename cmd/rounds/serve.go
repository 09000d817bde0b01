package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/dustin/go-humanize/english"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
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
	pathFlag(c, &path)
	return c
}

func (a *App) serveConfig(ctx context.Context, config *pipelines.Config) (err error) {
	p, err := a.open(ctx, config.Warehouse)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.close()) }()
	if err := p.prepare(ctx); err != nil {
		return err
	}
	s, err := pipelines.NewSchedule(config, a.log, p.lastNight, func(ctx context.Context, source string, tick time.Time) error {
		n := pipelines.Night{Config: config, Source: source, Command: "serve", Tick: tick}
		return a.onCall(ctx, n, func(e *ended) error { return a.nightAt(ctx, p, n, e) })
	})
	if err != nil {
		return err
	}
	if p.engine != nil {
		fmt.Fprint(a.Stdout, p.engine.Describe())
	}
	printSchedule(a.Stdout, config.Sources, time.Now())
	fmt.Fprintf(a.Stderr, "serving %s; Ctrl-C ends it after the batch in hand\n", english.Plural(s.Len(), "schedule", ""))
	return s.Run(ctx)
}

// prepare makes the tables ready to be asked.
func (p *place) prepare(ctx context.Context) error {
	return p.loading(ctx, func(w *clickhouse.Warehouse) error {
		return pipelines.Prepare(ctx, w, tables.All(), pipelines.Lease{Command: p.command})
	})
}

// lastNight asks the warehouse when a source's last finished nightly run began.
func (p *place) lastNight(ctx context.Context, source string) (night time.Time, err error) {
	err = p.loading(ctx, func(w *clickhouse.Warehouse) (err error) {
		night, err = w.LastNight(ctx, source)
		return err
	})
	return night, err
}

// printSchedule tells when each source is read next, and which is never.
func printSchedule(w io.Writer, sources []pipelines.SourceConfig, now time.Time) {
	fmt.Fprintln(w, "next runs:")
	for _, s := range sources {
		when := "never: it has no schedule"
		if next := s.Next(now); !next.IsZero() {
			when = next.Format("Mon 2006-01-02 15:04 MST")
		}
		fmt.Fprintf(w, "  %-28s %s\n", s.Name, when)
	}
}
