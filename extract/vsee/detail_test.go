package vsee_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/rest"
	"github.com/nightrounds/rounds/extract/vsee"
)

func named(kind extract.Kind, ids ...string) extract.Ask {
	return extract.Ask{Kind: kind, Mode: extract.IDs, IDs: slices.Values(ids)}
}

func TestAGoneIDIsARecordWithoutABody(t *testing.T) {
	c := newClinic(t)
	c.statuses["/visits/2"], c.statuses["/visits/3"] = http.StatusNotFound, http.StatusGone
	c.bodies["/visits/4"] = `{"code":404,"message":"ZZBODY"}`
	c.bodies["/visits/5"] = `{"code":"410","message":"","data":null}`
	c.bodies["/visits/6"] = `{"code":404,"message":"","data":[]}`
	got := mustPull(t, c.open(nil), named(extract.Visit, "1", "2", "3", "4", "5", "6"))
	for _, id := range []string{"2", "3", "4", "5", "6"} {
		if r, ok := got.records[id]; !ok || r.Body != nil || r.Fetched.IsZero() {
			t.Errorf("visit %s is %+v", id, r)
		}
	}
	if got.records["1"].Body == nil || got.done.Basis != "ids" || got.done.Complete {
		t.Errorf("%+v", got.done)
	}
}

func TestAGoneRowOfASweepIsCountedNotReported(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = numbers(1, 3)
	c.statuses["/users/2"] = http.StatusNotFound
	got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
	if len(got.records) != 2 || !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: "gone before it was read", Count: 1}}) {
		t.Errorf("%v, %+v", got.ids(), got.done)
	}
}

func TestOnlyPlainNumbersAreAskedFor(t *testing.T) {
	c := newClinic(t)
	got := mustPull(t, c.open(nil), named(extract.Patient, "-", "", "0", "current", "../visits", "1e3", "007", "-5", "9", "9"))
	if !slices.Equal(got.ids(), []int{9}) || len(c.asked) != 1 {
		t.Errorf("%d requests for %v", len(c.asked), got.ids())
	}
	if !slices.Equal(got.done.Skipped, []extract.Skip{{Reason: "no usable id", Count: 8, Lost: true}}) {
		t.Errorf("%+v", got.done)
	}
}

func TestOneBadAnswerDoesNotStopTheOthers(t *testing.T) {
	for name, body := range map[string]string{
		"html":        `<html>ZZBODY</html>`,
		"truncated":   `{"data":{"id":"2","na`,
		"no data":     `{"message":"ZZBODY"}`,
		"null":        `{"data":null}`,
		"two objects": `{"data":[{"id":"2"},{"id":"2"}]}`,
		"another id":  `{"data":{"id":"3"}}`,
	} {
		t.Run(name, func(t *testing.T) {
			c := newClinic(t)
			c.users["200"] = numbers(1, 3)
			c.bodies["/users/2"] = body
			got := mustPull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
			if !slices.Equal(got.ids(), []int{1, 3}) || got.done.Complete || len(got.done.Skipped) != 1 || got.done.Skipped[0].Count != 1 {
				t.Errorf("%v, %+v", got.ids(), got.done)
			}
		})
	}
}

func TestAVendorThatAnswersNothingReadableIsAnError(t *testing.T) {
	for _, users := range []int{1, 40} {
		c := newClinic(t)
		c.users["200"] = numbers(1, users)
		for n := range users {
			c.bodies["/users/"+itoa(n+1)] = `<html>ZZBODY</html>`
		}
		got := pull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
		if !errors.Is(got.err, extract.ErrShape) || got.done != nil {
			t.Errorf("%d users: %v", users, got.err)
		}
		if users == 40 && c.requests("/users/") > 25 {
			t.Errorf("%d reads before giving up", c.requests("/users/"))
		}
	}
}

func TestAnArrayOfOneIsThatOne(t *testing.T) {
	c := newClinic(t)
	c.bodies["/users/8"] = `{"data":[{"id":8}]}`
	got := mustPull(t, c.open(nil), named(extract.Patient, "8"))
	if string(got.records["8"].Body) != `{"id":8}` {
		t.Errorf("body is %s", got.records["8"].Body)
	}
}

func TestRecordsKeepTheOrderAskedFor(t *testing.T) {
	c := newClinic(t)
	want := []string{"9", "4", "30", "12", "1", "7"}
	got := mustPull(t, c.open(nil), named(extract.Patient, want...))
	var order []string
	for _, page := range got.pages {
		for _, r := range page.Records {
			order = append(order, r.ID)
		}
	}
	if !slices.Equal(order, want) {
		t.Errorf("order is %v", order)
	}
}

// The first reads wait until as many as Config.Parallel are under way: with fewer they would wait for good.
func TestReadsRunSideBySide(t *testing.T) {
	const parallel = 3
	var arrived atomic.Int64
	c := newClinic(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for arrived.Add(1); arrived.Load() < parallel && r.Context().Err() == nil; {
			runtime.Gosched()
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(c.answer(r)))
	}))
	defer server.Close()
	s := c.open(func(cfg *vsee.Config) {
		cfg.BaseURL, cfg.Parallel, cfg.Timeout = server.URL, parallel, 10*time.Second
	})
	defer s.Close()
	got := pull(t, s, named(extract.Patient, "1", "2", "3", "4", "5", "6"))
	if got.err != nil || len(got.records) != 6 {
		t.Errorf("%d records, %v", len(got.records), got.err)
	}
}

