package pipelines_test

import (
	"iter"
	"slices"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// noaTale is of a source that asks for every status with the consumer's token.
var noaTale = noaTaleOf(func(town.NoaSession) bool { return true })

// noaTaleOf is the tale of a source that can ask for the status of some sessions.
func noaTaleOf(reached func(town.NoaSession) bool) tale {
	in := func(h *history) noaBook { return noaBook{h, reached} }
	return tale{
		source: noaSource, vendor: town.Noa,
		expect: func(h *history) { in(h).write() },
		aside:  func(*history, map[string]bool) {},
		doubts: func(h *history, want map[string]int) { in(h).count(want) },
		record: func(h *history, c town.Change) (string, string) {
			s, _ := h.Truth().NoaSession(c.ID)
			return string(c.Kind), noaKey(s)
		},
	}
}

// noaBook writes down what Noa's sessions become.
type noaBook struct {
	*history
	reached func(town.NoaSession) bool // the status of this one can be asked for
}

func (b noaBook) write() {
	b.consumers()
	b.facilities()
	b.doctors()
	b.contacts()
	b.expectNotes(b.summaries)
	for s := range b.Truth().NoaSessions() {
		b.expect("task", b.task(s))
		b.composition(s)
	}
	b.provenances(noaSource, "noanotes", "Noa Notes")
	for s := range b.Truth().NoaSessions() {
		b.authorship(s)
	}
}

// count tells what is odd about the sessions that are new tonight. A word of the journal counts once a session.
func (b noaBook) count(want map[string]int) {
	for s := range b.newSessions(b.now) {
		answer, unlisted := b.answer(s), s.Status == town.UnlistedStatus
		for name, odd := range map[string]bool{
			"session unknown_code status":           answer != "" && unlisted,
			"session unknown_code journal.*.status": slices.ContainsFunc(s.Deliveries, ofStatus(town.UnlistedStatus)),
			"session unknown_code summary.verified": readableSummary(s) && s.Summary.Word == town.UnlistedStatus,
			"session conflict summary":              disagree(answer, flagOf(s)),
		} {
			want[name] += 0 // named even when there is none
			if odd {
				want[name]++
			}
		}
	}
}

// disagree: the vendor's two present answers tell different things of an approval.
func disagree(answer, flag string) bool {
	return answer != flag && (answer == town.StatusVerified && flag == town.StatusSummarized || answer == town.StatusSummarized && flag == town.StatusVerified)
}

func ofStatus(status string) func(town.NoaDelivery) bool {
	return func(d town.NoaDelivery) bool { return d.Status == status }
}

func noaSystem(what string) string { return ours + "sid/noanotes/" + noaSource + "/" + what }

// noaKey is a record's id: a session is known to the host of one country only.
func noaKey(s town.NoaSession) string { return s.Country + "/" + s.ID }

func sessionEntity(id string) entity { return entity{town.Noa, town.KindSession, id} }

// newSessions are those with a state that was new on a night.
func (b noaBook) newSessions(night int) iter.Seq[town.NoaSession] {
	return func(yield func(town.NoaSession) bool) {
		for s := range b.truths[night].NoaSessions() {
			if slices.Contains(b.nights(sessionEntity(s.ID)), night) && !yield(s) {
				return
			}
		}
	}
}

// sessionRow is what everything that a session owns has in common.
func (b noaBook) sessionRow(id string, s town.NoaSession, night int) expected {
	return expected{
		"source": noaSource, "vendor": "noanotes", "kind": "session", "record_id": noaKey(s), "is_owner": true, "night": night,
		"id": id, "meta_source": noaSystem("session"), "is_test": false,
	}
}

func sessionIdentifier(s town.NoaSession) row {
	return row{"system": noaSystem(s.Country + "/session"), "value": s.ID}
}
