// Package transform says how a vendor's record becomes FHIR R4 resources: a Mapper is a pure function of the record and
// of the few facts kept from the record's last state.
//
// It has no clock, no network and no database, and never guesses: what a mapper does not know it leaves out or marks
// unknown, and reports as an Issue.
package transform

import (
	"time"

	"github.com/nightrounds/rounds/extract"
	"github.com/nightrounds/rounds/schemas/r4"
)

// Mapper turns one record into resources.
type Mapper interface {
	// Map is pure: the same record and Prior give the same Result, byte for byte. An error means quarantine and should be
	// a *Reject; it never carries a value of the record. Map is never called for a record that is gone.
	Map(r extract.Record, prior Prior) (Result, error)

	// Rev is raised whenever Map's output changes for any input. It starts at 1 and stays below 2^20.
	Rev() uint32
}

// Prior holds the facts a mapper may know of the record's earlier states. The zero value is a record never seen before.
// It is kept as JSON with the record's state, so that a re-mapping is told what the first mapping was told.
type Prior struct {
	HadFinal     bool      `json:"had_final,omitempty"`     // an earlier state was signed
	Amended      bool      `json:"amended,omitempty"`       // a signed state said something else than the signed state before it
	FinalContent string    `json:"final_content,omitempty"` // hex SHA-256 of the content of the last signed state
	FirstFinalAt time.Time `json:"first_final_at,omitzero"` // observed time of the first signed state, UTC
	RawStatus    string    `json:"raw_status,omitempty"`    // the vendor's status word or code of the last state
	Open         bool      `json:"open,omitempty"`          // not signed, locked or ended: to be read again by its id every night
}

// Result is what one record becomes.
type Result struct {
	Resources []r4.Resource // owned by this record: they count, and vanish when a later state does not emit them
	Stubs     []r4.Resource // made from embedded objects so that references resolve; any owner's row beats them
	NotLoaded []string      // resource types of parts this answer did not carry: absent or null is not empty
	Issues    []Issue
	Next      Prior // what the record's next state is told
}

// Issue is something a mapper could not carry over, or carried over with a doubt. It never holds a value.
type Issue struct {
	Code Reason
	Path string // JSON path of field names and indexes, no values
}

// Reason is a stable word for why something was left out or put aside.
type Reason string

// The reasons.
const (
	Malformed      Reason = "malformed"       // not the JSON the contract describes
	MissingID      Reason = "missing_id"      // no usable id: nothing to key the record by
	TooLarge       Reason = "too_large"       // a field or the record is over its limit
	DuplicateKey   Reason = "duplicate_key"   // one object names a key twice; merged, raw bytes kept
	Conflict       Reason = "conflict"        // two members of a record contradict each other: the less final one counts
	ForeignChild   Reason = "foreign_child"   // a nested object's ids contradict its parent: quarantined, not attached
	UnknownCode    Reason = "unknown_code"    // a code outside the table: FHIR unknown or no resource
	UnknownField   Reason = "unknown_field"   // a field the contract does not name: kept raw
	BadDate        Reason = "bad_date"        // not a date or time; left out
	BadPeriod      Reason = "bad_period"      // end before start; end left out
	InvalidText    Reason = "invalid_text"    // invalid UTF-8 or characters FHIR forbids; mended in the text column
	UnexpectedForm Reason = "unexpected_form" // a value in a form that was read leniently
	Skipped        Reason = "skipped"         // by rule no resource: a user type that is no patient or practitioner
	NoContent      Reason = "no_content"      // nothing to make the resource of
)

// Reject is a mapper's refusal of a whole record. It becomes a row of ops.quarantine.
type Reject struct {
	Code Reason
	Path string
}

// Error names the reason and the path, never a value.
func (e *Reject) Error() string {
	if e.Path == "" {
		return string(e.Code)
	}
	return string(e.Code) + " at " + e.Path
}

// SameID rejects a body whose own id, which stands at path, is missing or not the record's: a cache between may mix up answers.
// No vendor calls anything 0.
func SameID(own, record, path string) error {
	switch own {
	case "", "0":
		return &Reject{Code: MissingID, Path: path}
	case record:
		return nil
	}
	return &Reject{Code: ForeignChild, Path: path}
}
