package tables

import (
	"fmt"
	"slices"
	"strings"
)

// whoAndWhere are the tables that most others point at. They have a picture of their own, or no line could be told from another.
var whoAndWhere = []string{"person", "patient", "practitioner", "organization", "location"}

// roles are the ids that are named for what somebody or something is to the row, by the table they lead to.
var roles = map[string]string{
	"author_id": "practitioner", "signer_id": "practitioner", "respondent_id": "patient", "part_of_id": "organization", "transcript_id": "document",
}

// Picture shows how the tables of analytics hang together, as docs/er.md: two entity-relationship diagrams in Mermaid
// (https://mermaid.js.org/syntax/entityRelationshipDiagram.html), made of the columns that end in _id.
func Picture(ts []Table) string {
	ts = slices.DeleteFunc(slices.Clone(ts), func(t Table) bool { return t.Database != Analytics })
	var b strings.Builder
	b.WriteString("# How the tables of analytics hang together\n\nGenerated from schemas/tables; `go test ./schemas/tables -update` writes it anew. " +
		"A line is an id that leads to a row of another table; it is empty where nothing is known. What has a patient_id has the person_id beside it, " +
		"and what names a practitioner the provider_id, which joins across sources. A contact_id is an appointment_id, a visit_id or a note_id; the groups " +
		"(contact_group, source_group, visit_group) join rows of what is one contact. What the columns mean: [tables.md](tables.md).\n\n" +
		"## Who and where\n\n")
	diagram(&b, ts, func(to string) bool { return slices.Contains(whoAndWhere, to) })
	b.WriteString("\n## What happened\n\n")
	diagram(&b, ts, func(to string) bool { return !slices.Contains(whoAndWhere, to) })
	return b.String()
}

// line is an id of one table that leads to a row of another.
type line struct{ from, column, to string }

// diagram draws the lines that lead to a wanted table, and the ids of the tables they join.
func diagram(b *strings.Builder, ts []Table, wanted func(to string) bool) {
	var lines []line
	for _, l := range linesOf(ts) {
		if wanted(l.to) {
			lines = append(lines, l)
		}
	}
	b.WriteString("```mermaid\nerDiagram\n")
	for _, t := range ts {
		if slices.ContainsFunc(lines, func(l line) bool { return l.from == t.Name || l.to == t.Name }) {
			entity(b, t, lines)
		}
	}
	for _, l := range lines {
		fmt.Fprintf(b, "    %s |o--o{ %s : %s\n", l.to, l.from, l.column)
	}
	b.WriteString("```\n")
}

// entity draws a table with its own id and those that the diagram has lines for.
func entity(b *strings.Builder, t Table, lines []line) {
	fmt.Fprintf(b, "    %s {\n", t.Name)
	for _, c := range t.Columns {
		switch {
		case c.Name == t.Name+"_id":
			fmt.Fprintf(b, "        String %s PK\n", c.Name)
		case slices.ContainsFunc(lines, func(l line) bool { return l.from == t.Name && l.column == c.Name }):
			fmt.Fprintf(b, "        String %s FK\n", c.Name)
		}
	}
	b.WriteString("    }\n")
}

// linesOf finds every id that leads from one of the tables to another. A person is reached by the patient where there is one.
func linesOf(ts []Table) []line {
	var lines []line
	for _, t := range ts {
		has := func(column string) bool {
			return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Name == column })
		}
		for _, c := range t.Columns {
			to, ok := roles[c.Name]
			if !ok {
				to, ok = strings.CutSuffix(c.Name, "_id")
			}
			known := slices.ContainsFunc(ts, func(t Table) bool { return t.Name == to })
			if ok && known && c.Name != t.Name+"_id" && (to != "person" || t.Name == "patient" || !has("patient_id")) {
				lines = append(lines, line{t.Name, c.Name, to})
			}
		}
	}
	return lines
}
