package tables

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// Audits is ops.audit. Every row holds the hash of the row before, so that one that is changed or taken out shows.
var Audits = ops("audit", "One row is one command that destroyed, copied or brought back data. Each holds the hash of the row before it: "+
	"rounds audit tells whether one was changed or taken out.",
	"at", []string{"seq"},
	col("seq", count, Technical, "1 for the first row, and one more for each after it.", func(r *Audit) uint64 { return r.Seq }),
	col("at", instant, Technical, "When it was done, UTC.", func(r *Audit) time.Time { return r.At }),
	col("action", word, Technical, "purge, backup, restore.", func(r *Audit) string { return r.Action }),
	runID(func(r *Audit) string { return r.RunID }),
	col("host", word, Technical, "The machine it ran on.", func(r *Audit) string { return r.Host }),
	col("who", word, Technical, "The account of that machine it ran as.", func(r *Audit) string { return r.Who }),
	col("version", word, Technical, "Version of the program.", func(r *Audit) string { return r.Version }),
	col("selector", word, Technical, "Of a purge, by what was chosen: person, source, before.", func(r *Audit) string { return r.Selector }),
	col("target", digest, Technical, "Of a purge: salted SHA-256 of what was chosen; whoever knows the id can compare, nobody can read it. Else all zero.",
		func(r *Audit) [32]byte { return r.Target }),
	col("may_return", flag, Technical, "Of a purge: what the vendor still shows may be read again.", func(r *Audit) bool { return r.MayReturn }),
	col("touched", touchedList, Measure, "The tables and how many rows of each.", func(r *Audit) []Touched { return r.Touched }),
	col("before", digest, Technical, "Hash of the row before; all zero in the first.", func(r *Audit) [32]byte { return r.Before }),
	col("hash", digest, Technical, "SHA-256 of all other columns.", func(r *Audit) [32]byte { return r.Hash }),
)

var touchedList = tuples(
	part("table", text, func(t *Touched) string { return t.Table }),
	part("rows", count, func(t *Touched) uint64 { return t.Rows }),
)

// Audit is a row of ops.audit.
type Audit struct {
	Seq       uint64
	At        time.Time // the warehouse's clock, UTC, milliseconds
	Action    string    // purge, backup, restore
	RunID     string
	Host, Who string
	Version   string
	Selector  string // of a purge: person, source, before
	Target    [32]byte
	MayReturn bool
	Touched   []Touched
	Before    [32]byte // Hash of row Seq-1
	Hash      [32]byte
}

// Touched counts the rows of one table: deleted, copied or brought back.
type Touched struct {
	Table string // fhir.patient
	Rows  uint64
}

// Sum is the hash that belongs to the row: over every other field, each text with its length, so that no two rows share one.
func (a Audit) Sum() (sum [32]byte) {
	h := sha256.New()
	number := func(n uint64) { h.Write(binary.BigEndian.AppendUint64(nil, n)) }
	text := func(s string) {
		number(uint64(len(s)))
		h.Write([]byte(s))
	}
	number(a.Seq)
	number(uint64(a.At.UnixMilli()))
	for _, s := range []string{a.Action, a.RunID, a.Host, a.Who, a.Version, a.Selector, string(a.Target[:])} {
		text(s)
	}
	if a.MayReturn {
		text("may return")
	}
	number(uint64(len(a.Touched)))
	for _, t := range a.Touched {
		text(t.Table)
		number(t.Rows)
	}
	h.Write(a.Before[:])
	copy(sum[:], h.Sum(nil))
	return sum
}

// Purged is ops.purged.
var Purged = ops("purged", "One row is one record, or one patient, that was purged and that no run takes again: what a vendor still shows of it is skipped. "+
	"Ids are hashed with a salt of this warehouse.",
	"at", []string{"kind", "digest"},
	col("kind", word, Technical, "The kind of record; Patient for a patient by Patient.id.", func(r *PurgedRow) string { return r.Kind }),
	col("digest", digest, Technical, "SHA-256 of salt, source, kind and id.", func(r *PurgedRow) [32]byte { return r.Digest }),
	col("salt", digest, Technical, "Random, the same in every row.", func(r *PurgedRow) [32]byte { return r.Salt }),
	col("until", maybeInstant, Technical, "Purged by age: a state that the vendor changed at this time or later is taken again, UTC. NULL: none is.",
		func(r *PurgedRow) time.Time { return r.Until }),
	runID(func(r *PurgedRow) string { return r.RunID }),
	col("at", instant, Technical, "When it was purged, UTC.", func(r *PurgedRow) time.Time { return r.At }),
)

// PurgedRow is a row of ops.purged.
type PurgedRow struct {
	Kind         string
	Digest, Salt [32]byte
	Until        time.Time // zero: for good
	RunID        string
	At           time.Time // UTC
}

// PurgedPatient is the kind of a row of ops.purged that bans a patient, and with it every record that speaks of the patient.
const PurgedPatient = "Patient"

// PurgedDigest is what ops.purged keeps of an id. The source is empty for a patient, whose id is unique by itself.
func PurgedDigest(salt [32]byte, source, kind, id string) [32]byte {
	return sha256.Sum256([]byte(string(salt[:]) + source + "\x00" + kind + "\x00" + id))
}

// PurgeList is ops.purge_list: what a purge on its way is about. It is there only as long as the purge, also over a stop, and so is
// not among All. A mutation names it instead of ids, because the server keeps the text of mutations.
var PurgeList = of(Table{
	Database: Ops, Name: "purge_list", Doc: "One row is one thing that a purge on its way takes away.",
	Engine: "ReplacingMergeTree", OrderBy: []string{"what", "source", "kind", "id"}, Fsync: true,
},
	col("what", word, Technical, "patient, record, resource, source; stays: how many of a kind stay; agreed: somebody agreed, and all is to go.", func(r *PurgeItem) string { return r.What }),
	col("source", word, Technical, "The source of a record, or the source.", func(r *PurgeItem) string { return r.Source }),
	col("kind", word, Technical, "The kind of a record; of what stays, shared or unclear.", func(r *PurgeItem) string { return r.Kind }),
	col("id", text, Key, "The id of a record at its vendor, of a patient or of a resource; of what stays, how many.", func(r *PurgeItem) string { return r.ID }),
)

// PurgeItem is a row of ops.purge_list.
type PurgeItem struct{ What, Source, Kind, ID string }

// What a PurgeItem is.
const (
	PurgePatient  = "patient"
	PurgeRecord   = "record"
	PurgeResource = "resource"
	PurgeSource   = "source"
	PurgeStays    = "stays"
	PurgeAgreed   = "agreed"
)
