package tables

// Only a window that goes through what the vendor lists makes rows fresh. One that reads a few chosen ids, or loads what was
// landed before, says nothing of all the others.
const (
	enumerates = "w.mode IN ('sweep', 'range')"
	refreshes  = enumerates + " AND w.status = 'done'"
)

// freshness is ops.freshness. Its lag counts from now, so that it is a view and no table.
var freshness = View{
	Database: Ops, Name: "freshness",
	Doc: "One row is one kind of record of one source: how old what the warehouse holds of it is. " +
		"Only windows of mode sweep and range count: settle, confirm and ids read a few records, not the vendor's list, so that a source of known_only is never fresh. " +
		"What each published table holds: ops.published.",
	Columns: []Column{
		made("source", sqlWord, Technical, "The configured source.", "w.source"),
		made("kind", sqlWord, Technical, "The kind of record.", "w.kind"),
		made("window_id", sqlText, Technical, "The last sweep or range that is done; empty when none is.", "argMaxIf(w.window_id, w.updated_at, "+refreshes+")"),
		made("mode", sqlWord, Technical, "Its mode: sweep, or range, which is of its range_from and range_to in ops.windows alone; empty when none is done.",
			"argMaxIf(w.mode, w.updated_at, "+refreshes+")"),
		made("is_complete", sqlFlag, Technical, "Its walk came to the end of the vendor's list and the counts agree (ops.coverage); false also when nothing says so.",
			"argMaxIf(c.is_complete, w.updated_at, "+refreshes+")"),
		made("basis", sqlWord, Technical, "How that walk enumerated the ids: sweep, range, or the customer's own list, as roster or manifest; empty: nothing says so.",
			"argMaxIf(c.basis, w.updated_at, "+refreshes+")"),
		made("blind", "Array(String)", Technical, "What that way cannot see, one sentence each.", "argMaxIf(c.blind, w.updated_at, "+refreshes+")"),
		made("watermark", sqlInstant, Technical, "Nights had read everything before it without a gap when a run published last, UTC. NULL when no night was done, "+
			"and of a kind that rides along with others.", "any(m.watermark)"),
		made("done_at", sqlInstant, Technical, "When that window ended, UTC. NULL when none is done.", "argMaxIf(w.finished, w.updated_at, "+refreshes+")"),
		made("lag_seconds", "Nullable(Int64)", Measure, "Seconds from then until now.", "dateDiff('second', done_at, now64(3, 'UTC'))"),
		made("last_status", sqlWord, Technical, "Status of the sweep or range that was started last; empty when there was none.",
			"argMaxIf(w.status, w.started, "+enumerates+")"),
		made("publish_id", sqlText, Technical, "The last publish that was swapped in whole; empty when none was.", "any(p.publish_id)"),
		made("published_at", sqlInstant, Technical, "When it was, UTC. NULL when none was.", "any(p.published_at)"),
	},
	From: `(SELECT * FROM {ops}.windows FINAL) AS w
LEFT JOIN (SELECT window_id, basis, blind, is_complete FROM {ops}.coverage FINAL) AS c ON c.window_id = w.window_id
LEFT JOIN (SELECT source, kind, watermark FROM {ops}.watermarks FINAL) AS m ON m.source = w.source AND m.kind = w.kind
LEFT JOIN
(
    SELECT 1 AS one, argMax(publish_id, at) AS publish_id, maxOrNull(at) AS published_at
    FROM
    (
        SELECT publish_id, max(updated_at) AS at
        FROM {ops}.publish FINAL
        GROUP BY publish_id
        HAVING countIf(status != 'swapped') = 0
    )
) AS p ON p.one = 1
GROUP BY w.source, w.kind`,
}

// published is ops.published.
var published = View{
	Database: Ops, Name: "published",
	Doc: "One row is one published table: the publish that made what it holds now.",
	Columns: []Column{
		made("table", sqlWord, Technical, "The published table.", "table"),
		made("publish_id", sqlText, Technical, "The publish that was swapped in last.", "argMax(p.publish_id, p.updated_at)"),
		made("run_id", sqlText, Technical, "The run that made it.", "argMax(p.run_id, p.updated_at)"),
		made("rows", "UInt64", Measure, "Rows of the table.", "argMax(p.rows, p.updated_at)"),
		made("published_at", "DateTime64(3, 'UTC')", Technical, "When it was swapped in, UTC.", "max(p.updated_at)"),
	},
	From: "(SELECT * FROM {ops}.publish FINAL WHERE status = 'swapped') AS p\nGROUP BY table",
}
