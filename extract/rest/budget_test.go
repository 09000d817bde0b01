package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// ledger is a Spending in memory that outlives clients, as a table outlives runs.
type ledger struct {
	mu      sync.Mutex
	booked  map[time.Time]int
	reserve int // calls
	err     error
}

func (l *ledger) Spent(_ context.Context, since time.Time) (spent []Spent, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for minute, n := range l.booked {
		if !minute.Before(since) {
			spent = append(spent, Spent{minute, n})
		}
	}
	return spent, l.err
}

func (l *ledger) Reserve(_ context.Context, minute time.Time, n int) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.booked == nil {
		l.booked = map[time.Time]int{}
	}
	l.booked[minute] += n
	l.reserve++
	return l.err
}

func (l *ledger) total() (n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, booked := range l.booked {
		n += booked
	}
	return n
}

// sent collects when requests arrive.
type sent struct {
	mu sync.Mutex
	at []time.Time
}

func (s *sent) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	s.at = append(s.at, time.Now())
	s.mu.Unlock()
	writeJSON(w, `{}`)
}

func (s *sent) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.at)
}

// most is the greatest number of requests in any window of a length.
func (s *sent) most(length time.Duration) (most int) {
	for i, from := range s.at {
		n := 0
		for _, at := range s.at[i:] {
			if at.Sub(from) < length {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// Four workers send as fast as they may, from seconds that are no whole minutes, and no window ever holds more than its limit.
func TestWindowsSlide(t *testing.T) {
	for _, budget := range []Budget{{PerMinute: 7}, {PerMinute: 7, PerHour: 60}, {PerHour: 60}, {PerDay: 70}} {
		t.Run(fmt.Sprint(budget), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(37 * time.Second)
				var arrived sent
				c := inMemory(t, Settings{RatePerSecond: 1, Burst: 3, Budget: budget, MaxWait: 48 * time.Hour}, arrived.ServeHTTP)
				var wg sync.WaitGroup
				for range 4 {
					wg.Go(func() {
						for range 40 {
							if _, err := c.Get(t.Context(), call()); err != nil {
								t.Error(err)
								return
							}
						}
					})
				}
				wg.Wait()
				for _, l := range budget.limits() {
					if most := arrived.most(l.length); most > l.requests || most < l.requests*9/10 {
						t.Errorf("%d requests in a window of %s that allows %d", most, l.length, l.requests)
					}
				}
			})
		})
	}
}

func TestASpentBudgetIsWaitedForOrDeferred(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var arrived sent
		c := inMemory(t, Settings{Budget: Budget{PerMinute: 2, PerDay: 4}, MaxWait: time.Hour}, arrived.ServeHTTP)
		began := time.Now()
		for n := range 4 {
			if _, err := c.Get(t.Context(), call()); err != nil {
				t.Fatal(n, err)
			}
		}
		if waited := time.Since(began); waited != time.Minute {
			t.Errorf("two more than a minute allows waited %s", waited)
		}
		_, err := c.Get(t.Context(), call())
		deferred, ok := errors.AsType[*extract.DeferredError](err)
		if !ok || !strings.Contains(err.Error(), "budget") || arrived.count() != 4 {
			t.Fatalf("%d requests, %v", arrived.count(), err)
		}
		time.Sleep(time.Until(deferred.Until))
		if _, err := c.Get(t.Context(), call()); err != nil {
			t.Errorf("at the time named: %v", err)
		}
	})
}

func TestEveryTryIsPaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book, tries := &ledger{}, 0
		auth := SignIn("/sign-in", func(ctx context.Context, post Post) (Token, error) {
			_, err := post(ctx, "application/json", []byte(`{}`))
			return Token{Value: "x"}, err
		})
		c := inMemory(t, Settings{Budget: Budget{PerDay: 1000}, Spending: book}, func(w http.ResponseWriter, r *http.Request) {
			if tries++; tries%2 == 0 && r.Method == http.MethodGet {
				http.Error(w, canary, http.StatusBadGateway)
				return
			}
			writeJSON(w, `{}`)
		})
		c.signIn = "/sign-in"
		c.stack(auth)
		for range 5 {
			if _, err := c.Get(t.Context(), call()); err != nil {
				t.Fatal(err)
			}
		}
		c.Close()
		if book.total() != tries || tries < 10 {
			t.Errorf("%d tries, %d booked", tries, book.total())
		}
	})
}

