package rest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/nightrounds/rounds/extract"
)

// 16 workers meet an expired key at once: one signs in, the others find the new key, and each reads the page it wanted.
func TestOneRefreshForAllWorkers(t *testing.T) {
	const workers = 16
	var epoch, signedIn, refused atomic.Int32
	key := func() string { return fmt.Sprintf("key-%d", epoch.Load()) }
	auth := SignIn("/sign-in", func(context.Context, Post) (Token, error) {
		signedIn.Add(1)
		for refused.Load() < workers*epoch.Load() { // until all of them have been refused
			runtime.Gosched()
		}
		return Token{Value: key()}, nil
	})
	c, _ := vendor(t, Settings{}, auth, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer "+key() {
			refused.Add(1)
			http.Error(w, canary, http.StatusUnauthorized)
			return
		}
		writeJSON(w, `{}`)
	})
	for round := range int32(10) {
		epoch.Store(round)
		var wg sync.WaitGroup
		for range workers {
			wg.Go(func() {
				if _, err := c.Get(t.Context(), call()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if got := signedIn.Load(); got != round+1 {
			t.Errorf("%d sign-ins for %d keys", got, round+1)
		}
	}
}

func TestARotatedSecretIsReadAgain(t *testing.T) {
	file := filepath.Join(t.TempDir(), "key")
	write(t, file, "old", 0o600)
	secret, _ := ParseSecret("file:" + file)
	var want atomic.Value
	want.Store("Bearer old")
	c, _ := vendor(t, Settings{}, Bearer(secret), func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != want.Load() {
			http.Error(w, canary, http.StatusUnauthorized)
			return
		}
		writeJSON(w, `{}`)
	})
	get := func() error { _, err := c.Get(t.Context(), call()); return err }
	if err := get(); err != nil {
		t.Fatal(err)
	}
	want.Store("Bearer new")
	if err := get(); !errors.Is(err, extract.ErrAuth) {
		t.Errorf("a second 401 in a row: %v", err)
	}
	write(t, file, "new", 0o600)
	if err := get(); err != nil {
		t.Errorf("after the rotation: %v", err)
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	want.Store("Bearer newer")
	if err := get(); !errors.Is(err, ErrSecret) || errors.Is(err, extract.ErrAuth) || strings.Contains(err.Error(), canary) {
		t.Errorf("a secret that is gone, of which the vendor knows nothing: %v", err)
	}
}

func TestSignInPostsAndRenewsInTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var posts int
		c := inMemory(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodPost {
				posts++
				writeJSON(w, `{"t":"x"}`)
				return
			}
			writeJSON(w, `{"auth":"`+r.Header.Get("Authorization")+`"}`)
		})
		c.signIn = "/sign-in"
		c.stack(SignIn("/sign-in", func(ctx context.Context, post Post) (Token, error) {
			answer, err := post(ctx, "application/json", []byte(`{"secret":1}`))
			return Token{Value: fmt.Sprintf("%d-%d", len(answer), posts), Life: 10 * time.Minute}, err
		}))
		for _, wait := range []time.Duration{0, 8 * time.Minute, 2 * time.Minute, 8 * time.Minute} {
			time.Sleep(wait)
			if _, err := c.Get(t.Context(), call()); err != nil {
				t.Fatal(err)
			}
		}
		if posts != 2 {
			t.Errorf("%d sign-ins in 18 minutes for tokens of 10", posts)
		}
	})
}

func TestSignInThatFails(t *testing.T) {
	for status, want := range map[int]error{
		http.StatusForbidden: extract.ErrAuth, http.StatusBadRequest: extract.ErrAuth, http.StatusBadGateway: extract.ErrUnavailable,
	} {
		var tries atomic.Int32
		auth := SignIn("/sign-in", func(ctx context.Context, post Post) (Token, error) {
			_, err := post(ctx, "text/plain", []byte(canary))
			return Token{}, err
		})
		c, _ := vendor(t, Settings{MaxRetries: -1}, auth, func(w http.ResponseWriter, _ *http.Request) {
			tries.Add(1)
			http.Error(w, canary, status)
		})
		_, err := c.Get(t.Context(), call())
		if !errors.Is(err, want) || tries.Load() != 1 {
			t.Errorf("status %d: %d tries, %v", status, tries.Load(), err)
		}
		noCanary(t, err)
	}
}

// A vendor that refuses a sign-in is left alone for a minute, however many workers and requests there are.
func TestARefusedSignInIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var posts int
		c := inMemory(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
			posts++
			http.Error(w, canary, http.StatusForbidden)
		})
		c.signIn = "/sign-in"
		c.stack(SignIn("/sign-in", func(ctx context.Context, post Post) (Token, error) {
			_, err := post(ctx, "application/json", []byte(`{}`))
			return Token{}, err
		}))
		for minute := range 3 {
			for range 10 {
				if _, err := c.Get(t.Context(), call()); !errors.Is(err, extract.ErrAuth) {
					t.Errorf("refused: %v", err)
				}
			}
			if posts != minute+1 {
				t.Errorf("minute %d: %d sign-ins", minute, posts)
			}
			time.Sleep(holdOff)
		}
	})
}

