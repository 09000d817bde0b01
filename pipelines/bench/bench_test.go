package bench

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/nightrounds/rounds/extract"
	nextvisitin "github.com/nightrounds/rounds/extract/nextvisit"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/pipelines"
	"github.com/nightrounds/rounds/pipelines/link"
	"github.com/nightrounds/rounds/schemas/tables"
	"github.com/nightrounds/rounds/transform"
	nextvisitout "github.com/nightrounds/rounds/transform/nextvisit"
)

func TestMain(m *testing.M) {
	if flat, err := strconv.ParseBool(os.Getenv(asVendor)); err == nil {
		if err := serveVendor(flat); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	pipelines.BoundMemory() // as the command does
	enginetest.Main(m)
}

const source, zone = "bench", "America/New_York"

// bench is one population of notes and everything between it and the engine.
type bench struct {
	source *nextvisitin.Source
	mapper transform.Mapper
	notes  uint64 // how many there are
	engine int    // its process
	open   func(b *testing.B) *clickhouse.Warehouse
}

// BenchmarkNotes loads every note. Its parts build on each other and run once each, in this order: -benchtime 1x.
func BenchmarkNotes(b *testing.B) {
	for _, set := range []struct {
		name string
		flat bool
	}{{"2KB", true}, {"realistic", false}} {
		b.Run(set.name, func(b *testing.B) {
			n := newBench(b, startVendor(b, set.flat))
			b.Run("decode-only", n.decode)
			b.Run("insert-only", n.insert)
			w := n.open(b)
			b.Run("first", func(b *testing.B) { n.night(b, w, tables.Books{Loaded: n.notes}) })
			b.Run("publish", func(b *testing.B) { n.publish(b, w) })
			b.Run("unchanged", func(b *testing.B) { n.night(b, w, tables.Books{Unchanged: n.notes}) })
		})
	}
}

func newBench(b *testing.B, v greeting) *bench {
	b.Helper()
	b.Logf("%d notes, %.2f KB each on the wire", v.Notes, float64(v.Bytes)/float64(v.Notes)/1e3)
	s, err := nextvisitin.New(nextvisitin.Config{Name: source, TeamID: int64(v.Team), Token: secret(b, v.Token),
		Settings: rest.Settings{BaseURL: v.URL, RatePerSecond: 50_000, Burst: 1000}})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(s.Close)
	e := enginetest.Start(b)
	return &bench{
		source: s,
		mapper: nextvisitout.Mappers(nextvisitout.Config{Source: source, Zone: zone})[extract.Note],
		notes:  v.Notes,
		engine: e.PID(),
		open: func(b *testing.B) *clickhouse.Warehouse {
			w, err := clickhouse.Open(b.Context(), clickhouse.Options{Addr: e.HTTPAddr(), User: "loader",
				Prefix:   fmt.Sprintf("b_%s_", uuid.NewString()[:8]),
				Password: func(context.Context) (string, error) { return e.Password("loader") }})
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = w.Close() })
			if err := w.Prepare(b.Context(), tables.All()); err != nil {
				b.Fatal(err)
			}
			return w
		},
	}
}

func secret(b *testing.B, text string) rest.Secret {
	b.Helper()
	path := filepath.Join(b.TempDir(), "token")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	s, err := rest.ParseSecret("file:" + path)
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// decode reads, splits, cuts and hashes every note, and lets go of it.
func (n *bench) decode(b *testing.B) {
	var records uint64
	measure(b, n.engine, func() {
		for page, err := range n.source.Pull(b.Context(), extract.Ask{Kind: extract.Note, Mode: extract.Sweep}) {
			if err != nil {
				b.Fatal(err)
			}
			records += uint64(len(page.Records))
		}
	}).report(b, records, 0)
	if records != n.notes {
		b.Fatalf("%d records", records)
	}
}

// night is one kind's whole night but for the publish: settle, read again, sweep, look for what is missing.
func (n *bench) night(b *testing.B, w *clickhouse.Warehouse, want tables.Books) {
	now, err := w.Now(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	location, err := time.LoadLocation(zone)
	if err != nil {
		b.Fatal(err)
	}
	p := &pipelines.Pipeline{Source: n.source, Vendor: "nextvisit", Kind: extract.Note, Mappers: map[extract.Kind]transform.Mapper{extract.Note: n.mapper}, Warehouse: w,
		Clock: pipelines.StartClock(now), Zone: location, RunID: uuid.NewString()}
	var sum tables.Books
	cost := measure(b, n.engine, func() {
		windows, err := p.Nightly(b.Context(), pipelines.Rhythm{})
		if err != nil {
			b.Fatal(err)
		}
		for _, w := range windows {
			sum = pipelines.Sum(sum, w.Books)
		}
	})
	if sum.Unchanged != want.Unchanged || sum.Loaded+sum.Skipped+sum.Quarantined != want.Loaded {
		b.Fatalf("books: %+v", sum)
	}
	cost.report(b, sum.Shown, sum.Emitted)
}

// publish builds the analysts' tables: nearly all of it is the engine's work.
func (n *bench) publish(b *testing.B, w *clickhouse.Warehouse) {
	measure(b, n.engine, func() {
		if _, err := w.Publish(b.Context(), uuid.NewString(), pipelines.Stages(w, link.Config{})...); err != nil {
			b.Fatal(err)
		}
	}).report(b, n.notes, 0)
}
