package pipelines

import (
	"context"
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
)

// Estimate is what reading may cost.
type Estimate struct {
	Requests int64         // expected; -1: nothing of the kind was read yet, so nobody knows
	Takes    time.Duration // at the account's pace, at least; 0 where the requests are unknown
	Left     int64         // of the account's budget now; -1: it has no limit
	Blind    []string      // what reading this way cannot see, as the last windows of its modes told
}

// forecast is what is known of an account's pace and budget and of what one of its kinds took before.
type forecast struct {
	load.Outlook
	kind kind
	pace rest.Pace
	left int64 // -1: the budget has no limit
}

// forecast looks up what earlier windows took. No secret is read and nobody is asked.
func (n *Night) forecast(ctx context.Context, c SourceConfig, k kind) (forecast, error) {
	whole, err := c.pace(1)
	if err != nil {
		return forecast{}, err
	}
	f := forecast{kind: k, left: -1}
	if f.pace, err = c.pace(n.share); err != nil {
		return f, err
	}
	book := newSpending(n.Warehouse, c.Name, "", Clock{})
	spent, err := book.Spent(ctx, time.Now().Add(-longestBudget).UTC())
	if err != nil {
		return f, err
	}
	if left, limited := whole.Budget.Left(spent, time.Now()); limited {
		f.left = int64(left / max(1, n.share))
	}
	f.Outlook, err = n.Warehouse.Outlook(ctx, c.Name, string(k.name))
	return f, err
}

// pace is how fast one of so many processes may read the account.
func (c SourceConfig) pace(share int) (rest.Pace, error) {
	with := sealed
	with.share = share
	_, o, _, err := c.open(with)
	if err != nil {
		return rest.Pace{}, err
	}
	defer o.source.Close()
	return o.source.Pace(), nil
}

// longestBudget is as far back as a budget counts.
const longestBudget = 31*day + time.Minute

// span expects the requests of one range. Where a vendor is asked patient after patient, a range costs the same however short it is.
func (f forecast) span(from, to time.Time) int64 {
	c, known := f.Costs[string(extract.Range)]
	switch {
	case !known:
		return -1
	case f.kind.everyone:
		return share(c.Requests, 1, c.Windows)
	}
	return max(c.Least, share(c.Requests, int64(to.Sub(from)/cell), c.Days))
}

// sweep expects the requests of one walk over everything.
func (f forecast) sweep() int64 {
	c, known := f.Costs[string(extract.Sweep)]
	if !known {
		return -1
	}
	return share(c.Requests, 1, c.Windows)
}

// ids expects the requests of so many reads by id, by those of this kind or, where there were none, one each.
func (f forecast) ids(n int64) int64 {
	c := f.Costs[string(extract.IDs)]
	if c.Shown == 0 {
		return n
	}
	return share(c.Requests, n, c.Shown)
}

// share is whole*part/of, rounded up; -1 where it cannot be told.
func share(whole, part, of int64) int64 {
	if of == 0 {
		return -1
	}
	return (whole*part + of - 1) / of
}

// estimate adds up; one unknown part leaves the sum unknown. The modes are those of the walks to be made.
func (f forecast) estimate(parts []int64, modes ...extract.Mode) Estimate {
	e := Estimate{Left: f.left}
	for _, m := range modes {
		e.Blind = append(e.Blind, f.Blind[string(m)]...)
	}
	slices.Sort(e.Blind)
	e.Blind = slices.Compact(e.Blind)
	for _, n := range parts {
		if n < 0 {
			e.Requests, e.Takes = -1, 0
			return e
		}
		e.Requests += n
	}
	e.Takes = f.pace.Takes(e.Requests)
	return e
}
