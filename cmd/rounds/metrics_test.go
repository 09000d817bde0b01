package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// onPaper is a night that no warehouse saw.
func onPaper(t *testing.T, sources ...string) pipelines.Night {
	t.Helper()
	c := &pipelines.Config{MetricsFile: filepath.Join(t.TempDir(), "rounds.prom")}
	for _, name := range sources {
		c.Sources = append(c.Sources, pipelines.SourceConfig{Name: name, Vendor: "vsee"})
	}
	return pipelines.Night{Config: c}
}

// measure writes the metrics of a night as the program does.
func measure(t *testing.T, n pipelines.Night, e ended, err error) string {
	t.Helper()
	var log buffer
	a := App{log: slog.New(slog.NewTextHandler(&log, nil))}
	a.metrics(t.Context(), n, e, err)
	if log.String() != "" {
		t.Error(log.String())
	}
	text, err := os.ReadFile(n.Config.MetricsFile)
	if errors.Is(err, os.ErrNotExist) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// values leaves out the lines of explanation.
func values(text string) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

var eight = time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)

func night(windows []tables.Window, failures ...pipelines.Failure) pipelines.Summary {
	return pipelines.Summary{RunID: "r", Started: eight, Finished: eight.Add(time.Hour), Windows: windows, Failures: failures,
		Published: clickhouse.Published{ID: "p"}}
}

// TestMetrics writes the whole file: one source is done, the other's vendor does not answer.
func TestMetrics(t *testing.T) {
	n := onPaper(t, "a", "b")
	s := night([]tables.Window{
		{Source: "a", Kind: "visit", Status: "done", Books: tables.Books{Shown: 6, Loaded: 3, Unchanged: 2, Quarantined: 1}},
		{Source: "a", Kind: "visit", Status: "done", Books: tables.Books{Shown: 1, Loaded: 1}},
		{Source: "b", Kind: "visit", Status: "failed"},
	}, pipelines.Failure{Source: "b", Kind: "visit", Err: extract.ErrUnavailable})
	status := pipelines.Status{Sources: []pipelines.SourceStatus{
		{Source: "a", Kinds: []pipelines.KindStatus{{Kind: "visit", Watermark: eight, Quarantined: 4}, {Kind: "file"}}}}}
	got := measure(t, n, ended{s, &status}, s.Failures[0].Err)
	want := strings.Split(`rounds_quarantined_records{kind="file",source="a",vendor="vsee"} 0
rounds_quarantined_records{kind="visit",source="a",vendor="vsee"} 4
rounds_records{kind="visit",outcome="duplicate",source="a",vendor="vsee"} 0
rounds_records{kind="visit",outcome="duplicate",source="b",vendor="vsee"} 0
rounds_records{kind="visit",outcome="loaded",source="a",vendor="vsee"} 4
rounds_records{kind="visit",outcome="loaded",source="b",vendor="vsee"} 0
rounds_records{kind="visit",outcome="quarantined",source="a",vendor="vsee"} 1
rounds_records{kind="visit",outcome="quarantined",source="b",vendor="vsee"} 0
rounds_records{kind="visit",outcome="skipped",source="a",vendor="vsee"} 0
rounds_records{kind="visit",outcome="skipped",source="b",vendor="vsee"} 0
rounds_records{kind="visit",outcome="stale",source="a",vendor="vsee"} 0
rounds_records{kind="visit",outcome="stale",source="b",vendor="vsee"} 0
rounds_records{kind="visit",outcome="unchanged",source="a",vendor="vsee"} 2
rounds_records{kind="visit",outcome="unchanged",source="b",vendor="vsee"} 0
rounds_run_exit_code{source="a",vendor="vsee"} 0
rounds_run_exit_code{source="b",vendor="vsee"} 3
rounds_run_finished_timestamp_seconds{source="a",vendor="vsee"} 1.7723556e+09
rounds_run_finished_timestamp_seconds{source="b",vendor="vsee"} 1.7723556e+09
rounds_run_success{source="a",vendor="vsee"} 1
rounds_run_success{source="b",vendor="vsee"} 0
rounds_watermark_timestamp_seconds{kind="visit",source="a",vendor="vsee"} 1.772352e+09
rounds_windows{kind="visit",source="a",status="done",vendor="vsee"} 2
rounds_windows{kind="visit",source="b",status="failed",vendor="vsee"} 1`, "\n")
	if diff := cmp.Diff(want, values(got)); diff != "" {
		t.Error(diff)
	}
	if strings.Count(got, "# HELP") != len(measured) {
		t.Errorf("not every metric is explained:\n%s", got)
	}
}

