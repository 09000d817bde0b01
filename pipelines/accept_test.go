package pipelines_test

import (
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// hot makes the desk's notes be read by windows from some days before today on, instead of by sweeps.
func (d *desk) hot() {
	d.day = time.Now().UTC().Truncate(24 * time.Hour)
	d.config.Sources[0].Sweep, d.config.Sources[0].Since = 0, d.day.AddDate(0, 0, -9).Format(time.DateOnly)
}

// mark is how far the nights have read the notes without a gap.
func (d *desk) mark() time.Time {
	d.t.Helper()
	spans, err := d.Spans(d.t.Context(), "notes", "note")
	if err != nil {
		d.t.Fatal(err)
	}
	return pipelines.Rhythm{Since: d.day.AddDate(0, 0, -9), Lookback: 35 * 24 * time.Hour}.Watermark(spans)
}

// nextNight is a round of its own, as a schedule begins it.
func (d *desk) nextNight() (pipelines.Summary, error) {
	n := pipelines.Night{Config: d.config, Warehouse: d.store, Unpublished: true, Source: "notes", Log: slog.New(slog.DiscardHandler),
		Command: "test", Tick: time.Now().Add(time.Minute)}
	return n.Run(d.t.Context())
}

// lastOpen is the id of the attempt at the hot window that began last.
func (d *desk) lastOpen() string {
	d.t.Helper()
	for _, r := range d.rows("SELECT window_id FROM {p}ops.windows FINAL WHERE mode = 'range' AND status != 'done' ORDER BY started DESC LIMIT 1") {
		return r["window_id"].(string)
	}
	d.t.Fatal("no window is open")
	return ""
}

func (d *desk) accept(id, reason string) (pipelines.Gap, error) {
	return pipelines.Accept(d.t.Context(), d.Warehouse, id, reason)
}

// One record that nobody can read holds the watermark back night after night, until a person accepts the gap.
func TestAnAcceptedGapHoldsTheWatermarkNoLonger(t *testing.T) {
	d := newDesk(t)
	d.hot()
	recent := map[string]any{"created_at": time.Now().UTC().Add(-time.Hour).Format(time.RFC3339)}
	d.putNote(1, note(1, 1, "alpha", recent))
	d.putNote(2, `"not a note"`)
	for range 3 {
		if _, err := d.nextNight(); !errors.Is(err, pipelines.ErrUnread) {
			t.Fatalf("error %v, want ErrUnread", err)
		}
		if got := d.mark(); !got.Equal(d.day.AddDate(0, 0, -9)) {
			t.Errorf("the watermark is %s", got)
		}
	}
	id := d.lastOpen()
	gap, err := d.accept(id[:8], "the vendor's ticket 12 says that it is no note")
	if err != nil {
		t.Fatal(err)
	}
	if got := d.mark(); got.Before(d.day) {
		t.Errorf("the watermark is %s after the gap was accepted", got)
	}
	if w := gap.Window; gap.Was != "failed" || w.Status != pipelines.Accepted || !strings.Contains(w.Reason, "ticket 12") || w.Who == "" ||
		w.Host == "" || w.Books.Shown != 2 || !strings.Contains(w.Error, "could not be read") {
		t.Errorf("was %s, is %+v", gap.Was, gap.Window)
	}
	if len(gap.Left) != 1 || gap.Left[0].Count != 1 {
		t.Errorf("left out: %+v", gap.Left)
	}
	d.want("runs after it that read the gap's window again", d.count("SELECT count() FROM {p}ops.windows FINAL WHERE status = 'accepted'"), 1)
	if _, err := d.accept(id, "twice"); !errors.Is(err, pipelines.ErrAccept) || !strings.Contains(err.Error(), "was accepted on 20") {
		t.Errorf("accepted twice: %v", err)
	}
}

func TestWhatCannotBeAccepted(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	done := d.rows("SELECT window_id FROM {p}ops.windows FINAL WHERE mode = 'sweep'")[0]["window_id"].(string)
	half := tables.Windows.Encode([]tables.Window{{ID: "half-a-sweep", Source: "notes", Kind: "note", Mode: "sweep", Status: pipelines.Deferred, UpdatedAt: time.Now()}})
	defer half.Release()
	if err := d.Write(t.Context(), tables.Windows.Table, half); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct{ id, reason, says string }{
		"a sweep on its way": {"half-a-sweep", "why not", "goes on with it"},
		"done":               {done, "why not", "it is done"},
		"unknown":            {"00000000", "why not", "none of that id"},
		"too short":          {"0", "why not", "at least four"},
		"no reason":          {done, " ", "say why"},
		"everything":         {"", "why not", "at least four"},
	} {
		if _, err := d.accept(c.id, c.reason); !errors.Is(err, pipelines.ErrAccept) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A sweep that found too many missing is accepted as it is: nothing is deleted, and the rest of its round does not ask again.
func TestAnAcceptedSweepDeletesNobody(t *testing.T) {
	d := newDesk(t)
	for id := 1; id <= 60; id++ {
		d.putNote(id, note(id, 1, "alpha", nil))
	}
	d.round("notes")
	for id := 1; id <= 25; id++ {
		d.dropNote(id)
	}
	if _, err := d.try("notes"); !errors.Is(err, pipelines.ErrVanished) {
		t.Fatalf("error %v, want ErrVanished", err)
	}
	sweep := d.rows("SELECT window_id FROM {p}ops.windows FINAL WHERE mode = 'sweep' AND status = 'failed'")[0]["window_id"].(string)
	if _, err := d.accept(sweep, "a team was split off; its notes stay"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.try("notes"); err != nil {
		t.Errorf("the round went on with %v", err)
	}
	d.want("notes deleted", d.count("SELECT count() FROM {p}ops.record_state FINAL WHERE is_deleted"), 0)
	d.want("sweeps", d.count("SELECT count() FROM {p}ops.windows FINAL WHERE mode = 'sweep'"), 2)
}

// What a source's configuration lets vanish is deleted.
func TestAMassDeletionThatIsLetThrough(t *testing.T) {
	d := newDesk(t)
	d.config.Sources[0].Vanish = 42
	for id := 1; id <= 60; id++ {
		d.putNote(id, note(id, 1, "alpha", nil))
	}
	d.round("notes")
	for id := 1; id <= 25; id++ {
		d.dropNote(id)
	}
	d.want("notes deleted", int(d.round("notes").Deleted), 25)
}

// What broke a window broke those that came along with it: accepting it accepts them, and nothing else.
func TestAcceptingAWindowAcceptsWhatCameAlong(t *testing.T) {
	d := newDesk(t)
	if err := d.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	at := time.Now().UTC()
	window := func(id, kind, with, status string) tables.Window {
		return tables.Window{ID: id, RunID: "run", Source: "visits", Kind: kind, Mode: "range", Purpose: pipelines.ForNight, CameWith: with,
			From: at.Truncate(24 * time.Hour), To: at.Truncate(24*time.Hour).AddDate(0, 0, 1), Status: status, Started: at, Finished: at, UpdatedAt: at}
	}
	batch := tables.Windows.Encode([]tables.Window{window("host-one", "visit", "", pipelines.Failed), window("rider-one", "intake", "host-one", pipelines.Failed),
		window("rider-done", "profile", "host-one", pipelines.Done), window("rider-two", "intake", "host-two", pipelines.Failed)})
	defer batch.Release()
	if err := d.Write(t.Context(), tables.Windows.Table, batch); err != nil {
		t.Fatal(err)
	}
	if _, err := d.accept("host-one", "the vendor's ticket 12"); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"host-one": pipelines.Accepted, "rider-one": pipelines.Accepted, "rider-done": pipelines.Done, "rider-two": pipelines.Failed}
	for _, r := range d.rows("SELECT window_id, status FROM {p}ops.windows FINAL") {
		if id := r["window_id"].(string); r["status"] != want[id] {
			t.Errorf("%s is %s, want %s", id, r["status"], want[id])
		}
	}
}
