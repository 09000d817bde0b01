// Package enginetest gives tests the real embedded engine: one per test binary, in a temporary folder.
//
// It replaces nothing by a fake: where the engine library is missing, the test fails and says how to fetch it.
package enginetest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"sync"
	"testing"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/engine"
)

// shared is the engine of this test binary.
var shared struct {
	once sync.Once
	dir  string
	e    *engine.Engine
	err  error
}

// Main is the whole TestMain of a package that uses Start: it becomes the engine when it was started as one; otherwise it
// runs the tests, ends the engine and removes its folder. checks run after that and only when the tests passed; one that
// returns an error, such as goleak.Find, fails the run.
func Main(m *testing.M, checks ...func() error) {
	engine.RunIfChild()
	code := m.Run()
	if err := stop(); err != nil {
		fmt.Fprintln(os.Stderr, "end the test engine:", err)
		code = max(code, 1)
	}
	for _, check := range checks {
		if code != 0 {
			break
		}
		if err := check(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// Start returns the engine of this test binary, starting it at the first call. The accounts of the first call count;
// the loader is always there. Tests share the data: each uses a database of its own.
func Start(t testing.TB, accounts ...load.Account) *engine.Engine {
	t.Helper()
	shared.once.Do(func() { start(accounts) })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.e
}

// Dir is the folder of the engine that Start returned, for programs that attach to it.
func Dir() string { return shared.dir }

func start(accounts []load.Account) {
	if shared.dir, shared.err = os.MkdirTemp("", "rounds-engine-"); shared.err != nil {
		return
	}
	shared.e, shared.err = engine.Open(context.Background(), engine.Options{Dir: shared.dir, Accounts: accounts, MaxMemory: 2 << 30})
}

func stop() error {
	http.DefaultClient.CloseIdleConnections() // the engine would wait for them
	var err error
	if shared.e != nil {
		err = shared.e.Close()
	}
	if shared.dir != "" {
		err = errors.Join(err, os.RemoveAll(shared.dir))
	}
	return err
}
