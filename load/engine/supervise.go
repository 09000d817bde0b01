package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// steady is how long an engine must run before its restarts are counted anew.
const steady = time.Minute

// restarts counts the starts in a row and says how long to wait before the next.
type restarts struct {
	delay  *backoff.ExponentialBackOff
	failed int
	most   int
}

func newRestarts(most int) *restarts {
	b := backoff.NewExponentialBackOff()
	b.InitialInterval, b.MaxInterval = 200*time.Millisecond, 10*time.Second
	b.Reset()
	return &restarts{delay: b, most: most}
}

// ended takes note of how long an engine ran.
func (r *restarts) ended(ran time.Duration) {
	if ran > steady {
		r.failed = 0
		r.delay.Reset()
	}
}

// wait waits for the next start's turn; it is false when life ended meanwhile.
func (r *restarts) wait(life context.Context) bool {
	r.failed++
	return sleep(life, r.delay.NextBackOff())
}

// supervise restarts the engine when it ends by itself, on the same ports, until life ends or it fails too often.
func (e *Engine) supervise(life context.Context, p *process) {
	defer close(e.done)
	defer e.release()
	row := newRestarts(e.options.MaxRestarts)
	for p != nil {
		select {
		case <-life.Done():
			p.stop(e.options.StopTimeout)
			return
		case <-p.done:
		}
		_ = p.leash.Close()
		row.ended(time.Since(p.since))
		e.options.Log.Warn("the engine ended and is restarted", slog.String("how", p.ending()),
			slog.Int("restarts", row.failed), slog.String("file", errorLog))
		p = e.restart(life, row, p.ending())
	}
}

// restart tries until an engine is up. It returns nil when life ended, or when it gives up and has told so.
func (e *Engine) restart(life context.Context, row *restarts, why string) *process {
	last := errors.New(why)
	for row.failed < row.most {
		if !row.wait(life) {
			return nil
		}
		p, err := e.start(life)
		if err == nil {
			e.options.Log.Info("the engine is back", slog.Int("pid", p.cmd.Process.Pid))
			return p
		}
		if life.Err() != nil {
			return nil
		}
		last = err
	}
	e.setErr(fmt.Errorf("the engine was restarted %d times in a row without success: %w", row.failed, last))
	e.options.Log.Error("the engine is given up", slog.String("why", last.Error()))
	return nil
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
