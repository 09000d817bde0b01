package rest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// authorizer is an authorization server and the API it guards. A refresh token is good for one use.
type authorizer struct {
	mu      sync.Mutex
	serial  int
	access  string // the access token that is good now
	refresh string // the refresh token that is good now
	codes   map[string]url.Values
	asked   int                          // token requests
	answer  func(form url.Values) string // stands in for the token endpoint's own answer
	life    int
	lose    bool // the next answer is lost on its way

	url string
}

// authority serves both on one host each.
func authority(t *testing.T) (*authorizer, *httptest.Server) {
	t.Helper()
	a := &authorizer{codes: map[string]url.Values{}, life: 3600}
	tokens := http.NewServeMux()
	tokens.HandleFunc("GET /tenant/authorize", a.authorize)
	tokens.HandleFunc("POST /tenant/token", a.token)
	server := httptest.NewServer(tokens)
	t.Cleanup(server.Close)
	a.url = server.URL
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.mu.Lock()
		defer a.mu.Unlock()
		if r.Header.Get("Authorization") != "Bearer "+a.access || r.Header.Get("X-Practice") != "7" {
			http.Error(w, canary, http.StatusUnauthorized)
			return
		}
		writeJSON(w, `{}`)
	}))
	t.Cleanup(api.Close)
	return a, api
}

// next makes a new pair; the ones before are good no more.
func (a *authorizer) next() map[string]any {
	a.serial++
	a.access, a.refresh = fmt.Sprintf("%s-access-%d", canary, a.serial), fmt.Sprintf("%s-refresh-%d", canary, a.serial)
	return map[string]any{"access_token": a.access, "refresh_token": a.refresh, "token_type": "Bearer", "expires_in": fmt.Sprint(a.life)}
}

func (a *authorizer) authorize(w http.ResponseWriter, r *http.Request) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.serial++
	code := fmt.Sprintf("%s-code-%d", canary, a.serial)
	a.codes[code] = r.URL.Query()
	back := r.URL.Query().Get("redirect_uri") + "?" + url.Values{"code": {code}, "state": {r.URL.Query().Get("state")}}.Encode()
	http.Redirect(w, r, back, http.StatusFound)
}

func (a *authorizer) token(w http.ResponseWriter, r *http.Request) {
	_ = r.ParseForm()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asked++
	if a.answer != nil {
		writeJSON(w, a.answer(r.PostForm))
		return
	}
	if !a.grants(r.PostForm) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = w.Write([]byte(`{"error":"invalid_grant","error_description":"` + canary + `"}`))
		return
	}
	answer, _ := json.Marshal(a.next())
	if a.lose {
		a.lose = false
		panic(http.ErrAbortHandler)
	}
	writeJSON(w, string(answer))
}

func (a *authorizer) grants(form url.Values) bool {
	if form.Get("client_id") != "rounds-test" {
		return false
	}
	if form.Get("grant_type") == "refresh_token" {
		return form.Get("refresh_token") == a.refresh
	}
	asked, known := a.codes[form.Get("code")]
	delete(a.codes, form.Get("code"))
	sum := sha256.Sum256([]byte(form.Get("code_verifier")))
	return known && asked.Get("code_challenge") == base64.RawURLEncoding.EncodeToString(sum[:]) &&
		asked.Get("code_challenge_method") == "S256" && asked.Get("redirect_uri") == form.Get("redirect_uri")
}

// requests is how often the token endpoint was asked.
func (a *authorizer) requests() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.asked
}

// expire ends the access token, as its hour does.
func (a *authorizer) expire() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.access = "none"
}

// settings are an account whose token file holds a good refresh token.
func (a *authorizer) settings(t *testing.T) OAuthSettings {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	pair, _ := json.Marshal(map[string]any{"refresh_token": a.next()["refresh_token"]})
	s := OAuthSettings{AuthorizeURL: a.url + "/tenant/authorize", TokenURL: a.url + "/tenant/token", ClientID: "rounds-test",
		TokenFile: filepath.Join(t.TempDir(), "tokens.json")}
	write(t, s.TokenFile, string(pair), 0o600)
	return s
}

// client reads the guarded API.
func (a *authorizer) client(t *testing.T, api *httptest.Server, s OAuthSettings) *Client {
	t.Helper()
	c, err := New(Settings{BaseURL: api.URL, RatePerSecond: 1e6, Burst: 1000, MaxRetries: -1}, OAuth(s).WithHeader("X-Practice", "7"), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func get(t *testing.T, c *Client) error {
	t.Helper()
	_, err := c.Get(t.Context(), Call{Endpoint: "/x"})
	if err != nil && (strings.Contains(err.Error(), canary) || strings.Contains(err.Error(), "127.0.0.1")) {
		t.Errorf("the error shows a value: %v", err)
	}
	return err
}
