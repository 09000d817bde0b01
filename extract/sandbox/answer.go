package sandbox

import (
	"bytes"
	"compress/gzip"
	"maps"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// answer is what a route says; the wire comes after it, and faults between the two.
type answer struct {
	status   int
	body     []byte
	page     bool // HTML instead of JSON
	location string
	header   http.Header // more headers; nil: none
	sheet    *sheet      // that body lies on, if it may be used again once body is written
}

// call is one request on its way through a route.
type call struct {
	*http.Request
	truth Truth
	hits  hits
	only  string // the one patient whom the token may see; empty: everybody
}

// vendor is what the two APIs do not share.
type vendor struct {
	name    string
	errBody func(status int) []byte
}

// underPrefix serves the same routes with and without a path prefix.
func underPrefix(prefix string, h http.Handler) http.Handler {
	stripped := http.StripPrefix(prefix, h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, prefix+"/") {
			stripped.ServeHTTP(w, r)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// handle wraps a route in what every request goes through: the journal, GET only, latency, faults.
func (s *Sandbox) handle(v vendor, route func(*call) answer) http.Handler {
	return s.handleOnly(http.MethodGet, v, route)
}

// handlePost is handle for the routes that give out tokens: a POST is the one way to ask them.
func (s *Sandbox) handlePost(v vendor, route func(*call) answer) http.Handler {
	return s.handleOnly(http.MethodPost, v, route)
}

func (s *Sandbox) handleOnly(method string, v vendor, route func(*call) answer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.journal.note(v.name, r.Method, r.Pattern)
		if r.Method != method {
			write(w, answer{status: http.StatusMethodNotAllowed, body: v.errBody(http.StatusMethodNotAllowed)})
			return
		}
		h := s.faults.draw(r.Pattern, orDefault(r.PathValue("id"), r.PathValue("code")))
		slow, _ := h.find(Slow)
		if !pause(r, s.opts.Latency+slow.Wait) {
			return
		}
		if s.breakOff(w, r, v, h) {
			return
		}
		a := route(&call{Request: r, truth: s.truth.Load(), hits: h})
		if status, bad := h.poisoned(a.body); bad {
			a.status, a.body = status, v.errBody(status)
		}
		if h.has(NewFields) && !a.page {
			a.body = grown(a.body)
		}
		s.finish(w, h, a)
		if a.sheet != nil {
			sheets.Put(a.sheet)
		}
	})
}

// pause waits, or gives up with the client.
func pause(r *http.Request, d time.Duration) bool {
	if d == 0 {
		return true
	}
	select {
	case <-time.After(d):
		return true
	case <-r.Context().Done():
		return false
	}
}

// breakOff answers in place of the route where a fault says so.
func (s *Sandbox) breakOff(w http.ResponseWriter, r *http.Request, v vendor, h hits) bool {
	for _, f := range h {
		switch f.Effect {
		case Status:
			if f.RetryAfter != "" {
				w.Header().Set("Retry-After", f.RetryAfter)
			}
			write(w, answer{status: f.Status, body: v.errBody(f.Status)})
		case SoftError:
			write(w, answer{status: http.StatusOK, body: v.errBody(f.Status)})
		case NullData:
			write(w, answer{status: http.StatusOK, body: []byte(`{"data":null}`)})
		case HTML:
			write(w, answer{status: http.StatusOK, page: true, body: []byte("<!doctype html><title>Maintenance</title>")})
		case Redirect:
			write(w, answer{status: http.StatusFound, location: f.Target + r.RequestURI})
		case Reset:
			reset(w)
		case GzipBomb:
			bomb(w, f.Bytes)
		default:
			continue
		}
		return true
	}
	return false
}

// finish writes the route's answer, unless a fault cuts or prolongs it.
func (s *Sandbox) finish(w http.ResponseWriter, h hits, a answer) {
	switch {
	case h.has(TrailingData):
		a.body = append(a.body, "{}"...)
	case h.has(Truncate):
		// The server breaks a connection whose answer is shorter than announced.
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
		a.body = a.body[:len(a.body)/2]
	}
	write(w, a)
}

func write(w http.ResponseWriter, a answer) {
	kind := "application/json"
	if a.page {
		kind = "text/html; charset=utf-8"
	}
	maps.Copy(w.Header(), a.header)
	w.Header().Set("Content-Type", kind)
	if a.location != "" {
		w.Header().Set("Location", a.location)
	}
	w.WriteHeader(a.status)
	// A client that has gone away is none of the sandbox's business.
	_, _ = w.Write(a.body)
}

// reset breaks the connection so that the client sees a reset, not an end.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

const bombPart = 16 << 20

// bomb repeats one compressed part: gzip readers take parts in a row for one text.
func bomb(w http.ResponseWriter, size int64) {
	var part bytes.Buffer
	z := gzip.NewWriter(&part)
	_, _ = z.Write(bytes.Repeat([]byte{' '}, bombPart))
	_ = z.Close()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(http.StatusOK)
	for sent := int64(0); sent < orDefault(size, 10<<30); sent += bombPart {
		if _, err := w.Write(part.Bytes()); err != nil {
			return
		}
	}
}
