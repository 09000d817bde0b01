package pipelines_test

import (
	"context"
	"log/slog"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// One stored file may hang on two intakes. What one of them names no more stays with the other.
func TestAFileOfTwoIntakesStaysWithTheOther(t *testing.T) {
	d := newDesk(t)
	d.putUser(575, "200", user(575, "Ada", nil))
	with := func(id, files string) map[string]any {
		return map[string]any{"intake": jsonRaw(`{"id":"intake-` + id + `","member_id":"575","visit_id":"` + id + `","attachments":` + files + `}`)}
	}
	d.putVisit(10, 575, visit(10, 575, 1790001000, with("10", `[{"id":"scan"}]`)))
	d.putVisit(11, 575, visit(11, 575, 1790001000, with("11", `[{"id":"scan"}]`)))
	d.round("visits")
	d.putVisit(10, 575, visit(10, 575, 1790002000, with("10", `[]`)))
	d.round("visits")
	d.want("files of intakes", d.count("SELECT count() FROM {p}fhir_current.document_reference WHERE has(identifiers.value, 'scan')"), 1)
}

// prescribing is a visit that shows prescriptions as its own.
func prescribing(id int, modified int64, prescriptions ...string) string {
	shown := []any{}
	for _, p := range prescriptions {
		shown = append(shown, map[string]any{"ID": p, "Drug": "Amoxicillin 500 mg", "Status": "Current"})
	}
	return visit(id, 575, modified, map[string]any{"prescriptions": shown})
}

// prescribe changes visits 10 and 11 and does the rounds.
func (d *desk) prescribe(modified int64, first, second []string) tables.Books {
	d.t.Helper()
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putVisit(10, 575, prescribing(10, modified, first...))
	d.putVisit(11, 575, prescribing(11, modified, second...))
	return d.round("visits")
}

func (d *desk) wantPrescribed(when string, want ...string) {
	d.t.Helper()
	var got []string
	for _, r := range d.rows("SELECT identifiers.value[1] AS id FROM {p}fhir_current.medication_request ORDER BY id") {
		got = append(got, r["id"].(string))
	}
	if !slices.Equal(got, want) {
		d.t.Errorf("prescriptions %s: %q, want %q", when, got, want)
	}
}

func TestAPrescriptionOfTwoVisitsStaysUntilBothDropIt(t *testing.T) {
	d := newDesk(t)
	d.prescribe(1790001000, []string{"a", "b"}, []string{"a", "b"})
	d.want("tombstones", int(d.prescribe(1790002000, []string{"b"}, []string{"a"}).Tombstones), 0)
	d.wantPrescribed("that each is dropped by one visit", "a", "b")
	d.putVisit(11, 575, prescribing(11, 1790003000)) // the other visit does not change
	d.want("tombstones", int(d.round("visits").Tombstones), 1)
	d.wantPrescribed("when the second visit dropped it too", "b")
	d.putVisit(10, 575, prescribing(10, 1790004000))
	d.round("visits")
	d.wantPrescribed("when both visits dropped all")
}

// Neither the order of the walk nor what the warehouse held before may decide.
func TestVisitsOfOneBatchBuryOnlyWhatNoneOfThemShows(t *testing.T) {
	d := newDesk(t)
	d.prescribe(1790001000, []string{"a", "both"}, []string{"b", "both"})
	d.want("tombstones", int(d.prescribe(1790002000, []string{"b"}, []string{"a"}).Tombstones), 1)
	d.wantPrescribed("that moved to the other visit", "a", "b")
}

func TestAPrescriptionOutlivesTheDeletedOneOfItsVisits(t *testing.T) {
	d := newDesk(t)
	d.putVisit(12, 575, prescribing(12, 1790001000)) // a list that is suddenly empty buries nobody
	d.prescribe(1790001000, []string{"a", "b"}, []string{"a"})
	d.with(func() { delete(d.visits, 10) })
	d.want("deleted", int(d.round("visits").Deleted), 1)
	d.wantPrescribed("of the visit that is left", "a")
	d.with(func() { delete(d.visits, 11) })
	d.want("deleted", int(d.round("visits").Deleted), 1)
	d.wantPrescribed("when both visits are gone")
}

// asked is a warehouse that counts what is asked before something is buried.
type asked struct {
	store
	times int
}

func (a *asked) Listed(ctx context.Context, source string, rs []tables.Emitted, but load.Records) ([]tables.Emitted, error) {
	a.times++
	return a.Warehouse.Listed(ctx, source, rs, but)
}

// A visit that does not show its prescriptions keeps them, and keeps them from being buried by another.
func TestOnlyABatchThatDropsSomethingAsksWhoElseListsIt(t *testing.T) {
	d := newDesk(t)
	w := &asked{store: d.store}
	round := func(night int64, second []string) int {
		w.times = 0
		d.putVisit(11, 575, prescribing(11, 1790000000+1000*night, second...))
		n := pipelines.Night{Config: d.config, Warehouse: w, Unpublished: true, Source: "visits", Log: slog.New(slog.DiscardHandler), Command: "test"}
		if _, err := n.Run(t.Context()); err != nil {
			t.Fatal(err)
		}
		return w.times
	}
	d.prescribe(1790001000, []string{"a"}, []string{"a", "b", "c"})
	d.want("questions of a round without change", round(1, []string{"a", "b", "c"}), 0)
	d.putVisit(10, 575, visit(10, 575, 1790002000, nil))
	d.want("questions of a round with more, and with what is not shown", round(2, []string{"a", "b", "c", "d"}), 0)
	d.want("questions of a round that drops three", round(3, []string{"d"}), 1)
	d.wantPrescribed("that one visit shows or never took back", "a", "d")
}

// chapter makes one practitioner whom all its records share, until its second revision, which knows nobody.
type chapter uint32

func (c chapter) Rev() uint32 { return uint32(c) }

func (c chapter) Map(r extract.Record, _ transform.Prior) (res transform.Result, err error) {
	if c == 1 {
		p := &r4.Practitioner{}
		p.Id = new(fhirx.Scope{Source: r.Source}.ID("Practitioner", "shared"))
		res.Resources = []r4.Resource{p}
	}
	return res, nil
}

// A record that is mapped anew keeps its observed time. The tombstone of the one that comes last counts all the same, though the
// row was made from a newer state of another.
func TestWhatANewMappingKnowsNoMoreIsBuriedWhoeverToldOfItLast(t *testing.T) {
	w := &ward{claims: -1, records: map[string]wardRecord{"1": {body: `{"s":1}`}, "2": {body: `{"s":2}`}}}
	nights(t, w)
	round := func(night int, c chapter) {
		now, err := w.store.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		p := pipelines.Pipeline{Source: w, Vendor: "ward", Kind: extract.Encounter, Warehouse: w.store.Warehouse, BatchRecords: 1,
			Mappers: map[extract.Kind]transform.Mapper{extract.Encounter: c}, Clock: pipelines.StartClock(now), Zone: time.UTC, RunID: strconv.Itoa(night)}
		if _, err := p.Nightly(t.Context(), pipelines.Rhythm{}); err != nil {
			t.Fatal(err)
		}
	}
	round(1, 1)
	w.records["1"] = wardRecord{body: `{"s":"changed"}`}
	round(2, 1)
	round(3, 2)
	if n := w.store.count("SELECT count() FROM {p}fhir_current.practitioner"); n != 0 {
		t.Error("what no record lists any more is still there")
	}
}
