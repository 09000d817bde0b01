package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

func (a *App) history() *cobra.Command {
	var l looking
	var n int
	c := &cobra.Command{
		Use:   "history [RUN]",
		Short: "List the runs, newest first, or tell all of one: its windows, books, issues and what it could not see",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if n < 1 || n > 10_000 {
				return fmt.Errorf("%w: -n is 1 to 10000", errUsage)
			}
			return a.reading(c.Context(), l.path, operator, func(_ *pipelines.Config, w *clickhouse.Warehouse) error {
				if len(args) == 1 {
					return a.oneRun(c.Context(), w, args[0], l.json)
				}
				return a.allRuns(c.Context(), w, n, l.json)
			})
		},
	}
	l.flags(c)
	c.Flags().IntVarP(&n, "number", "n", 20, "so many runs")
	return c
}

func (a *App) allRuns(ctx context.Context, w *clickhouse.Warehouse, n int, asJSON bool) error {
	runs, err := w.Runs(ctx, "", n)
	if err != nil {
		return err
	}
	open, err := w.OpenWindows(ctx)
	if err != nil {
		return err
	}
	if err := pipelines.Bury(ctx, w, runs, open); err != nil {
		return err
	}
	docs := make([]runDoc, len(runs))
	for n, r := range runs {
		docs[n] = runOf(r)
	}
	if asJSON {
		return a.writeJSON(docs)
	}
	printRuns(a.Stdout, runs)
	return nil
}

// oneRun tells all that the books hold of the run whose id begins so.
func (a *App) oneRun(ctx context.Context, w *clickhouse.Warehouse, id string, asJSON bool) error {
	runs, err := w.Runs(ctx, id, 2)
	switch {
	case err != nil:
		return err
	case len(runs) == 0:
		return fmt.Errorf("%w: there is no run whose id begins so; rounds history lists them", errUsage)
	case len(runs) > 1:
		return fmt.Errorf("%w: several runs begin so; give more of the id", errUsage)
	}
	detail := runDetail{}
	if err := detail.read(ctx, w, runs); err != nil {
		return err
	}
	if asJSON {
		return a.writeJSON(detail.doc())
	}
	detail.print(a.Stdout)
	return nil
}

// runDetail is a run with its windows.
type runDetail struct {
	run      load.RunReport
	windows  []tables.Window
	issues   []tables.IssueCount
	coverage []tables.CoverageRow
}

// read reads all of the one run.
func (d *runDetail) read(ctx context.Context, w *clickhouse.Warehouse, one []load.RunReport) (err error) {
	if d.windows, err = w.RunWindows(ctx, one[0].ID); err != nil {
		return err
	}
	if err = pipelines.Bury(ctx, w, one, d.windows); err != nil {
		return err
	}
	d.run = one[0]
	ids := make([]string, len(d.windows))
	for n, win := range d.windows {
		ids[n] = win.ID
	}
	if d.issues, err = w.IssuesOf(ctx, ids); err != nil {
		return err
	}
	d.coverage, err = w.CoverageOf(ctx, ids)
	return err
}

// took is how long a run took, or has taken so far; of one that was killed nobody knows.
func took(r load.RunReport) string {
	switch {
	case !r.Finished.IsZero():
	case r.Status == pipelines.Running:
		r.Finished = time.Now()
	default:
		return "–"
	}
	return r.Finished.Sub(r.Started).Round(time.Second).String()
}
