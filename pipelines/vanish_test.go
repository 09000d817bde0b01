package pipelines

import (
	"math"
	"testing"
)

// The share is of the records held: of 60, 24 are 40 percent.
func TestHowManyMayVanish(t *testing.T) {
	for _, c := range []struct{ percent, shown, limit int }{
		{0, 1000, 111}, {0, 100, 20}, {10, 900, 100}, {40, 36, 24}, {50, 500, 500}, {99, 10, 990}, {99, 0, 0}, {0, 0, 0}, {100, 0, math.MaxInt},
		{100, 35, math.MaxInt},
	} {
		if got := (&Pipeline{Vanish: c.percent}).mayVanish(c.shown); got != c.limit {
			t.Errorf("%d shown, %d percent: %d may vanish, want %d", c.shown, c.percent, got, c.limit)
		}
	}
}
