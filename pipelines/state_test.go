package pipelines_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// desk is a store filled from a shelf.
type desk struct {
	store
	*shelf
	config    *pipelines.Config
	file      string    // the configuration as it is written
	publishes bool      // after each round; most tests look at what is loaded
	day       time.Time // on which the notes became hot
}

func newDesk(t *testing.T) *desk {
	t.Parallel()
	return openDesk(t)
}

func openDesk(t testing.TB) *desk {
	t.Helper()
	s := newShelf()
	secret := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(secret, []byte("shelf"), 0o600); err != nil {
		t.Fatal(err)
	}
	text := strings.NewReplacer("URL", s.serve(t).URL, "KEY", "file:"+secret).Replace(`
sources:
  - {name: notes, vendor: nextvisit, zone: America/New_York, kinds: [note], sweep_days: -1, connection: {base_url: "URL", token: "KEY", team_id: 5, rate_per_second: 50000, burst: 1000}}
  - {name: visits, vendor: vsee, zone: America/Los_Angeles, kinds: [practitioner, patient, visit], connection: {base_url: "URL", token: "KEY", account: "KEY", rate_per_second: 50000, burst: 1000}}
`)
	c, err := pipelines.ParseConfig([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return &desk{store: newStore(t), shelf: s, config: c, file: text}
}

// round reads one source and gives the books of all its windows; a run that is not done in full ends the test.
func (d *desk) round(source string) tables.Books {
	d.t.Helper()
	s, err := d.try(source)
	if err != nil {
		d.t.Fatal(err)
	}
	var all tables.Books
	for _, w := range s.Windows {
		all = pipelines.Sum(all, w.Books)
	}
	return all
}

func (d *desk) try(source string) (pipelines.Summary, error) {
	n := pipelines.Night{Config: d.config, Warehouse: d.store, Unpublished: !d.publishes, Source: source, Log: slog.New(slog.DiscardHandler), Command: "test"}
	return n.Run(d.t.Context())
}

// want compares counts by name.
func (d *desk) want(what string, got, want int) {
	d.t.Helper()
	if got != want {
		d.t.Errorf("%s: %d, want %d", what, got, want)
	}
}

func (d *desk) text() string {
	d.t.Helper()
	rows := d.rows("SELECT text FROM {p}fhir_current.document_reference WHERE source = 'notes'")
	if len(rows) != 1 {
		d.t.Fatalf("%d notes, want 1", len(rows))
	}
	return rows[0]["text"].(string)
}

func TestAThenBThenAIsTwoChanges(t *testing.T) {
	d := newDesk(t)
	for day, text := range []string{"alpha", "beta", "alpha"} {
		// no vendor time: only the order of answers tells
		d.putNote(1, note(1, 1, text, map[string]any{"updated_at": nil}))
		d.want("loaded", int(d.round("notes").Loaded), 1)
		if got := d.text(); got != text {
			t.Errorf("night %d holds another text than the vendor", day+1)
		}
	}
	d.want("landed states", d.count("SELECT count() FROM {p}raw.records FINAL WHERE kind = 'note'"), 3)
	d.want("versions kept", d.count("SELECT count() FROM {p}fhir.document_reference_version FINAL"), 3)
	again := d.round("notes")
	d.want("unchanged", int(again.Unchanged), 1)
	d.want("loaded", int(again.Loaded), 0)
}

func TestADeletedNoteIsRestoredThoughItsBodyIsTheOldOne(t *testing.T) {
	d := newDesk(t)
	body := note(1, 1, "alpha", nil)
	d.putNote(1, body)
	d.putNote(2, note(2, 1, "other", nil))
	d.round("notes")
	d.dropNote(1)
	d.publishes = true
	gone := d.round("notes")
	d.want("deleted", int(gone.Deleted), 1)
	d.want("notes left", d.count("SELECT count() FROM {p}analytics.note"), 1)
	d.want("tombstones", d.count("SELECT count() FROM {p}fhir.document_reference WHERE _deleted"), 1)
	d.want("states deleted", d.count("SELECT count() FROM {p}ops.record_state FINAL WHERE is_deleted"), 1)
	still := d.round("notes")
	d.want("deleted again", int(still.Deleted), 0)

	d.putNote(1, body)
	back := d.round("notes")
	d.want("loaded", int(back.Loaded), 1)
	d.want("stale", int(back.Stale), 0)
	d.want("notes back", d.count("SELECT count() FROM {p}analytics.note"), 2)
	d.want("patients", d.count("SELECT count() FROM {p}analytics.patient"), 1)
}

func TestARelinkedNoteLeavesTheFirstPatientAlive(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	d.putNote(1, note(1, 2, "alpha", map[string]any{"patient": jsonRaw(otherPatient)}))
	d.publishes = true
	d.want("loaded", int(d.round("notes").Loaded), 1)
	d.want("patients", d.count("SELECT count() FROM {p}analytics.patient"), 2)
	d.want("notes of Elm", d.count(`SELECT count() FROM {p}analytics.note AS n JOIN {p}analytics.patient AS p
		ON p.patient_id = n.patient_id WHERE p.family = 'Elm'`), 1)
}

func TestAStaleReadIsLandedAndLoadedOnlyWhenSeenAgain(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 9, "newer", nil))
	d.round("notes")
	d.putNote(1, note(1, 3, "older", nil))
	stale := d.round("notes")
	d.want("stale", int(stale.Stale), 1)
	d.want("loaded", int(stale.Loaded), 0)
	if d.text() != "newer" {
		t.Error("a stale read was published")
	}
	d.want("landed", d.count("SELECT count() FROM {p}raw.records FINAL WHERE kind = 'note'"), 2)
	again := d.round("notes")
	d.want("loaded when seen again", int(again.Loaded), 1)
	if d.text() != "older" {
		t.Error("a state seen by two runs was not loaded")
	}
	d.want("records shown by the round after that", int(d.round("notes").Shown), 1)
}

