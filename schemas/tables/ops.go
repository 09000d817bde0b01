package tables

import "time"

// ops declares a table of the books. Every one can be written again without harm: of equal keys the latest row
// counts, and FINAL shows it alone.
func ops[T any](name, doc, version string, key []string, runs ...columns[T]) *Of[T] {
	return of(Table{
		Database: Ops, Name: name, Doc: doc + " Read it with FINAL.",
		Engine: "ReplacingMergeTree(" + version + ")", OrderBy: key, Version: version, Fsync: true,
	}, runs...)
}

// place declares the columns that say where a row belongs.
func place[T any](get func(*T) (source, kind string)) columns[T] {
	return join(
		col("source", word, Technical, "The configured source.", func(r *T) string { s, _ := get(r); return s }),
		col("kind", word, Technical, "The kind of record.", func(r *T) string { _, k := get(r); return k }),
	)
}

func windowID[T any](get func(*T) string) columns[T] {
	return col("window_id", text, Technical, "The window.", get)
}

func updatedAt[T any](get func(*T) time.Time) columns[T] {
	return col("updated_at", instant, Technical, "When the row was last written, UTC; of equal keys the latest counts.", get)
}

// RecordStates is ops.record_state. Its version is observed time, then mapper revision, so that a re-mapping of a state
// replaces what the older mapping left.
var RecordStates = ops("record_state", "One row is the last loaded state of one record.", "_version", []string{"source", "kind", "id"},
	place(func(r *RecordState) (string, string) { return r.Source, r.Kind }),
	col("id", text, Key, "The vendor's id of the record.", func(r *RecordState) string { return r.ID }),
	col("observed_at", instant, Technical, "When the answer holding this state arrived, UTC.",
		func(r *RecordState) time.Time { return r.ObservedAt }),
	col("changed", maybeInstant, Date, "The vendor's word on the record's last change, UTC. NULL when it has none.",
		func(r *RecordState) time.Time { return r.Changed }),
	col("hash", digest, Technical, "Semantic SHA-256 of the state. All zero when the record is deleted.",
		func(r *RecordState) [32]byte { return r.Hash }),
	col("is_deleted", flag, Technical, "The deletion was confirmed by a read.", func(r *RecordState) bool { return r.Deleted }),
	col("mapper_rev", number, Technical, "Revision of the mapping that was used.", func(r *RecordState) uint32 { return r.MapperRev }),
	col("prior", longText, Technical, "What the mapper was told of the earlier states, JSON.",
		func(r *RecordState) string { return r.Prior }),
	col("next", longText, Technical, "What the next state's mapper is told, JSON.", func(r *RecordState) string { return r.Next }),
	col("emitted", emittedList, Key, "The resources this state owns.", func(r *RecordState) []Emitted { return r.Emitted }),
	runID(func(r *RecordState) string { return r.RunID }),
	loadedAt(func(r *RecordState) time.Time { return r.LoadedAt }),
	col("_version", version, Technical, "Observed time and mapper revision in one number; the greatest counts.",
		func(r *RecordState) uint64 {
			return Lineage{ObservedAt: r.ObservedAt, MapperRev: r.MapperRev}.Version()
		}),
)

var emittedList = tuples(
	part("type", text, func(e *Emitted) string { return e.Type }),
	part("id", text, func(e *Emitted) string { return e.ID }),
)

// Quarantine is ops.quarantine.
var Quarantine = ops("quarantine", "One row is one landed state that could not be loaded, or one part of a loaded record put aside.",
	"loaded_at", []string{"source", "kind", "id", "observed_at", "is_part", "reason", "path", "mapper_rev"},
	place(func(r *Quarantined) (string, string) { return r.Source, r.Kind }),
	col("id", text, Key, "The vendor's id of the record.", func(r *Quarantined) string { return r.ID }),
	col("observed_at", instant, Technical, "The state: when the answer holding it arrived, UTC.",
		func(r *Quarantined) time.Time { return r.ObservedAt }),
	col("is_part", flag, Technical, "Only a part was put aside; the record itself was loaded, and nobody need act.", func(r *Quarantined) bool { return r.Part }),
	col("reason", word, Code, "Why, as a stable word; docs/errors.md explains each.", func(r *Quarantined) string { return r.Reason }),
	col("path", word, Technical, "Where in the record: field names and indexes, no values.", func(r *Quarantined) string { return r.Path }),
	col("mapper_rev", number, Technical, "Revision of the mapping that refused it; a newer one tries again.",
		func(r *Quarantined) uint32 { return r.MapperRev }),
	runID(func(r *Quarantined) string { return r.RunID }),
	loadedAt(func(r *Quarantined) time.Time { return r.LoadedAt }),
)

