package engine

import (
	"slices"
	"strings"
	"sync"
	"unicode"
)

const (
	keptLines = 12
	keptLine  = 400 // bytes

	// What the engine writes when a statement fails, and when that is for a port.
	exception = "DB::Exception"
	portTaken = "Address already in use"
)

// tail keeps the last lines an engine writes before it is ready. Later output is dropped: once there is data, an engine's
// words may quote it.
type tail struct {
	mu      sync.Mutex
	closed  bool
	partial string
	kept    []string
}

// Write takes everything and never fails.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return len(b), nil
	}
	whole := strings.Split(t.partial+string(b), "\n")
	t.partial = cut(whole[len(whole)-1])
	for _, line := range whole[:len(whole)-1] {
		t.add(line)
	}
	return len(b), nil
}

func (t *tail) add(line string) {
	line = clean(line)
	if line == "" {
		return
	}
	t.kept = append(t.kept, line)
	if len(t.kept) > keptLines {
		t.kept = t.kept[1:]
	}
}

// clean cuts a line and drops what a terminal would act on.
func clean(line string) string { return strings.TrimSpace(strings.Map(printable, cut(line))) }

func cut(line string) string { return line[:min(len(line), keptLine)] }

func printable(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return -1
}

// close forgets what was kept and keeps no more.
func (t *tail) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed, t.partial, t.kept = true, "", nil
}

// lines returns what was kept, oldest first.
func (t *tail) lines() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := slices.Clone(t.kept)
	if t.partial != "" {
		lines = append(lines, clean(t.partial))
	}
	return lines
}

func (t *tail) last() string {
	lines := t.lines()
	if len(lines) == 0 {
		return "it says nothing"
	}
	return lines[len(lines)-1]
}

// complains tells whether the engine reported a failed statement.
func (t *tail) complains() bool { return strings.Contains(strings.Join(t.lines(), "\n"), exception) }

// portError finds the port that the engine could not have, if that is what it complained of.
func (t *tail) portError(at ports) error {
	all := strings.Join(t.lines(), "\n")
	if !strings.Contains(all, portTaken) {
		return nil
	}
	if strings.Contains(all, address(at.tcp)) {
		return &PortError{Port: at.tcp, Protocol: "TCP"}
	}
	return &PortError{Port: at.http, Protocol: "HTTP"}
}
