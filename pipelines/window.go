package pipelines

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
)

// Window states in ops.windows.
const (
	Running     = "running"
	Done        = "done"
	Failed      = "failed"
	Interrupted = "interrupted"
	Deferred    = "deferred"
	Accepted    = "accepted" // closed by a person, with its gap on record
)

// Modes a window adds to those of an Ask.
const (
	modeSettle  = "settle"  // landed states that a stop left unloaded: no vendor call
	modeConfirm = "confirm" // ids a complete sweep did not see, each read once more
)

// ErrBooks says that a window's counts do not add up; the window is failed and nothing is lost: run again.
var ErrBooks = errors.New("the books of the window do not close")

// ErrUnread says that the vendor showed records that could not be read. All others are loaded; the window is not done.
var ErrUnread = errors.New("records that the vendor showed could not be read")

// ErrDrift says that the vendor's list and its own total disagree after walking it again. What was read is loaded; nothing is
// taken for deleted; the next run walks it again.
var ErrDrift = errors.New("the vendor's list and its total do not agree")

// maxIssueKinds bounds what is counted apart per window.
const maxIssueKinds = 4096

// met is an issue and the endpoint that told the record.
type met struct {
	transform.Issue
	endpoint string
}

// window is the work in hand: its row in ops.windows and its issue counts, written by the loading side, and what the
// pages said of the whole, written by the reading side.
type window struct {
	tables.Window
	issues map[met]uint64
	spared map[tables.Emitted]tables.Lineage // dropped by a record while another listed it

	riders []*window // of the kinds that came along, opened when the first of their records came

	pages    uint64
	claimed  int64         // -1: the vendor claims no total
	requests *atomic.Int64 // sent so far; nil: the vendor is not asked
	chain    []string      // of a sweep that goes on: the windows before it
	before   uint64        // what those could not read
	coverage *extract.Coverage
	shrunk   bool // of a sweep that goes on: records met before were deleted since, and none was stepped over
}

func (p *Pipeline) open(kind extract.Kind, mode string, from, to time.Time) *window {
	now := p.Clock.Now()
	return &window{
		Window: tables.Window{
			ID: uuid.NewString(), RunID: p.RunID, Source: p.Source.Name(), Kind: string(kind), Mode: mode,
			Purpose: p.Errand.Purpose, Round: p.Errand.Round, Shard: p.Errand.Shard, Host: p.Errand.Host, Who: p.Errand.Who,
			From: from, To: to, Status: Running, Started: now, UpdatedAt: now,
		},
		issues: map[met]uint64{}, spared: map[tables.Emitted]tables.Lineage{}, claimed: -1,
	}
}

// windowOf gives the window that a record of the kind belongs to. A kind nobody said would come along is no record of ours.
func (p *Pipeline) windowOf(ctx context.Context, w *window, kind extract.Kind) (*window, error) {
	if w.Kind == string(kind) {
		return w, nil
	}
	for _, rider := range w.riders {
		if rider.Kind == string(kind) {
			return rider, nil
		}
	}
	if !slices.Contains(p.Riders, kind) {
		return nil, fmt.Errorf("%w: a record of kind %s came with %s", extract.ErrShape, kind, w.Kind)
	}
	rider := p.open(kind, w.Mode, w.From, w.To)
	rider.CameWith = w.ID
	w.riders = append(w.riders, rider)
	return rider, p.writeWindow(ctx, rider)
}

// tellsSeen tells whether a window lists the ids it met: one that others are chosen by what it did not meet.
func (p *Pipeline) tellsSeen(w *window) bool {
	return w.Kind == string(p.Kind) && (w.Mode == string(extract.Sweep) || w.Mode == string(extract.Range))
}

// count adds an issue to the window's counts.
func (w *window) count(endpoint string, i transform.Issue) {
	m := met{i, endpoint}
	if _, ok := w.issues[m]; !ok && len(w.issues) >= maxIssueKinds {
		m.Path = "(further paths)"
	}
	w.issues[m]++
}

// enter puts what the pages said into the books.
func (w *window) enter() {
	w.Books.Pages, w.Books.Claimed, w.Books.Requests = w.pages, w.claimed, w.sent()
	if w.coverage == nil {
		return
	}
	w.Lost = w.before
	for _, s := range w.coverage.Skipped {
		if s.Lost {
			w.Lost += uint64(s.Count)
		}
		w.Books.Shown += uint64(s.Count)
		w.Books.Skipped += uint64(s.Count)
		if s.Reason == extract.SkipVanished {
			w.Books.Vanished += uint64(s.Count)
		}
		w.issues[met{Issue: transform.Issue{Code: transform.Reason(s.Reason)}}] += uint64(s.Count)
	}
}

