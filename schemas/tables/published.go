package tables

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
