package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/nightrounds/rounds/load"
)

func TestAnswersOnBothProtocols(t *testing.T) {
	e := open(t, Options{})
	secret, err := e.Password(Loader)
	if err != nil {
		t.Fatal(err)
	}
	var version, zone string
	row := native(t, e, "default", Loader, secret).QueryRow(t.Context(), "SELECT version(), serverTimezone()")
	if err := row.Scan(&version, &zone); err != nil {
		t.Fatal(err)
	}
	if version != e.Version() || !strings.HasSuffix(zone, "UTC") {
		t.Errorf("version %q in zone %q, want %q in UTC", version, zone, e.Version())
	}
	if got := must(t, e, "SELECT version()"); got != version {
		t.Errorf("HTTP says version %q, TCP %q", got, version)
	}
	if !e.Owned() || e.Err() != nil {
		t.Errorf("owned %v, error %v", e.Owned(), e.Err())
	}
}

func TestCleanStopLeavesNothing(t *testing.T) {
	o := Options{Dir: t.TempDir()}
	e := open(t, o)
	must(t, e, "CREATE TABLE default.kept (n UInt8) ENGINE = MergeTree ORDER BY n")
	must(t, e, "INSERT INTO default.kept VALUES (7)")
	pid := e.PID()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	if alive(pid) {
		t.Error("the engine's process outlives Close")
	}
	if _, err := os.Stat(filepath.Join(o.Dir, infoFile)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the description outlives Close: %v", err)
	}
	if err := e.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if again := open(t, o); must(t, again, "SELECT n FROM default.kept") != "7" {
		t.Error("the row is gone after a restart")
	}
}

func TestSecondOpenSharesTheEngine(t *testing.T) {
	o := Options{Dir: t.TempDir()}
	first := open(t, o)
	second := open(t, o)
	if second.Owned() || second.PID() != first.PID() || second.TCPAddr() != first.TCPAddr() {
		t.Fatalf("owned %v, pid %d and %d", second.Owned(), second.PID(), first.PID())
	}
	if got := must(t, second, "SELECT 1"); got != "1" {
		t.Errorf("answer %q", got)
	}
	if err := second.Close(); err != nil {
		t.Fatal(err)
	}
	must(t, first, "SELECT 1")
	third := open(t, o)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	<-third.Done()
	if !errors.Is(third.Err(), ErrOwnerGone) {
		t.Errorf("error %v, want ErrOwnerGone", third.Err())
	}
}

func TestManyOpenersOneOwner(t *testing.T) {
	dir := t.TempDir()
	engines := make([]*Engine, 6)
	errs := make([]error, len(engines))
	var wg sync.WaitGroup
	for i := range engines {
		wg.Go(func() { engines[i], errs[i] = Open(t.Context(), Options{Dir: dir}) })
	}
	wg.Wait()
	owners := 0
	for i, e := range engines {
		if errs[i] != nil {
			t.Fatal(errs[i])
		}
		if e.Owned() {
			owners++
			defer e.Close()
		} else if err := e.Close(); err != nil {
			t.Error(err)
		}
	}
	if owners != 1 {
		t.Errorf("%d owners", owners)
	}
}

func TestCancelledOpenLeavesNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := t.TempDir()
	if _, err := Open(ctx, Options{Dir: dir}); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v, want context.Canceled", err)
	}
	open(t, Options{Dir: dir})
}

func TestAccountsAreChecked(t *testing.T) {
	for _, name := range []string{"", "default", "a b", "../x", "Anna", strings.Repeat("a", 64)} {
		_, err := Open(t.Context(), Options{Dir: t.TempDir(), Accounts: []load.Account{{Name: name}}})
		if err == nil {
			t.Errorf("account %q is accepted", name)
		}
	}
}

func TestDescribeNamesFilesNotPasswords(t *testing.T) {
	e := open(t, Options{Accounts: []load.Account{analyst}})
	said := e.Describe()
	for _, want := range []string{e.HTTPAddr(), e.TCPAddr(), "jdbc:clickhouse://" + e.HTTPAddr() + "/analytics",
		PasswordFile(e.options.Dir, "analyst"), analyst.Doc, e.Version()} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q", want)
		}
	}
	for _, name := range []string{Loader, "analyst"} {
		if secret, err := e.Password(name); err != nil || len(secret) < 32 || strings.Contains(said, secret) {
			t.Errorf("the password of %s is short or shown (%v)", name, err)
		}
	}
	if _, err := e.Password("auditor"); err == nil {
		t.Error("there is a password for an account that does not exist")
	}
}

func TestFolderIsForItsOwnerOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "engine")
	e := open(t, Options{Dir: dir})
	must(t, e, "CREATE TABLE default.x (n UInt8) ENGINE = MergeTree ORDER BY n")
	must(t, e, "INSERT INTO default.x VALUES (1)")
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEngineInheritsNoSecretsAndDumpsNoCore(t *testing.T) {
	t.Setenv("VENDOR_TOKEN", "minted-for-this-test")
	e := open(t, Options{})
	environ, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", e.PID()))
	if err != nil || strings.Contains(string(environ), "minted-for-this-test") {
		t.Errorf("the engine's environment holds our secrets (%v)", err)
	}
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", e.PID()))
	if err != nil || !strings.Contains(strings.Join(strings.Fields(string(limits)), " "), "Max core file size 0 0") {
		t.Errorf("the engine may dump core (%v)", err)
	}
}
