package pipelines_test

import (
	"slices"
	"strconv"
	"time"

	"github.com/nightrounds/rounds/extract/sandbox/town"
)

// known is what one night's answers and files tell of how far a session got.
type known struct {
	label string // of Noa's page; empty: none counts for now
	word  string // what is told instead, a word of no page; empty: nothing is told
	last  string // without a label: the last one that was told; empty: never any
}

// answer is the word of a status answer; empty: there is none.
func (b noaBook) answer(s town.NoaSession) string {
	switch {
	case s.Purged || !b.reached(s):
		return ""
	case s.Form == town.NumberStatus && s.Status == town.UnlistedStatus:
		return "-1"
	}
	return s.Status // the configuration says which number is which label
}

// known: the answer counts; without one how far the journal ever got, and a word of no page only while it is the latest. What
// the summary says of itself is newer than any delivery. Where it and the answer disagree, nobody has approved it.
func (b noaBook) known(s town.NoaSession, night int) known {
	word, reached := b.answer(s), true
	if word == "" {
		word, reached = journalWord(s), false
	}
	if word == town.UnlistedStatus || word == "-1" {
		return known{word: word, last: b.before(s, night)}
	}
	flag := flagOf(s)
	switch {
	case word == town.StatusEmptyVerified || flag == "" || reached && word != town.StatusVerified:
	case reached && flag != word:
		word = town.StatusSummarized
	case !reached && slices.Contains([]string{"", town.StatusSummarized, town.StatusVerified}, word):
		word = flag
	}
	return known{label: word}
}

// journalWord is what the journal alone tells: the furthest word of Noa's page, which is how far the session got.
func journalWord(s town.NoaSession) string {
	furthest := -1
	for _, d := range s.Deliveries {
		furthest = max(furthest, slices.Index(town.NoaStatuses(), d.Status))
	}
	switch n := len(s.Deliveries); {
	case n > 0 && s.Deliveries[n-1].Status == town.UnlistedStatus:
		return town.UnlistedStatus
	case furthest < 0:
		return ""
	}
	return town.NoaStatuses()[furthest]
}

// before is the last label that was told of a session with a word of no page: by its journal, or on the night before.
func (b noaBook) before(s town.NoaSession, night int) string {
	s.Deliveries = slices.DeleteFunc(slices.Clone(s.Deliveries), ofStatus(town.UnlistedStatus))
	if word := journalWord(s); word != "" || night == 1 {
		return word
	}
	earlier, ok := b.truths[night-1].NoaSession(s.ID)
	if !ok {
		return ""
	}
	k := b.known(earlier, night-1)
	return k.label + k.last
}

// flagOf is what a summary says of a doctor's approval, as a label; empty: nothing. An empty one was approved by nobody.
func flagOf(s town.NoaSession) string {
	switch sum := s.Summary; {
	case !readableSummary(s) || sum.Word == town.UnlistedStatus:
		return ""
	case sum.Word != "":
		return sum.Word
	case wholeSummary(sum) == "":
		return ""
	case sum.Verified:
		return town.StatusVerified
	}
	return town.StatusSummarized
}

// toldAt is when the journal received a status; the zero time: it did not. A call that is repeated at once is one call; a
// summary that was made again after an approval is not the one that the journal told of before.
func toldAt(s town.NoaSession, status string) time.Time {
	var at time.Time
	for i, d := range s.Deliveries {
		switch {
		case i > 0 && s.Deliveries[i-1].Status == d.Status && d.At.Sub(s.Deliveries[i-1].At) < time.Minute:
		case d.Status == status:
			at = d.At
		case d.Status == town.StatusVerified && status == town.StatusSummarized:
			at = time.Time{}
		}
	}
	return at
}

var taskStatus = map[string][2]string{
	town.StatusNew: {"requested", ""}, town.StatusRecording: {"in-progress", ""}, town.StatusRecorded: {"in-progress", ""},
	town.StatusTranscribing: {"in-progress", ""}, town.StatusTranscribed: {"in-progress", ""}, town.StatusAnalyzing: {"in-progress", ""},
	town.StatusSummarized: {"in-progress", ""}, town.StatusVerified: {"completed", ""}, town.StatusEmptyVerified: {"completed", "empty summary"},
	town.StatusInterrupted: {"on-hold", ""}, town.StatusFailed: {"failed", ""}, town.StatusExpired: {"cancelled", "expired unused"},
	"": {"received", ""},
}

// task is the session itself.
func (b noaBook) task(s town.NoaSession) row {
	night := b.since(sessionEntity(s.ID))
	k := b.known(s, night)
	r := b.sessionRow(resourceID(noaSource, "Task", noaKey(s)), s, night)
	r.identified(sessionIdentifier(s))
	status := taskStatus[k.label+k.last]
	r.set(row{"intent": "order", "status": status[0]})
	r.worded("status_reason", status[1])
	if k.label != "" {
		r.coded("business_status", row{"system": ours + "CodeSystem/noanotes-session-status", "code": k.label})
	}
	r.worded("business_status", k.word)
	r.moment("last_modified", toldAt(s, k.label+k.word), noaZone)
	if s.InManifest {
		r.pointed("subject", patientOf(s))
		r.pointed("encounter", b.contactOf(s))
		r.pointed("owner", doctorOf(s))
		if s.Metadata != "" {
			r.set(row{"vendor_metadata": s.Metadata, "extensions": []row{textExtension("vendor-metadata", s.Metadata)}})
		}
		r.moment("authored_on", s.Created.Truncate(time.Second), noaZone)
	}
	return row(r)
}

// noaStatuses is what the clinic knows of the numbers, for the configuration.
func noaStatuses() string {
	list := ""
	for i, status := range town.NoaStatuses() {
		list += strconv.Quote(strconv.Itoa(i)) + ": " + status + ", "
	}
	return "{" + list[:len(list)-2] + "}"
}
