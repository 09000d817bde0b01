package pipelines

import (
	"context"
	"encoding/binary"
	"hash/fnv"
	"os"
	"time"

	"github.com/robfig/cron/v3"
)

const (
	// wakeful is how often the wall clock is looked at: a timer counts only the time the machine is awake.
	wakeful = 30 * time.Second
	// astray is how far ahead of the clock a taken tick may be before the clock, not the tick, was wrong.
	astray = time.Hour
)

// clockwork tells when one source is due. One goroutine uses it.
type clockwork struct {
	source string
	ticks  cron.Schedule
	jitter time.Duration
	taken  time.Time        // the last tick that was run or passed over, or a moment since which none came; UTC
	now    func() time.Time // the time of day
}

// newClockwork starts from when the source's last run began; zero: from now.
func newClockwork(c SourceConfig, began time.Time, now func() time.Time) *clockwork {
	w := clockOf(c)
	w.now = now
	if w.taken = began; began.IsZero() {
		w.taken = now()
	}
	return w
}

// clockOf is a clockwork at the beginning of time. The schedule was checked when the configuration was read; one that cannot be
// read has no tick.
func clockOf(c SourceConfig) *clockwork {
	w := &clockwork{source: c.Name, jitter: time.Duration(c.Jitter) * time.Minute}
	if ticks, err := cron.ParseStandard(c.Schedule); err == nil {
		w.ticks = ticks
	}
	return w
}

// Next is when serve reads the source next after a moment, UTC, jitter included; zero when it has no schedule and so is never
// read.
func (c SourceConfig) Next(after time.Time) time.Time {
	w := clockOf(c)
	for t := w.next(after.Add(-w.jitter)); !t.IsZero(); t = w.next(t) {
		if start := w.start(t); start.After(after) {
			return start
		}
	}
	return time.Time{}
}

// next is the first tick after a moment; zero when there is none.
func (c *clockwork) next(after time.Time) time.Time {
	if c.ticks == nil {
		return time.Time{}
	}
	return c.ticks.Next(after.UTC())
}

// start is when the run of a tick starts: at the tick, or up to the jitter later, always the same for this machine, source and
// tick. Many clinics have one vendor, and all choose full hours.
func (c *clockwork) start(tick time.Time) time.Time {
	if c.jitter <= 0 {
		return tick
	}
	host, _ := os.Hostname()
	h := fnv.New64a()
	_, _ = h.Write([]byte(host + "\x00" + c.source))
	_ = binary.Write(h, binary.BigEndian, tick.Unix())
	return tick.Add(time.Duration(h.Sum64() % uint64(c.jitter)).Truncate(time.Second))
}

// wait returns when the source is due, and for which tick; false when ctx has ended.
func (c *clockwork) wait(ctx context.Context) (tick time.Time, ok bool) {
	for ctx.Err() == nil {
		if tick, ok := c.due(); ok {
			return tick, true
		}
		timer := time.NewTimer(min(wakeful, c.start(c.next(c.taken)).Sub(c.now())))
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
		}
	}
	return time.Time{}, false
}

// due takes the ticks whose time has come, and names the last of them: one run makes up for all.
func (c *clockwork) due() (tick time.Time, ok bool) {
	now := c.now()
	if c.taken.After(now.Add(astray)) { // the clock was wrong and was set right
		c.taken = now
	}
	for t := c.next(c.taken); !t.IsZero() && !c.start(t).After(now); t = c.next(t) {
		tick, ok, c.taken = t, true, t
	}
	return tick, ok
}

// wall is the time of day, without the reading of the timer's clock, which stands still while the machine sleeps.
func wall() time.Time { return time.Now().UTC().Round(0) }
