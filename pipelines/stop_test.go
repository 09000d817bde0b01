package pipelines_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

var errStopped = errors.New("the process was stopped here")

// stopping is a warehouse as a stopped process leaves it: from the first write to one table on, nothing arrives any more.
type stopping struct {
	store
	at      string // the table
	stopped bool
}

func (s *stopping) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	if s.stopped = s.stopped || t.Name == s.at; s.stopped {
		return errStopped
	}
	return s.Warehouse.Write(ctx, t, b)
}

// stopAt does the rounds of a source until the first write to a table.
func (d *desk) stopAt(source, table string) {
	d.t.Helper()
	n := pipelines.Night{Config: d.config, Warehouse: &stopping{store: d.store, at: table}, Source: source,
		Log: slog.New(slog.DiscardHandler), Command: "test"}
	if _, err := n.Run(d.t.Context()); !errors.Is(err, errStopped) {
		d.t.Fatalf("error %v, want the stop", err)
	}
}

func TestARoundOfAnotherSourcePublishesNoHalfOfAStoppedOne(t *testing.T) {
	d := newDesk(t)
	d.putVisit(10, 575, visit(10, 575, 1790001000, nil))
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("visits")
	d.putVisit(10, 575, visit(10, 575, 1790009000, nil))
	d.publishes = true
	d.stopAt("visits", "document_reference") // the encounter is written by then
	d.round("notes")
	d.want("visits that are newer than their note", d.count(`SELECT count() FROM {p}analytics.visit AS v
		JOIN {p}analytics.note AS n ON n.visit_id = v.visit_id WHERE v.updated_at != n.updated_at`), 0)
	d.want("visits as last landed", d.count(`SELECT count() FROM {p}analytics.visit WHERE toUnixTimestamp(updated_at) = 1790009000`), 1)
}

func TestAStaleStateSeenAgainIsLoadedThoughTheProcessWasStopped(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 9, "newer", nil))
	d.round("notes")
	d.putNote(1, note(1, 3, "older", nil))
	d.want("stale", int(d.round("notes").Stale), 1)
	d.stopAt("notes", "record_state") // seen again and written, not settled
	d.round("visits")                 // publishes
	d.want("states settled as published", d.count(`SELECT count() FROM {p}fhir_current.document_reference AS n
		JOIN (SELECT * FROM {p}ops.record_state FINAL) AS s ON s.source = n.source AND s.id = n.record_id WHERE s.observed_at = n.observed_at`), 1)
}

func TestAStoppedRunIsNotRunningForEver(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.stopAt("notes", "record_state")
	for _, table := range []string{"runs", "windows"} {
		d.want(table+" left running", d.count("SELECT count() FROM {p}ops."+table+" FINAL WHERE status = 'running'"), 1)
	}
	d.round("notes")
	for _, table := range []string{"runs", "windows"} {
		d.want(table+" still running", d.count("SELECT count() FROM {p}ops."+table+" FINAL WHERE status = 'running'"), 0)
		d.want(table+" interrupted", d.count("SELECT count() FROM {p}ops."+table+" FINAL WHERE status = 'interrupted' AND error != ''"), 1)
	}
}

// halting is a warehouse during whose first write the run is asked to end, with a reason of the asker's.
type halting struct {
	store
	halt context.CancelCauseFunc
}

func (h *halting) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	if t.Name != "records" {
		return h.Warehouse.Write(ctx, t, b)
	}
	h.halt(errStopped)
	return context.Cause(ctx)
}

func TestAStopForAReasonIsAnInterruption(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	ctx, halt := context.WithCancelCause(t.Context())
	var log strings.Builder
	n := pipelines.Night{Config: d.config, Warehouse: &halting{d.store, halt}, Source: "notes",
		Log: slog.New(slog.NewTextHandler(&log, nil)), Command: "test"}
	if _, err := n.Run(ctx); !errors.Is(err, errStopped) {
		t.Fatalf("error %v, want the stop", err)
	}
	for _, table := range []string{"runs", "windows"} {
		d.want(table+" interrupted", d.count("SELECT count() FROM {p}ops."+table+" FINAL WHERE status = 'interrupted'"), 1)
	}
	if said := log.String(); !strings.Contains(said, "level=INFO msg=stopped source=notes kind=note") || strings.Contains(said, "ERROR") {
		t.Errorf("logged %s", said)
	}
}

// unpublishable is a warehouse whose last publish was stopped and whose next one fails.
type unpublishable struct {
	store
	tries int
}

func (u *unpublishable) UnfinishedPublish(context.Context) (string, bool, error) {
	return "stopped", true, nil
}

func (u *unpublishable) Publish(ctx context.Context, runID string, stages ...clickhouse.Stage) (clickhouse.Published, error) {
	if u.tries++; u.tries == 1 {
		return clickhouse.Published{}, errStopped
	}
	return u.Warehouse.Publish(ctx, runID, stages...)
}

func TestAPublishThatCannotBeFinishedKeepsNobodyFromReading(t *testing.T) {
	d := newDesk(t)
	d.publishes = true
	d.putNote(1, note(1, 1, "alpha", nil))
	w := &unpublishable{store: d.store}
	n := pipelines.Night{Config: d.config, Warehouse: w, Source: "notes", Log: slog.New(slog.DiscardHandler), Command: "test"}
	if _, err := n.Run(t.Context()); err != nil {
		t.Error(err)
	}
	d.want("publishes tried", w.tries, 2)
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note"), 1)
}

// leaving is a warehouse of a run that is asked to end when it has just let go of a source: between two steps.
type leaving struct {
	store
	halt context.CancelCauseFunc
}

func (l *leaving) PutLease(ctx context.Context, row tables.Lease) error {
	if row.State == tables.LeaseFreed {
		defer l.halt(errStopped)
	}
	return l.Warehouse.PutLease(ctx, row)
}

func TestARunThatIsStoppedBetweenTwoStepsIsNotDone(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	ctx, halt := context.WithCancelCause(t.Context())
	n := pipelines.Night{Config: d.config, Warehouse: &leaving{d.store, halt}, Source: "notes", Log: slog.New(slog.DiscardHandler), Command: "test"}
	s, err := n.Run(ctx)
	if !errors.Is(err, errStopped) {
		t.Errorf("error %v, want the stop", err)
	}
	if len(s.Failures) > 0 || s.Published.ID != "" {
		t.Errorf("a step failed, or the last was made: %v, %v", s.Failures, s.Published)
	}
	d.want("runs interrupted", d.count("SELECT count() FROM {p}ops.runs FINAL WHERE status = 'interrupted'"), 1)
}
