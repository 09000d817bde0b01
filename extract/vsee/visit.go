package vsee

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// visits finds visits in the configured way and reads each by its id. A visit in two members' lists is read once.
func (p *pull) visits(ctx context.Context) error {
	if p.ask.Mode == extract.Range {
		p.book.Blind(blindRange)
	}
	p.book.Blind(blindAlong)
	switch p.cfg.Enumerate {
	case ByRoster:
		return p.rosterVisits(ctx)
	case ByOwn:
		return p.ownVisits(ctx)
	}
	return p.userPages(ctx, typeMember, p.memberVisits)
}

// ownVisits lists the visits of the token's user.
func (p *pull) ownVisits(ctx context.Context) error {
	if p.ask.Resume != "" {
		return fmt.Errorf("a token's own list is not resumed: %w", extract.ErrUnsupported)
	}
	p.book.Blind(blindOwn, blindToken)
	shown, err := p.visitList(ctx, "")
	if err != nil {
		return err
	}
	p.settleList(shown)
	return p.details(ctx, shown.visits, "", "")
}

// memberVisits lists the visits of a batch of members, side by side, and reads them in the members' order.
func (p *pull) memberVisits(ctx context.Context, members []candidate, from, to string) error {
	p.book.Blind(blindParam)
	members = slices.DeleteFunc(slices.Clone(members), func(m candidate) bool { return !p.book.See("member/" + m.id) })
	lists, err := rest.Each(ctx, p.cfg.Parallel, members, func(ctx context.Context, m candidate) (visitList, error) {
		shown, err := p.visitList(ctx, m.id)
		switch {
		case rest.SkipOf(err) == extract.SkipForbidden:
			return visitList{unread: extract.SkipForbidden, fault: err}, nil
		case rest.Unreadable(err):
			return visitList{unread: skipList, fault: err}, nil
		}
		return shown, err
	})
	if err != nil {
		return fmt.Errorf("list a member's visits: %w", err)
	}
	var found []candidate
	for _, shown := range lists {
		if err := p.settleMember(shown); err != nil {
			return fmt.Errorf("list a member's visits: %w", err)
		}
		found = append(found, shown.visits...)
	}
	return p.details(ctx, found, from, to)
}

// visitList is what one member's list showed.
type visitList struct {
	visits  []candidate
	tally   *extract.Tally
	unread  string // why it could not be read: 403, the member is closed to the token; or what stays bad in every part
	fault   error  // beside unread
	unknown bool   // 404: the vendor does not know the member
	foreign bool   // rows, and none of them the member's
	repeats bool   // it showed a full page twice
	unnamed bool   // it names no total
}

// visitList walks GET /visits of one member, empty for the token's user, at most three times until rows and total agree.
func (p *pull) visitList(ctx context.Context, member string) (visitList, error) {
	l := listing{endpoint: visitsPath, query: url.Values{}, stopAtTotal: true}
	if member != "" {
		l.query.Set(p.cfg.MemberParam, member)
	}
	out := visitList{}
	for range maxWalks {
		rows, t, err := p.visitWalk(ctx, l)
		switch {
		case errors.Is(err, rest.ErrNotFound):
			return visitList{unknown: true}, nil
		case errors.Is(err, extract.ErrLoop) && t.Total() < 0:
			out.repeats = len(rows) == p.cfg.PageSize
		case err != nil:
			return visitList{}, err
		}
		out.visits, out.tally = append(out.visits, rows...), t
		if t.Agrees() {
			break
		}
	}
	out.unnamed = out.tally.Total() < 0
	out.foreign = member != "" && isForeign(out.visits, member)
	return out, nil
}

// visitWalk gives the rows of one walk, without their bytes: a list may hold many long rows, and only the ids are needed.
func (p *pull) visitWalk(ctx context.Context, l listing) (found []candidate, t *extract.Tally, err error) {
	t, err = p.walk(ctx, l, 0, func(rows []candidate, _, _ int64) error {
		for _, row := range rows {
			found = append(found, candidate{id: row.id, member: row.member, start: row.start})
		}
		return nil
	})
	return found, t, err
}

// isForeign tells that a list has rows and none of them names the member: a vendor that ignores the parameter answers with
// somebody's list.
func isForeign(rows []candidate, member string) bool {
	for _, row := range rows {
		if row.member == member || row.member == "" {
			return false
		}
	}
	return len(rows) > 0
}

// settleMember books one member's list. A member closed to the token, or a list spoiled by what stands on it, keeps nobody else out; of
// many in a row, or of all, it is the token that is refused or the vendor that is down. That has a book of its own, for a list that can
// be read says nothing of the visits on it.
func (p *pull) settleMember(l visitList) error {
	if l.unread != "" {
		p.book.Skip(l.unread, 1)
		return p.lists.Unreadable(l.unread, l.fault)
	}
	if !l.unknown {
		p.lists.Readable()
	}
	p.settleList(l)
	return nil
}

// settleList books one list.
func (p *pull) settleList(l visitList) {
	if l.unknown {
		p.book.Skip(skipNoMember, 1)
		return
	}
	p.settle(l.tally)
	if l.unnamed {
		p.book.Blind(blindPaging)
	}
	if l.foreign {
		p.book.Doubt(driftForeign)
	}
	if l.repeats {
		p.book.Doubt(driftRepeat)
	}
}
