package tables

import "time"

// RawRecords is raw.records: every state of every record as it was landed, kept for good. The hash belongs to the identity,
// so that two states read in the same millisecond are both kept.
var RawRecords = of(Table{
	Database: Raw, Name: "records",
	Doc:    "One row is one state of one vendor record as it was landed: the vendor's own bytes, secrets cut out.",
	Engine: "ReplacingMergeTree(loaded_at)", OrderBy: []string{"source", "kind", "id", "observed_at", "hash"},
	Version: "loaded_at", Fsync: true,
},
	col("source", word, Technical, "The configured source: one vendor at one customer.", func(r *RawRecord) string { return r.Source }),
	col("kind", word, Technical, "The kind of record.", func(r *RawRecord) string { return r.Kind }),
	col("id", text, Key, "The vendor's id, unique within source and kind.", func(r *RawRecord) string { return r.ID }),
	col("observed_at", instant, Technical, "When the answer holding this state arrived, UTC.",
		func(r *RawRecord) time.Time { return r.ObservedAt }),
	col("hash", digest, Technical, "Semantic SHA-256 of the body: equal hashes are one state. All zero when the record is gone.",
		func(r *RawRecord) [32]byte { return r.Hash }),
	col("vendor", word, Technical, "The vendor.", func(r *RawRecord) string { return r.Vendor }),
	col("changed", maybeInstant, Date, "The vendor's word on the record's last change, UTC. NULL when it has none.",
		func(r *RawRecord) time.Time { return r.Changed }),
	col("origin", word, Technical, "Endpoint template and page the record came from; no host, no query, no id.",
		func(r *RawRecord) string { return r.Origin }),
	col("body", blob, Text, "The vendor's bytes; empty when the record is gone.", func(r *RawRecord) []byte { return r.Body }),
	col("is_stale", flag, Technical, "An older state than the one held when it came; landed and not loaded.",
		func(r *RawRecord) bool { return r.Stale }),
	col("gone", word, Technical, "Why the record counts as deleted; empty for a state with a body.",
		func(r *RawRecord) string { return r.Gone }),
	runID(func(r *RawRecord) string { return r.RunID }),
	loadedAt(func(r *RawRecord) time.Time { return r.LoadedAt }),
)

func runID[T any](get func(*T) string) columns[T] {
	return col("run_id", word, Technical, "The run that wrote the row.", get)
}

func loadedAt[T any](get func(*T) time.Time) columns[T] {
	return col("loaded_at", instant, Technical, "When the row was written, UTC; of equal keys the latest counts.", get)
}
