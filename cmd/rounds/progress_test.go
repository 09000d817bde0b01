package main

import (
	"testing"
	"time"

	"github.com/nightrounds/rounds/pipelines"
)

// TestProgressLine shows each source's own step, with the pace of the last interval.
func TestProgressLine(t *testing.T) {
	begun := time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)
	before := []pipelines.Progress{
		{Source: "a", Step: "visit", Since: begun, Read: 1000, Loaded: 900},
		{Source: "b", Step: "patient", Since: begun, Read: 7000},
	}
	now := []pipelines.Progress{
		{Source: "a", Step: "visit", Since: begun, Claimed: 5000, Read: 1600, Loaded: 1500, Quarantined: 1},
		{Source: "b", Step: "visit", Since: begun.Add(time.Second), Claimed: 20, Read: 20, Unchanged: 20},
	}
	got := line(paces(before, now, 2*time.Second), 65*time.Second)
	if want := "1m5s  a visit 1,600 of 5,000 read, 300/s, 1,500 loaded, 1 quarantined | b visit 20 read, 10/s, 20 unchanged"; got != want {
		t.Errorf("shown\n%s\nwant\n%s", got, want)
	}
	if got := line(paces(nil, []pipelines.Progress{{Step: "publish"}}, time.Second), 0); got != "0s  publish" {
		t.Errorf("shown %q", got)
	}
}

// TestProgressOfABackfill counts windows and tells how long the rest takes at their mean pace so far.
func TestProgressOfABackfill(t *testing.T) {
	p := pace{Progress: pipelines.Progress{Source: "a", Step: "note", Read: 30, Claimed: 90, Windows: 3, Of: 12}, perSecond: 5}
	if left := p.left(20 * time.Second); left != time.Minute {
		t.Errorf("%s left", left)
	}
	p.Windows = 0
	if left := p.left(20 * time.Second); left != 0 {
		t.Errorf("%s left before the first window", left)
	}
	if got, want := p.String(), "a note 30 read, 5/s, 0 of 12 windows"; got != want {
		t.Errorf("shown %q, want %q", got, want)
	}
}
