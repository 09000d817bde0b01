package pipelines

import (
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// nightAt is three o'clock of a day of March 2026.
func nightAt(day int) time.Time { return time.Date(2026, 3, day, 3, 0, 0, 0, time.UTC) }

func midnight(day int) time.Time { return floor(nightAt(day)) }

// TestWhatIsStillOpen has an attempt of the night of the 10th that failed, and what came after it.
func TestWhatIsStillOpen(t *testing.T) {
	attempt := func(mode, purpose string, from, to int) tables.Window {
		w := tables.Window{ID: "w", RunID: "run-10", Mode: mode, Purpose: purpose, Status: Failed, Round: nightAt(10), Started: nightAt(10)}
		if mode == "range" {
			w.From, w.To = midnight(from), midnight(to)
		}
		return w
	}
	span := func(night int, run, mode, purpose, status string, days ...int) load.Span {
		s := load.Span{ID: run + mode, RunID: run, Mode: mode, Purpose: purpose, Status: status, Round: nightAt(night), Started: nightAt(night).Add(time.Minute)}
		if len(days) == 2 {
			s.From, s.To = midnight(days[0]), midnight(days[1])
		}
		return s
	}
	second := func(s load.Span) load.Span {
		s.Started = s.Started.Add(time.Minute)
		return s
	}
	hot, sweep, ids := attempt("range", ForNight, 5, 30), attempt("sweep", ForNight, 0, 0), attempt("ids", ForNight, 0, 0)
	stale, owners := ids, attempt("ids", ForBackfill, 0, 0)
	stale.Started = nightAt(10).Add(-time.Minute)
	walked := span(10, "run-10", "range", ForNight, Done, 5, 30)
	walked.Started = nightAt(10).Add(-time.Second)
	backfill, confirm := attempt("range", ForBackfill, 1, 8), attempt("confirm", ForNight, 0, 0)
	for name, c := range map[string]struct {
		w      tables.Window
		mark   int // day of March
		later  []load.Span
		madeUp bool
	}{
		"nothing came after it":                       {hot, 9, nil, false},
		"the next hot window, from the watermark on":  {hot, 9, []load.Span{span(11, "b", "range", ForNight, Done, 6, 31)}, true},
		"the next one failed, too, and is listed":     {hot, 9, []load.Span{span(11, "b", "range", ForNight, Failed, 6, 31)}, true},
		"the next one begins behind the watermark":    {hot, 5, []load.Span{span(11, "b", "range", ForNight, Done, 6, 31)}, false},
		"and the gap was filled":                      {hot, 5, []load.Span{span(11, "b", "range", ForNight, Done, 6, 31), span(11, "b", "range", ForBackfill, Done, 5, 6)}, true},
		"a sweep that is done":                        {hot, 5, []load.Span{span(11, "b", "sweep", ForNight, Done)}, true},
		"a sweep that failed":                         {hot, 5, []load.Span{span(11, "b", "sweep", ForNight, Failed)}, false},
		"a sweep before it":                           {hot, 5, []load.Span{span(9, "a", "sweep", ForNight, Done)}, false},
		"a backfill tried again":                      {backfill, 9, []load.Span{span(11, "b", "range", ForBackfill, Interrupted, 1, 8)}, true},
		"a backfill, and half of it by the next":      {backfill, 9, []load.Span{span(11, "b", "range", ForBackfill, Done, 1, 4)}, false},
		"a backfill, and both halves by others":       {backfill, 9, []load.Span{span(11, "b", "range", ForBackfill, Done, 4, 8), span(11, "b", "range", ForBackfill, Accepted, 1, 4)}, true},
		"a backfill below the nights' watermark":      {backfill, 9, []load.Span{span(11, "b", "range", ForNight, Done, 6, 31)}, false},
		"another sweep":                               {sweep, 9, []load.Span{span(11, "b", "sweep", ForNight, Deferred)}, true},
		"a range is no sweep":                         {sweep, 9, []load.Span{span(11, "b", "range", ForNight, Done, 6, 31)}, false},
		"ids read by the next run, after its walk":    {ids, 9, []load.Span{walked, span(11, "b", "range", ForNight, Failed, 6, 31), second(span(11, "b", "ids", ForNight, Done))}, true},
		"and by the one that goes on with the round":  {ids, 9, []load.Span{walked, span(10, "b", "ids", ForNight, Done)}, true},
		"ids that were stale, and then the walk ends": {ids, 9, []load.Span{walked, span(11, "b", "ids", ForNight, Done), second(span(11, "b", "range", ForNight, Failed, 6, 31))}, false},
		"stale ones, and the next run found none":     {stale, 9, []load.Span{walked, span(11, "b", "range", ForNight, Failed, 6, 31)}, true},
		"stale ones, and the next run read them":      {stale, 9, []load.Span{walked, span(11, "b", "ids", ForNight, Failed)}, true},
		"stale ones, and the next run only settled":   {stale, 9, []load.Span{walked, span(11, "b", "settle", ForNight, Done)}, false},
		"whom a backfill points to, read at night":    {owners, 9, []load.Span{span(11, "b", "ids", ForNight, Done)}, false},
		"whom a backfill points to, by a sweep":       {owners, 9, []load.Span{span(11, "b", "sweep", ForNight, Done)}, true},
		"whom a backfill points to, by a backfill":    {owners, 9, []load.Span{span(11, "b", "ids", ForBackfill, Done)}, true},
		"whom another backfill points to":             {owners, 9, []load.Span{span(11, "b", "ids", ForBackfill, Done, 1, 8)}, false},
		"other ids of the same run":                   {ids, 9, []load.Span{span(10, "run-10", "ids", ForNight, Done)}, false},
		"the next run only settled":                   {ids, 9, []load.Span{walked, span(11, "b", "settle", ForNight, Done)}, false},
		"the next run had no ids left to read":        {ids, 9, []load.Span{walked, span(11, "b", "range", ForNight, Done, 6, 31)}, true},
		"the next run walked only days it had missed": {ids, 9, []load.Span{walked, span(11, "b", "range", ForNight, Done, 2, 5)}, false},
		"the next sweep names anew what it missed":    {ids, 9, []load.Span{walked, span(11, "b", "sweep", ForNight, Done)}, true},
		"a run that settled does not confirm":         {confirm, 9, []load.Span{span(11, "b", "settle", ForNight, Done)}, false},
		"the next sweep nominates anew":               {confirm, 9, []load.Span{span(11, "b", "sweep", ForNight, Done)}, true},
		"a rebuild that was stopped":                  {attempt(modeRebuild, ForRebuild, 0, 0), 9, nil, true},
		"a replay that was stopped":                   {attempt(modeReplay, ForReplay, 0, 0), 9, []load.Span{span(11, "b", "range", ForNight, Done, 6, 31)}, false},
		"and another replay":                          {attempt(modeReplay, ForReplay, 0, 0), 9, []load.Span{span(11, "b", "replay", ForReplay, Done)}, true},
		"a missed stretch that the watermark is past": {attempt("range", ForNight, 1, 5), 9, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := (attempts{c.later, midnight(c.mark)}).madeUpFor(c.w); got != c.madeUp {
				t.Errorf("made up for: %v", got)
			}
		})
	}
}

