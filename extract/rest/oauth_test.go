package rest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"sync"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

func TestARefreshTokenRotates(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	c := a.client(t, api, s)
	for night := 1; night <= 3; night++ {
		for range 2 {
			if err := get(t, c); err != nil {
				t.Fatal(err)
			}
		}
		if a.requests() != night {
			t.Errorf("night %d: %d refreshes", night, a.requests())
		}
		a.expire()
	}
	info, err := os.Stat(s.TokenFile)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the token file: %v, %v", info.Mode(), err)
	}
	later := a.client(t, api, s)
	if err := get(t, later); err != nil || a.requests() != 4 {
		t.Errorf("another process after an expiry: %d refreshes, %v", a.requests(), err)
	}
	if err := get(t, a.client(t, api, s)); err != nil || a.requests() != 4 {
		t.Errorf("another process while the token is good: %d refreshes, %v", a.requests(), err)
	}
}

// Eight processes of one account meet an expired token at once. One refreshes; a second use of its refresh token would be refused.
func TestProcessesShareOneRefresh(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	clients := make([]*Client, 8)
	for i := range clients {
		clients[i] = a.client(t, api, s)
	}
	for round := 1; round <= 5; round++ {
		var wg sync.WaitGroup
		for _, c := range clients {
			for range 2 {
				wg.Go(func() {
					if err := get(t, c); err != nil {
						t.Error(err)
					}
				})
			}
		}
		wg.Wait()
		if a.requests() != round {
			t.Errorf("%d refreshes in %d rounds", a.requests(), round)
		}
		a.expire()
	}
}

func TestARefusedRefreshTokenIsToldOnceAndNotTriedAgain(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	a.mu.Lock()
	a.refresh = "withdrawn"
	a.mu.Unlock()
	c := a.client(t, api, s)
	for range 3 {
		if err := get(t, c); !errors.Is(err, extract.ErrReauthorize) || !errors.Is(err, extract.ErrAuth) {
			t.Errorf("a withdrawn grant: %v", err)
		}
	}
	if a.requests() != 1 {
		t.Errorf("%d requests with a refresh token that is refused", a.requests())
	}
	a.mu.Lock()
	granted := a.next()
	a.mu.Unlock()
	write(t, s.TokenFile, `{"refresh_token":"`+granted["refresh_token"].(string)+`"}`, 0o600)
	if err := get(t, c); err != nil || a.requests() != 2 {
		t.Errorf("granted anew: %d requests, %v", a.requests(), err)
	}
}

// A process that knows nothing of the lock (another machine, with token_command) spent the refresh token a moment ago.
func TestALostRaceIsReadAgain(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	a.mu.Lock()
	others := a.next()
	a.mu.Unlock()
	late := &lateFile{s, `{"access_token":"` + others["access_token"].(string) + `","refresh_token":"r"}`}
	if err := get(t, late.client(t, api)); err != nil || a.requests() != 1 {
		t.Errorf("the other's access token: %d requests, %v", a.requests(), err)
	}
	s = a.settings(t)
	a.expire()
	late = &lateFile{s, `{"refresh_token":"` + a.refresh + `"}`}
	write(t, s.TokenFile, `{"refresh_token":"spent"}`, 0o600)
	if err := get(t, late.client(t, api)); err != nil || a.requests() != 3 {
		t.Errorf("the other's refresh token: %d requests, %v", a.requests(), err)
	}
}

// lateFile stores another's pair at the moment ours is refused.
type lateFile struct {
	OAuthSettings
	then string
}

