package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/dustin/go-humanize/english"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
)

// purgeFlags is what `rounds purge` is told.
type purgeFlags struct {
	path, person, source, before string

	mayReturn, yes, finish bool
	wait                   time.Duration
}

func (a *App) purge() *cobra.Command {
	var f purgeFlags
	c := &cobra.Command{
		Use:   "purge --person ID | --source NAME | --before DAY | --finish --config rounds.yaml",
		Short: "Take a person, a source or what is old out of the warehouse for good",
		Long: "It shows what goes, a row a table, and asks. Then it deletes landed states, FHIR rows with their history, books, surrogates and the\n" +
			"person link, rewriting the parts of the tables that hold them, publishes the analysts' tables without them, and returns when the\n" +
			"bytes are off the disk. Tables are rewritten whole: it takes free space and time. No run works meanwhile, and no backup is touched.\n\n" +
			"--person takes a person_id, or a patient_id, which stands for its person: every record about any patient of the person.\n" +
			"--before takes records that the vendor last changed before that day, 00:00 UTC, or, where the vendor has no word on changes, whose\n" +
			"last state was first observed before it. A record that one which stays points to, as a patient with later visits, stays.\n" +
			"--source takes all of a source that is no longer in the configuration.\n\n" +
			"What was purged is remembered by a salted hash. A run that meets it again at the vendor skips it and counts it as purged; so it does\n" +
			"with new records about a purged person. What --before took comes back where the vendor changes it on that day or later.\n\n" +
			"A purge that was stopped after somebody agreed is finished by the same command, by --finish, or before any other purge.",
		RunE: func(c *cobra.Command, _ []string) error { return a.runPurge(c.Context(), f) },
	}
	pathFlag(c, &f.path)
	c.Flags().StringVar(&f.person, "person", "", "the person: a person_id or patient_id of analytics.patient")
	c.Flags().StringVar(&f.source, "source", "", "everything of this source")
	c.Flags().StringVar(&f.before, "before", "", "records last changed before this day, as 2019-01-01")
	c.Flags().BoolVar(&f.finish, "finish", false, "finish a purge that was stopped, and nothing else")
	c.Flags().BoolVar(&f.mayReturn, "allow-return", false, "what the vendor still shows may be read again")
	c.Flags().BoolVar(&f.yes, "yes", false, "purge without asking")
	waitFlag(c, &f.wait)
	return c
}

// runPurge plans, asks, purges and shows what was published.
func (a *App) runPurge(ctx context.Context, f purgeFlags) error {
	n := len(slices.DeleteFunc([]string{f.person, f.source, f.before}, func(s string) bool { return s == "" }))
	if f.finish {
		n++
	}
	if n != 1 {
		return fmt.Errorf("%w: say one of --person, --source, --before and --finish", errUsage)
	}
	config, err := loadConfig(f.path)
	if err != nil {
		return err
	}
	before, err := dayOf("before", f.before)
	if err != nil {
		return err
	}
	return a.alone(ctx, config, "purge", &f.wait, func(w *clickhouse.Warehouse) (pipelines.Summary, error) {
		var left uint64
		run := &pipelines.Purge{Home: w, Person: f.person, Of: f.source, Before: before, MayReturn: f.mayReturn,
			Night: pipelines.Night{Config: config, Warehouse: w, Log: a.log, Command: "purge", Wait: f.wait}}
		run.Agree = func(plan pipelines.PurgePlan) bool {
			left += plan.Shared + plan.Unclear
			printPurge(a.Stdout, plan)
			yes := f.yes
			if !yes {
				yes, _ = a.agrees("Delete this for good?")
			}
			return yes
		}
		run.Finished = func(plan pipelines.PurgePlan) {
			left += plan.Shared + plan.Unclear
			fmt.Fprintln(a.Stdout, "a purge that was stopped is finished")
			printStays(a.Stdout, plan)
		}
		s, err := run.Run(ctx)
		printSummary(a.Stdout, s)
		if err == nil {
			fmt.Fprintln(a.Stdout, purgedWords(left))
		}
		return s, err
	})
}

// purgedWords are the last ones; left is how many records stay.
func purgedWords(left uint64) string {
	if left > 0 {
		return "purged, but for what stays as told above. Backups made before still hold all of it."
	}
	return "purged: it is in no table and no file of the warehouse. Backups made before still hold it."
}

// printPurge tells what would go, and what stays though it may be asked for.
func printPurge(w io.Writer, p pipelines.PurgePlan) {
	t := newTable("table", "rows that go")
	for _, one := range p.Touched {
		t.AppendRow(table.Row{one.Table, humanize.Comma(int64(one.Rows))})
	}
	fmt.Fprintln(w, t.Render())
	if p.Patients > 0 {
		fmt.Fprintf(w, "a person known as %s\n", english.Plural(int(p.Patients), "patient", ""))
	}
	fmt.Fprintf(w, "%s of vendors, with all their states\n", english.Plural(int(p.Records), "record", ""))
	printStays(w, p)
}

// printStays tells what a purge leaves.
func printStays(w io.Writer, p pipelines.PurgePlan) {
	if p.Shared > 0 {
		fmt.Fprintf(w, "%s about others as well: not deleted\n", english.Plural(int(p.Shared), "record is", "records are"))
	}
	if p.Unclear > 0 {
		fmt.Fprintf(w, "%s that no mapper takes may be of the person: not deleted (rounds quarantine list)\n",
			english.Plural(int(p.Unclear), "landed state", ""))
	}
}
