package rest

import (
	"cmp"
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/oauth2"

	"github.com/nightrounds/rounds/extract"
)

// Authorizer is a source to which a person grants access in a browser.
type Authorizer interface {
	// Grant prepares the granting. Nothing is sent.
	Grant() (*Grant, error)
}

// Grant lets a person grant access: RFC 6749 section 4.1 with PKCE (RFC 7636).
type Grant struct {
	settings OAuthSettings
	keep     keeper
	redirect *url.URL
	client   *Client
}

// ErrGrant says that the browser came back without a grant, or with one that was not asked for here.
var ErrGrant = errors.New("access was not granted")

// NewGrant checks both settings. Of the connection's only the certificates, limits and times matter.
func NewGrant(s OAuthSettings, connection Settings) (*Grant, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	client, err := tokenClient(connection, s.TokenURL)
	if err != nil {
		return nil, err
	}
	redirect, err := s.redirect()
	return &Grant{settings: s, keep: s.keeper(), redirect: redirect, client: client}, err
}

// Close drops idle connections.
func (g *Grant) Close() { g.client.Close() }

// Redirect is where the browser comes back to. Port 0 stands for any that is free.
func (g *Grant) Redirect() *url.URL {
	u := *g.redirect
	return &u
}

// Kept tells a person where the tokens will be.
func (g *Grant) Kept() string { return g.keep.named() }

// Consent is one question to a person. Its answer is accepted once.
type Consent struct {
	URL             string // to be opened in a browser
	grant           *Grant
	redirect        string
	state, verifier string
}

// Ask prepares a question whose answer comes to redirect.
func (g *Grant) Ask(redirect *url.URL) *Consent {
	s := g.settings
	c := &Consent{grant: g, redirect: redirect.String(), state: oauth2.GenerateVerifier(), verifier: oauth2.GenerateVerifier()}
	config := oauth2.Config{ClientID: s.ClientID, Scopes: strings.Fields(s.Scope), Endpoint: oauth2.Endpoint{AuthURL: s.AuthorizeURL}}
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(c.verifier),
		oauth2.SetAuthURLParam(cmp.Or(s.RedirectParam, "redirect_uri"), c.redirect)}
	if s.Resource != "" {
		options = append(options, oauth2.SetAuthURLParam("resource", s.Resource))
	}
	c.URL = config.AuthCodeURL(c.state, options...)
	return c
}

// Owns tells whether an answer belongs to this question: anyone may send a browser to the redirect.
func (c *Consent) Owns(answer url.Values) bool {
	return subtle.ConstantTimeCompare([]byte(answer.Get("state")), []byte(c.state)) == 1
}

// Accept takes the parameters the browser came back with, exchanges the code and keeps the tokens. A refusal is ErrGrant.
func (c *Consent) Accept(ctx context.Context, answer url.Values) error {
	switch {
	case !c.Owns(answer):
		return fmt.Errorf("%w: the answer is not to this question", ErrGrant)
	case answer.Get("error") == "access_denied":
		return fmt.Errorf("%w: the person or the server declined", ErrGrant)
	case answer.Get("error") != "" || answer.Get("code") == "":
		return fmt.Errorf("%w: the authorization server answers with an error (RFC 6749 section 4.1.2.1)", ErrGrant)
	}
	release, err := c.grant.keep.lock(ctx)
	if err != nil {
		return err
	}
	defer release()
	if err := c.grant.keep.ready(ctx); err != nil {
		return err
	}
	token, err := c.grant.settings.exchange(ctx, c.grant.client.post, url.Values{
		"grant_type": {"authorization_code"}, "code": {answer.Get("code")},
		"redirect_uri": {c.redirect}, "code_verifier": {c.verifier},
	})
	switch {
	case errors.Is(err, extract.ErrReauthorize):
		return fmt.Errorf("%w: the code is refused; it may be too old", ErrGrant)
	case err != nil:
		return fmt.Errorf("exchanging the code: %w", err)
	case token.RefreshToken == "":
		return fmt.Errorf("%w: the server gives no refresh token, so nights could not run by themselves; see scope", ErrGrant)
	}
	return c.grant.keep.store(context.WithoutCancel(ctx), token)
}
