package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

func dayAt(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic("a test's own day")
	}
	return t
}

// TestPlanOfTenYears shows the first and last windows of a long plan, and counts those between.
func TestPlanOfTenYears(t *testing.T) {
	p := pipelines.BackfillPlan{Source: "vsee-main", Kind: "visit", Axis: "start", From: dayAt("2016-11-21"), To: dayAt("2026-11-22"),
		Today: true, Widened: true, Shard: pipelines.Shard{Index: 1, Of: 4},
		Estimate: pipelines.Estimate{Requests: 12_400, Takes: 41*time.Minute + 20*time.Second, Left: 9_500, Blind: []string{"Visits of members who left."}}}
	for n := range 130 {
		from := p.From.AddDate(0, 0, 28*n)
		w := pipelines.PlannedWindow{From: from, To: from.AddDate(0, 0, 28), State: pipelines.WindowNew, Requests: 100}
		switch {
		case n < 3:
			w.State, w.Requests = pipelines.WindowDone, 0
		case n == 3:
			w.State = pipelines.WindowAgain
		case n > 127:
			w.State = pipelines.WindowOpen
		}
		p.Windows = append(p.Windows, w)
	}
	var out bytes.Buffer
	printBackfillPlan(&out, p)
	want := `Backfill of vsee-main visit by start, from 2016-11-21 up to, not including, 2026-11-22 (UTC)
shard 1/4: the windows of the others are not shown
widened to whole UTC days
the last day is not over: its window is read, and again by the next backfill
┌────────────┬────────────┬──────┬─────────┬──────────┐
│ from       │ up to      │ days │ state   │ requests │
├────────────┼────────────┼──────┼─────────┼──────────┤
│ 2016-11-21 │ 2016-12-19 │   28 │ done    │        0 │
│ 2016-12-19 │ 2017-01-16 │   28 │ done    │        0 │
│ 2017-01-16 │ 2017-02-13 │   28 │ done    │        0 │
│ 2017-02-13 │ 2017-03-13 │   28 │ again   │      100 │
│ 2017-03-13 │ 2017-04-10 │   28 │ new     │      100 │
│ 2017-04-10 │ 2017-05-08 │   28 │ new     │      100 │
│ 2017-05-08 │ 2017-06-05 │   28 │ new     │      100 │
│ 2017-06-05 │ 2017-07-03 │   28 │ new     │      100 │
│ ...        │ ...        │      │ 114 new │          │
│ 2026-03-30 │ 2026-04-27 │   28 │ new     │      100 │
│ 2026-04-27 │ 2026-05-25 │   28 │ new     │      100 │
│ 2026-05-25 │ 2026-06-22 │   28 │ new     │      100 │
│ 2026-06-22 │ 2026-07-20 │   28 │ new     │      100 │
│ 2026-07-20 │ 2026-08-17 │   28 │ new     │      100 │
│ 2026-08-17 │ 2026-09-14 │   28 │ new     │      100 │
│ 2026-09-14 │ 2026-10-12 │   28 │ open    │      100 │
│ 2026-10-12 │ 2026-11-09 │   28 │ open    │      100 │
└────────────┴────────────┴──────┴─────────┴──────────┘
127 windows to do (3 done, 1 again, 2 open, 124 new)
about 12,400 requests expected, 41m20s at least at the account's pace; 9,500 left of its budget now
not seen this way: Visits of members who left.
`
	if got := out.String(); got != want {
		t.Errorf("shown\n%s\nwant\n%s", got, want)
	}
}

// TestProofOfABackfill shows the books of every window, what is open and what the rows point to.
func TestProofOfABackfill(t *testing.T) {
	one := func(from, to, status string, b tables.Books) tables.Window {
		return tables.Window{Source: "a", Kind: "note", Mode: string(extract.Range), From: dayAt(from), To: dayAt(to), Status: status, Books: b}
	}
	done := pipelines.Backfilled{
		Summary: pipelines.Summary{RunID: "r", Started: dayAt("2026-11-21"), Finished: dayAt("2026-11-21").Add(90 * time.Second),
			Windows: []tables.Window{
				one("2026-08-03", "2026-08-10", pipelines.Done, tables.Books{Claimed: 3, Requests: 4, Pages: 2, Shown: 3, Loaded: 2, New: 1, Unchanged: 1, Emitted: 9, ReadBack: 9}),
				one("2026-08-10", "2026-08-17", pipelines.Failed, tables.Books{Claimed: -1, Requests: 1}),
				{Source: "a", Kind: "patient", Mode: "ids", Status: pipelines.Done, Books: tables.Books{Claimed: -1, Requests: 2, Pages: 1, Shown: 2, Loaded: 2, New: 2, Emitted: 4, ReadBack: 4}},
			},
			Failures:  []pipelines.Failure{{Source: "a", Kind: "note", Err: extract.ErrUnavailable}},
			Published: clickhouse.Published{},
		},
		Watermark: dayAt("2026-11-20"),
		Pointed:   []pipelines.Pointed{{Type: "Patient", Read: 2, Stubs: 1, Missing: 3}},
	}
	var out bytes.Buffer
	printBackfilled(&out, done)
	want := `┌──────────────────────┬────────┬───────┬──────────┬───────┬───────┬────────┬───────────┬───────────┬─────┬───────────┐
│ window               │ status │ total │ requests │ pages │ shown │ loaded │ unchanged │ resources │ new │ read back │
├──────────────────────┼────────┼───────┼──────────┼───────┼───────┼────────┼───────────┼───────────┼─────┼───────────┤
│ note 2026-08-03, 7 d │ done   │     3 │        4 │     2 │     3 │      2 │         1 │         9 │   1 │         9 │
│ note 2026-08-10, 7 d │ failed │  none │        1 │     0 │     0 │      0 │         0 │         0 │   0 │         0 │
│ patient by ids       │ done   │  none │        2 │     1 │     2 │      2 │         0 │         4 │   2 │         4 │
├──────────────────────┼────────┼───────┼──────────┼───────┼───────┼────────┼───────────┼───────────┼─────┼───────────┤
│ together             │        │       │        7 │     3 │     5 │      4 │         1 │        13 │   3 │        13 │
└──────────────────────┴────────┴───────┴──────────┴───────┴───────┴────────┴───────────┴───────────┴─────┴───────────┘
records: 5 shown = 4 loaded + 1 unchanged
windows: 2 of 3 are done
not done: a note: the vendor does not answer
Patient the rows point to: 2 read by their ids; stubs left: 1, the next sweep fills those the vendor still shows; 3 not here
run r took 1m30s
the watermark of nightly runs is unchanged: 2026-11-20
`
	if got := out.String(); got != want {
		t.Errorf("shown\n%s\nwant\n%s", got, want)
	}
}

// TestABackfillThatNeverBeganSaysNothingOfTheWatermark was kept out by another run, say.
func TestABackfillThatNeverBeganSaysNothingOfTheWatermark(t *testing.T) {
	var out bytes.Buffer
	printBackfilled(&out, pipelines.Backfilled{})
	if out.Len() > 0 {
		t.Errorf("shown %q", out.String())
	}
}
