package tables

import (
	_ "embed"
	"fmt"
	"strings"
)

// What an analyst must know before the first count, and before the first look into the books.
var (
	//go:embed introduction.md
	introduction string
	//go:embed introduction_ops.md
	opsIntroduction string
)

// chapters are the databases in the order an analyst wants them.
var chapters = []struct{ database, doc string }{
	{Analytics, "Plain tables for analysts, published whole at the end of a run from settled records. No `FINAL`, no JSON functions, " +
		"no duplicates. An absent text is empty; a column is Nullable only where absence means something."},
	{Notes, "What notes and transcripts say, published with `analytics`. Its own database, so that who may count need not be able to read."},
	{AnalyticsSH, "`analytics` without what Safe Harbor forbids (45 CFR 164.514(b)(2)): made from it by the privacy class of each column. " +
		"Ids are random and join as in `analytics`; dates are years."},
	{Link, "Who is who: patients and practitioners that several sources know, and the random ids of `analytics_sh`. Not for analysts."},
	{FHIRCurrent, "Views of `fhir`: of every resource the latest row, deleted ones left out. The truth of this minute."},
	{FHIR, "One table per FHIR R4 resource type. A newer row replaces an older one of the same key when the server merges them; " +
		"read them through `fhir_current`, or with `FINAL`."},
	{Raw, "What the vendors sent, as they sent it."},
	{Ops, strings.TrimSpace(opsIntroduction)},
}

var classes = []struct {
	class Privacy
	doc   string
}{
	{Technical, "of the run, not of a person"},
	{Key, "joins tables; identifies a person at the vendor"},
	{Code, "a closed value set, or a code whose system another column tells"},
	{Words, "a vendor's own word or code, of no known system"},
	{Measure, "counts, lengths, flags"},
	{Span, "time between two moments, each of which has its year somewhere"},
	{Date, "finer than a year"},
	{Birth, "date of birth"},
	{Name, "names of persons"},
	{Contact, "phone, e-mail, address lines, URLs"},
	{State, "state"},
	{Country, "country"},
	{Zip, "postal code"},
	{Geo, "other places below a state"},
	{Identifier, "MRN, licence, account numbers"},
	{Text, "free text"},
}

// Markdown is the reference of every table and view, as docs/tables.md shows it.
func Markdown(ts []Table, vs []View) string {
	var b strings.Builder
	b.WriteString("# Tables\n\nGenerated from schemas/tables; `go test ./schemas/tables -update` writes it anew. " +
		"`DESCRIBE` shows the same sentences. Database names may carry a configured prefix. " +
		"Times are UTC; days are in the source's own zone.\n\n" +
		"Every column has a privacy class (45 CFR 164.514(b)(2)):\n\n| class | what the column may reveal |\n|---|---|\n")
	for _, c := range classes {
		fmt.Fprintf(&b, "| %s | %s |\n", c.class, c.doc)
	}
	b.WriteString("\n" + strings.TrimSpace(introduction) + "\n")
	for _, chapter := range chapters {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", chapter.database, chapter.doc)
		for _, t := range ts {
			if t.Database == chapter.database {
				describeTable(&b, t)
			}
		}
		for _, v := range vs {
			if v.Database == chapter.database {
				describeView(&b, v)
			}
		}
	}
	return b.String()
}

func describeTable(b *strings.Builder, t Table) {
	fmt.Fprintf(b, "\n### %s.%s\n\n%s\n\n", t.Database, t.Name, t.Doc)
	fmt.Fprintf(b, "%s: `%s`.\n\n", keyWord(t), strings.Join(t.OrderBy, ", "))
	describeColumns(b, t.Columns)
}

// keyWord says what the sorting key is: where rows replace each other it is their identity.
func keyWord(t Table) string {
	if strings.HasPrefix(t.Engine, "Replacing") {
		return "Key, and order on disk"
	}
	return "Order on disk"
}

func describeView(b *strings.Builder, v View) {
	fmt.Fprintf(b, "\n### %s.%s\n\n%s\n\n", v.Database, v.Name, v.Doc)
	if v.Database == FHIRCurrent {
		fmt.Fprintf(b, "Columns: those of [fhir.%s](#fhir%s).\n", v.Name, v.Name)
		return
	}
	describeColumns(b, v.Columns)
}

func describeColumns(b *strings.Builder, cs []Column) {
	b.WriteString("| column | type | privacy | meaning |\n|---|---|---|---|\n")
	for _, c := range cs {
		fmt.Fprintf(b, "| %s | `%s` | %s | %s |\n", c.Name, c.Type.ClickHouse, c.Privacy, c.Doc)
	}
}
