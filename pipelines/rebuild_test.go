package pipelines_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// rebuild makes a clinic's tables anew and gives what was shown before the swap.
func (c *clinic) rebuild() ([]clickhouse.Comparison, error) {
	c.t.Helper()
	var shown []clickhouse.Comparison
	r := pipelines.Rebuild{Config: c.config, Warehouse: c.Warehouse, Log: slog.New(slog.DiscardHandler), Unpublished: true,
		Agree: func(all []clickhouse.Comparison) bool { shown = all; return true }}
	_, err := r.Run(c.t.Context())
	return shown, err
}

const inUse = "SELECT toString(uuid) AS u FROM system.tables WHERE database = '{p}fhir' AND name = 'patient'"

// rebuildsTheSame makes the tables anew and compares them with what they were, by the program's own word and by the test's.
func (c *clinic) rebuildsTheSame(before map[string]string) {
	c.t.Helper()
	quarantined, then := c.count("SELECT count() FROM {p}ops.quarantine FINAL"), c.rows(inUse)[0]["u"]
	shown, err := c.rebuild()
	if err != nil {
		c.t.Fatal(err)
	}
	rows := uint64(0)
	for _, s := range shown {
		if rows += s.Before; !s.Same() {
			c.t.Errorf("%+v", s)
		}
	}
	if rows == 0 || len(shown) < 20 || c.rows(inUse)[0]["u"] == then {
		c.t.Errorf("%d tables of %d rows were compared, and perhaps not swapped", len(shown), rows)
	}
	if changed := differs(before, c.exact()); changed != "" {
		c.t.Errorf("a rebuild changed %s", changed)
	}
	if n := c.count("SELECT count() FROM {p}ops.quarantine FINAL"); n != quarantined {
		c.t.Errorf("%d refusals, %d before", n, quarantined)
	}
	if n := c.count("SELECT count() FROM {p}ops.windows FINAL WHERE purpose = 'rebuild' AND (status != 'done' OR requests > 0)"); n != 0 {
		c.t.Errorf("%d windows are not done, or asked a vendor", n)
	}
	if n := c.count("SELECT count() FROM system.tables WHERE startsWith(database, '_rebuild_{p}')"); n != 0 {
		c.t.Errorf("%d tables beside", n)
	}
}

// A column in use has another type than its declaration, as after an update that retypes it. Preparing says so and changes nothing; a
// rebuild mends it, and what it makes is right where the row in use was not.
func TestARebuildRetypesAColumn(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.putNote(2, note(2, 1, "beta", nil))
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putVisit(10, 575, visit(10, 575, 1790001000, map[string]any{"postvisit": nil, "invoice": foreignInvoice}))
	d.whole(t.Context(), false)
	d.dropNote(2)
	d.round("notes")
	c := clinic{store: d.store, config: d.config}
	for _, sql := range []string{"ALTER TABLE {p}fhir.document_reference MODIFY COLUMN text LowCardinality(String)",
		"ALTER TABLE {p}fhir.document_reference UPDATE text = 'wrong' WHERE NOT _deleted SETTINGS mutations_sync = 1"} {
		r, err := d.Query(t.Context(), strings.ReplaceAll(sql, "{p}", d.prefix))
		if err != nil {
			t.Fatal(err)
		}
		_ = r.Close()
	}
	if err := d.Warehouse.Prepare(t.Context(), tables.All()); !errors.Is(err, load.ErrSchema) {
		t.Fatalf("a retyped column: %v", err)
	}
	aside := d.aside()
	d.want("parts put aside", strings.Count(aside, "invoice"), 1)
	for how, stop := range map[string]func(){"declined": c.declinedRebuild, "stopped": c.stoppedRebuild, "killed": d.killedRebuild} {
		if stop(); d.aside() != aside {
			t.Errorf("after a %s rebuild other things are put aside: %s", how, d.aside())
		}
	}
	shown, err := c.rebuild()
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(shown, func(s clickhouse.Comparison) bool { return s.Table == "fhir.document_reference" })
	if s := shown[at]; s.Before != 1 || s.After != 1 || s.Differ != 1 || !slices.Equal(s.Columns, []clickhouse.Change{{Column: "text", Rows: 1}}) {
		t.Errorf("%+v", s)
	}
	if d.text() != "alpha" {
		t.Error("the text in use is not the note's")
	}
	if err := d.Warehouse.Prepare(t.Context(), tables.All()); err != nil {
		t.Error(err)
	}
	d.want("parts put aside after the swap", strings.Count(d.aside(), "invoice"), 1)
	d.want("tombstones", d.count("SELECT count() FROM {p}ops.record_state FINAL WHERE is_deleted"), 1)
	d.want("unchanged", int(d.round("notes").Unchanged), 1)
}

// aside is all that is open in quarantine.
func (s store) aside() string {
	s.t.Helper()
	return fmt.Sprint(s.rows("SELECT source, kind, id, observed_at, is_part, reason, path, mapper_rev, run_id FROM {p}ops.quarantine_open ORDER BY ALL"))
}

// declinedRebuild is made, and nobody agrees to use it.
func (c *clinic) declinedRebuild() {
	c.t.Helper()
	r := pipelines.Rebuild{Config: c.config, Warehouse: c.Warehouse, Log: slog.New(slog.DiscardHandler), Unpublished: true,
		Agree: func([]clickhouse.Comparison) bool { return false }}
	if _, err := r.Run(c.t.Context()); !errors.Is(err, pipelines.ErrNotSwapped) {
		c.t.Errorf("got %v", err)
	}
}

// killedRebuild is killed when the states of the last records are written.
func (d *desk) killedRebuild() {
	d.t.Helper()
	if !d.kill(d.file, killing{Rebuilds: true, Step: `^INSERT INTO _rebuild_ops\.record_state`, Nth: 2, Done: true}) {
		d.t.Error("the rebuild was to be killed, and ended by itself")
	}
}

// stoppedRebuild is stopped when the tables are made and the question is answered: those in use stay, and the run says so.
func (c *clinic) stoppedRebuild() {
	c.t.Helper()
	then := c.rows(inUse)[0]["u"]
	ctx, stop := context.WithCancel(c.t.Context())
	r := pipelines.Rebuild{Config: c.config, Warehouse: c.Warehouse, Log: slog.New(slog.DiscardHandler), Unpublished: true,
		Agree: func([]clickhouse.Comparison) bool { stop(); return true }}
	if _, err := r.Run(ctx); !errors.Is(err, context.Canceled) {
		c.t.Errorf("got %v", err)
	}
	if c.count("SELECT count() FROM {p}ops.runs FINAL WHERE command = 'rebuild' AND status = 'interrupted'") != 1 || c.rows(inUse)[0]["u"] != then {
		c.t.Error("the tables were swapped, or the run does not say that it was stopped")
	}
	if err := c.Warehouse.Prepare(c.t.Context(), tables.All()); !errors.Is(err, load.ErrSchema) {
		c.t.Errorf("after a stopped rebuild: %v", err)
	}
}

// What was landed of a source that is configured no more would be lost.
func TestARebuildRefusesToLoseASource(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	without := *d.config
	without.Sources = without.Sources[1:]
	c := clinic{store: d.store, config: &without}
	if _, err := c.rebuild(); !errors.Is(err, pipelines.ErrConfig) || !strings.Contains(err.Error(), "source notes") {
		t.Errorf("got %v", err)
	}
	d.want("notes", d.count("SELECT count() FROM {p}fhir_current.document_reference WHERE source = 'notes'"), 1)
}
