package pipelines

import "time"

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
