package rest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/oauth2"

	"github.com/nightrounds/rounds/extract"
)

// OAuthSettings is an account at an OAuth 2.0 authorization server (RFC 6749). A person grants access once (rounds auth); from
// then on a refresh token, new at every use, keeps it. Both addresses are https, or http to this machine.
type OAuthSettings struct {
	AuthorizeURL  string `yaml:"authorize_url"`  // where a person grants access in a browser
	TokenURL      string `yaml:"token_url"`      // where codes and refresh tokens become access tokens; the only address of its host that is asked
	ClientID      string `yaml:"client_id"`      // who we are there
	ClientSecret  Secret `yaml:"client_secret"`  // optional: PKCE (RFC 7636) is always used
	Resource      string `yaml:"resource"`       // optional: what access is asked to
	Scope         string `yaml:"scope"`          // optional: blank between two
	Redirect      string `yaml:"redirect"`       // where the browser comes back to; empty: http://127.0.0.1:0/callback, port 0 being a free one
	RedirectParam string `yaml:"redirect_param"` // what authorize_url calls that; empty: redirect_uri
	TokenFile     string `yaml:"token_file"`     // JSON file (0600) of the tokens; this or token_command
	TokenCommand  string `yaml:"token_command"`  // program and arguments, no shell: with get it prints that JSON, with store it reads it
	TokenLock     string `yaml:"token_lock"`     // file that all processes of the account lock; empty: token_file + ".lock"
}

// Check refuses what cannot work. It reads nothing.
func (s OAuthSettings) Check() error {
	for name, address := range map[string]string{"authorize_url": s.AuthorizeURL, "token_url": s.TokenURL} {
		if _, err := parseAddress(name, address); err != nil {
			return err
		}
	}
	switch {
	case s.ClientID == "":
		return errors.New("client_id is empty")
	case !s.ClientSecret.IsZero() && s.ClientSecret.Check() != nil:
		return fmt.Errorf("client_secret: %w", s.ClientSecret.Check())
	case (s.TokenFile == "") == (strings.TrimSpace(s.TokenCommand) == ""):
		return errors.New("one of token_file and token_command must be set")
	case s.TokenFile == "" && s.TokenLock == "":
		return errors.New("token_command needs token_lock")
	}
	_, err := s.redirect()
	return err
}

func (s OAuthSettings) redirect() (*url.URL, error) {
	u, err := url.Parse(cmp.Or(s.Redirect, "http://127.0.0.1:0/callback"))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("redirect is not a web address without query")
	}
	return u, nil
}

// OAuth sends a bearer token that a refresh token keeps fresh. Tokens live where the settings say and are refreshed under a
// lock by one process for all; the new pair is kept before it is used. A refresh token that is refused, and none at all, are
// extract.ErrReauthorize: no request is made with it again.
func OAuth(s OAuthSettings) *Auth {
	t := &tokens{settings: s, keep: s.keeper()}
	return &Auth{err: s.Check(), tokenURL: s.TokenURL, read: t.read}
}

// tokens keeps one account's access token fresh.
type tokens struct {
	settings OAuthSettings
	keep     keeper
	dead     atomic.Pointer[string] // a refresh token the server refused
}

// read gives the token that is kept, or a new one: not the refused one.
func (t *tokens) read(ctx context.Context, post Post, refused *grant) (*grant, error) {
	held, err := t.keep.load(ctx)
	if err != nil {
		return nil, err
	}
	if g := usable(held, refused); g != nil {
		return g, nil
	}
	release, err := t.keep.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer release()
	if held, err = t.keep.load(ctx); err != nil {
		return nil, err
	}
	if g := usable(held, refused); g != nil {
		return g, nil // another process was first
	}
	return t.refresh(ctx, post, held, refused)
}

// refresh renews the tokens. A refused refresh token may have been used by a process that knows nothing of the lock; then
// its successor is where the tokens are kept.
func (t *tokens) refresh(ctx context.Context, post Post, held *oauth2.Token, refused *grant) (*grant, error) {
	fresh, err := t.renew(ctx, post, held)
	if !errors.Is(err, extract.ErrReauthorize) {
		return bearerOf(fresh), err
	}
	now, lost := t.keep.load(ctx)
	if lost != nil || now.RefreshToken == held.RefreshToken {
		return nil, err
	}
	if g := usable(now, refused); g != nil {
		return g, nil
	}
	fresh, err = t.renew(ctx, post, now)
	return bearerOf(fresh), err
}

// grace is how long a stop waits for an answer under way: a pair that is given and not kept is lost for good.
const grace = 10 * time.Second

