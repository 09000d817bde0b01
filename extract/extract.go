// Package extract says what a vendor's data looks like on its way in: a Source yields Pages of Records, a Record is the
// vendor's own bytes and where they came from.
//
// It knows nobody: no vendor, no FHIR, no database. It does not interpret a record; that is transform's work.
package extract

import (
	"context"
	"encoding/json"
	"iter"
	"strings"
	"time"
)

// Kind names what a record is, in the field's own words. A Kind's records come from one endpoint with one set of
// parameters, so that two readings of one record can be compared.
type Kind string

// The kinds this product knows.
const (
	Patient          Kind = "patient"
	Practitioner     Kind = "practitioner"
	PractitionerRole Kind = "practitioner_role"
	Organization     Kind = "organization" // account, team, practice
	Location         Kind = "location"     // room
	Visit            Kind = "visit"
	Encounter        Kind = "encounter"
	Note             Kind = "note"
	Intake           Kind = "intake"          // what a patient answered before a visit
	MedicalProfile   Kind = "medical_profile" // what a patient told of their history
	File             Kind = "file"            // a stored file's description, never its content
	Session          Kind = "session"         // one use of a scribe for one contact
)

// Mode says how an Ask wants records chosen.
type Mode string

const (
	// Range asks for the records of a half-open interval [From, To) along the kind's own axis.
	Range Mode = "range"
	// Sweep asks for every record the account can see.
	Sweep Mode = "sweep"
	// IDs asks for the named records, each read by its id.
	IDs Mode = "ids"
)

// Source is one vendor at one customer.
//
// Implementations are safe for concurrent Pulls; each Pull holds no more than one page in memory.
type Source interface {
	// Name is the configured name of the source. It is part of every record's identity and never changes once used.
	Name() string

	// Pull yields the pages of an Ask. The first error is the last element. Records may repeat and come in any order.
	// Breaking out of the loop or cancelling ctx releases every resource. In IDs mode a record that the vendor answers
	// with 404 or 410 is yielded with a nil Body: it is gone. An Ask the source cannot serve ends in ErrUnsupported.
	Pull(ctx context.Context, a Ask) iter.Seq2[Page, error]
}

// Ask is what a pipeline wants of a Source.
type Ask struct {
	Kind     Kind
	Mode     Mode
	From, To time.Time        // half-open, UTC; Range only
	IDs      iter.Seq[string] // IDs only: open items, ledger, roster, manifest
	Resume   string           // where an interrupted sweep stopped: the Resume of its last whole page; empty from the start
}

// Page is one answer of a vendor, or one bundle of detail reads.
//
// Records are of the asked kind, or of a kind that rides along with it: an object with an identity of its own that the vendor
// shows only inside others (VSee's intake and medical profile inside a visit) is cut out as a record of its own.
type Page struct {
	Records []Record
	Resume  string    // how to go on after this page; empty where a sweep cannot be resumed
	Claimed int64     // the total the vendor claims for the whole Ask, -1 when it claims none
	Lost    int64     // what could not be read of this Ask so far: a sweep that is resumed after this page must not forget it
	Done    *Coverage // set on the last page only
}

// Record is one object as the vendor sent it. It does not change after it was made.
type Record struct {
	Source, Vendor string
	Kind           Kind
	ID             string          // the vendor's id, unique within Source and Kind
	Changed        time.Time       // the vendor's word on its last change, UTC; zero when it has none
	Fetched        time.Time       // when the answer arrived, with its monotonic reading
	Origin         string          // endpoint template and page: no host, no query, no id
	Body           json.RawMessage // the vendor's bytes, secrets cut out, otherwise untouched; nil: the vendor says it is gone
	Hash           Hash            // semantic hash of Body: equal hashes are one state (docs/decisions/0001)
}

// Endpoint is the template that Origin names, without the page.
func (r Record) Endpoint() string {
	template, _, _ := strings.Cut(r.Origin, " page ")
	return template
}

// Hash is a SHA-256 over what counts in a record's body.
type Hash [32]byte

// Coverage tells how the records of an Ask were enumerated and what that way cannot see. It ends up in ops.coverage.
type Coverage struct {
	Basis    string   // sweep, roster, ledger, range, ids
	Complete bool     // the vendor's own enumeration was walked to its end and its counts agree
	Resumed  bool     // incomplete for this alone: the sweep was resumed. Whoever kept the ids met before can count all against Claimed
	Blind    []string // what this basis cannot see, one sentence each, no value from a record
	Distinct int64    // distinct ids yielded by the Ask
	Claimed  int64    // the vendor's total, -1 when it claims none
	Drift    []string // what moved during the walk, one sentence each
	Skipped  []Skip   // ids or elements the vendor showed and the source did not yield as records, by reason
}

// Skip counts what was shown and did not become a record.
type Skip struct {
	Reason string
	Count  int64
	Lost   bool // it should have become one and could not be read: the window is not done. False: left out on purpose
}
