package nextech

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

const (
	narrowest    = 24 * time.Hour // a range that is not halved any more
	mostFailures = 60             // failed ranges of one patient before the reading is given up
)

// history is the reading of one patient's encounters. Where the vendor fails on a range, its CCDs are perhaps too large for
// one answer, and each half is asked for alone.
type history struct {
	*pull
	patient  id
	outcome  outcome
	seen     map[id]bool // halves meet in a moment that both may show
	failures int
}

// read reads from one moment to another. An error is one that no shorter range can mend.
func (h *history) read(ctx context.Context, from, to time.Time) error {
	if h.failures >= mostFailures {
		return nil
	}
	call := h.call(from, to)
	call.Parts = to.Sub(from) > narrowest // halving tries again
	page, err := h.client.GetPage(ctx, call, "")
	switch {
	case err == nil:
		h.outcome.answered = true
		h.take(page)
		return nil
	case errors.Is(err, rest.ErrNotFound):
		if !h.outcome.split {
			h.outcome.skips = append(h.outcome.skips, skipNobody)
		}
		h.outcome.answered = true
		return nil
	case !mayBeSize(err):
		return err
	}
	h.failures++
	h.outcome.split = true
	if !call.Parts || h.failures == mostFailures {
		h.giveUp(err)
		return nil
	}
	middle := from.Add(to.Sub(from) / 2).Truncate(time.Second)
	if err := h.read(ctx, from, middle); err != nil {
		return err
	}
	return h.read(ctx, middle, to)
}

// giveUp books a day that cannot be read. When nothing at all could be read before it, size is not what is wrong.
func (h *history) giveUp(err error) {
	h.outcome.reason, h.outcome.fault = skipFails, err
	if !h.outcome.answered {
		h.failures = mostFailures
	}
}

func (h *history) call(from, to time.Time) rest.Call {
	query := url.Values{"start": {from.Format(h.cfg.DateLayout)}, "end": {to.Format(h.cfg.DateLayout)}}
	if h.cfg.Section != "" {
		query.Set("section", h.cfg.Section)
	}
	return rest.Call{Endpoint: strings.ReplaceAll(h.cfg.EncountersPath, patientParam, "{id}"), ID: h.patient.String(), Query: query}
}

// mayBeSize tells whether a shorter range may be answered: 500, an answer over a limit, or one that breaks off.
func mayBeSize(err error) bool {
	at, _ := errors.AsType[*rest.Error](err)
	return at != nil && at.Status == http.StatusInternalServerError || errors.Is(err, extract.ErrTooLarge) || errors.Is(err, extract.ErrShape)
}

// take makes records of an answer's encounters, of those in the range where one is asked for.
func (h *history) take(page *rest.Page) {
	for _, item := range page.Items {
		summary := rest.Members(rest.Members(item)["summary"])
		key, ok := idOf(summary["encounterId"])
		if !ok {
			h.skip(extract.SkipNoID)
			continue
		}
		if h.seen[key] {
			continue
		}
		h.seen[key] = true
		if !h.inRange(moment(summary["encounterDate"])) {
			continue
		}
		shaped, err := h.client.Shape(encounterShape, h.envelope(item))
		if reason := rest.SkipOf(err); reason != "" {
			h.skip(reason)
			continue
		}
		r := h.record(joint(h.patient, key), page.Origin(), page.Fetched)
		r.Body, r.Hash = shaped.Body, shaped.Hash
		h.outcome.records = append(h.outcome.records, r)
	}
}

func (h *history) skip(reason string) { h.outcome.skips = append(h.outcome.skips, reason) }

// inRange tells whether an encounter belongs to the Ask. One without a date is in no range.
func (h *history) inRange(at time.Time) bool {
	if h.ask.Mode != extract.Range {
		return true
	}
	if at.IsZero() {
		h.skip(extract.SkipUndated)
	}
	return !at.IsZero() && !at.Before(h.ask.From) && at.Before(h.ask.To)
}

// envelope puts beside an encounter what was asked for: the answer does not tell whose it is.
func (h *history) envelope(item json.RawMessage) json.RawMessage {
	asked, _ := json.Marshal(struct { // plain text and a number: it cannot fail
		Patient  uint64 `json:"patientId"`
		Practice string `json:"practice"`
		Section  string `json:"section,omitempty"`
	}{uint64(h.patient), h.cfg.Practice, h.cfg.Section})
	body := append([]byte(`{"request":`), asked...)
	body = append(append(body, `,"answer":`...), item...)
	return append(body, '}')
}
