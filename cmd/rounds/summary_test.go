package main

import (
	"bytes"
	"testing"

	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// window is a row of the ledger with a large clinic's numbers.
func window(source, kind, mode, status string, b tables.Books) tables.Window {
	return tables.Window{Source: source, Kind: kind, Mode: mode, Status: status, Books: b}
}

var (
	firstBooks = tables.Books{Shown: 1_204_318, Loaded: 1_204_300, Skipped: 18, Vanished: 7, Emitted: 9_000_123, ReadBack: 9_000_123}
	goneBooks  = tables.Books{Shown: 2, Loaded: 2, Deleted: 2, Emitted: 5, ReadBack: 5}
)

// TestBooksFitATerminal draws the longest names of kinds that vendors have, and millions, in 100 columns.
func TestBooksFitATerminal(t *testing.T) {
	var out bytes.Buffer
	printBooks(&out, []tables.Window{
		window("vsee-main", "practitioner_role", "sweep", pipelines.Done, firstBooks),
		window("nextech-main", "patient", "sweep", pipelines.Done, tables.Books{}),
		window("vsee-main", "practitioner_role", "confirm", pipelines.Done, goneBooks),
	})
	want := `┌─────────────────────┬─────────┬─────────┬─────────┬───────────┬─────────┬─────────┬───────────┐
│ source and kind     │ read by │   shown │  loaded │ unchanged │ skipped │ deleted │ resources │
├─────────────────────┼─────────┼─────────┼─────────┼───────────┼─────────┼─────────┼───────────┤
│ nextech-main        │         │       0 │       0 │         0 │       0 │       0 │         0 │
├─────────────────────┼─────────┼─────────┼─────────┼───────────┼─────────┼─────────┼───────────┤
│ vsee-main           │         │ 1204320 │ 1204302 │         0 │      18 │       2 │   9000128 │
│   practitioner_role │ sweep   │ 1204318 │ 1204300 │         0 │      18 │       0 │   9000123 │
│   practitioner_role │ confirm │       2 │       2 │         0 │       0 │       2 │         5 │
├─────────────────────┼─────────┼─────────┼─────────┼───────────┼─────────┼─────────┼───────────┤
│ together            │         │ 1204320 │ 1204302 │         0 │      18 │       2 │   9000128 │
└─────────────────────┴─────────┴─────────┴─────────┴───────────┴─────────┴─────────┴───────────┘
records: 1,204,320 shown = 1,204,302 loaded + 0 unchanged + 18 skipped
  of the loaded, gone at the vendor: 2
  of the skipped, shown no more and kept as they were: 7
resources: 9,000,128 of 9,000,128 were read back by key
windows: all 3 are done (the table leaves out those that showed nothing)
`
	if got := out.String(); got != want {
		t.Errorf("shown\n%s\nwant\n%s", got, want)
	}
	if wide := text.LongestLineLen(want); wide > 100 {
		t.Errorf("%d columns wide", wide)
	}
}

// TestBooksThatAreOpen names every window that is not done, one without a record, too.
func TestBooksThatAreOpen(t *testing.T) {
	var out bytes.Buffer
	printBooks(&out, []tables.Window{
		window("a", "note", "range", pipelines.Done, firstBooks),
		window("a", "note", "sweep", pipelines.Accepted, tables.Books{}),
		window("a", "note", "ids", pipelines.Deferred, tables.Books{}),
	})
	got := said{0, out.String(), ""}
	got.lacks(t, "accepted)")
	got.saw(t, 0, "│ range ", "│ sweep, accepted ", "│ ids, deferred ", "1 window is not done:\n  a note ids (deferred)\n")
	got.lacks(t, "all 2 are done")
}