// renew spends the refresh token and keeps what it gives.
func (t *tokens) renew(ctx context.Context, post Post, held *oauth2.Token) (*oauth2.Token, error) {
	if dead := t.dead.Load(); held.RefreshToken == "" || dead != nil && *dead == held.RefreshToken {
		return nil, extract.ErrReauthorize
	}
	if err := t.keep.ready(ctx); err != nil {
		return nil, err
	}
	form := url.Values{"grant_type": {"refresh_token"}, "refresh_token": {held.RefreshToken}}
	patient, done := outlast(ctx, grace)
	defer done()
	fresh, err := t.settings.exchange(patient, post, form)
	if errors.Is(err, extract.ErrReauthorize) {
		t.dead.Store(&held.RefreshToken)
	}
	if err != nil {
		return nil, err
	}
	if fresh.RefreshToken == "" {
		fresh.RefreshToken = held.RefreshToken // RFC 6749 section 6: it stays
	}
	return fresh, t.keep.store(patient, fresh)
}

// outlast gives a context that lives a little longer than ctx.
func outlast(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	out, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(by, cancel)
		context.AfterFunc(out, func() { timer.Stop() })
	})
	return out, func() {
		stop()
		cancel()
	}
}

// exchange asks the token endpoint (RFC 6749 sections 4.1.3 and 6).
func (s OAuthSettings) exchange(ctx context.Context, post Post, form url.Values) (*oauth2.Token, error) {
	form.Set("client_id", s.ClientID)
	if s.Resource != "" {
		form.Set("resource", s.Resource)
	}
	if !s.ClientSecret.IsZero() {
		secret, err := s.ClientSecret.Reveal(ctx)
		if err != nil {
			return nil, err
		}
		form.Set("client_secret", secret)
	}
	began := time.Now()
	body, err := post(ctx, "application/x-www-form-urlencoded", []byte(form.Encode()))
	if errors.Is(err, ErrNotFound) { // see classifyToken
		return nil, extract.ErrReauthorize
	}
	if err != nil {
		return nil, err
	}
	return readToken(body, began)
}

// readToken reads a token endpoint's answer (RFC 6749 section 5.1). Its life counts from before it was asked for.
func readToken(body []byte, asked time.Time) (*oauth2.Token, error) {
	members := Members(body)
	access, _ := Text(members["access_token"])
	kind, _ := Text(members["token_type"])
	switch {
	case !sendable(access):
		return nil, fmt.Errorf("%w: the token endpoint gives no access_token", extract.ErrShape)
	case kind != "" && !strings.EqualFold(kind, "bearer"):
		return nil, fmt.Errorf("%w: the token endpoint gives a token that is no bearer token", extract.ErrShape)
	}
	token := &oauth2.Token{AccessToken: access, TokenType: "Bearer"}
	token.RefreshToken, _ = Text(members["refresh_token"])
	if life, ok := Integer(members["expires_in"]); ok && life > 0 {
		token.ExpiresIn = life
		token.Expiry = asked.Add(time.Duration(life) * time.Second).UTC()
	}
	return token, nil
}

// usable gives a kept token as credentials, unless it nears its end or is the one that was refused.
func usable(held *oauth2.Token, refused *grant) *grant {
	g := bearerOf(held)
	if held.AccessToken == "" || !g.renew.IsZero() && !time.Now().Before(g.renew) {
		return nil
	}
	if refused != nil && refused.header.Get("Authorization") == g.header.Get("Authorization") {
		return nil
	}
	return g
}

func bearerOf(token *oauth2.Token) *grant {
	if token == nil {
		return nil
	}
	g := bearer(token.AccessToken)
	if !token.Expiry.IsZero() {
		g.renew = token.Expiry.Add(-early(time.Duration(token.ExpiresIn) * time.Second))
	}
	return g
}

// early is how long before its end a token is renewed: a minute, of short lives the half.
func early(life time.Duration) time.Duration {
	if life > 0 {
		return min(time.Minute, life/2)
	}
	return time.Minute
}

// tokenClient gives a client that can do nothing but POST to a token endpoint, an origin of its own.
func tokenClient(s Settings, tokenURL string) (*Client, error) {
	u, err := parseAddress("token_url", tokenURL)
	if err != nil {
		return nil, err
	}
	path := u.Path
	u.Path = ""
	s.BaseURL = u.String()
	s.Budget, s.Spending = Budget{}, nil // another host, with limits of its own
	return New(s, &Auth{signIn: path}, classifyToken)
}

// classifyToken tells a refused grant (RFC 6749 section 5.2: 400, invalid_grant) from a refused client or request: it is
// gone for good.
func classifyToken(status int, body []byte) int {
	if code, _ := Text(Members(body)["error"]); status >= 400 && status < 500 && code == "invalid_grant" {
		return 410
	}
	return status
}
