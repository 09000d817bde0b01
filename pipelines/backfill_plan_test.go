package pipelines

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
)

func utc(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic("a test's own time")
	}
	return t
}

// readAt is a range that was begun at a time.
func readAt(status, purpose, from, to, started string) load.Span {
	return load.Span{Mode: string(extract.Range), Purpose: purpose, Status: status, From: utc(from + " 00:00"), To: utc(to + " 00:00"), Started: utc(started)}
}

// A range over what is partly read: what nights, other backfills and people closed is done, a range that overlaps is counted as far as it
// reaches, what was read while its days were not over proves only those that were, and an attempt that failed is open.
func TestBackfillPlanOverLoadedWindows(t *testing.T) {
	spans := []load.Span{
		readAt(Done, ForNight, "2026-09-03", "2026-09-10", "2026-09-10 06:00"),
		readAt(Accepted, ForNight, "2026-09-10", "2026-09-15", "2026-09-15 06:00"),
		readAt(Done, ForBackfill, "2026-09-14", "2026-09-21", "2026-10-01 09:00"),
		readAt(Failed, ForBackfill, "2026-09-21", "2026-09-28", "2026-10-01 09:00"),
		readAt(Done, ForNight, "2026-10-06", "2027-10-08", "2026-10-08 06:00"),
		{Mode: string(extract.Sweep), Purpose: ForNight, Status: Done, Started: utc("2026-10-01 06:00")},
	}
	f := forecast{Outlook: load.Outlook{Costs: map[string]load.Cost{"range": {Windows: 4, Days: 20, Requests: 40, Least: 8}}}, left: 90,
		pace: rest.Pace{PerSecond: 2}}
	for _, c := range []struct {
		force bool
		shard Shard
		want  string
	}{
		{false, Shard{}, "open 08-31 7d 14, done 09-07 7d 0, done 09-14 7d 0, open 09-21 7d 14, new 09-28 7d 14, new 10-05 4d 8: 50 in 25s"},
		{true, Shard{}, "open 08-31 7d 14, again 09-07 7d 14, again 09-14 7d 14, open 09-21 7d 14, new 09-28 7d 14, new 10-05 4d 8: 78 in 39s"},
		{false, Shard{2, 2}, "done 09-07 7d 0, open 09-21 7d 14, new 10-05 4d 8: 22 in 11s"},
		{false, Shard{1, 2}, "open 08-31 7d 14, done 09-14 7d 0, new 09-28 7d 14: 28 in 14s"},
	} {
		p := BackfillPlan{From: utc("2026-08-31 00:00"), To: utc("2026-10-09 00:00"), Shard: c.shard}
		p.lay(kind{chunk: 7 * day}, f, append(spans, readAt(Failed, ForNight, "2026-09-01", "2026-09-04", "2026-09-05 06:00")), c.force)
		if got := shown(p); got != c.want {
			t.Errorf("force %v, shard %q\n got %s\nwant %s", c.force, c.shard, got, c.want)
		}
	}
}

func shown(p BackfillPlan) string {
	var parts []string
	for _, w := range p.Windows {
		parts = append(parts, fmt.Sprintf("%s %s %dd %d", w.State, w.From.Format("01-02"), w.To.Sub(w.From)/day, w.Requests))
	}
	return fmt.Sprintf("%s: %d in %s", strings.Join(parts, ", "), p.Requests, p.Takes)
}

// Ten years are cut where the grid lies, without a gap, whichever day they begin.
func TestTenYearsAreCutOnTheGrid(t *testing.T) {
	for _, from := range []string{"2016-11-01 00:00", "2016-11-17 00:00"} {
		p := BackfillPlan{From: utc(from), To: utc("2026-11-01 00:00")}
		p.lay(kind{}, forecast{}, nil, false)
		if n := len(p.Windows); n < 130 || n > 132 {
			t.Errorf("%d windows", n)
		}
		next := p.From
		for _, w := range p.Windows {
			if !w.From.Equal(next) || w.To.Sub(w.From) > 28*day || w.Requests != -1 {
				t.Errorf("%s to %s, %d requests, after %s", w.From, w.To, w.Requests, next)
			}
			next = w.To
		}
		if !next.Equal(p.To) || p.Requests != -1 || p.Takes != 0 {
			t.Errorf("ends at %s, %d requests in %s", next, p.Requests, p.Takes)
		}
	}
}

func TestARangeThatCannotBeIsRefused(t *testing.T) {
	now := utc("2026-11-21 10:00")
	for _, c := range []struct{ from, to, says string }{
		{"2026-11-01 00:00", "2026-08-01 00:00", "is not before"},
		{"2026-11-01 00:00", "2026-11-01 00:00", "is not before"},
		{"2026-11-01 00:00", "2026-11-23 00:00", "2026-11-23 lies ahead; today is 2026-11-21"},
		{"2026-11-01 00:00", "2026-11-22 00:00", ""},
		{"2016-11-01 00:00", "2026-11-21 00:00", ""},
	} {
		p := BackfillPlan{From: utc(c.from), To: utc(c.to)}
		err := p.possible(now)
		if (err == nil) != (c.says == "") || err != nil && (!errors.Is(err, ErrBackfill) || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s to %s: %v", c.from, c.to, err)
		}
	}
}

