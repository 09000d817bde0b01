package pipelines

import (
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// stillOpen lists the attempts at a kind that no later work made up for.
func stillOpen(open []tables.Window, source string, k KindStatus, spans []load.Span) []OpenWindow {
	var left []OpenWindow
	for _, w := range open {
		if w.Source != source || w.Kind != k.Kind || madeUpFor(w, spans, k.Watermark) {
			continue
		}
		left = append(left, OpenWindow{Window: w.ID, Run: w.RunID, Kind: w.Kind, Mode: w.Mode, Purpose: w.Purpose, From: w.From, To: w.To,
			Status: w.Status, Error: w.Error, Started: w.Started})
	}
	return left
}

// madeUpFor tells whether what an attempt left open was tried again later, and the later attempt is the one to look at, or was read
// on another way. mark is the watermark of the kind: nights have read all before it.
func madeUpFor(w tables.Window, spans []load.Span, mark time.Time) bool {
	if w.Mode == string(extract.Range) {
		return reached(w, spans, mark)
	}
	return slices.ContainsFunc(spans, func(s load.Span) bool {
		switch {
		case !s.Started.After(w.Started) || s.RunID == w.RunID:
			return false
		case s.Mode == w.Mode:
			return true
		case w.Mode == modeConfirm:
			return s.Mode == string(extract.Sweep) && closed(s) // it nominates anew
		}
		return w.Mode == string(extract.IDs) && s.Mode == modeSettle && closed(s) // the run it opened chose the ids anew
	})
}

// reached tells whether later walks read a range, or tried to as a whole.
func reached(w tables.Window, spans []load.Span, mark time.Time) bool {
	from := w.From
	if w.Purpose == ForNight {
		from = latest(from, mark)
	}
	var read []stretch
	for _, s := range spans {
		if !s.Started.After(w.Started) {
			continue
		}
		if s.Mode == string(extract.Sweep) && closed(s) {
			return true
		}
		if s.Mode != string(extract.Range) {
			continue
		}
		if again := s.Purpose == w.Purpose && !s.From.After(from) && !s.To.Before(w.To); again {
			return true
		}
		if closed(s) {
			read = append(read, stretch{s.From, s.To})
		}
	}
	return covers(read, stretch{from, w.To})
}

// covers tells whether stretches together hold another.
func covers(all []stretch, one stretch) bool {
	slices.SortFunc(all, func(a, b stretch) int { return a.from.Compare(b.from) })
	at := one.from
	for _, s := range all {
		if !s.from.After(at) {
			at = latest(at, s.to)
		}
	}
	return !at.Before(one.to)
}
