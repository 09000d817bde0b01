package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

func (a *App) audit() *cobra.Command {
	var path string
	c := &cobra.Command{
		Use:   "audit --config rounds.yaml",
		Short: "List what was purged, copied and restored, and see that no row of that list was changed",
		Long: "Every row of ops.audit holds the hash of the row before it. A row that was changed, added or taken out shows (E0621); that the last\n" +
			"ones were taken out shows only against a hash noted elsewhere, as a backup's manifest does.",
		RunE: func(c *cobra.Command, _ []string) error {
			return a.reading(c.Context(), path, operator, func(_ *pipelines.Config, w *clickhouse.Warehouse) error {
				all, err := pipelines.Audits(c.Context(), w)
				printAudits(a.Stdout, all)
				return err
			})
		},
	}
	pathFlag(c, &path)
	return c
}

// printAudits prints a row a command.
func printAudits(w io.Writer, all []tables.Audit) {
	t := newTable("row", "at (UTC)", "what", "by", "rows", "run", "hash")
	for _, a := range all {
		var rows uint64
		for _, one := range a.Touched {
			rows += one.Rows
		}
		what := a.Action
		if a.Selector != "" {
			what += " --" + a.Selector
		}
		t.AppendRow(table.Row{a.Seq, a.At.UTC().Format(time.DateTime), what, a.Who + "@" + a.Host, humanize.Comma(int64(rows)), short(a.RunID), short(hex.EncodeToString(a.Hash[:]))})
	}
	fmt.Fprintln(w, t.Render())
}
