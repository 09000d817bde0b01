package clickhouse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// check is one question about the warehouse: a query that gives check, source, about, element, detail, endpoint, affected and total.
type check struct {
	name string // for messages
	sql  func(*Warehouse) string
}

// checks are all that is asked when a run has published. Each reads a table once.
var checks = []check{
	{"must-support elements", (*Warehouse).mustSupportSQL},
	{"US Core profiles", (*Warehouse).profilesSQL},
	{"issues", func(w *Warehouse) string { return w.fill(issuesSQL) }},
	{"members that are told no more", func(w *Warehouse) string { return strings.ReplaceAll(w.fill(missingSQL), "{endpoint}", endpointSQL) }},
	{"references", func(w *Warehouse) string {
		return strings.ReplaceAll(looseEndsSQL, "{references}", w.referencesSQL(tables.ResourceTables()))
	}},
	{"identifiers", (*Warehouse).identifiersSQL},
	{"doubled rows", (*Warehouse).doubledSQL},
}

// Quality asks every check about what the warehouse holds now, and about the issues of one run. Its rows hold counts and names of
// elements, no values; RunID and At are the caller's to set.
func (w *Warehouse) Quality(ctx context.Context, runID string) ([]tables.Quality, error) {
	var rows []tables.Quality
	for _, c := range checks {
		sql := c.sql(w) + " ORDER BY check, source, about, element, detail, endpoint"
		err := w.query(ch.Context(ctx, spilling()), "check "+c.name, sql, func(scan scanner) error {
			var q tables.Quality
			err := scan(&q.Check, &q.Source, &q.About, &q.Element, &q.Detail, &q.Endpoint, &q.Affected, &q.Total)
			rows = append(rows, q)
			return err
		}, ch.Named("run", runID))
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// mustSupportSQL counts for each type and element where it is missing, of the rows that could have it.
func (w *Warehouse) mustSupportSQL() string {
	return w.eachType(func(t tables.ResourceTable) string {
		var found []string
		for _, e := range mustSupport[t.Type] {
			found = append(found, fmt.Sprintf("('%s', countIf((%s) AND (%s)), countIf(%s))", e.path, e.of, e.absent, e.of))
		}
		if found == nil {
			return ""
		}
		return "SELECT 'must_support' AS check, source, '" + t.Type + "' AS about, e.1 AS element, '' AS detail, '' AS endpoint, e.2 AS affected, e.3 AS total " +
			"FROM (SELECT source, [" + strings.Join(found, ", ") + "] AS found FROM {current} GROUP BY source) ARRAY JOIN found AS e WHERE e.3 > 0"
	})
}

// profilesSQL counts the resources that meet no profile of US Core, and those that miss one for each reason.
func (w *Warehouse) profilesSQL() string {
	return w.eachType(func(t tables.ResourceTable) string {
		if mustSupport[t.Type] == nil {
			return ""
		}
		return `SELECT 'us_core' AS check, source, '` + t.Type + `' AS about, '' AS element, e.1 AS detail, '' AS endpoint, e.2 AS affected, total
			FROM
			(
				SELECT source, count() AS total, sumMap(profile_gaps, arrayMap(g -> toUInt64(1), profile_gaps)) AS gaps,
					arrayConcat([('', countIf(NOT arrayExists(p -> startsWith(p, 'http://hl7.org/fhir/us/core/'), profiles)))], arrayMap((g, n) -> (toString(g), n), gaps.1, gaps.2)) AS found
				FROM {current} GROUP BY source
			)
			ARRAY JOIN found AS e`
	})
}

// eachType joins what a query says of each resource type; empty: nothing.
func (w *Warehouse) eachType(sql func(tables.ResourceTable) string) string {
	var all []string
	for _, t := range tables.ResourceTables() {
		if one := sql(t); one != "" {
			all = append(all, w.within(one, t.Table))
		}
	}
	return "SELECT * FROM (" + strings.Join(all, " UNION ALL ") + ")"
}

// issuesSQL counts what the run met that the vendor's contract does not tell of, against the records it mapped.
const issuesSQL = `
	SELECT if(i.reason = 'unknown_code', 'unmapped_code', 'vendor_drift') AS check, i.source AS source, i.kind AS about, i.path AS element,
		i.reason AS detail, i.endpoint AS endpoint, sum(i.occurrences) AS affected, any(w.mapped) AS total
	FROM
	(
		SELECT * FROM {ops.issues} FINAL
		WHERE run_id = {run:String} AND reason IN ('unknown_code', 'unknown_field', 'unexpected_form', 'bad_date', 'malformed', 'missing_id')
	) AS i
	LEFT JOIN
	(
		SELECT source, kind, sum(loaded + quarantined) AS mapped FROM {ops.windows} FINAL WHERE run_id = {run:String} GROUP BY source, kind
	) AS w ON w.source = i.source AND w.kind = i.kind
	GROUP BY source, about, element, detail, endpoint`

// looseEndsSQL has a row for every pair of types, so that none dangling is told, too.
const looseEndsSQL = `
	SELECT e.1 AS check, source, from_type AS about, to_type AS element, '' AS detail, '' AS endpoint, e.2 AS affected, total
	FROM
	(
		SELECT source, from_type, to_type, count() AS total,
			[
				('reference_dangling', countIf(NOT is_held AND NOT is_logical AND NOT is_deleted)),
				('reference_logical', countIf(NOT is_held AND is_logical AND NOT is_deleted)),
				('reference_deleted', countIf(is_deleted))
			] AS found
		FROM ({references}) GROUP BY source, from_type, to_type
	)
	ARRAY JOIN found AS e`

// identifiersSQL counts resources of one source that share an identifier with another of their type.
func (w *Warehouse) identifiersSQL() string {
	const shared = `SELECT 'duplicate_identifier' AS check, source, '{type}' AS about, 'identifier' AS element, system AS detail, '' AS endpoint,
		sumIf(n, n > 1) AS affected, sum(n) AS total
		FROM
		(
			SELECT source, i.1 AS system, count() AS n
			FROM {current} ARRAY JOIN arrayDistinct(arrayMap(i -> (i.system, i.value), identifiers)) AS i
			WHERE i.1 != '' AND i.2 != '' GROUP BY source, i.1, i.2
		)
		GROUP BY source, system`
	return w.eachType(func(t tables.ResourceTable) string {
		switch t.Type {
		case "Patient", "Practitioner", "Encounter", "Appointment":
			return strings.ReplaceAll(shared, "{type}", t.Type)
		}
		return ""
	})
}

// doubledSQL counts rows beyond the first of their identity, in the views that readers see and in the published tables.
func (w *Warehouse) doubledSQL() string {
	const doubled = `SELECT 'duplicate_row' AS check, source, '{name}' AS about, '' AS element, '' AS detail, '' AS endpoint, toUInt64(sum(n - 1)) AS affected, sum(n) AS total
		FROM (SELECT source, count() AS n FROM {from} GROUP BY source, {key}) GROUP BY source`
	var all []string
	add := func(database, table, key string) {
		all = append(all, strings.NewReplacer("{name}", database+"."+table, "{from}", tables.Qualified(w.opts.Prefix, database, table),
			"{key}", key).Replace(doubled))
	}
	for _, t := range tables.ResourceTables() {
		add(tables.FHIRCurrent, t.Table.Name, "id")
	}
	for _, t := range tables.Published() {
		has := func(name string) bool {
			return slices.ContainsFunc(t.Columns, func(c tables.Column) bool { return c.Name == name })
		}
		switch key := tables.Quote(t.Name + "_id"); {
		case !has("source") || !has(t.Name+"_id"):
		case has("idx"):
			add(t.Database, t.Name, key+", idx")
		default:
			add(t.Database, t.Name, key)
		}
	}
	return "SELECT * FROM (" + strings.Join(all, " UNION ALL ") + ")"
}
