package clickhouse

// endpointSQL is extract.Record.Endpoint of a landed record.
const endpointSQL = "splitByString(' page ', origin)[1]"

// missingSQL finds members that every one of the last records of a kind had as an endpoint told them before this run, and none that it told
// the run has: the vendor stopped telling it there, or calls it something else. One record that lacks a member is no news, so that few
// say nothing. A name that a hundred records share is nobody's. Both counts are of the run's records.
const missingSQL = `
	SELECT 'vendor_drift' AS check, b.source AS source, b.kind AS about, b.member AS element, 'missing_field' AS detail, b.endpoint AS endpoint,
		n.records AS affected, n.records AS total
	FROM
	(
		SELECT source, kind, endpoint, member
		FROM
		(
			SELECT source, kind, {endpoint} AS endpoint, groupArray(JSONExtractKeys(body)) AS all, arrayJoin(arrayReduce('groupArrayIntersect', all)) AS member
			FROM {raw.records}
			WHERE (source, kind, id, observed_at) IN
			(
				SELECT source, kind, late.2, late.3
				FROM
				(
					SELECT source, kind, {endpoint} AS endpoint,
						arrayJoin(groupArraySorted(100)((-toUnixTimestamp64Milli(loaded_at), id, observed_at))) AS late
					FROM {raw.records}
					WHERE run_id != {run:String} AND gone = '' AND (source, kind) IN (SELECT source, kind FROM {raw.records} WHERE run_id = {run:String})
					GROUP BY source, kind, endpoint
				)
			)
			GROUP BY source, kind, endpoint HAVING count() >= 20
		)
	) AS b
	INNER JOIN
	(
		SELECT source, kind, {endpoint} AS endpoint, count() AS records, groupUniqArrayArray(JSONExtractKeys(body)) AS members
		FROM {raw.records} WHERE run_id = {run:String} AND gone = ''
		GROUP BY source, kind, endpoint HAVING records >= 10
	) AS n ON n.source = b.source AND n.kind = b.kind AND n.endpoint = b.endpoint
	WHERE NOT has(n.members, b.member)`
