package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
)

// Exit codes, fixed (docs/errors.md).
const (
	exitDone        = 0
	exitUnexpected  = 1
	exitUsage       = 2
	exitIncomplete  = 3
	exitAuth        = 4
	exitDestination = 5
	exitQuality     = 6
	exitLocked      = 7
)

// stopped is the cause of a context ended by a signal.
type stopped syscall.Signal

// Error names the signal.
func (s stopped) Error() string { return "stopped by " + syscall.Signal(s).String() }

// errUsage marks a wrong command line.
var errUsage = errors.New("the command line is not understood")

// advice is what a person is told about a class of errors.
type advice struct {
	code int
	id   string // a heading of docs/errors.md
	is   func(error) bool
	kept string
	do   string
}

func is(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }

func as[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

const (
	nothingRead = "nothing was read from a vendor and nothing was changed"
	wholeRest   = "everything read back before the stop; unfinished windows are open and will be done by the next run"
)

// advices are tried in order: the first that fits speaks.
var advices = []advice{
	{exitUsage, "E0200", is(errUsage), nothingRead, "rounds help"},
	{exitUsage, "E0203", is(errStatement), "nothing was changed", "mend the statement; docs/tables.md names every table and column of database analytics"},
	{exitUsage, "E0201", is(pipelines.ErrConfig), nothingRead, "mend the line named above, then run the same command again"},
	{exitUsage, "E0202", is(rest.ErrSecret), nothingRead, "put the secret where the configuration says (env:NAME, file:PATH with mode 0600, cmd:LINE)"},
	{exitLocked, "E0700", as[*engine.HeldError], nothingRead, "wait for the other command, or end it by its pid"},
	{exitLocked, "E0701", is(errRunning), nothingRead, "wait for the other run to end, then run the same command again"},
	{exitDestination, "E0500", as[*engine.LibraryError], nothingRead, "make engine   (or set ROUNDS_CLICKHOUSE=https://user@host:8443 to use a server)"},
	{exitDestination, "E0501", as[*engine.PlatformError], nothingRead, "set ROUNDS_CLICKHOUSE=https://user@host:8443 to use a ClickHouse server"},
	{exitDestination, "E0502", as[*engine.PortError], nothingRead, "free the port, or set another warehouse.http_port / warehouse.tcp_port (0 takes a free one)"},
	{exitDestination, "E0503", is(load.ErrDenied), nothingRead, "check warehouse.server.user and the secret its password names"},
	{exitDestination, "E0504", is(load.ErrSchema), "the table was left as it is; nothing was dropped", "compare with docs/tables.md; a table of another version must be renamed or rebuilt by hand"},
	{exitDestination, "E0505", is(load.ErrUnavailable), wholeRest, "see that the server answers, then run the same command again"},
	{exitAuth, "E0400", is(extract.ErrAuth), wholeRest, "renew the vendor's credentials named in the configuration, then run the same command again"},
	{exitQuality, "E0600", is(pipelines.ErrVanished), "every record is kept as it was", "see that the account still sees the same team or practice, then run the same command again"},
	{exitIncomplete, "E0300", as[*extract.DeferredError], wholeRest, "run the same command again after the time named above"},
	{exitIncomplete, "E0301", is(extract.ErrUnavailable), wholeRest, "see that the vendor answers, then run the same command again"},
	{exitIncomplete, "E0302", isAny(extract.ErrShape, extract.ErrLoop, extract.ErrTooLarge, extract.ErrOrigin), wholeRest, "run the same command again; if it stays, the vendor's answers changed: see docs/errors.md"},
	{exitIncomplete, "E0303", func(err error) bool { return is(pipelines.ErrBooks)(err) || as[*load.MissingError](err) }, wholeRest, "run the same command again"},
	{exitUnexpected, "E0100", is(pipelines.ErrClock), nothingRead, "set the clock of the ClickHouse host right, then run the same command again"},
	{exitUnexpected, "E0199", func(error) bool { return true }, wholeRest, "run the same command again; if it stays, report the text above"},
}

func isAny(targets ...error) func(error) bool {
	return func(err error) bool {
		for _, t := range targets {
			if errors.Is(err, t) {
				return true
			}
		}
		return false
	}
}

// fail tells what happened, why, what was kept and what to do, and gives the exit code.
func fail(ctx context.Context, w io.Writer, err error) int {
	if err == nil {
		return exitDone
	}
	var s stopped
	if errors.As(context.Cause(ctx), &s) {
		fmt.Fprintf(w, "rounds: %s\n  kept: %s\n  do:   run the same command again\n", s, wholeRest)
		return 128 + int(s)
	}
	for _, a := range advices {
		if a.is(err) {
			what := strings.ReplaceAll(err.Error(), "\n", "\n        ")
			fmt.Fprintf(w, "rounds: %s\n  kept: %s\n  do:   %s\n  (%s, docs/errors.md)\n", what, a.kept, a.do, a.id)
			return a.code
		}
	}
	return exitUnexpected
}
