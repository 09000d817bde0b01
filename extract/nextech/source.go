package nextech

import (
	"context"
	"fmt"
	"iter"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// Pull yields the records of a kind. See extract.Source and the package's documentation for what each mode can see. The last
// Page is empty and carries the Coverage.
func (s *Source) Pull(ctx context.Context, a extract.Ask) iter.Seq2[extract.Page, error] {
	return extract.Pages(func(send func(extract.Page) error) error {
		p := &pull{Source: s, ask: a, book: extract.NewBook(lost...)}
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

	chartless []id // patients of the roster without a chart number
}

func (p *pull) run(ctx context.Context) error {
	if err := p.refuse(); err != nil {
		return err
	}
	if err := p.begin(ctx); err != nil {
		return err
	}
	p.settleChartless()
	if err := p.book.Verdict(); err != nil {
		return err
	}
	return p.send(extract.Page{Claimed: -1, Done: p.book.Coverage(p.basis(), false)})
}

// begin reads the Ask in the way its kind and mode want.
func (p *pull) begin(ctx context.Context) error {
	p.book.Blind(blindMerged, blindVanished)
	if p.ask.Kind == extract.Patient {
		if p.ask.Mode == extract.IDs {
			return p.namedPatients(ctx)
		}
		return p.enumerate(ctx, p.charted, p.shown)
	}
	if err := p.checkSection(ctx); err != nil {
		return err
	}
	switch p.ask.Mode {
	case extract.IDs:
		return p.namedEncounters(ctx)
	case extract.Range:
		p.book.Blind(blindRange)
	}
	return p.enumerate(ctx, p.encountersOfLines, p.encountersOfHits)
}

// refuse says which Asks cannot be served, before anything is sent.
func (p *pull) refuse() error {
	a := p.ask
	switch {
	case a.Kind != extract.Patient && a.Kind != extract.Encounter:
		return fmt.Errorf("nextech has patient and encounter: %w", extract.ErrUnsupported)
	case a.Mode == extract.IDs && a.IDs == nil:
		return fmt.Errorf("no ids are given: %w", extract.ErrUnsupported)
	case a.Mode == extract.IDs && a.Resume != "":
		return fmt.Errorf("a read by ids is not resumed: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && a.Kind == extract.Patient:
		return fmt.Errorf("patients have no date to choose by: %w", extract.ErrUnsupported)
	case a.Mode == extract.Range && !a.From.Before(a.To):
		return fmt.Errorf("the range is empty: %w", extract.ErrUnsupported)
	case a.Mode != extract.IDs && a.Mode != extract.Range && a.Mode != extract.Sweep:
		return fmt.Errorf("the mode is unknown: %w", extract.ErrUnsupported)
	}
	return nil
}

// basis is Coverage.Basis. No way of finding patients is the vendor's own enumeration, so none is ever complete.
func (p *pull) basis() string {
	switch {
	case p.ask.Mode != extract.Sweep:
		return string(p.ask.Mode)
	case p.cfg.Enumerate == ByBoth:
		return ByRoster + " and " + ByTerms
	}
	return p.cfg.Enumerate
}

// enumerate finds patients in the configured way: the roster's lines go to lines, the hits of searches to hits, each with
// the places to resume from before and after them.
func (p *pull) enumerate(ctx context.Context, lines func(context.Context, []line, string, string) error, hits func(context.Context, []hit, string, string) error) error {
	from, err := readPlace(p.ask.Resume)
	if err != nil {
		return err
	}
	if from.inTerms() && p.cfg.Enumerate == ByRoster || from.inRoster() && p.cfg.Enumerate == ByTerms {
		return errPlace
	}
	if p.cfg.Enumerate != ByTerms && !from.inTerms() {
		if err := p.rosterLines(ctx, from, lines); err != nil {
			return err
		}
	}
	if p.cfg.Enumerate == ByRoster {
		return nil
	}
	return p.sweepTerms(ctx, from, hits)
}

// record is a Record of the asked kind but for its body.
func (p *pull) record(id, origin string, fetched time.Time) extract.Record {
	return extract.Record{Source: p.cfg.Name, Vendor: "nextech", Kind: p.ask.Kind, ID: id, Fetched: fetched, Origin: origin}
}
