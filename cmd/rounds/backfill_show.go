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
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Of a long table the first and last rows are shown.
const (
	longTable = 24
	ends      = 8
)

// fresh is what a plan says of a warehouse without tables.
const fresh = "the warehouse has no tables yet: this is planned from nothing"

// printBackfillPlan prints every window with its state, what they cost and what they cannot see.
func printBackfillPlan(w io.Writer, p pipelines.BackfillPlan) {
	fmt.Fprintf(w, "Backfill of %s %s by %s, from %s up to, not including, %s (UTC)\n", p.Source, p.Kind, p.Axis, dayText(p.From), dayText(p.To))
	if p.Shard.Of > 0 {
		fmt.Fprintf(w, "shard %s: the windows of the others are not shown\n", p.Shard)
	}
	if p.Fresh {
		fmt.Fprintln(w, fresh)
	}
	if p.Widened {
		fmt.Fprintln(w, "widened to whole UTC days")
	}
	if p.Today {
		fmt.Fprintln(w, "the last day is not over: its window is read, and again by the next backfill")
	}
	t := ruled()
	t.AppendHeader(table.Row{"from", "up to", "days", "state", "requests"})
	for _, one := range p.Windows[:headOf(len(p.Windows))] {
		t.AppendRow(planned(one))
	}
	if len(p.Windows) > longTable {
		t.AppendRow(table.Row{"...", "...", "", states(p.Windows[ends : len(p.Windows)-ends]), ""})
		for _, one := range p.Windows[len(p.Windows)-ends:] {
			t.AppendRow(planned(one))
		}
	}
	fmt.Fprintln(w, t.Render())
	fmt.Fprintf(w, "%s to do (%s)\n", english.Plural(len(p.Todo()), "window", ""), states(p.Windows))
	if len(p.Todo()) > 0 {
		fmt.Fprintln(w, costOf(p.Estimate))
	} else if p.Unfinished {
		fmt.Fprintln(w, "the last such run was not done: what its rows point to is read, and the tables are published")
	}
	printUnseen(w, p.Blind)
}

// ruled is a table with a head as it is written, and numbers to the right even where a row has none.
func ruled() table.Writer {
	t := table.NewWriter()
	t.SetStyle(table.StyleLight)
	t.Style().Format.Header, t.Style().Format.Footer = 0, 0
	var right []table.ColumnConfig
	for _, name := range []string{"days", "requests", "total"} {
		right = append(right, table.ColumnConfig{Name: name, Align: text.AlignRight})
	}
	t.SetColumnConfigs(right)
	return t
}

// headOf is how many rows are shown before a gap, or all.
func headOf(rows int) int {
	if rows > longTable {
		return ends
	}
	return rows
}

func planned(p pipelines.PlannedWindow) table.Row {
	return table.Row{dayText(p.From), dayText(p.To), int(p.To.Sub(p.From).Hours() / 24), p.State, number(p.Requests)}
}

// states counts windows by state: "2 done, 11 new".
func states(windows []pipelines.PlannedWindow) string {
	var parts []string
	for _, state := range []string{pipelines.WindowDone, pipelines.WindowAgain, pipelines.WindowOpen, pipelines.WindowNew} {
		n := 0
		for _, one := range windows {
			if one.State == state {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, humanize.Comma(int64(n))+" "+state)
		}
	}
	if len(parts) == 0 {
		return "none is this shard's"
	}
	return strings.Join(parts, ", ")
}

// costOf says what an estimate comes to.
func costOf(e pipelines.Estimate) string {
	says := "how many requests it takes is not known: nothing of the kind was read this way before"
	if e.Requests >= 0 {
		says = fmt.Sprintf("about %s expected, %s at least at the account's pace", english.Plural(int(e.Requests), "request", ""), e.Takes.Round(time.Second))
	}
	if e.Left >= 0 {
		says += fmt.Sprintf("; %s left of its budget now", humanize.Comma(e.Left))
	}
	return says
}

func printUnseen(w io.Writer, blind []string) {
	for _, b := range blind {
		fmt.Fprintf(w, "not seen this way: %s\n", b)
	}
}

