package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) run() *cobra.Command {
	var of choice
	var m manners
	var again bool
	c := &cobra.Command{
		Use:   "run --config rounds.yaml",
		Short: "Make one round: read every source, load, prove, publish",
		RunE: func(c *cobra.Command, _ []string) error {
			n, err := of.night()
			if err != nil {
				return err
			}
			n.Command, n.Again, n.Wait, n.Unpublished = "run", again, m.wait, m.unpublished
			return a.night(c.Context(), n)
		},
	}
	of.flags(c)
	c.Flags().BoolVar(&again, "again", false, "begin a new round although the last one is not done")
	m.flags(c)
	return c
}

// loadConfig reads a configuration. One that is not there is another mistake than one that cannot be used.
func loadConfig(path string) (*pipelines.Config, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w at %s", errNoConfig, path)
	}
	return pipelines.LoadConfig(path)
}

// chosen refuses a source that is not configured and a kind that no chosen source reads: a run of nothing would look done.
func chosen(c *pipelines.Config, source string, kind extract.Kind) error {
	var names []string
	for _, s := range c.Sources {
		names = append(names, fmt.Sprintf("%s %v", s.Name, s.Reads()))
		if source != "" && source != s.Name {
			continue
		}
		if kind == "" || slices.Contains(s.Reads(), kind) {
			return nil
		}
		if hosts := s.RidesWith(kind); len(hosts) > 0 {
			return fmt.Errorf("%w: records of kind %s come along with others: name one of %v instead", errUsage, kind, hosts)
		}
	}
	return fmt.Errorf("%w: no source is to be read so; the configured ones and their kinds: %s", errUsage, strings.Join(names, ", "))
}

// night opens the warehouse, runs one night in it and prints what it came to.
func (a *App) night(ctx context.Context, n pipelines.Night) error {
	return a.onCall(ctx, n, func(e *ended) error {
		return a.opened(ctx, n.Config.Warehouse, func(p *place) error { return a.nightAt(ctx, p, n, e) })
	})
}

// nightAt runs one night in an open warehouse and enters what it came to.
func (a *App) nightAt(ctx context.Context, p *place, n pipelines.Night, e *ended) error {
	return p.locked(ctx, false, &n.Wait, func(w *clickhouse.Warehouse) (err error) {
		n.Warehouse = w
		n.Log, n.Meter = a.log, &pipelines.Meter{}
		show := watch(a.Stderr, a.log, n.Meter)
		e.summary, err = n.Run(ctx)
		show()
		printSummary(a.Stdout, e.summary)
		printSkipped(ctx, a.Stdout, w, e.summary.Windows)
		a.stand(ctx, n, w, e)
		return err
	})
}
