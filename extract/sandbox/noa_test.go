package sandbox

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

func TestNoaAsksForATokenOfTheCountry(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 60})
	var s town.NoaSession
	for s = range c.Truth().NoaSessions() {
		if s.Country == "es" && !s.Purged && s.Summary != nil {
			break
		}
	}
	paths := []string{"/consumers/me", "/sessions/" + s.ID + "/status", "/consumers/sessions/" + s.ID + "/summary"}
	expect := func(want int) {
		t.Helper()
		for _, path := range paths {
			c.get(c.NoaURLs["es"]+path, want)
		}
	}
	c.head = http.Header{}
	expect(http.StatusUnauthorized)
	c.signIn("pl")
	expect(http.StatusUnauthorized)
	c.signIn("es")
	expect(http.StatusOK)
	c.ExpireNoaTokens()
	expect(http.StatusUnauthorized)
	k := c.Credentials()
	for body, want := range map[string]int{"": 400, "{": 400, `{"clientId":"x","secret":null}`: 401, signInBody(Credentials{NoaClientID: k.NoaClientID}): 401} {
		e := decode[map[string]any](t, c.post(c.NoaURLs["es"]+"/auth/sign-in", "application/json", body, want))
		if e["status"] != float64(want) || e["title"] == "" {
			t.Errorf("%v", e)
		}
	}
	if v := c.Violations(); len(v) != 0 {
		t.Errorf("signing in violates: %v", v)
	}
}

func TestNoaTokensExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := New(Options{Seed: 3, Patients: 1, NoaTokenLife: time.Minute, NoaTokenField: "token"})
		h := s.Noa("pl")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/auth/sign-in", strings.NewReader(signInBody(s.Credentials()))))
		answer := decode[map[string]any](t, w.Body.Bytes())
		if answer["expiresIn"] != 60.0 {
			t.Errorf("%v", answer)
		}
		for _, want := range []int{http.StatusOK, http.StatusUnauthorized} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v1/consumers/me", nil)
			r.Header.Set("Authorization", "Bearer "+answer["token"].(string))
			w := httptest.NewRecorder()
			if h.ServeHTTP(w, r); w.Code != want {
				t.Errorf("%d, want %d", w.Code, want)
			}
			time.Sleep(time.Minute)
		}
	})
}

func TestSessionTokens(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 60, NoaSessionTokens: true})
	got := sightings{}
	c.inEach(func(country, base string) {
		consumer := c.head.Get("Authorization")
		for s := range c.Truth().NoaSessions() {
			if s.Country != country || s.Purged {
				continue
			}
			status := base + "/sessions/" + s.ID + "/status"
			c.get(status, http.StatusUnauthorized)
			want := http.StatusOK
			if s.TokenEnded {
				want = http.StatusUnauthorized
			}
			c.head.Set("Authorization", "Bearer "+c.NoaSessionToken(s.ID))
			c.get(status, want)
			c.get(base+"/consumers/me", http.StatusUnauthorized)
			c.head.Set("Authorization", consumer)
			if s.Summary != nil {
				c.get(base+"/consumers/sessions/"+s.ID+"/summary", http.StatusOK)
				got.see(fmt.Sprint("summary, status ", want))
			}
		}
	})
	if len(got) != 2 {
		t.Errorf("%v", got)
	}
}

func TestNoaVersionAndSignInPath(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 5, NoaAPIVersion: "1.0", NoaSignInPath: "/clients/token"})
	body := c.post(c.NoaURLs["pl"]+"/clients/token", "application/json", signInBody(c.Credentials()), http.StatusOK)
	c.head = http.Header{"Authorization": {"Bearer " + decode[map[string]any](t, body)["accessToken"].(string)}}
	c.get(c.NoaURLs["pl"]+"/consumers/me", http.StatusBadRequest)
	c.get(c.NoaURLs["pl"]+"/consumers/me?api-version=2.0", http.StatusBadRequest)
	c.get(c.NoaURLs["pl"]+"/consumers/me?api-version=1.0", http.StatusOK)
	if v := c.Violations(); len(v) != 0 {
		t.Errorf("signing in elsewhere violates: %v", v)
	}
}

func TestWritesToNoaAreViolations(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 5})
	for i, path := range []string{"/consumers/sessions", "/consumers/sessions/x/summary/recover", "/consumers/sessions/x/summary/regenerate",
		"/consumers/sessions/x/summary", "/sessions/x/status", "/consumers/me"} {
		c.post(c.NoaURLs["es"]+path, "application/json", "{}", http.StatusMethodNotAllowed)
		if n := len(c.Violations()); n != i+1 {
			t.Errorf("%s: %d violations", path, n)
		}
	}
	// To write where tokens come from is one way to get in, to another vendor's it is not.
	c.post(c.NextechURL+"/auth/sign-in", "application/json", "{}", http.StatusMethodNotAllowed)
	if n := len(c.Violations()); n != 7 {
		t.Errorf("%d violations", n)
	}
}

func TestFaultsOfNoa(t *testing.T) {
	c := start(t, Options{Seed: 3, Patients: 200, Night: 2})
	c.signIn("es")
	const path = "/sessions/{id}/status"
	stale := 0
	for _, change := range c.Truth().Changes() {
		s, ok := c.Truth().NoaSession(change.ID)
		if !ok || s.Country != "es" || s.Form == town.NumberStatus || change.What == town.Added {
			continue
		}
		c.Faults().Add(Fault{Effect: StaleRead, Path: path, ID: s.ID})
		url := c.NoaURLs["es"] + "/sessions/" + s.ID + "/status"
		before, _ := statusOf(t, c.get(url, http.StatusOK), s.ID)
		now, _ := statusOf(t, c.get(url, http.StatusOK), s.ID)
		if stale++; before == now || now != s.Status {
			t.Errorf("session %s was %s and is %s", s.ID, before, now)
		}
	}
	c.Faults().Add(Fault{Effect: Status, Status: 429, RetryAfter: "3", Path: "/auth/sign-in"})
	e := decode[map[string]any](t, c.post(c.NoaURLs["es"]+"/auth/sign-in", "application/json", signInBody(c.Credentials()), 429))
	if stale == 0 || e["status"] != 429.0 {
		t.Errorf("%d stale reads, %v", stale, e)
	}
}
