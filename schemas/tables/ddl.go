package tables

import (
	"regexp"
	"strings"
)

var validName = regexp.MustCompile(`^[a-z_][a-z0-9_]{0,62}$`)

// ValidName says whether a name may stand as a database, table or column, or as the prefix of the databases.
func ValidName(name string) bool { return validName.MatchString(name) }

// Quote puts an identifier between back quotes (https://clickhouse.com/docs/sql-reference/syntax#identifiers).
func Quote(name string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(name) + "`"
}

// Qualified is the quoted name of a table or view in its prefixed database.
func Qualified(prefix, database, name string) string {
	return Quote(prefix+database) + "." + Quote(name)
}

// DDL is the statement that creates t where it does not exist, in the database prefix+t.Database.
func DDL(prefix string, t Table) string {
	return create(Qualified(prefix, t.Database, t.Name), t.Engine, t)
}

// create is the statement that creates a table of t's columns under a name, which says where, with an engine.
func create(name, engine string, t Table) string {
	var b strings.Builder
	b.WriteString("CREATE TABLE IF NOT EXISTS " + name + "\n(\n")
	for i, c := range t.Columns {
		b.WriteString("    " + ColumnDDL(c))
		if i < len(t.Columns)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	for _, index := range t.Indexes {
		b.WriteString("    , INDEX " + index + "\n")
	}
	b.WriteString(")\nENGINE = " + engine + "\nORDER BY (" + quoteAll(t.OrderBy) + ")\n")
	if t.TTL != "" {
		b.WriteString("TTL " + t.TTL + "\n")
	}
	if t.Fsync {
		b.WriteString("SETTINGS fsync_after_insert = 1, fsync_part_directory = 1\n")
	}
	b.WriteString("COMMENT " + literal(t.Doc) + "\n")
	return b.String()
}

// ColumnDDL is a column's name, type, comment and codec, as CREATE TABLE and ALTER TABLE ADD COLUMN take them.
func ColumnDDL(c Column) string {
	s := Quote(c.Name) + " " + c.Type.ClickHouse + " COMMENT " + literal(c.Doc)
	if c.Codec != "" {
		s += " CODEC(" + c.Codec + ")"
	}
	return s
}

// ViewDDL is the statement that creates v or puts it in the place of an older one.
func ViewDDL(prefix string, v View) string {
	return createView(Qualified(prefix, v.Database, v.Name), prefix, v)
}

func createView(name, prefix string, v View) string {
	var b strings.Builder
	b.WriteString("CREATE OR REPLACE VIEW " + name + "\n(\n")
	for i, c := range v.Columns {
		b.WriteString("    " + Quote(c.Name) + " " + c.Type.ClickHouse + " COMMENT " + literal(c.Doc))
		if i < len(v.Columns)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString(")\nAS " + query(prefix, v.Columns, v.From) + "COMMENT " + literal(v.Doc) + "\n")
	return b.String()
}

// Select is the query that fills a published table, its columns in order.
func Select(prefix string, t Table) string { return query(prefix, t.Columns, t.From) }

func query(prefix string, cs []Column, from string) string {
	var b strings.Builder
	b.WriteString("SELECT\n")
	for i, c := range cs {
		b.WriteString("    ")
		if c.Expr != "" {
			b.WriteString(c.Expr + " AS ")
		}
		b.WriteString(Quote(c.Name))
		if i < len(cs)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("FROM " + from + "\n")
	return databases(prefix).Replace(b.String())
}

// databases fills in the prefixed databases for {raw}, {fhir_current} and the like.
func databases(prefix string) *strings.Replacer {
	var pairs []string
	for _, database := range []string{Raw, FHIR, FHIRCurrent, Analytics, Notes, AnalyticsSH, Link, Ops} {
		pairs = append(pairs, "{"+database+"}", Quote(prefix+database))
	}
	return strings.NewReplacer(pairs...)
}

func quoteAll(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = Quote(name)
	}
	return strings.Join(quoted, ", ")
}

// literal quotes a text (https://clickhouse.com/docs/sql-reference/syntax#string).
func literal(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\n", `\n`).Replace(s) + "'"
}
