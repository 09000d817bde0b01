package clickhouse_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/schemas/tables"
)

const queryFolder = "../../docs/queries"

// query is one of docs/queries.
type query struct{ file, question, account, sql string }

// queries reads docs/queries. Whose a query is follows from the database it names.
func queries(t *testing.T) []query {
	t.Helper()
	paths, err := filepath.Glob(queryFolder + "/*.sql")
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d queries (%v)", len(paths), err)
	}
	var all []query
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		q := query{file: filepath.Base(path), account: "analyst"}
		var sql []string
		for i, l := range strings.Split(string(text), "\n") {
			comment, ok := strings.CutPrefix(l, "-- ")
			switch {
			case i == 0 && ok:
				q.question = comment
			case !ok:
				sql = append(sql, l)
			}
		}
		q.sql = strings.Join(sql, "\n")
		switch {
		case strings.Contains(q.sql, tables.Notes+"."):
			q.account = "analyst_notes"
		case strings.Contains(q.sql, tables.AnalyticsSH+"."):
			q.account = "analyst_sh"
		}
		all = append(all, q)
	}
	return all
}

// unneeded is what no question of an analyst needs, and what would give another answer another day.
var unneeded = regexp.MustCompile(`(?i)\b(FINAL|DISTINCT|JSON\w*|simpleJSON\w*|fhir|fhir_current|raw|resource|now|today|yesterday)\b[^/]`)

var published = regexp.MustCompile(`\b(analytics|analytics_sh|notes)\.`)

// Every query runs as the account that may read its tables, which can change nothing.
func TestQueriesAreTheAnalysts(t *testing.T) {
	prepare(t, open(t, options(t, "loader", access)), append(tables.Published(), tables.SafeHarbor()...))
	for _, q := range queries(t) {
		if found := unneeded.FindString(q.sql); found != "" {
			t.Errorf("%s: %s", q.file, found)
		}
		if strings.Contains(q.sql, tables.Analytics+".") && !strings.Contains(q.sql, "is_test") {
			t.Errorf("%s counts test data", q.file)
		}
		if err := reads(t, open(t, options(t, q.account, access)), published.ReplaceAllString(q.sql, access+"$1.")); err != nil {
			t.Errorf("%s as %s: %v", q.file, q.account, err)
		}
	}
}

// Any client that shows tables and comments shows the sentences: an analyst reads one of each table and column.
func TestEveryTableAndColumnHasASentence(t *testing.T) {
	prepare(t, open(t, options(t, "loader", access)), append(tables.Published(), tables.SafeHarbor()...))
	for user, databases := range map[string][]string{"analyst_notes": {tables.Analytics, tables.Notes}, "analyst_sh": {tables.AnalyticsSH}} {
		w := open(t, options(t, user, access))
		for _, d := range databases {
			in := " WHERE database = '{p}" + d + "'"
			for _, part := range []string{"tables", "columns"} {
				if n := ask(t, w, access, "SELECT count() FROM system."+part+in); n[0] == "0" {
					t.Errorf("%s sees no %s of %s", user, part, d)
				}
			}
			for _, name := range ask(t, w, access, "SELECT name FROM system.tables"+in+" AND comment = '' UNION ALL SELECT concat(table, '.', name) FROM system.columns"+in+" AND comment = ''") {
				t.Errorf("%s.%s has no comment", d, name)
			}
		}
	}
}

func TestQueryIndexIsAsWritten(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Twenty questions\n\nEach is one file, to be run as it is, by the account named: " +
		"`rounds sql --as ACCOUNT \"$(cat docs/queries/FILE)\"`, or in any client. What the tables hold, and how to count: [tables.md](../tables.md). " +
		"Days are reckoned from the data, never from the day of asking, so that an answer can be had again. " +
		"The answers are held against an invented clinic whose facts are known (TestTruth in pipelines).\n\n| query | account | question |\n|---|---|---|\n")
	for _, q := range queries(t) {
		fmt.Fprintf(&b, "| [%s](%s) | %s | %s |\n", strings.TrimSuffix(q.file, ".sql"), q.file, q.account, q.question)
	}
	path := queryFolder + "/README.md"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(path); err != nil || string(kept) != b.String() {
		t.Error("docs/queries/README.md is stale: go test ./load/clickhouse -run QueryIndex -update")
	}
}
