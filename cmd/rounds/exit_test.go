package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/pipelines"
)

// TestEveryErrorHasItsAdvice passes errors as they arrive, wrapped and among others, and sees code, page and next step.
func TestEveryErrorHasItsAdvice(t *testing.T) {
	tests := []struct {
		err  error
		code int
		id   string
		do   string
	}{
		{errUsage, 2, "E0200", "rounds help run"},
		{errStatement, 2, "E0203", "mend the statement"},
		{errNoConfig, 2, "E0205", "--config"},
		{pipelines.ErrConfig, 2, "E0201", "mend it"},
		{rest.ErrSecret, 2, "E0202", "0600"},
		{extract.ErrTenant, 2, "E0204", "name of its own"},
		{clickhouse.ErrPinned, 2, "E0204", "name of its own"},
		{extract.ErrFile, 2, "E0206", "that file"},
		{pipelines.ErrBackfill, 2, "E0207", "rounds help backfill"},
		{pipelines.ErrAccept, 2, "E0208", "rounds status"},
		{errNoBooks, 2, "E0209", "rounds run"},
		{pipelines.ErrBackup, 2, "E0220", "new folder"},
		{pipelines.ErrPurge, 2, "E0221", "rounds help purge"},
		{pipelines.ErrNotPurged, 3, "E0320", "--yes"},
		{clickhouse.ErrStillThere, 5, "E0520", "end the queries"},
		{pipelines.ErrDiffers, 6, "E0620", "another backup"},
		{pipelines.ErrAudit, 6, "E0621", "rounds audit"},
		{errOpen, 3, "E0306", "rounds status"},
		{errAside, 6, "E0601", "rounds quarantine list"},
		{&extract.DeferredError{Until: time.Now()}, 3, "E0300", "after the time"},
		{extract.ErrUnavailable, 3, "E0301", "see that the vendor answers"},
		{extract.ErrShape, 3, "E0302", "docs/errors.md"},
		{rest.ErrRefused, 3, "E0302", "docs/errors.md"},
		{extract.ErrUnsupported, 3, "E0302", "docs/errors.md"},
		{pipelines.ErrUnread, 3, "E0304", "rounds history"},
		{pipelines.ErrDrift, 3, "E0305", "at rest"},
		{pipelines.ErrBooks, 3, "E0303", "same command again"},
		{&load.MissingError{Table: "fhir.patient", Missing: 1, Want: 2}, 3, "E0303", "same command again"},
		{extract.ErrAuth, 4, "E0400", "renew"},
		{extract.ErrReauthorize, 4, "E0401", "rounds auth SOURCE"},
		{rest.ErrGrant, 4, "E0402", "rounds auth"},
		{&engine.LibraryError{}, 5, "E0500", "make engine"},
		{&engine.PlatformError{Platform: "plan9/mips"}, 5, "E0501", "ROUNDS_CLICKHOUSE=https://user@host:8443"},
		{&engine.PortError{Port: 8123, Protocol: "HTTP"}, 5, "E0502", "free the port"},
		{syscall.EADDRINUSE, 5, "E0502", "free the port"},
		{load.ErrDenied, 5, "E0503", "warehouse.server.user"},
		{&clickhouse.ServerError{Code: 516}, 5, "E0503", "warehouse.server.user"},
		{load.ErrSchema, 5, "E0504", "rounds rebuild"},
		{pipelines.ErrNotSwapped, 3, "E0307", "rounds rebuild --yes"},
		{load.ErrUnavailable, 5, "E0505", "see that the server answers"},
		{&engine.StartError{Reason: "gone"}, 5, "E0506", "error.log"},
		{&clickhouse.ServerError{Code: 241}, 5, "E0507", "number"},
		{&clickhouse.FullError{Free: 3 << 20, Err: &clickhouse.ServerError{Code: 243}}, 5, "E0508", "make room"},
		{pipelines.ErrVanished, 6, "E0600", "same team"},
		{&engine.HeldError{Dir: "d", PID: 1}, 7, "E0700", "wait"},
		{errRunning, 7, "E0701", "wait"},
		{&pipelines.HeldError{}, 7, "E0702", "wait"},
		{clickhouse.ErrSwapping, 7, "E0702", "rounds run finishes it"},
		{fmt.Errorf("%w: %w", pipelines.ErrLeaseLost, &pipelines.HeldError{}), 7, "E0703", "sleep"},
		{pipelines.ErrClock, 1, "E0100", "clock"},
		{errors.New("of another kind"), 1, "E0199", "report"},
	}
	for _, test := range tests {
		t.Run(test.id+" "+test.err.Error(), func(t *testing.T) {
			var out bytes.Buffer
			err := errors.Join(errors.New("more"), fmt.Errorf("doing a thing: %w", test.err))
			code := fail(t.Context(), &out, "rounds help run", err)
			said{code, "", out.String()}.saw(t, test.code, test.err.Error(), "kept:", "do:", test.do, test.id)
		})
	}
}

// TestErrorPages compares the codes that are given with the pages that explain them.
func TestErrorPages(t *testing.T) {
	text, err := os.ReadFile("../../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	var given, explained []string
	for _, a := range advices {
		given = append(given, a.id)
		if a.kept == "" || a.do == "" && a.id != "E0200" {
			t.Errorf("%s says too little", a.id)
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^\| (E\d{4}) \| .+ \| .+ \|$`).FindAllStringSubmatch(string(text), -1) {
		explained = append(explained, m[1])
	}
	slices.Sort(given)
	given = slices.Compact(given)
	if !slices.Equal(given, explained) {
		t.Errorf("given     %v\nexplained %v", given, explained)
	}
}

// TestTheSourceIsNamed where a person must do something about one of several.
func TestTheSourceIsNamed(t *testing.T) {
	err := fmt.Errorf("running: %w", errors.Join(pipelines.Failure{Source: "first", Err: extract.ErrUnavailable},
		pipelines.Failure{Source: "second", Kind: "patient", Err: fmt.Errorf("signing in: %w", extract.ErrReauthorize)}))
	var out bytes.Buffer
	code := fail(t.Context(), &out, "rounds help run", err)
	said{code, "", out.String()}.saw(t, 4, "E0401", "second patient: signing in: ", "do:   rounds auth second, then ")
}

// TestWorstFailureSpeaks joins what several sources came to.
func TestWorstFailureSpeaks(t *testing.T) {
	err := errors.Join(fmt.Errorf("a: %w", extract.ErrUnavailable), fmt.Errorf("b: %w", extract.ErrAuth))
	var out bytes.Buffer
	if code := fail(t.Context(), &out, "rounds help run", err); code != 4 {
		t.Errorf("exit code %d: vendor down must not hide refused credentials", code)
	}
	if out := out.String(); !strings.Contains(out, "\n        b:") || strings.Count(out, "kept:") != 1 {
		t.Errorf("not one message for both:\n%s", out)
	}
}

func TestStoppedBySignal(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(stopped(syscall.SIGTERM))
	var out bytes.Buffer
	code := fail(ctx, &out, "rounds help run", fmt.Errorf("reading: %w", context.Canceled))
	said{code, "", out.String()}.saw(t, 143, "stopped by SIGTERM", "kept:", "do:")
	if code := fail(ctx, &out, "rounds help run", nil); code != 0 {
		t.Errorf("a command that waits for a signal and ends well gives %d", code)
	}
}
