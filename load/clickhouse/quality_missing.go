package clickhouse

// missingSQL finds members that every one of the last records of a kind had, as they were landed before this run, and none that the run
// landed has: the vendor stopped telling it, or calls it something else. One record that lacks a member is no news, so that few say
// nothing. A name that a hundred records share is nobody's. Both counts are of the run's records.
const missingSQL = `
	SELECT 'vendor_drift' AS check, b.source AS source, b.kind AS about, b.member AS element, 'missing_field' AS detail, n.records AS affected, n.records AS total
	FROM
	(
		SELECT source, kind, member
		FROM
		(
			SELECT source, kind, groupArray(JSONExtractKeys(body)) AS all, arrayJoin(arrayReduce('groupArrayIntersect', all)) AS member
			FROM {raw.records}
			WHERE (source, kind, id, observed_at) IN
			(
				SELECT source, kind, late.2, late.3
				FROM
				(
					SELECT source, kind, arrayJoin(groupArraySorted(100)((-toUnixTimestamp64Milli(loaded_at), id, observed_at))) AS late
					FROM {raw.records}
					WHERE run_id != {run:String} AND gone = '' AND (source, kind) IN (SELECT source, kind FROM {raw.records} WHERE run_id = {run:String})
					GROUP BY source, kind
				)
			)
			GROUP BY source, kind HAVING count() >= 20
		)
	) AS b
	INNER JOIN
	(
		SELECT source, kind, count() AS records, groupUniqArrayArray(JSONExtractKeys(body)) AS members
		FROM {raw.records} WHERE run_id = {run:String} AND gone = ''
		GROUP BY source, kind HAVING records >= 10
	) AS n ON n.source = b.source AND n.kind = b.kind
	WHERE NOT has(n.members, b.member)`
