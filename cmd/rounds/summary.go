package main

import (
	"fmt"
	"io"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// printSummary prints the books of every window that did something, what was published, and what is not done.
func printSummary(w io.Writer, s pipelines.Summary) {
	t := newTable("source", "kind", "mode", "state", "shown", "loaded", "unchanged", "duplicate", "stale", "skipped",
		"quarantined", "deleted", "resources", "read back")
	var all tables.Books
	for _, win := range s.Windows {
		b := win.Books
		all = pipelines.Sum(all, b)
		if b.Shown == 0 && win.Status == pipelines.Done {
			continue
		}
		t.AppendRow(table.Row{win.Source, win.Kind, win.Mode, win.Status, b.Shown, b.Loaded, b.Unchanged, b.Duplicate,
			b.Stale, b.Skipped, b.Quarantined, b.Deleted, b.Emitted, b.ReadBack})
	}
	t.AppendFooter(table.Row{"", "", "", "", all.Shown, all.Loaded, all.Unchanged, all.Duplicate, all.Stale, all.Skipped,
		all.Quarantined, all.Deleted, all.Emitted, all.ReadBack})
	fmt.Fprintln(w, t.Render())
	for _, p := range s.Published.Tables {
		fmt.Fprintf(w, "published %-26s %d rows\n", p.Name, p.Rows)
	}
	if !s.Finished.IsZero() {
		fmt.Fprintf(w, "run %s took %s\n", s.RunID, s.Finished.Sub(s.Started).Round(10*time.Millisecond))
	}
}

func newTable(columns ...any) table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header = text.FormatDefault
	t.Style().Format.Footer = text.FormatDefault
	t.AppendHeader(table.Row(columns))
	return t
}
