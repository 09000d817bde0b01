package rest

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/hashicorp/go-retryablehttp"
)

// Client reads one vendor account. It is safe for concurrent use; all its users share one pace, one budget,
// one patience with failures and one set of credentials.
type Client struct {
	given    Settings // as New was given them
	settings Settings
	base     *url.URL
	classify Classify
	pace     *pacer
	purse    *purse
	patience *patience
	pool     *http.Transport
	signIn   string
	http     *http.Client // with credentials
	bare     *http.Client // without, for signing in
	tokens   *Client      // for signing in elsewhere; nil: here
}

// Classify says which status an answer truly has, where a vendor hides it: 200 with {"code":404} is 404; a 403 that only
// means "not visible to you" may be 404. body may hold anything. Whoever knows the vendor classifies; the client acts.
type Classify func(status int, body []byte) int

// New checks the settings and prepares a client; nothing is sent and no secret is read yet. A nil classify takes the HTTP
// status as it is; a nil Auth sends no credentials.
func New(s Settings, a *Auth, classify Classify) (*Client, error) {
	base, err := parseBase(s.BaseURL)
	if err != nil {
		return nil, err
	}
	if err := s.check(); err != nil {
		return nil, err
	}
	if a == nil {
		a = HeaderKeys(nil)
	}
	if a.err != nil {
		return nil, a.err
	}
	given := s
	s = s.withDefaults()
	pool, err := transport(s, base)
	if err != nil {
		return nil, err
	}
	if classify == nil {
		classify = func(status int, _ []byte) int { return status }
	}
	c := &Client{given: given, settings: s, base: base, classify: classify, pool: pool, signIn: a.signIn,
		pace: newPacer(s.RatePerSecond, s.Burst), purse: newPurse(s.Budget, s.Spending, s.Share), patience: newPatience()}
	if a.tokenURL != "" {
		if c.tokens, err = tokenClient(given, a.tokenURL); err != nil {
			return nil, err
		}
	}
	c.stack(a)
	return c, nil
}

// stack piles the wrappers up, in the one place where their order is decided: credentials, pace and budget, time limit, origin.
func (c *Client) stack(a *Auth) {
	g := &guard{next: c.pool, base: c.base, signIn: a.signIn}
	wire := paying{next: timed{next: g, limit: c.settings.Timeout}, pace: c.pace, purse: c.purse, maxWait: c.settings.MaxWait}
	c.bare = &http.Client{Transport: wire, CheckRedirect: checkRedirect}
	post := c.post
	if c.tokens != nil {
		post = c.tokens.post
	}
	auth := &authorized{next: wire, also: a.constant, gate: make(chan struct{}, 1)}
	auth.read = func(ctx context.Context, refused *grant) (*grant, error) { return a.read(ctx, post, refused) }
	c.http = &http.Client{Transport: auth, CheckRedirect: checkRedirect}
}

// Beside prepares a client for another host of the same account: pace, budget and patience are shared, credentials are not.
// Each is closed by itself.
func (c *Client) Beside(baseURL string, a *Auth) (*Client, error) {
	s := c.given
	s.BaseURL = baseURL
	if a == nil {
		a = HeaderKeys(nil)
	}
	other, err := New(s, a, c.classify)
	if err != nil {
		return nil, err
	}
	other.pace, other.purse, other.patience = c.pace, c.purse, c.patience
	other.stack(a)
	return other, nil
}

// Close drops idle connections and gives back requests that were booked and not sent. The client may be used again after it.
func (c *Client) Close() {
	c.purse.close()
	c.pool.CloseIdleConnections()
	if c.tokens != nil {
		c.tokens.Close()
	}
}

// Call is one GET.
type Call struct {
	Endpoint string     // path below BaseURL, a template: "/v1/progress-notes/{id}"
	ID       string     // fills {id}, escaped; it never appears in an error
	Query    url.Values // parameters; they never appear in an error
	Page     int        // from 1, for errors and Origin; 0 where there are no pages
	Link     string     // a vendor's next link, taken instead of Endpoint and Query; refused outside the origin
	Key      Secret     // a bearer token for this call alone, where an object has one of its own; unset: the account's credentials
	Parts    bool       // the caller can ask for less at a time: a 500, and an answer that cannot be read, are not tried again
}

