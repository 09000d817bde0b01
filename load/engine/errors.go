package engine

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// ErrOwnerGone says that the process that ran the engine this handle is attached to has ended, and the engine with it.
var ErrOwnerGone = errors.New("the process that ran the engine has ended")

// errLoad marks, inside the child, a library that cannot be used.
var errLoad = errors.New("cannot use the engine library")

// LibraryError says that libchdb.so is missing or is not a library that we can use.
type LibraryError struct {
	Looked []string // the paths tried, in order
	Reason string   // empty when no file was there
}

// Error says what is wrong with the library and how to get it.
func (e *LibraryError) Error() string {
	what := "the engine library is not there"
	if n := len(e.Looked); n > 0 {
		what += " (looked for " + e.Looked[0]
		if n > 1 {
			what += fmt.Sprintf(" and in %d other places", n-1)
		}
		what += ")"
	}
	if e.Reason != "" {
		what = "the engine library cannot be used: " + e.Reason
	}
	return what + "; fetch it with `make engine` (npm ci --ignore-scripts in load/engine/npm), or name it in " + LibraryEnv
}

// PlatformError says that there is no engine library for this system.
type PlatformError struct{ Platform string }

// Error names the platform and the way out.
func (e *PlatformError) Error() string {
	return "the embedded engine needs linux/amd64 with glibc, this is " + e.Platform +
		"; use a ClickHouse server instead: ROUNDS_CLICKHOUSE=https://user@host:8443"
}

// PortError says that another program listens on a port that the engine was to use.
type PortError struct {
	Port     int
	Protocol string // HTTP or TCP
}

// Error names the port.
func (e *PortError) Error() string {
	return fmt.Sprintf("port %d for %s on 127.0.0.1 is taken; stop the program that listens there or choose another port",
		e.Port, e.Protocol)
}

// HeldError says that another process holds the engine's folder and its engine does not answer.
type HeldError struct {
	Dir     string
	PID     int       // 0 when it did not leave its name
	Command string    // program and verb
	Since   time.Time // UTC
}

// Error names who holds the folder, since when, and what to type.
func (e *HeldError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("the engine folder %s is held by a process that left no name; find it with: fuser %s/%s",
			e.Dir, e.Dir, ownerLock)
	}
	return fmt.Sprintf("the engine folder %s is held by %s (process %d, since %s) and its engine does not answer; "+
		"wait for it to end, or stop it with: kill %d",
		e.Dir, e.Command, e.PID, e.Since.UTC().Format(time.RFC3339), e.PID)
}

// StartError says that the engine ended, or did not answer, before it was ready.
type StartError struct {
	Reason string
	Output []string // what it last wrote to standard error before it was ready
}

// Error gives the reason and the engine's own words.
func (e *StartError) Error() string {
	if len(e.Output) == 0 {
		return "the engine did not start: " + e.Reason
	}
	return "the engine did not start: " + e.Reason + ": " + strings.Join(e.Output, " | ")
}
