package town

import "time"

// Nextech is the third vendor: a practice's record of encounters.
const Nextech Vendor = "nextech"

// KindEncounter is a Nextech encounter.
const KindEncounter Kind = "encounter"

// What else happens to encounters. One that was locked or unlocked is not listed as edited as well.
const (
	Locked   What = "locked"
	Unlocked What = "unlocked"
)

// NextechPatient is a patient as GET /search shows them. Empty strings mean that the vendor shows nothing usable: "", null
// or a sentinel.
type NextechPatient struct {
	ID         string // patientId, decimal
	Human      int    // see VSeePatient.Human
	Chart      string // chartNumber: digits with leading zeros, or letters and digits; empty on some
	FirstName  string
	MiddleName string
	LastName   string
	BirthDate  string // YYYY-MM-DD; empty: dob is null or of a year that nobody was born in
	SSN        string // as typed, several formats: must never land
	Phone      string // as typed, several formats
	Oversized  bool   // more than OversizedAnswer encounters at once are answered with 500
}

// OversizedAnswer is how many encounters of an Oversized patient one answer can carry.
const OversizedAnswer = 2

// NextechDoctor is a practitioner as embedded in an encounter. Nothing but the encounter shows them.
type NextechDoctor struct {
	ID          int // doctorId; 0: the encounter has none
	Staff       int // see VSeeUser.Staff; -1: none
	FirstName   string
	LastName    string
	Designation string // "MD"; empty: none
}

// Lock is what an encounter says of its being locked.
type Lock string

// The locks.
const (
	IsLocked   Lock = "locked"
	IsUnlocked Lock = "unlocked"
	LockUnsaid Lock = "unsaid" // absent, null, "", or a word that no page explains
)

// NextechEncounter is one encounter of a patient with its chart document.
type NextechEncounter struct {
	ID         string // encounterId, decimal, unique in the practice; some are beyond 32 bits
	Patient    string // id of the Nextech patient: only the request names it
	Doctor     NextechDoctor
	Department string    // a name; empty: ""
	Location   string    // a name, typed in more than one way; empty: null
	Date       time.Time // encounterDate, UTC, milliseconds; some are in the future
	Type       string    // free description
	Lock       Lock
	Sections   []CCDSection // empty: the encounter has no document
	Flaw       Flaw         // of the document
}

// CCDSection is one section of a chart document. One without text and rows is shown as a heading alone.
type CCDSection struct {
	Category string // as GET /encounters/categories names it
	Title    string
	Text     string // one paragraph of plain text; empty: none
	Columns  []string
	Rows     [][]string
}

// Flaw is what is wrong with a document's HTML.
type Flaw string

// The flaws.
const (
	NoFlaw   Flaw = ""
	Unclosed Flaw = "unclosed" // paragraphs, rows and cells are begun and never ended
	Hostile  Flaw = "hostile"  // scripts, handlers and frames between the sections
	Huge     Flaw = "huge"     // about 200 KB
)

// CCDCategories are the section names that GET /encounters/categories lists, in the order of the sections.
func CCDCategories() []string {
	return []string{"problems", "medications", "allergies", "history", "exam", "plan"}
}