// TestMetricsRemember keeps what was said of sources that a run did not read, and drops what is no longer configured.
func TestMetricsRemember(t *testing.T) {
	n := onPaper(t, "a", "b", "retired")
	status := pipelines.Status{Sources: []pipelines.SourceStatus{{Source: "b", Kinds: []pipelines.KindStatus{{Kind: "visit", Watermark: eight}}}}}
	done := night([]tables.Window{{Source: "a", Kind: "visit", Status: "done"}, {Source: "b", Kind: "visit", Status: "done"}})
	measure(t, n, ended{done, &status}, nil)
	n.Config.Sources = n.Config.Sources[:2]
	n.Source = "a"
	got := measure(t, n, ended{summary: pipelines.Summary{}}, errRunning)
	for line, want := range map[string]bool{
		`rounds_run_exit_code{source="a",vendor="vsee"} 7`:                            true,
		`rounds_run_success{source="a",vendor="vsee"} 0`:                              true,
		`rounds_windows{kind="visit",source="a"`:                                      false,
		`rounds_run_success{source="b",vendor="vsee"} 1`:                              true,
		`rounds_windows{kind="visit",source="b",status="done",vendor="vsee"} 1`:       true,
		`rounds_watermark_timestamp_seconds{kind="visit",source="b",vendor="vsee"} 1`: true,
		`source="retired"`: false,
	} {
		if strings.Contains(got, line) != want {
			t.Errorf("%s: want %v in\n%s", line, want, got)
		}
	}
}

// TestMetricsOfAStop tells an interrupted run by its exit code.
func TestMetricsOfAStop(t *testing.T) {
	n := onPaper(t, "a")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(stopped(15))
	a := App{log: slog.New(slog.DiscardHandler)}
	a.metrics(ctx, n, ended{summary: pipelines.Summary{Failures: []pipelines.Failure{{Source: "a", Err: context.Canceled}}}}, context.Canceled)
	shows(t, n.Config.MetricsFile, `rounds_run_exit_code{source="a",vendor="vsee"} 143`, `rounds_run_success{source="a",vendor="vsee"} 0`)
}

// TestMetricsAreLeftAlone by a run of one kind, and by one whose configuration names no file.
func TestMetricsAreLeftAlone(t *testing.T) {
	n := onPaper(t, "a")
	n.Kind = "visit"
	if got := measure(t, n, ended{summary: night(nil)}, nil); got != "" {
		t.Errorf("wrote %s", got)
	}
	n.Kind, n.Config.MetricsFile = "", ""
	var a App
	a.metrics(t.Context(), n, ended{summary: night(nil)}, nil)
}

// TestMetricsAfterDamage writes anew what cannot be read; nothing of the old text is repeated.
func TestMetricsAfterDamage(t *testing.T) {
	n := onPaper(t, "a")
	keep(t, n.Config.MetricsFile, "rounds_run_success{source=\"a\",vendor=\"vsee\"} 0\nrounds_windows{kind=} no number\n")
	got := measure(t, n, ended{summary: night(nil)}, nil)
	if !strings.Contains(got, `rounds_run_success{source="a",vendor="vsee"} 1`) || strings.Contains(got, "no number") {
		t.Errorf("wrote %s", got)
	}
}

// TestMetricsOfTwoProcesses lets runs of several sources end together: none forgets what another wrote.
func TestMetricsOfTwoProcesses(t *testing.T) {
	n := onPaper(t, "a", "b", "c", "d", "e", "f")
	var all sync.WaitGroup
	for _, s := range n.Config.Sources {
		one := n
		one.Source = s.Name
		all.Go(func() { measure(t, one, ended{summary: night(nil)}, nil) })
	}
	all.Wait()
	if got := strings.Count(read(t, n.Config.MetricsFile), "rounds_run_success{"); got != len(n.Config.Sources) {
		t.Errorf("%d sources told of %d", got, len(n.Config.Sources))
	}
}
