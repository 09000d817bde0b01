package noanotes

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// Pull yields the records of a kind. See extract.Source and the package's documentation for what each mode can see. The
// last Page is empty and carries the Coverage.
func (s *Source) Pull(ctx context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return extract.Pages(func(send func(extract.Page) error) error {
		p := &pull{Source: s, ask: a, book: extract.NewBook(skipBadRow, skipNoCountry)}
		p.send = p.book.Telling(send)
		return p.run(ctx)
	})
}

// pull is one Pull under way. Only its own goroutine touches the book.
type pull struct {
	*Source
	ask  extract.Ask
	book *extract.Book
	send func(extract.Page) error // hands a page to the reader

	tokens tokens
	counts counts
}

func (p *pull) run(ctx context.Context) error {
	if err := p.refuse(); err != nil {
		return err
	}
	enumerate := p.sessions
	if p.ask.Kind == extract.Organization {
		enumerate = p.consumers
	}
	done, err := enumerate(ctx)
	if err != nil {
		return err
	}
	return p.send(extract.Page{Claimed: -1, Done: done})
}

// refuse says which Asks cannot be served, before anything is sent.
func (p *pull) refuse() error {
	a := p.ask
	switch {
	case a.Kind != extract.Session && a.Kind != extract.Organization:
		return fmt.Errorf("noanotes has session and organization: %w", extract.ErrUnsupported)
	case a.Mode == extract.IDs && a.IDs == nil:
		return fmt.Errorf("no ids are given: %w", extract.ErrUnsupported)
	case a.Mode != extract.IDs && a.Mode != extract.Range && a.Mode != extract.Sweep:
		return fmt.Errorf("the mode is unknown: %w", extract.ErrUnsupported)
	case a.Kind == extract.Organization && a.Mode == extract.Range:
		return fmt.Errorf("a consumer has no date to choose by: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && !a.From.Before(a.To):
		return fmt.Errorf("the range is empty: %w", extract.ErrUnsupported)
	case a.Resume != "" && (a.Mode != extract.Sweep || a.Kind != extract.Session):
		return fmt.Errorf("only a sweep of sessions can be resumed: %w", extract.ErrUnsupported)
	case a.Resume != "" && !placeForm.MatchString(a.Resume):
		return fmt.Errorf("the place to resume from is none of this source: %w", extract.ErrUnsupported)
	case a.Kind == extract.Session && a.Mode != extract.IDs && p.cfg.Manifest == "" && p.cfg.Journal == "":
		return fmt.Errorf("noa lists no sessions, and neither manifest nor journal names any: %w", extract.ErrUnsupported)
	}
	return nil
}

// sessions reads what the Ask chooses of the inventory.
func (p *pull) sessions(ctx context.Context) (*extract.Coverage, error) {
	inv, err := p.inventory(p.book)
	if err != nil {
		return nil, err
	}
	if p.tokens, err = p.cfg.sessionTokens(); err != nil {
		return nil, err
	}
	if err := p.read(ctx, p.chosen(inv)); err != nil {
		return nil, err
	}
	if err := p.book.Verdict(); err != nil {
		return nil, err
	}
	p.book.Blind(p.counts.sentence())
	return p.book.Coverage(p.basis(), false), nil
}

// chosen are the sessions to read.
func (p *pull) chosen(inv *inventory) iter.Seq[*known] {
	switch p.ask.Mode {
	case extract.IDs:
		p.book.Blind(blindIDs)
		return func(yield func(*known) bool) {
			for id := range p.ask.IDs {
				if k := inv.named(id); k != nil && p.book.See(id) && !yield(k) {
					return
				}
			}
		}
	case extract.Range:
		p.book.Blind(blindList, blindRange)
		now := time.Now()
		return slices.Values(inv.all(func(k *known) bool {
			if !k.dated() {
				p.book.Skip(extract.SkipUndated, 1)
			}
			return p.cfg.touches(k, p.ask.From, p.ask.To, now)
		}))
	}
	p.book.Blind(blindList)
	if p.ask.Resume != "" {
		p.book.Drift(driftResumed)
	}
	return slices.Values(inv.all(func(k *known) bool { return k.place > p.ask.Resume }))
}

// basis is Coverage.Basis. Whatever names the sessions, it is not the vendor.
func (p *pull) basis() string {
	switch {
	case p.ask.Mode != extract.Sweep:
		return string(p.ask.Mode)
	case p.cfg.Manifest != "":
		return "manifest"
	}
	return "ledger"
}
