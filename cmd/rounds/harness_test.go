package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/pipelines"
)

// asProgram in the environment makes the test binary the program itself, where a test needs a process to signal or kill.
const asProgram = "ROUNDS_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	engine.RunIfChild()
	if os.Getenv(asProgram) != "" {
		main()
	}
	enginetest.Main(m)
}

// sharedDir is the folder of an engine that runs as long as the tests do. Commands attach to it.
func sharedDir(t testing.TB) string {
	t.Helper()
	accounts := clickhouse.Accounts("")
	for n, more := range clickhouse.Accounts(ddlPrefix) {
		accounts[n].Grants = append(accounts[n].Grants, more.Grants...)
	}
	enginetest.Start(t, accounts...)
	return enginetest.Dir()
}

// unique is a name no other test uses: tests that share an engine must not share a source.
func unique(name string) string {
	b := make([]byte, 4)
	_, _ = rand.Read(b)
	return name + "-" + hex.EncodeToString(b)
}

// said is what a command left behind.
type said struct {
	code     int
	out, err string
}

// rounds runs one command line inside the test.
func rounds(t testing.TB, args ...string) said {
	t.Helper()
	return roundsIn(t.Context(), nil, args...)
}

// roundsIn runs one command line with a context and an environment of its own.
func roundsIn(ctx context.Context, env map[string]string, args ...string) said {
	var out, err buffer
	a := App{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &err, Getenv: func(name string) string { return env[name] }}
	code := a.Run(ctx, args)
	return said{code, out.String(), err.String()}
}

// buffer is a bytes.Buffer for several writers.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// child is the program as a process of its own.
type child struct {
	t        testing.TB
	cmd      *exec.Cmd
	out, err buffer
}

// start starts the program. A child that still lives at the end of the test is killed.
func start(t testing.TB, args ...string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{t: t, cmd: exec.Command(exe, args...)}
	c.cmd.Env = append(os.Environ(), asProgram+"=1")
	c.cmd.Stdout, c.cmd.Stderr = &c.out, &c.err
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if c.cmd.ProcessState == nil {
			_ = c.cmd.Process.Kill()
			_ = c.cmd.Wait()
		}
	})
	return c
}

func (c *child) signal(s syscall.Signal) {
	c.t.Helper()
	if err := c.cmd.Process.Signal(s); err != nil {
		c.t.Fatal(err)
	}
}

// wait returns when the child has ended. A child that a signal ended has code -1.
func (c *child) wait() said {
	c.t.Helper()
	var exit *exec.ExitError
	if err := c.cmd.Wait(); err != nil && !errors.As(err, &exit) {
		c.t.Fatal(err)
	}
	return said{c.cmd.ProcessState.ExitCode(), c.out.String(), c.err.String()}
}

// ask reads the tables of an engine folder as one of its accounts: a line a row, tabs between values.
func ask(t testing.TB, dir, account, sql string) []string {
	t.Helper()
	a := App{Stderr: os.Stderr, Getenv: func(string) string { return "" }}
	p, err := a.open(t.Context(), pipelines.WarehouseConfig{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := p.close(); err != nil {
			t.Error(err)
		}
	}()
	w, err := p.login(t.Context(), account)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close() //nolint:errcheck // a read
	r, err := w.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close() //nolint:errcheck // a read
	var lines []string
	for row, err := range r.Rows {
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Join(row, "\t"))
	}
	return lines
}

// saw checks what a command said: its exit code, and every text in what it wrote.
func (s said) saw(t testing.TB, code int, texts ...string) {
	t.Helper()
	missing := slices.DeleteFunc(texts, func(text string) bool { return strings.Contains(s.out+s.err, text) })
	if s.code != code || len(missing) > 0 {
		t.Errorf("exit code %d, want %d; not said: %q\n%s%s", s.code, code, missing, s.out, s.err)
	}
}
