package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// login is the sandbox's authorization server and an account at it.
func login(t *testing.T) (*rest.Grant, rest.OAuthSettings) {
	t.Helper()
	town := sandbox.New(sandbox.Options{Patients: 1})
	running, err := town.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	with := town.Credentials()
	s := rest.OAuthSettings{AuthorizeURL: running.NextechAuthorizeURL, TokenURL: running.NextechTokenURL,
		ClientID: with.NextechClientID, Resource: with.NextechResource, TokenFile: filepath.Join(t.TempDir(), "tokens.json")}
	grant, err := rest.NewGrant(s, rest.Settings{MaxRetries: -1})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(grant.Close)
	return grant, s
}

// shown waits for the address a person is asked to open.
func shown(t testing.TB, out *buffer) string {
	t.Helper()
	for t.Context().Err() == nil {
		if text := out.String(); strings.HasSuffix(text, "\n") {
			return strings.TrimSpace(text)
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("no address is shown")
	return ""
}

// open does what a person and a browser do: sign in, and go where the server sends them.
func open(t *testing.T, address string, follow bool) (page string, ended *url.URL) {
	t.Helper()
	browser := &http.Client{Transport: &http.Transport{}}
	defer browser.CloseIdleConnections()
	if !follow {
		browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	}
	resp, err := browser.Get(address + "&login=demo")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close() //nolint:errcheck // a read
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	ended, _ = resp.Location()
	return string(text), ended
}

func TestAuthWaitsForTheBrowser(t *testing.T) {
	grant, s := login(t)
	var out, talk buffer
	a := App{Stdout: &out, Stderr: &talk}
	ended := make(chan error, 1)
	go func() { ended <- a.visited(t.Context(), grant) }()
	address := shown(t, &out)
	asked, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	back := asked.Query().Get("redirect_uri")
	for _, stray := range []string{back, back + "?code=x&state=y", strings.Replace(back, "/callback", "/other", 1)} {
		resp, err := http.Get(stray) //nolint:noctx // a stranger's browser
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("a stranger is answered %d", resp.StatusCode)
		}
	}
	if page, _ := open(t, address, true); !strings.Contains(page, "may be closed") {
		t.Errorf("the browser shows %q", page)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(s.TokenFile)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the tokens are not kept privately: %v", err)
	}
	http.DefaultClient.CloseIdleConnections()
}

func TestAuthReadsAPastedAddress(t *testing.T) {
	grant, s := login(t)
	var out, talk buffer
	in, person := io.Pipe()
	a := App{Stdin: in, Stdout: &out, Stderr: &talk}
	ended := make(chan error, 1)
	go func() { ended <- a.pasted(t.Context(), grant) }()
	_, end := open(t, shown(t, &out), false)
	if _, err := io.WriteString(person, " "+end.String()+"\n"); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(s.TokenFile); err != nil {
		t.Errorf("the tokens are not kept: %v", err)
	}
	if text := out.String() + talk.String(); strings.Contains(text, sandbox.SecretMark) {
		t.Errorf("a code or a token is shown:\n%s", text)
	}
}

func TestAuthPastedByMistake(t *testing.T) {
	grant, s := login(t)
	for text, want := range map[string]error{"": rest.ErrGrant, "http://127.0.0.1:8765/callback?code=x&state=y\n": rest.ErrGrant, "http://%zz\n": errUsage} {
		a := App{Stdin: strings.NewReader(text), Stdout: io.Discard, Stderr: io.Discard}
		if err := a.pasted(t.Context(), grant); !errors.Is(err, want) {
			t.Errorf("%q gives %v", text, err)
		}
	}
	if _, err := os.Stat(s.TokenFile); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something is kept: %v", err)
	}
}

func TestAuthEndsWhenStopped(t *testing.T) {
	grant, _ := login(t)
	for name, wait := range map[string]func(*App, context.Context) error{
		"listening": func(a *App, ctx context.Context) error { return a.visited(ctx, grant) },
		"pasting":   func(a *App, ctx context.Context) error { return a.pasted(ctx, grant) },
	} {
		var out buffer
		in, person := io.Pipe()
		a := &App{Stdin: in, Stdout: &out, Stderr: io.Discard}
		ctx, stop := context.WithCancelCause(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- wait(a, ctx) }()
		shown(t, &out)
		stop(stopped(syscall.SIGINT))
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
		_ = person.Close()
	}
}

const loginConfig = `
sources:
- name: practice
  vendor: nextech
  zone: UTC
  connection:
    base_url: https://vendor.test
    practice_id: practice-1
    roster: roster.csv
    oauth: {authorize_url: "%s", token_url: "%s", client_id: "%s", resource: "%s", token_file: "%s"}
`

// The whole command: a person signs in, and the next one is told what to type.
func TestAuthCommand(t *testing.T) {
	_, s := login(t)
	file := filepath.Join(t.TempDir(), "rounds.yaml")
	text := fmt.Sprintf(loginConfig, s.AuthorizeURL, s.TokenURL, s.ClientID, s.Resource, s.TokenFile)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, talk buffer
	a := App{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &talk, Getenv: func(string) string { return "" }}
	ended := make(chan int, 1)
	go func() { ended <- a.Run(t.Context(), []string{"auth", "practice", "--config", file}) }()
	open(t, shown(t, &out), true)
	said{<-ended, out.String(), talk.String()}.saw(t, 0, "token_file "+s.TokenFile, "Next: rounds run --config "+file+" --source practice")
	if _, err := os.Stat(s.TokenFile); err != nil {
		t.Errorf("the tokens are not kept: %v", err)
	}
	rounds(t, "auth", "practice", "--config", file, "--paste").saw(t, 4, "E0402")
}

// loginPasted runs rounds auth --paste and pastes what the shown address is answered with.
func loginPasted(t testing.TB, config, source string, answer func(shown *url.URL) string) said {
	t.Helper()
	var out, talk buffer
	in, person := io.Pipe()
	a := App{Stdin: in, Stdout: &out, Stderr: &talk, Getenv: func(string) string { return "" }}
	ended := make(chan int, 1)
	go func() { ended <- a.Run(t.Context(), []string{"auth", source, "--config", config, "--paste"}) }()
	address, err := url.Parse(shown(t, &out))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(person, answer(address)+"\n"); err != nil {
		t.Fatal(err)
	}
	return said{<-ended, out.String(), talk.String()}
}

func TestAuthOfASourceThatNeedsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rounds.yaml")
	text := "sources:\n- name: visits\n  vendor: vsee\n  zone: UTC\n  connection:\n    base_url: https://vendor.test\n    token: env:T\n    account: env:A\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	rounds(t, "auth", "visits", "--config", file).saw(t, 2, "needs no person's grant", "E0201")
	rounds(t, "auth", "others", "--config", file).saw(t, 2, "no source of that name", "E0201")
	rounds(t, "auth", "--config", file).saw(t, 2, "rounds auth SOURCE", "E0200")
}
