package clickhouse

import (
	"context"
	"fmt"
	"slices"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// check is one question about the warehouse: a query that gives check, source, about, element, detail, endpoint, affected and total;
// empty where there is nothing to ask.
type check struct {
	name string // for messages
	sql  func(stock) string
}

// checks are all that is asked when a run has published.
var checks = []check{
	{"elements and profiles", stock.elementsSQL},
	{"issues", func(s stock) string { return s.fill(issuesSQL) }},
	{"members that are told no more", func(s stock) string { return strings.ReplaceAll(s.fill(missingSQL), "{endpoint}", endpointSQL) }},
	{"references", stock.looseEndsSQL},
	{"identifiers", stock.identifiersSQL},
	{"doubled rows", stock.doubledSQL},
}

// stock is what the checks look at: tables that hold nothing are left out, since planning to read one takes as long as reading a small one.
type stock struct {
	*Warehouse
	types     []tables.ResourceTable
	published []tables.Table
}

func (w *Warehouse) stock(ctx context.Context) (stock, error) {
	empty := map[string]bool{}
	err := w.query(ctx, "look for empty tables", `
		SELECT concat(substring(database, length({prefix:String}) + 1), '.', name) FROM system.tables
		WHERE startsWith(database, {prefix:String}) AND total_rows = 0`,
		func(scan scanner) error {
			var name string
			err := scan(&name)
			empty[name] = true
			return err
		}, ch.Named("prefix", w.opts.Prefix))
	return stock{w,
		slices.DeleteFunc(tables.ResourceTables(), func(t tables.ResourceTable) bool { return empty[called(t.Table)] }),
		slices.DeleteFunc(tables.Published(), func(t tables.Table) bool { return empty[called(t)] }),
	}, err
}

// Quality asks every check about what the warehouse holds now, and about the issues of one run. Its rows hold counts and names of
// elements, no values; RunID and At are the caller's to set.
func (w *Warehouse) Quality(ctx context.Context, runID string) ([]tables.Quality, error) {
	held, err := w.stock(ctx)
	if err != nil {
		return nil, err
	}
	var rows []tables.Quality
	for _, c := range checks {
		sql := c.sql(held)
		if sql == "" {
			continue
		}
		err := w.query(ch.Context(ctx, spilling()), "check "+c.name, sql+" ORDER BY check, source, about, element, detail, endpoint", func(scan scanner) error {
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

// elementsSQL counts for each type that US Core profiles and each element where it is missing, of the rows that could have it; and the
// resources that meet no profile, and those that miss one for each reason.
func (s stock) elementsSQL() string {
	return s.eachType(func(t tables.ResourceTable) string {
		if mustSupport[t.Type] == nil {
			return ""
		}
		found := []string{"('us_core', '', '', countIf(NOT arrayExists(p -> startsWith(p, 'http://hl7.org/fhir/us/core/'), profiles)), count())"}
		for _, e := range mustSupport[t.Type] {
			found = append(found, fmt.Sprintf("('must_support', '%s', '', countIf((%s) AND (%s)), countIf(%s))", e.path, e.of, e.absent, e.of))
		}
		return "SELECT e.1 AS check, source, '" + t.Type + "' AS about, e.2 AS element, e.3 AS detail, '' AS endpoint, e.4 AS affected, e.5 AS total " +
			"FROM (SELECT source, sumMap(profile_gaps, arrayMap(g -> toUInt64(1), profile_gaps)) AS gaps, arrayConcat([" + strings.Join(found, ", ") +
			"], arrayMap((g, n) -> ('us_core', '', toString(g), n, count()), gaps.1, gaps.2)) AS found FROM {current} GROUP BY source) ARRAY JOIN found AS e WHERE e.5 > 0"
	})
}

// eachType joins what a query says of each resource type; empty: nothing.
func (s stock) eachType(sql func(tables.ResourceTable) string) string {
	var all []string
	for _, t := range s.types {
		if one := sql(t); one != "" {
			all = append(all, s.within(one, t.Table))
		}
	}
	return united(all)
}

func united(all []string) string {
	if len(all) == 0 {
		return ""
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

func (s stock) looseEndsSQL() string {
	if len(s.types) == 0 {
		return ""
	}
	return strings.ReplaceAll(looseEndsSQL, "{references}", s.referencesSQL(s.types, s.types))
}

// identifiersSQL counts resources of one source that share an identifier with another of their type.
func (s stock) identifiersSQL() string {
	const shared = `SELECT 'duplicate_identifier' AS check, source, '{type}' AS about, 'identifier' AS element, system AS detail, '' AS endpoint,
		sumIf(n, n > 1) AS affected, sum(n) AS total
		FROM
		(
			SELECT source, i.1 AS system, count() AS n
			FROM {current} ARRAY JOIN arrayDistinct(arrayMap(i -> (i.system, i.value), identifiers)) AS i
			WHERE i.1 != '' AND i.2 != '' GROUP BY source, i.1, i.2
		)
		GROUP BY source, system`
	return s.eachType(func(t tables.ResourceTable) string {
		switch t.Type {
		case "Patient", "Practitioner", "Encounter", "Appointment":
			return strings.ReplaceAll(shared, "{type}", t.Type)
		}
		return ""
	})
}

// doubledSQL counts rows beyond the first of their identity, in the views that readers see and in the published tables.
func (s stock) doubledSQL() string {
	const doubled = `SELECT 'duplicate_row' AS check, source, '{name}' AS about, '' AS element, '' AS detail, '' AS endpoint, toUInt64(sum(n - 1)) AS affected, sum(n) AS total
		FROM (SELECT source, count() AS n FROM {from} GROUP BY source, {key}) GROUP BY source`
	var all []string
	add := func(database, table, key string) {
		all = append(all, strings.NewReplacer("{name}", database+"."+table, "{from}", tables.Qualified(s.opts.Prefix, database, table),
			"{key}", key).Replace(doubled))
	}
	for _, t := range s.types {
		add(tables.FHIRCurrent, t.Table.Name, "id")
	}
	for _, t := range s.published {
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
	return united(all)
}
