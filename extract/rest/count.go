package rest

import (
	"context"
	"sync/atomic"
)

// counter counts the requests under one context; outer is the one it stands within.
type counter struct {
	sent  atomic.Int64
	outer *counter
}

// counterKey finds a counter in a context.
type counterKey struct{}

// Counting gives a context and the number of requests sent under it so far: every try, redirect and signing in, whichever client
// sent it. One that was refused before the wire does not count. Counted contexts may stand within each other; each counts all
// below it.
func Counting(ctx context.Context) (context.Context, *atomic.Int64) {
	c := &counter{}
	c.outer, _ = ctx.Value(counterKey{}).(*counter)
	return context.WithValue(ctx, counterKey{}, c), &c.sent
}

// count notes one request.
func count(ctx context.Context) {
	c, _ := ctx.Value(counterKey{}).(*counter)
	for ; c != nil; c = c.outer {
		c.sent.Add(1)
	}
}
