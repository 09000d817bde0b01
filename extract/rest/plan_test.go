package rest

import (
	"errors"
	"math"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// Four processes that share an account send together what one would, and none stands still.
func TestSharesOfAnAccountAddUpToIt(t *testing.T) {
	for _, c := range []struct {
		budget Budget
		spent  int // by a run before
		total  int // four shares of what is left
	}{
		{Budget{PerHour: 100}, 0, 100},
		{Budget{PerHour: 103}, 0, 100},
		{Budget{PerDay: 100}, 60, 40},
		{Budget{PerMinute: 40, PerHour: 80}, 0, 80},
		{Budget{PerHour: 2}, 0, 4},
	} {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(37 * time.Second)
			book, arrived := &ledger{booked: map[time.Time]int{}}, &sent{}
			if c.spent > 0 {
				book.booked[time.Now().Add(-time.Hour).Truncate(time.Minute)] = c.spent
			}
			var together sync.WaitGroup
			var begun []*Client
			for range 4 {
				s := Settings{Budget: c.budget, Spending: book, Share: 4, MaxWait: 10 * time.Minute}
				client := inMemory(t, s, arrived.ServeHTTP)
				if err := client.purse.load(t.Context()); err != nil { // they begin at the same time
					t.Fatal(err)
				}
				begun = append(begun, client)
			}
			for _, client := range begun {
				together.Go(func() {
					var err error
					for err == nil {
						_, err = client.Get(t.Context(), call())
					}
					if _, used := errors.AsType[*extract.DeferredError](err); !used {
						t.Error(err)
					}
				})
			}
			together.Wait()
			if n := arrived.count(); n != c.total {
				t.Errorf("%+v, %d spent: four shares sent %d requests, not %d", c.budget, c.spent, n, c.total)
			}
			for _, l := range c.budget.limits() {
				if most := arrived.most(l.length); most > max(4, l.requests) {
					t.Errorf("%+v: %d requests in %s", c.budget, most, l.length)
				}
			}
		})
	}
}

// One that begins later, or anew, takes its part of what the others have left; it never adds to the account.
func TestAShareThatBeginsLater(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		book, arrived := &ledger{}, &sent{}
		before := 0
		for _, want := range []int{25, 18, 14} { // a quarter of 100, of 75, of 57
			c := inMemory(t, Settings{Budget: Budget{PerDay: 100}, Spending: book, Share: 4}, arrived.ServeHTTP)
			for {
				if _, err := c.Get(t.Context(), call()); err != nil {
					break
				}
			}
			if n := arrived.count() - before; n != want {
				t.Errorf("%d requests, not %d", n, want)
			}
			before = arrived.count()
		}
	})
}

func TestASharePaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		arrived := &sent{}
		c := inMemory(t, Settings{RatePerSecond: 4, Burst: 3, Share: 4, Budget: Budget{PerMinute: 3, PerDay: 1000}}, arrived.ServeHTTP)
		if want := (Pace{1, Budget{PerMinute: 1, PerDay: 250}}); c.Pace() != want {
			t.Errorf("%+v", c.Pace())
		}
		c.purse.limits = nil
		began := time.Now()
		for range 5 {
			if _, err := c.Get(t.Context(), call()); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began); took != 4*time.Second {
			t.Errorf("five requests at a request a second took %s", took)
		}
	})
}

func TestWhatAReadingTakes(t *testing.T) {
	for requests, want := range map[int64]time.Duration{0: 0, 50: 10 * time.Second, 60: 12 * time.Second, 61: time.Minute, 601: 10 * time.Minute, 1001: 24 * time.Hour} {
		if got := (Pace{5, Budget{PerMinute: 60, PerDay: 1000}}).Takes(requests); got != want {
			t.Errorf("%d requests take %s, not %s", requests, got, want)
		}
	}
	if got := (Pace{PerSecond: 5}).Takes(math.MaxInt64); got != 100*365*24*time.Hour {
		t.Errorf("all requests there are take %s", got)
	}
}

func TestWhatIsLeftOfABudget(t *testing.T) {
	now := time.Date(2026, 11, 2, 6, 0, 30, 0, time.UTC)
	spent := []Spent{{now.Add(-30 * time.Second), 4}, {now.Add(-3 * time.Hour), 90}, {now.Add(-72 * time.Hour), 500}}
	for budget, want := range map[Budget]int{
		{PerMinute: 10}: 6, {PerMinute: 10, PerDay: 100}: 6, {PerMinute: 10, PerDay: 96}: 2, {PerDay: 50}: 0, {PerMonth: 600}: 6, {PerHour: 5}: 1,
	} {
		if left, limited := budget.Left(spent, now); left != want || !limited {
			t.Errorf("%+v leaves %d, not %d", budget, left, want)
		}
	}
	if _, limited := (Budget{}).Left(spent, now); limited {
		t.Error("no budget is a limit")
	}
}
