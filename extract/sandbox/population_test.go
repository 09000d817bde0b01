package sandbox

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// everything asks Nextech and Noa for all that a truth knows.
func (c *client) everything(do func(path string, body []byte)) {
	k := c.Credentials()
	c.head = http.Header{"Authorization": {"Bearer " + k.NextechToken}, "X-Nextech-Practice-Id": {k.NextechPractice}}
	for p := range c.Truth().NextechPatients() {
		for _, path := range []string{"/search?term=" + p.Chart, "/" + p.ID + "/encounters/search?end=2100-01-01"} {
			r, err := c.do(http.MethodGet, c.NextechURL+path)
			if err != nil {
				c.t.Fatal(err)
			}
			do(path, r.body)
		}
	}
	c.inEach(func(country, base string) {
		for s := range c.Truth().NoaSessions() {
			for _, path := range []string{"/sessions/" + s.ID + "/status", "/consumers/sessions/" + s.ID + "/summary"} {
				r, err := c.do(http.MethodGet, base+path)
				if err != nil {
					c.t.Fatal(err)
				}
				do(country+path, r.body)
			}
		}
	})
}

func TestSameOptionsSameBytesAtNextechAndNoa(t *testing.T) {
	o := Options{Seed: 3, Patients: 20}
	a, b := start(t, o), start(t, o)
	for night := 1; night <= town.LastNight; night++ {
		a.SetNight(night)
		b.SetNight(night)
		seen := map[string]string{}
		a.everything(func(path string, body []byte) { seen[path] = string(body) })
		b.everything(func(path string, body []byte) {
			if seen[path] != string(body) {
				t.Errorf("night %d, %s: %.200s\n%.200s", night, path, seen[path], body)
			}
		})
	}
}

// TestCredentialsAreTheSeedsOwn: no two seeds share a secret, and no two secrets of a seed are alike.
func TestCredentialsAreTheSeedsOwn(t *testing.T) {
	secrets := func(k Credentials) []string {
		return []string{k.NextechToken, k.NextechRefreshToken, k.NextechClientSecret, k.NoaClientID, k.NoaSecret}
	}
	seen := map[string]bool{}
	for seed := range uint64(3) {
		for _, secret := range secrets(New(Options{Seed: seed, Patients: 1}).Credentials()) {
			if seen[secret] || len(secret) < 32 {
				t.Errorf("seed %d shares a secret, or has a short one", seed)
			}
			seen[secret] = true
		}
	}
	uuid := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$`)
	if id := New(Options{Patients: 1}).Credentials().NoaClientID; !uuid.MatchString(id) {
		t.Errorf("%s is no uuid", id)
	}
}

func TestEveryVendorHasAPortOfItsOwn(t *testing.T) {
	c := start(t, Options{Patients: 1})
	urls := []string{c.VSeeURL, c.NextvisitURL, c.NextechURL, c.NextechAuthorizeURL, c.NoaURLs["es"], c.NoaURLs["pl"]}
	seen := map[string]bool{}
	for _, u := range urls {
		host := strings.Split(u, "/")[2]
		if seen[host] || !strings.HasPrefix(host, "127.0.0.1:") {
			t.Errorf("%s is shared, or seen from outside", host)
		}
		seen[host] = true
	}
	port := portOf(t, c.NextechURL)
	for _, o := range []Options{{NextechPort: port}, {NextechAuthPort: port}, {NoaPort: port}, {NoaPort: port - 1}} {
		o.Patients = 1
		if r, err := New(o).Start(); err == nil {
			t.Errorf("a taken port is taken again: %+v", o)
			_ = r.Close()
		}
	}
}

func portOf(t *testing.T, from string) int {
	t.Helper()
	u, err := url.Parse(from)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(u.Port())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// TestTheCountriesPortsFollowEachOther: somebody else may take a port between two looks, so it is looked for again.
func TestTheCountriesPortsFollowEachOther(t *testing.T) {
	for range 20 {
		free, err := listen(0)
		if err != nil {
			t.Fatal(err)
		}
		port := portOf(t, "http://"+free.Addr().String())
		_ = free.Close()
		r, err := New(Options{Patients: 1, NoaPort: port}).Start()
		if err != nil {
			continue
		}
		if first, second := portOf(t, r.NoaURLs["es"]), portOf(t, r.NoaURLs["pl"]); first != port || second != port+1 {
			t.Errorf("ports %d and %d, want %d and the next", first, second, port)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		return
	}
	t.Error("no two ports in a row are free")
}
