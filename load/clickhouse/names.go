package clickhouse

import (
	"context"
	"strings"

	ch "github.com/ClickHouse/clickhouse-go/v2"

	"github.com/nightrounds/rounds/schemas/tables"
)

func (w *Warehouse) database(name string) string { return w.opts.Prefix + name }

// name is a table's quoted full name on the server.
func (w *Warehouse) name(t tables.Table) string {
	return tables.Qualified(w.opts.Prefix, t.Database, t.Name)
}

// called is a table's name in messages and in ops.publish, without the prefix.
func called(t tables.Table) string { return t.Database + "." + t.Name }

// fill puts the full names of the tables that state is kept in, and of the views, into SQL: {raw.records} becomes
// `clinic_raw`.`records`.
func (w *Warehouse) fill(sql string) string {
	var pairs []string
	for _, t := range []tables.Table{
		tables.RawRecords.Table, tables.RecordStates.Table, tables.Quarantine.Table,
		tables.Issues.Table, tables.Seens.Table, tables.Sources.Table, tables.Publishes.Table, tables.Windows.Table, tables.Budgets.Table, tables.Coverages.Table,
		tables.Runs.Table, tables.Qualities.Table,
	} {
		pairs = append(pairs, "{"+called(t)+"}", w.name(t))
	}
	for _, v := range tables.Views() {
		pairs = append(pairs, "{"+v.Database+"."+v.Name+"}", tables.Qualified(w.opts.Prefix, v.Database, v.Name))
	}
	return strings.NewReplacer(pairs...).Replace(sql)
}

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = tables.Quote(n)
	}
	return strings.Join(quoted, ", ")
}

// literal is the only way of a text into DDL, where the server takes no bound parameters: comments.
func literal(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`).Replace(s) + "'"
}

// complete makes the server finish a statement before it answers, so that the status of the answer tells how it went.
func complete(ctx context.Context) context.Context {
	return ch.Context(ctx, ch.WithSettings(ch.Settings{"wait_end_of_query": 1}))
}
