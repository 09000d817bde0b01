package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Running is a started sandbox.
type Running struct {
	VSeeURL      string // base URL with path, no slash at the end
	NextvisitURL string // base URL with path, no slash at the end
	Close        func() error
}

// Start serves both APIs on 127.0.0.1. Close stops them and waits for the requests under way, two seconds at most.
func (s *Sandbox) Start() (Running, error) {
	vsee, err := listen(s.opts.VSeePort)
	if err != nil {
		return Running{}, fmt.Errorf("listening for vsee: %w", err)
	}
	nextvisit, err := listen(s.opts.NextvisitPort)
	if err != nil {
		return Running{}, errors.Join(fmt.Errorf("listening for nextvisit: %w", err), vsee.Close())
	}
	stopVSee, stopNextvisit := serve(vsee, s.VSee()), serve(nextvisit, s.Nextvisit())
	return Running{
		VSeeURL:      "http://" + vsee.Addr().String() + "/api_v3",
		NextvisitURL: "http://" + nextvisit.Addr().String() + "/api",
		Close:        func() error { return errors.Join(stopVSee(), stopNextvisit()) },
	}, nil
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
