package tables

import "time"

// Runs is ops.runs.
var Runs = ops("runs", "One row is one run of the program.", "updated_at", []string{"run_id"},
	col("run_id", text, Technical, "The run.", func(r *Run) string { return r.ID }),
	col("command", word, Technical, "The command that was given.", func(r *Run) string { return r.Command }),
	col("status", word, Technical, "running, done, failed, interrupted.", func(r *Run) string { return r.Status }),
	col("error", text, Technical, "What went wrong, without any value of a record.", func(r *Run) string { return r.Error }),
	col("source", word, Technical, "The one source it was for; empty: all.", func(r *Run) string { return r.Source }),
	col("kind", word, Technical, "The one kind it was for; empty: all.", func(r *Run) string { return r.Kind }),
	col("round", maybeInstant, Technical, "When the night's round it belongs to began, UTC. NULL when it is no nightly run.",
		func(r *Run) time.Time { return r.Round }),
	col("range_from", maybeInstant, Technical, "First instant a backfill was asked for, UTC. NULL when it is none.",
		func(r *Run) time.Time { return r.From }),
	col("range_to", maybeInstant, Technical, "First instant after what a backfill was asked for, UTC. NULL when it is none.",
		func(r *Run) time.Time { return r.To }),
	col("host", word, Technical, "The machine it ran on.", func(r *Run) string { return r.Host }),
	col("who", word, Technical, "The account of that machine it ran as.", func(r *Run) string { return r.Who }),
	col("version", word, Technical, "Version of the program.", func(r *Run) string { return r.Version }),
	started(func(r *Run) time.Time { return r.Started }),
	finished(func(r *Run) time.Time { return r.Finished }),
	updatedAt(func(r *Run) time.Time { return r.UpdatedAt }),
)

// Windows is ops.windows.
var Windows = ops("windows", "One row is one unit of work and its books. A window is done only when its books close: "+
	"shown = loaded + unchanged + duplicate + stale + skipped + quarantined, and emitted = read_back.",
	"updated_at", []string{"source", "kind", "window_id"},
	place(func(r *Window) (string, string) { return r.Source, r.Kind }),
	windowID(func(r *Window) string { return r.ID }),
	runID(func(r *Window) string { return r.RunID }),
	col("mode", word, Technical, "How the records were chosen: range, sweep, ids and the like.", func(r *Window) string { return r.Mode }),
	col("purpose", word, Technical, "nightly, backfill, replay, rebuild.", func(r *Window) string { return r.Purpose }),
	col("round", maybeInstant, Technical, "When the night's round it belongs to began, UTC. NULL when it is of no night.",
		func(r *Window) time.Time { return r.Round }),
	col("shard", word, Technical, "Which part of a divided backfill, as 2/4; empty when it is not divided.",
		func(r *Window) string { return r.Shard }),
	col("range_from", maybeInstant, Technical, "First instant of the range, UTC. NULL when there is no range.",
		func(r *Window) time.Time { return r.From }),
	col("range_to", maybeInstant, Technical, "First instant after the range, UTC. NULL when there is no range.",
		func(r *Window) time.Time { return r.To }),
	col("status", word, Technical, "running, done, failed, interrupted, deferred, accepted.", func(r *Window) string { return r.Status }),
	col("error", text, Technical, "Why it could not close, without any value of a record.", func(r *Window) string { return r.Error }),
	col("reason", text, Technical, "Why somebody accepted it with its gap; empty when nobody did.", func(r *Window) string { return r.Reason }),
	col("resume", text, Key, "Where a sweep that stopped goes on, in its source's own form.", func(r *Window) string { return r.Resume }),
	col("continues", text, Technical, "The window whose stopped sweep it went on with; empty: it began anew.", func(r *Window) string { return r.Continues }),
	col("came_with", text, Technical, "The window whose records these came along with; empty: it was asked for by itself.",
		func(r *Window) string { return r.CameWith }),
	col("lost", count, Measure, "Records that could not be read; of a sweep that stopped, as far as resume.", func(r *Window) uint64 { return r.Lost }),
	col("host", word, Technical, "The machine it ran on.", func(r *Window) string { return r.Host }),
	col("who", word, Technical, "The account of that machine it ran as, or that accepted it.", func(r *Window) string { return r.Who }),
	started(func(r *Window) time.Time { return r.Started }),
	finished(func(r *Window) time.Time { return r.Finished }),
	books,
	col("content_hash", digest, Technical, "Of all that was shown, in any order: two readings of the same answers agree.",
		func(r *Window) [32]byte { return r.Content }),
	updatedAt(func(r *Window) time.Time { return r.UpdatedAt }),
)

func started[T any](get func(*T) time.Time) columns[T] {
	return col("started", instant, Technical, "When it started, UTC.", get)
}

func finished[T any](get func(*T) time.Time) columns[T] {
	return col("finished", maybeInstant, Technical, "When it ended, UTC. NULL while it runs.", get)
}

func booked(name, doc string, get func(*Books) uint64) columns[Window] {
	return col(name, count, Measure, doc, func(r *Window) uint64 { return get(&r.Books) })
}

var books = join(
	col("claimed", claim, Measure, "Records the vendor claims to have; -1 when it claims none.",
		func(r *Window) int64 { return r.Books.Claimed }),
	booked("requests", "Requests sent to the vendor, repeated ones too.", func(b *Books) uint64 { return b.Requests }),
	booked("pages", "Pages read.", func(b *Books) uint64 { return b.Pages }),
	booked("shown", "Records the vendor showed.", func(b *Books) uint64 { return b.Shown }),
	booked("loaded", "Records loaded as a new state.", func(b *Books) uint64 { return b.Loaded }),
	booked("new", "Of the loaded: records never held before.", func(b *Books) uint64 { return b.New }),
	booked("unchanged", "Records whose state was loaded before.", func(b *Books) uint64 { return b.Unchanged }),
	booked("duplicate", "Records shown again in the same window.", func(b *Books) uint64 { return b.Duplicate }),
	booked("stale", "Records older than the state held.", func(b *Books) uint64 { return b.Stale }),
	booked("skipped", "Records deliberately not read.", func(b *Books) uint64 { return b.Skipped }),
	booked("quarantined", "Records landed and refused.", func(b *Books) uint64 { return b.Quarantined }),
	booked("deleted", "Deletions confirmed by a read.", func(b *Books) uint64 { return b.Deleted }),
	booked("vanished", "Records no longer shown whose deletion cannot be confirmed.", func(b *Books) uint64 { return b.Vanished }),
	booked("emitted", "Rows sent to the fhir tables.", func(b *Books) uint64 { return b.Emitted }),
	booked("stubs", "Resources made from embedded objects.", func(b *Books) uint64 { return b.Stubs }),
	booked("tombstones", "Resources that the last state had and this one has not.", func(b *Books) uint64 { return b.Tombstones }),
	booked("read_back", "Rows found again by key after the write.", func(b *Books) uint64 { return b.ReadBack }),
	booked("parts_quarantined", "Parts put aside inside loaded records.", func(b *Books) uint64 { return b.PartsQuarantined }),
	booked("bytes", "Bytes of the records' bodies.", func(b *Books) uint64 { return b.Bytes }),
)
