package rest_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
)

// An object's own token stands in for the account's credentials on that call only, and its end is no reason to sign in again.
func TestACallMayHaveItsOwnKey(t *testing.T) {
	var seen []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = append(seen, r.Header.Get("Authorization"))
		w.Header().Set("Content-Type", "application/json")
		if r.URL.Path == "/ended" {
			w.WriteHeader(http.StatusUnauthorized)
		}
		_, _ = w.Write([]byte(`{}`))
	}))
	defer server.Close()
	t.Setenv("KEY_TEST_ACCOUNT", "account")
	t.Setenv("KEY_TEST_OBJECT", "object")
	account, _ := rest.ParseSecret("env:KEY_TEST_ACCOUNT")
	object, _ := rest.ParseSecret("env:KEY_TEST_OBJECT")
	unset, _ := rest.ParseSecret("env:KEY_TEST_NOWHERE")
	client, err := rest.New(rest.Settings{BaseURL: server.URL, RatePerSecond: 1e5, MaxRetries: -1}, rest.Bearer(account), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	for _, call := range []rest.Call{{Endpoint: "/a"}, {Endpoint: "/a", Key: object}, {Endpoint: "/a"}} {
		if _, err := client.Get(t.Context(), call); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := client.Get(t.Context(), rest.Call{Endpoint: "/ended", Key: object}); !errors.Is(err, extract.ErrAuth) {
		t.Errorf("an ended key gives %v", err)
	}
	if _, err := client.Get(t.Context(), rest.Call{Endpoint: "/a", Key: unset}); !errors.Is(err, rest.ErrSecret) {
		t.Errorf("a key that is nowhere gives %v", err)
	}
	want := []string{"Bearer account", "Bearer object", "Bearer account", "Bearer object"}
	if len(seen) != len(want) {
		t.Fatalf("%d requests", len(seen))
	}
	for i := range want {
		if seen[i] != want[i] {
			t.Errorf("request %d came with other credentials", i)
		}
	}
}
