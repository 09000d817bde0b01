package clickhouse_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// books opens a warehouse in which two runs read one kind, the second one more form of record than the first, and a third is at work.
func books(t *testing.T) *clickhouse.Warehouse {
	t.Helper()
	w, _ := prepared(t, tables.Runs.Table, tables.Windows.Table, tables.Issues.Table, tables.Coverages.Table, tables.Budgets.Table,
		tables.Watermarks.Table, tables.Qualities.Table)
	put(t, w, tables.Runs,
		tables.Run{ID: "aa-1", Command: "run", Status: "done", Started: at(0), Finished: at(5), Round: at(0), UpdatedAt: at(5)},
		tables.Run{ID: "ab-2", Command: "run", Status: "running", Started: at(10), UpdatedAt: at(10)},
		tables.Run{ID: "ab-2", Command: "run", Status: "failed", Error: "north visit: why", Started: at(10), Finished: at(12), UpdatedAt: at(12)},
		tables.Run{ID: "b-3", Command: "backfill", Source: source, Kind: kind, From: at(0), To: at(9), Status: "running", Started: at(20), UpdatedAt: at(20)})
	window := func(id, run, status string, started int, b tables.Books) tables.Window {
		return tables.Window{ID: id, RunID: run, Source: source, Kind: kind, Mode: "sweep", Purpose: "nightly", Status: status, Error: "why", Started: at(started),
			Finished: at(started + 1), UpdatedAt: at(started + 1), Books: b}
	}
	put(t, w, tables.Windows,
		window("w-1", "aa-1", "done", 1, tables.Books{Claimed: 9, Requests: 2, Shown: 9, Loaded: 8, New: 7, Skipped: 1, Emitted: 8, ReadBack: 8}),
		window("w-2", "ab-2", "done", 10, tables.Books{Claimed: -1, Shown: 2, Loaded: 2, Deleted: 1}),
		window("w-3", "ab-2", "failed", 11, tables.Books{Shown: 3, Quarantined: 3}))
	issue := func(window, run, reason, path string, n uint64) tables.IssueCount {
		return tables.IssueCount{WindowID: window, RunID: run, Source: source, Kind: kind, Reason: reason, Path: path, Endpoint: "/visits", Count: n}
	}
	single := issue("w-3", "ab-2", "unknown_field", "old", 7)
	single.Endpoint = "/visits/{id}"
	put(t, w, tables.Issues, issue("w-1", "aa-1", "unknown_field", "old", 4), issue("w-1", "aa-1", "unknown_field", "past", 4),
		issue("w-3", "ab-2", "unknown_field", "old", 1), issue("w-3", "ab-2", "unexpected_form", "new", 2), issue("w-2", "ab-2", "unexpected_form", "new", 3),
		issue("w-3", "ab-2", "no usable id", "", 1), single)
	put(t, w, tables.Coverages, tables.CoverageRow{WindowID: "w-1", RunID: "aa-1", Source: source, Kind: kind, Blind: []string{"Old."}, At: at(1)},
		tables.CoverageRow{WindowID: "w-3", RunID: "ab-2", Source: source, Kind: kind, Basis: "sweep", Claimed: -1, Blind: []string{"Other teams."}, At: at(11)},
		tables.CoverageRow{WindowID: "w-4", RunID: "ab-2", Source: source, Kind: kind, Basis: "ids", Blind: []string{"Others."}, At: at(12)})
	return w
}

