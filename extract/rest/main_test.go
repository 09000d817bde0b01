package rest

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// canary stands wherever a record's value, an id, a token or a query value stands. It must never come out in an error.
const canary = "ZZCANARY"

// vendor serves handle on loopback and gives a client for it.
func vendor(t *testing.T, s Settings, a *Auth, handle http.HandlerFunc) (*Client, *httptest.Server) {
	t.Helper()
	server := httptest.NewServer(handle)
	t.Cleanup(server.Close)
	s.BaseURL, s.RatePerSecond, s.Burst = server.URL+"/api", 1e6, 1000
	c, err := New(s, a, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, server
}

// answerJSON answers every request with the same body.
func answerJSON(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { writeJSON(w, body) }
}

func writeJSON(w http.ResponseWriter, body string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write([]byte(body))
}

func call() Call {
	return Call{Endpoint: "/notes/{id}", ID: canary, Query: url.Values{"q": {canary}}, Page: 7}
}

// noCanary fails when an error holds a value.
func noCanary(t *testing.T, err error) {
	t.Helper()
	if err != nil && strings.Contains(err.Error(), canary) {
		t.Errorf("the error shows a value: %v", err)
	}
}

// inMemory is a vendor inside a synctest bubble, where clocks are false and real sockets are not allowed.
func inMemory(t *testing.T, s Settings, handle http.HandlerFunc) *Client {
	t.Helper()
	l := &pipes{conns: make(chan net.Conn), done: make(chan struct{})}
	server := &http.Server{Handler: handle}
	go func() { _ = server.Serve(l) }()
	s.BaseURL = "http://localhost/api"
	if s.RatePerSecond == 0 {
		s.RatePerSecond, s.Burst = 1e6, 1000
	}
	c, err := New(s, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	c.pool.DialContext = l.dial
	t.Cleanup(func() {
		c.Close()
		_ = server.Close()
	})
	return c
}

// pipes is a listener whose connections are net.Pipes.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func (l *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	here, there := net.Pipe()
	select {
	case l.conns <- there:
		return here, nil
	case <-l.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-l.conns:
		return conn, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipes) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

// quiet swallows a test server's complaints about the faults we ask it for.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
