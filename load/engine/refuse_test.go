package engine

import (
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/flock"
)

func TestLibraryMissing(t *testing.T) {
	t.Setenv(LibraryEnv, filepath.Join(t.TempDir(), "libchdb.so"))
	_, err := Open(t.Context(), Options{Dir: t.TempDir()})
	var missing *LibraryError
	if !errors.As(err, &missing) || len(missing.Looked) != 1 {
		t.Fatalf("error %v, want a LibraryError", err)
	}
	for _, want := range []string{"make engine", "npm ci", LibraryEnv} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}

func TestLibraryWrong(t *testing.T) {
	garbage := filepath.Join(t.TempDir(), "libchdb.so")
	if err := os.WriteFile(garbage, []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{garbage: "invalid ELF header", glibcLoader: "has no function chdb_"} {
		_, err := Open(t.Context(), Options{Dir: t.TempDir(), Library: path})
		var wrong *LibraryError
		if !errors.As(err, &wrong) || !strings.Contains(wrong.Reason, want) && !strings.Contains(wrong.Reason, "file too short") {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

func TestPlatform(t *testing.T) {
	for _, c := range []struct{ goos, goarch, loader, want string }{
		{"linux", "amd64", glibcLoader, ""},
		{"linux", "arm64", glibcLoader, "linux/arm64"},
		{"darwin", "arm64", glibcLoader, "darwin/arm64"},
		{"linux", "amd64", "/nowhere/ld.so", "linux/amd64 without glibc"},
	} {
		err := checkPlatform(c.goos, c.goarch, c.loader)
		var unfit *PlatformError
		if c.want == "" && err == nil {
			continue
		}
		if !errors.As(err, &unfit) || unfit.Platform != c.want || !strings.Contains(err.Error(), "ROUNDS_CLICKHOUSE") {
			t.Errorf("%v: error %v", c, err)
		}
	}
}

func TestPortTaken(t *testing.T) {
	l, err := net.Listen("tcp", address(0))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for _, o := range []Options{{HTTPPort: portOf(l)}, {TCPPort: portOf(l)}} {
		o.Dir = t.TempDir()
		_, err := Open(t.Context(), o)
		var taken *PortError
		if !errors.As(err, &taken) || taken.Port != portOf(l) || (taken.Protocol == "HTTP") != (o.HTTPPort != 0) {
			t.Errorf("error %v, want port %d", err, portOf(l))
		}
	}
}

// TestPortTakenMeanwhile lets the engine itself find a port taken, as when another program is quicker than it.
func TestPortTakenMeanwhile(t *testing.T) {
	squatter := httptest.NewServer(http.NotFoundHandler())
	defer squatter.Close()
	taken := portOf(squatter.Listener)
	for protocol, at := range map[string]func(free int) ports{
		"HTTP": func(free int) ports { return ports{http: taken, tcp: free} },
		"TCP":  func(free int) ports { return ports{http: free, tcp: taken} },
	} {
		free := unused(t)
		port := startAt(t, at(free))
		for port.Port == free { // another test was quicker
			free = unused(t)
			port = startAt(t, at(free))
		}
		if port.Port != taken || port.Protocol != protocol {
			t.Errorf("error %v, want %s port %d", port, protocol, taken)
		}
	}
}

// unused is a port that nobody listens at.
func unused(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", address(0))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return portOf(l)
}

// startAt starts an engine at ports of which one is taken.
func startAt(t *testing.T, at ports) (port *PortError) {
	t.Helper()
	o, err := Options{Dir: t.TempDir()}.withDefaults()
	if err != nil {
		t.Fatal(err)
	}
	if err := prepare(o); err != nil {
		t.Fatal(err)
	}
	library, err := findLibrary("")
	if err != nil {
		t.Fatal(err)
	}
	e := &Engine{options: o, library: library, ports: at}
	if _, err := e.start(t.Context()); !errors.As(err, &port) {
		t.Fatalf("error %v, want that of a port", err)
	}
	return port
}

func TestHeldFolderNamesTheHolder(t *testing.T) {
	dir := t.TempDir()
	lock := flock.New(filepath.Join(dir, ownerLock))
	if held, err := lock.TryLock(); !held {
		t.Fatal(err)
	}
	defer lock.Unlock()
	o := Options{Dir: dir, AttachTimeout: 3 * poll}
	held := &HeldError{}
	if _, err := Open(t.Context(), o); !errors.As(err, &held) || held.PID != 0 || !strings.Contains(err.Error(), "fuser") {
		t.Errorf("error %v, want a holder without a name", err)
	}
	since := time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)
	hung := info{HTTP: address(1), TCP: address(1), Owner: owner{PID: os.Getpid(), Command: "rounds serve", Since: since}}
	if err := hung.write(dir); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), o)
	if !errors.As(err, &held) || held.PID != os.Getpid() || !held.Since.Equal(since) {
		t.Fatalf("error %v, want this process as the holder", err)
	}
	for _, want := range []string{"rounds serve", "2026-03-01T02:00:00Z", "kill "} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
}

// TestStaleDescription opens a folder whose last owner was killed along with its engine.
func TestStaleDescription(t *testing.T) {
	dir := t.TempDir()
	if err := (info{PID: 1 << 30, HTTP: address(1), Owner: owner{PID: 1 << 30, Command: "rounds run"}}).write(dir); err != nil {
		t.Fatal(err)
	}
	if e := open(t, Options{Dir: dir}); !e.Owned() {
		t.Error("it attached to an engine that is gone")
	}
}

// TestLeftoverEngine opens a folder whose owner is gone and whose engine does not end.
func TestLeftoverEngine(t *testing.T) {
	dir := t.TempDir()
	leftover := flock.New(filepath.Join(dir, engineLock))
	if held, err := leftover.TryLock(); !held {
		t.Fatal(err)
	}
	if err := (info{PID: 4711, Owner: owner{Command: "rounds run"}}).write(dir); err != nil {
		t.Fatal(err)
	}
	o := Options{Dir: dir, AttachTimeout: 3 * poll}
	held := &HeldError{}
	if _, err := Open(t.Context(), o); !errors.As(err, &held) || held.PID != 4711 {
		t.Errorf("error %v, want the leftover engine named", err)
	}
	if err := leftover.Unlock(); err != nil {
		t.Fatal(err)
	}
	open(t, Options{Dir: dir})
}

// TestChildDoesNotOpen keeps a program that forgets RunIfChild from starting itself again and again.
func TestChildDoesNotOpen(t *testing.T) {
	t.Setenv(childEnv, "libchdb.so")
	if _, err := Open(t.Context(), Options{Dir: t.TempDir()}); err == nil || !strings.Contains(err.Error(), "RunIfChild") {
		t.Errorf("error %v", err)
	}
}

func TestCommandNameHidesArguments(t *testing.T) {
	for want, args := range map[string][]string{
		"rounds serve": {"/opt/bin/rounds", "serve", "--config", "x"},
		"rounds sql":   {"rounds", "sql", "SELECT 'Canary'"},
		"rounds":       {"rounds", "SELECT 'Canary'"},
		"app":          {"app"},
	} {
		if got := commandName(args); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
