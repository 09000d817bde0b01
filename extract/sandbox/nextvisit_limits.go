package sandbox

import (
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Limit is so many requests in a window of time.
type Limit struct {
	Window   time.Duration
	Requests int
}

// budget counts requests by window. A window begins with the first request after the one before has passed.
type budget struct {
	mu    sync.Mutex
	began []time.Time
	spent []int
}

// spend counts one request. Where a window is used up it gives the headers of a refusal, else nil; a refused request
// counts for nothing.
func (b *budget) spend(limits []Limit, now time.Time) http.Header {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.began == nil {
		b.began, b.spent = make([]time.Time, len(limits)), make([]int, len(limits))
	}
	for i, l := range limits {
		if now.Sub(b.began[i]) >= l.Window {
			b.began[i], b.spent[i] = now, 0
		}
		if b.spent[i] >= l.Requests {
			wait := b.began[i].Add(l.Window).Sub(now)
			return http.Header{
				"Retry-After":           {strconv.Itoa(int((wait + time.Second - 1) / time.Second))},
				"X-Ratelimit-Limit":     {strconv.Itoa(l.Requests)},
				"X-Ratelimit-Remaining": {"0"},
			}
		}
	}
	for i := range limits {
		b.spent[i]++
	}
	return nil
}
