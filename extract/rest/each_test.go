package rest_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/extract/rest"
)

// The slowest is first in the list, and the answers stand in the list's order; never are more than two under way.
func TestEach(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var running, most atomic.Int64
		start := time.Now()
		got, err := rest.Each(t.Context(), 2, []int{4, 3, 2, 1}, func(_ context.Context, n int) (string, error) {
			most.Store(max(most.Load(), running.Add(1)))
			defer running.Add(-1)
			time.Sleep(time.Duration(n) * time.Second)
			return fmt.Sprint("of ", n), nil
		})
		if err != nil || !slices.Equal(got, []string{"of 4", "of 3", "of 2", "of 1"}) {
			t.Errorf("%q, %v", got, err)
		}
		if most.Load() != 2 || time.Since(start) != 5*time.Second {
			t.Errorf("%d at once, %s", most.Load(), time.Since(start))
		}
	})
	if got, err := rest.Each(t.Context(), 1, nil, func(context.Context, int) (int, error) { return 0, nil }); len(got) > 0 || err != nil {
		t.Errorf("of nothing: %v, %v", got, err)
	}
}

func TestAnErrorStopsTheOthers(t *testing.T) {
	broken := errors.New("broken")
	got, err := rest.Each(t.Context(), 2, []int{1, 2, 3}, func(ctx context.Context, n int) (int, error) {
		if n == 2 {
			return 0, broken
		}
		<-ctx.Done()
		return 0, ctx.Err()
	})
	if got != nil || !errors.Is(err, broken) {
		t.Errorf("%v, %v", got, err)
	}
}

func TestBatches(t *testing.T) {
	for n, want := range map[int]string{0: "[]", 1: "[[0]]", 2: "[[0 1]]", 3: "[[0 1] [2]]", 4: "[[0 1] [2 3]]"} {
		all := slices.Collect(rest.Batches(slices.Values([]int{0, 1, 2, 3}[:n]), 2))
		if got := fmt.Sprint(all); got != want {
			t.Errorf("%d values: %s", n, got)
		}
	}
	taken := 0
	values := func(yield func(int) bool) {
		for taken = 1; yield(taken); taken++ {
		}
	}
	for range rest.Batches(values, 3) {
		break
	}
	if taken != 3 {
		t.Errorf("%d values are taken for one batch of three", taken)
	}
}
