package tables

import "time"

// Budgets is ops.budgets.
var Budgets = ops("budgets", "One row is the requests that one run booked for one source in one minute, before they were sent.",
	"updated_at", []string{"source", "minute", "run_id"},
	col("source", word, Technical, "The configured source.", func(r *BudgetRow) string { return r.Source }),
	col("minute", instant, Technical, "Start of the minute, UTC, by the clock of the machine that asked.", func(r *BudgetRow) time.Time { return r.Minute }),
	runID(func(r *BudgetRow) string { return r.RunID }),
	col("requests", number, Measure, "Requests booked. What was not sent is given back, but not by a run that was killed.",
		func(r *BudgetRow) uint32 { return r.Requests }),
	updatedAt(func(r *BudgetRow) time.Time { return r.UpdatedAt }),
)

// BudgetRow is a row of ops.budgets: what one run booked in one minute, so far.
type BudgetRow struct {
	Source    string
	Minute    time.Time // whole, UTC
	RunID     string
	Requests  uint32
	UpdatedAt time.Time // UTC; of equal keys the latest counts
}
