package pipelines_test

import (
	"context"
	"crypto/sha256"
	"iter"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
	nextvisit "github.com/nightrounds/rounds/transform/nextvisit"
)

// answers is a source whose answers arrived at times of the test's choosing.
type answers []extract.Record

func (answers) Name() string { return "notes" }

func (a answers) Pull(context.Context, extract.Ask) iter.Seq2[extract.Page, error] {
	return func(yield func(extract.Page, error) bool) {
		yield(extract.Page{Records: a, Claimed: -1, Done: &extract.Coverage{Basis: "sweep", Claimed: -1}}, nil)
	}
}

// arrived is a note whose answer arrived at a time. It states no vendor time, so that only arrival tells.
func arrived(at time.Time, text string) extract.Record {
	body := note(1, 1, text, map[string]any{"updated_at": nil})
	return extract.Record{Source: "notes", Vendor: "nextvisit", Kind: extract.Note, ID: "1", Fetched: at,
		Origin: "/v1/progress-notes page 1", Body: []byte(body), Hash: sha256.Sum256([]byte(body))}
}

func TestALateOldPageDoesNotWinOverALaterAnswer(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	w, now := &desk{store: s}, time.Now()
	if err := s.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	server, err := s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := pipelines.Pipeline{Vendor: "nextvisit", Kind: extract.Note, Warehouse: s.Warehouse, RunID: "late",
		Clock: pipelines.StartClock(server), Zone: time.UTC,
		Mappers: nextvisit.Mappers(nextvisit.Config{Source: "notes", Zone: "UTC", Team: "5"})}
	for _, page := range []struct {
		text          string
		after         time.Duration
		loaded, stale int
	}{
		{"first", time.Second, 1, 0},
		{"later", 3 * time.Second, 1, 0},
		{"late and old", 2 * time.Second, 0, 1}, // asked for before, handed over after
	} {
		p.Source = answers{arrived(now.Add(page.after), page.text)}
		done, err := p.Run(t.Context(), extract.Ask{Kind: extract.Note, Mode: extract.Sweep})
		if err != nil {
			t.Fatal(err)
		}
		w.want(page.text+": loaded", int(done[0].Books.Loaded), page.loaded)
		w.want(page.text+": stale", int(done[0].Books.Stale), page.stale)
	}
	if w.text() != "later" {
		t.Error("an older answer won")
	}
	w.want("states kept", s.count("SELECT count() FROM {p}raw.records FINAL"), 3)
}
