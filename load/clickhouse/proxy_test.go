package clickhouse_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
)

// fault says what happens to a request on its way to the engine.
type fault int

const (
	none    fault = iota
	halfway       // the connection is cut after the first bytes of the request
	unheard       // the engine does all, and the connection is cut instead of an answer
	busy          // a 503 of something between
	lost          // the connection is cut before the engine hears of the request
)

var quiet = log.New(io.Discard, "", 0)

var errCut = errors.New("cut")

// cutting is a line to the engine that breaks where a test says: choose sees each statement.
func cutting(t *testing.T, choose func(sql string) fault) (addr string) {
	p := &httputil.ReverseProxy{ErrorLog: quiet}
	p.Rewrite = func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: server(t).HTTPAddr()})
		if f, _ := r.In.Context().Value(faultKey{}).(fault); f == halfway {
			r.Out.Body = &shortened{r.Out.Body, 700}
		}
	}
	p.ModifyResponse = func(resp *http.Response) error {
		if f, _ := resp.Request.Context().Value(faultKey{}).(fault); f == unheard {
			return errCut
		}
		return nil
	}
	p.ErrorHandler = func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) }
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f := choose(statement(r))
		switch f {
		case busy:
			http.Error(w, canary, http.StatusServiceUnavailable)
			return
		case lost:
			panic(http.ErrAbortHandler)
		}
		p.ServeHTTP(w, r.WithContext(withFault(r.Context(), f)))
	}))
	s.Config.ErrorLog = quiet
	s.Start()
	t.Cleanup(s.Close)
	return s.Listener.Addr().String()
}

// statement is the request's SQL: an insert has it in the address and rows in the body.
func statement(r *http.Request) string {
	if q := r.URL.Query().Get("query"); q != "" {
		return q
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return ""
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return string(body)
}

// shortened is a body that breaks off.
type shortened struct {
	io.ReadCloser
	left int
}

func (s *shortened) Read(p []byte) (int, error) {
	if s.left <= 0 {
		return 0, errCut
	}
	n, err := s.ReadCloser.Read(p[:min(len(p), s.left)])
	s.left -= n
	return n, err
}

// once makes a choice that strikes the n-th statement that begins with prefix.
func once(prefix string, n int64, f fault) (choose func(string) fault, struck *atomic.Int64) {
	var seen atomic.Int64
	return func(sql string) fault {
		if strings.HasPrefix(sql, prefix) && seen.Add(1) == n {
			return f
		}
		return none
	}, &seen
}

type faultKey struct{}

func withFault(ctx context.Context, f fault) context.Context {
	return context.WithValue(ctx, faultKey{}, f)
}
