package rest

import (
	"math"
	"time"
)

// Pace is how fast an account may be read by this process: its share of the account where several read it.
type Pace struct {
	PerSecond float64 // requests a second
	Budget    Budget  // of this process
}

// Pace tells how fast this client may read. It is the same for all hosts of an account.
func (c *Client) Pace() Pace {
	b, n := c.settings.Budget, c.settings.Share
	for _, limit := range []*int{&b.PerMinute, &b.PerHour, &b.PerDay, &b.PerMonth} {
		if *limit > 0 {
			*limit = max(1, *limit/n)
		}
	}
	return Pace{PerSecond: c.settings.RatePerSecond, Budget: b}
}

// Takes is the shortest time in which so many requests can be sent, by an account that has sent none lately. More than a century is a
// century.
func (p Pace) Takes(requests int64) time.Duration {
	seconds := float64(requests) / p.PerSecond
	for _, l := range p.Budget.limits() {
		full := max(0, requests-1) / int64(l.requests) // windows to wait out
		seconds = max(seconds, float64(full)*l.length.Seconds())
	}
	const century = 100 * 365 * 24 * time.Hour
	return time.Duration(min(seconds, century.Seconds()) * float64(time.Second))
}

// Left is how many of the budget's requests may still be sent at a time, after what was spent; false where the budget has no
// limit.
func (b Budget) Left(spent []Spent, now time.Time) (requests int, limited bool) {
	p := newPurse(b, nil, 1)
	p.spent, p.own = spent, len(spent)
	requests = math.MaxInt
	for _, l := range p.limits {
		_, left := p.within(l, now)
		requests = min(requests, max(0, left))
	}
	return requests, len(p.limits) > 0
}
