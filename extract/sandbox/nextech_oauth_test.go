package sandbox

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/oauth2"
)

// login asks the login page and follows its link.
func (c *client) login(q url.Values) (reply, url.Values) {
	c.t.Helper()
	r, err := c.do(http.MethodGet, c.NextechAuthorizeURL+"?"+q.Encode())
	if err != nil {
		c.t.Fatal(err)
	}
	if r.status == http.StatusOK {
		_, link, ok := strings.Cut(string(r.body), `href="`)
		link, _, _ = strings.Cut(link, `"`)
		if !ok {
			c.t.Fatalf("no link in %s", r.body)
		}
		host := strings.TrimSuffix(c.NextechAuthorizeURL, "/oauth2/authorize")
		if r, err = c.do(http.MethodGet, host+strings.ReplaceAll(link, "&amp;", "&")); err != nil {
			c.t.Fatal(err)
		}
	}
	back, err := url.Parse(r.header.Get("Location"))
	if err != nil {
		c.t.Fatal(err)
	}
	return r, back.Query()
}

type tokenPair struct {
	Access  string `json:"access_token"`
	Refresh string `json:"refresh_token"`
	Type    string `json:"token_type"`
	Expires int    `json:"expires_in"`
	Error   string `json:"error"`
}

// tokens posts a form and expects a status.
func (c *client) tokens(form url.Values, want int) tokenPair {
	c.t.Helper()
	body := c.post(c.NextechTokenURL, "application/x-www-form-urlencoded", form.Encode(), want)
	return decode[tokenPair](c.t, body)
}

func (c *client) post(to, kind, body string, want int) []byte {
	c.t.Helper()
	r, err := http.NewRequestWithContext(c.t.Context(), http.MethodPost, to, strings.NewReader(body))
	if err != nil {
		c.t.Fatal(err)
	}
	r.Header.Set("Content-Type", kind)
	resp, err := c.http.Do(r)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != want {
		c.t.Fatalf("POST %s: %d, want %d: %s %v", to, resp.StatusCode, want, text, err)
	}
	return text
}

const callback = "http://127.0.0.1:8000/callback"

func (c *client) consent(more ...string) url.Values {
	k := c.Credentials()
	q := url.Values{"client_id": {k.NextechClientID}, "response_type": {"code"}, "redirect_uri": {callback}, "resource": {k.NextechResource}, "state": {"s1"}}
	for i := 0; i < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return q
}

func (c *client) codeForm(code, verifier string) url.Values {
	k := c.Credentials()
	return url.Values{"grant_type": {"authorization_code"}, "client_id": {k.NextechClientID}, "code": {code}, "redirect_uri": {callback},
		"resource": {k.NextechResource}, "code_verifier": {verifier}}
}

func (c *client) refreshForm(token string) url.Values {
	return url.Values{"grant_type": {"refresh_token"}, "client_id": {c.Credentials().NextechClientID}, "refresh_token": {token}}
}

func TestLoginGivesTokensThatOpenTheAPI(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 30})
	verifier := oauth2.GenerateVerifier()
	r, back := c.login(c.consent("code_challenge", oauth2.S256ChallengeFromVerifier(verifier), "code_challenge_method", "S256"))
	if r.status != http.StatusFound || back.Get("state") != "s1" || !strings.HasPrefix(r.header.Get("Location"), callback+"?") {
		t.Fatalf("%d %v", r.status, r.header)
	}
	p := c.tokens(c.codeForm(back.Get("code"), verifier), http.StatusOK)
	if p.Type != "Bearer" || p.Expires != 3600 || !strings.HasPrefix(p.Access, SecretMark) || !strings.HasPrefix(p.Refresh, SecretMark) {
		t.Errorf("tokens %+v", p)
	}
	c.head.Set("Authorization", "Bearer "+p.Access)
	c.get(c.NextechURL+"/search?term=a", http.StatusOK)
	if again := c.tokens(c.codeForm(back.Get("code"), verifier), http.StatusBadRequest); again.Error != "invalid_grant" {
		t.Errorf("a code is good twice: %+v", again)
	}
	if v := c.Violations(); len(v) != 0 {
		t.Errorf("asking for tokens violates: %v", v)
	}
}