func TestAKindWithoutADateIsRefused(t *testing.T) {
	config := &Config{Sources: []SourceConfig{{Name: "one", Vendor: "nextvisit"}, {Name: "two", Vendor: "vsee"}}}
	for _, c := range []struct {
		source string
		kind   extract.Kind
		says   string
	}{
		{"three", extract.Note, "the source is one of one, two"},
		{"one", extract.Patient, "patient has no date to choose by; a sweep reads it: rounds run --source one; with a range: note (by created_at)"},
		{"two", extract.Note, "note is no kind that source two lists; with a range: visit (by start)"},
		{"one", extract.Note, ""}, {"two", extract.Visit, ""},
	} {
		_, k, err := (&Backfill{Config: config, Source: c.source, Kind: c.kind}).chosen()
		if c.says == "" {
			if err != nil || k.name != c.kind {
				t.Errorf("%s %s: %v", c.source, c.kind, err)
			}
			continue
		}
		if !errors.Is(err, ErrBackfill) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %s: %v", c.source, c.kind, err)
		}
	}
}

// Every window is exactly one shard's, whatever the grid.
func TestShardsDivideTheWindows(t *testing.T) {
	for _, chunk := range []time.Duration{day, 7 * day, 28 * day, 84 * day} {
		for _, w := range chunks(utc("1969-06-01 00:00"), utc("1971-06-01 00:00"), chunk) {
			owners := 0
			for n := range 5 {
				if (Shard{n + 1, 5}).owns(w.from, chunk) {
					owners++
				}
			}
			if owners != 1 || !(Shard{}).owns(w.from, chunk) {
				t.Errorf("%s belongs to %d shards", w.from, owners)
			}
		}
	}
}

func TestShardsAreRead(t *testing.T) {
	for _, c := range []struct{ text, index, want string }{
		{"", "3", ""}, {"1/4", "", "1/4"}, {"4/4", "0", "4/4"}, {"/4", "0", "1/4"}, {"/4", "3", "4/4"},
		{"0/4", "", "!"}, {"5/4", "", "!"}, {"/4", "4", "!"}, {"/4", "", "!"}, {"/4", "-1", "!"}, {"2", "", "!"}, {"a/b", "", "!"}, {"1/0", "", "!"},
	} {
		s, err := ParseShard(c.text, c.index)
		if err != nil && c.want != "!" || err == nil && s.String() != c.want {
			t.Errorf("%q with index %q: %q, %v", c.text, c.index, s, err)
		}
	}
}

// What is expected of a range, a sweep and reads by id, and how one unknown leaves the sum unknown.
func TestAnEstimateIsByKind(t *testing.T) {
	f := forecast{Outlook: load.Outlook{Costs: map[string]load.Cost{
		"range": {Windows: 4, Days: 20, Requests: 41, Least: 3}, "sweep": {Windows: 2, Requests: 9}, "ids": {Windows: 1, Requests: 6, Shown: 4}},
		Blind: map[string][]string{"range": {"B.", "A."}, "sweep": {"A.", "C."}, "ids": {"D."}}}, left: -1,
		pace: rest.Pace{PerSecond: 0.5}}
	from, to := utc("2026-09-01 00:00"), utc("2026-09-11 00:00")
	if by, sweep, ids := f.span(from, to), f.sweep(), f.ids(10); by != 21 || sweep != 5 || ids != 15 {
		t.Errorf("range %d, sweep %d, ids %d", by, sweep, ids)
	}
	if by := f.span(from, from.Add(day)); by != 3 {
		t.Errorf("a day, where no range took less than three requests: %d", by)
	}
	f.kind.everyone = true
	if by := f.span(from, to); by != 11 {
		t.Errorf("a range that asks for everybody: %d", by)
	}
	if e := f.estimate(nil, extract.Range, extract.Sweep); !slices.Equal(e.Blind, []string{"A.", "B.", "C."}) {
		t.Errorf("not seen: %q", e.Blind)
	}
	if e := f.estimate([]int64{2, 3}); e.Requests != 5 || e.Takes != 10*time.Second || e.Left != -1 {
		t.Errorf("%+v", e)
	}
	if e := f.estimate([]int64{2, -1}); e.Requests != -1 || e.Takes != 0 {
		t.Errorf("%+v", e)
	}
	if none := (forecast{}); none.sweep() != -1 || none.span(from, to) != -1 || none.ids(3) != 3 {
		t.Error("what nothing is known of was estimated")
	}
}

// What a run left is left until a later one was done over all of those days, whatever others did.
func TestWhatABackfillLeftIsKnownByItsDays(t *testing.T) {
	asked := func(from, to string, done bool) load.Asked {
		return load.Asked{From: utc("2026-" + from + " 00:00"), To: utc("2026-" + to + " 00:00"), Done: done}
	}
	days := stretch{utc("2026-08-01 00:00"), utc("2026-09-01 00:00")}
	left, other := asked("08-01", "09-01", false), asked("06-01", "07-01", true)
	for name, c := range map[string]struct {
		asked []load.Asked
		want  bool
	}{
		"never asked":              {nil, false},
		"other days":               {[]load.Asked{asked("06-01", "08-01", false), {}}, false},
		"stopped":                  {[]load.Asked{left}, true},
		"then other days":          {[]load.Asked{left, other}, true},
		"then some of them":        {[]load.Asked{left, asked("08-01", "08-20", true)}, true},
		"then all, in two":         {[]load.Asked{left, asked("08-15", "10-01", true), asked("07-01", "08-15", true)}, false},
		"done before, not after":   {[]load.Asked{asked("08-01", "09-01", true), left}, true},
		"of more days, then these": {[]load.Asked{asked("07-01", "10-01", false), asked("08-01", "09-01", true)}, false},
	} {
		if got := leftOver(days, c.asked); got != c.want {
			t.Errorf("%s: left %v", name, got)
		}
	}
}
