package pipelines_test

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/pipelines"
)

var quiet = slog.New(slog.DiscardHandler)

// ledger remembers when runs began, as ops.runs does.
type ledger map[string]time.Time

func (s ledger) began(_ context.Context, source string) (time.Time, error) { return s[source], nil }

// TestThreeWeeksAsleep starts after three weeks: one run makes up for all, for the last tick, and the schedule goes on.
func TestThreeWeeksAsleep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		var ticks []string
		held := ledger{"late": time.Now().AddDate(0, 0, -21), "fresh": time.Now().Add(-time.Hour)}
		c := scheduled(map[string]string{"late": "15 9 * * *", "fresh": "15 9 * * *"})
		serveSince(t, c, quiet, 12*time.Hour, held.began, func(_ context.Context, source string, tick time.Time) error {
			d.note(source)
			ticks = append(ticks, tick.Format("02 15:04 ")+source)
			return nil
		})
		slices.Sort(d.runs)
		if want := []string{"01 00:00 late", "01 09:15 fresh", "01 09:15 late"}; !slices.Equal(d.runs, want) {
			t.Errorf("ran at %v, want %v", d.runs, want)
		}
		slices.Sort(ticks)
		if want := []string{"01 09:15 fresh", "01 09:15 late", "31 09:15 late"}; !slices.Equal(ticks, want) {
			t.Errorf("ran for %v, want %v", ticks, want)
		}
	})
}

// TestSomebodyElseMadeTheRun sees a tick passed over when a run of another process began since.
func TestSomebodyElseMadeTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		begun := time.Now()
		elsewhere := begun.Add(9*time.Hour + 30*time.Minute) // while a is at work
		began := func(_ context.Context, source string) (time.Time, error) {
			if source == "b" && time.Now().After(elsewhere) {
				return elsewhere, nil
			}
			return begun, nil
		}
		c := scheduled(map[string]string{"a": "15 9 * * *", "b": "16 9 * * *"})
		serveSince(t, c, quiet, 20*time.Hour, began, func(_ context.Context, source string, _ time.Time) error {
			d.note(source)
			time.Sleep(time.Hour)
			return nil
		})
		if want := []string{"01 09:15 a"}; !slices.Equal(d.runs, want) {
			t.Errorf("ran at %v, want %v", d.runs, want)
		}
	})
}

// TestScheduleAsksTheWarehouse refuses to begin without an answer; later no answer is no reason to leave a run out.
func TestScheduleAsksTheWarehouse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		silent, asked := errors.New("no answer"), 0
		var d diary
		c := scheduled(map[string]string{"a": "15 9 * * *"})
		s, err := pipelines.NewSchedule(c, quiet, func(context.Context, string) (time.Time, error) { return time.Time{}, silent }, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Run(t.Context()); !errors.Is(err, silent) {
			t.Errorf("began without an answer: %v", err)
		}
		stopped, stop := context.WithCancel(t.Context())
		stop()
		if err := s.Run(stopped); err != nil {
			t.Errorf("stopped before it began: %v", err)
		}
		serveSince(t, c, quiet, 12*time.Hour, func(context.Context, string) (time.Time, error) {
			if asked++; asked > 1 {
				return time.Time{}, silent
			}
			return time.Now(), nil
		}, func(_ context.Context, source string, _ time.Time) error { d.note(source); return nil })
		if want := []string{"01 09:15 a"}; !slices.Equal(d.runs, want) {
			t.Errorf("ran at %v, want %v", d.runs, want)
		}
	})
}

// TestJitter spreads runs within its bound, the same way at every start, and Next tells when.
func TestJitter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := &pipelines.Config{Sources: []pipelines.SourceConfig{
			{Name: "a", Schedule: "0 2 * * *", Jitter: 90}, {Name: "b", Schedule: "0 2 * * *", Jitter: 90}}}
		ran := map[string][]time.Time{}
		told := map[string][]time.Time{}
		for _, s := range c.Sources {
			for at := time.Now(); len(told[s.Name]) < 5; {
				at = s.Next(at)
				told[s.Name] = append(told[s.Name], at)
			}
		}
		serveSince(t, c, quiet, 5*24*time.Hour, never, func(_ context.Context, source string, tick time.Time) error {
			late := time.Since(tick)
			if late < 0 || late >= 90*time.Minute || tick.Hour() != 2 || tick.Minute() != 0 {
				t.Errorf("%s ran %s after its tick %s", source, late, tick)
			}
			ran[source] = append(ran[source], time.Now().UTC())
			return nil
		})
		distinct := map[time.Duration]bool{}
		for source, at := range ran {
			if !slices.Equal(at, told[source]) {
				t.Errorf("%s ran at %v, told %v", source, at, told[source])
			}
			for _, start := range at {
				distinct[start.Sub(start.Truncate(24*time.Hour))] = true
			}
		}
		if len(distinct) < 8 {
			t.Errorf("ten starts at only %d times of day", len(distinct))
		}
	})
}
