package tables

import "time"

// Leases is ops.leases. Nothing but politeness rests on it: what is loaded twice is one row all the same.
var Leases = expiring("expires", ops("leases", "One row is one run's claim to be the only one that reads a source, or publishes. "+
	"It counts until it is freed or expires; the server drops rows 30 days later.",
	"updated_at", []string{"source", "run_id", "shard"},
	col("source", word, Technical, "The configured source, or (publish).", func(r *Lease) string { return r.Source }),
	col("shard", word, Technical, "The part of a divided backfill, as 2/4: parts of one division do not exclude each other. Empty: all.",
		func(r *Lease) string { return r.Shard }),
	runID(func(r *Lease) string { return r.RunID }),
	col("state", word, Technical, "claimed: it looks for others; held: it works; freed: it is over.", func(r *Lease) string { return r.State }),
	col("command", word, Technical, "The command that was given.", func(r *Lease) string { return r.Command }),
	col("host", word, Technical, "The machine it runs on.", func(r *Lease) string { return r.Host }),
	col("who", word, Technical, "The account of that machine it runs as.", func(r *Lease) string { return r.Who }),
	col("pid", number, Technical, "Its process id there.", func(r *Lease) uint32 { return r.PID }),
	col("process", text, Technical, "What tells that process from later ones of the same id: boot, PID namespace, start. Empty where the system does not say.",
		func(r *Lease) string { return r.Process }),
	col("since", instant, Technical, "When it was claimed, UTC.", func(r *Lease) time.Time { return r.Since }),
	col("expires", instant, Technical, "Until when it counts, UTC, if nobody prolongs it.", func(r *Lease) time.Time { return r.Expires }),
	updatedAt(func(r *Lease) time.Time { return r.UpdatedAt }),
))

// States of a Lease.
const (
	LeaseClaimed = "claimed"
	LeaseHeld    = "held"
	LeaseFreed   = "freed"
)

// Lease is a row of ops.leases. All times are the warehouse's clock, UTC, milliseconds.
type Lease struct {
	Source, Shard, RunID string
	State                string // LeaseClaimed, LeaseHeld, LeaseFreed
	Command, Host, Who   string
	PID                  uint32
	Process              string    // boot, PID namespace and start of the process, with blanks between; empty: not known
	Since, Expires       time.Time // the claim; when it ends by itself
	UpdatedAt            time.Time // version
}
