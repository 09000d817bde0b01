package pipelines_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/pipelines"
)

// diary notes when which source was run. Times in a synctest bubble begin at 2000-01-01 00:00 UTC.
type diary struct {
	mu   sync.Mutex
	runs []string
}

func (d *diary) note(source string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.runs = append(d.runs, time.Now().UTC().Format("02 15:04 ")+source)
}

func scheduled(expressions map[string]string) *pipelines.Config {
	var c pipelines.Config
	for name, expression := range expressions {
		c.Sources = append(c.Sources, pipelines.SourceConfig{Name: name, Schedule: expression})
	}
	return &c
}

// never is asked when no source was run before.
func never(context.Context, string) (time.Time, error) { return time.Time{}, nil }

// serve runs a schedule of sources that were never run for so long and stops it.
func serve(t *testing.T, c *pipelines.Config, log *slog.Logger, d time.Duration, run func(context.Context, string) error) {
	t.Helper()
	serveSince(t, c, log, d, never, func(ctx context.Context, source string, _ time.Time) error { return run(ctx, source) })
}

// serveSince runs a schedule for so long and stops it.
func serveSince(t *testing.T, c *pipelines.Config, log *slog.Logger, d time.Duration, began pipelines.Began, run pipelines.Turn) {
	t.Helper()
	s, err := pipelines.NewSchedule(c, log, began, run)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	if err := s.Run(ctx); err != nil {
		t.Error(err)
	}
}

func TestScheduleIsUTC(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		zone := time.Local
		time.Local = time.FixedZone("elsewhere", -7*3600)
		defer func() { time.Local = zone }()
		var d diary
		serve(t, scheduled(map[string]string{"a": "15 9 * * *", "b": "45 7 * * 6", "none": ""}), slog.New(slog.DiscardHandler), 48*time.Hour,
			func(_ context.Context, source string) error { d.note(source); return nil })
		want := []string{"01 07:45 b", "01 09:15 a", "02 09:15 a"} // 1 January 2000 is a Saturday
		if !slices.Equal(d.runs, want) {
			t.Errorf("ran at %v, want %v", d.runs, want)
		}
	})
}

func TestScheduleSkipsWhileItsRunIsAtWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		serve(t, scheduled(map[string]string{"a": "* * * * *"}), slog.New(slog.DiscardHandler), 10*time.Minute-time.Second,
			func(_ context.Context, source string) error {
				d.note(source)
				time.Sleep(150 * time.Second)
				return nil
			})
		if want := []string{"01 00:01 a", "01 00:04 a", "01 00:07 a"}; !slices.Equal(d.runs, want) {
			t.Errorf("ran at %v, want %v", d.runs, want)
		}
	})
}

func TestScheduleRunsOneSourceAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		atWork := 0
		serve(t, scheduled(map[string]string{"a": "0 9 * * *", "b": "0 9 * * *"}), slog.New(slog.DiscardHandler), 20*time.Hour,
			func(_ context.Context, source string) error {
				if atWork++; atWork > 1 {
					t.Error("two sources at work at once")
				}
				time.Sleep(time.Hour)
				d.note(source)
				atWork--
				return nil
			})
		if len(d.runs) != 2 {
			t.Errorf("ran at %v, want both", d.runs)
		}
	})
}

// TestScheduleOutlivesFailure sees a failing and a panicking run, and the next one.
func TestScheduleOutlivesFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d diary
		var log bytes.Buffer
		serve(t, scheduled(map[string]string{"a": "0 * * * *"}), slog.New(slog.NewTextHandler(&log, nil)), 4*time.Hour-time.Minute,
			func(_ context.Context, source string) error {
				d.note(source)
				switch len(d.runs) {
				case 1:
					return errors.New("the vendor is down")
				case 2:
					panic("a defect")
				}
				return nil
			})
		if len(d.runs) != 3 {
			t.Errorf("ran at %v, want three times", d.runs)
		}
		if text := log.String(); !strings.Contains(text, "the vendor is down") || !strings.Contains(text, "source=a") {
			t.Errorf("the failure was not logged: %s", text)
		}
	})
}

// TestScheduleStopWaits ends the schedule while a run is at work: the run is told, and waited for.
func TestScheduleStopWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := false
		serve(t, scheduled(map[string]string{"a": "0 9 * * *"}), slog.New(slog.DiscardHandler), 10*time.Hour,
			func(ctx context.Context, _ string) error {
				<-ctx.Done()
				time.Sleep(5 * time.Second) // the batch in hand
				ended = true
				return ctx.Err()
			})
		if !ended {
			t.Error("the schedule ended before its run")
		}
	})
}

func TestScheduleRefusesNothing(t *testing.T) {
	for name, c := range map[string]*pipelines.Config{
		"no source": scheduled(nil), "no schedule": scheduled(map[string]string{"a": ""}), "no cron": scheduled(map[string]string{"a": "daily"}),
	} {
		if _, err := pipelines.NewSchedule(c, slog.New(slog.DiscardHandler), never, nil); !errors.Is(err, pipelines.ErrConfig) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
