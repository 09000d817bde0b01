package noanotes_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/noanotes"
	"github.com/nightrounds/rounds/extract/rest"
)

func TestConfigIsChecked(t *testing.T) {
	good := noanotes.Config{Name: "a", ClientID: "c", Countries: []string{"pl", "es"}, Manifest: "m.csv"}
	s, err := noanotes.New(good)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	for name, spoil := range map[string]func(*noanotes.Config){
		"name": func(c *noanotes.Config) { c.Name = "" }, "client_id": func(c *noanotes.Config) { c.ClientID = "" },
		"countries":      func(c *noanotes.Config) { c.Countries = nil },
		"hosts":          func(c *noanotes.Config) { c.Hosts = map[string]string{"pl": "https://noa.test"} },
		"capitals":       func(c *noanotes.Config) { c.Countries = []string{"PL"} },
		"base_url":       func(c *noanotes.Config) { c.BaseURL = "https://noa.test" },
		"plain http":     func(c *noanotes.Config) { c.BaseURL = "http://{cc}.noa.test" },
		"sign_in_path":   func(c *noanotes.Config) { c.SignInPath = "sign-in" },
		"status_path":    func(c *noanotes.Config) { c.StatusPath = "/status" },
		"summary_path":   func(c *noanotes.Config) { c.SummaryPath = "/summary/{id}" },
		"status_auth":    func(c *noanotes.Config) { c.StatusAuth = "me" },
		"no tokens":      func(c *noanotes.Config) { c.StatusAuth = noanotes.BySession },
		"useless tokens": func(c *noanotes.Config) { c.StatusAuth, c.SessionTokens = noanotes.ByConsumer, "t.csv" },
		"recheck":        func(c *noanotes.Config) { c.Recheck = []time.Duration{-time.Hour} },
		"page_size":      func(c *noanotes.Config) { c.PageSize = 1001 }, "parallel": func(c *noanotes.Config) { c.Parallel = -1 },
		"secret": func(c *noanotes.Config) { _ = c.Secret.UnmarshalText([]byte("hunter2")) },
	} {
		bad := good
		spoil(&bad)
		if _, err := noanotes.New(bad); err == nil || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Paths are settings, and so are the members that hold a token; nothing is sent elsewhere.
func TestSettingsReachTheVendor(t *testing.T) {
	v := &vendor{signIn: `{"jwt":"ZZTOKEN-tests-only","ttl":3600}`, summary: map[string]string{id1: `"x"`}}
	s := v.open(t, func(c *noanotes.Config) {
		c.SignInPath, c.SummaryPath, c.StatusPath = "/in", "/s/{sessionId}/summary", "/t/{sessionId}/status"
		c.ConsumerPath, c.TokenFields, c.LifeFields = "/who/am/i", []string{"jwt"}, []string{"ttl"}
		c.StatusAuth, c.APIVersion = noanotes.ByConsumer, "7"
	})
	mustPull(t, s, named("pl/"+id1))
	mustPull(t, s, extract.Ask{Kind: extract.Organization, Mode: extract.Sweep})
	want := "/in /s/" + id1 + "/summary?api-version=7 /t/" + id1 + "/status?api-version=7 /who/am/i?api-version=7"
	if got := strings.Join(v.asked, " "); got != want {
		t.Errorf("asked for %s", got)
	}
}

// A sign-in's answer may be the token itself. Without one of the members it is an error that tells nothing of it.
func TestSignInAnswers(t *testing.T) {
	t.Setenv("NOA_TEST_SECRET", "ZZSECRET-tests-only")
	key, err := rest.ParseSecret("env:NOA_TEST_SECRET")
	if err != nil {
		t.Fatal(err)
	}
	for answer, ok := range map[string]bool{
		`"ZZTOKEN-tests-only"`: true, `{"token":"","accessToken":"ZZTOKEN-tests-only","expiresIn":"60"}`: true,
		`{"message":"ZZ"}`: false, `{"token":5}`: false, `[]`: false, `""`: false,
	} {
		v := &vendor{signIn: answer, summary: map[string]string{id1: `"x"`}}
		got := pull(t, v.open(t, func(c *noanotes.Config) { c.Secret = key }), named("pl/"+id1))
		if (got.err == nil) != ok || !ok && (!errors.Is(got.err, extract.ErrShape) || strings.Contains(got.err.Error(), "ZZ")) {
			t.Errorf("%s: %v", answer, got.err)
		}
		if v.posted[0] != `{"clientId":"tests","secret":"ZZSECRET-tests-only"}` {
			t.Errorf("the sign-in is sent %s", v.posted[0])
		}
	}
	v := &vendor{}
	mustPull(t, v.open(t, nil), named("pl/"+id1))
	if v.posted[0] != `{"clientId":"tests","secret":null}` {
		t.Errorf("without a secret the sign-in is sent %s", v.posted[0])
	}
}

// A consumer that is not where it is assumed to be is counted, and is not gone.
func TestConsumerElsewhere(t *testing.T) {
	got := mustPull(t, (&vendor{}).open(t, nil), extract.Ask{Kind: extract.Organization, Mode: extract.Sweep})
	if len(got.records) > 0 || got.done.Complete || skipped(got.done) != 1 {
		t.Errorf("%+v", got.done)
	}
}

// A token that is written out instead of referred to is refused without being repeated, before anything is sent.
func TestLiteralSessionTokens(t *testing.T) {
	v, file := &vendor{}, t.TempDir()+"/tokens.csv"
	write(t, file, "session_id,token\n"+id1+",ZZLITERAL\n")
	got := pull(t, v.open(t, func(c *noanotes.Config) { c.SessionTokens = file }), named("pl/"+id1))
	if !errors.Is(got.err, extract.ErrShape) || strings.Contains(got.err.Error(), "ZZ") || len(v.asked) > 0 {
		t.Errorf("%v", got.err)
	}
}
