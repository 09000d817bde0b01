package pipelines_test

import (
	"context"
	"errors"
	"log/slog"
	"strconv"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// fading is a warehouse as a killed process leaves it: from the batch on that at knows, nothing arrives any more.
type fading struct {
	*clickhouse.Warehouse
	at   func(tables.Table, arrow.Record) bool
	gone bool
}

func (f *fading) Prepare(context.Context, []tables.Table) error { return nil }

func (f *fading) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	if f.gone = f.gone || f.at(t, b); f.gone {
		return errStopped
	}
	return f.Warehouse.Write(ctx, t, b)
}

// says tells whether a batch of ops.windows has a row with that value.
func says(t tables.Table, b arrow.Record, column, value string) bool {
	at := b.Schema().FieldIndices(column)
	return t.Name == "windows" && len(at) == 1 && b.Column(at[0]).ValueStr(0) == value
}

func (d *desk) nightOver(w pipelines.Destination) *pipelines.Night {
	return &pipelines.Night{Config: d.config, Warehouse: w, Unpublished: true, Source: "notes", Log: slog.New(slog.DiscardHandler), Command: "test"}
}

// A run that was killed after its sweep is gone on with: nothing is walked again, and what follows a sweep, deletions, is done.
func TestARoundThatWasStoppedIsGoneOnWith(t *testing.T) {
	d := newDesk(t)
	for id := 1; id <= 3; id++ {
		d.putNote(id, note(id, 1, "alpha", nil))
	}
	d.round("notes")
	d.dropNote(3)
	w := &fading{Warehouse: d.Warehouse, at: func(t tables.Table, b arrow.Record) bool { return says(t, b, "mode", "confirm") }}
	killed, err := d.nightOver(w).Run(t.Context())
	if !errors.Is(err, errStopped) {
		t.Fatalf("error %v, want the stop", err)
	}
	asked := d.requests
	next, err := d.nightOver(d.store).Run(t.Context())
	if err != nil || !next.Round.Equal(killed.Round) {
		t.Fatalf("error %v, round %s after one of %s", err, next.Round, killed.Round)
	}
	d.want("requests, of the one that is gone", d.requests-asked, 1)
	d.want("notes deleted", d.count("SELECT count() FROM {p}ops.record_state FINAL WHERE is_deleted"), 1)
	after, err := d.nightOver(d.store).Run(t.Context())
	if err != nil || !after.Round.After(next.Round) {
		t.Fatalf("error %v, round %s after one of %s that was done", err, after.Round, next.Round)
	}
	if asked = d.requests - asked; asked < 2 {
		t.Error("the next round walked over nothing")
	}
}

// A page of another size, or a line of a roster that was exchanged, is no place to go on from.
func TestASweepBeginsAgainWhereItsPlaceIsKnownNoMore(t *testing.T) {
	d := newDesk(t)
	d.round("notes") // makes the tables, and finds nothing
	d.putNote(1, note(1, 1, "alpha", nil))
	began := time.Now().UTC().Truncate(time.Millisecond)
	stopped := tables.Windows.Encode([]tables.Window{{ID: "stopped", RunID: "before", Source: "notes", Kind: "note", Mode: "sweep", Purpose: pipelines.ForNight,
		Status: pipelines.Deferred, Resume: "page=7&per_page=99", Round: began, Started: began, UpdatedAt: began}})
	defer stopped.Release()
	if err := d.Write(t.Context(), tables.Windows.Table, stopped); err != nil {
		t.Fatal(err)
	}
	d.want("loaded", int(d.round("notes").Loaded), 1)
	d.want("sweeps from the start", d.count(`SELECT count() FROM {p}ops.windows AS w FINAL JOIN {p}ops.coverage AS c ON c.window_id = w.window_id
		WHERE kind = 'note' AND mode = 'sweep' AND status = 'done' AND continues = '' AND is_complete`), 2)
}

func TestWhichRoundARunGoesOnWith(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	begun := time.Now().Add(time.Hour).UTC().Truncate(time.Millisecond) // of the run in the books: the last one, whatever ran meanwhile
	for n, c := range []struct {
		name   string
		age    time.Duration
		status string
		tick   time.Duration // before now; 0: by hand
		goesOn bool
	}{
		{"failed an hour ago", time.Hour, pipelines.Failed, 0, true},
		{"interrupted an hour ago", time.Hour, pipelines.Interrupted, 0, true},
		{"deferred an hour ago", time.Hour, pipelines.Deferred, 0, true},
		{"done an hour ago", time.Hour, pipelines.Done, 0, false},
		{"failed half a day ago", 13 * time.Hour, pipelines.Failed, 0, false},
		{"failed, due before it began", time.Hour, pipelines.Failed, 2 * time.Hour, true},
		{"failed, due since then", 3 * time.Hour, pipelines.Failed, 2 * time.Hour, false},
	} {
		now := time.Now().UTC().Truncate(time.Millisecond)
		last := tables.Runs.Encode([]tables.Run{{ID: "run " + strconv.Itoa(n), Command: "test", Status: c.status, Round: now.Add(-c.age),
			Started: begun.Add(time.Duration(n) * time.Second), UpdatedAt: now}})
		if err := d.Write(t.Context(), tables.Runs.Table, last); err != nil {
			t.Fatal(err)
		}
		last.Release()
		night := d.nightOver(d.store)
		if night.Source = "nobody"; c.tick > 0 {
			night.Tick = now.Add(-c.tick)
		}
		s, err := night.Run(t.Context())
		if err != nil || s.Round.Equal(now.Add(-c.age)) != c.goesOn || !c.goesOn && s.Round.Before(now.Add(-time.Minute)) {
			t.Errorf("%s: error %v, the round is of %s", c.name, err, s.Round)
		}
	}
}
