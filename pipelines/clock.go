package pipelines

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ErrClock says that the warehouse's clock is behind what was loaded before: versions would run backwards.
var ErrClock = errors.New("the warehouse's clock is behind the newest row of this source; nothing was read")

// Clock turns arrival times into observed times: the warehouse's clock at the start of the run plus monotonic time since.
// The local wall clock is never used, so that two machines and a clock that steps agree on what came later.
type Clock struct {
	warehouse time.Time // the warehouse's clock at start
	start     time.Time // the local reading taken at the same moment, with its monotonic part
}

// StartClock pairs the warehouse's clock, read just now, with the local monotonic clock.
func StartClock(warehouse time.Time) Clock { return Clock{warehouse: warehouse, start: time.Now()} }

// At gives the observed time of an answer that arrived at t (a time.Now reading), UTC, in whole milliseconds.
func (c Clock) At(t time.Time) time.Time {
	return c.warehouse.Add(t.Sub(c.start)).UTC().Truncate(time.Millisecond)
}

// Now gives the present observed time.
func (c Clock) Now() time.Time { return c.At(time.Now()) }

// pass waits until the clock is not behind the newest row of a source. The clock is late by what the answer took that it was set by, and
// another run may have landed since. A warehouse whose own clock is behind is refused.
func (c Clock) pass(ctx context.Context, ask func(context.Context) (time.Time, error), newest time.Time) error {
	late := newest.Sub(c.Now())
	if late <= 0 {
		return nil
	}
	now, err := ask(ctx)
	if err != nil {
		return err
	}
	if now.Before(newest) {
		return fmt.Errorf("%w (behind by %s)", ErrClock, newest.Sub(now).Round(time.Second))
	}
	return pause(ctx, late)
}
