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

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// stairs is a source of one record a page that may ask to be left alone on the way.
type stairs struct {
	t      testing.TB
	store  store
	ids    []string
	claims int64
	rest   int   // after so many pages; 0: never
	back   int   // a place to go on from lies so many records before the next one
	lost   int64 // what could not be read of the first page
	nights int
	round  time.Time // zero: each night has one of its own
	asked  []string
}

func (*stairs) Name() string { return "stairs" }

func (s *stairs) Pull(_ context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return func(yield func(extract.Page, error) bool) {
		if a.Mode == extract.IDs {
			ids := slices.Collect(a.IDs)
			s.asked = append(s.asked, "ids "+strings.Join(ids, " "))
			yield(extract.Page{Records: s.records(ids), Claimed: -1, Done: &extract.Coverage{Basis: string(a.Mode), Claimed: -1}}, nil)
			return
		}
		s.asked = append(s.asked, "sweep from "+a.Resume)
		from, _ := strconv.Atoi(a.Resume)
		for n := from; n < len(s.ids); n++ {
			if s.rest > 0 && n-from == s.rest {
				yield(extract.Page{}, &extract.DeferredError{Until: time.Now().Add(time.Hour)})
				return
			}
			if !yield(extract.Page{Records: s.records(s.ids[n : n+1]), Claimed: s.claims, Resume: strconv.Itoa(n + 1 - s.back), Lost: s.lost}, nil) {
				return
			}
		}
		met := int64(len(s.ids) - from)
		yield(extract.Page{Claimed: s.claims, Done: &extract.Coverage{Basis: string(a.Mode), Claimed: s.claims, Distinct: met,
			Resumed: a.Resume != "", Complete: a.Resume == "" && met == s.claims}}, nil)
	}
}

// records shows them; one that is not there is gone.
func (s *stairs) records(ids []string) (rs []extract.Record) {
	for _, id := range ids {
		r := extract.Record{Source: "stairs", Vendor: "ward", Kind: extract.Encounter, ID: id, Fetched: time.Now(), Origin: "/stairs"}
		if slices.Contains(s.ids, id) {
			r.Body, r.Hash = []byte(`{}`), sha256.Sum256([]byte(id))
		}
		rs = append(rs, r)
	}
	return rs
}

// show puts other records onto the stairs, all of them claimed.
func (s *stairs) show(ids string) { s.ids = strings.Fields(ids); s.claims = int64(len(s.ids)) }

func newStairs(t *testing.T) *stairs {
	t.Parallel()
	s := &stairs{t: t, store: newStore(t)}
	if err := s.store.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	s.show("a b c d e f")
	if _, err := s.night(s.store.Warehouse); err != nil {
		t.Fatal(err)
	}
	return s
}

