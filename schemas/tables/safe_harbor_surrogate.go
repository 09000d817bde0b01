package tables

import "time"

// Surrogate is a row of link.surrogate: the random id that stands for an id of analytics in analytics_sh.
type Surrogate struct {
	ID, Surrogate string
	DrawnAt       time.Time // the warehouse's clock, UTC, milliseconds
}

// Surrogates is link.surrogate. Rows are only added. They are never derived from what they stand for (45 CFR 164.514(c)), so that
// whoever loses the table loses them: it is kept through a rebuild and belongs into a backup.
var Surrogates = of(Table{
	Database: Link, Name: "surrogate", Doc: "One row is one id of analytics and the random id that stands for it in analytics_sh, from its first publish on.",
	Engine: "ReplacingMergeTree(drawn_at)", OrderBy: []string{"id"}, Version: "drawn_at", Fsync: true,
},
	col("id", text, Key, "The id in analytics: of a person, patient, visit, note and the like.", func(r *Surrogate) string { return r.ID }),
	col("surrogate", text, Key, "A UUIDv4 from the system's random source.", func(r *Surrogate) string { return r.Surrogate }),
	col("drawn_at", instant, Technical, "When it was drawn, UTC. Of two rows the later counts.", func(r *Surrogate) time.Time { return r.DrawnAt }),
)
