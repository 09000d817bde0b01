package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/pipelines"
)

// openedAs is an engine folder as one command has it.
func openedAs(t *testing.T, dir, command string) *place {
	t.Helper()
	a := App{Stderr: os.Stderr, Getenv: func(string) string { return "" }, command: command}
	p, err := a.open(t.Context(), pipelines.WarehouseConfig{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// held takes the folder or ends the test.
func (p *place) held(t *testing.T, shared bool) (release func()) {
	t.Helper()
	free, err := p.lock(t.Context(), shared, 0)
	if err != nil {
		t.Fatal(err)
	}
	return func() {
		t.Helper()
		if err := free(); err != nil {
			t.Error(err)
		}
	}
}

func (p *place) closed(t *testing.T) {
	t.Helper()
	if err := p.close(); err != nil {
		t.Error(err)
	}
}

// answers tells whether the engine can be asked.
func (p *place) answers(t *testing.T) {
	t.Helper()
	w, err := p.login(t.Context(), loader)
	if err != nil {
		t.Error(err)
		return
	}
	defer w.Close() //nolint:errcheck // a read
	if _, err := w.Now(t.Context()); err != nil {
		t.Error(err)
	}
}

// A run has the folder for itself; the shards of a backfill share it.
func TestWhoMayWorkBesideWhom(t *testing.T) {
	dir := t.TempDir() // others wait for the shared one
	p := openedAs(t, dir, "rounds backfill")
	defer p.closed(t)
	refuses := func(shared bool, says string) {
		t.Helper()
		if _, err := p.lock(t.Context(), shared, 0); !errors.Is(err, errRunning) || !strings.Contains(err.Error(), says) {
			t.Errorf("shared %v: got %v, want %q", shared, err, says)
		}
	}
	me := fmt.Sprintf("rounds backfill (process %d of ", os.Getpid())
	one, two := p.held(t, true), p.held(t, true)
	refuses(false, me)
	one()
	refuses(false, me)
	two()
	alone := p.held(t, false)
	refuses(true, me)
	refuses(false, ", since 20")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(stopped(syscall.SIGTERM))
	if _, err := p.lock(ctx, false, time.Hour); !errors.Is(err, stopped(syscall.SIGTERM)) {
		t.Errorf("a wait that was stopped ended with %v", err)
	}
	var waited sync.WaitGroup
	left := time.Hour // a lease is waited for with what the folder leaves
	waited.Go(func() {
		if free, err := p.lockWithin(t.Context(), true, &left); err != nil || free() != nil {
			t.Error(err)
		}
	})
	alone()
	waited.Wait()
	if left <= 0 || left >= time.Hour {
		t.Errorf("of an hour %s is left", left)
	}
}

// Whoever started the engine keeps it up until the others are done.
func TestTheEngineStaysUpForTheOthers(t *testing.T) {
	dir := t.TempDir()
	owner, guest := openedAs(t, dir, "rounds sql"), openedAs(t, dir, "rounds backfill")
	release := guest.held(t, true)
	var left sync.WaitGroup
	left.Go(func() { owner.closed(t) })
	guest.answers(t)
	late := openedAs(t, dir, "rounds backfill") // it finds the engine that is to end
	release()
	guest.closed(t)
	left.Wait()
	release = late.held(t, false) // and starts one of its own
	late.answers(t)
	release()
	late.closed(t)
}

// A command that waited finds the engine ended that was there when it came. It works with one of its own.
func TestWhoWaitsWorksWithTheEngineThatIsThereThen(t *testing.T) {
	t.Parallel()
	c := small(t, t.TempDir())
	week := []string{"backfill", "--source", c.nextvisit, "--kind", "note", "--from", "2026-10-01", "--to", "2026-10-08", "--yes", "--no-publish"}
	for _, args := range [][]string{week, {"replay", "--no-publish"}, {"backup", c.file("copy")}} {
		other := openedAs(t, c.dir, "rounds run")
		release := other.held(t, false)
		child := start(t, append(args, "--wait", "1h", "--config", c.config)...)
		await(t, "it waits", func() bool { return strings.Contains(child.err.String(), "waiting for another run") })
		if err := other.engine.Close(); err != nil {
			t.Error(err)
		}
		release()
		child.wait().saw(t, 0)
	}
}

// A run that comes while an engine is being ended waits for that moment, though it would wait for no run.
func TestAnEngineThatIsBeingEndedKeepsNobodyOut(t *testing.T) {
	p := openedAs(t, sharedDir(t), "rounds run")
	defer p.closed(t)
	release := p.held(t, false)
	if err := p.sign(false, true); err != nil {
		t.Fatal(err)
	}
	var waited sync.WaitGroup
	waited.Go(func() {
		if free, err := p.lock(t.Context(), false, 0); err != nil || free() != nil {
			t.Error(err)
		}
	})
	time.Sleep(2 * look) // it would have given up
	release()
	waited.Wait()
}

// The line of a process that was killed names nobody.
func TestADeadHolderIsNotNamed(t *testing.T) {
	path := t.TempDir() + "/run.lock"
	keep(t, path, fmt.Sprintf("{\"command\":\"rounds run\",\"pid\":%d}\nbroken\n{\"command\":\"rounds serve\",\"pid\":%d}\n", 1<<30, os.Getpid()))
	if in := holders(path); len(in) != 1 || in[0].Command != "rounds serve" {
		t.Errorf("it is said to be held by %v", in)
	}
	if got := named(nil); got == "" {
		t.Error("nobody is named, and nothing is said")
	}
}

func TestAnEngineOutlastsItsOwnersStopByAGrace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		asked, stop := context.WithCancel(t.Context())
		longer, cancel := outlast(asked, grace)
		defer cancel()
		time.Sleep(time.Hour)
		stop()
		time.Sleep(grace - 1)
		synctest.Wait()
		if longer.Err() != nil {
			t.Error("it ended with the stop")
		}
		time.Sleep(time.Nanosecond)
		synctest.Wait()
		if longer.Err() == nil {
			t.Error("it goes on after the grace")
		}
	})
}
