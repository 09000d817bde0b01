package nextech

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// letters begin a term; refining adds what stands inside names.
const (
	letters  = "abcdefghijklmnopqrstuvwxyz0123456789"
	refining = letters + "'-"
)

// sweepTerms searches for every letter and digit from a place on, and hands the patients not met before to each, letter by
// letter.
func (p *pull) sweepTerms(ctx context.Context, from place, each func(context.Context, []hit, string, string) error) error {
	p.book.Blind(blindTerms, blindNames)
	s := &sweep{pull: p}
	at := max(strings.Index(letters, from.letter), 0)
	if from.letter == endOfTerms {
		at = len(letters)
	}
	for ; at < len(letters); at++ {
		s.fresh = nil
		if err := s.term(ctx, letters[at:at+1]); err != nil {
			return fmt.Errorf("search by terms: %w", err)
		}
		next := endOfTerms
		if at+1 < len(letters) {
			next = letters[at+1 : at+2]
		}
		if err := each(ctx, s.fresh, atLetter(letters[at:at+1]), atLetter(next)); err != nil {
			return err
		}
	}
	if !from.inTerms() {
		p.swept.Store(time.Now().Unix())
	}
	return nil
}

// sweptLately tells whether a sweep of terms came to its end this very night: another would show the same patients.
func (s *Source) sweptLately() bool {
	return time.Now().Unix()-s.swept.Load() < int64(12*time.Hour/time.Second)
}

// sweep is a search by terms under way.
type sweep struct {
	*pull
	most  int   // patients the fullest answer showed so far
	fresh []hit // of the letter at work, each patient once in the Pull
}

// term searches for a term, and for longer ones where it may show less than there is. A term the vendor refuses, as too short
// or with too large an answer, is refined as well.
func (s *sweep) term(ctx context.Context, term string) error {
	if len(term) >= s.cfg.MinTerm {
		got, err := s.search(ctx, term)
		cut := errors.Is(err, rest.ErrRefused) || errors.Is(err, extract.ErrTooLarge)
		switch {
		case cut && len(term) == s.cfg.MaxTerm, errors.Is(err, extract.ErrShape):
			return s.book.Unreadable(skipTerm, err)
		case err != nil && !cut:
			return err
		case !cut:
			s.book.Readable()
			s.take(got)
			if !s.full(got) {
				return nil
			}
		}
	}
	if len(term) == s.cfg.MaxTerm {
		s.book.Drift(driftCut)
		return nil
	}
	for _, letter := range refining {
		if err := s.term(ctx, term+string(letter)); err != nil {
			return err
		}
	}
	return nil
}

// full tells whether an answer may have been cut short: it shows as many as the cap allows or, where that is not known, as
// many as any answer before it. No answer shows more than the cap, so none that is cut passes for whole; that the first
// answers are refined in vain is the price.
func (s *sweep) full(got found) bool {
	n := got.shown()
	if s.cfg.SearchCap > 0 {
		return n >= s.cfg.SearchCap
	}
	full := n > 0 && n >= s.most
	s.most = max(s.most, n)
	return full
}

// take keeps the patients that are new to the Pull.
func (s *sweep) take(got found) {
	for _, reason := range got.skips {
		s.book.Skip(reason, 1)
	}
	for _, h := range got.hits {
		if s.book.See(h.patient.String()) {
			s.fresh = append(s.fresh, h)
		}
	}
}
