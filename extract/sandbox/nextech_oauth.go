package sandbox

import (
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"sync"
	"time"
)

// How long an access token and an unused refresh token live when Options do not say.
const (
	accessLife  = time.Hour
	refreshLife = 14 * 24 * time.Hour
)

// grants are what the authorization server has given out. Only the last refresh token of a chain is good.
type grants struct {
	mu      sync.Mutex
	codes   map[string]grantedCode
	access  map[string]time.Time // when it expires
	refresh map[string]time.Time
	serial  uint64
}

type grantedCode struct {
	redirect  string
	challenge string
}

// opens tells whether an access token is good.
func (g *grants) opens(token string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, ok := g.access[token]
	return ok && (until.IsZero() || time.Now().Before(until))
}

// seed lets the tokens of Credentials in: the access token for good.
func (g *grants) seed(k Credentials) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.codes = map[string]grantedCode{}
	g.access = map[string]time.Time{k.NextechToken: {}}
	g.refresh = map[string]time.Time{k.NextechRefreshToken: time.Now().Add(refreshLife)}
}

// ExpireNextechAccess ends every access token given out, that of Credentials included. Refresh tokens stay good.
func (s *Sandbox) ExpireNextechAccess() {
	s.grants.mu.Lock()
	defer s.grants.mu.Unlock()
	clear(s.grants.access)
}

// ExpireNextechRefresh ends every refresh token given out: a person must log in again.
func (s *Sandbox) ExpireNextechRefresh() {
	s.grants.mu.Lock()
	defer s.grants.mu.Unlock()
	clear(s.grants.refresh)
}

// oauthRoutes are the login page and the token endpoint.
func (s *Sandbox) oauthRoutes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/oauth2/authorize", s.handle(nextech, s.authorize))
	mux.Handle(tokenPath, s.handlePost(nextech, s.token))
	mux.Handle("/", s.handle(nextech, func(*call) answer { return nextechRefusal(http.StatusNotFound) }))
	return mux
}

const tokenPath = "/oauth2/token"

// authorize is the login page. Whoever follows its link, or asks with login=demo at once, is sent back with a code.
func (s *Sandbox) authorize(c *call) answer {
	q, k := c.URL.Query(), s.Credentials()
	back, err := url.Parse(q.Get("redirect_uri") + q.Get("redirect_url"))
	loopback := err == nil && back.Scheme == "http" && (back.Hostname() == "127.0.0.1" || back.Hostname() == "localhost")
	method := q.Get("code_challenge_method")
	if !loopback || q.Get("client_id") != k.NextechClientID || q.Get("response_type") != "code" ||
		q.Get("resource") != k.NextechResource || q.Has("code_challenge") && method != "S256" {
		return answer{status: http.StatusBadRequest, page: true, body: []byte("<!doctype html><title>Bad request</title>")}
	}
	if q.Get("login") != "demo" {
		link := "/oauth2/authorize?" + c.URL.RawQuery + "&login=demo"
		return answer{status: http.StatusOK, page: true, body: []byte("<!doctype html><title>Log in</title><a href=\"" + html.EscapeString(link) + "\">Log in as the demo clinic</a>")}
	}
	code := s.grants.code(grantedCode{back.String(), q.Get("code_challenge")}, s.mint)
	answered := back.Query()
	answered.Set("code", code)
	if q.Has("state") {
		answered.Set("state", q.Get("state"))
	}
	back.RawQuery = answered.Encode()
	return answer{status: http.StatusFound, page: true, location: back.String()}
}

func (g *grants) code(c grantedCode, mint func(uint64) string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.serial++
	code := SecretMark + "code-" + mint(1000+g.serial)
	g.codes[code] = c
	return code
}

// token exchanges a code, or a refresh token, for a new pair. Either is good once.
func (s *Sandbox) token(c *call) answer {
	if err := c.ParseForm(); err != nil {
		return oauthRefusal("invalid_request")
	}
	f, k := c.PostForm, s.Credentials()
	switch {
	case f.Get("client_id") != k.NextechClientID, f.Has("client_secret") && f.Get("client_secret") != k.NextechClientSecret:
		return oauthRefusal("invalid_client")
	case f.Has("resource") && f.Get("resource") != k.NextechResource:
		return oauthRefusal("invalid_resource")
	}
	switch f.Get("grant_type") {
	case "authorization_code":
		if !f.Has("resource") || !s.grants.redeem(f) {
			return oauthRefusal("invalid_grant")
		}
	case "refresh_token":
		if !s.grants.spend(f.Get("refresh_token")) {
			return oauthRefusal("invalid_grant")
		}
	default:
		return oauthRefusal("unsupported_grant_type")
	}
	return s.pair()
}

// redeem uses a code up and checks the verifier behind its challenge (RFC 7636).
func (g *grants) redeem(f url.Values) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	c, ok := g.codes[f.Get("code")]
	delete(g.codes, f.Get("code"))
	sum := sha256.Sum256([]byte(f.Get("code_verifier")))
	proven := c.challenge == "" || c.challenge == base64.RawURLEncoding.EncodeToString(sum[:])
	return ok && proven && c.redirect == f.Get("redirect_uri")
}

// spend uses a refresh token up.
func (g *grants) spend(token string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, ok := g.refresh[token]
	delete(g.refresh, token)
	return ok && time.Now().Before(until)
}

// pair gives out an access token and the refresh token that follows it.
func (s *Sandbox) pair() answer {
	access, refresh := s.grants.pair(s.mint, s.opts.NextechTokenLife)
	var w sheet
	w.object("", func() {
		w.str("token_type", "Bearer")
		w.num("expires_in", int64(s.opts.NextechTokenLife.Seconds()))
		w.str("resource", s.Credentials().NextechResource)
		w.str("access_token", access)
		w.str("refresh_token", refresh)
	})
	return answer{status: http.StatusOK, body: w.b}
}

func (g *grants) pair(mint func(uint64) string, life time.Duration) (access, refresh string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.serial++
	n := strconv.FormatUint(g.serial, 36)
	access, refresh = SecretMark+"nxa-"+n+mint(2000+g.serial), SecretMark+"nxr-"+n+mint(3000+g.serial)
	g.access[access] = time.Now().Add(life)
	g.refresh[refresh] = time.Now().Add(refreshLife)
	return access, refresh
}

// NextechTokens is a file of tokens as a person's login would have left it: JSON with a refresh token of its own that is
// good once. The first request of its reader must refresh.
func (s *Sandbox) NextechTokens() []byte {
	_, refresh := s.grants.pair(s.mint, s.opts.NextechTokenLife)
	var w sheet
	w.object("", func() {
		w.str("token_type", "Bearer")
		w.str("refresh_token", refresh)
	})
	return w.b
}

// oauthRefusal is an error answer of the token endpoint (RFC 6749, section 5.2).
func oauthRefusal(code string) answer {
	var w sheet
	w.object("", func() {
		w.str("error", code)
		w.str("error_description", "AADSTS70000: the request is refused.")
	})
	return answer{status: http.StatusBadRequest, body: w.b}
}
