package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/dustin/go-humanize/english"
	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// measures are the columns of the books, in the order a record meets them. All but the first three and resources show only
// when there is something to show: the table must fit a terminal.
var measures = []struct {
	name   string
	always bool
	part   bool // of what was shown
	of     func(tables.Books) uint64
}{
	{"shown", true, false, func(b tables.Books) uint64 { return b.Shown }},
	{"loaded", true, true, func(b tables.Books) uint64 { return b.Loaded }},
	{"unchanged", true, true, func(b tables.Books) uint64 { return b.Unchanged }},
	{"duplicate", false, true, func(b tables.Books) uint64 { return b.Duplicate }},
	{"stale", false, true, func(b tables.Books) uint64 { return b.Stale }},
	{"skipped", false, true, func(b tables.Books) uint64 { return b.Skipped }},
	{"quarantined", false, true, func(b tables.Books) uint64 { return b.Quarantined }},
	{"deleted", false, false, func(b tables.Books) uint64 { return b.Deleted }},
	{"resources", true, false, func(b tables.Books) uint64 { return b.Emitted }},
}

// printSummary prints the books of every window that did something, what is not done, and what was published.
func printSummary(w io.Writer, s pipelines.Summary) {
	if len(s.Windows) > 0 {
		printBooks(w, s.Windows)
	}
	for _, f := range s.Failures {
		if f.Kind == "" {
			fmt.Fprintf(w, "%s: not read: %s\n", f.Source, f.Err)
		}
	}
	printPublished(w, s.Published)
	if !s.Finished.IsZero() {
		fmt.Fprintf(w, "run %s took %s\n", s.RunID, s.Finished.Sub(s.Started).Round(10*time.Millisecond))
	}
}

// printPublished prints a line a database: what is in each table stands in ops.published.
func printPublished(w io.Writer, p clickhouse.Published) {
	for rest := p.Tables; len(rest) > 0; {
		database, _, _ := strings.Cut(rest[0].Name, ".")
		n, rows := 0, uint64(0)
		for ; n < len(rest) && strings.HasPrefix(rest[n].Name, database+"."); n++ {
			rows += rest[n].Rows
		}
		fmt.Fprintf(w, "published %-13s %3d tables %12s rows\n", database+":", n, humanize.Comma(int64(rows)))
		rest = rest[n:]
	}
}

// printBooks prints a row a window and, below, the proof and what is open.
func printBooks(w io.Writer, windows []tables.Window) {
	var all tables.Books
	var open []string
	windows = slices.Clone(windows)
	slices.SortStableFunc(windows, func(a, b tables.Window) int { return strings.Compare(a.Source, b.Source) })
	for _, win := range windows {
		all = pipelines.Sum(all, win.Books)
		if win.Status != pipelines.Done && win.Status != pipelines.Accepted {
			open = append(open, fmt.Sprintf("%s %s %s (%s)", win.Source, win.Kind, win.Mode, win.Status))
		}
	}
	t := newTable(columns(all, "source and kind", "read by")...)
	for n, win := range windows {
		if n == 0 || windows[n-1].Source != win.Source {
			t.AppendSeparator()
			t.AppendRow(counts(all, sumOf(windows, win.Source), win.Source, ""))
		}
		if win.Books.Shown > 0 || win.Status != pipelines.Done {
			t.AppendRow(counts(all, win.Books, "  "+win.Kind, how(win)))
		}
	}
	t.AppendFooter(counts(all, all, "together", ""))
	fmt.Fprintln(w, t.Render())
	printProof(w, all, len(windows), open)
}

// how tells which way a window was read and, unless it is done, its state.
func how(w tables.Window) string {
	if w.Status == pipelines.Done {
		return w.Mode
	}
	return w.Mode + ", " + w.Status
}

// sumOf adds up the books of one source.
func sumOf(windows []tables.Window, source string) (sum tables.Books) {
	for _, w := range windows {
		if w.Source == source {
			sum = pipelines.Sum(sum, w.Books)
		}
	}
	return sum
}

// printProof tells how the books close, what was read back, and what is open.
func printProof(w io.Writer, all tables.Books, windows int, open []string) {
	if all.Shown > 0 {
		fmt.Fprintf(w, "records: %s\n", equation(all))
	}
	if all.Emitted > 0 {
		fmt.Fprintf(w, "resources: %s of %s were read back by key\n", humanize.Comma(int64(all.ReadBack)), humanize.Comma(int64(all.Emitted)))
	}
	if n := all.Quarantined; n > 0 {
		fmt.Fprintf(w, "%s put aside: rounds quarantine list tells why\n", english.Plural(int(n), "record is", "records are"))
	}
	if len(open) > 0 {
		fmt.Fprintf(w, "%s not done:\n  %s\n", english.Plural(len(open), "window is", "windows are"), strings.Join(open, "\n  "))
		return
	}
	fmt.Fprintf(w, "windows: all %d are done (the table leaves out those that showed nothing)\n", windows)
}

// equation is the books of the run in the words of the table's columns, and below what the words cover.
func equation(b tables.Books) string {
	var parts []string
	for _, m := range measures[1:] {
		if n := m.of(b); m.part && (n > 0 || m.always) {
			parts = append(parts, humanize.Comma(int64(n))+" "+m.name)
		}
	}
	text := humanize.Comma(int64(b.Shown)) + " shown = " + strings.Join(parts, " + ")
	if b.Deleted > 0 {
		text += "\n  of the loaded, gone at the vendor: " + humanize.Comma(int64(b.Deleted))
	}
	if b.Vanished > 0 {
		text += "\n  of the skipped, shown no more and kept as they were: " + humanize.Comma(int64(b.Vanished))
	}
	return text
}

// columns is the table's head: first, then the name of every measure worth a column.
func columns(all tables.Books, first ...any) []any {
	for _, m := range measures {
		if m.always || m.of(all) > 0 {
			first = append(first, m.name)
		}
	}
	return first
}

// counts is a row of the table: first, then one window's measures in the columns that all has.
func counts(all, b tables.Books, first ...any) table.Row {
	for _, m := range measures {
		if m.always || m.of(all) > 0 {
			first = append(first, m.of(b))
		}
	}
	return first
}
