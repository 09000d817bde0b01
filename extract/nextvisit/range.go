package nextvisit

import (
	"context"
	"time"
)

// pagesBeyond is how many pages must lie wholly behind the range before a walk may end: equal created_at have no order.
const pagesBeyond = 2

// created walks the list and keeps the notes created in the range.
func (p *pull) created(ctx context.Context) error {
	p.book.sees(blindTeams, blindRange)
	r := &ranged{pull: p}
	if err := p.walk(ctx, 1, false, r.pick); err != nil {
		return err
	}
	p.book.yielded = r.kept
	if p.book.fell {
		p.book.doubt(driftTotal)
	}
	return nil
}

// ranged chooses the notes of Ask.From to Ask.To, and ends the walk early while the list proves to be in order.
type ranged struct {
	*pull
	last    time.Time // the latest created_at so far
	behind  int       // pages in a row wholly behind the range
	jumbled bool
	kept    int64
}

func (r *ranged) pick(notes []note) (keep func(note) bool, more bool) {
	beyond := len(notes) > 0
	for _, n := range notes {
		switch {
		case n.skip == "" && n.created.IsZero():
			r.book.skip(skipNoCreated)
			beyond = false
		case n.skip == "":
			r.order(n.created)
			beyond = beyond && !n.created.Before(r.ask.To)
		}
	}
	if r.behind++; !beyond {
		r.behind = 0
	}
	return r.in, r.jumbled || r.behind < pagesBeyond
}

func (r *ranged) order(at time.Time) {
	if at.Before(r.last) && !r.jumbled {
		r.jumbled = true
		r.book.moved(driftOrder)
	}
	if at.After(r.last) {
		r.last = at
	}
}

func (r *ranged) in(n note) bool {
	in := !n.created.IsZero() && !n.created.Before(r.ask.From) && n.created.Before(r.ask.To)
	if in && n.fresh {
		r.kept++
	}
	return in
}