func TestASignInWithoutAToken(t *testing.T) {
	for _, value := range []string{"", canary + "\r\nX: y", canary + " " + canary} {
		auth := SignIn("/sign-in", func(context.Context, Post) (Token, error) { return Token{Value: value}, nil })
		c, _ := vendor(t, Settings{}, auth, answerJSON(`{}`))
		_, err := c.Get(t.Context(), call())
		if !errors.Is(err, extract.ErrShape) || errors.Is(err, extract.ErrAuth) {
			t.Errorf("a token of %d bytes: %v", len(value), err)
		}
		noCanary(t, err)
	}
}

func TestALiteralSecretStopsNew(t *testing.T) {
	if _, err := New(Settings{BaseURL: "https://vendor.test"}, Bearer(Secret{}), nil); err == nil {
		t.Error("no secret is accepted")
	}
	var literal Secret
	_ = literal.UnmarshalText([]byte(canary))
	_, err := New(Settings{BaseURL: "https://vendor.test"}, HeaderKeys(map[string]Secret{"X": literal}), nil)
	if err == nil {
		t.Error("a literal is accepted")
	}
	noCanary(t, err)
}

// A key that ends on page seven is renewed once, and page seven is read again: no page is left out, none comes twice. Where the new
// key is refused too the walk ends there, without a third try.
func TestAKeyThatEndsInMidWalk(t *testing.T) {
	for name, c := range map[string]struct {
		worth func(key int) int // how many pages a key opens
		asked string
		pages int
		want  error
	}{
		"six pages a key":    {func(int) int { return 6 }, "1 2 3 4 5 6 7 7 8 9 10 11 12", 12, nil},
		"the second is void": {func(key int) int { return 6 * (2 - key) }, "1 2 3 4 5 6 7 7", 6, extract.ErrAuth},
	} {
		signIns, opened, asked := 0, 0, []string{}
		auth := SignIn("/sign-in", func(context.Context, Post) (Token, error) {
			signIns, opened = signIns+1, 0
			return Token{Value: fmt.Sprint("key-", signIns)}, nil
		})
		client, _ := vendor(t, Settings{}, auth, func(w http.ResponseWriter, r *http.Request) {
			page := r.URL.Query().Get("page")
			asked = append(asked, page)
			if opened++; opened > c.worth(signIns) || r.Header.Get("Authorization") != fmt.Sprint("Bearer key-", signIns) {
				http.Error(w, canary, http.StatusUnauthorized)
				return
			}
			writeJSON(w, `{"data":[`+strings.TrimPrefix(page, "12")+`]}`) // the twelfth is empty
		})
		pages, err := collect(t, client, Walk{First: Call{Query: url.Values{"page": {"1"}}}, Next: ByNumber("page")})
		if !errors.Is(err, c.want) || len(pages) != c.pages || signIns != 2 || strings.Join(asked, " ") != c.asked {
			t.Errorf("%s: %d pages of %v with %d sign-ins, %v", name, len(pages), asked, signIns, err)
		}
	}
}

// A sign-in that is down, then a web page, is waited for within the retries; it is no refusal.
func TestASignInThatIsDownForAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		posts := 0
		c := inMemory(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
			if r.Method == http.MethodGet {
				writeJSON(w, `{}`)
				return
			}
			switch posts++; posts {
			case 1, 2:
				http.Error(w, canary, http.StatusServiceUnavailable)
			case 3:
				w.Header().Set("Content-Type", "text/html")
				_, _ = w.Write([]byte("<html>" + canary))
			default:
				writeJSON(w, `{"token":"x"}`)
			}
		})
		c.signIn = "/sign-in"
		c.stack(SignIn("/sign-in", func(ctx context.Context, post Post) (Token, error) {
			answer, err := post(ctx, "application/json", []byte(`{}`))
			value, _ := Text(Members(answer)["token"])
			return Token{Value: value}, err
		}))
		if _, err := c.Get(t.Context(), call()); err != nil || posts != 4 {
			t.Errorf("%d sign-ins, %v", posts, err)
		}
	})
}

// A vendor whose clock is ten minutes off: its Date says so, and its tokens end ten minutes before or after what ours would say. The
// refusal counts, not a clock.
func TestNoClockTellsWhenATokenEnds(t *testing.T) {
	for _, skew := range []time.Duration{-10 * time.Minute, 10 * time.Minute} {
		synctest.Test(t, func(t *testing.T) {
			var ends time.Time // of the token in use
			posts, refused := 0, 0
			c := inMemory(t, Settings{}, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Date", time.Now().Add(skew).UTC().Format(http.TimeFormat))
				switch {
				case r.Method == http.MethodPost:
					posts++
					ends = time.Now().Add(15*time.Minute + skew)
					writeJSON(w, `{}`)
				case time.Now().After(ends):
					refused++
					http.Error(w, canary, http.StatusUnauthorized)
				default:
					writeJSON(w, `{}`)
				}
			})
			c.signIn = "/sign-in"
			c.stack(SignIn("/sign-in", func(ctx context.Context, post Post) (Token, error) {
				_, err := post(ctx, "application/json", []byte(`{}`))
				return Token{Value: "x", Life: 15 * time.Minute}, err
			}))
			for range 60 {
				if _, err := c.Get(t.Context(), call()); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Minute)
			}
			if early := skew < 0; (refused > 0) != early || posts != map[bool]int{true: 10, false: 5}[early] {
				t.Errorf("%s off: %d sign-ins, %d refusals in an hour", skew, posts, refused)
			}
		})
	}
}
