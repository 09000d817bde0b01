package pipelines

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
)

// Turn makes one source's run for a tick of its schedule: the time, UTC, that the schedule names.
type Turn func(ctx context.Context, source string, tick time.Time) error

// Began tells when the last finished nightly run of a source began, UTC; zero when there was none.
type Began func(ctx context.Context, source string) (time.Time, error)

// Schedule runs each source at its own times. Times are UTC: in a zone with summer time a job would be skipped or doubled.
// Sources go one after the other. A tick that comes while the source's own last run is at work, or waits for another source's, is
// skipped. Ticks that passed while the program was down or the machine slept are made up for by one run. A missed tick costs
// delay, never data, since every run reads from what the warehouse holds.
type Schedule struct {
	sources []SourceConfig
	log     *slog.Logger
	began   Began
	run     Turn
	turn    chan struct{} // held by the source at work: two with one schedule go one after the other
}

// NewSchedule makes a schedule of the sources that have one; none is an error. run is called for one source at a time.
func NewSchedule(c *Config, log *slog.Logger, began Began, run Turn) (*Schedule, error) {
	s := &Schedule{log: log, began: began, run: run, turn: make(chan struct{}, 1)}
	for _, src := range c.Sources {
		if src.Schedule == "" {
			continue
		}
		if _, err := cron.ParseStandard(src.Schedule); err != nil {
			return nil, fmt.Errorf("%w: source %s: schedule", ErrConfig, src.Name)
		}
		s.sources = append(s.sources, src)
	}
	if s.Len() == 0 {
		return nil, fmt.Errorf("%w: no source has a schedule", ErrConfig)
	}
	return s, nil
}

// Len tells how many sources have a schedule.
func (s *Schedule) Len() int { return len(s.sources) }

// Run keeps the schedule until ctx ends; the run in hand ends after its batch and is waited for. A source that was run before
// and missed a tick since is run at once. One that was never run waits for its first tick, since somebody chose that hour. The
// error is the warehouse's, when it cannot say what was missed; nothing has run then.
func (s *Schedule) Run(ctx context.Context) error {
	clocks := make([]*clockwork, len(s.sources))
	for n, c := range s.sources {
		at, err := s.began(ctx, c.Name)
		if err != nil && ctx.Err() == nil { // a stop is no error: keep sees it
			return fmt.Errorf("look up the last run of %s: %w", c.Name, err)
		}
		clocks[n] = newClockwork(c, at, wall)
	}
	var all sync.WaitGroup
	for _, c := range clocks {
		all.Go(func() { s.keep(ctx, c) })
	}
	all.Wait()
	return nil
}

// keep runs one source whenever it is due, until ctx ends.
func (s *Schedule) keep(ctx context.Context, c *clockwork) {
	for {
		tick, ok := c.wait(ctx)
		if !ok {
			return
		}
		select {
		case s.turn <- struct{}{}:
			s.once(ctx, c.source, tick)
			<-s.turn
		case <-ctx.Done():
			return
		}
		if late, missed := c.due(); missed {
			s.log.Info("skipped: the run before was still at work", "source", c.source, "tick", late)
		}
	}
}

// once makes one run, unless another command made it since the tick. A run that panics is a failed one: the next tick comes.
func (s *Schedule) once(ctx context.Context, source string, tick time.Time) {
	defer func() {
		if r := recover(); r != nil { // its text may hold a value
			s.log.Error("the scheduled run broke off by a fault of the program", "source", source)
		}
	}()
	// An answer that does not come is no reason to leave the run out: it fails loudly or does its work.
	if at, err := s.began(ctx, source); err == nil && !at.Before(tick) {
		s.log.Info("not run again: a run began since", "source", source, "tick", tick)
		return
	}
	err := s.run(ctx, source, tick)
	switch {
	case ctx.Err() != nil:
		s.log.Info("stopped", "source", source)
	case err != nil:
		s.log.Error("the scheduled run is not done", "source", source, "error", err)
	}
}
