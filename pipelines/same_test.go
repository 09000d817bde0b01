package pipelines_test

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/nightrounds/rounds/schemas/tables"
)

// contents digests every table readers see that holds something, and what the states say, without columns that tell of the run. Stubs beat each other
// by time, and answers that arrive side by side have no order: of a stub only its id counts.
func (s store) contents() map[string]string {
	s.t.Helper()
	digests := map[string]string{}
	for from, columns := range s.filled() {
		_, name, _ := strings.Cut(from, ".")
		told := from
		if slices.Contains(columns, "is_owner") {
			digests["stubs of "+name] = s.digest("(SELECT * FROM "+from+" WHERE NOT is_owner)", []string{"id"})
			told = "(SELECT * FROM " + from + " WHERE is_owner)"
		}
		digests[strings.TrimPrefix(from, s.prefix)] = s.digest(told, columns)
	}
	digests["ops.record_state"] = s.digest("{p}ops.record_state FINAL", []string{"source", "kind", "id", "hash", "is_deleted", "mapper_rev", "emitted"})
	digests["raw.records"] = s.digest("(SELECT DISTINCT source, kind, id, hash FROM {p}raw.records)", []string{"source", "kind", "id", "hash"})
	return digests
}

// filled lists the tables readers see with their columns, as they are told, but for those that nothing lies in.
func (s store) filled() map[string][]string {
	s.t.Helper()
	empty := map[string]bool{}
	for _, r := range s.rows("SELECT concat(replaceOne(database, '{p}fhir', '{p}fhir_current'), '.', name) AS name FROM system.tables " +
		"WHERE database IN ('{p}fhir', '{p}analytics', '{p}notes') AND total_rows = 0") {
		empty[r["name"].(string)] = true
	}
	columns := map[string][]string{}
	for _, c := range s.rows("SELECT concat(database, '.', table) AS t, table, name FROM system.columns WHERE database IN ('{p}fhir_current', '{p}analytics', '{p}notes') " +
		"AND name NOT IN ('run_id', 'loaded_at', '_version', 'observed_at') ORDER BY t, position") {
		if from := c["t"].(string); !empty[from] {
			columns[from] = append(columns[from], asTold(c["table"].(string), c["name"].(string)))
		}
	}
	for _, told := range columns {
		if slices.Contains(told, "date_basis") {
			undate(told)
		}
	}
	return columns
}

// undate leaves out the days that rest on the time an answer arrived.
func undate(columns []string) {
	for n, c := range columns {
		if strings.HasSuffix(c, "_date") {
			columns[n] = "if(date_basis = 'first_observed', NULL, " + c + ")"
		}
	}
}

// asTold is a column without what rests on the time an answer arrived, and a name in a stub's spelling without its capitals.
func asTold(table, column string) string {
	switch table + "." + column {
	case "note.first_seen_signed_at", "provenance.recorded", "provenance.recorded_text", "provenance.recorded_day", "person.updated_at":
		return "''"
	case "visit.visit_at", "contact.contact_at":
		return "if(date_basis = 'first_observed', NULL, " + column + ")"
	case "patient.updated_at", "practitioner.updated_at", "organization.updated_at", "location.updated_at":
		return "if(has_profile, " + column + ", NULL)"
	case "visit.location_name", "location.name":
		return "lowerUTF8(" + column + ")"
	case "provenance.resource":
		return `replaceRegexpOne(resource, '"recorded":"[^"]*"', '')`
	}
	return column
}

func (s store) digest(from string, columns []string) string {
	s.t.Helper()
	rows := s.rows("SELECT toString(count()) AS n, hex(groupBitXor(sipHash64(formatRow('TSV', " + strings.Join(columns, ", ") + ")))) AS d FROM " + from)
	return rows[0]["n"].(string) + " rows " + rows[0]["d"].(string)
}

// nothing is the digest of no row; a table that has no digest has none.
const nothing = "0 rows 00"

func differs(a, b map[string]string) string {
	var out []string
	all := maps.Clone(a)
	maps.Copy(all, b)
	for name := range all {
		if was, is := cmp.Or(a[name], nothing), cmp.Or(b[name], nothing); was != is {
			out = append(out, name+" ("+was+" against "+is+")")
		}
	}
	return strings.Join(out, ", ")
}

// doubled names tables that show something twice: the analysts' as they lie there, those of FHIR as they are read.
func (s store) doubled() string {
	s.t.Helper()
	var out []string
	for _, r := range s.rows("SELECT concat(database, '.', name) AS name FROM system.tables WHERE database IN ('{p}analytics', '{p}notes') ORDER BY name") {
		name := r["name"].(string)
		if s.count("SELECT count() - (SELECT count() FROM (SELECT DISTINCT * FROM "+name+")) FROM "+name) != 0 {
			out = append(out, strings.TrimPrefix(name, s.prefix))
		}
	}
	for _, t := range tables.All() {
		if t.Database == "fhir" && s.count("SELECT count() - uniqExact("+strings.Join(t.OrderBy, ", ")+") FROM {p}fhir."+t.Name+" FINAL") != 0 {
			out = append(out, "fhir."+t.Name)
		}
	}
	return strings.Join(out, ", ")
}
