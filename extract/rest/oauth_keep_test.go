package rest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

// A stop while the answer is on its way must not lose the pair: the server has already spent the old one.
func TestAPairGivenDuringAStopIsKept(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	ctx, stop := context.WithCancel(t.Context())
	a.mu.Lock()
	a.answer = func(url.Values) string {
		stop()
		return `{"access_token":"kept","refresh_token":"kept-too"}`
	}
	a.mu.Unlock()
	if _, err := a.client(t, api, s).Get(ctx, Call{Endpoint: "/x"}); !errors.Is(err, context.Canceled) {
		t.Errorf("a stopped read: %v", err)
	}
	held, err := s.keeper().load(t.Context())
	if err != nil || held.RefreshToken != "kept-too" {
		t.Errorf("the pair is lost: %v", err)
	}
}

// The server has spent the old refresh token and its answer never came: as after a kill between the answer and its keeping.
// A person must know; nothing is asked in a loop.
func TestAPairThatIsLostIsReported(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	a.mu.Lock()
	a.lose = true
	a.mu.Unlock()
	for range 3 {
		if err := get(t, a.client(t, api, s)); err == nil {
			t.Fatal("a lost pair is used")
		}
	}
	if err := get(t, a.client(t, api, s)); !errors.Is(err, extract.ErrReauthorize) || a.requests() > 5 {
		t.Errorf("%d requests, %v", a.requests(), err)
	}
}

// The file can be read and not be replaced. The old pair must not be spent for one that would be lost.
func TestTokensThatCannotBeKeptAreNotAskedFor(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	s.TokenLock = s.TokenFile + ".lock"
	held, err := os.Open(s.TokenFile)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close() //nolint:errcheck // only its number is used
	s.TokenFile = fmt.Sprintf("/proc/self/fd/%d", held.Fd())
	if err := get(t, a.client(t, api, s)); !errors.Is(err, ErrSecret) || a.requests() > 0 {
		t.Errorf("%d requests, %v", a.requests(), err)
	}
}

func TestWhereTokensAre(t *testing.T) {
	a, api := authority(t)
	for name, c := range map[string]struct {
		spoil func(s *OAuthSettings)
		want  error
	}{
		"no file yet":    {func(s *OAuthSettings) { s.TokenFile += ".none" }, extract.ErrReauthorize},
		"others read it": {func(s *OAuthSettings) { write(t, s.TokenFile, `{"refresh_token":"`+canary+`"}`, 0o644) }, ErrSecret},
		"no JSON":        {func(s *OAuthSettings) { write(t, s.TokenFile, canary, 0o600) }, ErrSecret},
		"no tokens":      {func(s *OAuthSettings) { write(t, s.TokenFile, `{"x":"`+canary+`"}`, 0o600) }, ErrSecret},
		"empty":          {func(s *OAuthSettings) { write(t, s.TokenFile, "\n", 0o600) }, extract.ErrReauthorize},
		"program fails":  {func(s *OAuthSettings) { s.TokenFile, s.TokenCommand, s.TokenLock = "", "false "+canary, s.TokenFile }, ErrSecret},
	} {
		s := a.settings(t)
		c.spoil(&s)
		if err := get(t, a.client(t, api, s)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if a.requests() > 0 {
		t.Errorf("%d token requests without a refresh token", a.requests())
	}
}

func TestAProgramKeepsTheTokens(t *testing.T) {
	a, api := authority(t)
	s := a.settings(t)
	script := filepath.Join(t.TempDir(), "vault")
	write(t, script, "#!/bin/sh\ncase $1 in get) cat "+s.TokenFile+";; store) cat > "+s.TokenFile+";; esac\n", 0o700)
	kept := s.TokenFile
	s.TokenFile, s.TokenCommand, s.TokenLock = "", script, filepath.Join(t.TempDir(), "lock")
	c := a.client(t, api, s)
	for range 2 {
		if err := get(t, c); err != nil {
			t.Fatal(err)
		}
		a.expire()
	}
	text, err := os.ReadFile(kept)
	if err != nil || !strings.Contains(string(text), a.refresh) {
		t.Errorf("the program does not have the newest pair: %v", err)
	}
}
