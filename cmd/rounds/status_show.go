package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/dustin/go-humanize/english"
	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/nightrounds/rounds/pipelines"
)

// minute is how times are shown, UTC.
const minute = "2006-01-02 15:04 UTC"

// verdict is the one line that a person at night reads first.
func verdict(s pipelines.Status, found []problem) string {
	grave := slices.DeleteFunc(slices.Clone(found), func(p problem) bool { return p.exit == 0 })
	switch {
	case len(grave) > 1:
		return fmt.Sprintf("NOT WELL: %s, first: %s", english.Plural(len(grave), "problem", ""), grave[0].named())
	case len(grave) == 1:
		return "NOT WELL: " + grave[0].named()
	case s.Run.Status == pipelines.Running:
		return fmt.Sprintf("WELL: %s is at work since %s", s.Run.Command, s.Run.Started.Format(minute))
	case len(found) > 0:
		return fmt.Sprintf("WELL, with %s: everything is read; the last run ended %s", english.Plural(len(found), "remark", ""), s.Run.Finished.Format(minute))
	}
	return "WELL: everything is read; the last run ended " + s.Run.Finished.Format(minute)
}

// named says what a problem is and of what.
func (p problem) named() string {
	if where := strings.TrimSpace(p.Source + " " + p.Kind); where != "" {
		return where + ": " + p.What
	}
	return p.What
}

func printStatus(w io.Writer, s standing) {
	fmt.Fprintln(w, s.Verdict)
	for n, p := range s.Problems {
		fmt.Fprintf(w, "%2d. %s\n      %s\n", n+1, p.named(), p.Do)
	}
	t := newTable("source and kind", "read until", "last read", "records", "aside", "outdated", "open")
	for _, one := range s.Sources {
		t.AppendSeparator()
		t.AppendRow(table.Row{one.Source})
		for _, k := range one.Kinds {
			t.AppendRow(kindRow(one, k))
		}
	}
	fmt.Fprintf(w, "\n%s\n", t.Render())
	for _, one := range s.Sources {
		if b := one.Budget; b != nil {
			fmt.Fprintf(w, "budget of %s: %s booked today, %s left now\n", one.Source, english.Plural(b.Used, "request", ""), humanize.Comma(int64(b.Left)))
		}
	}
	printDrift(w, s)
	printBlind(w, s.Sources)
	if s.Run != nil {
		fmt.Fprintf(w, "last run: %s %s (%s), %s\n", s.Run.Command, short(s.Run.ID), s.Run.Status, s.Run.Started.Format(minute))
	}
}

func kindRow(s pipelines.SourceStatus, k pipelines.KindStatus) table.Row {
	until, last := "–", "never"
	if !k.Watermark.IsZero() {
		until = k.Watermark.Format(time.DateOnly)
	}
	if k.Rides != nil {
		until = "with " + strings.Trim(fmt.Sprint(k.Rides), "[]")
	}
	if k.Lag >= 0 {
		last = age(k.Lag) + " ago"
	}
	open := 0
	for _, w := range s.Open {
		if w.Kind == k.Kind {
			open++
		}
	}
	return table.Row{"  " + k.Kind, until, last, humanize.Comma(int64(k.Records)), orNone(k.Quarantined), orNone(k.Outdated), orNone(uint64(open))}
}

func orNone(n uint64) string {
	if n == 0 {
		return "–"
	}
	return humanize.Comma(int64(n))
}

// age is a number of seconds as people say it.
func age(seconds int64) string {
	return strings.TrimSpace(humanize.RelTime(time.Unix(0, 0), time.Unix(seconds, 0), "", ""))
}

// printDrift counts the places where records are other than the contract says; those that are new are problems and named there.
func printDrift(w io.Writer, s standing) {
	places := 0
	for _, one := range s.Sources {
		for _, k := range one.Kinds {
			places += len(k.Drift)
		}
	}
	if places > 0 && s.Run != nil {
		fmt.Fprintf(w, "%s lately other than the vendors' contracts say; rounds status --json lists them\n", english.Plural(places, "field was", "fields were"))
	}
}

// printBlind tells what nobody can see, each sentence once a source.
func printBlind(w io.Writer, sources []pipelines.SourceStatus) {
	for _, s := range sources {
		var sentences []string
		kinds := map[string][]string{}
		for _, k := range s.Kinds {
			for _, sentence := range k.Blind {
				if kinds[sentence] == nil {
					sentences = append(sentences, sentence)
				}
				kinds[sentence] = append(kinds[sentence], k.Kind)
			}
		}
		if len(sentences) > 0 {
			fmt.Fprintf(w, "what cannot be seen of %s:\n", s.Source)
		}
		for _, sentence := range sentences {
			fmt.Fprintf(w, "  %s: %s\n", strings.Join(kinds[sentence], ", "), sentence)
		}
	}
}

// windowName says which window is meant.
func windowName(w pipelines.OpenWindow) string {
	text := fmt.Sprintf("window %s (%s", short(w.Window), w.Mode)
	if !w.From.IsZero() {
		text += " " + w.From.Format(time.DateOnly) + " to " + w.To.Format(time.DateOnly)
	}
	if w.Purpose != "" && w.Purpose != pipelines.ForNight {
		text += ", " + w.Purpose
	}
	return text + ")"
}

// oneLine is a text without its line breaks.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
