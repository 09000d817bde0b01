package load

import (
	"time"

	"github.com/nightrounds/rounds/schemas/tables"
)

// RunReport is a run and the sum of the books of its windows.
type RunReport struct {
	tables.Run
	Windows, Open uint64 // how many it has; of those, neither done nor accepted
	Books         tables.Books
}

// KindReport is what the warehouse holds of one kind of one source. Times are UTC, zero where nothing was done.
type KindReport struct {
	Source, Kind string
	DoneAt       time.Time // end of the last sweep or range that is done
	LastStatus   string    // of the sweep or range that was started last
	Records      uint64    // loaded and not deleted
	Quarantined  uint64    // records that have a state put aside and no newer one loaded
	Blind        []string  // what the last reading could not see, one sentence each
}

// Drift is a place where records mapped lately have another form than the vendor's contract says: in the last seven days, or by the last
// night or backfill that mapped any of the kind.
type Drift struct {
	Source, Kind string
	Endpoint     string // template, without the page
	Reason       string // as in ops.issues, or missing_field as in ops.quality
	Path         string // field names, * for an index, no values
	Count        uint64 // so often lately
	New          bool   // no run before that time met it, whichever endpoint told it, nor did the first that mapped the kind
}

// Aside is a record of which a state was put aside, and which has no newer one loaded.
type Aside struct {
	tables.Quarantined
	Handle string // first 8 hex digits of a hash of source, kind and id, in place of the vendor's id
}
