package noanotes_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/extract/extracttest"
	"github.com/nightrounds/rounds/extract/noanotes"
	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// begin starts a town and its customer's files.
func begin(t *testing.T, change func(*sandbox.Options)) (*sandbox.Sandbox, sandbox.Running, office) {
	t.Helper()
	size := sandbox.Options{Seed: 7, Patients: 24, VisitsPerPatient: -1, NotesPerPatient: -1, Canary: true}
	if change != nil {
		change(&size)
	}
	town := sandbox.New(size)
	at, err := town.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := at.Close(); err != nil {
			t.Error(err)
		}
		if wrote := town.Violations(); len(wrote) > 0 {
			t.Errorf("the source would write: %v", wrote)
		}
	})
	o := office{dir: t.TempDir()}
	o.prepare(t, town)
	return town, at, o
}

// body is an envelope taken apart.
type body struct {
	Request  map[string]string `json:"request"`
	Manifest json.RawMessage   `json:"manifest"`
	Journal  []struct {
		Status     json.RawMessage `json:"status"`
		ReceivedAt string          `json:"received_at"`
	} `json:"journal"`
	Status  json.RawMessage `json:"status"`
	Summary json.RawMessage `json:"summary"`
	Code    int             `json:"summary_status"`
}

func open(t *testing.T, r extract.Record) (b body) {
	t.Helper()
	if err := json.Unmarshal(r.Body, &b); err != nil {
		t.Fatal("the envelope is no JSON")
	}
	return b
}

// Every endpoint of coverage.md is called as it says, and no other.
func TestCoverage(t *testing.T) {
	town, at, o := begin(t, nil)
	s := o.open(t, at, town.Credentials(), nil)
	defer s.Close()
	for _, kind := range []extract.Kind{extract.Session, extract.Organization} {
		mustPull(t, s, extract.Ask{Kind: kind, Mode: extract.Sweep})
	}
	extracttest.Covered(t, "coverage.md", "noanotes", town.Requests())
}

// The envelope holds what the customer's files and the vendor said, byte for byte, for every session of the town.
func TestEnvelope(t *testing.T) {
	tw, at, o := begin(t, func(s *sandbox.Options) { s.NoaAPIVersion = "2026-01" })
	s := o.open(t, at, tw.Credentials(), func(c *noanotes.Config) { c.APIVersion = "2026-01" })
	defer s.Close()
	got := mustPull(t, s, sweep())
	for id, r := range got.records {
		_, own, _ := strings.Cut(id, "/")
		truth, _ := tw.Truth().NoaSession(own)
		b := open(t, r)
		if b.Request["api_version"] != "2026-01" || b.Request["session_id"] != own || b.Request["country"] != truth.Country {
			t.Errorf("the request is %v", b.Request)
		}
		if (b.Manifest != nil) != truth.InManifest {
			t.Errorf("in the manifest: %t, in the envelope: %t", truth.InManifest, b.Manifest != nil)
		}
		readable := truth.Summary != nil && !truth.Purged
		if (b.Summary != nil) != readable || (b.Code == http.StatusOK) != readable {
			t.Errorf("readable: %t, summary: %t, code %d", readable, b.Summary != nil, b.Code)
		}
		if (b.Status != nil) == truth.Purged {
			t.Errorf("purged: %t, status: %t", truth.Purged, b.Status != nil)
		}
	}
	for _, want := range []string{"are in the manifest", "in the journal only", "had a summary", "had none"} {
		if !strings.Contains(strings.Join(got.done.Blind, " "), want) {
			t.Errorf("coverage does not tell what %s: %v", want, got.done.Blind)
		}
	}
	if got.done.Basis != "manifest" || got.done.Complete {
		t.Errorf("a manifest is no list of the vendor's: %+v", got.done)
	}
}

// The vendor's sections keep their order and spelling: two titles may differ by case alone.
func TestSummaryBytesAreUntouched(t *testing.T) {
	const summary = `{ "content" : {"Z":"1","a":"2","A":"3"}, "verified":true, "n":1.50 }`
	v := vendor{summary: map[string]string{id1: summary}}
	got := mustPull(t, v.open(t, nil), named("pl/"+id1))
	if !bytes.Contains(got.records["pl/"+id1].Body, []byte(summary)) {
		t.Error("the answer is not as it was")
	}
}

// Which version was asked for is kept, and is no news of the session. An id that repeats is read once.
func TestTheRequestDoesNotCount(t *testing.T) {
	v := &vendor{summary: map[string]string{id1: `"x"`}}
	one := mustPull(t, v.open(t, func(c *noanotes.Config) { c.APIVersion = "1" }), named("pl/"+id1, "pl/"+id1))
	two := mustPull(t, v.open(t, func(c *noanotes.Config) { c.APIVersion = "2" }), named("pl/"+id1))
	if a, b := one.records["pl/"+id1], two.records["pl/"+id1]; a.Hash != b.Hash || bytes.Equal(a.Body, b.Body) {
		t.Error("the version counts, or is not kept")
	}
	if n := len(one.pages[0].Records); n != 1 {
		t.Errorf("an id asked for twice gives %d records", n)
	}
}

// Both kinds of tokens: a session's own opens its status, until it ends; the summary is read all the same.
func TestStatusByTheSessionsOwnToken(t *testing.T) {
	tw, at, o := begin(t, func(s *sandbox.Options) { s.NoaSessionTokens = true })
	if err := tw.WriteNoaTokens(o.dir); err != nil {
		t.Fatal(err)
	}
	s := o.open(t, at, tw.Credentials(), func(c *noanotes.Config) {
		c.StatusAuth, c.SessionTokens = "", filepath.Join(o.dir, sandbox.NoaTokens)
	})
	defer s.Close()
	got := mustPull(t, s, sweep())
	ended, told := 0, 0
	for id, r := range got.records {
		_, own, _ := strings.Cut(id, "/")
		truth, _ := tw.Truth().NoaSession(own)
		b := open(t, r)
		if unreachable := truth.TokenEnded || truth.Purged; (b.Status == nil) != unreachable {
			t.Errorf("token ended: %t, status: %t", truth.TokenEnded, b.Status != nil)
		}
		if truth.TokenEnded {
			ended++
			if truth.Summary != nil && !truth.Purged {
				told++
				if b.Summary == nil {
					t.Error("the summary went with the status")
				}
			}
		}
	}
	if ended == 0 || told == 0 {
		t.Error("no token had ended: the test proves nothing")
	}
}

// Night after night the states change as the town's do: a delivery, a summary made again, an approval.
func TestNights(t *testing.T) {
	tw, at, o := begin(t, nil)
	s := o.open(t, at, tw.Credentials(), nil)
	defer s.Close()
	before := mustPull(t, s, sweep())
	for night := 2; night <= town.LastNight; night++ {
		tw.SetNight(night)
		o.prepare(t, tw)
		changed := map[string]bool{}
		for _, c := range tw.Truth().Changes() {
			changed[c.ID] = changed[c.ID] || c.Vendor == town.Noa
		}
		now := mustPull(t, s, sweep())
		for id, r := range now.records {
			_, own, _ := strings.Cut(id, "/")
			if old, ok := before.records[id]; ok && (old.Hash != r.Hash) != changed[own] {
				t.Errorf("night %d: changed in the town: %t, as read: %t", night, changed[own], old.Hash != r.Hash)
			}
		}
		before = now
	}
}
