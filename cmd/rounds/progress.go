package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/mattn/go-isatty"

	"github.com/nightrounds/rounds/pipelines"
)

const logEvery = 30 * time.Second

// On a terminal: to the start of the line and clear it; show what fits and no more.
const (
	clearLine = "\r\x1b[K"
	unwrapped = "\x1b[?7l%s\x1b[?7h"
)

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// overProgress writes each log line in place of the progress line, which the next tick draws again.
type overProgress struct{ io.Writer }

// Write writes one whole log line.
func (o overProgress) Write(p []byte) (int, error) {
	if _, err := io.WriteString(o.Writer, clearLine); err != nil {
		return 0, err
	}
	return o.Writer.Write(p)
}

// watch shows a run's progress until the returned function is called: one line redrawn on a terminal, one log line per 30
// seconds elsewhere.
func watch(w io.Writer, log *slog.Logger, m *pipelines.Meter) (stop func()) {
	every, show := logEvery, func(p pipelines.Progress, since time.Duration) {
		log.Info("at work", "on", p.Step, "records", p.Shown, "loaded", p.Loaded, "unchanged", p.Unchanged,
			"quarantined", p.Quarantined, "per_second", rate(p.Shown, since))
	}
	clear := func() {}
	if isTerminal(w) {
		every = 200 * time.Millisecond
		show = func(p pipelines.Progress, since time.Duration) { fmt.Fprintf(w, clearLine+unwrapped, line(p, since)) }
		clear = func() { fmt.Fprint(w, clearLine) }
	}
	done, gone := make(chan struct{}), make(chan struct{})
	start := time.Now()
	go func() {
		defer close(gone)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				show(m.Read(), time.Since(start))
			case <-done:
				clear()
				return
			}
		}
	}()
	return func() { close(done); <-gone }
}

// line is the terminal's one line.
func line(p pipelines.Progress, since time.Duration) string {
	quarantined := ""
	if p.Quarantined > 0 {
		quarantined = ", " + humanize.Comma(p.Quarantined) + " quarantined"
	}
	return fmt.Sprintf("%s  %-28s %s records: %s loaded, %s unchanged%s; %s/s", since.Round(time.Second), p.Step,
		humanize.Comma(p.Shown), humanize.Comma(p.Loaded), humanize.Comma(p.Unchanged), quarantined, humanize.Comma(rate(p.Shown, since)))
}

func rate(n int64, since time.Duration) int64 {
	if since < time.Second {
		return n
	}
	return int64(float64(n) / since.Seconds())
}
