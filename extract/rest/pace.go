package rest

import (
	"context"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// pacer is the one clock of a vendor account: every try of every worker passes it, and a vendor's "slow down" to one worker
// holds all of them.
type pacer struct {
	limit *rate.Limiter

	mu    sync.Mutex
	until time.Time
}

func newPacer(perSecond float64, burst int) *pacer {
	return &pacer{limit: rate.NewLimiter(rate.Limit(perSecond), burst)}
}

// pause holds the account for d from now on; a longer pause already set stays.
func (p *pacer) pause(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := time.Now().Add(d); until.After(p.until) {
		p.until = until
	}
}

func (p *pacer) left() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Until(p.until)
}

// wait returns when a request may be sent. After a pause it takes a new permit, so that the waiting workers do not all leave at once.
func (p *pacer) wait(ctx context.Context) error {
	for {
		permit := p.limit.Reserve()
		if err := sleep(ctx, permit.Delay()); err != nil {
			permit.Cancel()
			return err
		}
		left := p.left()
		if left <= 0 {
			return nil
		}
		if err := sleep(ctx, left); err != nil {
			return err
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// patience lets retries be a fifth of the requests, after a small allowance: a vendor in trouble is not met with a multiple of
// the usual load.
type patience struct {
	mu     sync.Mutex
	credit float64
}

const (
	retryShare     = 0.2
	retryAllowance = 10
)

func newPatience() *patience { return &patience{credit: retryAllowance} }

func (p *patience) earn() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.credit = min(retryAllowance, p.credit+retryShare)
}

func (p *patience) spend() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.credit < 1 {
		return false
	}
	p.credit--
	return true
}