// told adds what was shown to the window's content: a sum, so that order does not count.
func (w *window) told(i item) {
	h := sha256.New()
	h.Write([]byte(string(i.Kind) + "\x00" + i.ID + "\x00"))
	h.Write(i.Hash[:])
	carry := uint16(0)
	for n, b := range h.Sum(nil) {
		carry += uint16(w.Content[n]) + uint16(b)
		w.Content[n] = byte(carry)
		carry >>= 8
	}
}

func (w *window) sent() uint64 {
	if w.requests == nil {
		return 0
	}
	return uint64(w.requests.Load())
}

// unread tells how many records the vendor showed in vain.
func (w *window) unread() error {
	if w.Lost == 0 {
		return nil
	}
	return fmt.Errorf("%w: %d of %s %s; ops.issues names the reasons", ErrUnread, w.Lost, w.Source, w.Kind)
}

// drifted tells whether a walk over everything met another number of records than the vendor counts, in spite of walking
// again: something moved meanwhile and nobody knows what was missed.
func (w *window) drifted() error {
	c := w.coverage
	if c == nil || c.Complete || w.shrunk || c.Basis != string(extract.Sweep) || c.Claimed < 0 {
		return nil
	}
	met := c.Distinct
	for _, s := range c.Skipped {
		met += s.Count
	}
	if met == c.Claimed {
		return nil
	}
	return fmt.Errorf("%w: %s %s: %d of %d", ErrDrift, w.Source, w.Kind, met, c.Claimed)
}

// closes says whether the counts add up: every record shown is accounted for and every resource emitted was read back.
func closes(b tables.Books) error {
	if sum := b.Loaded + b.Unchanged + b.Duplicate + b.Stale + b.Skipped + b.Quarantined; b.Shown != sum {
		return fmt.Errorf("%w: %d records shown, %d accounted for", ErrBooks, b.Shown, sum)
	}
	if b.Emitted != b.ReadBack {
		return fmt.Errorf("%w: %d resources emitted, %d read back", ErrBooks, b.Emitted, b.ReadBack)
	}
	return nil
}

// close writes what the window came to. It works on after a cancellation, for a few seconds, so that the ledger tells.
func (p *Pipeline) close(ctx context.Context, w *window, err error) (tables.Window, error) {
	w.enter()
	if err == nil {
		err = errors.Join(closes(w.Books), w.unread(), w.drifted())
	} else {
		err = errors.Join(err, ctx.Err()) // the reason of a stop may be of any kind
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 20*time.Second)
	defer cancel()
	w.Status, w.Error = outcome(err)
	w.Finished = p.Clock.Now()
	w.UpdatedAt = later(w.Finished, w.UpdatedAt)
	return w.Window, errors.Join(err, p.writeIssues(ctx, w), p.writeCoverage(ctx, w), p.writeWindow(ctx, w))
}

// outcome names the state a window ends in and a reason that holds no value of a record.
func outcome(err error) (status, reason string) {
	var later *extract.DeferredError
	switch {
	case err == nil:
		return Done, ""
	case errors.Is(err, context.Canceled):
		return Interrupted, "stopped before the end"
	case errors.As(err, &later):
		return Deferred, err.Error()
	}
	return Failed, err.Error()
}

func (p *Pipeline) writeWindow(ctx context.Context, w *window) error {
	return write(ctx, p.Warehouse, tables.Windows, []tables.Window{w.Window})
}

func (p *Pipeline) writeIssues(ctx context.Context, w *window) error {
	rows := make([]tables.IssueCount, 0, len(w.issues))
	for i, n := range w.issues {
		rows = append(rows, tables.IssueCount{WindowID: w.ID, RunID: w.RunID, Source: w.Source, Kind: w.Kind,
			Reason: string(i.Code), Path: i.Path, Endpoint: i.endpoint, Count: n})
	}
	return write(ctx, p.Warehouse, tables.Issues, rows)
}

func (p *Pipeline) writeCoverage(ctx context.Context, w *window) error {
	c := w.coverage
	if c == nil {
		return nil
	}
	return write(ctx, p.Warehouse, tables.Coverages, []tables.CoverageRow{{
		WindowID: w.ID, RunID: w.RunID, Source: w.Source, Kind: w.Kind, Basis: c.Basis, Complete: c.Complete,
		Distinct: c.Distinct, Claimed: c.Claimed, Blind: c.Blind, Drift: c.Drift, At: p.Clock.Now()}})
}
