package pipelines_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"iter"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/r4"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
)

// ward is a source with one axis. A record's body says whether it is open; what rides along is named in it.
type ward struct {
	records   map[string]wardRecord
	claims    int64 // -1: no total
	partial   bool  // it does not call its sweep complete
	unread    int64 // so many of what a walk shows cannot be read
	lostSight int64 // so many of those asked for by id are shown no more
	asked     []string
	store     store // where nights puts it
}

type wardRecord struct {
	at    time.Time
	body  string
	rider string // id of a record of another kind in the same answer

	unlisted bool // only a read by id shows it
}

func (*ward) Name() string { return "ward" }

func (w *ward) Pull(_ context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return func(yield func(extract.Page, error) bool) {
		page := extract.Page{Claimed: w.claims, Done: &extract.Coverage{Basis: string(a.Mode), Claimed: w.claims}}
		ids := w.chosen(a)
		w.asked = append(w.asked, strings.TrimSpace(string(a.Mode)+" "+strings.Join(ids, " ")))
		for _, id := range ids {
			page.Records = append(page.Records, w.record(extract.Encounter, id, w.records[id].body))
			if rider := w.records[id].rider; rider != "" {
				page.Records = append(page.Records, w.record(extract.Intake, rider, w.records[id].body))
			}
		}
		page.Done.Distinct = int64(len(page.Records))
		page.Done.Complete = !w.partial && a.Mode == extract.Sweep && w.claims < 0
		if w.lostSight > 0 && a.Mode == extract.IDs {
			page.Done.Skipped = []extract.Skip{{Reason: extract.SkipVanished, Count: w.lostSight}}
		}
		if w.unread > 0 && a.Mode != extract.IDs {
			page.Done.Complete = false
			page.Done.Skipped = []extract.Skip{{Reason: extract.SkipUnreadable, Count: w.unread, Lost: true}}
		}
		yield(page, nil)
	}
}

