// Package load says how batches reach a warehouse and how that is proved: a Sink writes and a batch is its own manifest
// for the read back.
//
// It knows tables and Arrow, no vendor, no FHIR and nothing of mapping. load/clickhouse implements it; load/engine runs
// the embedded server.
package load

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"github.com/apache/arrow/go/v17/arrow"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Sink takes batches.
type Sink interface {
	// Prepare creates databases, tables and views and adds missing columns. It never drops or retypes: a table that
	// differs otherwise is an error naming every difference.
	Prepare(ctx context.Context, ts []tables.Table) error

	// Write is durable when it returns nil; an error leaves the outcome unknown and writing the batch again is harmless.
	// The batch's schema is compared with the server's table before the table's first insert.
	Write(ctx context.Context, t tables.Table, b arrow.Record) error

	// ReadBack asks the server that took the insert for every key of b (t.OrderBy): a key that is absent, or whose greatest
	// version is below b's, is missing. It returns how many distinct keys of b are there and a *MissingError if any is not.
	ReadBack(ctx context.Context, t tables.Table, b arrow.Record) (present int64, err error)
}

// Known is what the warehouse holds of one record: its last loaded state and its last landed state, nil where none is.
type Known struct {
	State *tables.RecordState
	Raw   *Landed
}

// Landed is the newest row of raw.records for a record, without its body.
type Landed struct {
	ObservedAt time.Time
	Changed    time.Time
	Hash       [32]byte
	Stale      bool
	Gone       bool
	RunID      string
}

// State answers what was kept of earlier runs. All sequences end with their first error.
type State interface {
	// Known looks up a batch of records. Ids never seen are absent from the map.
	Known(ctx context.Context, source, kind string, ids []string) (map[string]Known, error)

	// Unsettled yields landed states newer than the loaded one that are neither stale nor quarantined with mapperRev,
	// oldest first within a record: what a stop left between landing and loading.
	Unsettled(ctx context.Context, source, kind string, mapperRev uint32) iter.Seq2[tables.RawRecord, error]

	// IDs yields the ids of one selection in ascending order.
	IDs(ctx context.Context, source, kind string, sel Selection) iter.Seq2[string, error]
}

// Ledger answers what earlier runs did.
type Ledger interface {
	// Spans lists the windows of a kind in the order they began, without their books.
	Spans(ctx context.Context, source, kind string) ([]Span, error)

	// Met counts the distinct ids that some windows met.
	Met(ctx context.Context, source, kind string, windows []string) (int64, error)

	// Listed tells which of some resources the last states of a source's records list, whatever their kind, in any order.
	// Records whose next state is just being decided do not count.
	Listed(ctx context.Context, source string, rs []tables.Emitted, but Records) ([]tables.Emitted, error)
}

// Span is a window of the ledger as a plan needs it. Times are UTC.
type Span struct {
	ID, RunID, Mode, Purpose, Status string
	Round                            time.Time // zero: of no night
	Shard                            string
	From, To                         time.Time // half-open; zero: no range
	Lost                             uint64    // records that could not be read, as far as Resume
	Resume, Continues                string    // of sweeps: where the source goes on; the window it went on with
	Complete                         bool      // the vendor's own list was walked to its end and its counts agree
	Started                          time.Time
}

// Archive is raw.records read back for a mapping anew; states judged stale are left out.
type Archive interface {
	// Held gives for each record of a kind the landed state that is loaded, unless it is a deletion, and those refused since, as
	// chosen, by id and oldest first. A state that raw.records no longer holds is a *MissingError.
	Held(ctx context.Context, source, kind string, sel Replay) (Landings, error)

	// History gives every landed state of a source, of all kinds, in the order they were observed.
	History(ctx context.Context, source string) (Landings, error)

	// Rewritten is Sink.ReadBack for rows that may replace others of their own version: of equal versions the row written last
	// counts, and an older one does not pass for it.
	Rewritten(ctx context.Context, t tables.Table, b arrow.Record) (present int64, err error)
}

// Landings are landed states on their way out of the archive.
type Landings struct {
	Total int64                              // how many there are; a state that lies there twice may count twice
	Each  iter.Seq2[tables.RawRecord, error] // ends with its first error
}

// Replay chooses states for Archive.Held.
type Replay struct {
	BelowRev    uint32    // loaded by a mapper older than this; 0: whatever mapper loaded them
	Quarantined bool      // only those that a mapper refused, of whichever revision, and of those loaded the ones it put a part of aside
	From, To    time.Time // half-open, when the state was observed; zero: unbounded
}

// Revision counts the records of a kind that one revision of its mapper loaded, without those deleted.
type Revision struct {
	Source, Kind string
	Rev          uint32
	Records      int64
}

// Records names records of one kind.
type Records struct {
	Kind string
	IDs  []string
}

// Selection chooses ids for State.IDs.
type Selection struct {
	Live      bool     // loaded and not deleted
	StaleOnly bool     // whose newest landed state is stale: to be read again by id
	NotSeenIn []string // window ids: live ids that none of their walks met
	Open      bool     // whose last state said that it is not signed, locked or ended (transform.Prior, "open")
}

// Sentinel errors a warehouse wraps.
var (
	// ErrUnavailable: the server does not answer. Exit code 5.
	ErrUnavailable = errors.New("the warehouse does not answer")
	// ErrDenied: the server refuses user or password. Exit code 5.
	ErrDenied = errors.New("the warehouse refuses the user or password")
	// ErrSchema: a table differs from its declaration in a way that is not mended by adding columns. Exit code 5.
	ErrSchema = errors.New("a table differs from its declaration")
)

// MissingError says that rows did not come back.
type MissingError struct {
	Table         string
	Missing, Want int64
}

// Error names the table and the counts.
func (e *MissingError) Error() string {
	return fmt.Sprintf("read back of %s: %d of %d rows are missing", e.Table, e.Missing, e.Want)
}
