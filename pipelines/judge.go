package pipelines

import (
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/load"
)

// item is one reading of a record on its way through a batch.
type item struct {
	extract.Record
	observed time.Time // the warehouse's clock, ms; part of the state's identity
	landed   bool      // taken from raw.records: no vendor was asked
	resume   string    // how a sweep goes on after this record; empty within a page
	lost     int64     // what the walk could not read as far as there
}

func (i item) gone() bool { return i.Body == nil }

// verdict says what a reading is, given what is held of its record.
type verdict int

const (
	fresh     verdict = iota // a state not held yet: land it and load it
	again                    // landed before, not loaded: load it under its first observed time
	remap                    // loaded before: map it anew with the Prior kept with its state
	unchanged                // loaded, same mapper
	duplicate                // loaded or landed by this very run
	stale                    // older than what is held: land it, do not load it
)

// judge compares a reading with what is held. It returns the verdict and the observed time the state goes by.
//
// Equal hashes are one state only when nothing came between: A, B, A is two changes. A state older than the one held, by
// the vendor's own time or because a later answer was landed first, is stale; seen again by a later run it is loaded.
func judge(i item, k load.Known, rev uint32, runID string) (verdict, time.Time) {
	raw, st := k.Raw, k.State
	switch {
	case i.landed && st != nil && st.ObservedAt.Equal(i.observed) && st.Hash == i.Hash:
		return remap, i.observed
	case i.landed:
		return again, i.observed
	}
	if raw != nil && raw.Hash == i.Hash && raw.Gone == i.gone() {
		return judgeSame(k, rev, runID), raw.ObservedAt
	}
	at := i.observed
	if raw != nil && at.Equal(raw.ObservedAt) {
		at = at.Add(time.Millisecond) // two states in one millisecond: the later answer is the later state
	}
	switch {
	case raw != nil && at.Before(raw.ObservedAt):
		return stale, at
	case st != nil && !i.gone() && !i.Changed.IsZero() && i.Changed.Before(st.Changed):
		return stale, at
	}
	return fresh, at
}

// judgeSame judges a reading that equals the last landed state.
func judgeSame(k load.Known, rev uint32, runID string) verdict {
	raw, st := k.Raw, k.State
	loaded := st != nil && st.ObservedAt.Equal(raw.ObservedAt)
	switch {
	case loaded && st.MapperRev >= rev && st.RunID == runID:
		return duplicate
	case loaded && st.MapperRev >= rev:
		return unchanged
	case loaded:
		return remap
	case raw.Stale && raw.RunID == runID:
		return duplicate
	}
	return again
}
