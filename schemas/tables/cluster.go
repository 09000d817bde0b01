package tables

import (
	"fmt"
	"slices"
	"strings"
)

// clusterHead is what a reader must know before running the statements.
const clusterHead = `-- Rounds on the ClickHouse cluster %[1]s.
--
-- The tests of Rounds parse these statements and execute none of them: that needs a cluster with Keeper. Try them on one of your
-- own before you rest on them. They are the layout to copy a warehouse into. Rounds itself loads and publishes into one server: its
-- commands refuse Distributed tables (E0504).
--
-- Every replica holds a table NAME_local, replicated under its shard; its servers must define the macros {shard} and {replica}.
-- NAME itself is Distributed over them, and what the views read. A row lies on the shard of cityHash64(source, id); where a table
-- is not ordered by these, of its person_id or patient_id, else of its whole key. So all states of one row meet on one shard, and FINAL is right.
--
-- Whoever writes through NAME must set distributed_foreground_insert = 1, or a row is acknowledged before it is stored.

`

// ValidCluster says whether a name may stand as a cluster: a letter, then letters, digits and _, at most 63, all lower case.
func ValidCluster(name string) bool { return ValidName(name) && name[0] != '_' }

// ClusterSchema is every statement that makes databases, tables and views on an empty cluster, in order, with a comment before
// them and ";" and an empty line after each. The name must be a ValidCluster.
func ClusterSchema(prefix, cluster string) string {
	var b strings.Builder
	fmt.Fprintf(&b, clusterHead, cluster)
	on := " ON CLUSTER " + Quote(cluster)
	made := map[string]bool{}
	add := func(database string, statements ...string) {
		if !made[database] {
			made[database] = true
			b.WriteString("CREATE DATABASE IF NOT EXISTS " + Quote(prefix+database) + on + ";\n\n")
		}
		for _, s := range statements {
			b.WriteString(strings.TrimSpace(s) + ";\n\n")
		}
	}
	for _, t := range All() {
		local := Qualified(prefix, t.Database, t.Name+"_local")
		add(t.Database, create(local+on, replicated(t.Engine), t),
			"CREATE TABLE IF NOT EXISTS "+Qualified(prefix, t.Database, t.Name)+on+" AS "+local+"\nENGINE = Distributed("+literal(cluster)+", "+
				literal(prefix+t.Database)+", "+literal(t.Name+"_local")+", "+shardKey(t)+")\nCOMMENT "+literal(t.Doc))
	}
	for _, v := range Views() {
		add(v.Database, createView(Qualified(prefix, v.Database, v.Name)+on, prefix, v))
	}
	return b.String()
}

// replicated is an engine of the MergeTree family in its replicated form
// (https://clickhouse.com/docs/engines/table-engines/mergetree-family/replication).
func replicated(engine string) string {
	family, rest, _ := strings.Cut(strings.TrimSuffix(engine, ")"), "(")
	args := "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'"
	if rest != "" {
		args += ", " + rest
	}
	return "Replicated" + family + "(" + args + ")"
}

// shardKey says on which shard a row lies. Every state of a row has the same one.
func shardKey(t Table) string {
	has := func(name string) bool { return slices.Contains(t.OrderBy, name) }
	by := t.OrderBy
	switch {
	case has("source") && has("id"):
		by = []string{"source", "id"}
	case has("person_id"):
		by = []string{"person_id"}
	case has("patient_id"):
		by = []string{"patient_id"}
	}
	return "cityHash64(" + quoteAll(by) + ")"
}
