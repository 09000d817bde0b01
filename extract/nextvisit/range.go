package nextvisit

import (
	"context"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// pagesBeyond is how many pages must lie wholly behind the range before a walk may end: equal created_at have no order.
const pagesBeyond = 2

// created reads the notes created in the range, without walking the list where that can be helped. A range that reaches into
// the future is at the list's head: newest first, until pages lie wholly before it. Any other begins at a page found by bisection
// and goes on oldest first. Both end early only while the list proves to be in order.
func (p *pull) created(ctx context.Context) error {
	p.book.Blind(blindTeams, blindRange)
	return p.settled(func(int) (bool, error) {
		w, jumbled, err := p.approach(ctx)
		if err != nil {
			return false, err
		}
		r := &ranged{pull: p, order: w.order, jumbled: jumbled}
		w.pick = r.pick
		tally, err := p.walk(ctx, w)
		if err == nil && r.jumbled && w.first > 1 {
			w.first, w.total = 1, 0
			tally, err = p.walk(ctx, w)
		}
		return !tally.Fell(), err
	})
}

// approach chooses the way to the range.
func (p *pull) approach(ctx context.Context) (w way, jumbled bool, err error) {
	if p.ask.To.After(time.Now()) {
		return way{order: latest, first: 1}, false, nil
	}
	found, err := p.bisect(ctx)
	switch {
	case err != nil:
		return way{}, false, err
	case !found.paged:
		return way{order: latest, first: 1}, false, nil
	case found.jumbled:
		p.book.Drift(driftOrder)
		return way{order: oldest, first: 1}, true, nil
	}
	return way{order: oldest, first: found.page, total: found.total}, false, nil
}

// found is where a walk, oldest first, meets the whole range.
type found struct {
	page    int
	total   int64 // rows the vendor claimed then: fewer in the walk means that rows moved up
	paged   bool  // `page` and meta.last_page can be relied on
	jumbled bool  // the pages looked at are not in the order of created_at
}

// bisect finds the first page that ends in or behind the range: about log2(pages) requests.
func (p *pull) bisect(ctx context.Context) (found, error) {
	low, high := 1, 1
	var floor, ceiling time.Time // created_at of the pages looked at to the left and to the right
	for page := 1; ; page = (low + high) / 2 {
		g, err := p.glance(ctx, page)
		if err != nil || !g.honoured {
			return found{}, err
		}
		if page == 1 {
			high = int(g.last)
		}
		if g.from.Before(floor) || !ceiling.IsZero() && g.to.After(ceiling) || g.to.Before(g.from) {
			return found{paged: true, jumbled: true}, nil
		}
		if g.to.Before(p.ask.From) {
			low, floor = page+1, g.to
		} else {
			high, ceiling = page, g.from
		}
		if low >= high {
			return found{page: high, total: g.total, paged: true}, nil
		}
	}
}

// glance is a look at one page without taking its rows.
type glance struct {
	honoured bool      // it is the page that was asked for, and says how many there are
	last     int64     // number of the last page
	total    int64     // rows, -1 when not told
	from, to time.Time // created_at of its first and last row
}

func (p *pull) glance(ctx context.Context, number int) (glance, error) {
	first := p.listing(way{order: oldest, first: number}).First
	page, err := p.client.GetPage(ctx, first, "data")
	if rest.Unreadable(err) {
		return glance{}, nil // a walk from the head can read it in parts
	}
	if err != nil || len(page.Items) == 0 {
		return glance{}, err
	}
	g := glance{last: count(page, "last_page"), total: count(page, "total")}
	var ends [2]row
	for i, at := range []int{0, len(page.Items) - 1} {
		if ends[i], err = p.read(page.Items[at], &page.Answer); err != nil {
			return glance{}, err
		}
	}
	g.from, g.to = ends[0].created, ends[1].created
	g.honoured = count(page, "current_page") == int64(number) && g.last >= int64(number) && !g.from.IsZero() && !g.to.IsZero()
	return g, nil
}

// ranged chooses the notes of Ask.From to Ask.To, and ends the walk early while the list proves to be in order.
type ranged struct {
	*pull
	order   string
	last    time.Time // created_at of the row before
	behind  int       // pages in a row wholly behind the range
	jumbled bool
}

func (r *ranged) pick(rows []row) (keep func(row) bool, more bool) {
	beyond, dated := true, false
	for _, row := range rows {
		switch {
		case row.skip != "":
		case row.created.IsZero():
			r.book.Skip(extract.SkipUndated, 1)
			beyond = false
		default:
			if !row.again { // shown before: rows were added at the head, and it stands where it stood
				r.check(row.created)
			}
			beyond, dated = beyond && r.passed(row.created), true
		}
	}
	if r.behind++; !beyond || !dated {
		r.behind = 0
	}
	return r.in, r.jumbled || r.behind < pagesBeyond
}

// passed tells whether the walk has gone by the range.
func (r *ranged) passed(at time.Time) bool {
	if r.order == latest {
		return at.Before(r.ask.From)
	}
	return !at.Before(r.ask.To)
}

// check notes a list that is not in the order it was asked for. From then on nothing ends the walk early.
func (r *ranged) check(at time.Time) {
	backward := at.Before(r.last)
	if r.order == latest {
		backward = at.After(r.last)
	}
	if backward && !r.last.IsZero() && !r.jumbled {
		r.jumbled = true
		r.book.Drift(driftOrder)
	}
	r.last = at
}

func (r *ranged) in(row row) bool {
	return !row.created.IsZero() && !row.created.Before(r.ask.From) && row.created.Before(r.ask.To)
}
