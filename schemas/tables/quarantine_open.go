package tables

// taken is the moment and the mapping of a state; of two states of a record the greater one counts.
const taken = "(s.observed_at, s.mapper_rev, s.loaded_at) >= (q.observed_at, q.mapper_rev, q.loaded_at)"

// aside is true of a part that the mapping of a state put aside: in the run that wrote the state, or in a later one of that mapping,
// which then was stopped before it wrote the state again.
const aside = `(s.observed_at, s.mapper_rev) = (q.observed_at, q.mapper_rev) AND (s.run_id = q.run_id OR s.loaded_at < q.loaded_at)`

// quarantineOpen is ops.quarantine_open. A refused state is settled when its record was loaded later: as that state by a mapping
// that takes it, or as a newer one. A part put aside is settled when its record was loaded later and the part with it.
var quarantineOpen = View{
	Database: Ops, Name: "quarantine_open",
	Doc: "One row is one landed state that no mapping has taken, or one part put aside of a record as it is loaded now: " +
		"what is left of ops.quarantine.",
	Columns: quarantineOpenColumns(),
	From: `(SELECT * FROM {ops}.quarantine FINAL) AS q
LEFT ANY JOIN
(
    SELECT source, kind, id, observed_at, mapper_rev, run_id, loaded_at
    FROM {ops}.record_state FINAL
    WHERE (source, kind, id) IN (SELECT source, kind, id FROM {ops}.quarantine)
) AS s ON s.source = q.source AND s.kind = q.kind AND s.id = q.id
WHERE if(q.is_part, ` + aside + `, NOT ` + taken + `)
ORDER BY q.mapper_rev DESC, q.loaded_at DESC
LIMIT 1 BY q.source, q.kind, q.id, q.observed_at, q.is_part, if(q.is_part, (q.reason, q.path), ('', ''))`,
}

func quarantineOpenColumns() []Column {
	columns := make([]Column, len(Quarantine.Columns))
	for n, c := range Quarantine.Columns {
		c.Expr, c.Codec = "q."+c.Name, ""
		columns[n] = c
	}
	return columns
}
