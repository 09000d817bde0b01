package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/dustin/go-humanize/english"

	"github.com/nightrounds/rounds/load/clickhouse"
)

// chart is how a figure is shown.
type chart struct {
	figure      clickhouse.Figure
	analytics   bool // the analyst may ask, not the operator
	title, unit string
	labels      func([]clickhouse.Point) []string // of columns, from left to right; nil: rows
	full        float64                           // of rows: the end of the scale
	below       float64                           // of rows: only those below it are drawn, and the sentence tells of the rest; 0: all
	most        int                               // of rows: no more than so many are drawn; 0: all
	say         func([]clickhouse.Point) string   // what the picture shows, in one sentence; there is a point at least
	none        string                            // what it says when there is nothing to show
}

// charts are the pictures of the report, in its order.
var charts = []chart{
	{figure: clickhouse.ContactsPerWeek, analytics: true, title: "Contacts per week", unit: "contacts that were not cancelled, by source and the Monday of the week",
		labels: eachWeek, say: sayContacts, none: "No contact is dated in the last 26 weeks."},
	{figure: clickhouse.NoteTurnaround, analytics: true, title: "How long notes wait for a signature", unit: "notes, by source and days from writing to signing, or to when the signature was first seen",
		labels: daySpans, say: sayTurnaround, none: "Of no note it is known when it was signed."},
	{figure: clickhouse.UnsignedNotes, analytics: true, title: "Notes without a signature", unit: "notes, by source and days since they were written",
		labels: daySpans, say: sayUnsigned, none: "No note waits for a signature."},
	{figure: clickhouse.HoursSinceRead, title: "How old the data is", unit: "hours since the vendor's list was walked to its end, by source and kind",
		full: 36, say: sayFreshness, none: "Nothing was read yet."},
	{figure: clickhouse.LoadedPerNight, title: "What the nights brought", unit: "records new or changed, by source and day (UTC)",
		labels: eachDay, say: sayLoaded, none: "Nothing was loaded in the last 60 days."},
	{figure: clickhouse.PutAside, title: "Records put aside", unit: "records no mapping has taken, by source, kind and reason",
		most: 12, say: sayMost("record is put aside", "records are put aside", "of them"), none: "Nothing is put aside."},
	{figure: clickhouse.UnmappedCodes, title: "Codes that no map knows", unit: "times met in the last 30 days, by source, kind and path",
		most: 12, say: sayMost("unknown code was met", "unknown codes were met", "of them"), none: "No unknown code was met in the last 30 days."},
	{figure: clickhouse.USCoreShare, title: "US Core 6.1", unit: "percent of resources that satisfy the profile of their type, as of the last publish",
		full: 100, say: sayUSCore, none: "No publish was looked at yet."},
	{figure: clickhouse.MissingElements, title: "Elements that are often missing", unit: "percent of resources without a must-support element that some have, as of the last publish; the numbers tell all",
		full: 100, below: 100, most: 20, say: sayMissing, none: "No must-support element is missing, or no publish was looked at yet."},
}

// plot draws points.
func (c chart) plot(points []clickhouse.Point) plot {
	p := plot{Title: c.title, Unit: c.unit, Takeaway: c.none}
	if len(points) == 0 {
		return p
	}
	p.Takeaway = c.say(points)
	if c.labels == nil {
		p.Picture = across(c.drawn(points), c.full)
		p.Heads, p.Numbers = tabled(points, axisOf(points), "")
		return p
	}
	labels := c.labels(points)
	names, fill := series(points)
	for _, name := range names {
		p.Keys = append(p.Keys, key{name, fill[name]})
	}
	p.Picture = stacked(points, labels)
	p.Heads, p.Numbers = tabled(points, labels, "")
	return p
}

// drawn are the rows that are shown as bars.
func (c chart) drawn(points []clickhouse.Point) []clickhouse.Point {
	if c.below > 0 {
		points = slices.DeleteFunc(slices.Clone(points), func(p clickhouse.Point) bool { return p.Value >= c.below })
	}
	if c.most > 0 {
		points = points[:min(c.most, len(points))]
	}
	return points
}

func axisOf(points []clickhouse.Point) (labels []string) {
	for _, p := range points {
		if !slices.Contains(labels, p.Label) {
			labels = append(labels, p.Label)
		}
	}
	return labels
}

// daySpans are the columns of a histogram of days.
func daySpans([]clickhouse.Point) []string {
	return []string{"0", "1", "2-3", "4-7", "8-14", "15-30", "over 30"}
}

