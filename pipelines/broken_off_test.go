package pipelines_test

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"strconv"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform/nextvisit"
)

// breaking is a source that shows some notes and then asks to be left alone.
type breaking struct{ notes int }

func (breaking) Name() string { return "notes" }

func (b breaking) Pull(_ context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return func(yield func(extract.Page, error) bool) {
		for id := 1; id <= b.notes; id++ {
			r := extract.Record{Source: "notes", Vendor: "nextvisit", Kind: a.Kind, ID: strconv.Itoa(id), Fetched: time.Now(),
				Body: json.RawMessage(note(id, 1, "alpha", nil)), Hash: extract.Hash{byte(id)}}
			if !yield(extract.Page{Records: []extract.Record{r}, Claimed: -1}, nil) {
				return
			}
		}
		yield(extract.Page{}, &extract.DeferredError{Until: time.Now().Add(time.Hour)})
	}
}

// A vendor that counts requests per day may never show a whole batch in one night: what it showed is kept, night by night.
func TestWhatWasShownBeforeTheVendorBrokeOffIsLoaded(t *testing.T) {
	s := newStore(t)
	if err := s.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	now, err := s.Now(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p := pipelines.Pipeline{Source: breaking{3}, Vendor: "nextvisit", Kind: extract.Note, Warehouse: s.Warehouse, Zone: time.UTC, RunID: "run",
		Mappers: nextvisit.Mappers(nextvisit.Config{Source: "notes", Zone: "UTC"}), Clock: pipelines.StartClock(now)}
	ws, err := p.Run(t.Context(), extract.Ask{Kind: extract.Note, Mode: extract.Sweep})
	if later, ok := errors.AsType[*extract.DeferredError](err); !ok || later.Until.IsZero() || ws[0].Status != pipelines.Deferred {
		t.Errorf("%s, error %v", ws[0].Status, err)
	}
	if w := ws[0]; w.Books.Shown != 3 || w.Books.Loaded != 3 || w.Books.Emitted != w.Books.ReadBack {
		t.Errorf("books %+v", ws[0].Books)
	}
	if n := s.count("SELECT count() FROM {p}fhir_current.document_reference"); n != 3 {
		t.Errorf("%d notes, want 3", n)
	}
}
