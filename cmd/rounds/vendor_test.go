package main

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

const notesPath = "/v1/progress-notes"

// always plans a fault for every list of notes.
func (c *clinic) always(f sandbox.Fault) {
	f.Path, f.Times = notesPath, sandbox.Always
	c.Faults().Add(f)
}

// vendorFaults are ways a vendor fails, what a person is told of each and what the ledger keeps.
var vendorFaults = map[string]struct {
	inflict      func(*clinic)
	says, status string
}{
	"down":    {func(c *clinic) { c.set["nextvisit_url"] = "http://127.0.0.1:1/api" }, "page 1: the vendor does not answer: connection refused", "failed"},
	"revoked": {func(c *clinic) { c.secret("nextvisit-token", "nv-sk-7|minted-for-nothing") }, "status 401", "failed"},
	"html":    {func(c *clinic) { c.always(sandbox.Fault{Effect: sandbox.HTML}) }, "unexpected shape", "failed"},
	"cut":     {func(c *clinic) { c.always(sandbox.Fault{Effect: sandbox.Truncate}) }, "closed too early", "failed"},
	"refused": {func(c *clinic) { c.always(sandbox.Fault{Effect: sandbox.Status, Status: 422}) }, "status 422", "failed"},
	"team":    {func(c *clinic) { c.set["team"] = "6" }, "another tenant", "failed"},
	"later": {func(c *clinic) {
		c.always(sandbox.Fault{Effect: sandbox.Status, Status: 429, RetryAfter: "Fri, 13 Nov 2099 10:00:00 GMT"})
	}, "no request may be sent before 2099-11-13T10:00:00Z", "deferred"},
}

// TestVendorsFailSideBySide has a vendor for every fault and one that is well, all in one round.
func TestVendorsFailSideBySide(t *testing.T) {
	well := small(t, sharedDir(t))
	sick := map[string]*clinic{}
	for name, fault := range vendorFaults {
		c := small(t, well.dir)
		fault.inflict(c)
		c.write()
		well.add(c, c.nextvisit)
		sick[name] = c
	}
	got := well.run()
	got.saw(t, 2, "E0204", "kept:", "do:", "published analytics.patient", "7 windows are not done:")
	status := map[string]string{}
	for _, row := range ask(t, well.dir, "operator", "SELECT source, status FROM ops.windows FINAL WHERE mode = 'sweep'") {
		source, s, _ := strings.Cut(row, "\t")
		status[source] = s
	}
	for name, fault := range vendorFaults {
		c := sick[name]
		told := lineOf(got.err, "rounds: ", c.nextvisit)
		if !strings.Contains(told, fault.says) {
			t.Errorf("%s: told %q, want %q", name, told, fault.says)
		}
		if status[c.nextvisit] != fault.status {
			t.Errorf("%s: the ledger says %q, want %q", name, status[c.nextvisit], fault.status)
		}
	}
	if status[well.vsee] != "done" || status[well.nextvisit] != "done" {
		t.Error("a vendor's fault stopped another vendor")
	}
	notes := ask(t, well.dir, "analyst", "SELECT DISTINCT source FROM analytics.note ORDER BY source")
	for _, source := range []string{well.vsee, well.nextvisit} {
		if !slices.Contains(notes, source) {
			t.Errorf("no notes of %s were published", source)
		}
	}
}

// lineOf finds the line of the last message, which begins with start, that speaks of a source.
func lineOf(text, start, source string) string {
	_, message, _ := strings.Cut(text, start)
	for line := range strings.Lines(message) {
		if strings.Contains(line, source) {
			return line
		}
	}
	return ""
}

// TestVendorExitCodes sees the two codes that a scheduler acts on.
func TestVendorExitCodes(t *testing.T) {
	for name, want := range map[string]struct {
		code int
		id   string
	}{"down": {3, "E0301"}, "revoked": {4, "E0400"}} {
		t.Run(name, func(t *testing.T) {
			c := small(t, sharedDir(t))
			vendorFaults[name].inflict(c)
			c.write()
			got := c.run("--source", c.nextvisit)
			got.saw(t, want.code, want.id, "1 window is not done:\n  "+c.nextvisit+" note sweep (failed)")
		})
	}
}

