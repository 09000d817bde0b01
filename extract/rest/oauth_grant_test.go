package rest

import (
	"errors"
	"net/http"
	"net/url"
	"os"
	"testing"
)

// browse opens an address as a person's browser does, and gives what it comes back with.
func browse(t *testing.T, address string) url.Values {
	t.Helper()
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	resp, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	browser.CloseIdleConnections()
	_ = resp.Body.Close()
	back, err := resp.Location()
	if err != nil {
		t.Fatal(err)
	}
	return back.Query()
}

func granting(t *testing.T) (*authorizer, *Grant, OAuthSettings) {
	t.Helper()
	a, _ := authority(t)
	s := a.settings(t)
	if err := os.Remove(s.TokenFile); err != nil {
		t.Fatal(err)
	}
	s.Resource = "urn:api"
	g, err := NewGrant(s, Settings{MaxRetries: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.Close)
	return a, g, s
}

func TestAPersonGrantsAccess(t *testing.T) {
	a, g, s := granting(t)
	question := g.Ask(g.Redirect())
	asked, err := url.Parse(question.URL)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"client_id": "rounds-test", "response_type": "code", "resource": "urn:api",
		"redirect_uri": "http://127.0.0.1:0/callback", "code_challenge_method": "S256"} {
		if got := asked.Query().Get(name); got != want {
			t.Errorf("%s is %q", name, got)
		}
	}
	if err := question.Accept(t.Context(), browse(t, question.URL)); err != nil {
		t.Fatal(err)
	}
	held, err := s.keeper().load(t.Context())
	if err != nil || held.RefreshToken != a.refresh || held.Expiry.IsZero() {
		t.Errorf("what is kept is not what was given: %v", err)
	}
}

func TestGrantsThatAreNone(t *testing.T) {
	a, g, s := granting(t)
	question := g.Ask(g.Redirect())
	good := browse(t, question.URL)
	with := func(name, value string) url.Values {
		v := url.Values{"code": good["code"], "state": good["state"]}
		v.Set(name, value)
		return v
	}
	for name, answer := range map[string]url.Values{
		"another state": with("state", canary), "no state": with("state", ""), "declined": with("error", "access_denied"),
		"an error": with("error", canary), "no code": with("code", ""), "another code": with("code", canary),
	} {
		err := question.Accept(t.Context(), answer)
		if !errors.Is(err, ErrGrant) {
			t.Errorf("%s: %v", name, err)
		}
		noCanary(t, err)
	}
	if err := g.Ask(g.Redirect()).Accept(t.Context(), with("state", "")); !errors.Is(err, ErrGrant) {
		t.Errorf("the answer to another question: %v", err)
	}
	a.mu.Lock()
	a.answer = func(url.Values) string { return `{"access_token":"` + canary + `"}` }
	a.mu.Unlock()
	if err := question.Accept(t.Context(), good); !errors.Is(err, ErrGrant) {
		t.Errorf("no refresh token: %v", err)
	}
	if _, err := os.Stat(s.TokenFile); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something was kept: %v", err)
	}
}

func TestAServerMayNameTheRedirectItsOwnWay(t *testing.T) {
	s := OAuthSettings{AuthorizeURL: "https://login.test/a", TokenURL: "https://login.test/t", ClientID: "c", TokenFile: "f",
		RedirectParam: "redirect_url", Redirect: "http://localhost:8080/back"}
	g, err := NewGrant(s, Settings{})
	if err != nil {
		t.Fatal(err)
	}
	asked, err := url.Parse(g.Ask(g.Redirect()).URL)
	if err != nil || asked.Query().Get("redirect_url") != s.Redirect || asked.Query().Has("redirect_uri") {
		t.Errorf("the redirect is not where the server looks for it: %v", err)
	}
}

// The verifier never leaves but to the token endpoint, and without it a stolen code is worth nothing.
func TestAStolenCodeIsWorthNothing(t *testing.T) {
	_, g, _ := granting(t)
	question := g.Ask(g.Redirect())
	stolen := browse(t, question.URL)
	thief := g.Ask(g.Redirect())
	stolen.Set("state", thief.state)
	if err := thief.Accept(t.Context(), stolen); !errors.Is(err, ErrGrant) {
		t.Errorf("a code without its verifier: %v", err)
	}
}
