package vsee

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"golang.org/x/sync/errgroup"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// visits finds visits in the configured way and reads each by its id. A visit in two members' lists is read once.
func (p *pull) visits(ctx context.Context) error {
	if p.ask.Mode == extract.Range {
		p.book.sees(blindRange)
	}
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
	p.book.sees(blindOwn, blindToken)
	shown, err := p.visitList(ctx, 0)
	if err != nil {
		return err
	}
	p.settleList(shown)
	return p.details(ctx, shown.visits, "", "")
}

// memberVisits lists the visits of a batch of members, side by side, and reads them in the members' order.
func (p *pull) memberVisits(ctx context.Context, members []candidate, from, to string) error {
	p.book.sees(blindParam)
	lists := make([]visitList, len(members))
	group, within := errgroup.WithContext(ctx)
	group.SetLimit(p.cfg.Parallel)
	for i, member := range members {
		if !p.book.members.add(member.id) {
			continue
		}
		group.Go(func() error {
			var err error
			lists[i], err = p.visitList(within, member.id)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("list a member's visits: %w", err)
	}
	var found []candidate
	for _, shown := range lists {
		p.settleList(shown)
		found = append(found, shown.visits...)
	}
	return p.details(ctx, found, from, to)
}

// visitList is what one member's list showed.
type visitList struct {
	visits  []candidate
	tally   tally
	unknown bool // 404: the vendor does not know the member
	foreign bool // rows, and none of them the member's
	repeats bool // it showed a full page twice
	unnamed bool // it names no total
}

// visitList walks GET /visits of one member, 0 for the token's user, at most three times until rows and total agree.
func (p *pull) visitList(ctx context.Context, member id) (visitList, error) {
	l := listing{endpoint: visitsPath, query: url.Values{}, stopAtTotal: true}
	if member != 0 {
		l.query.Set(p.cfg.MemberParam, member.String())
	}
	out := visitList{}
	for range maxWalks {
		rows, t, err := p.visitWalk(ctx, l)
		switch {
		case errors.Is(err, rest.ErrNotFound):
			return visitList{unknown: true}, nil
		case errors.Is(err, extract.ErrLoop) && t.total < 0:
			out.repeats = len(rows) == p.cfg.PageSize
		case err != nil:
			return visitList{}, err
		}
		out.visits, out.tally = append(out.visits, rows...), t
		if t.agrees() {
			break
		}
	}
	out.unnamed = out.tally.total < 0
	out.foreign = member != 0 && isForeign(out.visits, member)
	return out, nil
}

// visitWalk gives the rows of one walk, without their bytes: a list may hold many long rows, and only the ids are needed.
func (p *pull) visitWalk(ctx context.Context, l listing) (found []candidate, t tally, err error) {
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
func isForeign(rows []candidate, member id) bool {
	for _, row := range rows {
		if row.member == member || row.member == 0 {
			return false
		}
	}
	return len(rows) > 0
}

// settleList books one list.
func (p *pull) settleList(l visitList) {
	if l.unknown {
		p.book.skip(skipNoMember)
		return
	}
	if l.tally.seen == nil {
		return // listed before in this Pull
	}
	p.book.settle(l.tally)
	if l.unnamed {
		p.book.sees(blindPaging)
	}
	if l.foreign {
		p.book.doubt(driftForeign)
	}
	if l.repeats {
		p.book.doubt(driftRepeat)
	}
}
