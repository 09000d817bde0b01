package rest

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// troubled answers the first of its answers with a status and a Retry-After, then with {}.
type troubled struct {
	mu         sync.Mutex
	left       int
	status     int
	retryAfter string
	at         []time.Time
}

func (v *troubled) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.at = append(v.at, time.Now())
	if v.left--; v.left < 0 {
		writeJSON(w, `{}`)
		return
	}
	if v.retryAfter != "" {
		w.Header().Set("Retry-After", v.retryAfter)
	}
	http.Error(w, canary, v.status)
}

// Whoever can ask for less is not kept waiting for what may be too much; all other trouble is sat out as ever.
func TestACallThatCanAskForLess(t *testing.T) {
	for status, want := range map[int]int{500: 1, 502: 2, 503: 2, 429: 2} {
		for parts, tries := range map[bool]int{true: want, false: 2} {
			synctest.Test(t, func(t *testing.T) {
				v := &troubled{left: 1, status: status}
				less := call()
				less.Parts = parts
				_, err := inMemory(t, Settings{}, v.ServeHTTP).Get(t.Context(), less)
				if len(v.at) != tries || (err != nil) != (tries == 1) {
					t.Errorf("%d, in parts %t: %d tries, %v", status, parts, len(v.at), err)
				}
			})
		}
	}
	synctest.Test(t, func(t *testing.T) {
		tries, less := 0, call()
		less.Parts = true
		_, err := inMemory(t, Settings{}, func(w http.ResponseWriter, _ *http.Request) { tries++; writeJSON(w, `[`) }).Get(t.Context(), less)
		if tries != 1 || !errors.Is(err, extract.ErrShape) {
			t.Errorf("%d tries of an answer that breaks off, %v", tries, err)
		}
	})
}

func TestRetryAfterIsObeyed(t *testing.T) {
	for name, c := range map[string]struct {
		after    string
		least    time.Duration
		most     time.Duration
		deferred bool
	}{
		"seconds":      {"7", 7 * time.Second, 7 * time.Second, false},
		"date":         {"Sat, 01 Jan 2000 00:01:00 GMT", time.Minute, time.Minute, false},
		"past date":    {"Fri, 31 Dec 1999 23:00:00 GMT", 0, firstBackoff, false},
		"garbage":      {"soon", 0, firstBackoff, false},
		"negative":     {"-5", 0, firstBackoff, false},
		"zero":         {"0", 0, firstBackoff, false},
		"over the cap": {"36000", 0, 0, true},
		"date far off": {"Sat, 01 Jan 2000 10:00:00 GMT", 0, 0, true},
		"overflow":     {"99999999999999999999", 0, firstBackoff, false},
	} {
		for _, status := range []int{429, 503} {
			t.Run(name+strconv.Itoa(status), func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					v := &troubled{left: 1, status: status, retryAfter: c.after}
					client, began := inMemory(t, Settings{}, v.ServeHTTP), time.Now()
					_, err := client.Get(t.Context(), call())
					took := time.Since(began)
					if asked, ok := errors.AsType[*extract.DeferredError](err); ok != c.deferred {
						t.Fatalf("%v", err)
					} else if ok && !asked.Until.Equal(began.Add(10*time.Hour)) {
						t.Errorf("until %v", asked.Until)
					}
					if took < c.least || took > c.most {
						t.Errorf("waited %v", took)
					}
					noCanary(t, err)
				})
			})
		}
	}
}

func TestRetryAfterIsNoFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &troubled{left: 20, status: 429, retryAfter: "1"}
		if _, err := inMemory(t, Settings{MaxRetries: -1}, v.ServeHTTP).Get(t.Context(), call()); err != nil {
			t.Error(err)
		}
	})
}

// What is no advice must count as a failure, or a vendor that says "0" would be asked for ever.
func TestRetryAfterThatIsNoAdviceIsAFailure(t *testing.T) {
	for _, after := range []string{"0", "-5", "Fri, 31 Dec 1999 23:00:00 GMT", "soon"} {
		synctest.Test(t, func(t *testing.T) {
			v := &troubled{left: 100, status: 429, retryAfter: after}
			_, err := inMemory(t, Settings{MaxRetries: 2}, v.ServeHTTP).Get(t.Context(), call())
			if !errors.Is(err, extract.ErrUnavailable) || len(v.at) != 3 {
				t.Errorf("%s: %d tries, %v", after, len(v.at), err)
			}
		})
	}
}

func TestAShorterPauseDoesNotEndALongerOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, began := newPacer(1000, 1), time.Now()
		p.pause(time.Minute)
		p.pause(time.Second)
		if err := p.wait(t.Context()); err != nil || time.Since(began) < time.Minute {
			t.Errorf("after %v: %v", time.Since(began), err)
		}
	})
}