func TestAStaleReadThatWasAMomentsFaultChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 9, "newer", nil))
	d.round("notes")
	d.putNote(1, note(1, 3, "older", nil))
	d.round("notes")
	d.putNote(1, note(1, 9, "newer", nil))
	d.round("notes")
	if d.text() != "newer" {
		t.Error("the newer state was lost")
	}
	d.want("unchanged", int(d.round("notes").Unchanged), 1)
}

func TestAShrunkListIsBuriedAndAPartNotShownStays(t *testing.T) {
	d := newDesk(t)
	d.publishes = true
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putUser(900, "400", user(900, "Rosa", map[string]any{"type": "400"}))
	d.putVisit(10, 575, visit(10, 575, 1790001000, nil))
	d.round("visits")
	notes := "SELECT count() FROM {p}analytics.note WHERE source = 'visits'"
	d.want("notes", d.count(notes), 1)

	d.putVisit(10, 575, visit(10, 575, 1790002000, map[string]any{"postvisit": nil})) // absent: not shown
	d.want("loaded", int(d.round("visits").Loaded), 1)
	d.want("notes when not shown", d.count(notes), 1)

	stub := map[string]any{"member_id": "575", "visit_id": "10", "class_id": nil, "created": 1790000700, "modified": 1790003000}
	d.putVisit(10, 575, visit(10, 575, 1790003000, map[string]any{"postvisit": stub})) // shown, and empty
	d.round("visits")
	d.want("notes when shown empty", d.count(notes), 0)
	d.want("tombstones", d.count("SELECT count() FROM {p}fhir.document_reference WHERE _deleted"), 1)
	d.want("visits", d.count("SELECT count() FROM {p}analytics.visit"), 1)
}

