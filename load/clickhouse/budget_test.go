package clickhouse_test

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

// The latest row of a run and minute counts, runs add up, and other sources and older minutes stay out.
func TestRequestsThatWereBooked(t *testing.T) {
	w, prefix := prepared(t, tables.Budgets.Table)
	must(t, prefix, "SYSTEM STOP MERGES {p}ops.budgets")
	minute := func(n int) time.Time { return at(n).Truncate(time.Minute) }
	for _, row := range []tables.BudgetRow{
		{Source: source, Minute: minute(1), RunID: "one", Requests: 50, UpdatedAt: at(1)},
		{Source: source, Minute: minute(1), RunID: "one", Requests: 7, UpdatedAt: at(2)}, // 43 were given back
		{Source: source, Minute: minute(1), RunID: "two", Requests: 5, UpdatedAt: at(1)},
		{Source: source, Minute: minute(2), RunID: "two", Requests: 3, UpdatedAt: at(2)},
		{Source: source, Minute: minute(0), RunID: "one", Requests: 100, UpdatedAt: at(1)},
		{Source: "other", Minute: minute(1), RunID: "one", Requests: 100, UpdatedAt: at(1)},
	} {
		if err := w.Book(t.Context(), row); err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.Spent(t.Context(), source, minute(1))
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(got, func(a, b tables.BudgetRow) int { return cmp.Compare(a.Minute.Unix(), b.Minute.Unix()) })
	if len(got) != 2 || !got[0].Minute.Equal(minute(1)) || got[0].Requests != 12 || got[1].Requests != 3 {
		t.Errorf("got %+v", got)
	}
}
