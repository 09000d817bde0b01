package main

import (
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

const notesPath = "/v1/progress-notes"

// TestVendorFaults sees one vendor fail in every way: the other is loaded and published all the same.
func TestVendorFaults(t *testing.T) {
	dir := sharedDir(t)
	tests := map[string]struct {
		break_ func(*clinic)
		code   int
		id     string
		says   string
		status string
	}{
		"down": {func(c *clinic) { c.nvURL = "http://127.0.0.1:1/api" }, 3, "E0301", "connection refused", "failed"},
		"refuses the credentials": {func(c *clinic) { c.secret("nextvisit-token", "nv-sk-7|minted-for-nothing") },
			4, "E0400", "status 401", "failed"},
		"html": {func(c *clinic) { c.always(sandbox.HTML) }, 3, "E0302", "unexpected shape", "failed"},
		"cut":  {func(c *clinic) { c.always(sandbox.Truncate) }, 3, "E0301", "closed too early", "failed"},
		"wants to be left alone": {func(c *clinic) {
			c.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Path: notesPath, Status: 429,
				RetryAfter: "Fri, 13 Nov 2099 10:00:00 GMT", Times: sandbox.Always})
		}, 3, "E0300", "wait until 2099-11-13T10:00:00Z", "deferred"},
		"refuses the request": {func(c *clinic) {
			c.Faults().Add(sandbox.Fault{Effect: sandbox.Status, Path: notesPath, Status: 422, Times: sandbox.Always})
		}, 3, "E0302", "status 422", "failed"},
		"another team": {func(c *clinic) { c.team = 6 }, 2, "E0204", "another tenant", "failed"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			c := small(t, dir)
			test.break_(c)
			c.write()
			got := c.run()
			got.saw(t, test.code, test.id, test.says, "kept:", "do:", c.nextvisit+" note",
				"published analytics.patient", "1 window is not done")
			for table, want := range map[string]int{c.vsee: 24, c.nextvisit: 0} {
				rows := ask(t, dir, "analyst", "SELECT visit_id FROM analytics.visit WHERE source = '"+table+"'")
				if (len(rows) > 0) != (want > 0) {
					t.Errorf("%d visits of %s", len(rows), table)
				}
			}
			status := ask(t, dir, "operator", "SELECT status FROM ops.windows FINAL WHERE source = '"+c.nextvisit+"' AND mode = 'sweep'")
			if strings.Join(status, " ") != test.status {
				t.Errorf("the ledger says %v, want %s", status, test.status)
			}
		})
	}
}

// always plans a fault for every list of notes.
func (c *clinic) always(e sandbox.Effect) {
	c.Faults().Add(sandbox.Fault{Effect: e, Path: notesPath, Times: sandbox.Always})
}
