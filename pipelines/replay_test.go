package pipelines_test

import (
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// exact digests every fhir table as it is read, and the states, in all columns but those that name the run. A replay changes none of it
// where the mapping is the same: versions and observed times least of all.
func (s store) exact() map[string]string {
	s.t.Helper()
	digests := map[string]string{}
	for _, t := range tables.All() {
		if t.Database != tables.FHIR && t.Name != tables.RecordStates.Name {
			continue
		}
		var columns []string
		for _, c := range t.Columns {
			if c.Name != "run_id" && c.Name != "loaded_at" {
				columns = append(columns, c.Name)
			}
		}
		digests[t.Database+"."+t.Name] = s.digest("{p}"+t.Database+"."+t.Name+" FINAL", columns)
	}
	return digests
}

// replay maps what was landed of the clinic and does not publish; a run that is not done in full ends the test.
func (c *clinic) replay(change func(*pipelines.Replay)) (pipelines.Summary, tables.Books) {
	c.t.Helper()
	r := pipelines.Replay{Night: pipelines.Night{Config: c.config, Warehouse: c.store, Log: slog.New(slog.DiscardHandler), Command: "replay", Unpublished: true}}
	change(&r)
	s, err := r.Run(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	var all tables.Books
	for _, w := range s.Windows {
		if w.Status != pipelines.Done || w.Purpose != pipelines.ForReplay {
			c.t.Errorf("a window of %s is %s, for %s", w.Kind, w.Status, w.Purpose)
		}
		all = pipelines.Sum(all, w.Books)
	}
	return s, all
}

// Three nights of four vendors, mapped anew from what was landed, and then the tables made anew from all of it: each time they are what
// the nights made. No vendor is asked, and no token is there.
func TestReplayAndRebuildMakeWhatTheNightsMade(t *testing.T) {
	t.Parallel()
	c := newClinic(t, sandbox.Options{Patients: 6})
	for night := 1; night <= 3; night++ {
		c.unpublished(night)
	}
	if n := c.count("SELECT count() FROM {p}ops.windows FINAL WHERE came_with != '' AND came_with IN (SELECT window_id FROM {p}ops.windows WHERE came_with = '')"); n == 0 {
		t.Error("no window names the one its records came along with")
	}
	before, asked := c.exact(), c.Requests()
	c.takeTokens()
	if _, books := c.replay(func(*pipelines.Replay) {}); books.Shown != books.Quarantined {
		t.Errorf("today's mappers made all that is loaded, and %d records were mapped anew", books.Loaded)
	}
	_, books := c.replay(func(r *pipelines.Replay) { r.All = true })
	live := c.count("SELECT count() FROM {p}ops.record_state FINAL WHERE NOT is_deleted")
	if int(books.Loaded+books.Skipped) != live || books.New+books.Deleted+books.Tombstones != 0 {
		t.Errorf("of %d records: %+v", live, books)
	}
	if changed := differs(before, c.exact()); changed != "" {
		t.Errorf("a replay changed %s", changed)
	}
	if n := c.count("SELECT count() FROM {p}ops.record_state FINAL WHERE NOT is_deleted AND run_id NOT IN (SELECT run_id FROM {p}ops.runs WHERE command = 'replay')"); n != 0 {
		t.Errorf("%d states were not written anew", n)
	}
	c.rebuildsTheSame(before)
	if !slices.Equal(c.Requests(), asked) {
		t.Error("a vendor was asked")
	}
}

// unpublished is a night that leaves the analysts' tables alone.
func (c *clinic) unpublished(night int) {
	c.t.Helper()
	c.SetNight(night)
	n := pipelines.Night{Config: c.config, Warehouse: c.store, Log: slog.New(slog.DiscardHandler), Command: "test", Unpublished: true}
	if _, err := n.Run(c.t.Context()); err != nil {
		c.t.Fatal(err)
	}
}

// takeTokens takes away what the configuration names as secrets, but for the code of VSee's account.
func (c *clinic) takeTokens() {
	c.t.Helper()
	for _, field := range strings.FieldsFunc(c.text, func(r rune) bool { return strings.ContainsRune("\", }\n", r) }) {
		path, ok := strings.CutPrefix(field, "file:")
		if !ok || strings.HasSuffix(path, "vsee-account") {
			continue
		}
		if err := os.Remove(path); err != nil {
			c.t.Fatal(err)
		}
	}
}

// After a change of mapping in the configuration the revision is the same, and with it every version: a row and a tombstone take each
// other's place by having been written last, before a merge and after it.
func TestAReplayOfAllTakesUpAChangedConfiguration(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	before := d.exact()
	changed, err := pipelines.ParseConfig([]byte(strings.Replace(d.file, "connection:", "mapping: {encounters_from_notes: false, confidentiality: V}, connection:", 1)))
	if err != nil {
		t.Fatal(err)
	}
	c := clinic{store: d.store, config: changed}
	for range 2 {
		c.replay(func(r *pipelines.Replay) { r.Source, r.All = "notes", true })
		d.want("encounters", d.count("SELECT count() FROM {p}fhir_current.encounter"), 0)
		d.want("notes marked anew", d.count("SELECT count() FROM {p}fhir_current.document_reference WHERE has(security.code, 'V')"), 1)
		d.want("versions of the note", d.count("SELECT count() FROM {p}fhir.document_reference_version FINAL"), 1)
		d.want("states that list an encounter", d.count("SELECT count() FROM {p}ops.record_state FINAL WHERE has(emitted.type, 'Encounter')"), 0)
		d.merge()
	}
	c.config = d.config
	c.replay(func(r *pipelines.Replay) { r.Source, r.All = "notes", true })
	for range 2 {
		if now := differs(before, d.exact()); now != "" {
			t.Errorf("the first configuration makes something else of %s", now)
		}
		d.merge()
	}
}

// merge lets the engine throw away what was replaced.
func (s store) merge() {
	s.t.Helper()
	for _, t := range []string{"fhir.encounter", "fhir.document_reference", "fhir.document_reference_version", "ops.record_state"} {
		r, err := s.Query(s.t.Context(), "OPTIMIZE TABLE "+s.prefix+t+" FINAL")
		if err != nil {
			s.t.Fatal(err)
		}
		_ = r.Close()
	}
}

func TestOutdatedCountsWhatOlderMappersMade(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	if rows, err := pipelines.Outdated(t.Context(), d.Warehouse, d.config); err != nil || len(rows) > 0 {
		t.Errorf("after a night: %+v, %v", rows, err)
	}
	old := tables.RecordStates.Encode([]tables.RecordState{{Source: "notes", Kind: "note", ID: "2"}, {Source: "notes", Kind: "note", ID: "3"},
		{Source: "notes", Kind: "note", ID: "4", Deleted: true}, {Source: "elsewhere", Kind: "note", ID: "2"}})
	defer old.Release()
	if err := d.Write(t.Context(), tables.RecordStates.Table, old); err != nil {
		t.Fatal(err)
	}
	rows, err := pipelines.Outdated(t.Context(), d.Warehouse, d.config)
	if err != nil || len(rows) != 1 || rows[0].Below != 2 || rows[0].Records != 3 {
		t.Errorf("%+v, %v", rows, err)
	}
}

// proof makes practitioners of a record. Its odd editions refuse what they do not know, and the first makes one more.
type proof uint32

func (p proof) Rev() uint32 { return uint32(p) }

func (p proof) Map(r extract.Record, prior transform.Prior) (res transform.Result, err error) {
	if p%2 == 1 && strings.Contains(string(r.Body), "new field") {
		return res, &transform.Reject{Code: transform.Malformed, Path: "field"}
	}
	names := []string{"both"}
	if p == 1 {
		names = append(names, "first only")
	}
	for _, name := range names {
		one := &r4.Practitioner{}
		one.Id = new(fhirx.Scope{Source: r.Source}.ID("Practitioner", name+r.ID))
		one.Active = new(prior.HadFinal)
		res.Resources = append(res.Resources, one)
	}
	res.Next = transform.Prior{HadFinal: true}
	return res, nil
}

// proofs is a pipeline over a ward whose mapper's edition a test chooses.
func proofs(t *testing.T, w *ward) func(proof) *pipelines.Pipeline {
	t.Helper()
	nights(t, w)
	return func(m proof) *pipelines.Pipeline {
		now, err := w.store.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return &pipelines.Pipeline{Source: w, Vendor: "ward", Kind: extract.Encounter, Warehouse: w.store.Warehouse, BatchRecords: 2,
			Mappers: map[extract.Kind]transform.Mapper{extract.Encounter: m}, Clock: pipelines.StartClock(now), Zone: time.UTC, RunID: now.String(),
			Errand: pipelines.Errand{Purpose: pipelines.ForReplay}}
	}
}

// A vendor's new form is refused and kept. Once the mapper is mended a replay maps it, with what older mappers made, and the quarantine
// is empty; the vendor is not asked.
func TestAMendedMapperEmptiesTheQuarantine(t *testing.T) {
	w := &ward{claims: -1, records: map[string]wardRecord{"1": {body: `{"a":1}`}, "2": {body: `{"a":1}`}, "3": {body: `{"new field":1}`}}}
	by := proofs(t, w)
	nightly := func() {
		if _, err := by(1).Nightly(t.Context(), pipelines.Rhythm{}); err != nil {
			t.Fatal(err)
		}
	}
	nightly()
	w.records["2"] = wardRecord{body: `{"new field":2}`}
	nightly()
	w.records["2"] = wardRecord{body: `{"new field":3}`}
	nightly()
	const open, first = "SELECT count() FROM {p}ops.quarantine_open", "SELECT count() FROM {p}fhir_current.practitioner"
	if n, made := w.store.count(open), w.store.count(first); n != 3 || made != 4 {
		t.Fatalf("%d states refused, %d resources", n, made)
	}
	w.asked = nil
	windows, err := by(2).Replay(t.Context(), load.Replay{BelowRev: 2})
	if err != nil {
		t.Fatal(err)
	}
	b := windows[0].Books
	if b.Shown != 5 || b.Loaded != 5 || b.New != 1 || b.Tombstones != 2 || b.Emitted != b.ReadBack {
		t.Errorf("books: %+v", b)
	}
	if n, made := w.store.count(open), w.store.count(first); n != 0 || made != 3 {
		t.Errorf("%d states still refused, %d resources", n, made)
	}
	// The states came one after the other: the second state of a record is told of the first, the first of none.
	if n := w.store.count(first + " WHERE active"); n != 1 {
		t.Errorf("%d records know of an earlier state", n)
	}
	if len(w.asked) != 0 {
		t.Errorf("the vendor was asked %q", w.asked)
	}
	if again, err := by(2).Replay(t.Context(), load.Replay{BelowRev: 2}); err != nil || len(again) != 0 {
		t.Errorf("a second replay works through %d windows: %v", len(again), err)
	}
}

// What a mapper refuses that an older one took stays as the older one made it, and is listed until a mapper takes it.
func TestAReplayThatRefusesKeepsWhatIsLoaded(t *testing.T) {
	w := &ward{claims: -1, records: map[string]wardRecord{"1": {body: `{"new field":1}`}, "2": {body: `{"a":1}`}}}
	by := proofs(t, w)
	if _, err := by(2).Nightly(t.Context(), pipelines.Rhythm{}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		windows, err := by(3).Replay(t.Context(), load.Replay{BelowRev: 3})
		if err != nil || windows[0].Books.Quarantined != 1 {
			t.Fatalf("%v, %+v", err, windows)
		}
		if n := w.store.count("SELECT count() FROM {p}fhir_current.practitioner"); n != 2 {
			t.Errorf("%d rows, want one of each record", n)
		}
		if n := w.store.count("SELECT count() FROM {p}ops.quarantine_open"); n != 1 {
			t.Errorf("%d states are listed as refused", n)
		}
	}
	if _, err := by(4).Replay(t.Context(), load.Replay{Quarantined: true}); err != nil {
		t.Fatal(err)
	}
	if n := w.store.count("SELECT count() FROM {p}ops.quarantine_open"); n != 0 {
		t.Error("what a mapper took is still listed as refused")
	}
}