// loginFaults are what goes wrong where a vendor gives out tokens, and how often it is asked before a person is told.
var loginFaults = map[string]struct {
	inflict func(*clinic)
	kind    string // the first window that cannot be read
	code    int
	says    []string
	path    string // of the request that is refused
	asked   int    // at most so often
}{
	"expired refresh token": {func(c *clinic) { c.ExpireNextechRefresh() }, "nextech patient", 4,
		[]string{"E0401", "a person must grant access again", "do:   rounds auth SOURCE"}, "/oauth2/token", 1},
	"no login yet": {func(c *clinic) { c.forget("tokens.json") }, "nextech patient", 4,
		[]string{"E0401", "tokens.json holds no tokens yet", "do:   rounds auth SOURCE"}, "/oauth2/token", 0},
	"tokens that are none": {func(c *clinic) { keep(c.t, c.file("tokens.json"), secretText) }, "nextech patient", 2,
		[]string{"E0202", "tokens.json: it is no JSON object of tokens"}, "/oauth2/token", 0},
	"another practice": {func(c *clinic) { c.set["practice"] = "practice-0999" }, "nextech patient", 4,
		[]string{"E0400", "reading /search: status 403"}, "/search", 20},
	"sign-in refused": {func(c *clinic) { c.secret("noa-secret", secretText) }, "noanotes organization", 4,
		[]string{"E0400", "reading /auth/sign-in: status 401"}, "/auth/sign-in", 1},
}

func TestLoginExitCodes(t *testing.T) {
	for name, want := range loginFaults {
		t.Run(name, func(t *testing.T) {
			c := whole(t, sharedDir(t), smallTown)
			want.inflict(c)
			c.write()
			got := c.run("--source", c.sourceOf(want.kind))
			got.saw(t, want.code, append(want.says, "1 window is not done:\n  "+c.sourceOf(want.kind)+" "+kindOf(want.kind)+" sweep (failed)")...)
			got.lacks(t, secretText, sandbox.SecretMark)
			n := 0
			for _, r := range c.Requests() {
				if r.Path == want.path {
					n += r.Count
				}
			}
			if n > want.asked || want.asked > 0 && n == 0 {
				t.Errorf("%s was asked %d times, want %d", want.path, n, want.asked)
			}
		})
	}
}

// sourceOf is the configured source of a vendor, which a text begins with.
func (c *clinic) sourceOf(vendorAndKind string) string {
	vendor, _, _ := strings.Cut(vendorAndKind, " ")
	return c.set[vendor]
}

func kindOf(vendorAndKind string) string {
	_, kind, _ := strings.Cut(vendorAndKind, " ")
	return kind
}

// forget removes a file beside the configuration.
func (c *clinic) forget(name string) {
	c.t.Helper()
	if err := os.Remove(c.file(name)); err != nil {
		c.t.Fatal(err)
	}
}

// fileFaults are what goes wrong with the files that the customer keeps beside a vendor.
var fileFaults = map[string]struct {
	inflict func(*clinic)
	kind    string
	says    string
}{
	"manifest gone":   {func(c *clinic) { c.forget("manifest.csv") }, "noanotes session", "manifest.csv: no such file or directory"},
	"journal gone":    {func(c *clinic) { c.forget("journal.ndjson") }, "noanotes session", "journal.ndjson: no such file or directory"},
	"roster gone":     {func(c *clinic) { c.forget("roster.csv") }, "nextech patient", "roster.csv: no such file or directory"},
	"manifest broken": {func(c *clinic) { keep(c.t, c.file("manifest.csv"), "country,session_id\n\""+secretText) }, "noanotes session", "read the manifest: line 2"},
	"roster broken":   {func(c *clinic) { keep(c.t, c.file("roster.csv"), "patient_id\n1\n\""+secretText+"\n") }, "nextech patient", "read the roster: line 3"},
	"roster of others": {func(c *clinic) { keep(c.t, c.file("roster.csv"), secretText+"\n1\n") }, "nextech patient",
		"read the roster: line 1: the header has none of patient_id"},
}

// TestFileExitCodes tells a fault of the customer's own file from one of the vendor's.
func TestFileExitCodes(t *testing.T) {
	for name, want := range fileFaults {
		t.Run(name, func(t *testing.T) {
			c := whole(t, sharedDir(t), smallTown)
			want.inflict(c)
			got := c.run("--source", c.sourceOf(want.kind), "--kind", kindOf(want.kind))
			got.saw(t, 2, "E0206", want.says, c.sourceOf(want.kind)+" "+kindOf(want.kind)+" sweep (failed)")
			got.lacks(t, secretText)
		})
	}
}
