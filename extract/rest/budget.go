package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// Budget is how many requests an account may make. Windows slide: of 60 seconds, 60 minutes, 24 hours and 31 days. 0: no such limit.
// Every try counts, redirects and signing in at the account's own host included.
type Budget struct {
	PerMinute int `yaml:"per_minute"`
	PerHour   int `yaml:"per_hour"`
	PerDay    int `yaml:"per_day"`
	PerMonth  int `yaml:"per_month"`
}

// Spending remembers an account's requests from run to run. Minutes are whole, UTC, by this machine's clock.
type Spending interface {
	// Spent gives what was used since a time, a minute at most once, in any order.
	Spent(ctx context.Context, since time.Time) ([]Spent, error)

	// Reserve books n further requests of a minute, before they are sent; a negative n gives back what was not sent. When it
	// returns, they are remembered whatever happens.
	Reserve(ctx context.Context, minute time.Time, n int) error
}

// Spent is the requests of one minute.
type Spent struct {
	Minute   time.Time
	Requests int
}

// ErrSpending means that a Spending failed: nothing was sent, since it could not be booked.
var ErrSpending = errors.New("requests cannot be booked")

// block is how many requests are reserved at once. One that is killed leaves so many booked and not sent at most.
const block = 50

// limit is one window of a Budget.
type limit struct {
	length   time.Duration
	requests int
}

// longest is the longest window: what is older can be forgotten.
const longest = 31 * 24 * time.Hour

func (b Budget) limits() []limit {
	all := []limit{{time.Minute, b.PerMinute}, {time.Hour, b.PerHour}, {24 * time.Hour, b.PerDay}, {longest, b.PerMonth}}
	return slices.DeleteFunc(all, func(l limit) bool { return l.requests == 0 })
}

func (b Budget) check() error {
	if b.PerMinute < 0 || b.PerHour < 0 || b.PerDay < 0 || b.PerMonth < 0 {
		return errors.New("budget must not be negative")
	}
	return nil
}

// purse pays every request of one account. A minute that was booked counts until a whole window after its end, so that a
// window never holds more than its limit; only of its own last minute the purse knows the seconds.
type purse struct {
	limits []limit
	weight int           // what one request of this process counts: as many as processes share the account
	book   Spending      // nil: this process's memory
	gate   chan struct{} // one slot: a mutex whose wait hears the context

	loaded bool
	spent  []Spent     // booked by earlier runs, and by this one
	own    int         // of spent, from here on this process's
	recent []time.Time // when this process paid, in the last minute
	minute time.Time   // of the block in hand
	left   int         // of the block in hand
}

// newPurse opens a purse for one of share processes. It may spend an equal part of what the account has left when it begins, and one
// request of each window at least. One that is begun anew takes a part once more, beside what the others still hold.
func newPurse(b Budget, book Spending, share int) *purse {
	p := &purse{limits: b.limits(), weight: share, book: book, gate: make(chan struct{}, 1)}
	for i := range p.limits {
		p.limits[i].requests = max(p.limits[i].requests, share)
	}
	return p
}

// take pays one request. When the budget is used up it pays nothing and tells how long until it may be tried again.
func (p *purse) take(ctx context.Context) (wait time.Duration, err error) {
	if len(p.limits) == 0 {
		return 0, nil
	}
	if err := p.enter(ctx); err != nil {
		return 0, err
	}
	defer func() { <-p.gate }()
	if err := p.load(ctx); err != nil {
		return 0, err
	}
	now := time.Now()
	if !now.Truncate(time.Minute).Equal(p.minute) {
		if err := p.giveBack(ctx); err != nil {
			return 0, err
		}
	}
	p.forget(now)
	if p.left == 0 {
		room, wait := p.room(now)
		if room <= 0 {
			return wait, nil
		}
		if err := p.reserve(ctx, now.Truncate(time.Minute), min(block, max(1, room/10))); err != nil {
			return 0, err
		}
	}
	p.left--
	p.recent = append(p.recent, now)
	return 0, nil
}

func (p *purse) enter(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case p.gate <- struct{}{}:
		return nil
	}
}

