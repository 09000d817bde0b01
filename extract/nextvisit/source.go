package nextvisit

import (
	"context"
	"fmt"
	"iter"

	"github.com/nightrounds/rounds/extract"
)

// Pull yields the records of one kind. See extract.Source and the package's documentation for what each mode can see. The last
// Page is empty and carries the Coverage.
func (s *Source) Pull(ctx context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return extract.Pages(func(send func(extract.Page) error) error {
		p := &pull{Source: s, ask: a, kind: s.kinds[a.Kind], book: extract.NewBook(skipTwoIDs, skipNoTeam)}
		p.send = p.book.Telling(send)
		defer s.client.Close()
		return p.run(ctx)
	})
}

// pull is one Pull under way. Only its own goroutine touches the book.
type pull struct {
	*Source
	ask  extract.Ask
	kind *kind
	book *extract.Book
	send func(extract.Page) error // hands a page to the reader

	absent bool  // a path that is not documented is not there
	offers bool  // a path that is not documented was seen to be there
	size   int64 // rows of a page as the vendor grants them; 0: not told
	moved  bool  // a page of this walk showed nothing but ids seen before
}

func (p *pull) run(ctx context.Context) error {
	if err := p.refuse(); err != nil {
		return err
	}
	if err := p.enumerate(ctx); err != nil {
		return err
	}
	done := p.book.Coverage(string(p.ask.Mode), p.ask.Mode != extract.IDs && !p.absent)
	return p.send(extract.Page{Claimed: done.Claimed, Done: done})
}

// refuse says which Asks cannot be served, before anything is sent.
func (p *pull) refuse() error {
	a := p.ask
	switch {
	case p.kind == nil:
		return fmt.Errorf("nextvisit has note, patient, practitioner and organization: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && !p.kind.dated:
		return fmt.Errorf("only notes have an axis, created_at: %w", extract.ErrUnsupported)
	case a.Mode == extract.IDs && a.IDs == nil:
		return fmt.Errorf("no ids are given: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && !a.From.Before(a.To):
		return fmt.Errorf("the range is empty: %w", extract.ErrUnsupported)
	case a.Mode != extract.IDs && a.Mode != extract.Range && a.Mode != extract.Sweep:
		return fmt.Errorf("the mode is unknown: %w", extract.ErrUnsupported)
	case a.Mode != extract.Sweep && a.Resume != "":
		return fmt.Errorf("only a sweep can be resumed: %w", extract.ErrUnsupported)
	}
	return nil
}

func (p *pull) enumerate(ctx context.Context) error {
	switch p.ask.Mode {
	case extract.IDs:
		return p.named(ctx)
	case extract.Range:
		return p.created(ctx)
	}
	return p.sweep(ctx)
}