func (w *ward) chosen(a extract.Ask) (ids []string) {
	if a.Mode == extract.IDs {
		return slices.Collect(a.IDs)
	}
	for id, r := range w.records {
		if a.Mode == extract.Sweep && !r.unlisted || a.Mode == extract.Range && !r.at.Before(a.From) && r.at.Before(a.To) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (w *ward) record(kind extract.Kind, id, body string) extract.Record {
	return extract.Record{Source: "ward", Vendor: "ward", Kind: kind, ID: id, Fetched: time.Now(), Origin: "/ward",
		Body: []byte(body), Hash: sha256.Sum256([]byte(body))}
}

// people makes a practitioner of any record: enough to see where it went.
type people struct{}

func (people) Rev() uint32 { return 1 }

func (people) Map(r extract.Record, _ transform.Prior) (transform.Result, error) {
	p := &r4.Practitioner{}
	p.Id = new(fhirx.Scope{Source: r.Source}.ID("Practitioner", string(r.Kind)+r.ID))
	return transform.Result{Resources: []r4.Resource{p}, Next: transform.Prior{Open: strings.Contains(string(r.Body), "open")}}, nil
}

// nights is a pipeline over a ward, with a warehouse of its own.
func nights(t *testing.T, w *ward) func(pipelines.Rhythm) ([]tables.Window, error) {
	t.Helper()
	t.Parallel()
	s := newStore(t)
	w.store = s
	if err := s.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	run := 0
	return func(r pipelines.Rhythm) ([]tables.Window, error) {
		now, err := s.Now(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		run++
		p := pipelines.Pipeline{Source: w, Vendor: "ward", Kind: extract.Encounter, Riders: []extract.Kind{extract.Intake}, Warehouse: s.Warehouse,
			Mappers: map[extract.Kind]transform.Mapper{extract.Encounter: people{}, extract.Intake: people{}},
			Clock:   pipelines.StartClock(now), Zone: time.UTC, RunID: strconv.Itoa(run),
			Errand: pipelines.Errand{Purpose: pipelines.ForNight, Round: now}}
		w.asked = nil
		return p.Nightly(t.Context(), r)
	}
}

func wantAsked(t *testing.T, w *ward, want ...string) {
	t.Helper()
	if !slices.Equal(w.asked, want) {
		t.Errorf("asked %q, want %q", w.asked, want)
	}
}

// Between two sweeps a night reads the hot window, and the open records it did not meet; a closed older one waits.
func TestBetweenSweepsTheHotWindowAndOpenRecordsAreRead(t *testing.T) {
	now := time.Now()
	w := &ward{claims: -1, records: map[string]wardRecord{
		"old-closed": {at: now.Add(-90 * 24 * time.Hour), body: `{"s":"signed"}`},
		"old-open":   {at: now.Add(-90 * 24 * time.Hour), body: `{"s":"open"}`},
		"new-open":   {at: now.Add(-24 * time.Hour), body: `{"s":"open 2"}`},
		"to-come":    {at: now.Add(24 * time.Hour), body: `{"s":"planned"}`},
	}}
	night := nights(t, w)
	weekly := pipelines.Rhythm{Lookback: 30 * 24 * time.Hour, Sweep: 7 * 24 * time.Hour}
	for _, want := range [][]string{
		{"sweep new-open old-closed old-open to-come"}, // the first night knows nothing
		{"range new-open to-come", "ids old-open"},
	} {
		if _, err := night(weekly); err != nil {
			t.Fatal(err)
		}
		wantAsked(t, w, want...)
	}
	w.records["old-open"] = wardRecord{at: w.records["old-open"].at, body: `{"s":"signed at last"}`}
	for _, want := range [][]string{{"range new-open to-come", "ids old-open"}, {"range new-open to-come"}} {
		if _, err := night(weekly); err != nil {
			t.Fatal(err)
		}
		wantAsked(t, w, want...)
	}
	if _, err := night(pipelines.Rhythm{Lookback: weekly.Lookback, Sweep: time.Nanosecond}); err != nil {
		t.Fatal(err)
	}
	wantAsked(t, w, "range new-open to-come", "sweep new-open old-closed old-open to-come")
}

// A record that came along with another has a window and books of its own, and is read again with its host.
func TestWhatComesAlongHasItsOwnBooks(t *testing.T) {
	w := &ward{claims: -1, records: map[string]wardRecord{
		"1": {body: `{"s":1}`, rider: "intake-1"}, "2": {body: `{"s":2}`, rider: "intake-2"}, "3": {body: `{"s":3}`},
	}}
	night := nights(t, w)
	for _, want := range []struct{ loaded, unchanged uint64 }{{2, 0}, {0, 2}} {
		windows, err := night(pipelines.Rhythm{})
		if err != nil {
			t.Fatal(err)
		}
		n := slices.IndexFunc(windows, func(w tables.Window) bool { return w.Kind == "intake" && w.Mode == "sweep" })
		if n < 0 {
			t.Fatal("no window for what came along")
		}
		b := windows[n].Books
		if b.Shown != 2 || b.Loaded != want.loaded || b.Unchanged != want.unchanged || b.Emitted != b.ReadBack || windows[n].Status != pipelines.Done {
			t.Errorf("%s, books %+v", windows[n].Status, b)
		}
	}
}

// A total that the walk does not reach leaves the window open and nobody is taken for deleted.
func TestAWalkThatDisagreesWithTheTotalIsNotDone(t *testing.T) {
	w := &ward{claims: -1, records: map[string]wardRecord{"1": {body: `{"s":1}`}, "2": {body: `{"s":2}`}}}
	night := nights(t, w)
	if _, err := night(pipelines.Rhythm{}); err != nil {
		t.Fatal(err)
	}
	delete(w.records, "2")
	w.claims = 2
	windows, err := night(pipelines.Rhythm{})
	if !errors.Is(err, pipelines.ErrDrift) || windows[len(windows)-1].Status != pipelines.Failed {
		t.Errorf("%v", err)
	}
	wantAsked(t, w, "sweep 1")
}

// After a sweep that calls itself incomplete, the known records it did not meet are read by id: the ledger.
func TestTheLedgerIsReadAfterAnIncompleteSweep(t *testing.T) {
	w := &ward{claims: -1, partial: true, records: map[string]wardRecord{"1": {body: `{"s":1}`}, "2": {body: `{"s":2}`}}}
	night := nights(t, w)
	if _, err := night(pipelines.Rhythm{}); err != nil {
		t.Fatal(err)
	}
	w.records["2"] = wardRecord{body: `{"s":"changed"}`, unlisted: true}
	windows, err := night(pipelines.Rhythm{})
	if err != nil {
		t.Fatal(err)
	}
	wantAsked(t, w, "sweep 1", "ids 2")
	if last := windows[len(windows)-1]; last.Books.Loaded != 1 {
		t.Errorf("books of the ledger %+v", last.Books)
	}
}

// A day that is not over belongs to the next night's hot window, however short the lookback is.
func TestTheDayOfTheLastNightIsReadAgain(t *testing.T) {
	w := &ward{claims: -1, records: map[string]wardRecord{"1": {at: time.Now().Add(-48 * time.Hour), body: `{}`}}}
	night := nights(t, w)
	for _, id := range []string{"2", "3"} {
		if _, err := night(pipelines.Rhythm{Lookback: time.Nanosecond, Sweep: time.Hour}); err != nil {
			t.Fatal(err)
		}
		w.records[id] = wardRecord{at: time.Now(), body: `{}`}
	}
	if !slices.Contains(w.asked, "range 2") { // at midnight beside one of today without anything
		t.Errorf("asked %q, want the range with what came after the first night", w.asked)
	}
}

// Something that cannot be read leaves its window open. What that window did not meet is read by id all the same, or one bad
// record would keep the open ones from ever being seen signed.
func TestWhatCannotBeReadDoesNotKeepTheKnownOnesOut(t *testing.T) {
	old := time.Now().Add(-90 * 24 * time.Hour)
	for name, night := range map[string]struct {
		rhythm pipelines.Rhythm
		asked  []string
	}{
		"after a sweep":      {pipelines.Rhythm{}, []string{"sweep 1", "ids old"}},
		"after a hot window": {pipelines.Rhythm{Lookback: time.Hour, Sweep: time.Hour}, []string{"range 1", "ids old"}},
	} {
		t.Run(name, func(t *testing.T) {
			w := &ward{claims: -1, records: map[string]wardRecord{"1": {at: time.Now(), body: `{}`}, "old": {at: old, body: `{"s":"open"}`}}}
			do := nights(t, w)
			if _, err := do(night.rhythm); err != nil {
				t.Fatal(err)
			}
			w.records["old"] = wardRecord{at: old, body: `{"s":"signed"}`, unlisted: true}
			w.unread = 1
			windows, err := do(night.rhythm)
			if !errors.Is(err, pipelines.ErrUnread) {
				t.Errorf("error %v, want ErrUnread", err)
			}
			wantAsked(t, w, night.asked...)
			if last := windows[len(windows)-1]; last.Mode != "ids" || last.Books.Loaded != 1 || last.Status != pipelines.Done {
				t.Errorf("the last window is %s of %s, books %+v", last.Status, last.Mode, last.Books)
			}
		})
	}
}

// A sweep after which too many are missing is not done: until somebody has looked into it, every night sweeps and says so.
func TestASweepWithTooManyMissingIsNotDone(t *testing.T) {
	w := &ward{claims: -1, records: map[string]wardRecord{}}
	for n := range 30 {
		w.records[strconv.Itoa(n)] = wardRecord{at: time.Now(), body: `{}`}
	}
	night := nights(t, w)
	if _, err := night(pipelines.Rhythm{}); err != nil {
		t.Fatal(err)
	}
	for n := range 25 {
		delete(w.records, strconv.Itoa(n))
	}
	if _, err := night(pipelines.Rhythm{}); !errors.Is(err, pipelines.ErrVanished) {
		t.Fatalf("error %v, want ErrVanished", err)
	}
	if n := w.store.count("SELECT count() FROM {p}ops.windows FINAL WHERE mode = 'sweep' AND status = 'done'"); n != 1 {
		t.Errorf("%d sweeps done, want the first alone", n)
	}
}

// What is shown no more, and cannot be asked for by its id, is counted apart from whatever else is skipped.
func TestVanishedRecordsAreCounted(t *testing.T) {
	w := &ward{claims: -1, partial: true, records: map[string]wardRecord{"1": {body: `{}`}, "2": {body: `{}`}}}
	night := nights(t, w)
	if _, err := night(pipelines.Rhythm{}); err != nil {
		t.Fatal(err)
	}
	w.records["2"] = wardRecord{body: `{}`, unlisted: true}
	w.lostSight = 3
	windows, err := night(pipelines.Rhythm{})
	if err != nil {
		t.Fatal(err)
	}
	if b := windows[len(windows)-1].Books; b.Vanished != 3 || b.Skipped != 3 || b.Shown != 4 {
		t.Errorf("books of the ledger %+v", b)
	}
}