func TestAnEmbeddedStubDoesNotTouchAFullProfile(t *testing.T) {
	d := newDesk(t)
	d.putUser(575, "200", user(575, "Ada", nil))
	d.putVisit(10, 575, visit(10, 575, 1790001000, nil))
	d.round("visits")
	d.putVisit(10, 575, visit(10, 575, 1790005000, nil)) // a later stub of the same member
	d.publishes = true
	d.round("visits")
	rows := d.rows("SELECT name, birth_date FROM {p}fhir_current.patient WHERE source = 'visits'")
	if len(rows) != 1 {
		t.Fatalf("%d patients, want 1", len(rows))
	}
	d.want("patients that kept profile and birth date", d.count(`SELECT count() FROM {p}analytics.patient
		WHERE given = 'Ada' AND birth_date = '1970-01-02'`), 1)
	d.want("practitioners known only by stubs", d.count("SELECT count() FROM {p}analytics.practitioner"), 1)
}

func TestAClockThatSteppedBackReadsNothing(t *testing.T) {
	d := newDesk(t)
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	ahead := tables.RawRecords.Encode([]tables.RawRecord{{Source: "notes", Vendor: "nextvisit", Kind: "note", ID: "99",
		ObservedAt: time.Now().Add(time.Hour).UTC().Truncate(time.Millisecond), Body: []byte("{}"), Stale: true}})
	defer ahead.Release()
	if err := d.Write(t.Context(), tables.RawRecords.Table, ahead); err != nil {
		t.Fatal(err)
	}
	asked := d.requests
	if _, err := d.try("notes"); !errors.Is(err, pipelines.ErrClock) {
		t.Errorf("error %v, want ErrClock", err)
	}
	d.want("requests", d.requests-asked, 0)
}

func TestASourceThatBecomesAnotherTeamIsRefused(t *testing.T) {
	d := newDesk(t)
	d.publishes = true
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	d.putNote(1, note(1, 2, "alpha", map[string]any{"team_id": 6}))
	if _, err := d.try("notes"); err == nil {
		t.Error("a note of another team was taken")
	}
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note WHERE source = 'notes'"), 1)
}

func TestARecordThatCannotBeReadLeavesTheWindowOpenAndTheOthersLoaded(t *testing.T) {
	d := newDesk(t)
	d.publishes = true
	d.putNote(1, note(1, 1, "alpha", nil))
	d.putNote(2, `"not a note"`)
	if _, err := d.try("notes"); !errors.Is(err, pipelines.ErrUnread) {
		t.Errorf("error %v, want ErrUnread", err)
	}
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note"), 1)
	d.want("windows not done", d.count("SELECT count() FROM {p}ops.windows FINAL WHERE status = 'failed' AND skipped = 1"), 1)
}

func TestTooManyVanishedAtOnceBuriesNobody(t *testing.T) {
	d := newDesk(t)
	d.publishes = true
	for id := 1; id <= 60; id++ {
		d.putNote(id, note(id, 1, "alpha", nil))
	}
	d.round("notes")
	for id := 1; id <= 25; id++ {
		d.dropNote(id)
	}
	if _, err := d.try("notes"); !errors.Is(err, pipelines.ErrVanished) {
		t.Errorf("error %v, want ErrVanished", err)
	}
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note"), 60)
}

func TestAListThatIsSuddenlyEmptyBuriesNobody(t *testing.T) {
	d := newDesk(t)
	d.publishes = true
	d.putNote(1, note(1, 1, "alpha", nil))
	d.round("notes")
	d.dropNote(1)
	if _, err := d.try("notes"); !errors.Is(err, pipelines.ErrVanished) {
		t.Errorf("error %v, want ErrVanished", err)
	}
	d.want("notes", d.count("SELECT count() FROM {p}analytics.note"), 1)
}

func TestAStopDuringARoundSaysInterruptedAndTheNextRoundIsWhole(t *testing.T) {
	d := newDesk(t)
	for id := 1; id <= 300; id++ {
		d.putNote(id, note(id, 1, "alpha", nil))
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := pipelines.Night{Config: d.config, Warehouse: d.Warehouse, Unpublished: true, Source: "notes", Log: slog.New(slog.DiscardHandler), Meter: &pipelines.Meter{}}
	d.with(func() { cancel() })
	if _, err := n.Run(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want a cancellation", err)
	}
	d.want("loaded by the next round", int(d.round("notes").Loaded), 300)
}
