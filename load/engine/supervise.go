package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	maxRestarts = 6           // in a row
	steady      = time.Minute // an engine that ran for so long starts a new row
)

// supervise restarts the engine when it ends by itself, on the same ports, until Close or until it fails too often.
func (e *Engine) supervise(p *process) {
	defer close(e.done)
	defer e.release()
	wait := restartDelays()
	for failed := 0; ; {
		select {
		case <-e.closing:
			p.stop(e.options.StopTimeout)
			return
		case <-p.done:
		}
		if time.Since(p.since) > steady {
			failed = 0
			wait.Reset()
		}
		e.options.Log.Warn("the engine ended and is restarted",
			slog.String("how", p.ending()), slog.Int("restarts", failed), slog.String("errors", errorLog))
		next, err := e.again(wait, &failed, p)
		if next == nil {
			e.giveUp(err)
			return
		}
		p = next
	}
}

func restartDelays() *backoff.ExponentialBackOff {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval = 200*time.Millisecond, 10*time.Second
	b.Reset()
	return b
}

// again starts the engine anew, more than once if need be. It returns nil and nil when the engine is to be closed.
func (e *Engine) again(wait *backoff.ExponentialBackOff, failed *int, ended *process) (*process, error) {
	_ = ended.leash.Close()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-e.closing:
			cancel()
		case <-ctx.Done():
		}
	}()
	last := errors.New(ended.ending())
	for *failed < maxRestarts {
		*failed++
		if !sleep(ctx, wait.NextBackOff()) {
			return nil, nil
		}
		p, err := e.start(ctx)
		if err == nil {
			e.options.Log.Info("the engine is back", slog.Int("pid", p.cmd.Process.Pid))
			return p, nil
		}
		if ctx.Err() != nil {
			return nil, nil
		}
		last = err
	}
	return nil, fmt.Errorf("the engine was restarted %d times in a row without success: %w", maxRestarts, last)
}

// start spawns an engine on the handle's ports, waits until it answers and leaves word of it in engine.json.
func (e *Engine) start(ctx context.Context) (*process, error) {
	p, err := spawn(e.options, e.library, e.ports)
	if err != nil {
		return nil, err
	}
	v, err := p.awaitReady(ctx, e.options, e.ports, e.secret)
	if err != nil {
		_ = p.leash.Close()
		return nil, err
	}
	now := info{
		PID: p.cmd.Process.Pid, Started: p.since.UTC(), HTTP: address(e.ports.http), TCP: address(e.ports.tcp),
		Version: v, Library: e.library, Owner: e.owner,
	}
	if err := now.write(e.options.Dir); err != nil {
		p.stop(e.options.StopTimeout)
		return nil, err
	}
	e.setInfo(now)
	return p, nil
}

func (e *Engine) giveUp(err error) {
	if err == nil {
		return
	}
	e.setErr(err)
	e.options.Log.Error("the engine is given up", slog.String("why", err.Error()))
}
