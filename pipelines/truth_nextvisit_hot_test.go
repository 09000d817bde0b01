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

// TestNextvisitBetweenSweeps: a night between two sweeps reads the notes created in the hot window and, by their ids, those
// that were not signed when they were read last. An older signed note waits for the next sweep, and so does every deletion.
func TestNextvisitBetweenSweeps(t *testing.T) {
	t.Parallel()
	n := nextvisitNights{
		clinic: newClinic(t, sandbox.Options{Patients: 120, Today: time.Now().Add(-50 * time.Hour).Truncate(time.Second)}),
		read:   map[string]town.Note{},
	}
	n.config.Sources = slices.DeleteFunc(n.config.Sources, func(s pipelines.SourceConfig) bool { return s.Name != nextvisitSource })
	n.config.Sources[0].Kinds = []extract.Kind{extract.Note}
	n.config.Sources[0].Lookback = 480
	n.pass(1, 7, "waits")
	n.pass(2, 7, "hot", "open", "waits", "gone")
	n.pass(3, 7, "hot", "open", "waits", "gone")
	n.pass(3, -1, "waits", "gone")
}

type nextvisitNights struct {
	*clinic
	read map[string]town.Note // as it was read last
}

// news tells of every note that is not as it was read last, how a night of these windows can see that.
func (n nextvisitNights) news(windows []tables.Window) map[string]string {
	hot := func(v town.Note) bool {
		return slices.ContainsFunc(windows, func(w tables.Window) bool {
			return w.Mode == string(extract.Range) && !v.Created.Before(w.From) && v.Created.Before(w.To)
		})
	}
	news := map[string]string{}
	for v := range n.Truth().Notes() {
		before, known := n.read[v.ID]
		v.User.Name, v.User.Updated = before.User.Name, before.User.Updated // a new name of the user is no news of the note
		switch {
		case known && reflect.DeepEqual(before, v):
		case hot(v):
			news[v.ID] = "hot"
		case known && before.Has != nil && !before.Has.Signed:
			news[v.ID] = "open"
		default:
			news[v.ID] = "waits"
		}
	}
	for id := range n.read {
		if _, lives := n.Truth().Note(id); !lives {
			news[id] = "gone"
		}
	}
	return news
}

// pass does a night and compares what it landed with what was new and within its reach. Changes of each kind must be there:
// within reach hot and open, or not, unless the night sweeps.
func (n nextvisitNights) pass(night, sweepDays int, kinds ...string) {
	n.t.Helper()
	n.config.Sources[0].Sweep = sweepDays
	s := n.night(night)
	sweeps := slices.ContainsFunc(s.Windows, func(w tables.Window) bool { return w.Mode == string(extract.Sweep) })
	want, got, found := map[string]bool{}, map[string]bool{}, map[string]int{}
	for id, why := range n.news(s.Windows) {
		found[why]++
		now, lives := n.Truth().Note(id)
		switch {
		case !sweeps && (why == "waits" || why == "gone"):
			continue
		case lives:
			n.read[id] = now
		default:
			delete(n.read, id)
		}
		want[fmt.Sprint(id, " gone ", !lives)] = true
	}
	for _, kind := range kinds {
		if found[kind] == 0 {
			n.t.Errorf("night %d: no change is %s", night, kind)
		}
	}
	for _, r := range n.rows("SELECT id, gone != '' AS gone FROM {p}raw.records FINAL WHERE run_id = '" + s.RunID + "'") {
		got[fmt.Sprint(r["id"], " gone ", fmt.Sprint(r["gone"]) == "1")] = true
	}
	sameSet(n.t, fmt.Sprint("notes of night ", night), want, got)
}
