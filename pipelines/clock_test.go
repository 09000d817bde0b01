package pipelines_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
)

// tardy is a warehouse whose word on the time, by which a run sets its clock, arrives after another run has landed. It is the second: the
// first is for leases.
type tardy struct {
	store
	asked     int
	meanwhile func()
}

func (t *tardy) Now(ctx context.Context) (time.Time, error) {
	now, err := t.store.Now(ctx)
	if t.asked++; t.asked == 2 {
		t.meanwhile()
	}
	return now, err
}

// A clock that is late because the answer was is no clock that stepped back: the run waits until it is past what another landed.
func TestALateAnswerIsNoClockThatSteppedBack(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	d.putNote(1, note(1, 2, "beta", nil))
	w := &tardy{store: d.store, meanwhile: func() { d.round("notes"); d.putNote(1, note(1, 3, "gamma", nil)) }}
	n := pipelines.Night{Config: d.config, Warehouse: w, Unpublished: true, Source: "notes", Log: slog.New(slog.DiscardHandler), Command: "test"}
	if _, err := n.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.want("notes as of the third day", d.count("SELECT count() FROM {p}fhir_current.document_reference WHERE toDate(source_updated_at) = '2026-11-03'"), 1)
}
