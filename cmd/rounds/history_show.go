package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/dustin/go-humanize"
	"github.com/dustin/go-humanize/english"
	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

func printRuns(w io.Writer, runs []load.RunReport) {
	t := newTable("run", "started (UTC)", "command", "of", "status", "took", "shown", "loaded", "new", "deleted", "put aside", "open")
	for _, r := range runs {
		b := r.Books
		t.AppendRow(table.Row{short(r.ID), r.Started.Format("2006-01-02 15:04"), r.Command, cmp.Or(strings.TrimSpace(r.Source+" "+r.Kind), "all"), r.Status,
			took(r), b.Shown, b.Loaded, b.New, orNone(b.Deleted), orNone(b.Quarantined), orNone(r.Open)})
	}
	fmt.Fprintln(w, t.Render())
	for _, r := range runs {
		if r.Error != "" {
			fmt.Fprintf(w, "%s: %s\n", short(r.ID), r.Error)
		}
	}
	if len(runs) > 0 {
		fmt.Fprintf(w, "rounds history %s tells all of that run\n", short(runs[0].ID))
	}
}

// print tells a run: who and when, the books of its windows, each window that is not done, what was left out, what cannot be seen.
func (d runDetail) print(w io.Writer) {
	r := d.run
	fmt.Fprintf(w, "run %s: %s by %s on %s, version %s\n", r.ID, r.Command, r.Who, r.Host, r.Version)
	fmt.Fprintf(w, "%s, %s, took %s\n", r.Status, r.Started.Format(minute), took(r))
	if r.Error != "" {
		fmt.Fprintf(w, "it ended with: %s\n", r.Error)
	}
	if len(d.windows) > 0 {
		printBooks(w, d.windows)
	}
	for _, win := range d.windows {
		if win.Status == pipelines.Done {
			continue
		}
		fmt.Fprintf(w, "%s %s, %s: %s", win.Source, win.Kind, rangeName(win), win.Status)
		if win.Error != "" {
			fmt.Fprintf(w, ": %s", oneLine(win.Error))
		}
		if win.Reason != "" {
			fmt.Fprintf(w, "; accepted by %s: %s", win.Who, win.Reason)
		}
		fmt.Fprintln(w)
	}
	printIssues(w, d.issues)
	d.printCoverage(w)
}

// rangeName says which window is meant.
func rangeName(w tables.Window) string {
	return windowName(pipelines.OpenWindow{Window: w.ID, Mode: w.Mode, Purpose: w.Purpose, From: w.From, To: w.To})
}

// printIssues adds the issues of all windows up, by source, kind, endpoint, reason and path.
func printIssues(w io.Writer, issues []tables.IssueCount) {
	if len(issues) == 0 {
		return
	}
	type place struct{ source, kind, endpoint, reason, path string }
	sums := map[place]uint64{}
	var places []place
	for _, i := range issues {
		p := place{i.Source, i.Kind, i.Endpoint, i.Reason, i.Path}
		if sums[p] == 0 {
			places = append(places, p)
		}
		sums[p] += i.Count
	}
	slices.SortStableFunc(places, func(x, y place) int {
		return strings.Compare(x.source+" "+x.kind, y.source+" "+y.kind)
	})
	t := newTable("source and kind", "endpoint", "reason", "at", "times")
	for _, p := range places {
		t.AppendRow(table.Row{p.source + " " + p.kind, p.endpoint, p.reason, p.path, humanize.Comma(int64(sums[p]))})
	}
	fmt.Fprintf(w, "%s (docs/errors.md explains the reasons):\n%s\n", english.Plural(len(places), "issue", ""), t.Render())
}

// printCoverage tells of every kind how its records were found and, below, what moved meanwhile and what cannot be seen so; what several
// windows of a kind say alike is told once.
func (d runDetail) printCoverage(w io.Writer) {
	if len(d.coverage) > 0 {
		fmt.Fprintln(w, "how the records were found, and what that cannot see:")
	}
	said := map[string]bool{}
	tell := func(of, line string) {
		if !said[of+line] {
			said[of+line] = true
			fmt.Fprintln(w, line)
		}
	}
	for _, c := range d.coverage {
		whole := "not the vendor's whole list"
		if c.Complete {
			whole = "the vendor's whole list"
		}
		of := c.Source + " " + c.Kind
		tell(of, fmt.Sprintf("  %s: %s, %s, %s", of, c.Basis, whole, english.Plural(int(c.Distinct), "id", "")))
		for _, sentence := range slices.Concat(c.Drift, c.Blind) {
			tell(of, "    "+sentence)
		}
	}
}