// load reads once what earlier runs spent.
func (p *purse) load(ctx context.Context) error {
	if p.loaded || p.book == nil {
		return nil
	}
	spent, err := p.book.Spent(ctx, time.Now().Add(-longest-time.Minute).UTC())
	if err != nil {
		return fmt.Errorf("%w: %w", ErrSpending, err)
	}
	p.spent, p.own, p.loaded = spent, len(spent), true
	return nil
}

func (p *purse) reserve(ctx context.Context, minute time.Time, n int) error {
	if p.book != nil {
		if err := p.book.Reserve(ctx, minute.UTC(), n); err != nil {
			return fmt.Errorf("%w: %w", ErrSpending, err)
		}
	}
	last := len(p.spent) - 1
	if last >= p.own && p.spent[last].Minute.Equal(minute) {
		p.spent[last].Requests += n
	} else {
		p.spent = append(p.spent, Spent{minute, n})
	}
	p.minute, p.left = minute, p.left+n
	return nil
}

// giveBack returns what is left of the block in hand.
func (p *purse) giveBack(ctx context.Context) error {
	if p.left == 0 {
		return nil
	}
	return p.reserve(ctx, p.minute, -p.left)
}

// forget drops what no window can hold any more.
func (p *purse) forget(now time.Time) {
	gone := 0
	for gone < len(p.recent) && !p.recent[gone].Add(time.Minute).After(now) {
		gone++
	}
	p.recent = p.recent[gone:]
}

// room tells how many requests may be sent now, and how long until there is some where there is none.
func (p *purse) room(now time.Time) (room int, wait time.Duration) {
	room = block * 10
	for _, l := range p.limits {
		held, left := p.within(l, now)
		room = min(room, left/p.weight)
		wait = max(wait, frees(held, p.weight-1-left).Sub(now))
	}
	return room, wait
}

// within gives what a window holds now, and how much more it may hold; Minute is when it leaves the window.
func (p *purse) within(l limit, now time.Time) (held []Spent, left int) {
	left = l.requests
	hold := func(leaves time.Time, n int) {
		if leaves.After(now) {
			held = append(held, Spent{leaves, n})
			left -= n
		}
	}
	for i, s := range p.spent {
		leaves := s.Minute.Add(time.Minute + l.length)
		switch {
		case i < p.own:
			hold(leaves, s.Requests)
		case l.length != time.Minute: // else recent knows better
			hold(leaves, s.Requests*p.weight)
		}
	}
	if l.length == time.Minute {
		for _, at := range p.recent {
			hold(at.Add(l.length), p.weight)
		}
	}
	return held, left
}

// frees tells when more than excess requests have left a window; the zero time when there is no excess.
func frees(held []Spent, excess int) (at time.Time) {
	slices.SortFunc(held, func(a, b Spent) int { return a.Minute.Compare(b.Minute) })
	for _, h := range held {
		if excess < 0 {
			break
		}
		excess -= h.Requests
		at = h.Minute
	}
	return at
}

// close gives back what is left. Where that fails it stays booked: too much booked harms less than too little.
func (p *purse) close() {
	const timeout = 5 * time.Second
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	if p.enter(ctx) == nil {
		_ = p.giveBack(ctx)
		<-p.gate
	}
}

// paying pays for each try before it is sent.
type paying struct {
	next    http.RoundTripper
	pace    *pacer
	purse   *purse
	maxWait time.Duration
}

// RoundTrip waits for the pace, then for the budget, and when that took time for the pace again.
func (t paying) RoundTrip(req *http.Request) (*http.Response, error) {
	for {
		if err := t.pace.wait(req.Context()); err != nil {
			return nil, err
		}
		wait, err := t.purse.take(req.Context())
		switch {
		case err != nil:
			return nil, final{err}
		case wait == 0:
			return t.next.RoundTrip(req)
		case wait > t.maxWait:
			return nil, final{fmt.Errorf("the budget is used up: %w", &extract.DeferredError{Until: time.Now().Add(wait)})}
		}
		if err := sleep(req.Context(), wait); err != nil {
			return nil, err
		}
	}
}
