package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/dustin/go-humanize"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) rebuild() *cobra.Command {
	var path string
	var yes bool
	var m manners
	c := &cobra.Command{
		Use:   "rebuild --config rounds.yaml",
		Short: "Make every FHIR table anew from what was landed, compare, and swap it in; no vendor is asked",
		Long: "The new tables are made beside the ones in use, which readers see until you agree to what is shown. A column that a new version\n" +
			"retypes (E0504) is mended so. It needs about as much free space as the tables take.",
		RunE: func(c *cobra.Command, _ []string) error {
			config, err := loadConfig(path)
			if err != nil {
				return err
			}
			return a.runRebuild(c.Context(), &pipelines.Rebuild{Config: config, Unpublished: m.unpublished, Wait: m.wait}, yes)
		},
	}
	pathFlag(c, &path)
	c.Flags().BoolVar(&yes, "yes", false, "swap without asking")
	m.flags(c)
	return c
}

// runRebuild rebuilds, shows what differs, asks and shows the books.
func (a *App) runRebuild(ctx context.Context, r *pipelines.Rebuild, yes bool) error {
	return a.alone(ctx, r.Config, pipelines.ForRebuild, &r.Wait, func(w *clickhouse.Warehouse) (pipelines.Summary, error) {
		r.Warehouse, r.Log, r.Meter = w, a.log, &pipelines.Meter{}
		stop := sync.OnceFunc(watch(a.Stderr, a.log, r.Meter))
		r.Agree = func(all []clickhouse.Comparison) bool {
			stop() // a question is not to be drawn over
			printComparisons(a.Stdout, all)
			if yes {
				return true
			}
			agreed, _ := a.agrees("Put the new tables in use?")
			return agreed
		}
		s, err := r.Run(ctx)
		stop()
		printSummary(a.Stdout, s)
		return s, err
	})
}

// printComparisons prints a row for each table that holds something, and where rows differ in which columns.
func printComparisons(w io.Writer, all []clickhouse.Comparison) {
	t := newTable("table", "rows in use", "rows anew", "equal", "differ", "in")
	same := true
	for _, c := range all {
		same = same && c.Same()
		if c.Before+c.After > 0 || len(c.Added)+len(c.Taken) > 0 {
			t.AppendRow(table.Row{c.Table, humanize.Comma(int64(c.Before)), humanize.Comma(int64(c.After)), humanize.Comma(int64(c.Equal)),
				humanize.Comma(int64(c.Differ)), differences(c)})
		}
	}
	fmt.Fprintln(w, t.Render())
	if same {
		fmt.Fprintln(w, "the tables made anew hold the same")
	}
}

// differences names the columns in which rows differ, and those that only one of the two tables has.
func differences(c clickhouse.Comparison) string {
	var parts []string
	for _, change := range c.Columns {
		parts = append(parts, fmt.Sprintf("%s (%s)", change.Column, humanize.Comma(int64(change.Rows))))
	}
	for _, name := range c.Added {
		parts = append(parts, "+"+name)
	}
	for _, name := range c.Taken {
		parts = append(parts, "-"+name)
	}
	return strings.Join(parts, ", ")
}
