package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"syscall"
	"time"

	"github.com/gofrs/flock"
)

// The files of an engine's folder. Everything in it is for its owner only.
const (
	ownerLock  = "lock"        // held by the process that owns the engine
	engineLock = "engine.lock" // held by the engine's own process, which may outlive a killed owner by a moment
	infoFile   = "engine.json"
	configFile = "config.xml"
	usersFile  = "users.xml"
	errorLog   = "error.log"
	secretsDir = "secrets"
	dataDir    = "data"
	homeDir    = "home"
)

// poll is how often a lock, a port or a process is looked at.
const poll = 50 * time.Millisecond

// info is engine.json: who runs the engine and where it answers. HTTP is empty until the engine is ready.
type info struct {
	PID     int       `json:"pid"`
	Started time.Time `json:"started"`
	HTTP    string    `json:"http"`
	TCP     string    `json:"tcp"`
	Version string    `json:"version"`
	Library string    `json:"library"`
	Owner   owner     `json:"owner"`
}

type owner struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// String names the owner to a person.
func (o owner) String() string {
	return fmt.Sprintf("%s (process %d, since %s)", o.Command, o.PID, o.Since.UTC().Format(time.RFC3339))
}

// same tells whether both are one holding of the folder: a process may hold it more than once.
func (o owner) same(other owner) bool { return o.PID == other.PID && o.Since.Equal(other.Since) }

func (i info) write(dir string) error {
	b, err := json.MarshalIndent(i, "", "  ")
	if err != nil {
		return errors.New("encode the engine's description")
	}
	return write(filepath.Join(dir, infoFile), string(b)+"\n")
}

// readInfo returns a zero info when there is none or it is damaged: then nobody is named.
func readInfo(dir string) info {
	var i info
	b, err := os.ReadFile(filepath.Join(dir, infoFile))
	if err != nil || json.Unmarshal(b, &i) != nil {
		return info{}
	}
	return i
}

// alive tells whether a process with this id exists.
func alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}

// claim takes the folder's lock, or finds the live engine of whoever holds it: exactly one of the results is set.
// A folder whose owner was killed is free as soon as its engine has noticed.
func claim(ctx context.Context, o Options) (*flock.Flock, *info, error) {
	lock := flock.New(filepath.Join(o.Dir, ownerLock), flock.SetPermissions(0o600))
	ctx, cancel := context.WithTimeout(ctx, o.AttachTimeout)
	defer cancel()
	for {
		held, err := lock.TryLock()
		if err != nil {
			return nil, nil, fmt.Errorf("lock the engine's folder: %w", err)
		}
		if held {
			return lock, nil, awaitLeftover(ctx, o.Dir, lock)
		}
		if i := readInfo(o.Dir); i.HTTP != "" && alive(i.Owner.PID) && answers(ctx, o.Dir, i) {
			return nil, &i, nil
		}
		if !sleep(ctx, poll) {
			return nil, nil, heldBy(ctx, o.Dir)
		}
	}
}

// awaitLeftover waits for the engine that a killed owner left behind.
func awaitLeftover(ctx context.Context, dir string, lock *flock.Flock) error {
	leftover := flock.New(filepath.Join(dir, engineLock), flock.SetPermissions(0o600))
	free, err := leftover.TryLockContext(ctx, poll)
	if free {
		return leftover.Unlock()
	}
	_ = lock.Unlock()
	if errors.Is(err, context.DeadlineExceeded) {
		i := readInfo(dir)
		return &HeldError{Dir: dir, PID: i.PID, Command: "the engine of an ended " + i.Owner.Command, Since: i.Started}
	}
	return fmt.Errorf("wait for the engine of an ended process: %w", err)
}

// heldBy is the error for a folder that could be neither had nor shared before ctx ended.
func heldBy(ctx context.Context, dir string) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("wait for the engine's folder: %w", ctx.Err())
	}
	o := readInfo(dir).Owner
	return &HeldError{Dir: dir, PID: o.PID, Command: o.Command, Since: o.Since}
}

// sleep waits for d and tells whether ctx is still live.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

var verb = regexp.MustCompile(`^[a-z]{1,20}$`)

// commandName is the program and its verb. Further arguments may hold what must not be shown, such as a query.
func commandName(args []string) string {
	name := filepath.Base(args[0])
	if len(args) > 1 && verb.MatchString(args[1]) {
		name += " " + args[1]
	}
	return name
}