// client reads the guarded API.
func (l *lateFile) client(t *testing.T, api *httptest.Server) *Client {
	t.Helper()
	auth := OAuth(l.OAuthSettings).WithHeader("X-Practice", "7")
	plain := auth.read
	auth.read = func(ctx context.Context, post Post, refused *grant) (*grant, error) {
		return plain(ctx, func(ctx context.Context, contentType string, body []byte) ([]byte, error) {
			answer, err := post(ctx, contentType, body)
			if err != nil {
				write(t, l.TokenFile, l.then, 0o600)
			}
			return answer, err
		}, refused)
	}
	c, err := New(Settings{BaseURL: api.URL, RatePerSecond: 1e6, Burst: 1000, MaxRetries: -1}, auth, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func TestTokenAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		want   error
	}{
		"whole":              {`{"access_token":"a","refresh_token":"r","expires_in":3600,"token_type":"bearer"}`, nil},
		"no refresh token":   {`{"access_token":"a"}`, nil},
		"a code only":        {`{"code":"` + canary + `"}`, extract.ErrShape},
		"no object":          {`["` + canary + `"]`, extract.ErrShape},
		"a line in a token":  {`{"access_token":"` + canary + `\r\nX: y"}`, extract.ErrShape},
		"not a bearer token": {`{"access_token":"a","token_type":"mac"}`, extract.ErrShape},
	} {
		a, _ := authority(t)
		s := a.settings(t)
		before, _ := s.keeper().load(t.Context())
		a.answer = func(url.Values) string { return c.answer }
		client, err := tokenClient(Settings{MaxRetries: -1}, s.TokenURL)
		if err != nil {
			t.Fatal(err)
		}
		_, err = (&tokens{settings: s, keep: s.keeper()}).read(t.Context(), client.post, nil)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		noCanary(t, err)
		client.Close()
		after, _ := s.keeper().load(t.Context())
		if err != nil && after.RefreshToken != before.RefreshToken {
			t.Errorf("%s: the kept pair changed", name)
		}
		if name == "no refresh token" && after.RefreshToken != before.RefreshToken {
			t.Error("the refresh token did not stay")
		}
	}
}

// A refusal of the client itself, and a server that is out of order, are no reason to grant access anew.
func TestTokenEndpointOutOfOrder(t *testing.T) {
	for status, want := range map[int]error{400: ErrRefused, 401: extract.ErrAuth, 503: extract.ErrUnavailable, 302: extract.ErrOrigin} {
		elsewhere := httptest.NewServer(http.NotFoundHandler())
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", elsewhere.URL)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(`{"error":"` + canary + `"}`))
		}))
		a, api := authority(t)
		s := a.settings(t)
		s.TokenURL = server.URL + "/token"
		err := get(t, a.client(t, api, s))
		if !errors.Is(err, want) || errors.Is(err, extract.ErrReauthorize) {
			t.Errorf("status %d: %v", status, err)
		}
		server.Close()
		elsewhere.Close()
	}
}

func TestOAuthSettingsThatCannotWork(t *testing.T) {
	good := OAuthSettings{AuthorizeURL: "https://login.test/a", TokenURL: "https://login.test/t", ClientID: "c", TokenFile: "f"}
	if err := good.Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*OAuthSettings){
		"plain http":       func(s *OAuthSettings) { s.TokenURL = "http://login.test/" + canary },
		"no address":       func(s *OAuthSettings) { s.AuthorizeURL = canary },
		"no client":        func(s *OAuthSettings) { s.ClientID = "" },
		"a literal secret": func(s *OAuthSettings) { _ = s.ClientSecret.UnmarshalText([]byte(canary)) },
		"two places":       func(s *OAuthSettings) { s.TokenCommand = "x" },
		"no place":         func(s *OAuthSettings) { s.TokenFile = "" },
		"no lock":          func(s *OAuthSettings) { s.TokenFile, s.TokenCommand = "", "x" },
		"a redirect to":    func(s *OAuthSettings) { s.Redirect = canary },
	} {
		s := good
		spoil(&s)
		_, err := New(Settings{BaseURL: "https://vendor.test"}, OAuth(s), nil)
		if err == nil {
			t.Errorf("%s is accepted", name)
		}
		noCanary(t, err)
	}
}
