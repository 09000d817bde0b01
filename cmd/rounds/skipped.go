package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/dustin/go-humanize/english"

	"github.com/nightrounds/rounds/schemas/tables"
)

// reasons tells why windows left records out; clickhouse.Warehouse does.
type reasons interface {
	IssuesOf(ctx context.Context, windows []string) ([]tables.IssueCount, error)
}

// printSkipped tells why records that the vendors showed did not become any, and where nothing tells, nothing.
func printSkipped(ctx context.Context, w io.Writer, books reasons, windows []tables.Window) {
	var ids []string
	for _, win := range windows {
		if win.Books.Skipped > 0 {
			ids = append(ids, win.ID)
		}
	}
	if len(ids) == 0 || ctx.Err() != nil {
		return
	}
	issues, err := books.IssuesOf(ctx, ids)
	if err != nil {
		return // the run's own end is what counts
	}
	type why struct{ source, kind, reason string }
	sums := map[why]uint64{}
	var order []why
	for _, i := range issues {
		if i.Path != "" && i.Reason != "skipped" { // of the mapping, and no reason to leave a record out
			continue
		}
		key := why{i.Source, i.Kind, i.Reason}
		if !slices.Contains(order, key) {
			order = append(order, key)
		}
		sums[key] += i.Count
	}
	for _, k := range order {
		fmt.Fprintf(w, "skipped of %s %s: %s: %s\n", k.source, k.kind, english.Plural(int(sums[k]), "record", ""), k.reason)
	}
}
