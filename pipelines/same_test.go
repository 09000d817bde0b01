package pipelines_test

import (
	"slices"
	"strings"

	"github.com/nightrounds/rounds/schemas/tables"
)

// contents digests every table readers see, and what the states say, without columns that tell of the run. Stubs beat each other
// by time, and answers that arrive side by side have no order: of a stub only its id counts.
func (s store) contents() map[string]string {
	s.t.Helper()
	digests := map[string]string{}
	for _, r := range s.rows("SELECT database, name FROM system.tables WHERE database IN ('{p}fhir_current', '{p}analytics', '{p}notes')") {
		database, name := r["database"].(string), r["name"].(string)
		var columns []string
		for _, c := range s.rows("SELECT name FROM system.columns WHERE database = '" + database + "' AND table = '" + name +
			"' AND name NOT IN ('run_id', 'loaded_at', '_version', 'observed_at') ORDER BY position") {
			columns = append(columns, asTold(name, c["name"].(string)))
		}
		from := database + "." + name
		if slices.Contains(columns, "is_owner") {
			digests["stubs of "+name] = s.digest("(SELECT * FROM "+from+" WHERE NOT is_owner)", []string{"id"})
			from = "(SELECT * FROM " + from + " WHERE is_owner)"
		}
		digests[strings.TrimPrefix(database, s.prefix)+"."+name] = s.digest(from, columns)
	}
	digests["ops.record_state"] = s.digest("{p}ops.record_state FINAL", []string{"source", "kind", "id", "hash", "is_deleted", "mapper_rev", "emitted"})
	digests["raw.records"] = s.digest("(SELECT DISTINCT source, kind, id, hash FROM {p}raw.records)", []string{"source", "kind", "id", "hash"})
	return digests
}

// asTold is a column without what rests on the time an answer arrived, and a name in a stub's spelling without its capitals.
func asTold(table, column string) string {
	switch table + "." + column {
	case "note.first_seen_signed_at", "provenance.recorded", "provenance.recorded_text", "person.updated_at":
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
	rows := s.rows("SELECT toString(count()) AS n, hex(groupBitXor(sipHash64(formatRow('TSV', " + strings.Join(columns, ", ") + ")))) AS d FROM " + from)
	return rows[0]["n"].(string) + " rows " + rows[0]["d"].(string)
}

func differs(a, b map[string]string) string {
	var out []string
	for name, digest := range a {
		if b[name] != digest {
			out = append(out, name+" ("+digest+" against "+b[name]+")")
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
