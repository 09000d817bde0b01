package main

import (
	"context"
	"fmt"
	"io"

	"github.com/dustin/go-humanize/english"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) plan() *cobra.Command {
	var path, source, kind string
	c := &cobra.Command{
		Use:   "plan --config rounds.yaml",
		Short: "Say what the next night would read, what it may cost and what it cannot see; no vendor is asked",
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := loadConfig(path)
			if err != nil {
				return err
			}
			if err := chosen(config, source, extract.Kind(kind)); err != nil {
				return err
			}
			return a.showPlan(c.Context(), pipelines.Night{Config: config, Source: source, Kind: extract.Kind(kind), Log: a.log})
		},
	}
	c.Flags().StringVar(&path, "config", "rounds.yaml", "the configuration file")
	c.Flags().StringVar(&source, "source", "", "only this source")
	c.Flags().StringVar(&kind, "kind", "", "only this kind of record, as visit or note")
	return c
}

func (a *App) showPlan(ctx context.Context, n pipelines.Night) error {
	return a.loading(ctx, n.Config.Warehouse, func(_ *place, w *clickhouse.Warehouse) error {
		n.Warehouse = w
		all, err := n.Prospects(ctx)
		for _, p := range all {
			printProspect(a.Stdout, p)
		}
		return err
	})
}

// printProspect prints one kind's part of the next night.
func printProspect(w io.Writer, p pipelines.Prospect) {
	mark := ""
	if !p.Watermark.IsZero() {
		mark = ", read up to " + dayText(p.Watermark)
	}
	fmt.Fprintf(w, "%s %s%s\n", p.Source, p.Kind, mark)
	if p.Known {
		fmt.Fprintf(w, "  %s known before, one by one\n", english.Plural(int(p.Open), "record", ""))
	}
	for _, s := range p.Steps {
		fmt.Fprintf(w, "  %s\n", stepText(s, p))
	}
	if len(p.Steps) == 0 && !p.Known {
		fmt.Fprintln(w, "  nothing: it was done in this round")
		return
	}
	fmt.Fprintf(w, "  %s\n", costOf(p.Estimate))
	for _, b := range p.Blind {
		fmt.Fprintf(w, "  not seen this way: %s\n", b)
	}
}

// stepText says what one walk reads.
func stepText(s pipelines.Step, p pipelines.Prospect) string {
	switch {
	case s.Mode == extract.Range:
		return fmt.Sprintf("range by %s: %s up to, not including, %s", p.Axis, dayText(s.From), dayText(s.To))
	case s.Mode == extract.IDs:
		return fmt.Sprintf("open records that no range meets, of %d", p.Open)
	case s.Resume != "":
		return "sweep of everything, from where the last one stopped"
	}
	return "sweep of everything"
}
