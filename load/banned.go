package load

import (
	"context"
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Bans answers what was purged and must not come back.
type Bans interface {
	// Banned tells which of some records of a kind were purged, and which patients.
	Banned(ctx context.Context, source, kind string, ids []string) (Banned, error)
}

// Banned is what was purged, as far as a batch of records may meet it. The zero value bans nothing.
type Banned struct {
	Salt     [32]byte
	Records  map[string]time.Time // by id: a state that the vendor changed at this time or later is let in; zero: none is
	Patients map[[32]byte]bool    // by tables.PurgedDigest of Patient.id
}

// Patient tells whether a patient, by Patient.id, was purged.
func (b Banned) Patient(id string) bool {
	return len(b.Patients) > 0 && b.Patients[tables.PurgedDigest(b.Salt, "", tables.PurgedPatient, id)]
}

// Record tells whether a state of a record was purged. changed is the vendor's word on its last change, zero when there is none.
func (b Banned) Record(id string, changed time.Time) bool {
	until, banned := b.Records[id]
	return banned && (until.IsZero() || changed.Before(until))
}
