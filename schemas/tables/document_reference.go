package tables

import (
	"encoding/binary"
	"time"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type documentRow = row[r4.DocumentReference]

var documentReferences = fhirTable("document_reference",
	"One row is the latest state of one clinical note or other document: FHIR R4 DocumentReference.", documentColumns)

var documentReferenceVersions = of(Table{
	Database: FHIR, Name: "document_reference_version",
	Doc: "One row is one state of one clinical note: every signed, unsigned and amended text that was ever seen, kept for good. " +
		"FHIR R4 DocumentReference.",
	Engine: "ReplacingMergeTree(_version)", OrderBy: []string{"source", "id", "observed_at"}, Version: "_version", Fsync: true,
}, lineage[r4.DocumentReference](), documentColumns, whole[r4.DocumentReference]())

var documentColumns = join(
	identifiers(func(r *documentRow) []fhir.Identifier { return r.res.Identifier }),
	col("master_identifier", text, Identifier, "The vendor's id of this version of the note, where it gives one.",
		func(r *documentRow) string { return val(val(r.res.MasterIdentifier).Value) }),
	col("status", word, Code, "current, superseded, entered-in-error.", func(r *documentRow) string { return code(r.res.Status) }),
	col("doc_status", word, Code, "preliminary (not signed), final, amended, entered-in-error; empty when the vendor does not say.",
		func(r *documentRow) string { return code(r.res.DocStatus) }),
	col("processing_state", word, Code, "How far the vendor's machine got with the note.",
		func(r *documentRow) string { return extensionText(r.res.Extension, r4.ExtProcessingState) }),
	col("error_state", longText, Text, "The vendor's error text.",
		func(r *documentRow) string { return extensionText(r.res.Extension, r4.ExtErrorState) }),
	col("template_id", word, Code, "The vendor's id of the note template.",
		func(r *documentRow) string { return val(extensionCoding(r.res.Extension, r4.ExtTemplate).Code) }),
	col("template_name", word, Code, "The vendor's name of the note template.",
		func(r *documentRow) string { return val(extensionCoding(r.res.Extension, r4.ExtTemplate).Display) }),
	concepts("type", "Type of document", Code, func(r *documentRow) []fhir.CodeableConcept { return one(r.res.OtherDocumentReference.Type) }),
	concepts("category", "Category of document", Code, func(r *documentRow) []fhir.CodeableConcept { return r.res.Category }),
	reference("subject", "The patient", func(r *documentRow) *fhir.Reference { return r.res.Subject }),
	moments("date", "When the note was created at the vendor; see date_basis", func(r *documentRow) *string { return r.res.Date }),
	dateBasis(func(r *documentRow) []fhir.Extension { return r.res.Extension }),
	reference("author", "The first practitioner among the authors",
		func(r *documentRow) *fhir.Reference { return to("Practitioner", r.res.Author) }),
	col("authors", referenceList, Key, "All authors, machines among them.", func(r *documentRow) []fhir.Reference { return r.res.Author }),
	reference("authenticator", "Who signed; empty where the vendor does not tell",
		func(r *documentRow) *fhir.Reference { return r.res.Authenticator }),
	reference("custodian", "The organization that keeps the note", func(r *documentRow) *fhir.Reference { return r.res.Custodian }),
	col("relates_to", relatesToList, Key, "Other documents this one replaces, amends or is made from.",
		func(r *documentRow) []fhir.DocumentReferenceRelatesTo { return r.res.RelatesTo }),
	col("description", longText, Text, "A human-readable title.", func(r *documentRow) string { return val(r.res.Description) }),
	concepts("security_label", "Security label", Code, func(r *documentRow) []fhir.CodeableConcept { return r.res.SecurityLabel }),
	reference("encounter", "The first encounter the note belongs to",
		func(r *documentRow) *fhir.Reference { return to("Encounter", val(r.res.Context).Encounter) }),
	col("encounters", referenceList, Key, "All encounters the note belongs to.",
		func(r *documentRow) []fhir.Reference { return val(r.res.Context).Encounter }),
	moments("period_start", "Start of what the note tells of", func(r *documentRow) *string { return val(val(r.res.Context).Period).Start }),
	moments("period_end", "End of what the note tells of", func(r *documentRow) *string { return val(val(r.res.Context).Period).End }),
	concepts("practice_setting", "Specialty of the practice", Code,
		func(r *documentRow) []fhir.CodeableConcept { return one(val(r.res.Context).PracticeSetting) }),
	col("related", referenceList, Key, "Other things the note belongs to.",
		func(r *documentRow) []fhir.Reference { return val(r.res.Context).Related }),
	col("attachments", attachmentList, Text, "The contents. hash_sha1 is base64 as in FHIR, size counts bytes, data is decoded; data is empty "+
		"for the plain text that the column text holds as it is.",
		func(r *documentRow) []content { return val(r.note).contents }),
	col("text", document, Text, "The note in plain text: the first text/plain content, else the first HTML one without its tags.",
		func(r *documentRow) []byte { return val(r.note).text }),
	col("section", sectionList, Text, "The sections of an HTML note in order: heading and plain text, a table row on a line and its cells "+
		"apart by tabs. For search; no fact is taken from them. Empty where it has no headings.",
		func(r *documentRow) []section { return val(r.note).sections }),
	language(func(r *documentRow) *string { return r.res.Language }),
	col("attachments_absent", list(text), Code, "Beside attachments: why one has no content here (masked: not fetched), an empty text where it has; "+
		"no elements when all have theirs.",
		func(r *documentRow) []string { return reasonsAbsent(r.res.Content) }),
	aiAssisted(func(d *r4.DocumentReference) *fhir.Meta { return d.Meta }),
	meta(func(d *r4.DocumentReference) *fhir.Meta { return d.Meta }),
	extensions(func(r *documentRow) []site { return []site{{"", r.res.Extension}, {"", r.res.ModifierExtension}} }),
	col("record_hash", hash64, Technical, "The first eight bytes of hash in raw.records, which tell two states of the record apart.",
		func(r *documentRow) uint64 { return binary.BigEndian.Uint64(r.Hash[:]) }),
)

// documentStates are the states of every note, each once. Two processes that read a record at the same moment land one state under
// two times; a state that follows its equal is that one again. Equal states with another between them are two; a deletion is none.
var documentStates = View{Database: FHIRCurrent, Name: documentReferenceVersions.Name, Doc: documentReferenceVersions.Doc, Columns: documentReferenceVersions.Columns,
	From: `{fhir}.document_reference_version FINAL
WHERE (source, id, observed_at) GLOBAL NOT IN
(
    SELECT source, id, observed_at
    FROM
    (
        SELECT source, id, observed_at, record_hash, lagInFrame(record_hash) OVER (PARTITION BY source, id ORDER BY observed_at) AS earlier
        FROM {fhir}.document_reference_version FINAL
    )
    WHERE record_hash = earlier AND record_hash != 0
)`}

var relatesToList = tuples(
	part("code", text, func(d *fhir.DocumentReferenceRelatesTo) string { return d.Code.Code() }),
	referenceParts("", func(d *fhir.DocumentReferenceRelatesTo) *fhir.Reference { return &d.Target }),
)

var attachmentList = tuples(
	part("content_type", text, func(c *content) string { return val(c.Attachment.ContentType) }),
	part("language", text, func(c *content) string { return val(c.Attachment.Language) }),
	part("title", text, func(c *content) string { return val(c.Attachment.Title) }),
	part("url", text, func(c *content) string { return val(c.Attachment.Url) }),
	part("size", maybeInt, func(c *content) *int { return c.Attachment.Size }),
	part("hash_sha1", text, func(c *content) string { return val(c.Attachment.Hash) }),
	part("creation", maybeInstant, func(c *content) time.Time { return clock(val(c.Attachment.Creation)) }),
	part("creation_text", text, func(c *content) string { return val(c.Attachment.Creation) }),
	part("format", text, func(c *content) string { return val(val(c.Format).Code) }),
	part("data", blob, func(c *content) []byte { return c.data }),
)

// reasonsAbsent costs nothing for the notes, whose contents are all there.
func reasonsAbsent(contents []fhir.DocumentReferenceContent) (reasons []string) {
	for i := range contents {
		reason := extensionText(contents[i].Attachment.Extension, r4.ExtDataAbsentReason)
		if reason != "" && reasons == nil {
			reasons = make([]string, len(contents))
		}
		if reason != "" {
			reasons[i] = reason
		}
	}
	return reasons
}
