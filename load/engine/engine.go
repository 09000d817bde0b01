// Package engine runs the embedded ClickHouse: the real server inside libchdb.so, in a supervised child process of this
// program, reached on loopback by HTTP and the native protocol like any other server. A folder has one engine; whoever
// opens the folder while it runs shares it.
//
// It creates no table, sends no data and knows nothing of what is stored: that is load/clickhouse. It downloads nothing.
package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"github.com/nightrounds/rounds/load"
)

// Options say where an engine lives and what it may use. Zero values are fit for use except Dir.
type Options struct {
	Dir string // the engine's own folder: data, configuration, passwords; made with mode 0700

	HTTPPort, TCPPort int // on 127.0.0.1; 0 picks a free port for the life of the handle

	Accounts  []load.Account // who may sign in, beside the loader
	Library   string         // path of libchdb.so; empty: LibraryEnv, then where npm ci puts it
	MaxMemory int64          // bytes for the whole engine; 0: 4 GiB
	Command   string         // what others are told holds the folder; empty: program name and verb

	StartTimeout  time.Duration // until the engine answers; 0: 60 s, for a cold disk
	AttachTimeout time.Duration // until another's engine answers or the folder is free; 0: 20 s
	StopTimeout   time.Duration // until an engine that does not end is killed; 0: 20 s
	MaxRestarts   int           // starts in a row that may fail before the engine is given up; 0: 6

	Log *slog.Logger // restarts; nil: nothing is logged
}

// Engine is a handle on a running engine. It is safe for concurrent use.
type Engine struct {
	options Options
	library string
	ports   ports
	secret  string // the loader's password
	owner   owner
	lock    *flock.Flock // nil when another process owns the engine

	closing context.CancelFunc // asks the goroutine behind the handle to end
	done    chan struct{}

	mu   sync.Mutex
	info info
	err  error
}

// Open attaches to the live engine of o.Dir or starts one. Close ends the engine only if this call started it.
//
// ctx ends the opening only. Errors: *PlatformError, *LibraryError, *PortError, *HeldError, *StartError.
func Open(ctx context.Context, o Options) (*Engine, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	lock, live, err := claim(ctx, o)
	if err != nil {
		return nil, err
	}
	life, closing := context.WithCancel(context.Background())
	e := &Engine{options: o, lock: lock, closing: closing, done: make(chan struct{})}
	if live != nil {
		e.info = *live
		go e.watch(life, live.Owner)
		return e, nil
	}
	p, err := e.launch(ctx)
	if err != nil {
		closing()
		e.release()
		return nil, err
	}
	go e.supervise(life, p)
	return e, nil
}

func (o Options) withDefaults() (Options, error) {
	if os.Getenv(childEnv) != "" {
		return o, errors.New("this process was started as an engine; its main must call engine.RunIfChild first")
	}
	dir, err := filepath.Abs(o.Dir)
	if o.Dir == "" || err != nil {
		return o, errors.New("the engine needs a folder")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return o, fmt.Errorf("make the engine's folder: %w", err)
	}
	o.Dir = dir
	if o.MaxMemory == 0 {
		o.MaxMemory = 4 << 30
	}
	if o.Command == "" {
		o.Command = commandName(os.Args)
	}
	for d, or := range map[*time.Duration]time.Duration{
		&o.StartTimeout: time.Minute, &o.AttachTimeout: 20 * time.Second, &o.StopTimeout: 20 * time.Second,
	} {
		if *d == 0 {
			*d = or
		}
	}
	if o.MaxRestarts == 0 {
		o.MaxRestarts = 6
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return o, nil
}

// watch follows an engine that another handle owns, through its restarts, until that owner is gone.
func (e *Engine) watch(life context.Context, o owner) {
	defer close(e.done)
	for {
		now := readInfo(e.options.Dir)
		if !alive(o.PID) || !now.Owner.same(o) {
			e.setErr(ErrOwnerGone)
			return
		}
		e.setInfo(now)
		if !sleep(life, 10*poll) {
			return
		}
	}
}

// launch starts the first engine process of a folder whose lock we hold.
func (e *Engine) launch(ctx context.Context) (*process, error) {
	var err error
	if e.library, err = findLibrary(e.options.Library); err != nil {
		return nil, err
	}
	if err := prepare(e.options); err != nil {
		return nil, err
	}
	if e.secret, err = password(e.options.Dir, Loader); err != nil {
		return nil, err
	}
	e.owner = owner{PID: os.Getpid(), Command: e.options.Command, Since: time.Now().UTC()}
	if err := (info{Owner: e.owner}).write(e.options.Dir); err != nil {
		return nil, err
	}
	return e.first(ctx)
}

// first starts the engine on ports that were free a moment ago; where we chose them ourselves it may choose again.
func (e *Engine) first(ctx context.Context) (*process, error) {
	for tries := 3; ; tries-- {
		var err error
		if e.ports, err = choosePorts(e.options); err != nil {
			return nil, err
		}
		p, err := e.start(ctx)
		var taken *PortError
		if err == nil || tries == 1 || !errors.As(err, &taken) || e.options.asked(taken.Port) {
			return p, err
		}
	}
}

// asked tells whether the port is one the caller wants, and no other will do.
func (o Options) asked(port int) bool { return port == o.HTTPPort || port == o.TCPPort }

// release gives up the folder. The description goes first: nobody may find it while the folder is free.
func (e *Engine) release() {
	if err := os.Remove(filepath.Join(e.options.Dir, infoFile)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		e.options.Log.Warn("the engine's description was not removed", slog.String("file", infoFile))
	}
	_ = e.lock.Unlock()
}

// Close ends the engine if this handle started it and returns when its process is gone. It may be called again.
func (e *Engine) Close() error {
	e.closing()
	<-e.done
	if e.Owned() {
		return e.Err()
	}
	return nil
}

// HTTPAddr is where the engine answers HTTP: "127.0.0.1:port".
func (e *Engine) HTTPAddr() string { return e.described().HTTP }

// TCPAddr is where the engine answers the native protocol: "127.0.0.1:port".
func (e *Engine) TCPAddr() string { return e.described().TCP }

// PID is the process id of the engine; it changes with a restart.
func (e *Engine) PID() int { return e.described().PID }

// Version is ClickHouse's version, such as 26.7.2.1.
func (e *Engine) Version() string { return e.described().Version }

// Owned tells whether this handle started the engine and will end it.
func (e *Engine) Owned() bool { return e.lock != nil }

// Owner names the process that owns the engine: program and verb, process id and since when, UTC.
func (e *Engine) Owner() string { return e.described().Owner.String() }

// Done is closed when the engine has ended for good: closed, given up after restarts, or gone with its owner.
func (e *Engine) Done() <-chan struct{} { return e.done }

// Err is nil until Done, and after a Close; else it says why the engine is gone.
func (e *Engine) Err() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.err
}

// Password returns the password of an account; an account that this engine does not have is an error.
func (e *Engine) Password(account string) (string, error) {
	if !accountName.MatchString(account) {
		return "", errors.New("read a password: the account name is malformed")
	}
	b, err := os.ReadFile(PasswordFile(e.options.Dir, account))
	if err != nil {
		return "", fmt.Errorf("read the password of account %s, which this engine may lack: %w", account, err)
	}
	return string(b), nil
}

func (e *Engine) described() info {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.info
}

func (e *Engine) setInfo(i info) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.info = i
}

func (e *Engine) setErr(err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.err = err
}