func TestACodeNeedsItsVerifierAndItsRedirect(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 1})
	verifier := oauth2.GenerateVerifier()
	for name, spoil := range map[string]func(url.Values){
		"another verifier": func(f url.Values) { f.Set("code_verifier", oauth2.GenerateVerifier()) },
		"no verifier":      func(f url.Values) { f.Del("code_verifier") },
		"another redirect": func(f url.Values) { f.Set("redirect_uri", callback+"/x") },
		"another resource": func(f url.Values) { f.Set("resource", "x") },
		"no resource":      func(f url.Values) { f.Del("resource") },
		"another client":   func(f url.Values) { f.Set("client_id", "x") },
		"a wrong secret":   func(f url.Values) { f.Set("client_secret", "x") },
		"another grant":    func(f url.Values) { f.Set("grant_type", "password") },
	} {
		_, back := c.login(c.consent("code_challenge", oauth2.S256ChallengeFromVerifier(verifier), "code_challenge_method", "S256"))
		form := c.codeForm(back.Get("code"), verifier)
		spoil(form)
		if p := c.tokens(form, http.StatusBadRequest); p.Error == "" || p.Access != "" {
			t.Errorf("%s: %+v", name, p)
		}
	}
	for _, wrong := range [][]string{{"client_id", "x"}, {"response_type", "token"}, {"redirect_uri", "https://example.org/"},
		{"resource", ""}, {"code_challenge", "x"}, {"redirect_uri", "http://[::1"}} {
		if r, _ := c.login(c.consent(wrong...)); r.status != http.StatusBadRequest {
			t.Errorf("%v: %d", wrong, r.status)
		}
	}
	other := c.consent()
	other.Set("redirect_url", other.Get("redirect_uri"))
	other.Del("redirect_uri")
	if r, _ := c.login(other); r.status != http.StatusFound {
		t.Errorf("the page's own spelling is refused: %d", r.status)
	}
}

func TestRefreshTokensRotate(t *testing.T) {
	c := atNextech(t, Options{Seed: 3, Patients: 30})
	first := c.Credentials().NextechRefreshToken
	second := c.tokens(c.refreshForm(first), http.StatusOK)
	third := c.tokens(c.refreshForm(second.Refresh), http.StatusOK)
	for _, old := range []string{first, second.Refresh, "x", ""} {
		if p := c.tokens(c.refreshForm(old), http.StatusBadRequest); p.Error != "invalid_grant" {
			t.Errorf("%+v", p)
		}
	}
	kept := decode[tokenPair](t, c.NextechTokens())
	if kept.Access != "" || kept.Refresh == "" {
		t.Errorf("the file holds %+v", kept)
	}
	c.tokens(c.refreshForm(kept.Refresh), http.StatusOK)
	c.ExpireNextechRefresh()
	if p := c.tokens(c.refreshForm(third.Refresh), http.StatusBadRequest); p.Error != "invalid_grant" {
		t.Errorf("%+v", p)
	}
	c.head.Set("Authorization", "Bearer "+third.Access)
	c.get(c.NextechURL+"/search?term=a", http.StatusOK)
}

func TestTokensExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Seed: 3, Patients: 1, NextechTokenLife: time.Minute})
		ask := func(method, path, token, form string, h http.Handler) *httptest.ResponseRecorder {
			r := httptest.NewRequestWithContext(t.Context(), method, path, strings.NewReader(form))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.Header.Set("Authorization", "Bearer "+token)
			r.Header.Set("X-Nextech-Practice-Id", s.Credentials().NextechPractice)
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		refresh := func(token string) tokenPair {
			form := url.Values{"grant_type": {"refresh_token"}, "client_id": {s.Credentials().NextechClientID}, "refresh_token": {token}}
			return decode[tokenPair](t, ask(http.MethodPost, "/oauth2/token", "", form.Encode(), s.NextechAuth()).Body.Bytes())
		}
		p := refresh(s.Credentials().NextechRefreshToken)
		for _, want := range []int{http.StatusOK, http.StatusUnauthorized} {
			if w := ask(http.MethodGet, "/search?term=a", p.Access, "", s.Nextech()); w.Code != want {
				t.Errorf("%d, want %d", w.Code, want)
			}
			time.Sleep(time.Minute)
		}
		if p.Expires != 60 {
			t.Errorf("a life of %d seconds", p.Expires)
		}
		time.Sleep(refreshLife)
		if late := refresh(p.Refresh); late.Error != "invalid_grant" {
			t.Errorf("after two weeks: %+v", late)
		}
	})
}