func TestErrorsSayNothingOfTheRecord(t *testing.T) {
	for name, set := range map[string]func(*clinic){
		"list refused": func(c *clinic) {
			c.statuses["/users"], c.bodies["/users"] = 400, `{"code":404,"message":"ZZBODY 77123"}`
		},
		"list is html":  func(c *clinic) { c.bodies["/users"] = `<p>ZZBODY` },
		"list missing":  func(c *clinic) { c.bodies["/users"] = `{"message":"ZZBODY"}` },
		"list is null":  func(c *clinic) { c.bodies["/users"] = `{"data":null}` },
		"not signed in": func(c *clinic) { c.bodies["/users/77123"] = `{"code":401,"message":"ZZBODY"}` },
		"broken inside": func(c *clinic) { c.statuses["/users/77123"], c.bodies["/users/77123"] = 500, `ZZBODY` },
		"wrong visit":   func(c *clinic) { c.bodies["/users/77123"] = `{"data":{"id":"5","x":"ZZBODY"}}` },
	} {
		t.Run(name, func(t *testing.T) {
			c := newClinic(t)
			c.users["200"] = []int{77123}
			set(c)
			got := pull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
			if got.err == nil {
				t.Fatal("no error")
			}
			for _, word := range []string{"ZZBODY", "77123", mintedToken, mintedAccount, c.url, "start", "limit"} {
				if strings.Contains(got.err.Error(), word) {
					t.Errorf("the error tells %q: %v", word, got.err)
				}
			}
		})
	}
}

func TestARefusedTokenIsAnAuthError(t *testing.T) {
	c := newClinic(t)
	c.users["200"] = numbers(1, 3)
	c.bodies["/users/2"] = `{"code":401,"message":"Unauthorized"}`
	got := pull(t, c.open(nil), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep})
	if !errors.Is(got.err, extract.ErrAuth) {
		t.Errorf("error is %v", got.err)
	}
}

func TestLeavingAndCancellingRelease(t *testing.T) {
	now := goleak.IgnoreCurrent()
	t.Cleanup(func() { goleak.VerifyNone(t, now) }) // after the server's own cleanup
	c := newClinic(t)
	c.users["200"] = numbers(1, 50)
	s := c.open(nil)
	for range s.Pull(t.Context(), extract.Ask{Kind: extract.Patient, Mode: extract.Sweep}) {
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	c.mu.Lock() // the last answer may be on its way
	c.before = func(*clinic, *http.Request) { cancel() }
	c.mu.Unlock()
	var last error
	for _, err := range s.Pull(ctx, extract.Ask{Kind: extract.Patient, Mode: extract.Sweep}) {
		last = err
	}
	if !errors.Is(last, context.Canceled) {
		t.Errorf("a cancelled Pull ends in %v", last)
	}
	s.Close()
}

func TestWhatCannotBeServedIsRefusedBeforeAnythingIsSent(t *testing.T) {
	c := newClinic(t)
	s := c.open(nil)
	for name, ask := range map[string]extract.Ask{
		"a range of patients": {Kind: extract.Patient, Mode: extract.Range},
		"an empty range":      {Kind: extract.Visit, Mode: extract.Range},
		"another kind":        {Kind: extract.Note, Mode: extract.Sweep},
		"no ids":              {Kind: extract.Visit, Mode: extract.IDs},
		"no mode":             {Kind: extract.Visit},
	} {
		if got := pull(t, s, ask); !errors.Is(got.err, extract.ErrUnsupported) {
			t.Errorf("%s gives %v", name, got.err)
		}
	}
	if len(c.asked) != 0 {
		t.Errorf("%d requests were sent", len(c.asked))
	}
}

func TestAMistakeInTheConfigIsNamed(t *testing.T) {
	t.Setenv("VSEE_TEST_TOKEN", mintedToken)
	key := secret(t, "env:VSEE_TEST_TOKEN")
	good := vsee.Config{Name: "clinic", Settings: rest.Settings{BaseURL: "https://vsee.example/api_v3"}, Token: key, Account: key}
	if _, err := vsee.New(good); err != nil {
		t.Fatal(err)
	}
	for word, change := range map[string]func(*vsee.Config){
		"name":       func(c *vsee.Config) { c.Name = "" },
		"base_url":   func(c *vsee.Config) { c.BaseURL = "http://vsee.example" },
		"token":      func(c *vsee.Config) { c.Token = rest.Secret{} },
		"account":    func(c *vsee.Config) { c.Account = rest.Secret{} },
		"enumerate":  func(c *vsee.Config) { c.Enumerate = "guess" },
		"roster":     func(c *vsee.Config) { c.Enumerate = vsee.ByRoster },
		"not roster": func(c *vsee.Config) { c.Roster = "people.csv" },
		"profile":    func(c *vsee.Config) { c.Profile = "some" },
		"page_size":  func(c *vsee.Config) { c.PageSize = 101 },
		"files":      func(c *vsee.Config) { c.Files = "some" },
		"parallel":   func(c *vsee.Config) { c.Parallel = -1 },
	} {
		cfg := good
		change(&cfg)
		if _, err := vsee.New(cfg); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%s: %v", word, err)
		}
	}
}
