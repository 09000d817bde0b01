package clickhouse

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
)

// credentials signs requests to one host and refuses any other, so that no redirect carries a password away.
type credentials struct {
	host, user string
	password   func(context.Context) (string, error)

	mu      sync.Mutex
	known   bool
	last    string
	refused string
}

// errPassword: the password could not be had; errElsewhere: a redirect led to another host. Both are settled by a person.
var (
	errPassword  = errors.New("the password cannot be read")
	errElsewhere = errors.New("the server redirects to another host")
)

// signing sends requests with credentials. It embeds the transport so that the driver's Close reaches its idle connections: an
// engine that is to end waits five seconds for those.
type signing struct {
	*http.Transport
	keys *credentials
}

// RoundTrip signs a copy of r.
func (s signing) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != s.keys.host {
		return nil, errElsewhere
	}
	password, err := s.keys.current(r.Context())
	if err != nil {
		return nil, err
	}
	signed := r.Clone(r.Context())
	for _, name := range []string{"Authorization", "X-Clickhouse-Ssl-Certificate-Auth"} {
		signed.Header.Del(name)
	}
	signed.Header.Set("X-Clickhouse-User", s.keys.user)
	signed.Header.Set("X-Clickhouse-Key", password)
	resp, err := s.Transport.RoundTrip(signed)
	if err == nil && (resp.StatusCode == http.StatusUnauthorized || resp.StatusCode == http.StatusForbidden) {
		s.keys.forget(password)
	}
	return resp, err
}

func (c *credentials) current(ctx context.Context) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known {
		return c.last, nil
	}
	password, err := c.password(ctx)
	if err != nil {
		return "", fmt.Errorf("%w: %w", errPassword, err)
	}
	c.last, c.known = password, true
	return password, nil
}

// forget makes the next request ask again: a password that was rotated is picked up without a restart.
func (c *credentials) forget(refused string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.refused = refused
	if c.last == refused {
		c.known = false
	}
}

// renewed says whether the password is another one than the server refused last.
func (c *credentials) renewed(ctx context.Context) bool {
	password, err := c.current(ctx)
	c.mu.Lock()
	defer c.mu.Unlock()
	return err == nil && c.refused != "" && password != c.refused
}
