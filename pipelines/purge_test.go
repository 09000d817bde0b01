package pipelines_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// purge purges what p names and publishes nothing.
func (d *desk) purge(p pipelines.Purge) error {
	d.t.Helper()
	p.Night = pipelines.Night{Config: d.config, Warehouse: d.store, Unpublished: true, Log: slog.New(slog.DiscardHandler), Command: "purge"}
	p.Home = d.Warehouse
	if p.Agree == nil {
		p.Agree = func(pipelines.PurgePlan) bool { return true }
	}
	_, err := p.Run(d.t.Context())
	return err
}

func (d *desk) purged(p pipelines.Purge) {
	d.t.Helper()
	if err := d.purge(p); err != nil {
		d.t.Fatal(err)
	}
}

// landed counts the landed states of a record.
func (d *desk) landed(kind, id string) int {
	d.t.Helper()
	return d.count("SELECT count() FROM {p}raw.records WHERE source = 'visits' AND kind = '" + kind + "' AND id = '" + id + "'")
}

// twoPeople have a visit each, and the first one more, which the vendor has deleted since.
func twoPeople(t *testing.T) *desk {
	d := newDesk(t)
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putUser(576, "200", user(576, "Ben", nil))
	for id, member := range map[int]int{10: 575, 11: 575, 12: 576} {
		d.putVisit(id, member, visit(id, member, 1790001000, nil))
	}
	d.round("visits")
	d.with(func() { delete(d.visits, 11) })
	d.want("deleted", int(d.round("visits").Deleted), 1)
	return d
}

var ada, ben = resourceID("visits", "Patient", "575"), resourceID("visits", "Patient", "576")

// What no fhir table tells of any more, as a deleted visit, goes with the person; what tells of others stays; nothing comes back.
func TestAPurgedPersonIsGoneForGood(t *testing.T) {
	d := twoPeople(t)
	d.purged(pipelines.Purge{Person: ada})
	for kind, ids := range map[string][]string{"patient": {"575"}, "visit": {"10", "11"}} {
		for _, id := range ids {
			d.want(kind+" "+id+" landed", d.landed(kind, id), 0)
		}
	}
	d.want("the other's visit", d.landed("visit", "12"), 1)
	d.want("rows that name her", d.count("SELECT count() FROM {p}fhir.encounter WHERE position(resource, '"+ada+"') > 0"), 0)
	d.want("the clinician of both", d.count("SELECT count() FROM {p}fhir_current.practitioner WHERE position(resource, 'Rosa Quill') > 0"), 1)
	d.want("rows that name a record of hers", d.count("SELECT count() FROM {p}fhir.practitioner WHERE record_id = '10'"), 0)

	d.putVisit(15, 575, visit(15, 575, 1790005000, nil)) // new, of a person who is not to come back
	books := d.round("visits")
	d.want("skipped", int(books.Skipped), 3)
	d.want("loaded", int(books.Loaded), 0)
	d.want("landed of the new visit", d.landed("visit", "15"), 0)
	d.want("ids of hers that were noted", d.count("SELECT count() FROM {p}ops.seen WHERE id IN ('10', '11', '575')"), 0)
	if err := d.purge(pipelines.Purge{Person: ada}); !errors.Is(err, pipelines.ErrPurge) {
		t.Errorf("purged twice: %v", err)
	}
}

// Whoever asks for it is let in again.
func TestWhatMayReturnReturns(t *testing.T) {
	d := twoPeople(t)
	if err := d.purge(pipelines.Purge{Person: ada, Agree: func(pipelines.PurgePlan) bool { return false }}); !errors.Is(err, pipelines.ErrNotPurged) {
		t.Fatal(err)
	}
	d.want("landed when nobody agreed", d.landed("visit", "10"), 1)
	d.purged(pipelines.Purge{Person: ada, MayReturn: true})
	d.want("landed", d.landed("visit", "10"), 0)
	d.want("new", int(d.round("visits").New), 2)
}

// Records that nobody can map and that name the person stay, and are told of. The hash of a social security number is no name: a child
// may be known by the mother's.
func TestAHashedNumberIsNoName(t *testing.T) {
	d := twoPeople(t)
	const hash = "k1:5e0a77b1c2d3"
	d.sql("INSERT INTO {p}fhir.patient (source, kind, record_id, id, is_owner, identifiers, _version) VALUES ('visits', 'patient', '575', '" + ada +
		"', true, [('', [], '" + tables.HashedSSN + "', '" + hash + "', NULL, '', NULL, '')], 1)")
	d.sql(`INSERT INTO {p}raw.records (source, kind, id, observed_at, body) VALUES
		('visits', 'patient', 'names her', now64(6), '{"child": 575}'), ('visits', 'patient', 'has her number', now64(6), '{"ssn": "` + hash + `"}')`)
	var planned pipelines.PurgePlan
	err := d.purge(pipelines.Purge{Person: ada, Agree: func(p pipelines.PurgePlan) bool { planned = p; return false }})
	if !errors.Is(err, pipelines.ErrNotPurged) {
		t.Fatal(err)
	}
	d.want("states that may be hers", int(planned.Unclear), 1)
}

