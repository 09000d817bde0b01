package town

import "time"

// Noa is Noa Notes, the scribe that the doctors of the VSee clinic use in two countries.
const Noa Vendor = "noanotes"

// KindSession is one use of Noa for one contact.
const KindSession Kind = "session"

// NoaCountries are the countries that a town has Noa sessions in. Each has a host of its own that knows no other's.
func NoaCountries() []string { return []string{"es", "pl"} }

// The statuses of a session as Noa's page lists them. UnlistedStatus is on no page.
const (
	StatusNew           = "New"
	StatusRecording     = "Recording"
	StatusRecorded      = "Recorded"
	StatusTranscribing  = "Transcribing"
	StatusTranscribed   = "Transcribed"
	StatusAnalyzing     = "Analyzing"
	StatusSummarized    = "Summarized"
	StatusVerified      = "Verified"
	StatusEmptyVerified = "EmptySummaryVerified"
	StatusInterrupted   = "Interrupted"
	StatusFailed        = "Failed"
	StatusExpired       = "Expired"
	UnlistedStatus      = "Archived"
)

// NoaStatuses are the statuses in the order of Noa's page. An answer that is a number counts them from 0.
func NoaStatuses() []string {
	return []string{StatusNew, StatusRecording, StatusRecorded, StatusTranscribing, StatusTranscribed, StatusAnalyzing, StatusSummarized,
		StatusVerified, StatusEmptyVerified, StatusInterrupted, StatusFailed, StatusExpired}
}

// NoaSession is one session: what the customer's own files tell of it and what Noa answers. Empty strings: null.
type NoaSession struct {
	ID         string // uuid
	Country    string // lower case, of the one host that knows it
	Human      int    // see VSeePatient.Human
	Staff      int    // see VSeeUser.Staff; -1: Doctor is empty
	Episode    string // the customer's id; a tuple of episode, doctor and facility may own several sessions
	Doctor     string // the customer's id, unique in a facility only
	DoctorName string // known where the facility is
	Facility   string // the customer's id
	Place      string // the facility's name
	Patient    string // id of the VSee patient; empty: the manifest names none
	Created    time.Time
	VisitType  string // FirstVisit, FollowUpVisit
	Language   string // BCP 47; empty: the consumer's
	Speciality string
	Metadata   string // JSON that the customer's software sent along
	Status     string // the true one; an answer may be unable to tell it, see Form
	Form       StatusForm
	Summary    *NoaSummary // nil: Noa answers 404
	Purged     bool        // Noa no longer knows the session: every answer is 404
	TokenEnded bool        // the session's own token has expired
	InManifest bool
	Deliveries []NoaDelivery // of the journal, by time of receipt
}

// Final tells whether a session's status is one that it stays in by itself.
func (s NoaSession) Final() bool {
	switch s.Status {
	case StatusVerified, StatusEmptyVerified, StatusFailed, StatusExpired:
		return true
	}
	return false
}

// StatusForm is how the answer for a session's status is written.
type StatusForm string

// The forms.
const (
	BareStatus   StatusForm = "bare"   // a string
	ObjectStatus StatusForm = "object" // {"status"}
	NamedStatus  StatusForm = "named"  // {"sessionId","status"}
	NumberStatus StatusForm = "number" // of NoaStatuses: no page tells which number is which
)

// NoaSummary is the text that Noa wrote for a session.
type NoaSummary struct {
	Shape    SummaryShape
	Text     string // of TextSummary; empty: no medical content
	Sections []NoaSection
	Verified bool   // what the answer says of a doctor's approval; of a few it is older or newer than Status
	Word     string // the answer says it by this status word; empty: by true or false
}

// NoaSection is one section. Titles are the customer's own, in the customer's language; two may differ by case only.
type NoaSection struct{ Title, Text string }

// SummaryShape is how a summary's content is written.
type SummaryShape string

// The shapes.
const (
	TextSummary   SummaryShape = "text"   // a string
	ObjectSummary SummaryShape = "object" // {title: text} in the sections' order
	ListSummary   SummaryShape = "list"   // [{title, text}], under one of three pairs of names
)

// NoaDelivery is one call of the customer's webhook: at least one for each status but New, in no order that counts.
type NoaDelivery struct {
	At     time.Time // received, UTC, whole seconds
	Status string
}

// NoaConsumer is the customer's account in one country. Its language and speciality stand for a session's where that has
// none.
type NoaConsumer struct {
	ID         string // uuid
	Country    string
	Name       string
	Language   string
	Speciality string // empty: null
}
