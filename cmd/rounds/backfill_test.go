package main

import (
	"slices"
	"testing"

	"github.com/nightrounds/rounds/extract/sandbox"
)

// TestBackfill reads three months of a kind by hand, with the shared folder for itself: the plan alone, what it would add, the refusal to spend unasked, the reading with
// its proof, and nothing to do afterwards.
func TestBackfill(t *testing.T) {
	c := newClinic(t, sharedDir(t), sandbox.Options{Seed: 5, Patients: 12})
	command := []string{"backfill", "--config", c.config, "--source", c.nextvisit, "--kind", "note", "--from", "2026-08-01", "--to", "2026-11-01"}
	with := func(more ...string) said { return rounds(t, append(command[:len(command):len(command)], more...)...) }

	before := c.Requests()
	with("--dry-run").saw(t, 0, "Backfill of "+c.nextvisit+" note by created_at, from 2026-08-01 up to, not including, 2026-11-01 (UTC)",
		"│ 2026-08-03 │ 2026-08-10 │    7 │ new   │ not known │", "14 windows to do (14 new)", "is not known")
	with().saw(t, 2, "add --yes", "E0200")
	with("--dry-run", "--diff").saw(t, 2, "add --yes", "E0200")
	if after := c.Requests(); len(after) != len(before) {
		t.Errorf("the vendors were asked %d times before anybody said yes", len(after)-len(before))
	}
	with("--dry-run", "--diff", "--yes").saw(t, 0, "what would be done; nothing was written", "│ note 2026-08-03, 7 d │ done")
	with("--yes", "--workers", "4").saw(t, 0, "14 of 14 are done", "│ note 2026-10-26, 6 d │ done", "Patient the rows point to: stubs left: 2",
		"published analytics:", "the watermark of nightly runs is unchanged: there is none yet")
	with().saw(t, 0, "0 windows to do (14 done)")
	with("--dry-run", "--force").saw(t, 0, "not seen this way: The range is of created_at")
	with("--force", "--shard", "2/2", "--no-publish").saw(t, 0, "shard 2/2", "7 windows to do (7 again)", "shown = 0 loaded", "7 of 7 are done")
	rounds(t, "plan", "--config", c.config, "--source", c.nextvisit).saw(t, 0, c.nextvisit+" note\n  sweep of everything")
	next := decoded[[]prospectDoc](t, rounds(t, "plan", "--json", "--config", c.config, "--source", c.nextvisit))
	if len(next) != 1 || next[0].Kind != "note" || next[0].Axis != "created_at" || !slices.Equal(next[0].Steps, []stepDoc{{Mode: "sweep"}}) ||
		next[0].Requests != nil || len(next[0].Blind) != 0 { // no sweep told yet what it cannot see
		t.Errorf("planned %+v", next)
	}
}

// TestBackfillRefused names what there is instead, before anything is read.
func TestBackfillRefused(t *testing.T) {
	t.Parallel()
	c := small(t, sharedDir(t))
	months := []string{"--from", "2026-08-01", "--to", "2026-11-01"}
	for _, test := range []struct {
		args []string
		says []string
	}{
		{append([]string{"--source", c.nextvisit, "--kind", "patient"}, months...), []string{"E0207", "patient has no date to choose by", "note (by created_at)"}},
		{append([]string{"--source", "nobody", "--kind", "note"}, months...), []string{"E0207", "the source is one of", c.vsee}},
		{[]string{"--source", c.nextvisit, "--kind", "note", "--from", "2026-11-01", "--to", "2026-08-01"}, []string{"E0207", "is not before"}},
		{[]string{"--source", c.nextvisit, "--kind", "note", "--from", "2026-11-01", "--to", "2999-01-01"}, []string{"E0207", "lies ahead"}},
		{[]string{"--source", c.nextvisit, "--kind", "note", "--from", "2026-11-01"}, []string{"E0200", "--to"}},
		{[]string{"--source", c.nextvisit, "--kind", "note", "--from", "yesterday", "--to", "2026-11-01"}, []string{"E0200", "--from: a day such as"}},
		{append([]string{"--source", c.nextvisit, "--kind", "note", "--shard", "5/4"}, months...), []string{"E0200", "a shard is I/N"}},
		{append([]string{"--source", c.nextvisit, "--kind", "note", "--diff"}, months...), []string{"E0200", "--dry-run"}},
		{append([]string{"--source", c.nextvisit, "--kind", "note", "--workers", "0"}, months...), []string{"E0200", "--workers"}},
	} {
		rounds(t, append([]string{"backfill", "--config", c.config}, test.args...)...).saw(t, 2, test.says...)
	}
}

// TestBackfillOfAnIndexedJob takes the shard's number from where Kubernetes puts it.
func TestBackfillOfAnIndexedJob(t *testing.T) {
	t.Parallel()
	c := small(t, sharedDir(t))
	command := []string{"backfill", "--config", c.config, "--source", c.nextvisit, "--kind", "note", "--from", "2026-08-31T10:00:00Z",
		"--to", "2026-10-31T23:00:00Z", "--dry-run", "--shard", "/3"}
	roundsIn(t.Context(), map[string]string{"JOB_COMPLETION_INDEX": "2"}, command...).saw(t, 0, "shard 3/3", "3 windows to do", "widened to whole UTC days")
	rounds(t, command...).saw(t, 2, "JOB_COMPLETION_INDEX")
}
