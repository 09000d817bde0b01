package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
	"github.com/nightrounds/rounds/pipelines"
)

// TestQuarantineRetry has a note that an earlier version refused, in the vendor's own words, and one that nobody can read. The first is
// loaded, the second stays and is told of; no vendor is asked. A part that today's mapper put aside is not tried again.
func TestQuarantineRetry(t *testing.T) {
	c := newClinic(t, sharedDir(t), sandbox.Options{Seed: 5, Patients: 12})
	c.load("--source", c.nextvisit).saw(t, 0)
	held := strings.SplitN(ask(t, c.dir, loader, "SELECT id, body FROM raw.records WHERE source = '"+c.nextvisit+"' AND kind = 'note' ORDER BY id LIMIT 1")[0], "\t", 2)
	retry := func(more ...string) said {
		return c.look(append([]string{"quarantine", "retry", "--source", c.nextvisit, "--kind", "note"}, more...)...)
	}
	c.ask(loader, `INSERT INTO ops.quarantine (source, kind, id, observed_at, is_part, reason, path, mapper_rev, run_id, loaded_at)
		SELECT source, kind, id, observed_at, true, 'foreign_child', 'patient', mapper_rev, run_id, loaded_at FROM ops.record_state FINAL
		WHERE source = '`+c.nextvisit+`' AND kind = 'note' ORDER BY id LIMIT 1`)
	retry("--no-publish").saw(t, 0, "nothing to map anew", "1 part stays put aside: today's mapper does so, and the records are loaded")
	c.aside("990001", strings.Replace(held[1], `"id":`+held[0], `"id":990001`, 1))
	c.aside("990002", `{"id":990002,`)
	loaded := "SELECT count() FROM fhir_current.document_reference WHERE source = '" + c.nextvisit + "'"
	before, asked := ask(t, c.dir, loader, loaded)[0], c.Requests()

	retry().saw(t, 0, "replay", "records: 2 shown = 1 loaded + 0 unchanged + 1 quarantined", "1 record is put aside: rounds quarantine list tells why", "published analytics:")
	rows := decoded[[]asideDoc](t, c.look("quarantine", "list", "--json", "--source", c.nextvisit, "--reason", "malformed"))
	if len(rows) != 1 || rows[0].Reason != "malformed" || rows[0].MapperRev < 2 {
		t.Errorf("put aside: %+v", rows)
	}
	if after := ask(t, c.dir, loader, loaded)[0]; after == before {
		t.Errorf("%s documents before and after", after)
	}
	c.look("status").saw(t, 0, "1 record is put aside")
	again := decoded[runDetailDoc](t, retry("--json", "--no-publish"))
	if again.Command != "replay" || again.Status != pipelines.Done || len(again.Details) != 1 || again.Books.Shown != 1 || again.Books.Quarantined != 1 {
		t.Errorf("again: %+v", again)
	}
	if !slices.Equal(c.Requests(), asked) {
		t.Error("a vendor was asked")
	}
}
