package tables

import "slices"

// publishedNote takes the time at which the vendor made the record, from the machine's work on it, before the one at which a
// journal told of it, which moves with every state.
var publishedNote = publish("note", "One row is one clinical note: its facts, never its text. Transcripts count while nothing else is there; uploaded files never do.",
	"(SELECT * FROM {fhir_current}.document_reference WHERE "+isNote+") AS n"+noteJoins+`
LEFT JOIN {fhir_current}.practitioner AS k ON k.source = n.source AND k.id = n.authenticator_id
LEFT ANY JOIN {link}.provider AS kv ON kv.practitioner_id = n.authenticator_id
LEFT ANY JOIN {fhir_current}.composition AS m ON m.source = n.source AND m.kind = n.kind AND m.record_id = n.record_id
LEFT JOIN
(
    SELECT
        source,
        id,
        minOrNull(observed_at) AS first_at,
        minOrNullIf(observed_at, doc_status = 'preliminary') AS first_open_at,
        minOrNullIf(observed_at, doc_status IN ('final', 'amended')) AS first_signed_at,
        count() AS states
    FROM {fhir_current}.document_reference_version
    GROUP BY source, id
) AS h ON h.source = n.source AND h.id = n.id`,
	[]string{"person_id", "created_date", "source", "note_id"},
	slices.Concat(sourceOf("n"), []Column{
		made("note_id", sqlText, Key, "The note.", "n.id"),
		made("vendor_note_id", sqlText, Identifier, "The vendor's id of it; empty where it has none of its own.", "n.identifier_value"),
	}, patientColumns("n.subject_id", patientDoc), []Column{
		made("visit_id", sqlText, Key, "The visit it tells of; empty when the vendor links none.", "n.encounter_id"),
		providerColumn("n.author_id"),
		made("author_id", sqlText, Key, "The practitioner who made it, not the one who signed it; empty when not known. "+
			"Nextvisit names a user and a user_id, which may differ: it is the user, and user_id only where no user is shown.", "n.author_id"),
		made("author_npi", sqlText, Identifier, "The author's NPI as the note has it; empty where it has none.", "n.author_identifier"),
		made("author_name", sqlText, Name, "Their name in one line; the vendor's id of them where it shows no name.", practitionerName("n", "author_text")),
		made("is_signed", sqlMaybe, Measure, "Signed now. VSee: no draft any more. Nextech: its encounter is locked. Nextvisit: signed. Noa Notes: a doctor "+
			"approved it as it is now. NULL when the vendor does not say.",
			isSigned),
		made("doc_status", sqlWord, Code, "preliminary (not signed), final, amended; empty when the vendor does not say.", "n.doc_status"),
		made("signer_id", sqlText, Key, "The practitioner who signed it as it is now; empty where it is not signed or the vendor does not say.", "n.authenticator_id"),
		made("signer_provider_id", sqlText, Key, "The clinician that signer is, over all sources.", linked("kv.provider_id", "n.authenticator_id")),
		made("signer_name", sqlText, Name, "Their name in one line.", "if(k.name != '', k.name, n.authenticator_text)"),
		made("signed_at", sqlInstant, Date, "When the vendor's journal told that it was signed, UTC: Noa Notes alone has one. NULL when nothing tells.",
			"tupleElement(m.attesters[1], 'time')"),
		made("signed_text", sqlText, Date, "The same as it was told.", "tupleElement(m.attesters[1], 'time_text')"),
		made("processing_state", sqlWord, Words, "How far the vendor's machine got with the note.", "n.processing_state"),
		made("error", sqlText, Text, "What the vendor's machine says went wrong; empty when nothing did.", "n.error_state"),
		coded("type_system", made("type_system", sqlWord, Code, "System of type_code; empty where the vendor has no code.", "n.type_system")),
		coded("type_system", made("type_code", sqlWord, Code, "Type of note as a code; of LOINC 11506-3 is a progress note, 34133-9 a summary of an episode, 34109-9 a note.",
			"n.type_code")),
		made("type", sqlText, Text, "Type of note in words.", "coalesce(nullIf(n.type_text, ''), nullIf(n.type_display, ''), n.type_code)"),
		made("specialty", sqlText, Text, "Specialty of the practice, in words; empty when the vendor does not say.", "n.practice_setting_text"),
		made("organization_id", sqlText, Key, "The account, team, practice or facility that keeps it; empty when the vendor names none.", "n.custodian_id"),
		made("transcript_id", sqlText, Key, "The transcript it was made from: document_id of analytics.document, note_id of notes.note; empty when there is none.",
			"tupleElement(arrayFirst(r -> tupleElement(r, 'code') = 'transforms', n.relates_to), 'id')"),
		coded("urn:ietf:bcp:47", made("language", sqlWord, Code, "Language of the text, BCP 47; empty when the vendor does not say.", "n.language")),
		made("vendor_template_id", sqlWord, Words, "The vendor's id of the note template.", "n.template_id"),
		made("template", sqlWord, Text, "The vendor's name of the note template.", "n.template_name"),
		made("created_at", sqlInstant, Date, "When it was created at the vendor, UTC; where only a journal of deliveries tells, when that did. NULL when nothing tells.",
			noteTime),
	}, told("created", "When it was created, or a journal told of it,", "n.date"), []Column{
		made("written_at", sqlInstant, Date, "When the text was made, as by a machine after the visit, UTC. NULL when the vendor does not say.",
			"tupleElement(n.attachments[1], 'creation')"),
		made("written_text", sqlText, Date, "The same as it was told.", "tupleElement(n.attachments[1], 'creation_text')"),
		made("period_start", sqlInstant, Date, "Start of what it tells of, UTC. NULL when the vendor does not say.", "n.period_start"),
		made("period_end", sqlInstant, Date, "End of what it tells of, UTC. NULL when the vendor does not say.", "n.period_end"),
	}, told("period_start", "Start of what it tells of", "n.period_start"), told("period_end", "End of what it tells of", "n.period_end"), []Column{
		made("created_date", sqlDate, Date, "Its day in the source's zone; see date_basis.",
			noteDate),
		made("date_basis", sqlWord, Code, "record_created; actual: no creation time is known, the day of the visit it tells of, as always at Nextech; "+
			"first_observed: nothing is known, the UTC day it was first read.",
			"multiIf("+noteDay+" IS NOT NULL, 'record_created', "+noteVisitDay+" IS NOT NULL, 'actual', 'first_observed')"),
		made("first_seen_signed_at", sqlInstant, Date, "When it was first seen signed after having been seen unsigned, UTC: at or after the signing. "+
			"NULL when it never was, or was signed at first sight: then nothing is known of the moment.",
			"if(h.first_open_at < h.first_signed_at, h.first_signed_at, NULL)"),
		made("states", "UInt64", Measure, "Distinct states seen so far.", "h.states"),
		made("characters", "UInt64", Measure, "Length of the text in characters.", "lengthUTF8(n.text)"),
		made("title", sqlText, Text, "Its title or file name.", "tupleElement(n.attachments[1], 'title')"),
		made("content_type", sqlWord, Words, "Media type the vendor has it in: text/html, text/plain.", "tupleElement(n.attachments[1], 'content_type')"),
		made("size_bytes", sqlInteger, Measure, "Size of that in bytes. NULL when not known.", "tupleElement(n.attachments[1], 'size')"),
		made("is_restricted", sqlFlag, Measure, "Labelled as more confidential than others (HL7 R).", restricted("n")),
		made("is_ai_assisted", sqlFlag, Measure, "Written with the help of a machine.", "n.is_ai_assisted"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "n.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "n.source_updated_at"),
	})...)

// noteJoins joins to note n the work on its record, its visit, its author, its person and its author's clinician.
var noteJoins = workOn("n") + visitOf("n") + practitionerOf("n", "author_id") + personOf("n.subject_id") + providerOf("n.author_id")

const isSigned = "if(n.doc_status = '', NULL, n.doc_status IN ('final', 'amended'))"

// workOn joins the machine's work on the record of note alias.
func workOn(alias string) string {
	return `
LEFT JOIN
(
    SELECT source, kind, record_id, minOrNull(authored_on) AS made_at, minOrNull(authored_on_day) AS made_day
    FROM {fhir_current}.task
    GROUP BY source, kind, record_id
) AS t ON t.source = ` + alias + ".source AND t.kind = " + alias + ".kind AND t.record_id = " + alias + ".record_id"
}

// noteTime and noteDay are when note n was made at the vendor, by itself or by the work t on it; noteVisitDay is when what it
// tells of took place, by itself or by its visit e.
const (
	noteTime = "if(n.date_basis != 'journal' AND n.date_day IS NOT NULL, n.date, coalesce(t.made_at, n.date))"
	noteDay  = "coalesce(if(n.date_basis = 'journal', NULL, n.date_day), t.made_day, n.date_day)"

	noteVisitDay = "coalesce(n.period_start_day, e.period_start_day)"
	noteDate     = "coalesce(" + noteDay + ", " + noteVisitDay + ", toDate32(h.first_at), toDate32(n.observed_at))"
)
