package tables

import "time"

// Lineage is where a FHIR row comes from; every fhir table begins with its columns.
type Lineage struct {
	Source, Vendor  string
	Kind            string    // the extract.Kind of the record
	RecordID        string    // the vendor's id of the record
	Hash            [32]byte  // of this state, as in raw.records
	ObservedAt      time.Time // when the answer holding this state arrived, the warehouse's clock, UTC, milliseconds
	SourceUpdatedAt time.Time // the vendor's word on its last change, UTC; zero: none
	Owner           bool      // false: a stub made from an embedded object
	MapperRev       uint32
	RunID           string
	LoadedAt        time.Time
	Zone            *time.Location // the source's zone, for local dates
}

// Version is owner<<62 | observed_ms<<20 | mapper_rev (docs: architecture, "Identity, state, versions").
func (l Lineage) Version() uint64 {
	v := uint64(l.ObservedAt.UnixMilli())<<20 | uint64(l.MapperRev&0xfffff)
	if l.Owner {
		v |= 1 << 62
	}
	return v
}

// RawRecord is a row of raw.records: one state of one record as it was landed.
type RawRecord struct {
	Source, Vendor, Kind, ID string
	ObservedAt               time.Time // part of the identity
	Changed                  time.Time // zero: none
	Origin                   string
	Hash                     [32]byte
	Body                     []byte // empty: gone
	Stale                    bool   // an older state than the one held when it came; not loaded
	Gone                     string // reason of a confirmed deletion; empty otherwise
	RunID                    string
	LoadedAt                 time.Time
}

// RecordState is a row of ops.record_state: the last loaded state of one record.
type RecordState struct {
	Source, Kind, ID string
	ObservedAt       time.Time
	Changed          time.Time
	Hash             [32]byte // all zero: deleted
	Deleted          bool
	MapperRev        uint32
	Prior            string    // JSON the mapper was given
	Next             string    // JSON the next state's mapper is given
	Emitted          []Emitted // owned resources of this state, sorted
	RunID            string
	LoadedAt         time.Time
}

// Emitted names one resource.
type Emitted struct{ Type, ID string }

// Quarantined is a row of ops.quarantine: a landed state that could not be loaded, or a part put aside. No body.
type Quarantined struct {
	Source, Kind, ID string
	ObservedAt       time.Time
	Reason           string
	Path             string // names only
	Part             bool   // only a part of a loaded record
	MapperRev        uint32
	RunID            string
	LoadedAt         time.Time
}

// IssueCount is a row of ops.issues: how often a reason occurred at a path of what an endpoint told in a window.
type IssueCount struct {
	WindowID, RunID, Source, Kind string
	Reason, Path                  string
	Endpoint                      string // template; empty: of what became no record
	Count                         uint64
}

// Window is a row of ops.windows: one attempt at a unit of work, and its books.
type Window struct {
	ID, RunID, Source, Kind, Mode string
	Purpose                       string    // nightly, backfill, replay, rebuild
	Round                         time.Time // of nightly windows: when the round they belong to began; zero otherwise
	Shard                         string    // "2/4"; empty: not sharded
	From, To                      time.Time // zero: no range
	Status                        string    // running, done, failed, interrupted, deferred, accepted
	Error                         string    // code and template only
	Resume                        string    // of a sweep that stopped: where its source goes on
	Continues                     string    // the window whose sweep this one went on with
	CameWith                      string    // the window whose records these came along with
	Lost                          uint64    // records that could not be read, as far as Resume
	Host, Who                     string    // where it ran, and the account of that machine it ran as or was accepted by
	Reason                        string    // why somebody accepted the gap
	Started, Finished             time.Time
	Books                         Books
	Content                       [32]byte  // sum of the hashes of what was shown: equal for equal answers, in any order
	UpdatedAt                     time.Time // version
}

// Books are the counts a window closes on: Shown = Loaded + Unchanged + Duplicate + Stale + Skipped + Quarantined, and
// Emitted = ReadBack.
type Books struct {
	Claimed                                                          int64 // -1: the vendor claims none
	Requests, Pages                                                  uint64
	Shown, Loaded, Unchanged, Duplicate, Stale, Skipped, Quarantined uint64
	New, Deleted, Vanished                                           uint64 // of the loaded: never held before; gone
	Emitted, Stubs, Tombstones, ReadBack                             uint64
	PartsQuarantined                                                 uint64
	Bytes                                                            uint64 // of record bodies
}

// Run is a row of ops.runs.
type Run struct {
	ID, Command, Status, Error, Host, Who, Version string
	Source, Kind                                   string    // of a run of one of them only; empty: all
	From, To                                       time.Time // of a backfill: the days it was asked for, half-open; zero otherwise
	Round                                          time.Time // of nightly runs; zero otherwise
	Started, Finished                              time.Time
	UpdatedAt                                      time.Time // version
}

// Seen is a row of ops.seen: an id a complete sweep may have to miss.
type Seen struct {
	WindowID, Source, Kind, ID string
	At                         time.Time
}

// CoverageRow is a row of ops.coverage: how a window's ids were enumerated and what that cannot see.
type CoverageRow struct {
	WindowID, RunID, Source, Kind, Basis string
	Complete                             bool
	Distinct, Claimed                    int64
	Blind, Drift                         []string
	At                                   time.Time
}

// SourceRow is a row of ops.sources: a source's identity, pinned at first use.
type SourceRow struct {
	Source, Vendor, Tenant, Zone string
	FirstUsed                    time.Time
}

// PublishRow is a row of ops.publish: the list of swaps is written before the first of them.
type PublishRow struct {
	PublishID, RunID, Table string
	Position                uint16
	Status                  string // planned, swapped
	Rows                    uint64
	UpdatedAt               time.Time // version
}
