package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
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
func (s stopped) Error() string { return "stopped by " + s.name() }

func (s stopped) name() string { return unix.SignalName(syscall.Signal(s)) }

var (
	errUsage    = errors.New("the command line is not understood")
	errNoConfig = errors.New("there is no configuration file")
)

// advice is what a person is told about a class of errors.
type advice struct {
	code int
	id   string // a heading of docs/errors.md
	is   func(error) bool
	kept string
	do   string // empty: read the command's help
}

func is(target error) func(error) bool { return func(err error) bool { return errors.Is(err, target) } }

func as[T error](err error) bool {
	var target T
	return errors.As(err, &target)
}

const (
	nothingRead = "nothing was read from a vendor and nothing was changed"
	wholeRest   = "everything read back before the stop; what is open is done by the next run"
	sameAgain   = "run the same command again"
	useServer   = "set ROUNDS_CLICKHOUSE=https://user@host:8443 to use a ClickHouse server"
)

// advices are tried in order: the first that fits speaks.
var advices = []advice{
	{exitUsage, "E0200", is(errUsage), nothingRead, ""},
	{exitUsage, "E0203", is(errStatement), "nothing was changed", "mend the statement; docs/tables.md names every table and column of database analytics"},
	{exitUsage, "E0205", is(errNoConfig), nothingRead, "name your file with --config, write one (README.md shows how), or try rounds demo, which needs none"},
	{exitUsage, "E0207", is(pipelines.ErrBackfill), nothingRead, "name a source, a kind with a date and days that are over (rounds help backfill)"},
	{exitUsage, "E0201", is(pipelines.ErrConfig), nothingRead, "mend it where the message says, then " + sameAgain},
	{exitUsage, "E0208", is(pipelines.ErrAccept), "the ledger is as it was", "rounds status names the windows that can be accepted"},
	{exitUsage, "E0209", is(errNoBooks), nothingRead, "rounds run makes the tables ready and reads the sources"},
	{exitUsage, "E0210", is(pipelines.ErrExport), "nothing was written", "name a folder that is empty or not there yet, and types that there are (rounds help export)"},
	{exitUsage, "E0220", is(pipelines.ErrBackup), "nothing was copied", "name a new folder for a backup, a whole one to restore, and an empty warehouse (warehouse.dir) to restore into"},
	{exitUsage, "E0221", is(pipelines.ErrPurge), "nothing was deleted", "rounds help purge"},
	{exitIncomplete, "E0320", is(pipelines.ErrNotPurged), "all is as it was", "look at what would go above, then run the same command with --yes"},
	{exitIncomplete, "E0307", is(pipelines.ErrNotSwapped), "the tables in use are as they were; those made anew lie beside them until the next rebuild", "look at the differences above, then rounds rebuild --yes"},
	{exitIncomplete, "E0306", is(errOpen), "nothing was changed: this only looked", "rounds status tells what to type"},
	{exitQuality, "E0601", is(errAside), "every record put aside is in raw.records", "rounds quarantine list"},
	{exitQuality, "E0620", is(pipelines.ErrDiffers), "what came back lies in the warehouse, and the backup is as it was", "restore another backup into another folder, or look at the tables named: nothing was published"},
	{exitQuality, "E0621", is(pipelines.ErrAudit), "the rows are as they were found; nothing more was done", "find out who may write to ops.audit; rounds audit shows the rows"},
	{exitLocked, "E0700", as[*engine.HeldError], nothingRead, "wait for the other command, or end it by its pid"},
	{exitLocked, "E0701", is(errRunning), nothingRead, "wait for the other run to end, then " + sameAgain},
	{exitLocked, "E0703", is(pipelines.ErrLeaseLost), wholeRest, "see that this machine does not sleep during a run, wait for the other run, then " + sameAgain},
	{exitLocked, "E0702", is(clickhouse.ErrSwapping), nothingRead, "wait for rounds rebuild to end; where it was stopped, rounds run finishes it"},
	{exitLocked, "E0702", as[*pipelines.HeldError], "all that others do not hold is done; nothing was read from the vendor of the source named", "wait for the other run to end, then " + sameAgain},
	{exitDestination, "E0500", as[*engine.LibraryError], nothingRead, "make engine   (or " + useServer + ")"},
	{exitDestination, "E0501", as[*engine.PlatformError], nothingRead, useServer},
	{exitDestination, "E0502", takenPort, nothingRead, "free the port, or choose another (0 takes a free one)"},
	{exitDestination, "E0503", is(load.ErrDenied), nothingRead, "check warehouse.server.user and the secret its password names, and what that user may do (rounds ddl --access)"},
	{exitDestination, "E0504", is(load.ErrSchema), "the table was left as it is; nothing was dropped", "rounds rebuild makes fhir tables and ops.record_state anew in their declared form; any other must be compared with docs/tables.md and renamed or mended by hand"},
	{exitDestination, "E0505", is(load.ErrUnavailable), wholeRest, "see that the server answers, then " + sameAgain},
	{exitDestination, "E0506", isEngine, wholeRest, "read error.log in the engine's folder, then " + sameAgain},
	{exitDestination, "E0520", is(clickhouse.ErrStillThere), "what was purged is in no table; its old files are on the disk still", "end the queries that run for long, then " + sameAgain + ": it is finished first"},
	{exitDestination, "E0508", as[*clickhouse.FullError], wholeRest, "make room on the disk of the warehouse, then " + sameAgain},
	{exitDestination, "E0507", as[*clickhouse.ServerError], wholeRest, "look the error up by its number, then " + sameAgain},
	{exitUsage, "E0202", is(rest.ErrSecret), wholeRest, "put the secret where the configuration says (env:NAME, file:PATH with mode 0600, cmd:LINE)"},
	{exitUsage, "E0204", isAny(extract.ErrTenant, clickhouse.ErrPinned), wholeRest, "check the source's account; another team, account or zone is another source with a name of its own"},
	{exitUsage, "E0206", is(extract.ErrFile), wholeRest, "mend or fetch that file (extract/VENDOR/configuration.md tells its form), then " + sameAgain},
	{exitAuth, "E0402", is(rest.ErrGrant), "the tokens that were kept before, if any", "run rounds auth again and grant access"},
	{exitAuth, "E0401", is(extract.ErrReauthorize), wholeRest, "rounds auth SOURCE, then " + sameAgain},
	{exitAuth, "E0400", is(extract.ErrAuth), wholeRest, "renew the vendor's credentials named in the configuration, then " + sameAgain},
	{exitQuality, "E0600", is(pipelines.ErrVanished), "every record is kept as it was", "see that the account still sees the same team or practice, then " + sameAgain + "; a true mass deletion is let through by vanish_percent"},
	{exitIncomplete, "E0300", as[*extract.DeferredError], wholeRest, sameAgain + " after the time named above"},
	{exitIncomplete, "E0301", is(extract.ErrUnavailable), wholeRest, "see that the vendor answers, then " + sameAgain},
	{exitIncomplete, "E0302", isAny(extract.ErrShape, extract.ErrLoop, extract.ErrTooLarge, extract.ErrOrigin, extract.ErrUnsupported,
		rest.ErrRefused, rest.ErrNotFound), wholeRest, sameAgain + "; if it stays, the vendor's answers changed: see docs/errors.md"},
	{exitIncomplete, "E0304", is(pipelines.ErrUnread), "every record that could be read is loaded", "see rounds history for the reasons; mend the record at the vendor or the row of your file, or raise max_record, then " + sameAgain + "; rounds accept closes a gap that nobody can mend"},
	{exitIncomplete, "E0305", is(pipelines.ErrDrift), "what was read is loaded, and nothing is taken for deleted", sameAgain + " when the vendor's users are at rest"},
	{exitIncomplete, "E0303", func(err error) bool { return is(pipelines.ErrBooks)(err) || as[*load.MissingError](err) }, wholeRest, sameAgain},
	{exitUnexpected, "E0100", is(pipelines.ErrClock), wholeRest, "set the clock of the ClickHouse host right, then " + sameAgain},
	{exitUnexpected, "E0199", func(error) bool { return true }, wholeRest, sameAgain + "; if it stays, report the text above"},
}

