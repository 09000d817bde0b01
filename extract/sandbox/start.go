package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// Running is a started sandbox.
type Running struct {
	VSeeURL             string // base URL with path, no slash at the end
	NextvisitURL        string // base URL with path, no slash at the end
	NextechURL          string // base URL with path, no slash at the end
	NextechAuthorizeURL string // login page; login=demo in its query logs in
	NextechTokenURL     string
	NoaURLs             map[string]string // base URLs with path by country, no slash at the end
	Close               func() error
}

// Start serves all APIs on 127.0.0.1, each on a port of its own. Close stops them and waits for the requests under way, two
// seconds at most.
func (s *Sandbox) Start() (Running, error) {
	var b bundle
	r := Running{
		VSeeURL:      b.start("vsee", s.opts.VSeePort, s.VSee()) + "/api_v3",
		NextvisitURL: b.start("nextvisit", s.opts.NextvisitPort, s.Nextvisit()) + "/api",
		NextechURL:   b.start("nextech", s.opts.NextechPort, s.Nextech()) + "/ehr/api",
		Close:        b.stop,
	}
	login := b.start("the login of nextech", s.opts.NextechAuthPort, s.NextechAuth())
	r.NextechAuthorizeURL, r.NextechTokenURL = login+"/oauth2/authorize", login+tokenPath
	r.NoaURLs = map[string]string{}
	for i, country := range town.NoaCountries() {
		port := s.opts.NoaPort
		if port != 0 {
			port += i
		}
		r.NoaURLs[country] = b.start("noa", port, s.Noa(country)) + "/api/v1"
	}
	if b.failed != nil {
		return Running{}, errors.Join(b.failed, b.stop())
	}
	return r, nil
}

// bundle is servers that are started and stopped together.
type bundle struct {
	stops  []func() error
	failed error // the first that could not start; none is started after it
}

// start returns the server's URL without path.
func (b *bundle) start(name string, port int, h http.Handler) string {
	if b.failed != nil {
		return ""
	}
	l, err := listen(port)
	if err != nil {
		b.failed = fmt.Errorf("listening for %s: %w", name, err)
		return ""
	}
	b.stops = append(b.stops, serve(l, h))
	return "http://" + l.Addr().String()
}

func (b *bundle) stop() error {
	var all error
	for _, stop := range b.stops {
		all = errors.Join(all, stop())
	}
	return all
}

func listen(port int) (net.Listener, error) {
	return net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
}

// serve returns the function that stops the server and tells how serving ended.
func serve(l net.Listener, h http.Handler) func() error {
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- srv.Serve(l) }()
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		err := srv.Shutdown(ctx)
		if err != nil {
			err = srv.Close()
		}
		if e := <-ended; !errors.Is(e, http.ErrServerClosed) {
			err = errors.Join(err, e)
		}
		return err
	}
}
