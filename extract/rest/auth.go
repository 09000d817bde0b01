package rest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// Auth puts an account's credentials on requests. They are read at first use, again when they near their end, and again
// after a 401, once for all workers; a second 401 in a row is extract.ErrAuth.
type Auth struct {
	signIn   string
	tokenURL string // where credentials are asked for when that is another host
	err      error  // settings that cannot work; New gives it
	constant http.Header
	read     func(ctx context.Context, post Post, refused *grant) (*grant, error)
}

// grant is one set of credentials. Its address tells it from the one before.
type grant struct {
	header http.Header
	renew  time.Time // zero: never by itself
}

// Token is what a sign-in gives. Life counts from now, as expires_in does: no clock but ours is asked. 0: until refused.
type Token struct {
	Value string
	Life  time.Duration
}

// Post sends a body to the sign-in path of the account's origin and gives the answer's JSON. It retries as Get does.
type Post func(ctx context.Context, contentType string, body []byte) ([]byte, error)

// HeaderKeys sends each header with its secret.
func HeaderKeys(keys map[string]Secret) *Auth {
	var unset error
	for _, secret := range keys {
		unset = errors.Join(unset, secret.Check())
	}
	return &Auth{err: unset, read: func(ctx context.Context, _ Post, _ *grant) (*grant, error) {
		header := http.Header{}
		for name, secret := range keys {
			value, err := secret.Reveal(ctx)
			if err != nil {
				return nil, fmt.Errorf("header %s: %w", name, err)
			}
			header.Set(name, value)
		}
		return &grant{header: header}, nil
	}}
}

// Bearer sends the secret as a bearer token (RFC 6750).
func Bearer(key Secret) *Auth {
	return &Auth{err: key.Check(), read: func(ctx context.Context, _ Post, _ *grant) (*grant, error) {
		value, err := key.Reveal(ctx)
		if err != nil {
			return nil, err
		}
		return bearer(value), nil
	}}
}

// SignIn sends a bearer token that ask gets. path, below BaseURL, is the only one the client will POST to.
func SignIn(path string, ask func(ctx context.Context, post Post) (Token, error)) *Auth {
	return &Auth{signIn: path, read: func(ctx context.Context, post Post, _ *grant) (*grant, error) {
		token, err := ask(ctx, post)
		if err != nil {
			return nil, err
		}
		if !sendable(token.Value) {
			return nil, fmt.Errorf("%w: the sign-in gives no token", extract.ErrShape)
		}
		g := bearer(token.Value)
		if token.Life > 0 {
			g.renew = time.Now().Add(max(token.Life-time.Minute, token.Life/2))
		}
		return g, nil
	}}
}

// WithHeader adds a header that is no secret and goes with every request, as a practice's number.
func (a *Auth) WithHeader(name, value string) *Auth {
	with := *a
	with.constant = a.constant.Clone()
	if with.constant == nil {
		with.constant = http.Header{}
	}
	with.constant.Set(name, value)
	return &with
}

// sendable tells whether a token can stand in a header (RFC 6750 section 2.1).
func sendable(token string) bool {
	return token != "" && !strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' })
}

func bearer(value string) *grant {
	return &grant{header: http.Header{"Authorization": {"Bearer " + value}}}
}

// authorized adds an Auth to every request.
type authorized struct {
	next http.RoundTripper
	read func(ctx context.Context, refused *grant) (*grant, error)
	also http.Header
	gate chan struct{} // one slot: a mutex whose wait hears the context
	held atomic.Pointer[grant]

	spurned error // why the last sign-in was refused
	until   time.Time
}

// holdOff is how long a refused sign-in is not tried again: vendors lock accounts that are refused over and over.
const holdOff = time.Minute

func (t *authorized) RoundTrip(req *http.Request) (*http.Response, error) {
	g, err := t.current(req.Context(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := t.send(req, g)
	if err != nil || resp.StatusCode != http.StatusUnauthorized {
		return resp, err
	}
	fresh, err := t.current(req.Context(), g)
	if err != nil {
		_ = resp.Body.Close()
		return nil, err
	}
	_ = resp.Body.Close()
	return t.send(req, fresh)
}

func (t *authorized) send(req *http.Request, g *grant) (*http.Response, error) {
	out := req.Clone(req.Context())
	maps.Copy(out.Header, t.also)
	maps.Copy(out.Header, g.header)
	return t.next.RoundTrip(out)
}

// current gives credentials other than the refused ones. Workers refused together find the first one's replacement.
func (t *authorized) current(ctx context.Context, refused *grant) (*grant, error) {
	if g := t.held.Load(); g.usable(refused) {
		return g, nil
	}
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case t.gate <- struct{}{}:
		defer func() { <-t.gate }()
	}
	if g := t.held.Load(); g.usable(refused) {
		return g, nil
	}
	if time.Now().Before(t.until) {
		return nil, final{t.spurned}
	}
	g, err := t.read(ctx, refused)
	if err != nil {
		return nil, final{t.refusal(ctx, err)}
	}
	t.held.Store(g)
	return g, nil
}

// refusal remembers that the vendor refused us. An account that a person must open again keeps such a memory itself.
func (t *authorized) refusal(ctx context.Context, err error) error {
	err = authError(ctx, err)
	if errors.Is(err, extract.ErrAuth) && !errors.Is(err, extract.ErrReauthorize) {
		t.spurned, t.until = err, time.Now().Add(holdOff)
	}
	return err
}

func (g *grant) usable(refused *grant) bool {
	return g != nil && g != refused && (g.renew.IsZero() || time.Now().Before(g.renew))
}

// authError: a credential that cannot be read needs a person, unless the vendor was only out of reach.
func authError(ctx context.Context, err error) error {
	_, deferred := errors.AsType[*extract.DeferredError](err)
	if errors.Is(err, ErrSecret) || errors.Is(err, ErrSpending) {
		return err // the vendor was not asked
	}
	if ctx.Err() != nil || deferred || errors.Is(err, extract.ErrAuth) || errors.Is(err, extract.ErrUnavailable) || errors.Is(err, extract.ErrShape) {
		return fmt.Errorf("signing in: %w", err)
	}
	return fmt.Errorf("signing in: %w: %w", extract.ErrAuth, err)
}
