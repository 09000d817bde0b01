package clickhouse_test

import (
	"testing"

	"github.com/nightrounds/rounds/schemas/tables"
)

// TestLastNight finds the newest night that read the source and came to its end, well or badly.
func TestLastNight(t *testing.T) {
	w, _ := prepared(t, tables.Runs.Table, tables.Windows.Table)
	if got, err := w.LastNight(t.Context(), source); err != nil || !got.IsZero() {
		t.Errorf("no run: %v, %v", got, err)
	}
	night := tables.Run{Command: "serve", Status: "failed", Round: at(1)}
	for n, change := range []func(*tables.Run){
		func(r *tables.Run) {},
		func(r *tables.Run) { r.Status = "interrupted" },
		func(r *tables.Run) { r.Status = "running" },
		func(r *tables.Run) { r.Kind = "visit" },
		func(r *tables.Run) { r.Command, r.Round = "backfill", night.UpdatedAt },
		func(r *tables.Run) { r.Host = "of another source" },
		func(r *tables.Run) { r.Host = "that settles" },
	} {
		run := night
		run.ID, run.Started, run.UpdatedAt = string(rune('a'+n)), at(10+n), at(20+n)
		change(&run)
		win := tables.Window{ID: run.ID, RunID: run.ID, Source: source, Kind: "visit", Started: run.Started, UpdatedAt: run.UpdatedAt}
		switch run.Host {
		case "of another source":
			win.Source = "other"
		case "that settles":
			win.Mode = "settle"
		}
		put(t, w, tables.Runs, run)
		put(t, w, tables.Windows, win)
	}
	if got, err := w.LastNight(t.Context(), source); err != nil || !got.Equal(at(10)) {
		t.Errorf("got %v, %v", got, err)
	}
	if got, err := w.LastNight(t.Context(), "other"); err != nil || !got.Equal(at(15)) {
		t.Errorf("the other source: %v, %v", got, err)
	}
}
