package pipelines_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/pipelines"
)

// TestNextechBetweenSweeps: a night between two sweeps reads what changed in the hot window, and whatever was not locked when
// it was read last; an older encounter that was locked waits for the next sweep, which reads all that is still owed.
func TestNextechBetweenSweeps(t *testing.T) {
	t.Parallel()
	n := nextechNights{
		clinic: newClinic(t, sandbox.Options{Patients: 120, Today: time.Now().UTC().Truncate(24 * time.Hour)}),
		read:   map[string]town.NextechEncounter{}, owed: map[string]int{},
	}
	n.config.Sources = slices.DeleteFunc(n.config.Sources, func(s pipelines.SourceConfig) bool { return s.Name != nextechSource })
	n.pass(1, 7)
	n.pass(2, 7)
	for _, why := range []string{"hot", "open", "waits"} {
		if n.owed[why] == 0 {
			t.Errorf("no change of the second night is %s", why)
		}
	}
	n.pass(3, -1)
}

type nextechNights struct {
	*clinic
	read map[string]town.NextechEncounter // by record id, as it was read last
	owed map[string]int                   // changes of the second night, by what becomes of them
}

// pass does a night and compares what it landed, and what it looked for in vain, with what was new and within its reach.
func (n nextechNights) pass(night, sweepDays int) {
	n.t.Helper()
	n.config.Sources[0].Sweep = sweepDays
	s := n.night(night)
	from, to := time.Time{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, w := range s.Windows {
		if w.Mode == "range" {
			from, to = w.From, w.To
		}
	}
	vanished := n.vanished(from)
	got := map[string]bool{}
	for _, r := range n.rows("SELECT id FROM {p}raw.records FINAL WHERE kind = 'encounter' AND run_id = '" + s.RunID + "'") {
		got[r["id"].(string)] = true
	}
	sameSet(n.t, "encounters", n.due(night, from, to), got)
	if in := n.count("SELECT sum(occurrences) FROM {p}ops.issues FINAL WHERE reason LIKE '%vanished' AND run_id = '" + s.RunID + "'"); in != vanished {
		n.t.Errorf("night %d: %d vanished, the truth has %d", night, in, vanished)
	}
}

// due are the encounters whose state is another than the one read last, as far as they can be reached: by their date, or
// because they were not locked. They are read then.
func (n nextechNights) due(night int, from, to time.Time) map[string]bool {
	due := map[string]bool{}
	for e := range n.Truth().NextechEncounters() {
		id := contactID(e)
		before, known := n.read[id]
		if known && reflect.DeepEqual(before, e) {
			continue
		}
		why := "waits"
		switch {
		case !e.Date.Before(from) && e.Date.Before(to):
			why = "hot"
		case known && before.Lock != town.IsLocked:
			why = "open"
		}
		if night == 2 {
			n.owed[why]++
		}
		if why != "waits" {
			n.read[id], due[id] = e, true
		}
	}
	return due
}

// vanished counts the encounters that were read, are shown no more and were looked for: the open ones, and after a sweep all.
func (n nextechNights) vanished(from time.Time) int {
	count := 0
	for _, e := range n.read {
		if _, lives := n.Truth().NextechEncounter(e.ID); !lives && (from.IsZero() || e.Lock != town.IsLocked) {
			count++
		}
	}
	return count
}
