package pipelines

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// TestTheMachineSlept moves the time of day while the timers stand still: the tick that passed is noticed at the next look, once.
func TestTheMachineSlept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		begun := time.Now()
		c := newClockwork(SourceConfig{Name: "a", Schedule: "15 9 * * *"}, time.Time{}, func() time.Time {
			if time.Since(begun) < time.Minute {
				return wall()
			}
			return wall().AddDate(0, 0, 21)
		})
		tick, ok := c.wait(t.Context())
		if want := begun.AddDate(0, 0, 20).Add(9*time.Hour + 15*time.Minute); !ok || !tick.Equal(want) {
			t.Errorf("due for %s, want %s", tick, want)
		}
		if noticed := time.Since(begun); noticed > time.Minute+wakeful {
			t.Errorf("noticed after %s", noticed)
		}
		if again, ok := c.due(); ok {
			t.Errorf("due once more, for %s", again)
		}
	})
}

// TestTheClockWasWrong sets the time of day back by years: the schedule goes on from there.
func TestTheClockWasWrong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wrong := 4 * 365 * 24 * time.Hour
		c := newClockwork(SourceConfig{Name: "a", Schedule: "15 9 * * *"}, time.Time{}, func() time.Time { return wall().Add(wrong) })
		begun := time.Now()
		wrong = 0
		tick, ok := c.wait(t.Context())
		if want := begun.Add(9*time.Hour + 15*time.Minute); !ok || !tick.Equal(want) || !time.Now().Equal(want) {
			t.Errorf("due for %s at %s, want %s", tick, time.Now(), want)
		}
	})
}

// TestWaitEnds stops waiting when it is told to.
func TestWaitEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClockwork(SourceConfig{Name: "a", Schedule: "15 9 * * *"}, time.Time{}, wall)
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if tick, ok := c.wait(ctx); ok {
			t.Errorf("due for %s", tick)
		}
	})
}
