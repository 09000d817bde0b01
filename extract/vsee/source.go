package vsee

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// object types of GET /users (User API, "Type").
const (
	typeMember   = "200"
	typeProvider = "400"
)

// Pull yields the records of a kind. See extract.Source and the package's documentation for what each mode can see. The
// last Page is empty and carries the Coverage.
func (s *Source) Pull(ctx context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return extract.Pages(func(send func(extract.Page) error) error {
		p := &pull{Source: s, ask: a, reading: readings[a.Kind], book: extract.NewBook(skipList), lists: extract.NewBook()}
		p.send = p.book.Telling(send)
		return p.run(ctx)
	})
}

// pull is one Pull under way. Only its own goroutine touches the books.
type pull struct {
	*Source
	ask     extract.Ask
	reading reading
	tenant  string // the account's code, where the Ask needs it
	labels  labels
	book    *extract.Book
	lists   *extract.Book            // only of whether members' lists can be read
	send    func(extract.Page) error // hands a page to the reader
}

func (p *pull) run(ctx context.Context) error {
	if err := p.refuse(); err != nil {
		return err
	}
	if err := p.prepare(ctx); err != nil {
		return err
	}
	if err := p.enumerate(ctx); err != nil {
		return err
	}
	if err := errors.Join(p.book.Verdict(), p.lists.Verdict(), ctx.Err()); err != nil {
		return err
	}
	basis := p.basis()
	complete := basis != ByRoster && basis != string(extract.IDs) // only the vendor's own lists can be complete
	return p.send(extract.Page{Claimed: p.book.Claimed(), Done: p.book.Coverage(basis, complete)})
}

// refuse says which Asks cannot be served, before anything is sent.
func (p *pull) refuse() error {
	a := p.ask
	_, known := readings[a.Kind]
	switch {
	case riding[a.Kind] != "":
		return fmt.Errorf("%s: %w", riding[a.Kind], extract.ErrUnsupported)
	case !known:
		return fmt.Errorf("vsee has no such kind: %w", extract.ErrUnsupported)
	case a.Mode == extract.IDs && a.IDs == nil:
		return fmt.Errorf("no ids are given: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && a.Kind != extract.Visit:
		return fmt.Errorf("only visits have a date to choose by: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && !a.From.Before(a.To):
		return fmt.Errorf("the range is empty: %w", extract.ErrUnsupported)
	case a.Mode != extract.IDs && a.Mode != extract.Range && a.Mode != extract.Sweep:
		return fmt.Errorf("the mode is unknown: %w", extract.ErrUnsupported)
	}
	return nil
}

// prepare reads what records of the kind are compared with or worded by.
func (p *pull) prepare(ctx context.Context) (err error) {
	switch p.ask.Kind {
	case extract.Location, extract.Organization, extract.Visit:
		if p.tenant, err = p.cfg.Account.Reveal(ctx); err != nil {
			return fmt.Errorf("read the account's code: %w", err)
		}
	}
	if p.ask.Kind == extract.Visit {
		return p.readLabels(ctx)
	}
	return nil
}

func (p *pull) enumerate(ctx context.Context) error {
	switch {
	case p.ask.Mode == extract.IDs && p.ask.Kind == extract.PractitionerRole:
		return p.namedRoles(ctx)
	case p.ask.Mode == extract.IDs:
		return p.named(ctx)
	}
	switch p.ask.Kind {
	case extract.Visit:
		return p.visits(ctx)
	case extract.Location:
		return p.rooms(ctx, p.details)
	case extract.PractitionerRole:
		return p.rooms(ctx, p.providers)
	case extract.Organization:
		return p.account(ctx)
	case extract.Patient:
		return p.patients(ctx)
	}
	return p.users(ctx)
}

func (p *pull) patients(ctx context.Context) error {
	switch p.cfg.Enumerate {
	case ByRoster:
		return p.rosterMembers(ctx)
	case ByOwn:
		return fmt.Errorf("enumerate is own, which lists no patients: %w", extract.ErrUnsupported)
	}
	return p.users(ctx)
}

// basis is Coverage.Basis.
func (p *pull) basis() string {
	ofMembers := p.ask.Kind == extract.Patient || p.ask.Kind == extract.Visit
	switch {
	case p.ask.Mode != extract.Sweep:
		return string(p.ask.Mode)
	case p.cfg.Enumerate == ByRoster && ofMembers:
		return ByRoster
	}
	return BySweep
}

// named reads the records of Ask.IDs, a page at a time.
func (p *pull) named(ctx context.Context) error {
	p.book.Blind(blindIDs)
	for batch := range rest.Batches(p.asked, p.cfg.PageSize) {
		if err := p.details(ctx, batch, "", ""); err != nil {
			return err
		}
	}
	return nil
}

// asked are the ids of the Ask that are ids at all.
func (p *pull) asked(yield func(candidate) bool) {
	for text := range p.ask.IDs {
		id, ok := p.reading.valid(text)
		if !ok {
			p.book.Skip(extract.SkipNoID, 1)
		} else if !yield(candidate{id: id}) {
			return
		}
	}
}