// A budget holds over runs that end well, and over runs that are killed: those leave more booked than sent, never less.
func TestABudgetOutlivesItsRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book, arrived := &ledger{}, &sent{}
		spend := Settings{Budget: Budget{PerHour: 100}, Spending: book, MaxWait: time.Second}
		deferred := func(err error) bool { _, ok := errors.AsType[*extract.DeferredError](err); return ok }
		for run := range 20 {
			c := inMemory(t, spend, arrived.ServeHTTP)
			var err error
			for n := 0; err == nil && n < 7; n++ {
				_, err = c.Get(t.Context(), call())
			}
			if err != nil && !deferred(err) {
				t.Fatal(err)
			}
			if killed := run%2 == 1; !killed {
				c.Close()
				c.purse.limits = nil // what the test's end closes again is nobody's any more
			}
			if booked := book.total(); booked < arrived.count() || booked > 100 {
				t.Fatalf("run %d: %d sent, %d booked", run, arrived.count(), booked)
			}
			time.Sleep(time.Minute)
		}
		if n := arrived.count(); n < 80 || n > 100 {
			t.Errorf("%d requests of a budget of 100, with ten kills", n)
		}
		time.Sleep(time.Hour + time.Minute)
		if _, err := inMemory(t, spend, arrived.ServeHTTP).Get(t.Context(), call()); err != nil {
			t.Errorf("an hour later: %v", err)
		}
	})
}

func TestBlocksAreSmallWhenLittleIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book := &ledger{}
		p := newPurse(Budget{PerDay: 1000}, book, 1)
		var sizes []int
		for range 1000 {
			before := book.total()
			if wait, err := p.take(t.Context()); wait > 0 || err != nil {
				t.Fatal(wait, err)
			}
			if size := book.total() - before; size > 0 {
				sizes = append(sizes, size)
			}
		}
		if sizes[0] != 50 || sizes[len(sizes)-1] != 1 || !slices.IsSortedFunc(sizes, func(a, b int) int { return b - a }) {
			t.Errorf("blocks of %v", sizes)
		}
		if wait, err := p.take(t.Context()); wait == 0 || err != nil {
			t.Errorf("the 1001st: %v, %v", wait, err)
		}
	})
}

// What is left of a block is not spent in a later minute: it would leave the window with the minute it was booked in.
func TestABlockEndsWithItsMinute(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book, took := &ledger{}, 0
		p := newPurse(Budget{PerHour: 100}, book, 1)
		take := func(n int) {
			for range n {
				if wait, err := p.take(t.Context()); wait > 0 || err != nil {
					t.Fatal(wait, err)
				}
				took++
			}
		}
		take(1)
		time.Sleep(59*time.Minute + 30*time.Second)
		take(9)
		if book.total() < took || book.total() > took+10 {
			t.Errorf("%d sent, %d booked", took, book.total())
		}
		time.Sleep(2 * time.Minute)
		take(91) // all but the nine
		if wait, err := p.take(t.Context()); wait == 0 || err != nil {
			t.Errorf("101 requests in an hour: %v", err)
		}
	})
}

// An account with a host a country has one budget, and one pace.
func TestHostsOfOneAccountShareItsBudget(t *testing.T) {
	var arrived, elsewhere sent
	c, _ := vendor(t, Settings{Budget: Budget{PerDay: 4}}, nil, arrived.ServeHTTP)
	_, other := vendor(t, Settings{}, nil, elsewhere.ServeHTTP)
	beside, err := c.Beside(other.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	for range 3 {
		_, _ = c.Get(t.Context(), call())
		_, err = beside.Get(t.Context(), call())
	}
	if _, deferred := errors.AsType[*extract.DeferredError](err); !deferred || arrived.count() != 2 || elsewhere.count() != 2 {
		t.Errorf("%d and %d requests, %v", arrived.count(), elsewhere.count(), err)
	}
}

// What cannot be booked is not sent, and is not the vendor's fault.
func TestASpendingThatFails(t *testing.T) {
	down := errors.New("the warehouse is away")
	arrived := &sent{}
	c, _ := vendor(t, Settings{Budget: Budget{PerDay: 10}, Spending: &ledger{err: down}}, nil, arrived.ServeHTTP)
	_, err := c.Get(t.Context(), call())
	if !errors.Is(err, ErrSpending) || !errors.Is(err, down) || errors.Is(err, extract.ErrAuth) || arrived.count() > 0 {
		t.Errorf("%d requests, %v", arrived.count(), err)
	}
	noCanary(t, err)
}

func TestABudgetBelowNothing(t *testing.T) {
	if _, err := New(Settings{BaseURL: "https://vendor.test", Budget: Budget{PerHour: -1}}, nil, nil); err == nil {
		t.Error("a negative budget is accepted")
	}
}
