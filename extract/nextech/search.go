package nextech

import (
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
		if h, reason := p.hit(item, answer); reason != "" {
			out.skips = append(out.skips, reason)
		} else {
			out.hits = append(out.hits, h)
		}
	}
	return out, nil
}

// hit cuts and hashes one patient, or tells why it is no record.
func (p *pull) hit(item json.RawMessage, answer *rest.Answer) (hit, string) {
	shaped, err := p.client.Shape(patientShape, item)
	if reason := unreadable(err); reason != "" {
		return hit{}, reason
	}
	key, ok := idOf(shaped.Picked[0])
	switch {
	case !ok:
		return hit{}, extract.SkipNoID
	case shaped.Ambiguous:
		return hit{}, skipTwoIDs
	}
	if chart, ok := rest.Text(shaped.Picked[1]); ok && chart != "" {
		p.charts.keep(key, chart)
	}
	h := hit{key, p.record(key.String(), answer.Origin(), answer.Fetched)}
	h.record.Body, h.record.Hash = shaped.Body, shaped.Hash
	return h, ""
}

// unreadable is the reason to skip what could not be shaped; empty for nil.
func unreadable(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.Is(err, extract.ErrTooLarge):
		return extract.SkipTooLarge
	}
	return extract.SkipUnreadable
}

// charts remembers the chart numbers that searches showed since the source was opened, by which a patient is found again.
type charts struct{ numbers sync.Map } // id -> string

func (c *charts) keep(patient id, chart string) { c.numbers.Store(patient, chart) }

// of gives a patient's chart number; empty when no search showed one.
func (c *charts) of(patient id) string {
	chart, _ := c.numbers.Load(patient)
	text, _ := chart.(string)
	return text
}
