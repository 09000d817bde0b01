package rest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/nightrounds/rounds/extract"
)

const (
	firstBackoff = 500 * time.Millisecond
	lastBackoff  = 30 * time.Second
)

// tries is the retry policy of one exchange. A wait the vendor asked for is no failure; all else counts.
type tries struct {
	c        *Client
	call     Call
	failures int
	waited   time.Duration // what the vendor asked for so far
	wait     time.Duration // before the next try
}

// client gives the retrying client that follows this policy.
func (t *tries) client(h *http.Client) *retryablehttp.Client {
	return &retryablehttp.Client{
		HTTPClient: h,
		RetryMax:   1 << 30, // check decides
		CheckRetry: t.check,
		Backoff:    func(_, _ time.Duration, _ int, _ *http.Response) time.Duration { return t.wait },
		ErrorHandler: func(_ *http.Response, err error, _ int) (*http.Response, error) {
			return nil, err
		},
	}
}

// check is called once with a connection's error or none, then with what reading the answer gave.
func (t *tries) check(ctx context.Context, resp *http.Response, err error) (bool, error) {
	if err == nil {
		return false, nil
	}
	if ctx.Err() != nil {
		return false, fmt.Errorf("reading %s: %w", t.call.Endpoint, ctx.Err())
	}
	failed, answered := errors.AsType[*Error](err)
	if _, signIn := errors.AsType[final](err); signIn || !answered {
		failed = t.call.fail(transportError(err))
	}
	if !failed.transient || t.call.Parts && failed.size() {
		return false, failed
	}
	throttled := failed.Status == http.StatusTooManyRequests || failed.Status == http.StatusServiceUnavailable
	if throttled {
		if asked, ok := retryAfter(resp.Header, time.Now()); ok {
			return t.obey(asked, failed)
		}
	}
	return t.backOff(throttled, failed)
}

// size tells whether the answer may have been too large for the vendor or for something between.
func (e *Error) size() bool {
	return e.Status == http.StatusInternalServerError || errors.Is(e.Err, extract.ErrShape)
}

// obey waits as long as the vendor asks, unless that is more than this run may wait.
func (t *tries) obey(asked time.Duration, failed *Error) (bool, error) {
	t.waited += asked
	if t.waited > t.c.settings.MaxWait {
		failed.Err = &extract.DeferredError{Until: time.Now().Add(asked)}
		return false, failed
	}
	t.wait = asked
	t.c.pace.pause(asked)
	return true, nil
}

// backOff waits a random time below an exponential bound ("full jitter"), as long as tries and the account's patience last.
func (t *tries) backOff(throttled bool, failed *Error) (bool, error) {
	t.failures++
	if t.failures > t.c.settings.MaxRetries || !t.c.patience.spend() {
		return false, failed
	}
	bound := min(lastBackoff, firstBackoff<<min(t.failures-1, 10))
	t.wait = rand.N(bound)
	if throttled {
		t.c.pace.pause(t.wait)
	}
	return true, nil
}

// retryAfter reads both forms of Retry-After (RFC 9110 section 10.2.3). A date counts from the answer's own Date, so that a
// wrong clock here does not matter. A time that is not in the future is no advice at all.
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	text := h.Get("Retry-After")
	if seconds, err := strconv.ParseInt(text, 10, 32); err == nil {
		return time.Duration(seconds) * time.Second, seconds > 0
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return 0, false
	}
	if sent, err := http.ParseTime(h.Get("Date")); err == nil {
		now = sent
	}
	return at.Sub(now), at.After(now)
}