func takenPort(err error) bool {
	return as[*engine.PortError](err) || errors.Is(err, syscall.EADDRINUSE)
}

func isEngine(err error) bool {
	return as[*engine.StartError](err) || errors.Is(err, engine.ErrOwnerGone)
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

// fail tells what happened, why, what was kept and what to do, and gives the exit code. help shows the help of the command.
func fail(ctx context.Context, w io.Writer, help string, err error) int {
	if err == nil {
		return exitDone
	}
	var s stopped
	if errors.As(context.Cause(ctx), &s) {
		fmt.Fprintf(w, "rounds: %s\n  kept: %s\n  do:   %s\n", s, wholeRest, sameAgain)
		return 128 + int(s)
	}
	a := advise(err)
	what := strings.ReplaceAll(err.Error(), "\n", "\n        ")
	fmt.Fprintf(w, "rounds: %s\n  kept: %s\n  do:   %s\n  (%s, docs/errors.md)\n", what, a.kept, cmp.Or(a.about(err), help), a.id)
	return a.code
}

// about is what to do, with the first source in place of SOURCE that failed for the advice's reason.
func (a advice) about(err error) string {
	if source := failedSource(err, a.is); source != "" {
		return strings.Replace(a.do, "SOURCE", source, 1)
	}
	return a.do
}

// failedSource finds the first source in a tree of errors that failed so.
func failedSource(err error, so func(error) bool) string {
	switch e := err.(type) { //nolint:errorlint // the tree is walked here
	case pipelines.Failure:
		if so(e) {
			return e.Source
		}
	case interface{ Unwrap() []error }:
		for _, one := range e.Unwrap() {
			if source := failedSource(one, so); source != "" {
				return source
			}
		}
	case interface{ Unwrap() error }:
		return failedSource(e.Unwrap(), so)
	}
	return ""
}

// advise finds what a person is told about an error. The last advice fits all.
func advise(err error) advice {
	return advices[slices.IndexFunc(advices, func(a advice) bool { return a.is(err) })]
}

// exitOf is the exit code of a run that ended so.
func exitOf(ctx context.Context, err error) int {
	var s stopped
	switch {
	case err == nil:
		return exitDone
	case errors.As(context.Cause(ctx), &s):
		return 128 + int(s)
	}
	return advise(err).code
}