// night sweeps, two records a batch.
func (s *stairs) night(w pipelines.Warehouse) ([]tables.Window, error) {
	now, err := s.store.Now(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	s.nights++
	s.asked = nil
	round := s.round
	if round.IsZero() {
		round = now
	}
	p := pipelines.Pipeline{Source: s, Vendor: "ward", Kind: extract.Encounter, Warehouse: w, BatchRecords: 2, Zone: time.UTC,
		Mappers: map[extract.Kind]transform.Mapper{extract.Encounter: people{}}, Clock: pipelines.StartClock(now), RunID: strconv.Itoa(s.nights),
		Errand: pipelines.Errand{Purpose: pipelines.ForNight, Round: round}}
	return p.Nightly(s.t.Context(), pipelines.Rhythm{Sweep: 7 * 24 * time.Hour})
}

func (s *stairs) wantAsked(want ...string) {
	s.t.Helper()
	if !slices.Equal(s.asked, want) {
		s.t.Errorf("asked %q, want %q", s.asked, want)
	}
}

func (s *stairs) gone() int {
	return s.store.count("SELECT count() FROM {p}ops.record_state FINAL WHERE is_deleted")
}

// Two nights that together met all there is know what is gone.
func TestASweepOfTwoNightsNominatesDeletions(t *testing.T) {
	s := newStairs(t)
	s.show("a b d e f")
	s.rest = 2
	if _, err := s.night(s.store.Warehouse); err == nil {
		t.Fatal("the vendor was not left alone")
	}
	s.wantAsked("sweep from ")
	if n := s.gone(); n != 0 {
		t.Errorf("%d deleted by half a sweep", n)
	}
	s.rest = 0
	windows, err := s.night(s.store.Warehouse)
	if err != nil {
		t.Fatal(err)
	}
	s.wantAsked("sweep from 2", "ids c")
	if n := s.gone(); n != 1 {
		t.Errorf("%d deleted, want 1", n)
	}
	n := slices.IndexFunc(windows, func(w tables.Window) bool { return w.Mode == "sweep" })
	if w := windows[n]; w.Continues == "" || w.Resume != "" || w.Status != pipelines.Done || w.Books.Shown != 3 {
		t.Errorf("the second window is %s, goes on with %q, has %d records and resumes at %q", w.Status, w.Continues, w.Books.Shown, w.Resume)
	}
	if n := s.store.count("SELECT count() FROM {p}ops.coverage FINAL WHERE is_complete AND distinct_ids = 5"); n != 1 {
		t.Errorf("%d complete sweeps of five records, want 1", n)
	}
	if _, err := s.night(s.store.Warehouse); err != nil {
		t.Fatal(err)
	}
	s.wantAsked("sweep from ")
}

// A kill between two batches: the ledger knows how far all was loaded.
func TestAKilledSweepGoesOnWhereAllWasLoaded(t *testing.T) {
	s := newStairs(t)
	s.show("a b c d e f g")
	marks := 0
	w := &fading{Warehouse: s.store.Warehouse, at: func(t tables.Table, b arrow.Record) bool {
		at := b.Schema().FieldIndices("resume")
		if t.Name == "windows" && b.Column(at[0]).ValueStr(0) != "" {
			marks++
		}
		return marks == 2
	}}
	if _, err := s.night(w); !errors.Is(err, errStopped) {
		t.Fatalf("error %v, want the stop", err)
	}
	if err := s.store.CloseAbandoned(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.night(s.store.Warehouse); err != nil {
		t.Fatal(err)
	}
	s.wantAsked("sweep from 2")
	if n := s.store.count("SELECT count() FROM {p}fhir_current.practitioner"); n != 7 {
		t.Errorf("%d records, want 7", n)
	}
}

// Counts that do not agree bury nobody, and the next night begins at the beginning.
func TestASweepOfTwoNightsWhoseCountsDisagreeIsNotDone(t *testing.T) {
	s := newStairs(t)
	s.rest = 3
	if _, err := s.night(s.store.Warehouse); err == nil {
		t.Fatal("the vendor was not left alone")
	}
	s.show("b c x d e f") // a is gone, x came where the walk had been
	s.claims, s.rest = 5, 0
	if _, err := s.night(s.store.Warehouse); !errors.Is(err, pipelines.ErrDrift) {
		t.Errorf("error %v, want ErrDrift", err)
	}
	s.wantAsked("sweep from 3")
	if n := s.gone(); n != 0 {
		t.Errorf("%d deleted on the word of counts that disagree", n)
	}
	s.show("b c x d e f")
	if _, err := s.night(s.store.Warehouse); err != nil {
		t.Fatal(err)
	}
	s.wantAsked("sweep from ", "ids a")
	if n := s.gone(); n != 1 {
		t.Errorf("%d deleted, want 1", n)
	}
}

// What a killed run would have doubted the next one doubts, though the sweep is done in the books.
func TestASweepThatIsDoneIsDoubtedByTheRunThatGoesOnWithIt(t *testing.T) {
	s := newStairs(t)
	s.show("")
	s.round = time.Now().UTC().Truncate(time.Millisecond)
	w := &fading{Warehouse: s.store.Warehouse, at: func(t tables.Table, b arrow.Record) bool { return says(t, b, "status", pipelines.Failed) }}
	for _, over := range []pipelines.Warehouse{w, s.store.Warehouse} {
		if _, err := s.night(over); !errors.Is(err, pipelines.ErrVanished) {
			t.Fatalf("error %v, want ErrVanished", err)
		}
	}
	s.wantAsked()
	if n := s.store.count("SELECT count() FROM {p}ops.windows FINAL WHERE mode = 'sweep' AND status = 'failed' AND continues != ''"); n != 1 {
		t.Errorf("%d sweeps that go on with the first in doubt, want 1", n)
	}
	if n := s.gone(); n != 0 {
		t.Errorf("%d deleted", n)
	}
}

// What a sweep could not read before it was stopped is not forgotten by the one that goes on with it, though no total tells.
func TestWhatAStoppedSweepCouldNotReadIsNotForgotten(t *testing.T) {
	s := newStairs(t)
	s.claims, s.rest, s.lost = -1, 2, 1
	if _, err := s.night(s.store.Warehouse); err == nil {
		t.Fatal("the sweep was not put off")
	}
	s.rest, s.lost = 0, 0
	if _, err := s.night(s.store.Warehouse); !errors.Is(err, pipelines.ErrUnread) {
		t.Errorf("the sweep that goes on says %v", err)
	}
	s.wantAsked("sweep from 2")
	if _, err := s.night(s.store.Warehouse); err != nil {
		t.Errorf("the sweep after that: %v", err)
	}
}

// At a busy clinic something is deleted between any two nights. A sweep of two that shows again what it met before the break has stepped
// over nothing: it is done, and takes nothing for deleted. One that does not may have, and begins again.
func TestASweepOfTwoNightsOutlivesDeletions(t *testing.T) {
	s := newStairs(t)
	s.show("a b c d e f g")
	s.rest, s.back = 3, 2
	if _, err := s.night(s.store.Warehouse); err == nil {
		t.Fatal("the vendor was not left alone")
	}
	s.show("b c d e f g")
	s.rest = 0
	if _, err := s.night(s.store.Warehouse); err != nil {
		t.Fatal(err)
	}
	s.wantAsked("sweep from 1")
	if n := s.gone(); n != 0 {
		t.Errorf("%d deleted on the word of a sweep during which records moved", n)
	}
	if n := s.store.count("SELECT count() FROM {p}ops.coverage FINAL WHERE NOT is_complete AND distinct_ids = 7 AND claimed = 6 AND length(drift) > 0"); n != 1 {
		t.Errorf("%d sweeps say that records were deleted since the break, want 1", n)
	}
	s.rest = 3
	if _, err := s.night(s.store.Warehouse); err == nil {
		t.Fatal("the vendor was not left alone")
	}
	s.show("d e f g")
	s.rest = 0
	if _, err := s.night(s.store.Warehouse); !errors.Is(err, pipelines.ErrDrift) {
		t.Fatalf("a sweep whose parts do not join: %v", err)
	}
	if _, err := s.night(s.store.Warehouse); err != nil {
		t.Fatal(err)
	}
	s.wantAsked("sweep from ", "ids a b c")
}
