package town

import (
	"iter"
	"slices"
)

// NoaSessions yields all sessions. None ever goes: Noa has no list that it could be missing from.
func (tr *Truth) NoaSessions() iter.Seq[NoaSession] {
	return func(yield func(NoaSession) bool) {
		for n := range tr.town.baseSessions() + len(tr.town.noa.added) {
			if tr.town.sessionSince(n) <= tr.night && !yield(tr.town.sessionOn(n, tr.night)) {
				return
			}
		}
	}
}

// NoaSession finds a session by id.
func (tr *Truth) NoaSession(id string) (NoaSession, bool) {
	n, ok := tr.town.sessionNumber(id)
	if !ok || tr.town.sessionSince(n) > tr.night {
		return NoaSession{}, false
	}
	return tr.town.sessionOn(n, tr.night), true
}

// NoaConsumers are the customer's accounts, one a country. They do not change.
func (tr *Truth) NoaConsumers() []NoaConsumer {
	var all []NoaConsumer
	for _, country := range NoaCountries() {
		all = append(all, tr.town.consumer(country))
	}
	return all
}

// NoaReceipt is a delivery as a line of the customer's journal.
type NoaReceipt struct {
	NoaDelivery
	Country, Session string
}

// NoaJournal is the customer's journal up to this night, in order of receipt.
func (tr *Truth) NoaJournal() []NoaReceipt {
	var all []NoaReceipt
	for s := range tr.NoaSessions() {
		for _, d := range s.Deliveries {
			all = append(all, NoaReceipt{d, s.Country, s.ID})
		}
	}
	slices.SortStableFunc(all, func(a, b NoaReceipt) int { return a.At.Compare(b.At) })
	return all
}

// noaChanges reports what changed at Noa.
func (t *Town) noaChanges(night int, add func(Vendor, Kind, string, What)) {
	changes(t.noa.sessions, night, func(n int, w What) { add(Noa, KindSession, t.uuid(aboutSession, n), w) })
	for i, a := range t.noa.added {
		if a.night == night {
			add(Noa, KindSession, t.uuid(aboutSession, t.baseSessions()+i), Added)
		}
	}
}
