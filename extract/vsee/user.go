package vsee

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// users sweeps the patients or the practitioners.
func (p *pull) users(ctx context.Context) error {
	userType := typeMember
	if p.ask.Kind == extract.Practitioner {
		userType = typeProvider
	}
	return p.userPages(ctx, userType, p.details)
}

// userPages walks GET /users until its rows and its total agree, at most three times, and hands each page's rows to each
// with the places to resume from before and after it. A second walk may show rows of the first again.
//
// The order is full_name.asc, the only one VSee's page names. A new or renamed user moves rows from page to page.
func (p *pull) userPages(ctx context.Context, userType string, each func(context.Context, []candidate, string, string) error) error {
	from, claimed, err := userOffset(p.ask.Resume)
	if err != nil {
		return err
	}
	p.book.Blind(blindHidden, blindToken, blindEven)
	l := listing{endpoint: usersPath, query: url.Values{"type": {userType}, "sort": {"full_name.asc"}}}
	if from > 0 {
		p.book.Resumed(driftResumed)
		l.claimed = claimed
		t, err := p.userWalk(ctx, l, from, true, each)
		p.missed(t)
		if t.Fell() { // the row gone and the one stepped over would make up for each other in a count
			p.book.Doubt(driftFell)
		}
		return err
	}
	var last *extract.Tally
	for attempt := range maxWalks {
		if attempt > 0 {
			p.book.Drift(driftAgain)
		}
		if last, err = p.userWalk(ctx, l, 0, attempt == 0, each); err != nil {
			return err
		}
		if last.Agrees() {
			break
		}
	}
	p.settle(last)
	return nil
}

// userWalk is one walk. Only the first can be resumed: a later one looks for the rows the first was not shown.
func (p *pull) userWalk(ctx context.Context, l listing, from int64, resumable bool, each func(context.Context, []candidate, string, string) error) (*extract.Tally, error) {
	before := place("users:", from, resumable)
	return p.walk(ctx, l, from, func(found []candidate, claimed, next int64) error {
		if p.ask.Kind != extract.Visit {
			p.book.Claim(claimed)
		}
		after := userPlace(next, claimed, resumable)
		err := each(ctx, found, before, after)
		before = after
		return err
	})
}

// userPlace is a place in the list of users, with the total it claimed there.
func userPlace(at, claimed int64, resumable bool) string {
	if !resumable || claimed < 0 {
		return place("users:", at, resumable)
	}
	return place("users:", at, true) + "/" + strconv.FormatInt(claimed, 10)
}

// userOffset reads what userPlace wrote; claimed is 0 where no total was.
func userOffset(resume string) (at, claimed int64, err error) {
	resume, total, named := strings.Cut(resume, "/")
	if named {
		if claimed, err = offset("/"+total, "/"); err != nil {
			return 0, 0, err
		}
	}
	at, err = offset(resume, "users:")
	return at, claimed, err
}

// readRow makes a list's row the record (Profile list). A row asked for by id comes from the same list, filtered; a user
// the list no longer shows is gone only when the read by id says so too.
func (p *pull) readRow(ctx context.Context, c candidate) (outcome, error) {
	if c.row != nil {
		return p.record(c), nil
	}
	userType := typeMember
	if p.ask.Kind == extract.Practitioner {
		userType = typeProvider
	}
	query := url.Values{"type": {userType}, "id": {c.id}, "start": {"0"}, "limit": {"1"}}
	page, err := p.client.GetPage(ctx, rest.Call{Endpoint: usersPath, Query: query}, "data")
	switch {
	case err != nil:
		return outcome{}, err
	case len(page.Items) == 1:
		c.row, c.origin, c.seenAt = page.Items[0], page.Origin(), page.Fetched
		return p.record(c), nil
	case len(page.Items) > 1 || page.Items == nil:
		return outcome{}, fmt.Errorf("read one row of %s: %w", usersPath, extract.ErrShape)
	}
	_, err = p.client.Get(ctx, rest.Call{Endpoint: userPath, ID: c.id})
	if errors.Is(err, rest.ErrNotFound) {
		return p.missing(c), nil
	}
	if err != nil {
		return outcome{}, err
	}
	return outcome{skip: extract.SkipNotListed, err: fmt.Errorf("read one row of %s: %w", usersPath, extract.ErrShape)}, nil
}

// settle books the last walk through a list.
func (p *pull) settle(t *extract.Tally) {
	p.missed(t)
	if !t.Agrees() {
		p.book.Doubt(driftTotal)
	}
}

// missed books the rows of a walk that name nobody to read.
func (p *pull) missed(t *extract.Tally) {
	p.book.Skip(extract.SkipNoID, t.Unusable())
	p.book.Skip(extract.SkipRow, t.Lost())
}

// place is a Page.Resume: a list's name and an offset in it.
func place(list string, at int64, resumable bool) string {
	if !resumable {
		return ""
	}
	return list + strconv.FormatInt(at, 10)
}

// offset reads a place of the same list; an empty one is the beginning.
func offset(resume, list string) (int64, error) {
	if resume == "" {
		return 0, nil
	}
	digits, ok := strings.CutPrefix(resume, list)
	at, err := strconv.ParseInt(digits, 10, 64)
	if !ok || err != nil || at < 0 {
		return 0, fmt.Errorf("the place to resume from is not one of this source as it is configured now: %w", extract.ErrUnsupported)
	}
	return at, nil
}