// A purge that is stopped is finished by the same command, which asks nobody and tells what stays as if nobody had stopped it; or by the
// next, whatever that one is about. Until then rounds status tells of it.
func TestAStoppedPurgeIsFinished(t *testing.T) {
	d := twoPeople(t)
	d.sql("INSERT INTO {p}fhir.appointment (source, kind, record_id, id, resource, _version) VALUES ('visits', 'visit', '12', 'both', '" +
		`{"participant":[{"actor":{"reference":"Patient/` + ada + `"}},{"actor":{"reference":"Patient/` + ben + `"}}]}` + "', 1)")
	if err := d.purge(pipelines.Purge{}); !errors.Is(err, pipelines.ErrPurge) {
		t.Errorf("finished what nobody began: %v", err)
	}
	planned := d.stopsInPurge(pipelines.Purge{Person: ada})
	if planned.Shared != 1 || !d.purgeStopped() || d.landed("visit", "10") != 1 {
		t.Errorf("%+v; or it was not stopped, or nothing tells so", planned)
	}
	var left pipelines.PurgePlan
	d.purged(pipelines.Purge{Person: ada, Finished: func(p pipelines.PurgePlan) { left = p }, Agree: func(pipelines.PurgePlan) bool {
		t.Error("somebody was asked again")
		return false
	}})
	if left.Shared != planned.Shared || left.Unclear != planned.Unclear || d.purgeStopped() {
		t.Errorf("what stays is %+v, planned was %+v; or it still counts as stopped", left, planned)
	}
	d.want("landed", d.landed("visit", "10"), 0)
	d.want("the visit of both", d.landed("visit", "12"), 1)

	d.stopsInPurge(pipelines.Purge{Person: ben})
	if err := d.purge(pipelines.Purge{Person: "nobody"}); !errors.Is(err, pipelines.ErrPurge) || d.purgeStopped() {
		t.Errorf("%v; or it still counts as stopped", err)
	}
	d.want("landed of the other", d.landed("patient", "576"), 0)
}

// stopsInPurge stops a purge at its first table, whose merges wait.
func (d *desk) stopsInPurge(p pipelines.Purge) (planned pipelines.PurgePlan) {
	d.t.Helper()
	d.sql("SYSTEM STOP MERGES {p}fhir.patient")
	ctx, stop := context.WithCancel(d.t.Context())
	p.Night = pipelines.Night{Config: d.config, Warehouse: d.store, Unpublished: true, Log: slog.New(slog.DiscardHandler), Command: "purge"}
	p.Home, p.Agree = d.Warehouse, func(plan pipelines.PurgePlan) bool { planned = plan; return true }
	ended := make(chan error)
	go func() {
		_, err := p.Run(ctx)
		ended <- err
	}()
	for open := false; !open && !d.t.Failed(); time.Sleep(10 * time.Millisecond) {
		var err error
		if open, err = d.PurgeOpen(d.t.Context()); err != nil {
			d.t.Error(err)
		}
	}
	if d.purgeStopped() {
		d.t.Error("a purge at work counts as stopped")
	}
	stop()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		d.t.Errorf("stopped, and got %v", err)
	}
	d.sql("SYSTEM START MERGES {p}fhir.patient")
	return planned
}

// purgeStopped is what status says.
func (d *desk) purgeStopped() bool {
	d.t.Helper()
	s, err := pipelines.ReadStatus(d.t.Context(), d.config, d.Warehouse)
	if err != nil {
		d.t.Fatal(err)
	}
	return s.Purge
}

// sql runs a statement.
func (d *desk) sql(statement string) {
	d.t.Helper()
	r, err := d.Query(d.t.Context(), strings.ReplaceAll(statement, "{p}", d.prefix))
	if err != nil {
		d.t.Fatal(err)
	}
	_ = r.Close()
}

// Old records go but for those that a younger one points to, and come back when the vendor changes them.
func TestWhatIsOldIsPurged(t *testing.T) {
	d := newDesk(t)
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putVisit(10, 575, visit(10, 575, 1590001000, nil))
	d.putVisit(11, 575, visit(11, 575, 1790001000, nil))
	d.round("visits")
	d.purged(pipelines.Purge{Before: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)})
	d.want("the old visit", d.landed("visit", "10"), 0)
	d.want("the young visit", d.landed("visit", "11"), 1)
	d.want("the patient of both", d.landed("patient", "575"), 1)
	d.want("skipped", int(d.round("visits").Skipped), 1)
	d.putVisit(10, 575, visit(10, 575, 1790009000, nil))
	d.want("new", int(d.round("visits").New), 1)
}

// A source goes whole once it is not configured any more.
func TestASourceIsPurged(t *testing.T) {
	d := twoPeople(t)
	d.putNote(1, note(1, 2, "Cough", nil))
	d.round("notes")
	whole := d.config.Sources
	if err := d.purge(pipelines.Purge{Of: "visits"}); !errors.Is(err, pipelines.ErrPurge) {
		t.Fatal(err)
	}
	for n, c := range whole {
		if c.Name == "notes" {
			d.config.Sources = whole[n : n+1]
		}
	}
	d.purged(pipelines.Purge{Of: "visits"})
	for _, table := range []string{"raw.records", "fhir.encounter", "fhir.patient", "fhir.practitioner", "ops.record_state", "ops.windows", "ops.sources"} {
		d.want(table, d.count("SELECT count() FROM {p}"+table+" WHERE source = 'visits'"), 0)
	}
	d.want("notes", d.count("SELECT count() FROM {p}raw.records WHERE source = 'notes'"), 1)
}
