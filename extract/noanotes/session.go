package noanotes

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// What a basis cannot see, and what moved.
const (
	blindList    = "Noa lists no sessions: those that neither manifest nor journal names are not seen."
	blindRange   = "The range is of the manifest's created_at and the journal's received_at: what changed without a delivery is not seen."
	blindIDs     = "Only the ids that were asked for were read."
	driftResumed = "The sweep was resumed: sessions named since the break whose place lies before it were not read."
)

// notNow are answers to a single session: not allowed to see it, or it has no summary in its present state. No page tells which
// of them the vendor uses.
var notNow = []int{http.StatusForbidden, http.StatusConflict, http.StatusUnprocessableEntity}

// maxRefused is how many sessions in a row may be forbidden, with none readable before, until it is the account that is.
const maxRefused = 10

// placeForm is the form of known.place.
var placeForm = regexp.MustCompile(`^[0-9a-f]{16}$`)

// counts is what became of the sessions that were asked for.
type counts struct {
	manifest, summary, unavailable, journal int
	refused                                 int // in a row
}

func (c counts) sentence() string {
	return fmt.Sprintf("Of the sessions asked for, %d are in the manifest and %d in the journal only; %d had a summary, %d had none.",
		c.manifest, c.journal, c.summary, c.unavailable)
}

// outcome is what became of one session.
type outcome struct {
	record extract.Record
	status int    // HTTP status of the summary
	skip   string // why there is no record
	cause  error  // what was wrong with the answer then
}

// read asks for sessions, a page of them at a time.
func (p *pull) read(ctx context.Context, sessions iter.Seq[*known]) error {
	for batch := range rest.Batches(sessions, p.cfg.PageSize) {
		if err := p.page(ctx, batch); err != nil {
			return err
		}
	}
	return nil
}

// page reads sessions side by side, the account's pace permitting, and sends them in their order.
func (p *pull) page(ctx context.Context, batch []*known) error {
	outcomes, err := rest.Each(ctx, p.cfg.Parallel, batch, p.session)
	if err != nil {
		return err
	}
	out := extract.Page{Claimed: -1}
	for i, o := range outcomes {
		if o.skip != "" {
			if err := p.book.Unreadable(o.skip, o.cause); err != nil {
				return err
			}
			continue
		}
		if err := p.counts.add(batch[i], o.status); err != nil {
			return err
		}
		p.book.Keep(o.record.ID)
		out.Records = append(out.Records, o.record)
	}
	if p.ask.Mode == extract.Sweep {
		out.Resume = batch[len(batch)-1].place
	}
	return p.send(out)
}

func (c *counts) add(k *known, status int) error {
	switch {
	case k.row != nil:
		c.manifest++
	case len(k.events) > 0:
		c.journal++
	}
	if c.refused++; status != http.StatusForbidden { // the others tell of the session's state: many may be under way at once
		c.refused = 0
	}
	if status == http.StatusOK {
		c.summary++
		return nil
	}
	c.unavailable++
	if c.summary == 0 && c.refused > maxRefused {
		return fmt.Errorf("reading summaries: every one is forbidden: %w", extract.ErrAuth)
	}
	return nil
}

// session reads one session. An error ends the Pull; an answer that is bad in itself is skipped and counted.
func (p *pull) session(ctx context.Context, k *known) (outcome, error) {
	client := p.clients[k.country]
	summary, code, err := p.fetch(ctx, client, rest.Call{Endpoint: template(p.cfg.SummaryPath), ID: k.id}, notNow...)
	if err != nil {
		return unreadable(err)
	}
	parts := envelope{k: k, version: p.cfg.APIVersion, summary: bodyOf(summary), code: code}
	if call, ok := p.statusCall(k); ok {
		refusals := notNow
		if !call.Key.IsZero() {
			refusals = slices.Concat(notNow, []int{http.StatusUnauthorized}) // the session's token has ended, as they do after an hour
		}
		status, _, err := p.fetch(ctx, client, call, refusals...)
		if err != nil {
			return unreadable(err)
		}
		parts.status = bodyOf(status)
	}
	shaped, err := client.Shape(sessionShape, parts.json())
	if err != nil {
		return unreadable(err)
	}
	return outcome{status: code, record: extract.Record{
		Source: p.cfg.Name, Vendor: "noanotes", Kind: extract.Session, ID: k.key, Fetched: time.Now(),
		Origin: template(p.cfg.SummaryPath), Body: shaped.Body, Hash: shaped.Hash,
	}}, nil
}

