package town

import (
	"slices"
	"time"
)

// Visit types (visit.type).
const (
	WalkIn      = 1
	Appointment = 2
	EConsult    = 3
)

// Outcome is what truly became of a visit, as far as the answer for it tells.
type Outcome string

// The outcomes. The vendor's status 40 stands for three of them; only the evidence in the answer tells which.
const (
	Planned      Outcome = "planned"       // status 20: not started
	Arrived      Outcome = "arrived"       // status 10: a fresh walk-in
	InProgress   Outcome = "in progress"   // status 30
	Finished     Outcome = "finished"      // status 40, a call took place or a full post-visit note exists
	Cancelled    Outcome = "cancelled"     // status 40, never started, or nobody to see, or closed by the patient without a call
	EndedUnclear Outcome = "ended unclear" // status 40, no evidence either way
	UnknownCode  Outcome = "unknown code"  // a status no page names
)

// Visit is one VSee visit object as GET /visits/:id shows it. Times are UTC with whole seconds; zero: null or absent.
type Visit struct {
	ID           string // decimal; some are beyond 32 bits
	Patient      string // id of the VSee patient
	Practitioner string // id of the VSee provider; empty: provider_id is 0
	Account      string // account_code; empty: null
	Code         string
	Type         int // WalkIn, Appointment, EConsult
	Subtype      int // 0: absent
	Status       int // the vendor's code
	Outcome      Outcome
	Start, End   time.Time
	ActualStart  time.Time
	ActualEnd    time.Time // before ActualStart where Quirks has EndBeforeStart
	Created      time.Time
	Modified     time.Time
	CompletedBy  string // user id; empty: null
	Test         bool   // is_test
	Walkin       string // on a started appointment: id of the walk-in visit it became
	Root         string // root_visit.id: the visit's own id, on such a walk-in the appointment's; empty: absent
	Group        string // visit_group_id; empty: a one-to-one visit
	Consultation string // description of the consultation booked; empty: absent
	Room         Room   // empty Code: null
	Hosts        []string
	CallSeconds  int // call_logs.total_duration; 0: no call logged
	Payment      string
	Invoice      *Invoice // nil: absent
	Intake       Intake
	PostVisit    *PostVisit // the full note, if it is this visit's own; nil: none, a stub, or somebody else's
	Prior        []Prescription
	Prescribed   []Prescription
	History      *History // the patient's medical profile as the intake in the visit embeds it; nil: not embedded, or somebody else's
	Foreign      Foreign
	Old          bool    // the 2016 dialect
	Quirks       []Quirk // what is odd about the answer
}

// Foreign is what the answer for a visit nests although it belongs to somebody else. It must not be attached to the
// visit or its patient.
type Foreign struct {
	PostVisit   *PostVisit
	PostVisitOf string // the member_id it names
	PostVisitAt string // the visit_id it names
	History     *History
	HistoryOf   string // the user_id it names
}

// Has tells whether the answer for the visit has the quirk.
func (v Visit) Has(q Quirk) bool { return slices.Contains(v.Quirks, q) }

// Quirk names an oddity of an answer that a reader must cope with.
type Quirk string

// The quirks.
const (
	DuplicatePostVisit   Quirk = "duplicate postvisit"   // one object has two `postvisit`: a stub, then the full one
	DuplicateAttachments Quirk = "duplicate attachments" // one postvisit has two `attachments`; PostVisit has their union
	ForeignPostVisit     Quirk = "foreign postvisit"     // the full postvisit names another visit and member
	ForeignHistory       Quirk = "foreign history"       // the medical profile names another user
	EndBeforeStart       Quirk = "end before start"      // actual_end is before actual_start
	NullAccount          Quirk = "null account"          // account_code is null
	NoProvider           Quirk = "no provider"           // provider_id is 0
	BeyondInt32          Quirk = "beyond 32 bits"        // the id does not fit 32 bits
	IntakeApart          Quirk = "intake apart"          // intake_id names the intake, only GET /intakes/:id shows it
)

// Room is the virtual waiting room of a visit, as visits name it; see VSeeRoom.
type Room struct {
	ID   int
	Code string
	Name string
}

// Intake is what the patient answered before the visit. Answers are the clinic's own questions, in order. It also shows
// the consultation booked, unless that is a group's.
type Intake struct {
	ID       string // uuid; empty: no intake
	Visit    string // id of the visit
	Patient  string // id of the VSee patient
	Reason   string // reason_for_visit; empty: ""
	Location string // a state; empty: "--"
	Phone    string
	Answers  []Answer
	Files    []Attachment // empty: "" or absent
	Form     FileForm     // how Files are written
	Created  time.Time
	Modified time.Time
}

// Answer is one custom key of an intake.
type Answer struct{ Key, Value string }

// FileForm is how the attachments of an intake are written.
type FileForm int

// The forms. All but the first show the ids of the files alone.
const (
	Described FileForm = iota // [{"_id": ..., "name": ...}]
	IDObjects                 // [{"id": ...}]
	IDList                    // ["...", "..."]
	IDText                    // "...,..."
)

// Attachment is an uploaded file's description. Where only its ID is shown the rest is empty.
type Attachment struct {
	ID      string
	Name    string
	Size    int64 // bytes
	Ext     string
	Created time.Time // microseconds are the vendor's
}

// PostVisit is the practitioner's note on a visit. The three texts are HTML of the tags u b i strong ul ol li p br.
type PostVisit struct {
	Draft          bool
	Author         string // modifiedBy: a name, no id
	PhysicalExam   string
	AssessmentPlan string
	Instructions   string
	Reason         string
	ReasonOther    string
	Diagnosis      string // as sent: "name (code),name (code)"
	Diagnoses      []Diagnosis
	Disposition    string
	DEA, NPI       string
	Attachments    []Attachment
	Created        time.Time
	Modified       time.Time // may move while Visit.Modified does not
}

// Diagnosis is one diagnosis of a post-visit note.
type Diagnosis struct {
	Text string // may contain commas
	Code string // ICD-10-CM
}

// Prescription is one line of prescriptions[] or prescriptionsBeforeVisit[].
type Prescription struct {
	ID           string
	Drug         string
	NDC          string // empty: ""
	RxNorm       string // empty: ""
	Directions   string
	Quantity     int
	Unit         string
	Refills      int
	DaysSupply   int    // 0: unknown
	Prescribed   string // YYYY-MM-DD; the vendor gives no zone
	Signed       string // YYYY-MM-DD; empty: sent as 0001-01-01
	Status       string // "Current", or a word no page explains
	Prescriber   string
	Substitution bool
	Schedule     int
	PharmacyNote string
	Pharmacy     string // NCPDP id; empty: ""
}

// Invoice is the bill of a visit.
type Invoice struct {
	ID       string // uuid
	Status   string // a word; empty: Code tells
	Code     int    // 10, which no page explains
	Due      int    // in a unit no page tells
	Live     bool
	Created  time.Time
	Modified time.Time
}

// Call is one of the calls that call_logs numbers.
type Call struct {
	Start   time.Time
	Seconds int
	Waited  int // seconds
}

// Calls are the calls of a visit, in order: long ones broke off once. Their seconds add up to CallSeconds.
func (v Visit) Calls() []Call {
	switch {
	case v.CallSeconds == 0:
		return nil
	case v.CallSeconds < 900:
		return []Call{{v.ActualStart, v.CallSeconds, 0}}
	}
	first := v.CallSeconds / 3
	again := v.ActualStart.Add(time.Duration(first+20) * time.Second)
	return []Call{{v.ActualStart, first, 0}, {again, v.CallSeconds - first, 20}}
}
