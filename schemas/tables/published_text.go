package tables

import "slices"

// texted declares a table of texts, which only those may read who may read notes. Search is by words, whatever their case
// (https://clickhouse.com/docs/engines/table-engines/mergetree-family/invertedindexes).
func texted(t Table) Table {
	t.Database = Notes
	t.Indexes = []string{"text_words text TYPE text(tokenizer = 'splitByNonAlpha', preprocessor = lowerUTF8(text))"}
	for i, c := range t.Columns {
		if c.Name == "text" {
			t.Columns[i].Codec = zstd
		}
	}
	return t
}

var textOfNote = texted(publish("note", "One row is the text of one note or transcript as it is now. What else is known of it: analytics.note, analytics.document.",
	"(SELECT * FROM {fhir_current}.document_reference WHERE text != '') AS n"+noteJoins+`
LEFT JOIN
(
    SELECT source, id, minOrNull(observed_at) AS first_at
    FROM {fhir_current}.document_reference_version
    GROUP BY source, id
) AS h ON h.source = n.source AND h.id = n.id`,
	[]string{"person_id", "created_date", "source", "note_id"},
	slices.Concat(sourceOf("n"), []Column{
		made("note_id", sqlText, Key, "The note: joins analytics.note; of a transcript document_id of analytics.document.", "n.id"),
		made("note_kind", sqlWord, Code, "note: written for the record; transcript: what was said; document: any other text.",
			"multiIf(has(n.category_codings.code, 'clinical-note'), 'note', n.type_text = 'Encounter transcript', 'transcript', 'document')"),
	}, patientColumns("n.subject_id", patientDoc), []Column{
		made("visit_id", sqlText, Key, "The visit it tells of; empty when the vendor links none.", "n.encounter_id"),
		providerColumn("n.author_id"),
		made("author_id", sqlText, Key, "The practitioner who made it; empty when not known.", "n.author_id"),
		made("author_name", sqlText, Name, "Their name in one line; the vendor's id of them where it shows no name.", practitionerName("n", "author_text")),
		made("created_at", sqlInstant, Date, "When it was created at the vendor, UTC. NULL when nothing tells.", noteTime),
		made("created_date", sqlDate, Date, "Its day in the source's zone; see date_basis of analytics.note.", noteDate),
		made("is_signed", sqlMaybe, Measure, "Signed now. NULL when the vendor does not say.", isSigned),
		coded("urn:ietf:bcp:47", made("language", sqlWord, Code, "Language of the text, BCP 47; empty when the vendor does not say.", "n.language")),
		made("characters", "UInt64", Measure, "Length of the text in characters.", "lengthUTF8(n.text)"),
		made("text", sqlText, Text, "The text without markup. Search by words: hasAllTokens(text, 'chest pain').", "n.text"),
		made("is_restricted", sqlFlag, Measure, "Labelled as more confidential than others (HL7 R).", restricted("n")),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "n.is_test"),
	})...))

// The sections of a note are in its HTML, else in the composition made from the same record.
var textOfSection = texted(publish("section", "One row is one section of a note that has headings, in reading order.", `(
    SELECT source, vendor, id AS note_id, n - 1 AS idx, tupleElement(x, 'title') AS heading, '' AS code_system, '' AS code, tupleElement(x, 'text') AS text
    FROM {fhir_current}.document_reference
    ARRAY JOIN section AS x, arrayEnumerate(section) AS n
    UNION ALL
    SELECT c.source, c.vendor, d.id, n - 1, tupleElement(x, 'title'), tupleElement(g, 'system'), tupleElement(g, 'code'), tupleElement(x, 'text')
    FROM
    (
        SELECT source, vendor, kind, record_id, x, n, arrayFirst(g -> tupleElement(g, 'concept') = n - 1, section_codings) AS g
        FROM {fhir_current}.composition
        ARRAY JOIN section AS x, arrayEnumerate(section) AS n
    ) AS c
    JOIN {fhir_current}.document_reference AS d ON d.source = c.source AND d.kind = c.kind AND d.record_id = c.record_id
    WHERE empty(d.section)
) AS s`,
	[]string{"note_id", "idx"},
	slices.Concat(sourceOf("s"), []Column{
		made("note_id", sqlText, Key, "The note: joins notes.note and analytics.note.", "s.note_id"),
		made("idx", "UInt16", Measure, "Its place in the note, from 0.", "s.idx"),
		made("heading", sqlText, Text, "Its heading; empty where a text stands before the first.", "s.heading"),
		coded("code_system", made("code_system", sqlWord, Code, "System of code; empty where the section has no code.", "s.code_system")),
		coded("code_system", made("code", sqlWord, Code, "Code of the section, where one is configured for its heading.", "s.code")),
		made("text", sqlText, Text, "Its text without markup.", "s.text"),
	})...))

var textOfPatient = texted(publish("patient_remark", "One row is what one source keeps in free text about one patient.",
	"(SELECT * FROM {fhir_current}.patient WHERE patient_notes != '') AS p"+personOf("p.id"), []string{"person_id", "source", "patient_id"},
	slices.Concat(sourceOf("p"), patientColumns("p.id", patientDoc), []Column{
		made("text", sqlText, Text, "The remarks; patients without any have no row.", "p.patient_notes"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "p.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change of the patient, UTC. NULL when it has none.", "p.source_updated_at"),
	})...))
