package noanotes

import (
	"slices"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/transform"
	"github.com/nightrounds/rounds/transform/fhirx"
	"github.com/nightrounds/rounds/transform/wire"
)

// The labels that more is decided by than the table says.
const (
	summarized = "Summarized"
	verified   = "Verified"
	emptied    = "EmptySummaryVerified" // set by the vendor itself: nobody approved anything
)

// status is what one label means.
type status struct {
	rank   int // of two labels in a journal, which knows no order, the higher counts
	task   fhir.TaskStatus
	reason string
	visit  fhir.EncounterStatus // what it tells of the contact
	closed bool                 // nothing more is to come, but for a doctor's changing a summary
}

// statuses are the twelve labels (https://integration.notes.noa.ai/session-statuses.html).
var statuses = map[string]status{
	"New":          {0, fhir.TaskStatusRequested, "", fhir.EncounterStatusUnknown, false},
	"Expired":      {1, fhir.TaskStatusCancelled, "expired unused", fhir.EncounterStatusUnknown, true},
	"Recording":    {2, fhir.TaskStatusInProgress, "", fhir.EncounterStatusInProgress, false},
	"Interrupted":  {3, fhir.TaskStatusOnHold, "", fhir.EncounterStatusUnknown, false},
	"Recorded":     {4, fhir.TaskStatusInProgress, "", fhir.EncounterStatusFinished, false},
	"Transcribing": {5, fhir.TaskStatusInProgress, "", fhir.EncounterStatusFinished, false},
	"Transcribed":  {6, fhir.TaskStatusInProgress, "", fhir.EncounterStatusFinished, false},
	"Analyzing":    {7, fhir.TaskStatusInProgress, "", fhir.EncounterStatusFinished, false},
	summarized:     {8, fhir.TaskStatusInProgress, "", fhir.EncounterStatusFinished, false},
	verified:       {9, fhir.TaskStatusCompleted, "", fhir.EncounterStatusFinished, true},
	emptied:        {10, fhir.TaskStatusCompleted, "empty summary", fhir.EncounterStatusFinished, true},
	"Failed":       {11, fhir.TaskStatusFailed, "", fhir.EncounterStatusUnknown, true},
}

// told is what is known of a session's state.
type told struct {
	label string // one of the twelve; empty: none is known for now
	raw   string // the label nobody knows, where that is the latest word
	last  string // without a label: the last one that was known; empty: never any
}

// label reads a vendor's word, exactly: "Verified" is a part of "EmptySummaryVerified".
func (c clinic) label(word string) (string, bool) {
	if label, ok := c.Statuses[word]; ok {
		return label, true
	}
	_, ok := statuses[word]
	return word, ok
}

// state weighs what is told of a session. The status answer is the vendor's present word. Without one the journal counts, by
// how far it got and not by order of arrival, and the summary's own flag beats it, being newer than any delivery. Only of a summary
// that was rewritten since a doctor approved it, the journal's last word may be that it was made again.
// Where two present words contradict each other, the less final one counts.
func (b *builder) state() told {
	word, path := b.statusWord(), "status"
	furthest, latest := b.journal()
	answered := word != ""
	if !answered {
		word, path = latest, "journal.*.status"
	}
	label, known := b.label(word)
	switch {
	case word != "" && !known:
		b.issue(transform.UnknownCode, path)
		return told{raw: word, last: lastOf(furthest, b.prior.RawStatus)}
	case !answered && furthest == verified && label == summarized && b.rewritten():
	case !answered:
		label = furthest
	}
	label = b.weigh(label, answered)
	if label == "" {
		return told{last: b.prior.RawStatus}
	}
	return told{label: label}
}

// rewritten tells that the summary says something else than when it was approved.
func (b *builder) rewritten() bool {
	return b.summary.text != "" && b.prior.HadFinal && b.prior.FinalContent != fhirx.ContentHash(b.summary.text)
}

func lastOf(labels ...string) string {
	i := slices.IndexFunc(labels, func(l string) bool { return l != "" })
	if i < 0 {
		return ""
	}
	return labels[i]
}

// weigh sets the summary's flag against the label.
func (b *builder) weigh(label string, answered bool) string {
	flag := b.summary.flag
	switch {
	case flag == emptied && (label == "" || label == summarized || label == verified):
		return emptied
	case flag == "", flag == emptied, flag == label, label == emptied: // what is set by itself stays unapproved
		return label
	case flag == summarized && label == verified:
		if answered {
			b.issue(transform.Conflict, "summary")
		}
		return summarized
	case flag == summarized && label == "" && b.summary.text != "":
		return summarized
	case flag == summarized:
		return label
	case answered || label == "Failed": // approved, says the summary alone
		b.issue(transform.Conflict, "summary")
		return label
	}
	return verified
}

// journal gives the furthest label that was delivered, and the latest word.
func (b *builder) journal() (furthest, latest string) {
	for _, e := range b.s.Journal.Items {
		label, known := b.label(e.Status.Text)
		if e.Status.Text == "" {
			continue
		}
		if latest = e.Status.Text; !known {
			b.issue(transform.UnknownCode, "journal.*.status")
			continue
		}
		if furthest == "" || statuses[label].rank > statuses[furthest].rank {
			furthest = label
		}
	}
	return furthest, latest
}

// delivered is when the journal received a label, or a word nobody knows, for the last time. A summary that was made again
// after an approval is not the one that was delivered before it, so its time is not known.
func (b *builder) delivered(word string) wire.Time {
	var at wire.Time
	for _, e := range b.s.Journal.Items {
		switch have, _ := b.label(e.Status.Text); {
		case have == "":
		case have == word && !e.ReceivedAt.At.Before(at.At):
			at = e.ReceivedAt
		case have == verified && word == summarized && !e.ReceivedAt.At.Before(at.At):
			at = wire.Time{}
		}
	}
	return at
}

// task is the Task's status: without a known label the last known one, or that the session was received.
func (t told) task() (fhir.TaskStatus, string) {
	if s, ok := statuses[lastOf(t.label, t.last)]; ok {
		return s.task, s.reason
	}
	return fhir.TaskStatusReceived, ""
}

// open tells whether more is to come.
func (t told) open() bool { return !statuses[t.label].closed }

// contact tells of the contact what the furthest word about the session does: recorded means that it took place.
func (b *builder) contact(t told) *fhir.EncounterStatus {
	now := statuses[lastOf(t.label, t.last, "New")].visit
	furthest := b.summary.text != ""
	for _, e := range b.s.Journal.Items {
		label, known := b.label(e.Status.Text)
		furthest = furthest || known && statuses[label].visit == fhir.EncounterStatusFinished
	}
	if furthest {
		now = fhir.EncounterStatusFinished
	}
	return &now
}

// flagWord reads what a summary says of its approval: verified, emptied or summarized (not approved); empty for a word
// nobody knows.
func (c clinic) flagWord(word string) string {
	label, known := c.label(word)
	switch {
	case strings.EqualFold(word, "true"), known && label == verified:
		return verified
	case known && label == emptied:
		return emptied
	case strings.EqualFold(word, "false"), known:
		return summarized
	}
	return ""
}
