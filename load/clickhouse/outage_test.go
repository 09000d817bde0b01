package clickhouse_test

import (
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	toxiproxy "github.com/Shopify/toxiproxy/v2"
	"github.com/rs/zerolog"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

// line is a network between the loader and the engine.
type line struct {
	*toxiproxy.Proxy
	t *testing.T
}

func newLine(t *testing.T) line {
	t.Helper()
	nobody := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := toxiproxy.NewProxy(nobody, "engine", "127.0.0.1:0", server(t).HTTPAddr())
	if err := p.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return line{p, t}
}

// poison makes the line bad for every connection, old and new.
func (l line) poison(toxic string) {
	l.t.Helper()
	if _, err := l.Toxics.AddToxicJson(strings.NewReader(toxic)); err != nil {
		l.t.Fatal(err)
	}
}

// outages are the ways a line goes bad: S21.
var outages = map[string]func(line){
	"reset":                     func(l line) { l.poison(`{"type": "reset_peer", "stream": "downstream"}`) },
	"request cut":               func(l line) { l.poison(`{"type": "limit_data", "stream": "upstream", "attributes": {"bytes": 900}}`) },
	"answer lost after it took": func(l line) { l.poison(`{"type": "limit_data", "stream": "downstream", "attributes": {"bytes": 0}}`) },
	"answer cut":                func(l line) { l.poison(`{"type": "limit_data", "stream": "downstream", "attributes": {"bytes": 20}}`) },
	"silence":                   func(l line) { l.poison(`{"type": "timeout", "stream": "upstream", "attributes": {"timeout": 20}}`) },
	"down":                      func(l line) { l.Stop() },
}

// lined is a loader on a line, with a table to write to. While repeats is nil a request that fails is not repeated.
func lined(t *testing.T, l line, repeats func()) (*clickhouse.Warehouse, string) {
	t.Helper()
	o := options(t, "loader", newPrefix(t))
	prepare(t, open(t, o), []tables.Table{tables.RawRecords.Table})
	o.Addr, o.Retry = l.Listen, -1
	if repeats != nil {
		o.Retry, o.Log = time.Minute, slog.New(hook(func(slog.Record) { repeats() }))
	}
	return open(t, o), o.Prefix
}

// The batch in hand is written again until it is there, and is there once.
func TestAnOutageInTheMiddleOfABatch(t *testing.T) {
	b := sample(tables.RawRecords.Table, 4)
	defer b.Release()
	for name, strike := range outages {
		l := newLine(t)
		repeated := 0
		w, prefix := lined(t, l, func() {
			repeated++
			if name == "down" {
				if err := l.Start(); err != nil && !errors.Is(err, toxiproxy.ErrProxyAlreadyStarted) {
					t.Error(err)
				}
			}
			l.Toxics.ResetToxics(t.Context())
		})
		if err := w.Write(t.Context(), tables.RawRecords.Table, b.NewSlice(0, 1)); err != nil {
			t.Fatal(err)
		}
		strike(l)
		if err := w.Write(t.Context(), tables.RawRecords.Table, b); err != nil || repeated == 0 {
			t.Errorf("%s: repeated %d times: %v", name, repeated, err)
		}
		if _, err := w.ReadBack(t.Context(), tables.RawRecords.Table, b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		must(t, prefix, "OPTIMIZE TABLE {p}raw.records FINAL")
		got := read(t, prefix, tables.RawRecords.Table)
		equalRecords(t, name, b, got)
		got.Release()
	}
}

// An outage that stays is told as one, and tells nothing of the records.
func TestAnOutageThatStays(t *testing.T) {
	b := sample(tables.RawRecords.Table, 4)
	defer b.Release()
	for name, strike := range outages {
		l := newLine(t)
		w, _ := lined(t, l, nil)
		strike(l)
		err := w.Write(t.Context(), tables.RawRecords.Table, b)
		if !errors.Is(err, load.ErrUnavailable) || strings.Contains(err.Error(), "INSERT") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A slow line is no outage.
func TestASlowLine(t *testing.T) {
	l := newLine(t)
	w, _ := lined(t, l, nil)
	l.poison(`{"type": "latency", "stream": "downstream", "attributes": {"latency": 60, "jitter": 40}}`)
	l.poison(`{"type": "slicer", "stream": "upstream", "attributes": {"average_size": 400, "size_variation": 200, "delay": 10}}`)
	b := sample(tables.RawRecords.Table, 2)
	defer b.Release()
	if err := w.Write(t.Context(), tables.RawRecords.Table, b); err != nil {
		t.Fatal(err)
	}
	if _, err := w.ReadBack(t.Context(), tables.RawRecords.Table, b); err != nil {
		t.Error(err)
	}
}

// A server that takes no writes says so at once: nobody waits for half a minute.
func TestAReadOnlyServer(t *testing.T) {
	prepare(t, open(t, options(t, "loader", access)), []tables.Table{tables.RawRecords.Table})
	o := options(t, "frozen", access)
	o.Log = slog.New(hook(func(slog.Record) { t.Error("it is asked again") }))
	w := open(t, o)
	b := sample(tables.RawRecords.Table, 2)
	defer b.Release()
	err := w.Write(t.Context(), tables.RawRecords.Table, b)
	var server *clickhouse.ServerError
	if !errors.As(err, &server) || server.Code != 164 || !strings.Contains(err.Error(), "READONLY") {
		t.Errorf("got %v", err)
	}
}

// Two loaders write the same batch at the same time, as two machines might: S25.
func TestTwoLoadersWriteTheSame(t *testing.T) {
	w, prefix := prepared(t)
	b := sample(tables.RawRecords.Table, 3)
	defer b.Release()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			for range 5 {
				if err := w.Write(t.Context(), tables.RawRecords.Table, b); err != nil {
					t.Error(err)
				}
				if n, err := w.ReadBack(t.Context(), tables.RawRecords.Table, b); n != 3 || err != nil {
					t.Error(fmt.Errorf("%d rows: %w", n, err))
				}
			}
		})
	}
	both.Wait()
	must(t, prefix, "OPTIMIZE TABLE {p}raw.records FINAL")
	got := read(t, prefix, tables.RawRecords.Table)
	defer got.Release()
	equalRecords(t, "raw.records", b, got)
}
