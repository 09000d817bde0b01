package vsee

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// object types of GET /users (User API, "Type").
const (
	typeMember   = "200"
	typeProvider = "400"
)

// endpoints.
const (
	usersPath  = "/users"
	userPath   = "/users/{id}"
	visitsPath = "/visits"
	visitPath  = "/visits/{id}"
)

// Pull yields the records of a kind. See extract.Source and the package's documentation for what each mode can see. The
// last Page is empty and carries the Coverage.
func (s *Source) Pull(ctx context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return func(yield func(extract.Page, error) bool) {
		p := &pull{Source: s, ask: a, book: newBook(), yield: yield}
		if err := p.run(ctx); err != nil && !errors.Is(err, errStop) {
			yield(extract.Page{}, err)
		}
	}
}

// errStop ends a Pull whose reader left the loop.
var errStop = errors.New("the reader has left")

// pull is one Pull under way. Only its own goroutine touches the book.
type pull struct {
	*Source
	ask   extract.Ask
	book  *book
	yield func(extract.Page, error) bool
}

func (p *pull) run(ctx context.Context) error {
	if err := p.refuse(); err != nil {
		return err
	}
	if err := p.enumerate(ctx); err != nil {
		return err
	}
	if err := p.book.verdict(); err != nil {
		return err
	}
	return p.send(extract.Page{Claimed: p.book.claimed, Done: p.book.coverage(p.basis())})
}

// refuse says which Asks cannot be served, before anything is sent.
func (p *pull) refuse() error {
	a := p.ask
	switch {
	case !slices.Contains([]extract.Kind{extract.Patient, extract.Practitioner, extract.Visit}, a.Kind):
		return fmt.Errorf("vsee has patient, practitioner and visit: %w", extract.ErrUnsupported)
	case a.Mode == extract.IDs && a.IDs == nil:
		return fmt.Errorf("no ids are given: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && a.Kind != extract.Visit:
		return fmt.Errorf("users have no date to choose by: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && !a.From.Before(a.To):
		return fmt.Errorf("the range is empty: %w", extract.ErrUnsupported)
	case a.Mode != extract.IDs && a.Mode != extract.Range && a.Mode != extract.Sweep:
		return fmt.Errorf("the mode is unknown: %w", extract.ErrUnsupported)
	}
	return nil
}

func (p *pull) enumerate(ctx context.Context) error {
	switch {
	case p.ask.Mode == extract.IDs:
		return p.named(ctx)
	case p.ask.Kind == extract.Visit:
		return p.visits(ctx)
	case p.ask.Kind == extract.Patient && p.cfg.Enumerate == ByRoster:
		return p.rosterMembers(ctx)
	case p.ask.Kind == extract.Patient && p.cfg.Enumerate == ByOwn:
		return fmt.Errorf("enumerate is own, which lists no patients: %w", extract.ErrUnsupported)
	}
	return p.users(ctx)
}

// basis is Coverage.Basis.
func (p *pull) basis() string {
	switch {
	case p.ask.Mode != extract.Sweep:
		return string(p.ask.Mode)
	case p.cfg.Enumerate == ByRoster && p.ask.Kind != extract.Practitioner:
		return ByRoster
	}
	return BySweep
}

// named reads the records of Ask.IDs, a page at a time.
func (p *pull) named(ctx context.Context) error {
	p.book.sees(blindIDs)
	batch := make([]candidate, 0, p.cfg.PageSize)
	for text := range p.ask.IDs {
		key, ok := parseID(text)
		if !ok {
			p.book.skip(skipNoID)
			continue
		}
		batch = append(batch, candidate{id: key})
		if len(batch) == cap(batch) {
			if err := p.details(ctx, batch, "", ""); err != nil {
				return err
			}
			batch = batch[:0]
		}
	}
	return p.details(ctx, batch, "", "")
}

// send hands a page to the reader.
func (p *pull) send(page extract.Page) error {
	if !p.yield(page, nil) {
		return errStop
	}
	return nil
}

// shape is the kind's table of paths.
func (p *pull) shape() *rest.Shape {
	if p.ask.Kind == extract.Visit {
		return visitShape
	}
	return userShape
}

// endpoint is where the kind's records are read by id.
func (p *pull) endpoint() string {
	if p.ask.Kind == extract.Visit {
		return visitPath
	}
	return userPath
}