// TestTheLastRunThatReadASource is a night or a backfill, and not what made something else of what is landed.
func TestTheLastRunThatReadASource(t *testing.T) {
	run := func(id, source string, round, from int) load.RunReport {
		r := load.RunReport{Run: tables.Run{ID: id, Source: source, Status: Interrupted}}
		if round > 0 {
			r.Round = nightAt(round)
		}
		if from > 0 {
			r.From = nightAt(from)
		}
		return r
	}
	s := stand{runs: []load.RunReport{run("replay", "", 0, 0), run("rebuild", "north", 0, 0), run("backfill", "north", 0, 3), run("night", "", 10, 0)}}
	for source, want := range map[string]string{"": "replay", "north": "backfill", "south": "night"} {
		if got := s.lastRun(source); got.ID != want {
			t.Errorf("of %q: %s, want %s", source, got.ID, want)
		}
	}
	s.runs = s.runs[:2]
	if got := s.lastRun("north"); got != nil || got.unread("north") != "" {
		t.Errorf("nothing read it, and the last run is %+v", got)
	}
}

// TestWhatCameAlongIsToldOnce has a run of which three windows failed: visits, the intakes that came with them, and intakes that were only
// settled. Nothing but the ledger's word tells the second from the third.
func TestWhatCameAlongIsToldOnce(t *testing.T) {
	window := func(id, kind, with string) tables.Window {
		return tables.Window{ID: id, RunID: "run", Source: "visits", Kind: kind, Mode: modeSettle, Purpose: ForNight, Status: Failed, CameWith: with, Started: nightAt(10)}
	}
	open := []tables.Window{window("host", "visit", ""), window("rider", "intake", "host"), window("own", "intake", ""), window("orphan", "intake", "done long ago")}
	source := SourceStatus{Source: "visits", Kinds: []KindStatus{{Kind: "visit"}, {Kind: "intake", Rides: []extract.Kind{"visit"}}}}
	var told []string
	for _, w := range stillOpen(open, source, nil) {
		told = append(told, w.Window)
	}
	if want := []string{"host", "own", "orphan"}; !slices.Equal(told, want) {
		t.Errorf("open are %v, want %v", told, want)
	}
}
