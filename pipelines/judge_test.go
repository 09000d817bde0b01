package pipelines

import (
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestJudge(t *testing.T) {
	const rev, run = 3, "this-run"
	at := func(sec int) time.Time { return time.Unix(1_700_000_000+int64(sec), 0).UTC() }
	a, b := extract.Hash{1}, extract.Hash{2}
	reading := func(h extract.Hash, sec int, changed time.Time) item {
		return item{Record: extract.Record{Hash: h, Changed: changed, Body: []byte(`{}`)}, observed: at(sec)}
	}
	loaded := func(h extract.Hash, sec int, r uint32, runID string, changed time.Time) load.Known {
		return load.Known{
			State: &tables.RecordState{Hash: h, ObservedAt: at(sec), MapperRev: r, RunID: runID, Changed: changed},
			Raw:   &load.Landed{Hash: h, ObservedAt: at(sec), RunID: runID, Changed: changed},
		}
	}
	landedOnly := func(h extract.Hash, sec int, isStale bool, runID string) load.Known {
		k := loaded(a, 0, rev, "old", at(0))
		k.Raw = &load.Landed{Hash: h, ObservedAt: at(sec), Stale: isStale, RunID: runID}
		return k
	}
	gone := reading(extract.Hash{}, 9, time.Time{})
	gone.Body = nil
	fromRaw := reading(b, 4, at(4))
	fromRaw.landed = true

	for _, c := range []struct {
		rule    string
		reading item
		known   load.Known
		verdict verdict
		at      time.Time
	}{
		{"never seen", reading(a, 5, at(1)), load.Known{}, fresh, at(5)},
		{"same state, same mapper", reading(a, 5, at(1)), loaded(a, 1, rev, "old", at(1)), unchanged, at(1)},
		{"same state, newer rows by a newer mapper stay", reading(a, 5, at(1)), loaded(a, 1, rev+1, "old", at(1)), unchanged, at(1)},
		{"same state, older mapper", reading(a, 5, at(1)), loaded(a, 1, rev-1, "old", at(1)), remap, at(1)},
		{"twice in one run", reading(a, 5, at(1)), loaded(a, 1, rev, run, at(1)), duplicate, at(1)},
		{"another state", reading(b, 5, at(5)), loaded(a, 1, rev, "old", at(1)), fresh, at(5)},
		{"another state without a vendor time", reading(b, 5, time.Time{}), loaded(a, 1, rev, "old", at(1)), fresh, at(5)},
		{"older by the vendor's own time", reading(b, 5, at(0)), loaded(a, 1, rev, "old", at(1)), stale, at(5)},
		{"an answer that arrived before the one landed", reading(b, 1, at(5)), loaded(a, 2, rev, "old", at(1)), stale, at(1)},
		{"two states in one millisecond", reading(b, 1, at(5)), loaded(a, 1, rev, "old", at(1)), fresh, at(1).Add(time.Millisecond)},
		{"landed, never loaded", reading(b, 5, at(4)), landedOnly(b, 3, false, "old"), again, at(3)},
		{"stale, seen again by a later run", reading(b, 5, at(0)), landedOnly(b, 3, true, "old"), again, at(3)},
		{"stale, seen again by the same run", reading(b, 5, at(0)), landedOnly(b, 3, true, run), duplicate, at(3)},
		{"A, stale B, A again", reading(a, 5, at(0)), landedOnly(b, 3, true, "old"), fresh, at(5)},
		{"gone", gone, loaded(a, 1, rev, "old", at(1)), fresh, at(9)},
		{"taken from raw", fromRaw, landedOnly(b, 4, false, "old"), again, at(4)},
		{"taken from raw, loaded before", fromRaw, loaded(b, 4, rev, "old", at(4)), remap, at(4)},
		{"taken from raw, another state loaded before", fromRaw, loaded(b, 3, rev, "old", at(3)), again, at(4)},
	} {
		t.Run(c.rule, func(t *testing.T) {
			v, when := judge(c.reading, c.known, rev, run)
			if v != c.verdict || !when.Equal(c.at) {
				t.Errorf("verdict %d at %s, want %d at %s", v, when, c.verdict, c.at)
			}
		})
	}
}

func TestClosesOnlyWhenEveryRecordAndResourceIsAccountedFor(t *testing.T) {
	whole := tables.Books{Shown: 21, Loaded: 6, Unchanged: 5, Duplicate: 4, Stale: 3, Skipped: 2, Quarantined: 1, Emitted: 9, ReadBack: 9}
	if err := closes(whole); err != nil {
		t.Errorf("whole books: %v", err)
	}
	lost := whole
	lost.Shown++
	unread := whole
	unread.ReadBack--
	for _, b := range []tables.Books{lost, unread} {
		if closes(b) == nil {
			t.Errorf("books %+v closed", b)
		}
	}
}

func TestClockFollowsTheWarehouseAndMonotonicTime(t *testing.T) {
	warehouse := time.Date(2031, 5, 6, 7, 8, 9, 123456789, time.UTC)
	c := StartClock(warehouse)
	if got, want := c.At(c.start.Add(90*time.Minute)), warehouse.Add(90*time.Minute).Truncate(time.Millisecond); !got.Equal(want) {
		t.Errorf("observed %s, want %s", got, want)
	}
}
