package main

import (
	"fmt"
	"io"

	"github.com/dustin/go-humanize/english"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

func (a *App) accept() *cobra.Command {
	var l looking
	var reason string
	c := &cobra.Command{
		Use:   "accept WINDOW --reason TEXT",
		Short: "Close a window that cannot be done, with its gap on record, so that it holds nothing back",
		Long: "Close a window that cannot be done, with its gap on record: it then counts as done for nights, watermark and backfills.\n" +
			"rounds status names the windows that are open; the first characters of an id will do. Nothing is deleted on the word of a\n" +
			"sweep that was accepted. What is written with --reason stays in ops.windows for good: name no patient.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.reading(c.Context(), l.path, loader, func(_ *pipelines.Config, w *clickhouse.Warehouse) error {
				gap, err := pipelines.Accept(c.Context(), w, args[0], reason)
				if err != nil {
					return err
				}
				if l.json {
					return a.writeJSON(acceptedOf(gap))
				}
				printGap(a.Stdout, gap)
				return nil
			})
		},
	}
	l.flags(c)
	c.Flags().StringVar(&reason, "reason", "", "why the gap is accepted, for whoever reads the books later; names no patient")
	return c
}

// accepted is the answer of accept.
type accepted struct {
	windowDoc
	Was  string     `json:"was"` // its status before
	Left []issueDoc `json:"left_out"`
}

func acceptedOf(g pipelines.Gap) accepted {
	return accepted{windowOf(g.Window), g.Was, issuesOf(g.Left)}
}

// printGap tells what was closed, and what is missing because of it.
func printGap(w io.Writer, g pipelines.Gap) {
	win := g.Window
	fmt.Fprintf(w, "accepted: %s of %s %s, which was %s\n", rangeName(win), win.Source, win.Kind, g.Was)
	if win.Error != "" {
		fmt.Fprintf(w, "  it had ended with: %s\n", oneLine(win.Error))
	}
	if len(g.Left) == 0 {
		fmt.Fprintln(w, "  no record that was shown is missing; what was never read is not known")
	}
	for _, i := range g.Left {
		fmt.Fprintf(w, "  left out: %s: %s\n", english.Plural(int(i.Count), "record", ""), i.Reason)
	}
	if b := win.Books; b.Claimed >= 0 {
		fmt.Fprintf(w, "  the vendor's total was %d, of which %d were shown\n", b.Claimed, b.Shown)
	}
	fmt.Fprintf(w, "  by %s on %s: %s\n", win.Who, win.Host, win.Reason)
}
