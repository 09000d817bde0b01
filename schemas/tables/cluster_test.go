package tables_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/nightrounds/rounds/load/engine"
	"github.com/nightrounds/rounds/load/engine/enginetest"
	"github.com/nightrounds/rounds/schemas/tables"
)

// clusterStatements gives what ClusterSchema writes, one by one, and the comment before it.
func clusterStatements(prefix, cluster string) (head string, statements []string) {
	head, text, _ := strings.Cut(tables.ClusterSchema(prefix, cluster), "\n\n")
	return head, strings.Split(strings.TrimSuffix(text, ";\n\n"), ";\n\n")
}

func TestClusterIsGolden(t *testing.T) {
	golden(t, ddlFolder+"/cluster.sql", tables.ClusterSchema("", "clinics"))
}

// Every table is there twice, every statement says where, and every view reads what is distributed.
func TestClusterHasEveryTable(t *testing.T) {
	head, statements := clusterStatements("x_", "clinics")
	if !strings.Contains(head, "execute none of them") {
		t.Error("nobody is told that the statements were never executed")
	}
	all := strings.Join(statements, "\n\n")
	for _, tb := range tables.All() {
		name := "`x_" + tb.Database + "`.`" + tb.Name
		for _, want := range []string{
			"CREATE TABLE IF NOT EXISTS " + name + "_local` ON CLUSTER `clinics`\n", "CREATE TABLE IF NOT EXISTS " + name + "` ON CLUSTER `clinics` AS " + name + "_local`\n",
			"Distributed('clinics', 'x_" + tb.Database + "', '" + tb.Name + "_local', cityHash64(`",
		} {
			if strings.Count(all, want) != 1 {
				t.Errorf("%d times: %s", strings.Count(all, want), want)
			}
		}
	}
	for _, s := range statements {
		if first, _, _ := strings.Cut(s, "\n"); !strings.Contains(first, " ON CLUSTER `clinics`") {
			t.Error("it is made on one server only:", first)
		}
		if engine := regexp.MustCompile(`ENGINE = (\w+)`).FindStringSubmatch(s); engine != nil && engine[1] != "Distributed" && !strings.HasPrefix(engine[1], "Replicated") {
			t.Error("not replicated:", engine[1])
		}
		if strings.HasPrefix(s, "CREATE OR REPLACE VIEW") && strings.Contains(s, "_local`") {
			t.Error("a view reads one shard:", s[:80])
		}
	}
}

// FINAL and the read back are right only when all states of a row meet on one shard: what divides must be of the identity.
func TestAShardHasAllStatesOfARow(t *testing.T) {
	_, statements := clusterStatements("", "clinics")
	key := regexp.MustCompile("(?s)`(\\w+)`.`(\\w+)` ON CLUSTER.*Distributed\\(.*cityHash64\\((.*)\\)\\)\n")
	seen := map[string]string{}
	for _, s := range statements {
		if m := key.FindStringSubmatch(s); m != nil {
			seen[m[1]+"."+m[2]] = strings.ReplaceAll(m[3], "`", "")
		}
	}
	for _, tb := range tables.All() {
		by := seen[tb.Database+"."+tb.Name]
		for _, column := range strings.Split(by, ", ") {
			if !slices.Contains(tb.OrderBy, column) {
				t.Errorf("%s.%s is divided by %q, and rows are one by %v", tb.Database, tb.Name, by, tb.OrderBy)
			}
		}
	}
	for table, want := range map[string]string{"fhir.patient": "source, id", "raw.records": "source, id", "ops.record_state": "source, id",
		"analytics.visit": "person_id", "analytics.patient": "patient_id", "analytics.practitioner": "source, practitioner_id", "ops.runs": "run_id"} {
		if seen[table] != want {
			t.Errorf("%s is divided by %q, want %q", table, seen[table], want)
		}
	}
}

func TestAClusterIsNamedByAnIdentifier(t *testing.T) {
	for name, valid := range map[string]bool{
		"clinics": true, "c": true, "a1_b": true, "": false, "_c": false, "1c": false, "C": false, "a`b": false, "a'b": false, "a b": false, "a;": false, "{cluster}": false,
		strings.Repeat("a", 63): true, strings.Repeat("a", 64): false,
	} {
		if tables.ValidCluster(name) != valid {
			t.Errorf("%q: %v", name, !valid)
		}
	}
}

// The engine reads every statement as one, and as what it is meant to be. It executes none.
func TestClusterParses(t *testing.T) {
	e := enginetest.Start(t)
	s := server{t: t, url: "http://" + e.HTTPAddr() + "/", password: must(e.Password(engine.Loader))}
	_, statements := clusterStatements("x_", "clinics")
	for _, statement := range statements {
		tree := string(s.do("EXPLAIN AST "+statement, nil))
		if !strings.HasPrefix(tree, "CreateQuery") && !strings.HasPrefix(tree, "CreateDatabaseQuery") {
			t.Errorf("%s... is read as\n%s", statement[:60], tree)
		}
	}
	if len(statements) < 2*len(tables.All())+len(tables.Views()) {
		t.Errorf("only %d statements", len(statements))
	}
}
