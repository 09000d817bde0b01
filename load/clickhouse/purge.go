package clickhouse

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// Purge takes things away for good, one at a time. The list of what is to go is a table, ops.purge_list, so that a stop does not lose
// it: whoever finds it with somebody's agreement on it finishes.
//
// A purge is: Begin, choose (Person, Source or Before), Settle, Plan; then, agreed, Agree, Erase and, when the analysts' tables were
// published anew, End.
type Purge struct{ w *Warehouse }

// Purge begins nothing yet.
func (w *Warehouse) Purge() Purge { return Purge{w} }

// Stopped tells whether a purge that was agreed on was stopped before its end.
func (p Purge) Stopped(ctx context.Context) (stopped bool, err error) {
	var there uint64
	err = p.w.one(ctx, "look for a purge that was stopped", `SELECT count() FROM system.tables WHERE database = {database:String} AND name = {name:String}`,
		[]any{&there}, ch.Named("database", p.w.database(tables.Ops)), ch.Named("name", tables.PurgeList.Name))
	if err != nil || there == 0 {
		return false, err
	}
	err = p.w.one(ctx, "look for a purge that was stopped", p.fill("SELECT count() > 0 FROM {list} WHERE what = 'agreed'"), []any{&stopped})
	return stopped, err
}

// PurgeOpen tells whether a purge that was agreed on has not ended: somebody is at it, or it was stopped.
func (w *Warehouse) PurgeOpen(ctx context.Context) (bool, error) { return w.Purge().Stopped(ctx) }

// Stay notes how many of a kind stay, for whoever finishes.
func (p Purge) Stay(ctx context.Context, kind string, n uint64) error {
	return p.Add(ctx, tables.PurgeItem{What: tables.PurgeStays, Kind: kind, ID: strconv.FormatUint(n, 10)})
}

// Staying tells how many of each kind stay.
func (p Purge) Staying(ctx context.Context) (map[string]uint64, error) {
	all := map[string]uint64{}
	const sql = "SELECT kind, toUInt64(id) FROM {list} FINAL WHERE what = 'stays'"
	err := p.w.query(ctx, "read what a purge leaves", p.fill(sql), func(scan scanner) error {
		var kind string
		var n uint64
		err := scan(&kind, &n)
		all[kind] = n
		return err
	})
	return all, err
}

// Begin makes an empty list; a list without agreement is dropped. So are tables that a rebuild left beside.
func (p Purge) Begin(ctx context.Context) error {
	if err := p.End(ctx); err != nil {
		return err
	}
	if err := p.w.Clear(ctx); err != nil {
		return err
	}
	return p.w.exec(ctx, "make the list of a purge", tables.DDL(p.w.opts.Prefix, tables.PurgeList.Table))
}

// End drops the list.
func (p Purge) End(ctx context.Context) error {
	return p.w.exec(ctx, "drop the list of a purge", p.fill("DROP TABLE IF EXISTS {list} SYNC"))
}

// Add puts things on the list.
func (p Purge) Add(ctx context.Context, items ...tables.PurgeItem) error {
	if len(items) == 0 {
		return nil
	}
	batch := tables.PurgeList.Encode(items)
	defer batch.Release()
	return p.w.Write(ctx, tables.PurgeList.Table, batch)
}

const personSQL = `
	SELECT patient_id FROM {link}.patient_person WHERE person_id IN
		(SELECT person_id FROM {link}.patient_person WHERE person_id = {id:String} OR patient_id = {id:String})
	UNION DISTINCT SELECT id FROM {fhir}.patient WHERE id = {id:String}`

// Patients gives every patient, by Patient.id, of the person that id names: a person_id, or a patient_id of one of them. None where it
// names nobody.
func (p Purge) Patients(ctx context.Context, id string) (ids []string, err error) {
	err = p.w.query(ctx, "look up a person", p.fill(personSQL), func(scan scanner) error {
		var one string
		err := scan(&one)
		ids = append(ids, one)
		return err
	}, ch.Named("id", id))
	return ids, err
}

// pointsTo finds in a resource the patients it speaks of.
const pointsTo = `extractAll(resource, '"reference":"Patient/([^"]+)"')`

// recordsSQL lists the records whose resources speak of a listed patient, and those that tell of the patient itself.
const recordsSQL = `
	INSERT INTO {list} SELECT DISTINCT 'record', source, kind, record_id FROM {table}
	WHERE hasAny(` + pointsTo + `, ({patients}))`

// Person lists the records of patients, which are listed already, as far as the fhir tables tell: Hidden finds the rest. Records that
// speak of others, too, stay: it gives their number.
func (p Purge) Person(ctx context.Context) (shared uint64, err error) {
	for _, t := range resourceTables() {
		sql := strings.ReplaceAll(recordsSQL, "{table}", p.w.name(t))
		if t.Name == "patient" {
			sql += " OR id IN (SELECT id FROM {list} WHERE what = 'patient')"
		}
		if err := p.w.exec(ctx, "list the records of a person", p.fill(sql)); err != nil {
			return 0, err
		}
	}
	return p.spare(ctx, `SELECT DISTINCT source, kind, record_id FROM {rows}
		WHERE (source, kind, record_id) IN ({records}) AND NOT hasAll(({patients}), `+pointsTo+`)`)
}

