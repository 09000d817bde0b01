//go:build linux && amd64

package engine

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/creack/pty"
	"github.com/ebitengine/purego"
	"github.com/gofrs/flock"
	"golang.org/x/sys/unix"
)

// startListening is what the engine is told first; each statement fails, and with it the start, when its port is taken.
const startListening = "SYSTEM START LISTEN TCP; SYSTEM START LISTEN HTTP;\n"

// child is the process that becomes the engine.
type child struct {
	library string
	dir     string
	args    []string
	lock    *flock.Flock
	tty     *os.File    // master side of the engine's terminal
	stop    atomic.Bool // the engine was asked to end
}

// RunIfChild becomes the engine, and never returns, in a process that Open started; anywhere else it does nothing.
// It must be the first call of main, and of TestMain where tests open an engine.
func RunIfChild() {
	library := os.Getenv(childEnv)
	if library == "" {
		return
	}
	c := &child{library: library, dir: os.Getenv(childDirEnv), args: os.Args}
	if err := c.run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitCode(err))
	}
	os.Exit(0)
}

func exitCode(err error) int {
	if errors.Is(err, errLoad) {
		return exitLibrary
	}
	return exitEngine
}

func (c *child) run() error {
	runtime.LockOSThread()
	if err := c.confine(); err != nil {
		return err
	}
	lib, err := loadLibrary(c.library)
	if err != nil {
		return err
	}
	// Before anything else of the library, so that Go keeps its own handlers.
	lib.setSignalHandlers(0)
	if err := c.attachTerminal(); err != nil {
		return err
	}
	queries, err := script(startListening)
	if err != nil {
		return err
	}
	go c.obey(os.NewFile(leashFD, "leash"))
	said := lib.run(append(c.args, "--interactive", "--queries-file", fmt.Sprintf("/dev/fd/%d", queries.Fd())))
	runtime.KeepAlive(queries)
	if !c.stop.Load() {
		return fmt.Errorf("the engine ended before it was asked to: %s", said)
	}
	return nil
}

// confine keeps patient data where it belongs: files for the owner only, and no core dump. It takes the lock that tells
// the next owner of the folder that an engine still runs in it.
func (c *child) confine() error {
	unix.Umask(0o077)
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return fmt.Errorf("forbid core dumps: %w", err)
	}
	c.lock = flock.New(filepath.Join(c.dir, engineLock))
	held, err := c.lock.TryLock()
	if err != nil {
		return fmt.Errorf("lock the engine's folder: %w", err)
	}
	if !held {
		return errors.New("another engine runs in this folder")
	}
	return nil
}

// attachTerminal makes standard input a terminal. Without one libchdb 26.7 ends the whole process on any exception that
// leaves a connection handler, such as a wrong password (ClickHouse issue 115666).
func (c *child) attachTerminal() error {
	master, slave, err := pty.Open()
	if err != nil {
		return fmt.Errorf("open a pseudo-terminal for the engine: %w", err)
	}
	defer slave.Close()
	if err := unix.Dup3(int(slave.Fd()), 0, 0); err != nil {
		return fmt.Errorf("give the engine its terminal: %w", err)
	}
	c.tty = master
	go func() { _, _ = io.Copy(io.Discard, master) }()
	return nil
}

// script returns the reading end of a pipe that holds text.
func script(text string) (*os.File, error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("open a pipe for the engine's first statements: %w", err)
	}
	defer w.Close()
	if _, err := w.WriteString(text); err != nil {
		return nil, fmt.Errorf("write the engine's first statements: %w", err)
	}
	return r, nil
}

// obey ends the engine when the leash breaks, that is when the parent closes its end or is gone, or on a signal.
func (c *child) obey(leash *os.File) {
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, unix.SIGTERM, unix.SIGINT, unix.SIGHUP)
	broken := make(chan struct{})
	go func() {
		_, _ = io.Copy(io.Discard, leash)
		close(broken)
	}()
	select {
	case <-asked:
	case <-broken:
	}
	c.stop.Store(true)
	// The prompt forgets what was typed before it was drawn, so that one "exit" may not be enough.
	for end := time.Now().Add(lastWords); time.Now().Before(end); time.Sleep(lastWords / 100) {
		_, _ = c.tty.WriteString("exit\n")
	}
	_ = unix.Kill(os.Getpid(), unix.SIGKILL)
}

// chdb is the part of libchdb's C interface that we call.
type chdb struct {
	setSignalHandlers func(int32)
	query             func(int32, **byte) uintptr
	resultError       func(uintptr) string
}

func loadLibrary(path string) (*chdb, error) {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_GLOBAL)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errLoad, err)
	}
	c := &chdb{}
	for name, into := range map[string]any{
		"chdb_set_signal_handlers_enabled": &c.setSignalHandlers,
		"chdb_query_cmdline":               &c.query,
		"chdb_result_error":                &c.resultError,
	} {
		at, err := purego.Dlsym(handle, name)
		if err != nil {
			return nil, fmt.Errorf("%w: it has no function %s", errLoad, name)
		}
		purego.RegisterFunc(into, at)
	}
	return c, nil
}

// run is clickhouse-local's main: it returns when the engine ends, with what the library says of the end, often nothing.
func (c *chdb) run(args []string) string {
	argv := make([]*byte, 0, len(args)+1)
	for _, a := range args {
		argv = append(argv, &append([]byte(a), 0)[0])
	}
	argv = append(argv, nil)
	var pin runtime.Pinner
	defer pin.Unpin()
	for _, a := range argv[:len(args)] {
		pin.Pin(a)
	}
	result := c.query(int32(len(args)), unsafe.SliceData(argv))
	runtime.KeepAlive(argv)
	if result == 0 {
		return ""
	}
	return c.resultError(result)
}
