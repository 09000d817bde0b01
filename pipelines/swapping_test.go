package pipelines_test

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// do runs statements; {p} stands for the prefix.
func (s store) do(statements ...string) {
	s.t.Helper()
	for _, sql := range statements {
		r, err := s.Query(s.t.Context(), strings.ReplaceAll(sql, "{p}", s.prefix))
		if err != nil {
			s.t.Fatal(err)
		}
		_ = r.Close()
	}
}

// halfSwapped leaves a desk as a rebuild that is swapping: the books of records are the new ones, the notes still the old ones.
func (d *desk) halfSwapped() {
	d.t.Helper()
	next := d.Beside()
	few := slices.DeleteFunc(tables.All(), func(t tables.Table) bool { return t.Name != "document_reference" && t.Name != "record_state" })
	if err := next.Prepare(d.t.Context(), few); err != nil {
		d.t.Fatal(err)
	}
	const both, books = "fhir.document_reference", "ops.record_state"
	d.do("INSERT INTO _rebuild_{p}"+both+" SELECT * FROM {p}"+both, "INSERT INTO _rebuild_{p}"+books+" SELECT * FROM {p}"+books,
		"CREATE TABLE _rebuild_{p}ops.swap (database String, name String, uuid UUID) ENGINE = ReplacingMergeTree ORDER BY (database, name)",
		`INSERT INTO _rebuild_{p}ops.swap SELECT substring(database, length('_rebuild_{p}') + 1), name, uuid FROM system.tables
			WHERE database IN ('_rebuild_{p}fhir', '_rebuild_{p}ops') AND name IN ('document_reference', 'record_state')`,
		"EXCHANGE TABLES _rebuild_{p}"+books+" AND {p}"+books)
}

const besides = "SELECT count() FROM system.tables WHERE startsWith(database, '_rebuild_{p}')"

// onlooker is a warehouse that tells when somebody has asked three times who has a lease.
type onlooker struct {
	store
	name  string
	asked chan struct{}
}

func (o onlooker) Leases(ctx context.Context, name string) ([]tables.Lease, error) {
	if name == o.name {
		select {
		case o.asked <- struct{}{}:
		case <-time.After(time.Minute):
		}
	}
	return o.store.Leases(ctx, name)
}

// beside does the rounds of the notes while another run, a rebuild, has a lease; then is called once the night waits for it.
func (d *desk) beside(lease string, then func()) {
	d.t.Helper()
	_, release, err := pipelines.Lease{Name: lease, RunID: "rebuild", Command: "rounds rebuild"}.Hold(d.t.Context(), d.Warehouse)
	if err != nil {
		d.t.Fatal(err)
	}
	d.tables = &sync.Once{}
	w := onlooker{d.store, lease, make(chan struct{})}
	n := pipelines.Night{Config: d.config, Warehouse: w, Unpublished: true, Source: "notes", Wait: time.Hour, Log: slog.New(slog.DiscardHandler), Command: "test"}
	ended := make(chan error)
	go func() {
		_, err := n.Run(d.t.Context())
		ended <- err
	}()
	for range 3 {
		select {
		case <-w.asked:
		case err := <-ended:
			d.t.Fatalf("the night did not wait, and ended with %v", err)
		}
	}
	then()
	release()
	for {
		select {
		case <-w.asked:
		case err := <-ended:
			if err != nil {
				d.t.Error(err)
			}
			return
		}
	}
}

// A rebuild on another machine is swapping. A night that begins leaves its tables alone and waits; what that rebuild did not finish it
// finishes, and only then it reads.
func TestANightLeavesASwapToTheRebuildThatIsAtIt(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	d.halfSwapped()
	d.putNote(2, note(2, 1, "beta", nil))
	before := d.rows(inUse)[0]["u"]
	d.beside(pipelines.Publishing, func() {
		if d.count(besides) == 0 {
			t.Error("the list of tables to swap is gone")
		}
		d.want("states landed", d.count("SELECT count() FROM {p}raw.records"), 1)
		if now := d.rows(inUse)[0]["u"]; now != before {
			t.Error("a table was swapped that the rebuild has in hand")
		}
	})
	d.want("tables beside", d.count(besides), 0)
	d.want("notes", d.count("SELECT count() FROM {p}fhir_current.document_reference"), 2)
}

// A rebuild is killed within its swap while a night waits for the source. The night finishes the swap before it writes: what it wrote
// into a table that is swapped later would be gone, and counted as loaded.
func TestANightThatWaitedFinishesTheSwapBeforeItReads(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	d.putNote(2, note(2, 1, "beta", nil))
	d.beside("notes", d.halfSwapped)
	d.tables = &sync.Once{}
	d.round("notes")
	d.want("tables beside", d.count(besides), 0)
	d.want("notes", d.count("SELECT count() FROM {p}fhir_current.document_reference"), 2)
}
