package clickhouse_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/load/clickhouse"
	"github.com/nightrounds/rounds/schemas/tables"
)

func TestOpenSaysWhatIsWrong(t *testing.T) {
	good := options(t, "loader", "")
	with := func(change func(*clickhouse.Options)) clickhouse.Options {
		o := good
		change(&o)
		return o
	}
	notPEM := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(notPEM, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	wrong := func(context.Context) (string, error) { return "wrong-" + canary, nil }
	for name, c := range map[string]struct {
		o    clickhouse.Options
		kind error
		text string
	}{
		"wrong password": {with(func(o *clickhouse.Options) { o.Password = wrong }), load.ErrDenied, "check the user loader"},
		"unknown user":   {with(func(o *clickhouse.Options) { o.User = "nobody" }), load.ErrDenied, "check the user nobody"},
		"nobody listens": {with(func(o *clickhouse.Options) { o.Addr = closedPort(t) }), load.ErrUnavailable, "connection refused; check that ClickHouse listens"},
		"no TLS there":   {with(func(o *clickhouse.Options) { o.Secure = true }), nil, "open the warehouse: "},
		"not an address": {with(func(o *clickhouse.Options) { o.Addr = "server" }), nil, "host:port"},
		"far and plain":  {with(func(o *clickhouse.Options) { o.Addr = "192.0.2.1:8123" }), nil, "without TLS"},
		"bad prefix":     {with(func(o *clickhouse.Options) { o.Prefix = "x`; DROP" }), nil, "prefix"},
		"no password":    {with(func(o *clickhouse.Options) { o.Password = nil }), nil, "no password"},
		"no authority":   {with(func(o *clickhouse.Options) { o.Secure, o.CAFile = true, notPEM }), nil, "no certificate in"},
		"password file": {with(func(o *clickhouse.Options) {
			o.Password = func(context.Context) (string, error) { return "", os.ErrNotExist }
		}), os.ErrNotExist, "the password cannot be read"},
	} {
		w, err := clickhouse.Open(t.Context(), c.o)
		if err == nil {
			t.Errorf("%s: opened", name)
			_ = w.Close()
			continue
		}
		if c.kind != nil && !errors.Is(err, c.kind) || !strings.Contains(err.Error(), c.text) {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(err.Error(), canary) || strings.Contains(err.Error(), "client_protocol") {
			t.Errorf("%s tells too much: %v", name, err)
		}
	}
}

func closedPort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestTLSNeedsATrustedAuthority(t *testing.T) {
	s := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("a request was made") }))
	s.Config.ErrorLog = quiet
	defer s.Close()
	o := options(t, "loader", "")
	o.Addr, o.Secure = s.Listener.Addr().String(), true
	_, err := clickhouse.Open(t.Context(), o)
	if !errors.Is(err, load.ErrUnavailable) || !strings.Contains(err.Error(), "unknown authority") {
		t.Errorf("got %v", err)
	}
}

func TestThePasswordStaysWithTheHost(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the other host was asked") }))
	defer other.Close()
	s := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer s.Close()
	o := options(t, "loader", "")
	o.Addr = s.Listener.Addr().String()
	_, err := clickhouse.Open(t.Context(), o)
	if err == nil || !strings.Contains(err.Error(), "redirects to another host") || strings.Contains(err.Error(), "client_protocol") {
		t.Errorf("got %v", err)
	}
}

func TestARotatedPasswordIsReadAgain(t *testing.T) {
	e := server(t)
	right, err := e.Password("loader")
	if err != nil {
		t.Fatal(err)
	}
	valid, kept, asked := "first", "first", 0
	p := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: e.HTTPAddr()})
		if r.In.Header.Get("X-Clickhouse-Key") == valid {
			r.Out.Header.Set("X-Clickhouse-Key", right)
		}
	}}
	s := httptest.NewServer(p)
	defer s.Close()
	o := options(t, "loader", "")
	o.Addr = s.Listener.Addr().String()
	o.Password = func(context.Context) (string, error) { asked++; return kept, nil }
	w := open(t, o)
	ask := func() error { _, err := w.Now(t.Context()); return err }

	if err := ask(); err != nil || asked != 1 {
		t.Fatalf("asked %d times for the password: %v", asked, err)
	}
	valid = "second"
	if err := ask(); !errors.Is(err, load.ErrDenied) {
		t.Errorf("the file still holds the old password: %v", err)
	}
	kept = "second"
	if err := ask(); err != nil {
		t.Errorf("the file holds the new password: %v", err)
	}
	valid, kept = "third", "third"
	if err := ask(); err != nil {
		t.Errorf("both changed between two requests: %v", err)
	}
}

