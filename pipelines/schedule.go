package pipelines

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/robfig/cron/v3"
)

// Schedule runs each source at its own times. Times are UTC: in a zone with summer time a job would be skipped or doubled.
// Sources go one after the other. A tick that comes while the source's own last run is at work, or waits for another source's, is
// skipped; a missed tick costs delay, never data, since every run reads from what the warehouse holds.
type Schedule struct {
	cron *cron.Cron
	ctx  context.Context // given to runs; ended by Run's own
	stop context.CancelFunc
}

// NewSchedule makes a schedule of the sources that have one; none is an error. run is called for one source at a time.
func NewSchedule(c *Config, log *slog.Logger, run func(ctx context.Context, source string) error) (*Schedule, error) {
	ctx, stop := context.WithCancel(context.Background())
	s := &Schedule{ctx: ctx, stop: stop, cron: cron.New(cron.WithLocation(time.UTC), cron.WithLogger(cronLog{log}))}
	turn := make(chan struct{}, 1) // two sources with one schedule go one after the other
	for _, src := range c.Sources {
		if src.Schedule == "" {
			continue
		}
		job := cron.FuncJob(func() {
			select {
			case turn <- struct{}{}:
			case <-s.ctx.Done():
				return
			}
			defer func() { <-turn }()
			if err := run(s.ctx, src.Name); s.ctx.Err() != nil {
				log.Info("stopped", "source", src.Name)
			} else if err != nil {
				log.Error("the scheduled run is not done", "source", src.Name, "error", err)
			}
		})
		// Recover goes inside: a panic that passed SkipIfStillRunning would make it skip for ever.
		chain := cron.NewChain(cron.SkipIfStillRunning(cronLog{log}), cron.Recover(cronLog{log}))
		if _, err := s.cron.AddJob(src.Schedule, chain.Then(job)); err != nil {
			stop()
			return nil, fmt.Errorf("%w: source %s: schedule", ErrConfig, src.Name)
		}
	}
	if s.Len() == 0 {
		stop()
		return nil, fmt.Errorf("%w: no source has a schedule", ErrConfig)
	}
	return s, nil
}

// Len tells how many sources have a schedule.
func (s *Schedule) Len() int { return len(s.cron.Entries()) }

// Next is when serve reads the source next after a moment, UTC; zero when it has no schedule and so is never read.
func (c SourceConfig) Next(after time.Time) time.Time {
	at, err := cron.ParseStandard(c.Schedule)
	if c.Schedule == "" || err != nil {
		return time.Time{}
	}
	return at.Next(after.UTC()).UTC()
}

// Run keeps the schedule until ctx ends, then stops the run in hand after its batch and waits for it.
func (s *Schedule) Run(ctx context.Context) error {
	s.cron.Start()
	<-ctx.Done()
	s.stop()
	<-s.cron.Stop().Done()
	return nil
}

// cronLog passes robfig/cron's words to slog.
type cronLog struct{ log *slog.Logger }

// Info is a tick, a start, a skip.
func (l cronLog) Info(msg string, kv ...any) { l.log.Debug("schedule: "+msg, kv...) }

// Error is a panic of a job.
func (l cronLog) Error(err error, msg string, kv ...any) {
	l.log.Error("schedule: "+msg, append(kv, "error", err)...)
}
