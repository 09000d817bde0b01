package tables

// freshness is ops.freshness. Its lag counts from now, so that it is a view and no table.
var freshness = View{
	Database: Ops, Name: "freshness",
	Doc: "One row is one kind of record of one source: how old what the warehouse holds of it is.",
	Columns: []Column{
		made("source", sqlWord, Technical, "The configured source.", "source"),
		made("kind", sqlWord, Technical, "The kind of record.", "kind"),
		made("window_id", sqlText, Technical, "The last window that closed; empty when none did.", "argMaxIf(w.window_id, w.updated_at, w.status = 'done')"),
		made("done_at", sqlInstant, Technical, "When that window ended, UTC. NULL when none did.", "maxIf(w.finished, w.status = 'done')"),
		made("lag_seconds", "Nullable(Int64)", Measure, "Seconds from then until now.", "dateDiff('second', done_at, now64(3, 'UTC'))"),
		made("last_status", sqlWord, Technical, "Status of the window that was started last.", "argMax(w.status, w.started)"),
		made("publish_id", sqlText, Technical, "The last publish that was swapped in whole; empty when none was.", "any(p.publish_id)"),
		made("published_at", sqlInstant, Technical, "When it was, UTC. NULL when none was.", "any(p.published_at)"),
	},
	From: `(SELECT * FROM {ops}.windows FINAL) AS w
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
GROUP BY source, kind`,
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
