package pipelines_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// TestNoaBetweenSweeps: a night between two sweeps reads the sessions that the hot window of manifest and journal tells of, and by
// their ids those of which more was to come when they were read last. What changes about a session that was closed long ago
// waits for the next sweep, if no delivery tells of it.
func TestNoaBetweenSweeps(t *testing.T) {
	t.Parallel()
	n := noaNights{
		clinic: newClinic(t, sandbox.Options{
			Seed: 5, Patients: 120, VisitsPerPatient: -1, NotesPerPatient: -1, EncountersPerPatient: -1, // a seed that has a change of each kind
			Today: time.Now().Add(-50 * time.Hour).Truncate(time.Second),
		}),
		read: map[string]town.NoaSession{},
	}
	n.config.Sources = slices.DeleteFunc(n.config.Sources, func(s pipelines.SourceConfig) bool { return s.Name != noaSource })
	n.config.Sources[0].Kinds = []extract.Kind{extract.Session}
	n.config.Sources[0].Lookback = 1
	n.pass(1, 7, "waits")
	n.pass(2, 7, "hot", "open", "waits")
	n.pass(3, 7, "hot", "open", "waits")
	n.pass(3, -1, "waits")
}

type noaNights struct {
	*clinic
	read map[string]town.NoaSession // as it was read last
}

// why tells how a night of these windows can see that a session is not as it was read last.
func (n noaNights) why(v town.NoaSession, windows []tables.Window) string {
	before, known := n.read[v.ID]
	closed := slices.Contains([]string{town.StatusVerified, town.StatusEmptyVerified, town.StatusFailed, town.StatusExpired}, before.Status)
	if before.Status == town.StatusVerified && flagOf(before) == town.StatusSummarized {
		closed = false // the two answers disagreed
	}
	switch {
	case slices.ContainsFunc(windows, func(w tables.Window) bool { return w.Mode == string(extract.Range) && touched(v, w) }):
		return "hot"
	case known && (before.Purged && len(before.Deliveries) == 0 || !closed):
		return "open"
	}
	return "waits"
}

// touched: the session was made in the window, the journal received a word on it then, or its last word is a day or a week old.
func touched(v town.NoaSession, w tables.Window) bool {
	var moments []time.Time
	last := v.Created
	if v.InManifest {
		moments = append(moments, v.Created)
	}
	for _, d := range v.Deliveries {
		last = d.At
		moments = append(moments, d.At)
	}
	for _, later := range []time.Duration{24 * time.Hour, 7 * 24 * time.Hour} {
		if due := last.Add(later); due.Before(w.Started) {
			moments = append(moments, due)
		}
	}
	return slices.ContainsFunc(moments, func(at time.Time) bool { return !at.Before(w.From) && at.Before(w.To) })
}

// pass does a night and compares what it landed with what was new and within its reach. Changes of each kind must be there:
// hot and open are within reach, what waits is so only for a night that sweeps.
func (n noaNights) pass(night, sweepDays int, kinds ...string) {
	n.t.Helper()
	n.config.Sources[0].Sweep = sweepDays
	s := n.night(night)
	sweeps := slices.ContainsFunc(s.Windows, func(w tables.Window) bool { return w.Mode == string(extract.Sweep) })
	want, got, found := map[string]bool{}, map[string]bool{}, map[string]int{}
	for v := range n.Truth().NoaSessions() {
		if reflect.DeepEqual(v, n.read[v.ID]) {
			continue
		}
		why := n.why(v, s.Windows)
		found[why]++
		if sweeps || why != "waits" {
			n.read[v.ID] = v
			want[noaKey(v)] = true
		}
	}
	for _, kind := range kinds {
		if found[kind] == 0 {
			n.t.Errorf("night %d: no change is %s", night, kind)
		}
	}
	for _, r := range n.rows("SELECT id FROM {p}raw.records FINAL WHERE run_id = '" + s.RunID + "'") {
		got[fmt.Sprint(r["id"])] = true
	}
	sameSet(n.t, fmt.Sprint("sessions of night ", night), want, got)
}
