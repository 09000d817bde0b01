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

// watch shows a run's progress until the returned function is called: one line redrawn on a terminal, one log line per 30
// seconds elsewhere.
func watch(w io.Writer, log *slog.Logger, m *pipelines.Meter) (stop func()) {
	every, show := logEvery, func(p pipelines.Progress, since time.Duration) {
		log.Info("at work", "on", p.Step, "records", p.Shown, "loaded", p.Loaded, "unchanged", p.Unchanged,
			"quarantined", p.Quarantined, "per_second", rate(p.Shown, since))
	}
	clear := func() {}
	if f, ok := w.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		every = 200 * time.Millisecond
		show = func(p pipelines.Progress, since time.Duration) { fmt.Fprintf(w, "\r\x1b[K%s", line(p, since)) }
		clear = func() { fmt.Fprint(w, "\r\x1b[K") }
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
	of := ""
	if p.Claimed > 0 {
		of = " (the vendor counts " + humanize.Comma(p.Claimed) + ")"
	}
	return fmt.Sprintf("%-28s %s records%s, %s loaded, %s unchanged, %d/s", p.Step, humanize.Comma(p.Shown), of,
		humanize.Comma(p.Loaded), humanize.Comma(p.Unchanged), rate(p.Shown, since))
}

func rate(n int64, since time.Duration) int64 {
	if since < time.Second {
		return n
	}
	return int64(float64(n) / since.Seconds())
}
