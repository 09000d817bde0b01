package pipelines_test

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/rs/zerolog"
	"golang.org/x/sys/unix"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/schemas/tables"
)

// shaky is a warehouse on a line that breaks at every eighth write; the first repetition finds it whole.
type shaky struct {
	store
	*toxiproxy.Proxy
	writes, breaks atomic.Int64
}

// toxics break a line: the answer is lost after the write took effect, the request is cut, the connection is reset, all is silent.
var toxics = []string{
	`{"type": "limit_data", "stream": "downstream", "attributes": {"bytes": 0}}`,
	`{"type": "limit_data", "stream": "upstream", "attributes": {"bytes": 900}}`,
	`{"type": "reset_peer", "stream": "downstream"}`,
	`{"type": "timeout", "stream": "upstream", "attributes": {"timeout": 20}}`,
}

func newShaky(t *testing.T, there store) *shaky {
	t.Helper()
	e := enginetest.Start(t)
	nobody := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	s := &shaky{store: there, Proxy: toxiproxy.NewProxy(nobody, "engine", "127.0.0.1:0", e.HTTPAddr())}
	if err := s.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	var err error
	s.Warehouse, err = clickhouse.Open(t.Context(), clickhouse.Options{Addr: s.Listen, User: "loader", Prefix: there.prefix,
		Password: func(context.Context) (string, error) { return e.Password("loader") },
		Log:      slog.New(slog.NewTextHandler(mender{s}, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// mender mends the line when the log tells that a request is repeated.
type mender struct{ *shaky }

func (m mender) Write(line []byte) (int, error) {
	m.breaks.Add(1)
	m.Toxics.ResetToxics(context.Background())
	return len(line), nil
}

func (s *shaky) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	if n := s.writes.Add(1); n%8 == 0 {
		_, err := s.Toxics.AddToxicJson(strings.NewReader(toxics[n/8%int64(len(toxics))]))
		if err != nil && !errors.Is(err, toxiproxy.ErrToxicAlreadyExists) {
			return err
		}
	}
	return s.Warehouse.Write(ctx, t, b)
}

// visitsAndNotes is a small clinic of which VSee and Nextvisit are read: kinds that ride along, and sweeps.
func visitsAndNotes(t *testing.T) *clinic {
	t.Helper()
	c := newClinic(t, sandbox.Options{Seed: 5, Patients: 5})
	c.text, _, _ = strings.Cut(c.text, "  - name: "+nextechSource)
	c.text = strings.Replace(c.text, "    vendor: vsee\n", "    vendor: vsee\n    kinds: [practitioner, patient, visit]\n", 1)
	var err error
	if c.config, err = pipelines.ParseConfig([]byte(c.text)); err != nil {
		t.Fatal(err)
	}
	return c
}

// What befalls a round on its way to the warehouse leaves, once a round has come through, what an undisturbed one leaves.
func TestARoundInSpiteOfItsWarehouse(t *testing.T) {
	t.Parallel()
	calm := visitsAndNotes(t)
	calm.night(1)
	want := calm.contents()
	for name, befalls := range map[string]func(t *testing.T, c *clinic){
		"S21 a line that breaks": overALineThatBreaks, "S25 another round beside it": besideAnother, "S26 a disk that fills up": onADiskThatFillsUp,
	} {
		t.Run(name, func(t *testing.T) {
			c := visitsAndNotes(t)
			befalls(t, c)
			if diff := differs(want, c.contents()); diff != "" {
				t.Errorf("the tables differ from an undisturbed round's in %s", diff)
			}
		})
	}
}

// overALineThatBreaks runs again where a round fails.
func overALineThatBreaks(t *testing.T, c *clinic) {
	if err := c.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	w := newShaky(t, c.store)
	n := pipelines.Night{Config: c.config, Warehouse: w, Log: slog.New(slog.DiscardHandler), Command: "test"}
	for tries := 1; ; tries++ {
		_, err := n.Run(t.Context())
		if err == nil {
			break
		}
		if tries == 10 {
			t.Fatal(err)
		}
	}
	if w.breaks.Load() < 5 {
		t.Errorf("the line broke %d times", w.breaks.Load())
	}
}

// leaseless is a warehouse on which nobody sees another's claim.
type leaseless struct{ store }

func (leaseless) Leases(context.Context, string) ([]tables.Lease, error) { return nil, nil }

// besideAnother has two machines do the same round at once that know nothing of each other.
func besideAnother(t *testing.T, c *clinic) {
	if err := c.Prepare(t.Context(), tables.All()); err != nil {
		t.Fatal(err)
	}
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			n := pipelines.Night{Config: c.config, Warehouse: leaseless{c.store}, Log: slog.New(slog.DiscardHandler), Command: "test", Unpublished: true}
			if _, err := n.Run(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	c.night(1)
}

// crammed is a warehouse whose disk is full from the first batch of a table on.
type crammed struct {
	store
	table string
	fill  func()
}

func (c *crammed) Write(ctx context.Context, t tables.Table, b arrow.Record) error {
	if t.Name == c.table {
		c.fill()
	}
	return c.Warehouse.Write(ctx, t, b)
}

// onADiskThatFillsUp sees the round fail and say how much is free, and makes room for the next.
func onADiskThatFillsUp(t *testing.T, c *clinic) {
	fill, empty, named := c.moveToTightDisk(t)
	w := &crammed{store: c.store, table: "encounter", fill: sync.OnceFunc(fill)}
	n := pipelines.Night{Config: c.config, Warehouse: w, Log: slog.New(slog.DiscardHandler), Command: "test"}
	_, err := n.Run(t.Context())
	if err == nil {
		t.Fatal("the round ended well on a full disk")
	}
	if full := (*clickhouse.FullError)(nil); named && (!errors.As(err, &full) || !strings.Contains(err.Error(), "MB free")) {
		t.Errorf("the round ended with %v", err)
	}
	empty()
	for c.Warehouse.Prepare(t.Context(), []tables.Table{tables.Runs.Table}) != nil { // an engine may have ended
	}
	c.night(1)
}

// moveToTightDisk gives the clinic an engine on a small disk of its own. Where mounting one is not allowed, fill keeps the
// engine's files from growing, which ends the engine, and nothing names the room that is left.
func (c *clinic) moveToTightDisk(t *testing.T) (fill, empty func(), named bool) {
	t.Helper()
	disk := t.TempDir()
	named = unix.Mount("tmpfs", disk, "tmpfs", 0, "size=256m") == nil
	if named {
		t.Cleanup(func() { _ = unix.Unmount(disk, unix.MNT_DETACH) })
	}
	e, err := engine.Open(t.Context(), engine.Options{Dir: filepath.Join(disk, "engine"), MaxMemory: 2 << 30})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.Close() })
	w, err := clickhouse.Open(t.Context(), clickhouse.Options{Addr: e.HTTPAddr(), User: "loader", Prefix: c.prefix, Retry: time.Millisecond,
		Password: func(context.Context) (string, error) { return e.Password("loader") }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	c.store = store{w, t, c.prefix, &sync.Once{}, &atomic.Bool{}}
	if !named {
		limit := unix.Rlimit{Cur: 16, Max: 16}
		return func() { _ = unix.Prlimit(e.PID(), unix.RLIMIT_FSIZE, &limit, nil) }, func() {}, false
	}
	ballast := filepath.Join(disk, "ballast")
	return func() { cram(t, disk, ballast) }, func() { _ = os.Remove(ballast) }, true
}

// cram fills a disk but for 8 MB.
func cram(t *testing.T, disk, ballast string) {
	var s unix.Statfs_t
	if err := unix.Statfs(disk, &s); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(ballast, make([]byte, int64(s.Bavail)*s.Bsize-8<<20), 0o600); err != nil {
		t.Error(err)
	}
}
