package rest

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// What a counter says is what the vendor got: tries, redirects and the sign-in, of this context and of those within it only.
func TestEveryRequestSentIsCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var arrived atomic.Int64
		auth := SignIn("/sign-in", func(ctx context.Context, post Post) (Token, error) {
			_, err := post(ctx, "application/json", []byte(`{}`))
			return Token{Value: "x"}, err
		})
		c := inMemory(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
			n := arrived.Add(1)
			switch {
			case r.Method == http.MethodPost:
				writeJSON(w, `{}`)
			case r.URL.Path == "/api/moved":
				http.Redirect(w, r, "/api/notes/1", http.StatusFound)
			case n%2 == 0:
				http.Error(w, canary, http.StatusBadGateway)
			default:
				writeJSON(w, `{}`)
			}
		})
		c.signIn = "/sign-in"
		c.stack(auth)
		outer, all := Counting(t.Context())
		inner, some := Counting(outer)
		for _, ctx := range []context.Context{outer, inner, inner} {
			if _, err := c.Get(ctx, call()); err != nil {
				t.Fatal(err)
			}
		}
		before := arrived.Load()
		if _, err := c.Get(inner, Call{Endpoint: "/moved"}); err != nil {
			t.Fatal(err)
		}
		if moved := arrived.Load() - before; moved < 2 || all.Load() != arrived.Load() || some.Load() >= all.Load() || some.Load() < 2+moved {
			t.Errorf("%d requests arrived, %d are counted, %d within", arrived.Load(), all.Load(), some.Load())
		}
		if _, err := c.Get(t.Context(), call()); err != nil || all.Load() == arrived.Load() {
			t.Errorf("what is sent under no counter is counted: %v", err)
		}
	})
}

// What never reaches the wire costs nothing.
func TestWhatIsRefusedHereIsNotCounted(t *testing.T) {
	c, _ := vendor(t, Settings{MaxRetries: -1}, nil, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://127.0.0.1:1/", http.StatusFound)
	})
	ctx, sent := Counting(t.Context())
	_, err := c.Get(ctx, call())
	if _, again := c.Get(ctx, Call{Link: "http://127.0.0.1:1/"}); err == nil || again == nil || sent.Load() != 1 {
		t.Errorf("%d requests are counted, one was sent: %v", sent.Load(), err)
	}
}
