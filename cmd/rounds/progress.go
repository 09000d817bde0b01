package main

import (
	"fmt"
	"io"
	"log/slog"
	"math"
	"os"
	"strings"
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

// watch shows a run's progress until the returned function is called: one line redrawn every second on a terminal, one log
// line per source and 30 seconds elsewhere.
func watch(w io.Writer, log *slog.Logger, m *pipelines.Meter) (stop func()) {
	every, show := logEvery, func(ps []pace, _ time.Duration) {
		for _, p := range ps {
			log.Info("at work", append([]any{"source", p.Source, "on", p.Step, "read", p.Read, "of", p.Claimed, "loaded", p.Loaded,
				"unchanged", p.Unchanged, "quarantined", p.Quarantined, "per_second", p.perSecond}, p.windows()...)...)
		}
	}
	clear := func() {}
	if isTerminal(w) {
		every = time.Second
		show = func(ps []pace, since time.Duration) { fmt.Fprintf(w, clearLine+unwrapped, line(ps, since)) }
		clear = func() { fmt.Fprint(w, clearLine) }
	}
	done, gone := make(chan struct{}), make(chan struct{})
	start, before := time.Now(), []pipelines.Progress(nil)
	go func() {
		defer close(gone)
		tick := time.NewTicker(every)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				now := m.Read()
				show(paces(before, now, every), time.Since(start))
				before = now
			case <-done:
				clear()
				return
			}
		}
	}()
	return func() { close(done); <-gone }
}

// pace is a step and how fast it read of late.
type pace struct {
	pipelines.Progress
	perSecond int64
}

// paces sets each step beside what it was one interval ago; a step that began meanwhile was at nothing then.
func paces(before, now []pipelines.Progress, interval time.Duration) []pace {
	ps := make([]pace, len(now))
	for n, p := range now {
		read := p.Read
		for _, b := range before {
			if b.Source == p.Source && b.Since.Equal(p.Since) {
				read -= b.Read
			}
		}
		ps[n] = pace{p, int64(math.Round(float64(read) / interval.Seconds()))}
	}
	return ps
}

// line is the terminal's one line.
func line(ps []pace, since time.Duration) string {
	parts := make([]string, len(ps))
	for n, p := range ps {
		parts[n] = p.String()
	}
	return fmt.Sprintf("%s  %s", since.Round(time.Second), strings.Join(parts, " | "))
}

// String tells of one step, leaving out what is nothing.
func (p pace) String() string {
	text := strings.TrimSpace(p.Source + " " + p.Step)
	if p.Read > 0 {
		text += " " + humanize.Comma(p.Read)
		if p.Claimed > p.Read && p.Of == 0 {
			text += " of " + humanize.Comma(p.Claimed)
		}
		text += fmt.Sprintf(" read, %s/s", humanize.Comma(p.perSecond))
	}
	for _, c := range []struct {
		n    int64
		what string
	}{{p.Loaded, "loaded"}, {p.Unchanged, "unchanged"}, {p.Quarantined, "quarantined"}} {
		if c.n > 0 {
			text += ", " + humanize.Comma(c.n) + " " + c.what
		}
	}
	if p.Of > 0 {
		text += fmt.Sprintf(", %d of %d windows", p.Windows, p.Of)
	}
	if left := p.left(time.Since(p.Since)); left > 0 {
		text += ", about " + left.String() + " left"
	}
	return text
}

// windows are the attributes of a step that has several.
func (p pace) windows() []any {
	if p.Of == 0 {
		return nil
	}
	return []any{"windows", p.Windows, "of_windows", p.Of, "left", p.left(time.Since(p.Since))}
}

// left is how long the rest takes at the mean pace of the windows so far; 0 before the first is through.
func (p pace) left(so time.Duration) time.Duration {
	if p.Windows == 0 {
		return 0
	}
	return (so * time.Duration(p.Of-p.Windows) / time.Duration(p.Windows)).Round(time.Second)
}