func TestRetryAfterWithoutEndIsDeferred(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &troubled{left: 1 << 20, status: 429, retryAfter: "60"}
		_, err := inMemory(t, Settings{MaxWait: 10 * time.Minute}, v.ServeHTTP).Get(t.Context(), call())
		if _, ok := errors.AsType[*extract.DeferredError](err); !ok || len(v.at) != 11 {
			t.Errorf("%d tries, %v", len(v.at), err)
		}
	})
}

// One worker's 429 holds all of them, and they do not all leave at once afterwards.
func TestAPauseHoldsEveryWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &troubled{left: 1, status: 429, retryAfter: "30"}
		c := inMemory(t, Settings{RatePerSecond: 1, Burst: 1}, v.ServeHTTP)
		var wg sync.WaitGroup
		began := time.Now()
		for range 4 {
			wg.Go(func() {
				if _, err := c.Get(t.Context(), call()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		for i, at := range v.at[1:] {
			if wait := at.Sub(began); wait < 30*time.Second {
				t.Errorf("request %d left %v after the pause was asked for", i+1, wait)
			}
			if i > 0 && at.Sub(v.at[i]) < time.Second {
				t.Errorf("request %d follows the one before by %v", i+1, at.Sub(v.at[i]))
			}
		}
	})
}

func TestRetriesAreBounded(t *testing.T) {
	for status, want := range map[int]struct {
		err   error
		tries int
	}{
		500: {extract.ErrUnavailable, 4}, 502: {extract.ErrUnavailable, 4}, 408: {extract.ErrUnavailable, 4}, 429: {extract.ErrUnavailable, 4},
		400: {ErrRefused, 1}, 422: {ErrRefused, 1}, 501: {ErrRefused, 1}, 401: {extract.ErrAuth, 2}, 403: {extract.ErrAuth, 1},
		404: {ErrNotFound, 1}, 410: {ErrNotFound, 1}, 304: {extract.ErrShape, 1},
	} {
		t.Run(strconv.Itoa(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				v := &troubled{left: 1 << 20, status: status}
				_, err := inMemory(t, Settings{MaxRetries: 3}, v.ServeHTTP).Get(t.Context(), call())
				if !errors.Is(err, want.err) || len(v.at) != want.tries {
					t.Errorf("%d tries, %v", len(v.at), err)
				}
				if told, ok := errors.AsType[*Error](err); !ok || told.Status != status || told.Page != 7 || status != 304 && told.Size == 0 {
					t.Errorf("%+v", told)
				}
				noCanary(t, err)
			})
		})
	}
}

// A vendor in trouble sees a fifth more requests than usual, and the first allowance, not a multiple.
func TestTheRetryBudget(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &troubled{left: 1 << 20, status: 500}
		c := inMemory(t, Settings{MaxRetries: 5}, v.ServeHTTP)
		const reads = 200
		for range reads {
			_, _ = c.Get(t.Context(), call())
		}
		if most := reads + reads/5 + retryAllowance; len(v.at) > most || len(v.at) <= reads {
			t.Errorf("%d requests for %d reads, at most %d", len(v.at), reads, most)
		}
	})
}

func TestWaitsHearTheContext(t *testing.T) {
	for name, v := range map[string]*troubled{"asked": {left: 1 << 20, status: 429, retryAfter: "600"}, "own": {left: 1 << 20, status: 500}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
				defer cancel()
				began := time.Now()
				_, err := inMemory(t, Settings{}, v.ServeHTTP).Get(ctx, call())
				if !errors.Is(err, context.DeadlineExceeded) || time.Since(began) > 10*time.Millisecond {
					t.Errorf("after %v: %v", time.Since(began), err)
				}
			})
		})
	}
}

func TestASlowVendorTimesOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := inMemory(t, Settings{MaxRetries: -1, Timeout: time.Second}, func(w http.ResponseWriter, r *http.Request) {
			writeJSON(w, `{`)
			_ = http.NewResponseController(w).Flush()
			<-r.Context().Done()
		})
		_, err := c.Get(t.Context(), call())
		if !errors.Is(err, extract.ErrShape) {
			t.Errorf("%v", err)
		}
	})
}

func TestThePace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		v := &troubled{}
		c := inMemory(t, Settings{RatePerSecond: 2, Burst: 3}, v.ServeHTTP)
		began := time.Now()
		for range 9 {
			if _, err := c.Get(t.Context(), call()); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took != 3*time.Second {
			t.Errorf("9 requests, 3 at once and 2 a second: %v", took)
		}
	})
}

func TestRetryAfterCountsFromTheAnswersOwnDate(t *testing.T) {
	h := http.Header{"Retry-After": {"Sat, 01 Jan 2000 00:01:00 GMT"}, "Date": {"Sat, 01 Jan 2000 00:00:00 GMT"}}
	if got, ok := retryAfter(h, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)); !ok || got != time.Minute {
		t.Errorf("%v, %v", got, ok)
	}
}