func TestRunsAreListedWithTheirBooks(t *testing.T) {
	w := books(t)
	runs, err := w.Runs(t.Context(), "", 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(runs) != 2 || runs[0].ID != "b-3" || runs[0].Kind != kind || !runs[0].From.Equal(at(0)) || !runs[0].To.Equal(at(9)) || runs[0].Windows != 0 || runs[1].ID != "ab-2" {
		t.Fatalf("the latest two: %+v", runs)
	}
	want := load.RunReport{Run: tables.Run{ID: "ab-2", Command: "run", Status: "failed", Error: "north visit: why", Started: at(10), Finished: at(12)},
		Windows: 2, Open: 1, Books: tables.Books{Shown: 5, Loaded: 2, Deleted: 1, Quarantined: 3}}
	if !reflect.DeepEqual(runs[1], want) {
		t.Errorf("got  %+v\nwant %+v", runs[1], want)
	}
	for prefix, n := range map[string]int{"a": 2, "aa": 1, "aa-1": 1, "c": 0} {
		if runs, err := w.Runs(t.Context(), prefix, 10); err != nil || len(runs) != n {
			t.Errorf("%s: %d runs, %v", prefix, len(runs), err)
		}
	}
}

func TestWindowsAreListed(t *testing.T) {
	w := books(t)
	names := func(windows []tables.Window, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, one := range windows {
			ids = append(ids, one.ID)
		}
		return fmt.Sprint(ids)
	}
	if got := names(w.OpenWindows(t.Context())); got != "[w-3]" {
		t.Error("open", got)
	}
	if got := names(w.WindowsLike(t.Context(), "w-")); got != "[w-1 w-2 w-3]" {
		t.Error("like w-", got)
	}
	of, err := w.RunWindows(t.Context(), "aa-1")
	if got := names(of, err); got != "[w-1]" || of[0].Books != (tables.Books{Claimed: 9, Requests: 2, Shown: 9, Loaded: 8, New: 7, Skipped: 1, Emitted: 8, ReadBack: 8}) {
		t.Error("of a run", got, of)
	}
	issues, err := w.IssuesOf(t.Context(), []string{"w-2", "w-3"})
	if err != nil || len(issues) != 5 || issues[0].Endpoint != "/visits/{id}" || issues[1].Count != 3 || issues[4].Count != 1 {
		t.Error("issues", issues, err)
	}
	covered, err := w.CoverageOf(t.Context(), []string{"w-3"})
	if err != nil || len(covered) != 1 || covered[0].Basis != "sweep" || covered[0].Claimed != -1 {
		t.Error("coverage", covered, err)
	}
}

// TestDriftIsNewWhereNoRunBeforeMetIt counts a place once over all windows of the last run that mapped records, for each endpoint that
// told it. What a week before met and that run did not is left out; what the week met stays, and is new where neither an earlier run nor
// the first one met it. A run that found nothing changed, and a replay, tell nothing of the vendor.
func TestDriftIsNewWhereNoRunBeforeMetIt(t *testing.T) {
	w := books(t)
	window := func(run, purpose string, started time.Time, b tables.Books) {
		put(t, w, tables.Windows, tables.Window{ID: run, RunID: run, Source: source, Kind: kind, Mode: "range", Purpose: purpose, Status: "done",
			Started: started, UpdatedAt: started, Books: b})
	}
	issue := func(run, path string) {
		put(t, w, tables.Issues, tables.IssueCount{WindowID: run, RunID: run, Source: source, Kind: kind, Reason: "unknown_field", Path: path, Endpoint: "/visits", Count: 1})
	}
	missing := func(run, element string) {
		put(t, w, tables.Qualities, tables.Quality{RunID: run, Check: "vendor_drift", Source: source, About: kind, Element: element, Detail: "missing_field",
			Endpoint: "/visits", Affected: 9, Total: 9, At: at(0)})
	}
	place := func(reason, path, endpoint string, count uint64, isNew bool) load.Drift {
		return load.Drift{Source: source, Kind: kind, Endpoint: endpoint, Reason: reason, Path: path, Count: count, New: isNew}
	}
	check := func(when string, want ...load.Drift) {
		t.Helper()
		if drift, err := w.Drift(t.Context()); err != nil || !reflect.DeepEqual(drift, want) {
			t.Errorf("%s: %v\ngot  %+v\nwant %+v", when, err, drift, want)
		}
	}
	window("c-4", "nightly", at(30), tables.Books{Shown: 5, Unchanged: 5})
	window("d-5", "replay", at(40), tables.Books{Shown: 5, Loaded: 5})
	issue("d-5", "new")
	missing("ab-2", "phone")
	put(t, w, tables.Windows, tables.Window{ID: "w-0", RunID: "aa-1", Source: source, Kind: "zone", Purpose: "nightly", Started: at(1), UpdatedAt: at(1),
		Books: tables.Books{Loaded: 1}})
	put(t, w, tables.Issues, tables.IssueCount{WindowID: "w-0", RunID: "aa-1", Source: source, Kind: "zone", Reason: "bad_date", Path: "at", Count: 2})
	first := load.Drift{Source: source, Kind: "zone", Reason: "bad_date", Path: "at", Count: 2}
	check("long ago", place("missing_field", "phone", "/visits", 9, true), place("unexpected_form", "new", "/visits", 5, true),
		place("unknown_field", "old", "/visits/{id}", 7, false), place("unknown_field", "old", "/visits", 1, false), first)

	now := time.Now().UTC()
	window("e-6", "nightly", now.AddDate(0, 0, -3), tables.Books{Shown: 9, Loaded: 9})
	window("f-7", "nightly", now.AddDate(0, 0, -1), tables.Books{Shown: 9, Loaded: 1})
	issue("e-6", "friday")
	issue("f-7", "past")
	missing("e-6", "gender")
	missing("e-6", "phone")
	check("this week", place("missing_field", "gender", "/visits", 9, true), place("unknown_field", "friday", "/visits", 1, true),
		place("missing_field", "phone", "/visits", 9, false), place("unknown_field", "past", "/visits", 1, false), first)
}

// TestWhatIsHeldOfAKind counts live records and those put aside, each once.
func TestWhatIsHeldOfAKind(t *testing.T) {
	w := books(t)
	gone := loaded("2", 0, 1)
	gone.Deleted = true
	put(t, w, tables.RecordStates, loaded("1", 0, 1), loaded("1", 1, 2), gone, loaded("3", 0, 1))
	put(t, w, tables.Quarantine, refused("4", 1, 1, false), refused("4", 2, 1, false), refused("5", 1, 1, true), refused("3", 5, 1, false))
	kinds, err := w.Kinds(t.Context())
	if err != nil || len(kinds) != 1 {
		t.Fatalf("%+v, %v", kinds, err)
	}
	want := load.KindReport{Source: source, Kind: kind, DoneAt: at(11), LastStatus: "failed", Records: 2, Quarantined: 2, Blind: []string{"Other teams."}}
	if !reflect.DeepEqual(kinds[0], want) {
		t.Errorf("got  %+v\nwant %+v", kinds[0], want)
	}
	aside, err := w.Aside(t.Context(), clickhouse.AsideOf{Source: source, Reason: "malformed"})
	if err != nil || len(aside) < 3 {
		t.Fatalf("%+v, %v", aside, err)
	}
	one, err := w.Aside(t.Context(), clickhouse.AsideOf{Handle: aside[0].Handle})
	if err != nil || len(one) == 0 || one[0].ID != aside[0].ID || len(aside[0].Handle) != 8 {
		t.Errorf("by its handle: %+v, %v", one, err)
	}
	if none, err := w.Aside(t.Context(), clickhouse.AsideOf{Kind: "elsewhere"}); err != nil || len(none) > 0 {
		t.Errorf("%+v, %v", none, err)
	}
}

// TestAccept closes what is open and nothing else, and leaves the books as they are.
func TestAccept(t *testing.T) {
	w := books(t)
	for _, id := range []string{"w-1", "w-3"} {
		if err := w.Accept(t.Context(), tables.Window{ID: id, Reason: "it isn't there, says ticket {12:String}", Host: "host", Who: "night"}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.WindowsLike(t.Context(), "w-")
	if err != nil || len(got) != 3 {
		t.Fatal(got, err)
	}
	if got[0].Status != "done" || got[0].Reason != "" {
		t.Errorf("one that was done is %+v", got[0])
	}
	if one := got[2]; one.Status != "accepted" || one.Reason != "it isn't there, says ticket {12:String}" || one.Who != "night" || one.Host != "host" ||
		one.Books != (tables.Books{Shown: 3, Quarantined: 3}) || one.Error != "why" || time.Since(one.UpdatedAt) > time.Minute {
		t.Errorf("accepted: %+v", one)
	}
}

// TestTheOutlookIsByMode: what a sweep cannot see is told by the last sweep, whatever was read by ids since.
func TestTheOutlookIsByMode(t *testing.T) {
	w := books(t)
	put(t, w, tables.Windows, tables.Window{ID: "w-4", RunID: "ab-2", Source: source, Kind: kind, Mode: "ids", Status: "done", Started: at(12), UpdatedAt: at(12),
		Books: tables.Books{Requests: 3, Shown: 3}})
	o, err := w.Outlook(t.Context(), source, kind)
	want := load.Outlook{Blind: map[string][]string{"sweep": {"Other teams."}, "ids": {"Others."}},
		Costs: map[string]load.Cost{"sweep": {Windows: 1, Requests: 2, Least: 2, Shown: 9}, "ids": {Windows: 1, Requests: 3, Least: 3, Shown: 3}}}
	if err != nil || !reflect.DeepEqual(o, want) {
		t.Errorf("%+v, %v\nwant %+v", o, err, want)
	}
}