// fetch reads one answer. What the vendor does not have, or does not show for one of these statuses, is no error: nil and the
// status.
func (p *pull) fetch(ctx context.Context, client *rest.Client, call rest.Call, refusals ...int) (*rest.Answer, int, error) {
	if p.cfg.APIVersion != "" {
		call.Query = url.Values{"api-version": {p.cfg.APIVersion}}
	}
	answer, err := client.Get(ctx, call)
	switch {
	case err == nil && hollow(answer.Body):
		return nil, 0, fmt.Errorf("reading %s: %w: it tells of nothing, or of an error", call.Endpoint, extract.ErrShape)
	case err == nil:
		return answer, http.StatusOK, nil
	}
	failed, told := errors.AsType[*rest.Error](err)
	if told && errors.Is(err, rest.ErrNotFound) {
		return nil, failed.Status, nil
	}
	for _, status := range refusals {
		if told && failed.Status == status {
			return nil, status, nil
		}
	}
	return nil, 0, err
}

// unreadable tells answers that are bad in themselves from what ends a Pull.
func unreadable(err error) (outcome, error) {
	if skip := rest.SkipOf(err); skip != "" {
		return outcome{skip: skip, cause: err}, nil
	}
	return outcome{}, err
}

func bodyOf(a *rest.Answer) json.RawMessage {
	if a == nil {
		return nil
	}
	return bytes.TrimPrefix(a.Body, []byte("\xef\xbb\xbf"))
}

// envelope is a session's body in the making.
type envelope struct {
	k               *known
	version         string
	status, summary json.RawMessage // nil: not had
	code            int             // HTTP status of the summary
}

// json writes the envelope. The customer's row and the vendor's answers stand in it as they came.
func (e envelope) json() json.RawMessage {
	out := member([]byte{'{'}, "id", quoted(e.k.key))
	out = member(out, "request", e.request())
	if e.k.row != nil {
		out = member(out, "manifest", e.k.row)
	}
	if e.k.succeeded {
		out = member(out, "succeeded", json.RawMessage("true"))
	}
	if len(e.k.events) > 0 {
		out = member(out, "journal", e.journal())
	}
	if e.status != nil {
		out = member(out, "status", e.status)
	}
	if e.summary != nil {
		out = member(out, "summary", e.summary)
	}
	return append(member(out, "summary_status", json.RawMessage(strconv.Itoa(e.code))), '}')
}

func (e envelope) request() json.RawMessage {
	out := member([]byte{'{'}, "country", quoted(e.k.country))
	if e.k.id != "" {
		out = member(out, "session_id", quoted(e.k.id))
	}
	return append(member(out, "api_version", quoted(e.version)), '}')
}

func (e envelope) journal() json.RawMessage {
	out := []byte{'['}
	for i, ev := range e.k.events {
		if i > 0 {
			out = append(out, ',')
		}
		out = append(member(member(append(out, '{'), "status", ev.status), "received_at", quoted(ev.stamp)), '}')
	}
	return append(out, ']')
}

// member appends a member to an object that is open.
func member(object json.RawMessage, name string, value json.RawMessage) json.RawMessage {
	if object[len(object)-1] != '{' {
		object = append(object, ',')
	}
	return append(append(append(object, quoted(name)...), ':'), value...)
}
