package tables

import "slices"

// publishedDocument leaves out what analytics.note has, so that nothing is in both.
var publishedDocument = publish("document",
	"One row is one uploaded file, transcript or recording: what is known of it, never its content. Notes are in analytics.note.",
	documents+personOf("d.subject_id")+visitOf("d")+firstObservedOf("d"),
	[]string{"person_id", "created_date", "source", "document_id"},
	slices.Concat(sourceOf("d"), []Column{
		made("document_id", sqlText, Key, "The file, transcript or recording.", "d.id"),
		made("vendor_document_id", sqlText, Identifier, "The vendor's id of it; empty where it has none.", "d.identifier_value"),
		made("document_kind", sqlWord, Code, "file; transcript: what was said, in words; recording: a sound.", "d.document_kind"),
	}, patientColumns("d.subject_id", patientDoc), []Column{
		made("visit_id", sqlText, Key, "The visit it belongs to; empty where it is of the patient, not of a visit.", "d.encounter_id"),
		made("type", sqlText, Words, "What kind of file, in the vendor's words.", "d.type_text"),
		made("title", sqlText, Text, "Its title or file name.", "d.title"),
		made("content_type", sqlWord, Words, "Its media type, such as application/pdf; empty when the vendor does not say.", "d.content_type"),
		made("size_bytes", sqlInteger, Measure, "Its size in bytes. NULL when the vendor does not say.", "d.size"),
		made("duration_seconds", sqlNumber, Measure, "Length of a recording in seconds. NULL where the vendor states none.", "d.duration_seconds"),
		made("characters", "UInt64", Measure, "Length of a transcript's text in characters; 0 for anything else.", "d.characters"),
		made("content_absent", sqlWord, Code, "masked: the content was not fetched; empty where there is one.", "d.content_absent"),
		made("status", sqlWord, Code, "current, superseded, entered-in-error; of a recording completed and the like.", "d.status"),
		made("created_at", sqlInstant, Date, "When it was made, UTC. NULL when the vendor does not say to the minute.", "d.date"),
		made("created_date", sqlDate, Date, "Its day in the source's zone; see date_basis.",
			"coalesce(d.date_day, e.period_start_day, toDate32(d.stored_at), toDate32(o.first_at), toDate32(d.observed_at))"),
		made("date_basis", sqlWord, Code, "record_created; actual: the day of its visit; stored: the UTC day its content was stored; "+
			"first_observed: nothing is known, the UTC day it was first read.",
			"multiIf(d.date_day IS NOT NULL, 'record_created', e.period_start_day IS NOT NULL, 'actual', d.stored_at IS NOT NULL, 'stored', 'first_observed')"),
	}, told("created", "When it was made", "d.date"), []Column{
		made("stored_at", sqlInstant, Date, "When its content was stored, UTC. NULL when the vendor does not say.", "d.stored_at"),
		made("is_restricted", sqlFlag, Measure, "Labelled as more confidential than others (HL7 R).", restricted("d")),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "d.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "d.source_updated_at"),
	})...)

const documents = `(
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, security, id, identifier_value,
        if(text = '', 'file', 'transcript') AS document_kind, subject_id, encounter_id, type_text, status,
        tupleElement(attachments[1], 'title') AS title, tupleElement(attachments[1], 'content_type') AS content_type,
        tupleElement(attachments[1], 'size') AS size, NULL::Nullable(Float64) AS duration_seconds, lengthUTF8(text) AS characters,
        attachments_absent[1] AS content_absent, date, date_day, date_text, date_precision,
        tupleElement(attachments[1], 'creation') AS stored_at
    FROM {fhir_current}.document_reference
    WHERE NOT ` + isNote + `
    UNION ALL
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, security, id, identifier_value,
        'recording', subject_id, encounter_id, if(type_text != '', type_text, type_display), status,
        content_title, content_type, content_size, duration_seconds, 0,
        content_absent, created, created_day, created_text, created_precision, content_creation
    FROM {fhir_current}.media
) AS d`

var publishedDocumentAuthor = listed("document", "author", "One row is one author of a note or uploader of a file, machines among them: document_id is a note_id as well.",
	"{fhir_current}.document_reference", "authors",
	made("author_type", sqlWord, Code, "Practitioner, Patient, Device (a machine); empty when the vendor shows no more than an id.", element("type")),
	made("author_id", sqlText, Key, "The practitioner or patient; empty for a machine, or when the vendor's id leads to nobody here.", element("id")),
	made("author_name", sqlText, Name, "Their name as the vendor shows it; its id of them where it shows no name.", element("text")),
)

var publishedTask = publish("task", "One row is one piece of work of a vendor's machine, such as the making of a note from a recording: how long it took, how it ended.",
	"{fhir_current}.task AS t"+practitionerOf("t", "owner_id")+personOf("t.subject_id")+providerOf("t.owner_id")+visitOf("t")+firstObservedOf("t"),
	[]string{"person_id", "authored_date", "source", "task_id"},
	slices.Concat(sourceOf("t"), []Column{
		made("task_id", sqlText, Key, "The work.", "t.id"),
		made("vendor_task_id", sqlText, Identifier, "The vendor's id of it.", "t.identifier_value"),
	}, patientColumns("t.subject_id", patientDoc), []Column{
		made("visit_id", sqlText, Key, "The visit it is of; empty when the vendor links none.", "t.encounter_id"),
		made("note_id", sqlText, Key, "The note it made; empty while there is none, or when the vendor does not say.", "t.focus_id"),
	}, practitionerColumns("t", "owner_id", "owner_text"), []Column{
		made("status", sqlWord, Code, "requested, received, accepted, in-progress, on-hold, failed, completed, cancelled, entered-in-error and the like.", "t.status"),
		made("vendor_status", sqlWord, Words, "The vendor's own word for how far it is.", "coalesce(nullIf(t.business_status_text, ''), t.business_status_code)"),
		made("status_reason", sqlText, Text, "Why it stands so, in words, as after a failure.", "t.status_reason_text"),
		made("work", sqlText, Words, "What is done, in the vendor's words.", "t.code_text"),
		made("started_at", sqlInstant, Date, "When the work began, UTC. NULL when the vendor does not say.", "t.execution_start"),
		made("ended_at", sqlInstant, Date, "When the work was done, UTC. NULL when it is not, or the vendor does not say.", "t.execution_end"),
		made("duration_seconds", sqlInteger, Measure, "From start to end. NULL when one of them is not known.", "dateDiff('second', t.execution_start, t.execution_end)"),
	}, told("started", "When the work began", "t.execution_start"), told("ended", "When the work was done", "t.execution_end"),
		recordedDates("authored", "When it was asked for", "t.authored_on", "t.authored_on_day", "t.observed_at"), []Column{
			made("modified_at", sqlInstant, Date, "When its record last changed at the vendor, UTC. NULL when the vendor does not say.", "t.last_modified"),
			made("modified_text", sqlText, Date, "The same as it was told.", "t.last_modified_text"),
			made("metadata", sqlText, Text, "What the clinic's own software sent along, as it came; empty when it sent nothing.", "t.vendor_metadata"),
			made("is_restricted", sqlFlag, Measure, "Labelled as more confidential than others (HL7 R).", restricted("t")),
			made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "t.is_test"),
			made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "t.source_updated_at"),
		})...)
