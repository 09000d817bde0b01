package pipelines

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Accounts keeps the requests a source has booked; clickhouse.Warehouse is one.
type Accounts interface {
	// Spent gives the requests booked since a time, a row a minute.
	Spent(ctx context.Context, source string, since time.Time) ([]tables.BudgetRow, error)
	// Book writes what a run has booked in a minute so far. It is durable when it returns.
	Book(ctx context.Context, row tables.BudgetRow) error
}

// spending is a source's rest.Spending, kept in ops.budgets. It counts for one run: rows of several runs add up.
type spending struct {
	accounts      Accounts
	source, runID string
	clock         Clock

	mu      sync.Mutex
	booked  map[time.Time]int
	written time.Time // of the row written last: its successor must be later
}

var _ rest.Spending = (*spending)(nil)

func newSpending(accounts Accounts, source, runID string, clock Clock) *spending {
	return &spending{accounts: accounts, source: source, runID: runID, clock: clock, booked: map[time.Time]int{}}
}

// Spent reads what all runs booked.
func (s *spending) Spent(ctx context.Context, since time.Time) ([]rest.Spent, error) {
	rows, err := s.accounts.Spent(ctx, s.source, since)
	spent := make([]rest.Spent, len(rows))
	for n, row := range rows {
		spent[n] = rest.Spent{Minute: row.Minute, Requests: int(row.Requests)}
	}
	return spent, err
}

// Reserve writes this run's sum of the minute anew. A write that failed may have arrived: it stays counted.
func (s *spending) Reserve(ctx context.Context, minute time.Time, n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	minute = minute.UTC()
	sum := s.booked[minute] + n
	if sum < 0 {
		return errors.New("more requests are given back than were booked")
	}
	s.booked[minute] = max(sum, s.booked[minute])
	s.written = later(s.clock.Now(), s.written)
	err := s.accounts.Book(ctx, tables.BudgetRow{Source: s.source, Minute: minute, RunID: s.runID, Requests: uint32(sum), UpdatedAt: s.written})
	if err == nil {
		s.booked[minute] = sum
	}
	return err
}

// later is now, or a millisecond after the time before.
func later(now, before time.Time) time.Time {
	if now.After(before) {
		return now
	}
	return before.Add(time.Millisecond)
}