// Issues is ops.issues. It has no time of its own: of equal keys the row written last counts.
var Issues = ops("issues", "One row counts how often one reason occurred at one path of what one endpoint told in one window.",
	"", []string{"source", "kind", "window_id", "reason", "path", "endpoint"},
	place(func(r *IssueCount) (string, string) { return r.Source, r.Kind }),
	windowID(func(r *IssueCount) string { return r.WindowID }),
	runID(func(r *IssueCount) string { return r.RunID }),
	col("reason", word, Code, "What could not be carried over, or only with a doubt, as a stable word or phrase; docs/errors.md explains each.",
		func(r *IssueCount) string { return r.Reason }),
	col("path", word, Technical, "Where in the record: field names, * for an index, no values.",
		func(r *IssueCount) string { return r.Path }),
	col("endpoint", word, Technical, "Endpoint template the record came from; empty for what the vendor showed and did not become a record.",
		func(r *IssueCount) string { return r.Endpoint }),
	col("occurrences", count, Measure, "How often.", func(r *IssueCount) uint64 { return r.Count }),
)

// Seens is ops.seen. A night's rows are asked for once, at the end of its sweep.
var Seens = expiring("seen_at", ops("seen", "One row is one id that one sweep saw; what a complete sweep did not see may have been deleted. "+
	"The server drops rows after 30 days.",
	"", []string{"source", "kind", "window_id", "id"},
	place(func(r *Seen) (string, string) { return r.Source, r.Kind }),
	windowID(func(r *Seen) string { return r.WindowID }),
	col("id", text, Key, "The vendor's id of the record.", func(r *Seen) string { return r.ID }),
	col("seen_at", instant, Technical, "When the answer that showed it arrived, UTC.", func(r *Seen) time.Time { return r.At }),
))

// expiring lets the server drop a table's rows 30 days after the time in a column
// (https://clickhouse.com/docs/engines/table-engines/mergetree-family/mergetree#table_engine-mergetree-ttl).
func expiring[T any](column string, t *Of[T]) *Of[T] {
	t.TTL = "toDateTime(" + Quote(column) + ") + INTERVAL 30 DAY"
	return t
}

// Coverages is ops.coverage.
var Coverages = ops("coverage", "One row tells how the ids of one window were enumerated and what that way cannot see.",
	"at", []string{"source", "kind", "window_id"},
	place(func(r *CoverageRow) (string, string) { return r.Source, r.Kind }),
	windowID(func(r *CoverageRow) string { return r.WindowID }),
	runID(func(r *CoverageRow) string { return r.RunID }),
	col("basis", word, Technical, "sweep, roster, ledger, range, ids.", func(r *CoverageRow) string { return r.Basis }),
	col("is_complete", flag, Technical, "The vendor's own enumeration was walked to its end and its counts agree.",
		func(r *CoverageRow) bool { return r.Complete }),
	col("distinct_ids", claim, Measure, "Distinct ids seen.", func(r *CoverageRow) int64 { return r.Distinct }),
	col("claimed", claim, Measure, "The vendor's own total; -1 when it claims none.", func(r *CoverageRow) int64 { return r.Claimed }),
	col("blind", list(text), Technical, "What this basis cannot see, one sentence each.", func(r *CoverageRow) []string { return r.Blind }),
	col("drift", list(text), Technical, "What moved during the walk, one sentence each.", func(r *CoverageRow) []string { return r.Drift }),
	col("at", instant, Technical, "When the walk ended, UTC; of equal keys the latest counts.",
		func(r *CoverageRow) time.Time { return r.At }),
)

// Sources is ops.sources.
var Sources = ops("sources", "One row is one source and the tenant it was pinned to at first use.", "", []string{"source"},
	col("source", word, Technical, "The configured source.", func(r *SourceRow) string { return r.Source }),
	col("vendor", word, Technical, "The vendor.", func(r *SourceRow) string { return r.Vendor }),
	col("tenant", text, Identifier, "Team, practice or account at the vendor.", func(r *SourceRow) string { return r.Tenant }),
	col("zone", word, Technical, "IANA name of the zone that local dates are in.", func(r *SourceRow) string { return r.Zone }),
	col("first_used", instant, Technical, "When the source was first used, UTC.", func(r *SourceRow) time.Time { return r.FirstUsed }),
)

// Publishes is ops.publish.
var Publishes = ops("publish", "One row is one table of one publish; the whole list is written before the first swap.",
	"updated_at", []string{"publish_id", "table"},
	col("publish_id", text, Technical, "The publish.", func(r *PublishRow) string { return r.PublishID }),
	col("table", word, Technical, "The published table.", func(r *PublishRow) string { return r.Table }),
	col("position", small, Technical, "Its place in the list.", func(r *PublishRow) uint16 { return r.Position }),
	col("status", word, Technical, "planned, swapped.", func(r *PublishRow) string { return r.Status }),
	col("rows", count, Measure, "Rows of the table when it was swapped.", func(r *PublishRow) uint64 { return r.Rows }),
	runID(func(r *PublishRow) string { return r.RunID }),
	updatedAt(func(r *PublishRow) time.Time { return r.UpdatedAt }),
)