// Get reads one answer: exactly one valid JSON value. Repeated names and invalid UTF-8 inside it pass as they are.
// Errors are *Error, except the context's own.
func (c *Client) Get(ctx context.Context, call Call) (*Answer, error) {
	var got *Answer
	err := c.get(ctx, call, func(a *Answer) error {
		got = a
		return Valid(a.Body)
	})
	if err != nil {
		return nil, err
	}
	return got, nil
}

// GetPage reads one answer and splits it; see Split.
func (c *Client) GetPage(ctx context.Context, call Call, list string) (*Page, error) {
	var got *Page
	err := c.get(ctx, call, func(a *Answer) (err error) {
		if got, err = Split(a.Body, list); err == nil {
			got.Answer = *a
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return got, nil
}

func (c *Client) get(ctx context.Context, call Call, parse func(*Answer) error) error {
	address, err := c.address(call)
	if err != nil {
		return call.fail(err, false)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address.String(), nil)
	if err != nil {
		return call.fail(ErrRefused, false)
	}
	if call.Key.IsZero() {
		return c.exchange(c.http, call, req, nil, parse)
	}
	key, err := call.Key.Reveal(ctx)
	if err != nil {
		return call.fail(err, false)
	}
	req.Header.Set("Authorization", "Bearer "+key)
	return c.exchange(c.bare, call, req, nil, parse)
}

// post is the Post an Auth is given.
func (c *Client) post(ctx context.Context, contentType string, body []byte) ([]byte, error) {
	call := Call{Endpoint: c.signIn}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base.String()+c.signIn, nil)
	if err != nil {
		return nil, call.fail(ErrRefused, false)
	}
	req.Header.Set("Content-Type", contentType)
	var got []byte
	err = c.exchange(c.bare, call, req, body, func(a *Answer) error {
		got = a.Body
		return Valid(a.Body)
	})
	return got, err
}

// exchange sends a request until its answer can be read whole, or the policy gives up.
func (c *Client) exchange(h *http.Client, call Call, req *http.Request, body []byte, parse func(*Answer) error) error {
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Accept-Encoding", "gzip")
	req.Header.Set("User-Agent", "rounds")
	retrying, err := retryablehttp.FromRequest(req)
	if err != nil {
		return call.fail(ErrRefused, false)
	}
	if body != nil {
		if err := retrying.SetBody(body); err != nil {
			return call.fail(ErrRefused, false)
		}
	}
	c.patience.earn()
	t := &tries{c: c, call: call}
	retrying.SetResponseHandler(func(resp *http.Response) error { return c.receive(resp, call, parse) })
	resp, err := t.client(h).Do(retrying)
	if err != nil {
		return err
	}
	return resp.Body.Close() // receive has read and closed it; closing twice is harmless
}

// address builds a call's URL. An id of dots would climb out of its endpoint, so it is refused.
func (c *Client) address(call Call) (*url.URL, error) {
	if call.Link != "" {
		return resolve(c.base, call.Link)
	}
	if strings.Contains(call.Endpoint, "{id}") && strings.Trim(call.ID, ".") == "" {
		return nil, fmt.Errorf("filling an id: %w", ErrRefused)
	}
	path := strings.ReplaceAll(call.Endpoint, "{id}", url.PathEscape(call.ID))
	u, err := url.Parse(c.base.String() + path)
	if err != nil {
		return nil, fmt.Errorf("building an address: %w", ErrRefused)
	}
	u.RawQuery = call.Query.Encode()
	return u, nil
}

func (call Call) fail(cause error, transient bool) *Error {
	return &Error{Endpoint: call.Endpoint, Page: call.Page, Err: cause, transient: transient}
}

// timed bounds one try, its body included.
type timed struct {
	next  http.RoundTripper
	limit time.Duration
}

func (t timed) RoundTrip(req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(req.Context(), t.limit)
	resp, err := t.next.RoundTrip(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	resp.Body = timedBody{resp.Body, cancel}
	return resp, nil
}