// printBackfilled prints the proof: the books of every window, what the rows point to, what is open, and that the nights were left alone.
func printBackfilled(w io.Writer, b pipelines.Backfilled) {
	if len(b.Windows) > 0 {
		printWindows(w, b.Windows)
	}
	for _, f := range b.Failures {
		fmt.Fprintf(w, "not done: %s %s: %s\n", f.Source, f.Kind, f.Err)
	}
	for _, p := range b.Pointed {
		fmt.Fprintf(w, "%s the rows point to: %s\n", p.Type, pointedText(p))
	}
	printPublished(w, b.Published)
	if b.Finished.IsZero() {
		return // it never began: nobody looked up the watermark
	}
	fmt.Fprintf(w, "run %s took %s\n", b.RunID, b.Finished.Sub(b.Started).Round(10*time.Millisecond))
	mark := "there is none yet"
	if !b.Watermark.IsZero() {
		mark = dayText(b.Watermark)
	}
	fmt.Fprintf(w, "the watermark of nightly runs is unchanged: %s\n", mark)
}

func pointedText(p pipelines.Pointed) string {
	var parts []string
	if p.Read > 0 {
		parts = append(parts, fmt.Sprintf("%d read by their ids", p.Read))
	}
	if p.Stubs > 0 {
		parts = append(parts, fmt.Sprintf("stubs left: %d, the next sweep fills those the vendor still shows", p.Stubs))
	}
	if p.Missing > 0 {
		parts = append(parts, fmt.Sprintf("%d not here", p.Missing))
	}
	return strings.Join(parts, "; ")
}

// printWindows prints a row a window, with what the vendor claims and what was sent, and the books of all.
func printWindows(w io.Writer, windows []tables.Window) {
	var all tables.Books
	for _, win := range windows {
		all = pipelines.Sum(all, win.Books)
		all.Requests, all.Pages = all.Requests+win.Books.Requests, all.Pages+win.Books.Pages
	}
	t := ruled()
	t.AppendHeader(append(columns(all, "window", "status", "total", "requests", "pages"), "new", "read back"))
	shown := windows
	if len(windows) > longTable {
		shown = windows[:ends]
	}
	for n, win := range windows {
		if n < len(shown) || n >= len(windows)-ends || win.Status != pipelines.Done {
			t.AppendRow(proof(all, win.Books, windowText(win), win.Status))
		}
	}
	t.AppendFooter(proof(all, all, "together", ""))
	fmt.Fprintln(w, t.Render())
	if all.Shown > 0 {
		fmt.Fprintf(w, "records: %s\n", equation(all))
	}
	done := len(slices.DeleteFunc(slices.Clone(windows), func(w tables.Window) bool { return w.Status != pipelines.Done }))
	fmt.Fprintf(w, "windows: %d of %d are done\n", done, len(windows))
}

func proof(all, b tables.Books, window, status string) table.Row {
	total := "none"
	if b.Claimed >= 0 {
		total = humanize.Comma(b.Claimed)
	}
	if window == "together" {
		total = ""
	}
	return append(counts(all, b, window, status, total, b.Requests, b.Pages), b.New, b.ReadBack)
}

func windowText(w tables.Window) string {
	if w.Mode != string(extract.Range) {
		return w.Kind + " by " + w.Mode
	}
	return fmt.Sprintf("%s %s, %d d", w.Kind, dayText(w.From), int(w.To.Sub(w.From).Hours()/24))
}

// printRehearsed prints what each window would do.
func printRehearsed(w io.Writer, b pipelines.Backfilled) {
	t := ruled()
	t.AppendHeader(table.Row{"window", "would be", "shown", "add", "change", "unchanged", "quarantine", "skip", "parts deleted"})
	var all tables.Books
	row := func(name, status string, b tables.Books) table.Row {
		return table.Row{name, status, b.Shown, b.New, b.Loaded - b.New, b.Unchanged + b.Duplicate, b.Quarantined, b.Skipped + b.Stale, b.Tombstones}
	}
	for _, win := range b.Windows {
		all = pipelines.Sum(all, win.Books)
		t.AppendRow(row(windowText(win), win.Status, win.Books))
	}
	t.AppendFooter(row("together", "", all))
	fmt.Fprintf(w, "what would be done; nothing was written:\n%s\n", t.Render())
}

func number(n int64) string {
	if n < 0 {
		return "not known"
	}
	return humanize.Comma(n)
}

func dayText(t time.Time) string { return t.UTC().Format(time.DateOnly) }
