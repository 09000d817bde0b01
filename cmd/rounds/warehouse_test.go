package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"

	"github.com/nightrounds/rounds/load/engine"
)

// ask1 is the shortest statement; warehouse errors come before it is sent.
const ask1 = "SELECT 1"

func TestWrongPassword(t *testing.T) {
	dir := sharedDir(t)
	path := filepath.Join(t.TempDir(), "password")
	keep(t, path, "minted-and-wrong")
	var addr string
	for _, row := range ask(t, dir, "loader", "SELECT concat('127.0.0.1:', getServerPort('http_port')::String)") {
		addr = row
	}
	config := filepath.Join(t.TempDir(), "rounds.yaml")
	keep(t, config, fmt.Sprintf("warehouse:\n  server: {addr: %q, user: loader, password: %q}\nsources: []\n", addr, "file:"+path))
	rounds(t, "sql", "--config", config, ask1).saw(t, 5, "E0503", "AUTHENTICATION_FAILED", "kept: nothing", "do:   check warehouse.server")
	env := map[string]string{"ROUNDS_CLICKHOUSE": "http://loader@" + addr, "ROUNDS_CLICKHOUSE_PASSWORD": "file:" + path}
	roundsIn(t.Context(), env, "sql", ask1).saw(t, 5, "E0503")
	env["ROUNDS_CLICKHOUSE_PASSWORD"] = "file:" + engine.PasswordFile(dir, "loader")
	roundsIn(t.Context(), env, "sql", ask1).saw(t, 0, "1 row\n")
}

func TestServerDown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "password")
	keep(t, path, "minted")
	env := map[string]string{"ROUNDS_CLICKHOUSE": "http://loader@127.0.0.1:1", "ROUNDS_CLICKHOUSE_PASSWORD": "file:" + path}
	roundsIn(t.Context(), env, "sql", ask1).saw(t, 5, "E0505", "the warehouse does not answer", "do:   see that the server answers")
}

func TestServerIsNamedBadly(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"password in the address": {"ROUNDS_CLICKHOUSE": "https://u:ZZSECRET@h:1", "ROUNDS_CLICKHOUSE_PASSWORD": "env:P"},
		"literal password":        {"ROUNDS_CLICKHOUSE": "https://u@h:1", "ROUNDS_CLICKHOUSE_PASSWORD": "ZZSECRET"},
		"another protocol":        {"ROUNDS_CLICKHOUSE": "clickhouse://u@ZZSECRET:9000", "ROUNDS_CLICKHOUSE_PASSWORD": "env:P"},
	} {
		t.Run(name, func(t *testing.T) {
			got := roundsIn(t.Context(), env, "sql", ask1)
			got.saw(t, 2, "E0201", "ROUNDS_CLICKHOUSE")
			got.lacks(t, "ZZSECRET")
		})
	}
}

func TestLibraryMissing(t *testing.T) {
	t.Setenv(engine.LibraryEnv, "/nowhere/libchdb.so")
	dir := t.TempDir()
	rounds(t, "sql", "--dir", dir, ask1).saw(t, 5, "E0500", "/nowhere/libchdb.so", "do:   make engine", "kept: nothing")
	fake := filepath.Join(dir, "libchdb.so")
	keep(t, fake, "no library")
	t.Setenv(engine.LibraryEnv, fake)
	rounds(t, "sql", "--dir", dir, ask1).saw(t, 5, "E0500", "cannot be used")
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // of the test alone
	port := fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
	for name, args := range map[string][]string{
		"engine http": {"engine", "--dir", t.TempDir(), "--http-port", port},
		"engine tcp":  {"engine", "--dir", t.TempDir(), "--tcp-port", port},
		"sandbox":     {"sandbox", "--vsee-port", port},
	} {
		t.Run(name, func(t *testing.T) {
			if args[0] == "sandbox" {
				t.Chdir(t.TempDir()) // it keeps its first night below the working directory
			}
			rounds(t, args...).saw(t, 5, "E0502", port, "do:   free the port", "kept: nothing")
		})
	}
}

// TestFolderHeld has a process that holds the folder and never brings its engine up.
func TestFolderHeld(t *testing.T) {
	dir := t.TempDir()
	lock := flock.New(filepath.Join(dir, "lock"))
	if held, err := lock.TryLock(); err != nil || !held {
		t.Fatal(held, err)
	}
	defer lock.Unlock() //nolint:errcheck // of the test alone
	keep(t, filepath.Join(dir, "engine.json"),
		fmt.Sprintf(`{"http":"127.0.0.1:1","tcp":"127.0.0.1:1","owner":{"pid":%d,"command":"rounds serve","since":"2026-11-02T06:00:00Z"}}`, os.Getpid()))
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond) // in place of 20 seconds
	defer cancel()
	roundsIn(ctx, nil, "sql", "--dir", dir, ask1).saw(t, 7, "E0700", "rounds serve", fmt.Sprintf("process %d", os.Getpid()),
		"2026-11-02T06:00:00Z", "do:   wait", "kept: nothing")
}

func TestAnotherRunIsAtWork(t *testing.T) {
	c := small(t, sharedDir(t))
	lock := flock.New(filepath.Join(c.dir, "run.lock"))
	if held, err := lock.TryLock(); err != nil || !held {
		t.Fatal(held, err)
	}
	defer lock.Unlock() //nolint:errcheck // of the test alone
	c.run().saw(t, 7, "E0701", "another run", "do:   wait", "kept: nothing")
	if asked := c.Requests(); len(asked) > 0 {
		t.Error("a vendor was asked all the same:", asked)
	}
}

// lacks checks that a text is nowhere in what a command wrote.
func (s said) lacks(t testing.TB, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if at := strings.Index(s.out+s.err, text); at >= 0 {
			t.Errorf("%q is shown", text)
		}
	}
}