func TestServerGone(t *testing.T) {
	gone := make(chan struct{})
	o := options(t, "loader", newPrefix(t))
	o.Retry = -1
	o.Addr = cutting(t, func(string) fault {
		select {
		case <-gone:
			return unheard
		default:
			return none
		}
	})
	w := open(t, o)
	prepare(t, w, withState(shelves...))
	close(gone)
	b := sample(tables.Seens.Table, 3)
	defer b.Release()
	for name, request := range map[string]func() error{
		"write":     func() error { return w.Write(t.Context(), tables.Seens.Table, b) },
		"read back": func() error { _, err := w.ReadBack(t.Context(), tables.Seens.Table, b); return err },
		"known":     func() error { _, err := w.Known(t.Context(), canary, canary, []string{canary}); return err },
		"listed": func() error {
			_, err := w.Listed(t.Context(), canary, []tables.Emitted{{Type: canary, ID: canary}}, load.Records{Kind: canary, IDs: []string{canary}})
			return err
		},
		"ids":     func() error { return last(w.IDs(t.Context(), canary, canary, load.Selection{Live: true})) },
		"publish": func() error { _, err := w.Publish(t.Context(), "r", clickhouse.Stage{Tables: shelves}); return err },
		"query":   func() error { _, err := w.Query(t.Context(), "SELECT '"+canary+"'"); return err },
	} {
		err := request()
		if !errors.Is(err, load.ErrUnavailable) || strings.Contains(err.Error(), canary) || strings.Contains(err.Error(), "param") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func last[T any](s func(func(T, error) bool)) (err error) {
	for _, e := range s {
		err = e
	}
	return err
}

func TestAWriteThatBreaksIsRepeated(t *testing.T) {
	for name, f := range map[string]fault{"cut halfway": halfway, "answer lost": unheard, "proxy is busy": busy} {
		choose, seen := once("INSERT", 1, f)
		o := options(t, "loader", newPrefix(t))
		o.Addr = cutting(t, choose)
		w := open(t, o)
		prepare(t, w, []tables.Table{tables.RawRecords.Table})
		b := sample(tables.RawRecords.Table, 4)
		defer b.Release()
		if err := w.Write(t.Context(), tables.RawRecords.Table, b); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if seen.Load() != 2 {
			t.Errorf("%s: %d inserts", name, seen.Load())
		}
		if _, err := w.ReadBack(t.Context(), tables.RawRecords.Table, b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		must(t, o.Prefix, "OPTIMIZE TABLE {p}raw.records FINAL")
		got := read(t, o.Prefix, tables.RawRecords.Table)
		defer got.Release()
		equalRecords(t, name, b, got)
	}
}

func TestAWriteThatIsCutLeavesNothing(t *testing.T) {
	choose, _ := once("INSERT", 1, halfway)
	o := options(t, "loader", newPrefix(t))
	o.Addr, o.Retry = cutting(t, choose), -1
	w := open(t, o)
	prepare(t, w, []tables.Table{tables.RawRecords.Table})
	b := sample(tables.RawRecords.Table, 4)
	defer b.Release()
	if err := w.Write(t.Context(), tables.RawRecords.Table, b); !errors.Is(err, load.ErrUnavailable) {
		t.Fatalf("got %v", err)
	}
	if present, err := w.ReadBack(t.Context(), tables.RawRecords.Table, b); present != 0 || err == nil {
		t.Errorf("%d rows, %v", present, err)
	}
}

func TestCancelIsNotRetried(t *testing.T) {
	w, _ := prepared(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Known(ctx, source, kind, []string{"a"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// An engine waits for connections when it ends, so none may stay behind.
func TestCloseClosesTheConnections(t *testing.T) {
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: server(t).HTTPAddr()})
	s := httptest.NewUnstartedServer(proxy)
	var came, went atomic.Int64
	s.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		switch state {
		case http.StateNew:
			came.Add(1)
		case http.StateClosed:
			went.Add(1)
		}
	}
	s.Start()
	defer s.Close()
	o := options(t, "loader", "")
	o.Addr = s.Listener.Addr().String()
	w := open(t, o)
	if _, err := w.Now(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for came.Load() == 0 || went.Load() < came.Load() {
		time.Sleep(time.Millisecond) // in vain it is ended by the test binary's own time limit
	}
}
