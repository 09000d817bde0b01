package pipelines

import (
	"slices"
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// attempts is what was tried of one kind: its windows in the order they began, and its watermark.
type attempts struct {
	spans []load.Span
	mark  time.Time // nights have read all before it
}

// stillOpen lists the attempts at a source that no later work made up for. of is what was tried, by kind.
func stillOpen(open []tables.Window, source SourceStatus, of map[string]attempts) []OpenWindow {
	left := []OpenWindow{}
	for _, k := range source.Kinds {
		for _, w := range open {
			if w.Source != source.Source || w.Kind != k.Kind || cameAlong(w, open) || of[w.Kind].madeUpFor(w) {
				continue
			}
			left = append(left, OpenWindow{Window: w.ID, Run: w.RunID, Kind: w.Kind, Mode: w.Mode, Purpose: w.Purpose, From: w.From, To: w.To,
				Status: w.Status, Error: w.Error, Started: w.Started})
		}
	}
	return left
}

// cameAlong tells whether a window's records came with those of another that is open, too: that one tells of both.
func cameAlong(w tables.Window, open []tables.Window) bool {
	return w.CameWith != "" && slices.ContainsFunc(open, func(h tables.Window) bool { return h.ID == w.CameWith })
}

// madeUpFor tells whether what an attempt left open was tried again later, and the later attempt is the one to look at, or was read
// on another way. A rebuild leaves nothing open: what it made beside before a stop is nobody's, and the next one begins anew.
func (a attempts) madeUpFor(w tables.Window) bool {
	switch w.Mode {
	case modeRebuild:
		return true
	case string(extract.Range):
		return a.reached(w)
	}
	later := a.spans[:0:0]
	for _, s := range a.spans {
		if s.Started.After(w.Started) && s.RunID != w.RunID {
			later = append(later, s)
		}
	}
	return slices.ContainsFunc(later, func(s load.Span) bool {
		switch {
		case w.Mode != string(extract.IDs) && w.Mode != modeConfirm:
			return s.Mode == w.Mode
		case s.Mode == string(extract.Sweep) && closed(s):
			return true // it met every record, or names those anew that it did not meet
		case w.Mode == modeConfirm:
			return s.Mode == w.Mode
		}
		return a.choseAnew(w, s)
	})
}

// choseAnew tells whether the run of a later window chose anew which ids to read: a window of its own then tells what became of them.
// That a run only settled proves nothing, for it does so before it reads.
func (a attempts) choseAnew(w tables.Window, s load.Span) bool {
	switch {
	case s.Purpose != w.Purpose || s.Mode == modeSettle:
		return false
	case w.Purpose != ForNight:
		return s.Mode == w.Mode && s.From.Equal(w.From) && s.To.Equal(w.To)
	case !a.afterWalk(w.Round, w.Started):
		return true // a night re-reads what was stale before all else
	case s.Mode == string(extract.Range):
		return closed(s) && s.To.After(s.Started) // the hot window: the records that no range met come next
	}
	return s.Mode == w.Mode && a.afterWalk(s.Round, s.Started)
}

// afterWalk tells whether a range or everything was walked in a round before a moment, by whichever run.
func (a attempts) afterWalk(round, at time.Time) bool {
	return slices.ContainsFunc(a.spans, func(s load.Span) bool {
		return s.Round.Equal(round) && s.Started.Before(at) && (s.Mode == string(extract.Range) || s.Mode == string(extract.Sweep))
	})
}

// reached tells whether later walks read a range, or tried to as a whole.
func (a attempts) reached(w tables.Window) bool {
	from := w.From
	if w.Purpose == ForNight {
		from = latest(from, a.mark)
	}
	var read []stretch
	for _, s := range a.spans {
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
