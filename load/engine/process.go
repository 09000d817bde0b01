package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// What passes between the process that starts an engine and the one that becomes it.
const (
	childEnv    = "ROUNDS_ENGINE_CHILD"     // path of the library; its presence makes a process the engine
	childDirEnv = "ROUNDS_ENGINE_CHILD_DIR" // the engine's folder
	leashFD     = 3                         // a pipe that nobody writes to: the engine ends when it closes

	exitLibrary = 70 // the library cannot be used
	exitEngine  = 71 // the engine could not start, or ended unasked

	// lastWords is how long an engine that was asked to end may take before it kills itself.
	lastWords = 15 * time.Second
)

// process is one engine process.
type process struct {
	cmd   *exec.Cmd
	leash *os.File
	out   *tail
	since time.Time
	done  chan struct{} // closed when the process is gone
	err   error         // how it ended; read after done
}

// spawn starts this program again as the engine. It does not wait until the engine answers.
func spawn(o Options, library string, p ports) (*process, error) {
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program's own path: %w", err)
	}
	held, leash, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("open a pipe to the engine: %w", err)
	}
	defer held.Close()
	pr := &process{cmd: command(exe, o.Dir, library, p), leash: leash, out: &tail{}, since: time.Now(), done: make(chan struct{})}
	pr.cmd.ExtraFiles = []*os.File{held}
	pr.cmd.Stderr = pr.out
	if err := pr.cmd.Start(); err != nil {
		_ = leash.Close()
		return nil, fmt.Errorf("start the engine's process: %w", err)
	}
	go func() {
		pr.err = pr.cmd.Wait()
		close(pr.done)
	}()
	return pr, nil
}

// command is the engine's command line. The environment is a new one: secrets of ours have no business in the engine. The
// process is in a session of its own so that an interrupt from the keyboard reaches us alone.
func command(exe, dir, library string, p ports) *exec.Cmd {
	cmd := exec.Command(exe,
		"--config-file", filepath.Join(dir, configFile),
		"--path", filepath.Join(dir, dataDir),
		"--listen_host", loopback,
		"--http_port", strconv.Itoa(p.http),
		"--tcp_port", strconv.Itoa(p.tcp))
	cmd.Args[0] = "rounds-engine"
	cmd.Dir = filepath.Join(dir, homeDir)
	cmd.Env = []string{childEnv + "=" + library, childDirEnv + "=" + dir, "HOME=" + cmd.Dir, "TZ=UTC", "LANG=C.UTF-8"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	return cmd
}

// awaitReady waits until the engine answers a signed-in query and takes TCP connections; it returns the engine's version.
// On an error the process is gone.
func (p *process) awaitReady(ctx context.Context, o Options, at ports, secret string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, o.StartTimeout)
	defer cancel()
	for {
		v, err := version(ctx, address(at.http), secret)
		if err == nil && accepts(ctx, address(at.tcp)) {
			p.out.close()
			return v, nil
		}
		select {
		case <-p.done:
			return "", p.failure(at, p.ending())
		case <-ctx.Done():
			p.stop(o.StopTimeout)
			return "", p.late(ctx, err)
		case <-time.After(poll):
		}
		// An engine that could not open its ports stays at its prompt and waits.
		if p.out.complains() {
			p.stop(o.StopTimeout)
			return "", p.failure(at, "it refused its first statements")
		}
	}
}

// failure explains why a process that is gone was never ready.
func (p *process) failure(at ports, reason string) error {
	if p.cmd.ProcessState.ExitCode() == exitLibrary {
		return &LibraryError{Reason: p.out.last()}
	}
	if err := p.out.portError(at); err != nil {
		return err
	}
	return &StartError{Reason: reason, Output: p.out.lines()}
}

func (p *process) late(ctx context.Context, last error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return fmt.Errorf("wait for the engine: %w", ctx.Err())
	}
	reason := fmt.Sprintf("no answer in %s", time.Since(p.since).Round(time.Second))
	if last != nil {
		reason += ": " + last.Error()
	}
	return &StartError{Reason: reason, Output: p.out.lines()}
}

// ending says how the process ended, in the system's words.
func (p *process) ending() string {
	if p.err == nil {
		return "it ended at once"
	}
	return "it ended with " + p.err.Error()
}

// stop asks the engine to end, kills it after the deadline, and returns when it is gone. It may be called again.
func (p *process) stop(deadline time.Duration) {
	_ = p.leash.Close()
	timer := time.NewTimer(deadline)
	defer timer.Stop()
	select {
	case <-p.done:
		return
	case <-timer.C:
	}
	_ = p.cmd.Process.Kill()
	<-p.done
}
