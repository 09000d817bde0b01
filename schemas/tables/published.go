package tables

import "slices"

// made declares a column of a view or a published table: name, type, privacy class, sentence, SQL.
func made(name, clickhouse string, p Privacy, doc, expr string) Column {
	return Column{Name: name, Type: Type{ClickHouse: clickhouse}, Doc: doc, Privacy: p, Expr: expr}
}

const (
	sqlText    = "String"
	sqlWord    = "LowCardinality(String)"
	sqlFlag    = "Bool"
	sqlMaybe   = "Nullable(Bool)"
	sqlInstant = "Nullable(DateTime64(3, 'UTC'))"
	sqlDate    = "Date32"
	sqlDay     = "Nullable(Date32)"
	sqlInteger = "Nullable(Int64)"
	sqlNumber  = "Nullable(Float64)"
)

// publish declares a table of analytics: plain rows in the order analysts ask, swapped in whole.
func publish(name, doc, from string, order []string, columns ...Column) Table {
	return Table{Database: Analytics, Name: name, Doc: doc, Columns: columns, Engine: "MergeTree", OrderBy: order, From: from}
}

// told declares the vendor's own word on a date, beside what was read from it: column of the query has _text and _precision.
func told(name, of, column string) []Column {
	return []Column{
		made(name+"_text", sqlText, Date, of+" as it was told, with its own offset; empty when nothing is.", column+"_text"),
		made(name+"_precision", sqlWord, Code, "How exact that is: year, month, day, time; unknown when it is no date; empty when nothing is told.", column+"_precision"),
	}
}

// sourceOf declares the columns that say which source a row is from; alias is its table in the query.
func sourceOf(alias string) []Column {
	return []Column{
		made("source", sqlWord, Technical, "The configured source: one vendor at one customer.", alias+".source"),
		made("vendor", sqlWord, Code, "The vendor.", alias+".vendor"),
	}
}

// practitionerOf joins the practitioner that the row of alias names.
func practitionerOf(alias, id string) string {
	return "\nLEFT JOIN {fhir_current}.practitioner AS d ON d.source = " + alias + ".source AND d.id = " + alias + "." + id
}

// practitionerName names the joined practitioner d of alias: by name, else by the vendor's id, which is all that some vendors show.
func practitionerName(alias, words string) string {
	return "multiIf(d.name != '', d.name, " + alias + "." + words + " != '', " + alias + "." + words + ", d.identifier_value)"
}

// firstObservedOf joins the first time the record of alias was read. It survives every later state of the record.
func firstObservedOf(alias string) string {
	return `
LEFT JOIN
(
    SELECT source, kind, id, minOrNull(observed_at) AS first_at
    FROM {raw}.records
    GROUP BY source, kind, id
) AS o ON o.source = ` + alias + ".source AND o.kind = " + alias + ".kind AND o.id = " + alias + ".record_id"
}

// isNote tells the clinical notes among the documents: what the vendor calls one, or says of whether it is signed. A transcript
// counts while it is all there is; uploaded files never do.
const isNote = "(has(category_codings.code, 'clinical-note') OR doc_status != '')"

// recordedOf joins when the records that tell of encounter alias were made: the first of its notes or of the machine's work.
func recordedOf(alias string) string {
	return `
LEFT JOIN
(
    SELECT source, encounter_id, minOrNull(at) AS made_at, minOrNull(day) AS made_day
    FROM
    (
        SELECT source, encounter_id, authored_on AS at, authored_on_day AS day FROM {fhir_current}.task
        UNION ALL
        SELECT source, encounter_id, date, date_day FROM {fhir_current}.document_reference WHERE ` + isNote + `
    )
    WHERE encounter_id != ''
    GROUP BY source, encounter_id
) AS r ON r.source = ` + alias + ".source AND r.encounter_id = " + alias + ".id"
}

// listed declares a child table: one row for each element of a list that rows of from have. parent is the table of their ids.
// In the columns' SQL x is the element: see element.
func listed(parent, name, doc, from, list string, columns ...Column) Table {
	return publish(parent+"_"+name, doc+" Joins "+parent+"_id.",
		from+" AS p\nARRAY JOIN p."+list+" AS x, arrayEnumerate(p."+list+") AS n",
		[]string{parent + "_id", "idx"},
		slices.Concat(sourceOf("p"), []Column{
			made(parent+"_id", sqlText, Key, "Whose it is: the key of table "+parent+".", "p.id"),
			made("idx", "UInt16", Measure, "Its place in the list, from 0.", "n - 1"),
		}, columns)...)
}

// only is a table of the rows that meet a condition.
func only(condition string, t Table) Table {
	t.From += "\nWHERE " + condition
	return t
}

// element is the SQL of a part of the element x of a list.
func element(name string) string { return "tupleElement(x, " + literal(name) + ")" }

// codingColumns declares the columns of one coding x.
func codingColumns(words Privacy) []Column {
	return []Column{
		made("concept", "UInt16", Measure, "Codings of the same number say the same in several systems.", element("concept")),
		coded("system", made("system", sqlWord, Code, "System of the code; empty where there is only a text.", element("system"))),
		coded("system", made("code", sqlText, Code, "The code as the vendor gave it.", element("code"))),
		made("display", sqlText, Words, "The code in the vendor's words.", element("display")),
		made("text", sqlText, words, "The same in words, as it was written.", element("text")),
	}
}

// firstOf is the SQL of a part of the first coding of the list that is a part of the element x.
func firstOf(list, name string) string {
	return "tupleElement(" + element(list) + "[1], " + literal(name) + ")"
}

// restricted tells whether the row of alias is labelled as more confidential than others
// (http://terminology.hl7.org/CodeSystem/v3-Confidentiality: R, V).
func restricted(alias string) string {
	return "arrayExists(s -> tupleElement(s, 'system') = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality' AND tupleElement(s, 'code') IN ('R', 'V'), " +
		alias + ".security)"
}
