package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"github.com/nightrounds/rounds/load/engine"
)

// errRunning says that another run of this machine holds the engine folder.
var errRunning = errors.New("another run is at work on this warehouse")

const (
	runLock = "run.lock"             // in the engine folder: the lock, and a line for each who has it
	look    = 100 * time.Millisecond // how often a lock that is held is tried again

	// grace is how long an engine stays up for others after its owner was asked to stop.
	grace = 20 * time.Second
)

// holder is a line of the lock file.
type holder struct {
	Command string    `json:"command"`
	PID     int       `json:"pid"`
	Who     string    `json:"who"`
	Since   time.Time `json:"since"`
	Closing bool      `json:"closing,omitempty"` // it works no more and ends the engine: over in a moment
}

// String names the holder to a person.
func (h holder) String() string {
	return fmt.Sprintf("%s (process %d of %s, since %s)", cmp.Or(h.Command, "a run"), h.PID, cmp.Or(h.Who, "somebody"), h.Since.UTC().Format(time.RFC3339))
}

// lock takes the engine folder for a run: alone, or shared with others who share it, as the shards of a backfill do. It waits for
// so long. On a server nobody is kept out here. The kernel frees the lock when its holder dies.
func (p *place) lock(ctx context.Context, shared bool, wait time.Duration) (release func() error, err error) {
	if p.engine == nil {
		return func() error { return nil }, nil
	}
	l := flock.New(p.lockFile(), flock.SetPermissions(0o600))
	if err := p.await(ctx, l, shared, wait); err != nil {
		return nil, err
	}
	if err := errors.Join(p.sign(shared, false), p.reattach(ctx)); err != nil {
		return nil, errors.Join(err, l.Unlock())
	}
	return l.Unlock, nil
}

// lockWithin is lock, and takes from wait what it took: a lease is waited for with the rest.
func (p *place) lockWithin(ctx context.Context, shared bool, wait *time.Duration) (release func() error, err error) {
	began := time.Now()
	defer func() { *wait = max(0, *wait-time.Since(began)) }()
	return p.lock(ctx, shared, *wait)
}

func (p *place) lockFile() string { return filepath.Join(engineDir(p.config), runLock) }

// await tries until the lock is had or the wait is over. Whoever only ends its engine is always waited for, and has the lock for a
// moment before it can say so: nobody gives up at the first look.
func (p *place) await(ctx context.Context, l *flock.Flock, shared bool, wait time.Duration) error {
	try := l.TryLock
	if shared {
		try = l.TryRLock
	}
	told := false
	for began := time.Now(); ; {
		held, err := try()
		if err != nil {
			return fmt.Errorf("locking the engine folder: %w", err)
		}
		if held {
			return nil
		}
		in := holders(p.lockFile())
		closing := slices.ContainsFunc(in, func(h holder) bool { return h.Closing })
		if time.Since(began) >= max(wait, look) && !closing {
			return fmt.Errorf("%w: %s", errRunning, named(in))
		}
		if !told && !closing && wait > 0 {
			told = true
			p.log.Info("waiting for another run to end", "held by", named(in))
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for another run: %w", context.Cause(ctx))
		case <-time.After(look):
		}
	}
}

// sign adds our line to the lock file, or makes it the only one when nobody else can have the lock.
func (p *place) sign(shared, closing bool) error {
	me := holder{Command: p.command, PID: os.Getpid(), Since: time.Now().UTC(), Closing: closing}
	if u, err := user.Current(); err == nil {
		me.Who = u.Username
	}
	line, err := json.Marshal(me)
	if err != nil {
		return errors.New("encoding the holder of the lock")
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_APPEND
	if !shared {
		flags |= os.O_TRUNC
	}
	f, err := os.OpenFile(p.lockFile(), flags, 0o600)
	if err != nil {
		return fmt.Errorf("writing who holds the engine folder: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// holders reads who has the lock. Those of a shared one who are no more are left out.
func holders(path string) []holder {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	var in []holder
	for line := range bytes.Lines(text) {
		var h holder
		if json.Unmarshal(line, &h) == nil && alive(h.PID) {
			in = append(in, h)
		}
	}
	return in
}

func named(in []holder) string {
	if len(in) == 0 {
		return "it does not say who it is"
	}
	list := make([]string, len(in))
	for n, h := range in {
		list[n] = h.String()
	}
	return strings.Join(list, ", ")
}

// alive tells whether a process of this number is there.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if pid <= 0 || err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}

// reattach asks anew for an engine that is another's: its owner may have ended it while we waited. From here on it cannot, for
// an owner ends its engine only when it has the lock for itself.
func (p *place) reattach(ctx context.Context) error {
	if p.engine.Owned() {
		return nil
	}
	e, err := engine.Open(ctx, p.options)
	if err != nil {
		return fmt.Errorf("starting the engine: %w", err)
	}
	err = p.engine.Close()
	p.engine = e
	return err
}

// end stops the engine if this command started it, and not before the others who use it are done, or before the grace is over
// when this command was asked to stop.
func (p *place) end(ctx context.Context) error {
	if p.engine == nil {
		return nil
	}
	if p.engine.Owned() {
		ctx, cancel := outlast(ctx, grace)
		defer cancel()
		l := flock.New(p.lockFile(), flock.SetPermissions(0o600))
		if p.await(ctx, l, false, 1<<62) == nil {
			defer l.Unlock() //nolint:errcheck // the kernel frees it when the process ends
			if err := p.sign(false, true); err != nil {
				p.log.Warn("the lock does not say who has it", "error", err)
			}
		}
	}
	return p.engine.Close()
}

// outlast is a context that ends so long after ctx.
func outlast(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-longer.Done():
		case <-time.After(by):
			cancel()
		}
	})
	return longer, func() { stop(); cancel() }
}
