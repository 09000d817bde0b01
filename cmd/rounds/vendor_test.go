package main

import (
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
	got.saw(t, 2, "E0204", "kept:", "do:", "published analytics:", "7 windows are not done:")
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

// TestExitCodes sees the codes that a scheduler acts on.
func TestExitCodes(t *testing.T) {
	for name, want := range map[string]struct {
		inflict func(*clinic)
		id      string
		code    int
	}{
		"nextvisit note":         {vendorFaults["down"].inflict, "E0301", 3},
		"nextvisit organization": {vendorFaults["revoked"].inflict, "E0400", 4},
		"nextech patient":        {sourceFaults["expired refresh token"].inflict, "E0401", 4},
		"noanotes session":       {sourceFaults["manifest gone"].inflict, "E0206", 2},
	} {
		t.Run(want.id, func(t *testing.T) {
			c := whole(t, sharedDir(t), smallTown)
			want.inflict(c)
			c.write()
			vendor, kind, _ := strings.Cut(name, " ")
			got := c.load("--source", c.set[vendor], "--kind", kind)
			got.saw(t, want.code, want.id, "1 window is not done:\n  "+c.set[vendor]+" "+kind+" sweep (failed)")
		})
	}
}
