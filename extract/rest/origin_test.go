package rest

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/nightrounds/rounds/extract"
)

func key(t *testing.T) *Auth {
	t.Helper()
	t.Setenv("ROUNDS_TEST_KEY", canary)
	s, err := ParseSecret("env:ROUNDS_TEST_KEY")
	if err != nil {
		t.Fatal(err)
	}
	return HeaderKeys(map[string]Secret{"X-ApiToken": s})
}

// A second server counts what reaches it: custom headers are not stripped by net/http when a redirect leaves the host.
func TestCredentialsStayWithinTheOrigin(t *testing.T) {
	var reached atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		reached.Add(1)
		writeJSON(w, `{}`)
	}))
	defer other.Close()
	c, server := vendor(t, Settings{}, key(t), func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.Contains(r.URL.Path, "away"):
			http.Redirect(w, r, other.URL+"/api", http.StatusFound)
		case strings.Contains(r.URL.Path, "round"):
			http.Redirect(w, r, "/api/round", http.StatusFound)
		case strings.Contains(r.URL.Path, "within"):
			http.Redirect(w, r, "/api/here", http.StatusFound)
		default:
			writeJSON(w, `{"key":"`+r.Header.Get("X-ApiToken")+`"}`)
		}
	})
	for endpoint, want := range map[string]error{"/away": extract.ErrOrigin, "/round": extract.ErrLoop, "/within": nil} {
		got, err := c.Get(t.Context(), Call{Endpoint: endpoint})
		if !errors.Is(err, want) || err == nil && !strings.Contains(string(got.Body), canary) {
			t.Errorf("%s: %v", endpoint, err)
		}
		noCanary(t, err)
	}
	host := strings.TrimPrefix(server.URL, "http://")
	_, digits, _ := strings.Cut(host, ":")
	port := ":" + digits
	for _, link := range []string{
		other.URL + "/api", "https://" + host + "/api", "//" + strings.TrimPrefix(other.URL, "http://"),
		"http://" + canary + "@" + host + "/", "http://localhost" + port, "http://127.0.0.2" + port, "http://127.0.0.1:1/",
		"http://2130706433" + port, "mailto:" + canary, "http://%zz" + canary,
	} {
		_, err := c.Get(t.Context(), Call{Endpoint: "/notes", Link: link})
		if !errors.Is(err, extract.ErrOrigin) && !errors.Is(err, extract.ErrShape) {
			t.Errorf("%s: %v", link, err)
		}
		noCanary(t, err)
	}
	if reached.Load() != 0 {
		t.Errorf("%d requests reached the other server", reached.Load())
	}
	for _, link := range []string{server.URL + "/api?page=2", "/api?page=2", "?page=2"} {
		if _, err := c.Get(t.Context(), Call{Endpoint: "/notes", Link: link}); err != nil {
			t.Errorf("a link within the origin: %v", err)
		}
	}
}

func TestOnlyGETLeaves(t *testing.T) {
	var seen atomic.Int32
	c, server := vendor(t, Settings{}, SignIn("/sign-in", nil), func(http.ResponseWriter, *http.Request) { seen.Add(1) })
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"} {
		for _, path := range []string{"/api/notes", "/api/sign-in/x", "/sign-in"} {
			req, _ := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
			resp, err := c.bare.Do(req)
			if err == nil {
				_ = resp.Body.Close()
			}
			if !errors.Is(err, ErrRefused) {
				t.Errorf("%s %s: %v", method, path, err)
			}
		}
	}
	if seen.Load() != 0 {
		t.Errorf("%d requests were sent", seen.Load())
	}
}

func TestSameOrigin(t *testing.T) {
	base, _ := url.Parse("https://vendor.test/api")
	for link, want := range map[string]bool{
		"https://vendor.test/x": true, "https://VENDOR.test:443/": true, "HTTPS://vendor.test": true,
		"http://vendor.test": false, "https://vendor.test:444": false, "https://vendor.test.evil.test": false,
		"https://a@vendor.test": false, "https://vendor.test@evil.test": false, "https://vendör.test": false, "https://1.2.3.4": false,
	} {
		u, err := url.Parse(link)
		if err != nil {
			t.Fatal(err)
		}
		if got := sameOrigin(base, u); got != want {
			t.Errorf("%s: %v", link, got)
		}
	}
}

func TestDialGuard(t *testing.T) {
	for _, c := range []struct {
		host, address string
		private, ok   bool
	}{
		{"vendor.test", "93.184.216.34:443", false, true},
		{"vendor.test", "10.0.0.1:443", false, false},
		{"vendor.test", "10.0.0.1:443", true, true},
		{"vendor.test", "127.0.0.1:443", false, false},
		{"vendor.test", "169.254.169.254:80", true, false},
		{"vendor.test", "[fe80::1]:80", true, false},
		{"vendor.test", "[::ffff:10.0.0.1]:443", false, false},
		{"10.0.0.1", "10.0.0.1:443", false, true},
		{"10.0.0.1", "10.0.0.2:443", false, false},
		{"localhost", "127.0.0.1:80", false, true},
		{"localhost", "10.0.0.1:80", false, false},
		{"vendor.test", "nonsense", false, false},
	} {
		if err := dialGuard(c.host, c.private)("tcp", c.address, nil); (err == nil) != c.ok {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
