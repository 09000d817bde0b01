package clickhouse_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/schemas/tables"
)

// S26: the disk of the warehouse is full. The write fails and says how much is free, no table is made by halves, and when there is
// room again everything is as if nothing had been.
func TestAFullDiskIsNamedAndLeavesNothingBroken(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("tmpfs", disk, "tmpfs", 0, "size=160m"); err != nil {
		t.Logf("mounting is not allowed here (%v): files are kept from growing instead", err)
		disk = ""
	} else {
		defer unix.Unmount(disk, unix.MNT_DETACH) //nolint:errcheck // of the test alone
	}
	w, e := engineIn(t, filepath.Join(disk, "engine"), disk == "")
	prepare(t, w, withState())
	before, after := sample(tables.RawRecords.Table, 2), sample(tables.RawRecords.Table, 4)
	defer before.Release()
	defer after.Release()
	if err := w.Write(t.Context(), tables.RawRecords.Table, before); err != nil {
		t.Fatal(err)
	}
	write := func() error { return w.Write(t.Context(), tables.RawRecords.Table, after) }
	if disk == "" {
		limited(t, e.PID(), 16) // the engine ends where a file may not grow, and is started again
		if err := write(); err == nil {
			t.Error("the write ended well")
		}
		for w.Prepare(t.Context(), withState()) != nil {
		}
	} else {
		empty := filled(t, disk, 20<<20)
		var full *clickhouse.FullError
		for doing, err := range map[string]error{
			"write raw.records": write(), "prepare the tables": w.Prepare(t.Context(), []tables.Table{tables.Runs.Table}),
		} {
			if !errors.As(err, &full) || !strings.HasPrefix(err.Error(), doing) || !regexp.MustCompile(` (19|20) MB free$`).MatchString(err.Error()) {
				t.Errorf("%s ended with %v", doing, err)
			}
		}
		empty()
	}
	prepare(t, w, []tables.Table{tables.Runs.Table})
	if err := write(); err != nil {
		t.Fatal(err)
	}
	if n, err := w.ReadBack(t.Context(), tables.RawRecords.Table, after); n != 4 || err != nil {
		t.Errorf("read back %d rows: %v", n, err)
	}
}

// engineIn is an engine of the test's own in a folder, and the loader on it, who retries nothing.
func engineIn(t *testing.T, dir string, anywhere bool) (*clickhouse.Warehouse, *engine.Engine) {
	t.Helper()
	if anywhere {
		dir = t.TempDir()
	}
	e, err := engine.Open(t.Context(), engine.Options{Dir: dir, MaxMemory: 1 << 30})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	return open(t, clickhouse.Options{Addr: e.HTTPAddr(), User: "loader", Retry: -1,
		Password: func(context.Context) (string, error) { return e.Password("loader") }}), e
}

// filled fills a disk but for so many bytes and returns what empties it again.
func filled(t *testing.T, disk string, but int64) (empty func()) {
	t.Helper()
	path := filepath.Join(disk, "ballast")
	var s unix.Statfs_t
	if err := unix.Statfs(disk, &s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, make([]byte, int64(s.Bavail)*s.Bsize-but), 0o600); err != nil {
		t.Fatal(err)
	}
	return func() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

// limited keeps the files of a process from growing beyond so many bytes.
func limited(t *testing.T, pid int, bytes uint64) {
	t.Helper()
	if err := unix.Prlimit(pid, unix.RLIMIT_FSIZE, &unix.Rlimit{Cur: bytes, Max: bytes}, nil); err != nil {
		t.Fatal(err)
	}
}
