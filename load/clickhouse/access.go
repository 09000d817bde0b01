package clickhouse

import (
	"fmt"
	"strings"

	"github.com/nightrounds/rounds/load"
	"github.com/nightrounds/rounds/schemas/tables"
)

// Accounts is the access model for databases with the given prefix. The embedded engine renders it as users.xml, AccessSQL
// as statements.
func Accounts(prefix string) []load.Account {
	return []load.Account{
		{Name: "loader", Doc: "Prepares the tables, loads and publishes.", Grants: loaderGrants(prefix)},
		{Name: "analyst", Doc: "Reads the published tables.", ReadOnly: true,
			Grants: grants("SELECT", prefix, tables.Analytics)},
		{Name: "analyst_notes", Doc: "Reads the published tables and what notes say.", ReadOnly: true,
			Grants: grants("SELECT", prefix, tables.Analytics, tables.Notes)},
		{Name: "analyst_sh", Doc: "Reads the Safe Harbor tables.", ReadOnly: true,
			Grants: grants("SELECT", prefix, tables.AnalyticsSH)},
		{Name: "auditor", Doc: "Reads the FHIR tables, past and present, and who is who.", ReadOnly: true,
			Grants: grants("SELECT", prefix, tables.FHIR, tables.FHIRCurrent, tables.Link)},
		{Name: "operator", Doc: "Reads the books: runs, windows, quarantine.", ReadOnly: true,
			Grants: grants("SELECT", prefix, tables.Ops)},
	}
}

// loaderGrants let the loader add but not destroy: it drops only published tables, which the next publish rebuilds, and
// the view that CREATE OR REPLACE VIEW has just replaced, under the name the server gives it for that moment. Surrogates, which
// nothing brings back, lie beside published tables: there it may drop those alone.
func loaderGrants(prefix string) []string {
	const (
		add  = "SELECT, INSERT, CREATE DATABASE, CREATE TABLE, ALTER ADD COLUMN, ALTER ORDER BY, ALTER COMMENT COLUMN, ALTER MODIFY COMMENT, ALTER SETTINGS"
		view = "SELECT, INSERT, CREATE DATABASE, CREATE TABLE, CREATE VIEW, DROP VIEW"
	)
	out := []string{"GRANT TABLE ENGINE ON MergeTree", "GRANT TABLE ENGINE ON ReplacingMergeTree", "GRANT SELECT(type, free_space) ON system.disks",
		"GRANT SELECT(query_id, user, query) ON system.processes"}
	out = append(out, grants(add, prefix, tables.Raw, tables.FHIR, tables.Link, tables.Ops)...)
	out = append(out, grants(view, prefix, tables.FHIRCurrent, tables.Ops)...)
	for _, d := range []string{tables.FHIRCurrent, tables.Ops} {
		out = append(out, "GRANT DROP TABLE ON "+tables.Quote(prefix+d)+"._tmp_replace_*")
	}
	for _, t := range tables.Linked() {
		for _, swapped := range []tables.Table{t, beside(t)} {
			out = append(out, "GRANT DROP TABLE ON "+tables.Qualified(prefix, swapped.Database, swapped.Name))
		}
	}
	return append(out, grants("SELECT, INSERT, CREATE DATABASE, CREATE TABLE, DROP TABLE", prefix,
		tables.Analytics, tables.Notes, tables.AnalyticsSH)...)
}

func grants(rights, prefix string, databases ...string) []string {
	var out []string
	for _, d := range databases {
		out = append(out, "GRANT "+rights+" ON "+tables.Quote(prefix+d)+".*")
	}
	return out
}

// AccessSQL renders Accounts for a server that keeps users in SQL: a role an account, and a user that cannot sign in
// before an administrator gives it a password and a host. Running it again changes nothing that was granted by hand.
func AccessSQL(prefix string) string {
	var b strings.Builder
	b.WriteString("-- Roles and users for a ClickHouse server. Nobody can sign in before you have run, for each user:\n")
	b.WriteString("--   ALTER USER name IDENTIFIED WITH sha256_password BY '...' HOST IP '10.0.0.0/8';\n\n")
	fmt.Fprintf(&b, "CREATE SETTINGS PROFILE IF NOT EXISTS %s SETTINGS readonly = 2 CONST, max_memory_usage = 4000000000, max_execution_time = 600;\n",
		tables.Quote(prefix+"rounds_reader"))
	for _, a := range Accounts(prefix) {
		role, user := tables.Quote(prefix+"rounds_"+a.Name), tables.Quote(prefix+a.Name)
		fmt.Fprintf(&b, "\n-- %s: %s\nCREATE ROLE IF NOT EXISTS %s;\n", a.Name, a.Doc, role)
		for _, g := range a.Grants {
			fmt.Fprintf(&b, "%s TO %s;\n", g, role)
		}
		if a.ReadOnly {
			fmt.Fprintf(&b, "ALTER ROLE %s SETTINGS PROFILE %s;\n", role, tables.Quote(prefix+"rounds_reader"))
		}
		fmt.Fprintf(&b, "CREATE USER IF NOT EXISTS %s IDENTIFIED WITH no_password HOST NONE DEFAULT ROLE %s;\n", user, role)
		fmt.Fprintf(&b, "GRANT %s TO %s;\n", role, user)
	}
	return b.String()
}
