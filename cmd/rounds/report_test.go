package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nightrounds/rounds/load/clickhouse"
)

// TestReport: the page of a clinic that was read has every picture, its sentence and its numbers; it runs nothing and fetches nothing.
func TestReport(t *testing.T) {
	c := small(t, sharedDir(t))
	s := c.run()
	s.saw(t, 0)
	s.lacks(t, "does not tell of this run")
	out := filepath.Join(t.TempDir(), "r.html")
	keep(t, out, "an older one")
	rounds(t, "report", "--config", c.config, "--out", out).saw(t, 0, "9 pictures")
	if info, err := os.Stat(out); err != nil || info.Mode() != 0o600 {
		t.Errorf("%v %v", info.Mode(), err)
	}
	page := read(t, out)
	for _, c := range charts {
		if !strings.Contains(page, "<h2>"+c.title+"</h2>") {
			t.Errorf("%s is not there", c.title)
		}
	}
	for _, want := range []string{`default-src 'none'`, "<svg", c.vsee + " patient", "references that lead nowhere", "<details>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not there", want)
		}
	}
	if m := regexp.MustCompile(`(?i:<script|https?:|src=|url\(|@import|\son\w+=)|"(NaN|.?Inf)"`).FindString(page); m != "" {
		t.Errorf("the page holds %q", m)
	}
	rounds(t, "report", "--config", c.config, "--out", "/nowhere/r.html").saw(t, 2, "E0200", "--out")
}

// TestReportEscapes: what a configuration calls a source is text, wherever it stands.
func TestReportEscapes(t *testing.T) {
	const name = `<b onload="x">&`
	r := report{At: time.Now()}
	for _, c := range charts {
		r.Plots = append(r.Plots, c.plot([]clickhouse.Point{{Series: name, Label: name, Value: 3}}))
	}
	out := filepath.Join(t.TempDir(), "r.html")
	if err := r.write(out); err != nil {
		t.Fatal(err)
	}
	page := read(t, out)
	if strings.Contains(page, "<b") && !strings.Contains(page, "<body") || strings.Contains(page, `<b onload`) || !strings.Contains(page, "&lt;b onload=&#34;x&#34;&gt;&amp;") {
		t.Error("a name is not text")
	}
}

func TestWhatPicturesSay(t *testing.T) {
	points := func(series, label string, value float64, more ...clickhouse.Point) []clickhouse.Point {
		return append([]clickhouse.Point{{Series: series, Label: label, Value: value}}, more...)
	}
	for _, c := range []struct {
		figure clickhouse.Figure
		points []clickhouse.Point
		want   string
	}{
		{clickhouse.ContactsPerWeek, nil, "No contact is dated in the last 26 weeks."},
		{clickhouse.ContactsPerWeek, points("a", "2026-10-05", 9), "In the week of 2026-10-05 there were 9 contacts."},
		{clickhouse.ContactsPerWeek, points("a", "2026-10-05", 8, points("b", "2026-10-19", 1)...), // no contact on the 12th
			"In the week of 2026-10-19 there were 1 contact, 75 % fewer than in a mean week of the 2 before."},
		{clickhouse.NoteTurnaround, points("a", "2-3", 3, points("b", "over 30", 1)...), "Of 4 notes whose signing is known, 75 % were signed within 3 days."},
		{clickhouse.UnsignedNotes, points("a", "0", 1200, points("b", "over 30", 34)...), "1,234 notes are without a signature; 34 of them written more than 30 days ago."},
		{clickhouse.HoursSinceRead, points("", "a visit", 40, points("", "a note", 2.5, points("", "b note", -1)...)...),
			"Of 3 kinds, 1 were read in the last 36 hours; the oldest is a visit, 40 hours ago. 1 (-1) were never walked through."},
		{clickhouse.HoursSinceRead, points("", "a visit", -1), "No list of a vendor was ever walked to its end."},
		{clickhouse.LoadedPerNight, points("a", "2026-10-05", 8, points("b", "2026-10-07", 9)...), "2026-10-07 brought most: 9 records; something came on 2 days."},
		{clickhouse.PutAside, points("", "a visit: malformed", 2, points("", "b note: bad_date", 1)...), "3 records are put aside; most (2 of them) at a visit: malformed."},
		{clickhouse.USCoreShare, points("", "Patient", 100, points("", "Task", 0)...), "Of 2 types, 1 satisfy their profile in every resource and 1 in none."},
		{clickhouse.MissingElements, points("", "Patient.name", 100), "1 must-support element is missing somewhere, 1 of them everywhere: no source tells those."},
	} {
		for _, chart := range charts {
			if p := chart.plot(c.points); chart.figure == c.figure && p.Takeaway != c.want {
				t.Errorf("%s:\n%s, want\n%s", c.figure, p.Takeaway, c.want)
			}
		}
	}
}

// TestAPictureShowsWhatDiffers: of what is missing, the part that some have is drawn, the most of it first; the numbers hold all.
func TestAPictureShowsWhatDiffers(t *testing.T) {
	var points []clickhouse.Point
	for n := range 30 {
		points = append(points, clickhouse.Point{Label: fmt.Sprint("Patient.part", n), Value: float64(min(100, 110-3*n))})
	}
	p := charts[len(charts)-1].plot(points)
	if len(p.Picture.Bars) != 20 || !strings.HasPrefix(p.Picture.Bars[0].Tip, "Patient.part4: 98") || len(p.Numbers) != 30 {
		t.Errorf("%d bars, %d numbers", len(p.Picture.Bars), len(p.Numbers))
	}
}

// TestScale: the axis ends at or above the greatest value, with few enough steps, none of them a fraction.
func TestScale(t *testing.T) {
	for v := 0.0; v < 3_000_000; v = v*1.3 + 1 {
		top, step := scale(map[string]float64{"": v})
		if top < v || step < 1 || top/step > 11 || top/step < 1 {
			t.Errorf("%v: up to %v by %v", v, top, step)
		}
	}
}
