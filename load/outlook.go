package load

import (
	"context"
	"time"
)

// Forecast answers what is left to do for a kind and what its next windows may cost.
type Forecast interface {
	// Outlook sums what the done windows of a kind took and tells what its last one could not see.
	Outlook(ctx context.Context, source, kind string) (Outlook, error)

	// Asked lists the runs of a command for one source and kind, in the order they began.
	Asked(ctx context.Context, command, source, kind string) ([]Asked, error)
}

// Asked is the days a run was asked for, half-open, UTC, and whether it did all there was to do.
type Asked struct {
	From, To time.Time // zero: none
	Done     bool
}

// Outlook is what earlier windows of one source and kind tell of those to come.
type Outlook struct {
	Costs map[string]Cost     // by mode of the windows; a mode without done windows is absent
	Blind map[string][]string // by mode: what its last window could not see, one sentence each
}

// Cost is what done windows of one mode took together.
type Cost struct {
	Windows, Requests, Shown int64
	Least                    int64 // requests: the fewest that one window took
	Days                     int64 // of ranges: those that were over when they were read
}

// References answers whether what rows point to is there.
type References interface {
	// Loose lists the resources of one type to which some rows point and which no record of their own has told: stubs, and what
	// is not there at all. A tombstone is there: it was told. In no order.
	Loose(ctx context.Context, from Backfilled, resourceType string) ([]Loose, error)
}

// Backfilled names the rows of all runs that backfilled days of one kind, those that were stopped too.
type Backfilled struct {
	Source, Kind, Shard string
	From, To            time.Time // half-open, UTC
}

// Loose is what a reference leads to.
type Loose struct {
	Source, ID  string   // Source is empty where nothing is there
	Identifiers []string // of a stub: the values of its business identifiers
}
