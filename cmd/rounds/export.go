package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/dustin/go-humanize/english"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

const auditor = "auditor"

// exportFlags is what `rounds export` is told.
type exportFlags struct {
	looking
	types []string
	since string
}

func (a *App) export() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export [--type TYPE] [--since TIME] DIR",
		Short: "Write FHIR resources as NDJSON files in the layout of a Bulk Data export; they name patients",
		Long: "A file for each resource type, a resource a line, and manifest.json, written last. The folder is new or empty, and only you may\n" +
			"read the files. The next export takes the manifest's transactionTime as --since and holds what changed, with what was deleted.",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error { return a.runExport(c.Context(), f, args[0]) },
	}
	f.flags(c)
	c.Flags().StringSliceVar(&f.types, "type", nil, "only these resource types, as Patient,Encounter")
	c.Flags().StringVar(&f.since, "since", "", "only what was loaded since, as 2026-08-31T06:00:00Z")
	return c
}

func (a *App) runExport(ctx context.Context, f exportFlags, dir string) error {
	e := pipelines.Export{Dir: dir, Types: f.types}
	if f.since != "" {
		var err error
		if e.Since, err = dayOf("since", f.since); err != nil {
			return err
		}
	}
	return a.readingAs(ctx, f.path, []string{auditor, operator}, func(_ *pipelines.Config, as []*clickhouse.Warehouse) error {
		e.Records, e.Books = as[0], as[1]
		done, err := e.Run(ctx)
		if err != nil {
			return err
		}
		if f.json {
			return a.writeJSON(exportOf(done))
		}
		printExport(a.Stdout, dir, done)
		return nil
	})
}

// exportDoc is the answer of export.
type exportDoc struct {
	TransactionTime time.Time              `json:"transaction_time"`
	Request         string                 `json:"request"`
	Busy            bool                   `json:"busy"` // a run was at work meanwhile
	Files           []pipelines.OutputFile `json:"files"`
	Logical         int                    `json:"logical"`
	Deleted         int                    `json:"deleted"`
	Dangling        int                    `json:"dangling"`
}

func exportOf(d pipelines.Exported) exportDoc {
	m := d.Manifest
	return exportDoc{m.TransactionTime, m.Request, d.Busy, append(m.Output, m.Deleted...), d.Loose.Logical, d.Loose.Deleted, d.Loose.Dangling}
}

// printExport prints a row for each file, and what the reader of the files should know.
func printExport(w io.Writer, dir string, d pipelines.Exported) {
	t := newTable("file", "type", "resources")
	var total int64
	for _, f := range exportOf(d).Files {
		total += f.Count
		t.AppendRow(table.Row{f.URL, f.Type, humanize.Comma(f.Count)})
	}
	next := d.Manifest.TransactionTime.UTC().Format(time.RFC3339Nano)
	fmt.Fprintf(w, "%s\n%s lines in %s; they name patients\n", t.Render(), humanize.Comma(total), dir)
	if d.Loose.Logical > 0 {
		fmt.Fprintf(w, "%s to what the warehouse does not hold: written by identifier\n", english.Plural(d.Loose.Logical, "reference", ""))
	}
	if d.Loose.Deleted > 0 {
		fmt.Fprintf(w, "%s to what its vendor deleted\n", english.Plural(d.Loose.Deleted, "reference", ""))
	}
	if d.Loose.Dangling > 0 {
		fmt.Fprintf(w, "%s dangling: ops.quality tells where\n", english.Plural(d.Loose.Dangling, "reference is", "references are"))
	}
	if d.Busy {
		fmt.Fprintln(w, "a run was at work: some tables hold what it had loaded and some do not; the next export makes it whole")
	}
	fmt.Fprintf(w, "the next one:  rounds export --since %s DIR\n", next)
}
