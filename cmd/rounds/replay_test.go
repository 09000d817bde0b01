package main

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestReplay maps a clinic anew after its mapping was changed. The vendors' tokens are gone, and nobody is asked.
func TestReplay(t *testing.T) {
	c := small(t, sharedDir(t))
	c.load("--source", c.nextvisit).saw(t, 0)
	published := "SELECT count() FROM analytics.visit WHERE source = '" + c.nextvisit + "'"
	if n := ask(t, c.dir, loader, published)[0]; n != "0" {
		t.Errorf("%s visits are published, and nobody asked for it", n)
	}
	asked := c.Requests()
	c.replay().saw(t, 0, "nothing to map anew")
	encounters := "SELECT count() FROM fhir_current.encounter WHERE source = '" + c.nextvisit + "'"
	if ask(t, c.dir, loader, encounters)[0] == "0" {
		t.Fatal("no encounters")
	}
	if err := os.Remove(strings.TrimPrefix(c.set["nextvisit_token"], "file:")); err != nil {
		t.Fatal(err)
	}
	c.template = strings.Replace(c.template, "kinds: [$nextvisit_kinds]\n", "kinds: [$nextvisit_kinds]\n    mapping: {encounters_from_notes: false}\n", 1)
	c.write()
	c.replay("--source", c.nextvisit, "--kind", "note", "--all", "--from", "2020-01-01").saw(t, 0, "replay", "together", "published analytics:")
	if n := ask(t, c.dir, loader, encounters)[0]; n != "0" {
		t.Errorf("%s encounters are left", n)
	}
	c.replay("--source", c.nextvisit, "--kind", "note", "--all", "--to", "2020-01-01").saw(t, 0, "nothing to map anew")
	if !slices.Equal(c.Requests(), asked) {
		t.Error("a vendor was asked")
	}
}

func (c *clinic) replay(args ...string) said {
	c.t.Helper()
	return rounds(c.t, append([]string{"replay", "--config", c.config}, args...)...)
}

// TestReplayRefusals sees what is refused before anything is started.
func TestReplayRefusals(t *testing.T) {
	c := small(t, t.TempDir())
	for line, says := range map[string]string{
		"--source elsewhere":                       c.vsee,
		"--kind nope":                              "intake",
		"--all --quarantined":                      "exclude each other",
		"--from 2026-13-01":                        "--from: a day",
		"--to tomorrow":                            "--to: a day",
		"--from 2026-08-02 --to 2026-08-02":        "--from is not before --to",
		"--source " + c.nextvisit + " --kind file": "no source has it",
	} {
		c.replay(strings.Fields(line)...).saw(t, 2, "E0200", says)
	}
}