func eachWeek(points []clickhouse.Point) []string { return between(points, 7) }

func eachDay(points []clickhouse.Point) []string { return between(points, 1) }

// between lists the days from the first to the last of points, every so many: one without any is a gap to be seen.
func between(points []clickhouse.Point, step int) (labels []string) {
	first, last := points[0].Label, points[0].Label
	for _, p := range points {
		first, last = min(first, p.Label), max(last, p.Label)
	}
	at, err := time.Parse(time.DateOnly, first)
	if err != nil {
		return axisOf(points)
	}
	for ; at.Format(time.DateOnly) <= last; at = at.AddDate(0, 0, step) {
		labels = append(labels, at.Format(time.DateOnly))
	}
	return labels
}

// total adds up what lies at some labels; without any, all.
func total(points []clickhouse.Point, labels ...string) (sum float64) {
	for _, p := range points {
		if len(labels) == 0 || slices.Contains(labels, p.Label) {
			sum += p.Value
		}
	}
	return sum
}

func sayContacts(points []clickhouse.Point) string {
	labels := eachWeek(points)
	last := labels[len(labels)-1]
	now := total(points, last)
	if len(labels) == 1 {
		return fmt.Sprintf("In the week of %s there were %s.", last, plural(now, "contact", ""))
	}
	before := (total(points) - now) / float64(len(labels)-1)
	word, change := "more", now-before
	if change < 0 {
		word, change = "fewer", -change
	}
	return fmt.Sprintf("In the week of %s there were %s, %s %s than in a mean week of the %d before.", last, plural(now, "contact", ""),
		percent(change, before), word, len(labels)-1)
}

func sayTurnaround(points []clickhouse.Point) string {
	return fmt.Sprintf("Of %s whose signing is known, %s were signed within 3 days.", plural(total(points), "note", ""),
		percent(total(points, "0", "1", "2-3"), total(points)))
}

func sayUnsigned(points []clickhouse.Point) string {
	return fmt.Sprintf("%s without a signature; %s of them written more than 30 days ago.", plural(total(points), "note is", "notes are"), figure(total(points, "over 30")))
}

func sayFreshness(points []clickhouse.Point) string {
	late, never, oldest := 0, 0, points[0]
	for _, p := range points {
		switch {
		case p.Value < 0:
			never++
		case p.Value > 36:
			late++
		}
	}
	if never == len(points) {
		return "No list of a vendor was ever walked to its end."
	}
	s := fmt.Sprintf("Of %s, %d were read in the last 36 hours; the oldest is %s, %s hours ago.", english.Plural(len(points), "kind", ""),
		len(points)-late-never, oldest.Label, figure(oldest.Value))
	if never > 0 {
		s += fmt.Sprintf(" %d (-1) were never walked through.", never)
	}
	return s
}

func sayLoaded(points []clickhouse.Point) string {
	best, active := "", 0
	for _, label := range eachDay(points) {
		if best == "" || total(points, label) > total(points, best) {
			best = label
		}
		if total(points, label) > 0 {
			active++
		}
	}
	return fmt.Sprintf("%s brought most: %s; something came on %s.", best, plural(total(points, best), "record", ""), english.Plural(active, "day", ""))
}

// sayMost names what there is most of.
func sayMost(one, many, of string) func([]clickhouse.Point) string {
	return func(points []clickhouse.Point) string {
		return fmt.Sprintf("%s; most (%s %s) at %s.", plural(total(points), one, many), figure(points[0].Value), of, points[0].Label)
	}
}

func sayUSCore(points []clickhouse.Point) string {
	whole, none := 0, 0
	for _, p := range points {
		switch {
		case p.Value >= 100:
			whole++
		case p.Value <= 0:
			none++
		}
	}
	return fmt.Sprintf("Of %s, %d satisfy their profile in every resource and %d in none.", english.Plural(len(points), "type", ""), whole, none)
}

func sayMissing(points []clickhouse.Point) string {
	always := 0
	for _, p := range points {
		if p.Value >= 100 {
			always++
		}
	}
	return fmt.Sprintf("%s missing somewhere, %d of them everywhere: no source tells those.", plural(float64(len(points)), "must-support element is", "must-support elements are"), always)
}

// plural writes a number with its word.
func plural(n float64, one, many string) string {
	return figure(n) + " " + english.PluralWord(int(n), one, many)
}
