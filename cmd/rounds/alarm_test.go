package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/pipelines"
)

// alarmed raises an alarm with a command line and returns what the program logged.
func alarmed(ctx context.Context, line string, s pipelines.Summary, err error) string {
	var out buffer
	a := App{Stderr: &out, log: slog.New(slog.NewTextHandler(&out, nil))}
	a.alarm(ctx, &pipelines.Config{OnFailure: line}, "run", s, err)
	return out.String()
}

// TestAlarmTellsWhatFailed hears every failure once, with its code and what to do, and nothing of an error's text.
func TestAlarmTellsWhatFailed(t *testing.T) {
	heard := filepath.Join(t.TempDir(), "heard")
	s := pipelines.Summary{RunID: "run-1", Failures: []pipelines.Failure{
		{Source: "b", Kind: "visit", Err: fmt.Errorf("reading: %w", extract.ErrUnavailable)},
		{Source: "b", Kind: "patient", Err: extract.ErrUnavailable},
		{Source: "a", Err: fmt.Errorf("text of the error: %w", extract.ErrAuth)},
	}}
	err := errors.Join(s.Failures[0].Err, s.Failures[2].Err, load.ErrUnavailable)
	line := fmt.Sprintf(`cat > %[1]s.json; echo "$ROUNDS_EXIT|$ROUNDS_CODES|$ROUNDS_SOURCES|$ROUNDS_RUN" > %[1]s; echo paged`, heard)
	if log := alarmed(t.Context(), line, s, err); log != "paged\n" {
		t.Errorf("said %q", log)
	}
	if got, want := read(t, heard), "5|E0301 E0400 E0505|a b|run-1\n"; got != want {
		t.Errorf("environment %q, want %q", got, want)
	}
	body := read(t, heard+".json")
	var got call
	if err := json.Unmarshal([]byte(body), &got); err != nil || strings.Contains(body, "text of the error") {
		t.Fatalf("%v: %s", err, body)
	}
	down, refused, lost := advise(extract.ErrUnavailable), advise(extract.ErrAuth), advise(load.ErrUnavailable)
	want := call{Run: "run-1", Command: "run", Exit: 5, Failures: []complaint{
		{"b", "visit", 3, "E0301", down.do}, {"b", "patient", 3, "E0301", down.do}, {"a", "", 4, "E0400", refused.do}, {"", "", 5, "E0505", lost.do}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestNoAlarm leaves a run alone that is done, that somebody stopped, or whose configuration names no command.
func TestNoAlarm(t *testing.T) {
	stoppedCtx, cancel := context.WithCancelCause(t.Context())
	cancel(stopped(15))
	for name, said := range map[string]string{
		"done":       alarmed(t.Context(), "echo paged", pipelines.Summary{}, nil),
		"stopped":    alarmed(stoppedCtx, "echo paged", pipelines.Summary{}, context.Canceled),
		"no command": alarmed(t.Context(), "", pipelines.Summary{}, extract.ErrAuth),
	} {
		if said != "" {
			t.Errorf("%s: %q", name, said)
		}
	}
}

// TestAlarmThatFails logs that the command did not end well; one that takes too long is ended with all it started.
func TestAlarmThatFails(t *testing.T) {
	said := alarmed(t.Context(), "exit 9", pipelines.Summary{}, extract.ErrAuth)
	if !strings.Contains(said, "level=ERROR") || !strings.Contains(said, "exit status 9") {
		t.Errorf("said %q", said)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	pid := filepath.Join(t.TempDir(), "pid")
	ended := make(chan error, 1)
	go func() {
		ended <- call{}.shout(ctx, "sleep 600 & echo $! > "+pid+".new; mv "+pid+".new "+pid+"; wait", os.Stderr)
	}()
	await(t, "the command is at work", func() bool { _, err := os.Stat(pid); return err == nil })
	cancel(errTooLong)
	if err := <-ended; !errors.Is(err, errTooLong) {
		t.Errorf("ended with %v", err)
	}
	await(t, "what it started is gone", func() bool {
		stat, err := os.ReadFile("/proc/" + strings.TrimSpace(read(t, pid)) + "/stat")
		return err != nil || strings.Contains(string(stat), ") Z ")
	})
}

// TestOnCall runs nights of a clinic with a command and a metrics file: a good one, one with a vendor that refuses us, one of
// another source alone, and one that never began.
func TestOnCall(t *testing.T) {
	c := small(t, sharedDir(t))
	metrics := c.file("rounds.prom")
	c.template = "metrics_file: " + metrics + "\n" + clinicConfig
	calls := c.callOnFailure()
	day := today(c)
	c.load().saw(t, 0)
	if _, err := os.Stat(calls); err == nil {
		t.Error("somebody was called after a good night")
	}
	vsee, nextvisit := `{source="`+c.vsee+`",vendor="vsee"} `, `{source="`+c.nextvisit+`",vendor="nextvisit"} `
	shows(t, metrics, metricSuccess+vsee+"1", metricExit+vsee+"0", metricSuccess+nextvisit+"1", metricFinished+vsee,
		metricWindows+`{kind="visit",source="`+c.vsee+`",status="done",vendor="vsee"} `, metricQuarantined+`{kind="note",source="`+c.nextvisit+`",vendor="nextvisit"} 0`,
		metricRecords+`{kind="note",outcome="loaded",source="`+c.nextvisit+`",vendor="nextvisit"} 1`)
	if next := today(c); !strings.Contains(read(t, metrics), fmt.Sprint(float64(day.Unix()))) {
		day = next // midnight has passed meanwhile
	}
	watermark := metricWatermark + `{kind="visit",source="` + c.vsee + `",vendor="vsee"} ` + fmt.Sprint(float64(day.Unix()))
	shows(t, metrics, watermark)

	good := read(t, strings.TrimPrefix(c.set["vsee_token"], "file:"))
	c.secret("vsee-token", "refused-"+good)
	c.load().saw(t, 4, "E0400", "the on_failure command did not end well")
	shows(t, metrics, metricSuccess+vsee+"0", metricExit+vsee+"4", metricSuccess+nextvisit+"1", watermark)
	c.load("--source", c.nextvisit).saw(t, 0)
	c.load("--source", c.vsee, "--kind", "patient").saw(t, 4)
	shows(t, metrics, metricSuccess+vsee+"0", metricExit+vsee+"4", metricSuccess+nextvisit+"1", watermark)

	rounds(t, "backfill", "--config", c.config, "--source", c.vsee, "--kind", "visit", "--from", "2026-10-01", "--to", "2026-10-03", "--yes", "--no-publish").saw(t, 4)

	var a App
	a.log = slog.New(slog.DiscardHandler)
	refuse := func(*ended) error { return errRunning }
	config, err := pipelines.LoadConfig(c.config)
	if err != nil {
		t.Fatal(err)
	}
	if err := a.onCall(t.Context(), pipelines.Night{Config: config, Command: "serve"}, refuse); !errors.Is(err, errRunning) {
		t.Errorf("came to %v", err)
	}
	shows(t, metrics, metricExit+vsee+"7", metricExit+nextvisit+"7", watermark)

	held := openedAs(t, c.dir, "rounds run")
	free := held.held(t, false)
	c.replay().saw(t, 7, "E0701")
	free()
	held.closed(t)
	c.replay("--all", "--quarantined").saw(t, 2)

	codes := heard(t, calls)
	if want := []string{"run E0400", "run E0400", "backfill E0400", "serve E0701", "replay E0701"}; !slices.Equal(codes, want) {
		t.Errorf("called for %q, want %q", codes, want)
	}
	if strings.Contains(read(t, calls), good) {
		t.Error("a call holds the secret")
	}
}

// callOnFailure makes the clinic's configuration keep every call, a line each; the command that does so ends badly.
func (c *clinic) callOnFailure() (calls string) {
	c.t.Helper()
	calls = c.file("calls")
	c.template = "on_failure: 'cat >> " + calls + "; echo >> " + calls + "; exit 9'\n" + c.template
	c.write()
	return calls
}

// heard lists the calls that were kept: the command and its codes.
func heard(t testing.TB, calls string) (codes []string) {
	t.Helper()
	for line := range strings.Lines(read(t, calls)) {
		var one call
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatal(err)
		}
		codes = append(codes, one.Command+" "+strings.Join(one.codes(), " "))
	}
	return codes
}

// today is the start of the warehouse's day.
func today(c *clinic) time.Time {
	c.t.Helper()
	w := loaderAt(c.t, "")
	now, err := w.Now(c.t.Context())
	if err != nil {
		c.t.Fatal(err)
	}
	return now.Truncate(24 * time.Hour)
}

// shows looks for lines, or beginnings of lines, in a metrics file.
func shows(t testing.TB, path string, lines ...string) {
	t.Helper()
	text := read(t, path)
	for _, line := range lines {
		if !strings.Contains("\n"+text, "\n"+line) {
			t.Errorf("no line %s in\n%s", line, text)
		}
	}
}
