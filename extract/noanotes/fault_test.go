package noanotes_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/noanotes"
	"github.com/nightrounds/rounds/extract/sandbox"
)

// What goes wrong at one request is an error or is counted, never a state of the session that was not.
func TestFaultsAreNoStates(t *testing.T) {
	tw, at, o := begin(t, nil)
	s := o.open(t, at, tw.Credentials(), nil)
	defer s.Close()
	clean := mustPull(t, s, sweep())
	for _, path := range []string{summaryRoute, statusRoute, "/auth/sign-in"} {
		for _, f := range []sandbox.Fault{
			{Effect: sandbox.Status, Status: 500}, {Effect: sandbox.Status, Status: 400}, {Effect: sandbox.SoftError, Status: 500},
			{Effect: sandbox.SoftError, Status: 401}, {Effect: sandbox.NullData}, {Effect: sandbox.Reset}, {Effect: sandbox.Truncate}, {Effect: sandbox.HTML}, {Effect: sandbox.TrailingData},
		} {
			for _, after := range []int{0, 2} {
				if path == "/auth/sign-in" {
					tw.ExpireNoaTokens()
				}
				f.Path, f.After = path, after
				tw.Faults().Add(f)
				got := pull(t, s, sweep())
				tw.Faults().Clear()
				for id, r := range got.records {
					if r.Hash != clean.records[id].Hash {
						t.Fatalf("%s %d of %s after %d: a record is not as it was", f.Effect, f.Status, path, after)
					}
				}
				if got.err == nil && len(got.records)+skipped(got.done) < len(clean.records) {
					t.Errorf("%s %d of %s after %d: sessions are missing, and nothing says so", f.Effect, f.Status, path, after)
				}
			}
		}
	}
}

// A token that ends amid a sweep is fetched anew, once.
func TestSignsInAgain(t *testing.T) {
	tw, at, o := begin(t, func(s *sandbox.Options) { s.NoaTokenField = "access_token" })
	s := o.open(t, at, tw.Credentials(), nil)
	defer s.Close()
	pages := 0
	for _, err := range s.Pull(t.Context(), sweep()) {
		if err != nil {
			t.Fatal(err)
		}
		if pages++; pages == 1 {
			tw.ExpireNoaTokens()
		}
	}
	for _, r := range tw.Requests() {
		if r.Method == http.MethodPost && r.Count > 2*len(at.NoaURLs) {
			t.Errorf("%d sign-ins", r.Count)
		}
	}
}

// Refused credentials end the Pull at once: another try for each session could lock the account.
func TestRefusedSignInIsTriedOnce(t *testing.T) {
	tw, at, o := begin(t, nil)
	s := o.open(t, at, tw.Credentials(), func(c *noanotes.Config) { c.Parallel = 1 })
	defer s.Close()
	tw.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Status: 400, Path: "/auth/sign-in", Times: sandbox.Always})
	if got := pull(t, s, sweep()); !errors.Is(got.err, extract.ErrAuth) {
		t.Errorf("%v", got.err)
	}
	for _, r := range tw.Requests() {
		if r.Method == http.MethodPost && r.Count != 1 {
			t.Errorf("%d sign-ins", r.Count)
		}
	}
}

// A few forbidden sessions are sessions without a summary; nothing but forbidden ones means that the account is.
func TestForbidden(t *testing.T) {
	v := vendor{codes: map[string]int{id1: http.StatusForbidden}, summary: map[string]string{id2: `"x"`}}
	got := mustPull(t, v.open(t, nil), named("pl/"+id1, "pl/"+id2))
	if b := open(t, got.records["pl/"+id1]); b.Code != http.StatusForbidden || b.Summary != nil {
		t.Errorf("a forbidden summary gives code %d", b.Code)
	}
	var ids []string
	for i := range 12 {
		ids = append(ids, "pl/session-"+string(rune('a'+i)))
	}
	v = vendor{codes: map[string]int{}}
	for _, id := range ids {
		v.codes[strings.TrimPrefix(id, "pl/")] = http.StatusForbidden
	}
	delete(v.codes, "session-f") // not found: the account may read sessions
	mustPull(t, v.open(t, nil), named(ids...))
	v = vendor{all: http.StatusForbidden}
	if got := pull(t, v.open(t, nil), named(ids...)); !errors.Is(got.err, extract.ErrAuth) {
		t.Errorf("a forbidden account gives %v", got.err)
	}
	for _, code := range []int{http.StatusConflict, http.StatusUnprocessableEntity} { // none of them has a summary yet
		v = vendor{all: code}
		mustPull(t, v.open(t, nil), named(ids...))
	}
}

// However a vendor says that there is no summary, it is no deletion, and nothing that was lost.
func TestUnavailableIsNotGone(t *testing.T) {
	codes := map[string]int{"a": http.StatusGone, "b": http.StatusNotFound, "c": http.StatusConflict, "d": http.StatusUnprocessableEntity, "e": http.StatusNoContent}
	v := vendor{codes: codes}
	got := mustPull(t, v.open(t, nil), named("pl/a", "pl/b", "pl/c", "pl/d", "pl/e"))
	if skipped(got.done) > 0 {
		t.Errorf("%+v", got.done.Skipped)
	}
	codes["e"] = http.StatusNotFound
	for id, code := range codes {
		if r := got.records["pl/"+id]; r.Body == nil || open(t, r).Code != code {
			t.Errorf("code %d makes another record", code)
		}
	}
}
