package clickhouse

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

// held is one table as the server has it.
type held struct {
	engine  string // "ReplacingMergeTree(_version, _deleted)", replication taken off
	orderBy string // "source,id"
	comment string
	fsync   bool
	columns []heldColumn
}

type heldColumn struct {
	name, kind, comment string
	derived             bool // MATERIALIZED or ALIAS: takes no part in inserts
}

// inspect reads one table of a database (name without prefix), or all where table is empty. The columns are read first: of a key
// that another process lengthens meanwhile the new columns may be unseen, which adding them again mends; a key seen short beside
// columns seen new would be no difference that anything mends. A table that is made meanwhile is not seen.
func (w *Warehouse) inspect(ctx context.Context, database, table string) (map[string]*held, error) {
	found, columns := map[string]*held{}, map[string][]heldColumn{}
	in, only := ch.Named("database", w.database(database)), ch.Named("table", table)
	err := w.query(ctx, "inspect "+database, `
		SELECT table, name, type, comment, default_kind IN ('MATERIALIZED', 'ALIAS') FROM system.columns
		WHERE database = {database:String} AND ({table:String} = '' OR table = {table:String}) ORDER BY table, position`,
		func(scan scanner) error {
			var table string
			var c heldColumn
			if err := scan(&table, &c.name, &c.kind, &c.comment, &c.derived); err != nil {
				return err
			}
			columns[table] = append(columns[table], c)
			return nil
		}, in, only)
	if err != nil {
		return nil, err
	}
	err = w.query(ctx, "inspect "+database, `
		SELECT name, engine_full, sorting_key, comment FROM system.tables
		WHERE database = {database:String} AND ({table:String} = '' OR name = {table:String})`,
		func(scan scanner) error {
			var name, engine string
			h := &held{}
			if err := scan(&name, &engine, &h.orderBy, &h.comment); err != nil {
				return err
			}
			h.engine, h.fsync = engineOf(engine), strings.Contains(engine, "fsync_after_insert = 1")
			h.orderBy = strings.Trim(spaceless(h.orderBy), "()") // one column may be kept as (id)
			if h.columns = columns[name]; h.columns != nil {
				found[name] = h
			}
			return nil
		}, in, only)
	return found, err
}

// differences lists what adding columns does not mend.
func (h *held) differences(t tables.Table) []string {
	var diffs []string
	if want := engineOf(t.Engine); h.engine != want {
		diffs = append(diffs, fmt.Sprintf("engine is %s, declared %s", h.engine, want))
	}
	if want := strings.Join(t.OrderBy, ","); h.orderBy != want && !h.grows(t) {
		diffs = append(diffs, fmt.Sprintf("ORDER BY is %s, declared %s", h.orderBy, want))
	}
	declared := map[string]string{}
	for _, c := range t.Columns {
		declared[c.Name] = c.Type.ClickHouse
	}
	for _, c := range h.columns {
		want, ok := declared[c.name]
		switch {
		case c.derived:
		case !ok:
			diffs = append(diffs, fmt.Sprintf("column %s is not declared: a newer version may have added it", c.name))
		case spaceless(c.kind) != spaceless(want):
			diffs = append(diffs, fmt.Sprintf("column %s is %s, declared %s", c.name, c.kind, want))
		}
	}
	return diffs
}

// grows tells whether the declared key is the one held and, after it, columns that the server lacks: the only way a key may change.
func (h *held) grows(t tables.Table) bool {
	added, ok := strings.CutPrefix(strings.Join(t.OrderBy, ","), h.orderBy+",")
	return ok && !slices.ContainsFunc(strings.Split(added, ","), func(name string) bool { return h.column(name) != nil })
}

// missing lists the declared columns the server lacks, in order.
func (h *held) missing(t tables.Table) []tables.Column {
	return slices.DeleteFunc(slices.Clone(t.Columns), func(c tables.Column) bool { return h.column(c.Name) != nil })
}

func (h *held) column(name string) *heldColumn {
	i := slices.IndexFunc(h.columns, func(c heldColumn) bool { return c.name == name })
	if i < 0 {
		return nil
	}
	return &h.columns[i]
}

var (
	clauses     = regexp.MustCompile(` (PARTITION BY|PRIMARY KEY|ORDER BY|SAMPLE BY|TTL|SETTINGS) `)
	replication = regexp.MustCompile(`^(?:Replicated|Shared)(\w*MergeTree)(?:\('[^']*',\s*'[^']*'(?:,\s*)?(.*)\))?$`)
)

// engineOf reduces system.tables.engine_full to what a declaration says: without clauses, and without the path and replica
// that a cluster or a cloud service adds.
func engineOf(full string) string {
	if at := clauses.FindStringIndex(full); at != nil {
		full = full[:at[0]]
	}
	if m := replication.FindStringSubmatch(full); m != nil {
		full = m[1]
		if m[2] != "" {
			full += "(" + m[2] + ")"
		}
	}
	return strings.TrimSuffix(spaceless(full), "()")
}

// spaceless drops the blanks that the server may print differently: all but those between two words.
func spaceless(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] == ' ' && (i == 0 || i == len(s)-1 || !wordy(s[i-1]) || !wordy(s[i+1])) || s[i] == '`' {
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func wordy(c byte) bool {
	return c == '_' || c == '`' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}
