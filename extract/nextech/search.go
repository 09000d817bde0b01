package nextech

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"sync"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// hit is a patient a search showed, made a record.
type hit struct {
	patient id
	record  extract.Record
}

// found is what one search showed.
type found struct {
	hits  []hit
	skips []string // why an element is no record, one reason each
}

// shown is how many patients the search showed, readable or not.
func (f found) shown() int { return len(f.hits) + len(f.skips) }

// search asks for a name or a chart number.
func (p *pull) search(ctx context.Context, term string) (found, error) {
	answer, err := p.client.Get(ctx, rest.Call{Endpoint: p.cfg.SearchPath, Query: url.Values{"term": {term}}})
	if errors.Is(err, rest.ErrNotFound) {
		return found{}, nil
	}
	if err != nil {
		return found{}, err
	}
	items, err := patientsIn(answer.Body)
	if err != nil {
		return found{}, fmt.Errorf("reading %s: %w", answer.Origin(), err)
	}
	out := found{}
	for _, item := range items {
		if h, reason := p.hit(item, term, answer); reason != "" {
			out.skips = append(out.skips, reason)
		} else {
			out.hits = append(out.hits, h)
		}
	}
	return out, nil
}

// hit cuts and hashes one patient that a term showed, or tells why it is no record.
func (p *pull) hit(item json.RawMessage, term string, answer *rest.Answer) (hit, string) {
	shaped, err := p.client.Shape(patientShape, item)
	if reason := rest.SkipOf(err); reason != "" {
		return hit{}, reason
	}
	key, ok := idOf(shaped.Picked[0])
	switch {
	case !ok:
		return hit{}, extract.SkipNoID
	case shaped.Ambiguous:
		return hit{}, skipTwoIDs
	}
	chart, _ := rest.Text(shaped.Picked[1])
	p.finds.keep(key, cmp.Or(chart, term))
	h := hit{key, p.record(key.String(), answer.Origin(), answer.Fetched)}
	h.record.Body, h.record.Hash = shaped.Body, shaped.Hash
	return h, ""
}

// finds remembers since the source was opened by what term a patient is found again: the chart number, else the term that
// showed them.
type finds struct{ terms sync.Map } // id -> string

func (f *finds) keep(patient id, term string) { f.terms.Store(patient, term) }

// of gives the term that finds a patient; empty when no search showed one.
func (f *finds) of(patient id) string {
	term, _ := f.terms.Load(patient)
	text, _ := term.(string)
	return text
}
