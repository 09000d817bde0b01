package tables

import "time"

// Qualities is ops.quality.
var Qualities = ops("quality", "One row is what one check found at one place when a run had published. "+
	"A check that found nothing has its row, too, unless it could find nothing because nothing is held.",
	"at", []string{"run_id", "check", "source", "about", "element", "detail", "endpoint"},
	runID(func(r *Quality) string { return r.RunID }),
	col("check", word, Technical, "must_support, us_core, unmapped_code, vendor_drift, reference_dangling, reference_logical, reference_deleted, "+
		"duplicate_identifier, duplicate_row; docs/errors.md explains each.", func(r *Quality) string { return r.Check }),
	col("source", word, Technical, "The configured source.", func(r *Quality) string { return r.Source }),
	col("about", word, Technical, "The resource type; of unmapped_code and vendor_drift the kind of record; of duplicate_row the table.",
		func(r *Quality) string { return r.About }),
	col("element", word, Technical, "The element, or the path in the record: names only. Of references: the type of the target.",
		func(r *Quality) string { return r.Element }),
	col("detail", word, Code, "The reason, where a check knows several: docs/errors.md explains those of records.",
		func(r *Quality) string { return r.Detail }),
	col("endpoint", word, Technical, "Of unmapped_code and vendor_drift the template of the endpoint that told the records; else empty.",
		func(r *Quality) string { return r.Endpoint }),
	col("affected", count, Measure, "How many are so.", func(r *Quality) uint64 { return r.Affected }),
	col("total", count, Measure, "Of so many looked at.", func(r *Quality) uint64 { return r.Total }),
	col("at", instant, Technical, "When it was looked at, UTC; of equal keys the latest counts.", func(r *Quality) time.Time { return r.At }),
)

// Quality is a row of ops.quality: what one check found at one place. It names elements, never values.
type Quality struct {
	RunID, Check, Source   string
	About, Element, Detail string
	Endpoint               string // template
	Affected, Total        uint64 // of Total, so many are affected
	At                     time.Time
}

// Watermarks is ops.watermarks.
var Watermarks = ops("watermarks", "One row is how far the nights had read one kind of one source when a run published last.",
	"updated_at", []string{"source", "kind"},
	place(func(r *Watermark) (string, string) { return r.Source, r.Kind }),
	col("watermark", maybeInstant, Technical, "Everything before it was read without a gap, UTC. NULL when no night was done.",
		func(r *Watermark) time.Time { return r.Mark }),
	runID(func(r *Watermark) string { return r.RunID }),
	updatedAt(func(r *Watermark) time.Time { return r.UpdatedAt }),
)

// Watermark is a row of ops.watermarks.
type Watermark struct {
	Source, Kind string
	Mark         time.Time // zero: none
	RunID        string
	UpdatedAt    time.Time // version
}