// Source lists a source and all that was ever landed of it.
func (p Purge) Source(ctx context.Context, source string) error {
	if err := p.Add(ctx, tables.PurgeItem{What: tables.PurgeSource, Source: source}); err != nil {
		return err
	}
	return p.w.exec(ctx, "list the records of a source", p.fill(`
		INSERT INTO {list} SELECT DISTINCT 'record', source, kind, id FROM {raw}.records
		WHERE source IN (SELECT source FROM {list} WHERE what = 'source')`))
}

// Before lists the records whose loaded state the vendor changed before t, or, where it has no word on that, that was observed before
// t. What a record that stays points to stays, too.
func (p Purge) Before(ctx context.Context, t time.Time) error {
	err := p.w.again(ctx, func() error {
		return failure("list old records", p.w.conn.Exec(complete(ctx), p.fill(`
			INSERT INTO {list} SELECT 'record', source, kind, id FROM {ops}.record_state FINAL
			WHERE toUnixTimestamp64Milli(coalesce(changed, observed_at)) < {at:Int64}`), ch.Named("at", t.UnixMilli())))
	})
	for n := uint64(1); n > 0 && err == nil; { // what a spared record points to is spared in the next turn
		n, err = p.spare(ctx, `SELECT source, kind, id FROM {ops}.record_state FINAL
			WHERE (source, kind, id) IN ({records}) AND hasAny(emitted.id, (SELECT groupUniqArray(to_id) FROM
			(SELECT arrayJoin(extractAll(resource, '"reference":"[A-Za-z]+/([^"]+)"')) AS to_id FROM {rows} WHERE (source, kind, record_id) NOT IN ({records}))))`)
	}
	return err
}

// spare takes the records that a query gives off the list and tells how many they are.
func (p Purge) spare(ctx context.Context, sql string) (n uint64, err error) {
	sql = p.fill(sql)
	if err := p.w.one(ctx, "count the records of others", "SELECT uniqExact(*) FROM ("+sql+")", []any{&n}); err != nil || n == 0 {
		return n, err
	}
	return n, p.mutate(ctx, "take records off the list", p.fill("{list}"), "DELETE WHERE what = 'record' AND (source, kind, id) IN ("+sql+")")
}

// resourcesSQL lists what goes with the records: what they emitted and what was made of them, unless a record that stays emits it, too;
// the patients themselves; and the ids that stand for them elsewhere.
var resourcesSQL = []string{`
	INSERT INTO {list} SELECT DISTINCT 'resource', '', '', id FROM
	(
		SELECT arrayJoin(emitted.id) AS id FROM {ops}.record_state FINAL WHERE (source, kind, id) IN ({records})
		UNION ALL
		SELECT id FROM {rows} WHERE (is_owner OR _deleted) AND (source, kind, record_id) IN ({records})
	)
	WHERE id NOT IN (SELECT arrayJoin(emitted.id) FROM {ops}.record_state FINAL WHERE (source, kind, id) NOT IN ({records}))`,
	`INSERT INTO {list} SELECT DISTINCT 'resource', '', '', id FROM {rows}
	WHERE hasAny(` + pointsTo + `, ({patients})) AND hasAll(({patients}), ` + pointsTo + `)`, // a stub, or what another's record shows, too
	"INSERT INTO {list} SELECT 'resource', '', '', id FROM {list} WHERE what = 'patient'",
	"INSERT INTO {list} SELECT DISTINCT 'resource', '', '', person_id FROM {link}.patient_person WHERE patient_id IN (SELECT id FROM {list} WHERE what = 'patient')",
}

// groupsSQL lists the ids of contacts of a person, which have surrogates, too.
const groupsSQL = `
	INSERT INTO {list} SELECT DISTINCT 'resource', '', '', contact_group FROM {analytics}.contact
	WHERE patient_id IN (SELECT id FROM {list} WHERE what = 'patient')`

// Settle lists what goes with the listed records.
func (p Purge) Settle(ctx context.Context) error {
	statements := resourcesSQL
	published, err := p.w.inspect(ctx, tables.Analytics, "contact")
	if err != nil {
		return err
	}
	if published["contact"] != nil {
		statements = append(slices.Clone(statements), groupsSQL)
	}
	for _, sql := range statements {
		if err := p.w.exec(ctx, "list what goes with the records", p.fill(sql)); err != nil {
			return err
		}
	}
	return nil
}

func resourceTables() (ts []tables.Table) {
	for _, t := range tables.All() {
		if t.Database == tables.FHIR {
			ts = append(ts, t)
		}
	}
	return ts
}

// fill puts in the names of databases, {list}, {records} and {patients} for those on it, and {rows} for the rows of all fhir tables.
func (p Purge) fill(sql string) string {
	var rows []string
	for _, t := range resourceTables() {
		rows = append(rows, "SELECT source, kind, record_id, id, is_owner, _deleted, resource FROM "+p.w.name(t))
	}
	sql = strings.NewReplacer("{rows}", "("+strings.Join(rows, " UNION ALL ")+")",
		"{records}", "SELECT source, kind, id FROM {list} WHERE what = 'record'",
		"{patients}", "SELECT groupArray(id) FROM {list} WHERE what = 'patient'").Replace(sql)
	pairs := []string{"{list}", p.w.name(tables.PurgeList.Table)}
	for _, d := range []string{tables.Raw, tables.FHIR, tables.Link, tables.Ops, tables.Analytics} {
		pairs = append(pairs, "{"+d+"}", tables.Quote(p.w.database(d)))
	}
	return strings.NewReplacer(pairs...).Replace(sql)
}
