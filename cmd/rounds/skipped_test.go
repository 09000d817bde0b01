package main

import (
	"bytes"
	"context"
	"testing"

	"github.com/nightrounds/rounds/schemas/tables"
)

// TestWhyRecordsWereSkipped adds the reasons up over the windows of a run; what the mapping had doubts about is no reason.
func TestWhyRecordsWereSkipped(t *testing.T) {
	w := loaderAt(t, "")
	if err := w.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	first, second, other := unique("w"), unique("w"), unique("w")
	issue := func(window, reason, path string, n uint64) tables.IssueCount {
		return tables.IssueCount{WindowID: window, Source: "north", Kind: "user", Reason: reason, Path: path, Count: n}
	}
	rows := tables.Issues.Encode([]tables.IssueCount{issue(first, "no usable id", "", 2), issue(second, "no usable id", "", 1), issue(first, "skipped", "type", 1),
		issue(first, "bad_date", "dob", 4), issue(other, "gone", "", 5)})
	defer rows.Release()
	if err := w.Write(t.Context(), tables.Issues.Table, rows); err != nil {
		t.Fatal(err)
	}
	windows := []tables.Window{{ID: first, Books: tables.Books{Skipped: 3}}, {ID: second, Books: tables.Books{Skipped: 1}}, {ID: other}}
	var out bytes.Buffer
	printSkipped(t.Context(), &out, w, windows)
	if want := "skipped of north user: 3 records: no usable id\nskipped of north user: 1 record: skipped\n"; out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
	out.Reset()
	printSkipped(t.Context(), &out, w, windows[2:])
	over, end := context.WithCancel(t.Context())
	end()
	printSkipped(over, &out, w, windows)
	if out.Len() > 0 {
		t.Errorf("wrote %q", out.String())
	}
}
