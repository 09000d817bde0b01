package tables

import "slices"

// visitOf joins the visit that the row of alias belongs to.
func visitOf(alias string) string {
	return "\nLEFT JOIN {fhir_current}.encounter AS e ON e.source = " + alias + ".source AND e.id = " + alias + ".encounter_id"
}

// recordedDates declares when something was written down: day and at are the vendor's word, else the start of its visit e, else
// the first time o that its record was read.
func recordedDates(name, what, at, day, observed string) []Column {
	return append(told(name, what, at), []Column{
		made(name+"_at", sqlInstant, Date, what+", UTC. NULL when the vendor does not say to the minute.", at),
		made(name+"_date", sqlDate, Date, "Its day in the source's zone; see date_basis.",
			"coalesce("+day+", e.period_start_day, toDate32(o.first_at), toDate32("+observed+"))"),
		made("date_basis", sqlWord, Code, "record_created; actual: the day of its visit; first_observed: nothing is known, the UTC day it was first read.",
			"multiIf("+day+" IS NOT NULL, 'record_created', e.period_start_day IS NOT NULL, 'actual', 'first_observed')"),
	}...)
}

var publishedDiagnosis = publish("diagnosis",
	"One row is one diagnosis, problem or complaint, as a practitioner coded it or as the patient told it: see category.",
	"{fhir_current}.condition AS c"+practitionerOf("c", "recorder_id")+providerOf("c.recorder_id")+visitOf("c")+personOf("c.subject_id")+firstObservedOf("c"),
	[]string{"person_id", "recorded_date", "source", "diagnosis_id"},
	slices.Concat(sourceOf("c"), []Column{
		made("diagnosis_id", sqlText, Key, "The diagnosis: made from visit or patient and what it says, so that it stays the same while that does.", "c.id"),
	}, patientColumns("c.subject_id", patientDoc), []Column{
		made("visit_id", sqlText, Key, "The visit it was recorded in; empty where it is of the patient, not of a visit.", "c.encounter_id"),
	}, practitionerColumns("c", "recorder_id", "recorder_text"), []Column{
		made("category", sqlText, Code, "encounter-diagnosis: a practitioner's; patient-reported: from the patient's own profile.",
			"coalesce(nullIf(c.category_code, ''), nullIf(c.category_text, ''), c.category_display)"),
		made("clinical_status", sqlWord, Code, "active, recurrence, relapse, inactive, remission, resolved; empty when the vendor does not say.", "c.clinical_status_code"),
		made("verification_status", sqlWord, Code, "unconfirmed, provisional, differential, confirmed, refuted, entered-in-error; empty when the vendor does not say.",
			"c.verification_status_code"),
		coded("code_system", made("code_system", sqlWord, Code, "System of the code; ICD-10-CM is http://hl7.org/fhir/sid/icd-10-cm. Empty where there is only a text.", "c.code_system")),
		coded("code_system", made("code", sqlWord, Code, "The code as the vendor gave it; never read out of a text.", "c.code_code")),
		made("text", sqlText, Text, "The diagnosis in words.", "if(c.code_text != '', c.code_text, c.code_display)"),
	}, recordedDates("recorded", "When it was written down", "c.recorded", "c.recorded_day", "c.observed_at"), []Column{
		made("onset_date", sqlDay, Date, "Day of the onset. NULL when it is not known to the day.", "c.onset_day"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "c.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "c.source_updated_at"),
	})...)

var publishedMedication = publish("medication",
	"One row is one medicine: prescribed, or on the list of what a patient is said to take: see medication_kind. One medicine may have both rows.",
	medications+practitionerOf("m", "practitioner_id")+visitOf("m")+personOf("m.subject_id")+providerOf("m.practitioner_id")+firstObservedOf("m"),
	[]string{"person_id", "recorded_date", "source", "medication_id"},
	slices.Concat(sourceOf("m"), []Column{
		made("medication_id", sqlText, Key, "The prescription, or the entry of the list.", "m.id"),
		made("medication_kind", sqlWord, Code, "prescription, statement.", "m.medication_kind"),
		made("vendor_medication_id", sqlText, Identifier, "The vendor's id of the prescription; empty where it has none.", "m.identifier_value"),
	}, patientColumns("m.subject_id", patientDoc), []Column{
		made("visit_id", sqlText, Key, "The visit it was recorded in; empty where it is of the patient, not of a visit.", "m.encounter_id"),
	}, practitionerColumns("m", "practitioner_id", "practitioner_text"), []Column{
		made("status", sqlWord, Code, "active, on-hold, cancelled, completed, stopped, draft, intended, not-taken, entered-in-error, unknown. "+
			"What left a list is not in it any more, which does not say that the patient stopped.", "m.status"),
		made("vendor_status", sqlWord, Words, "The vendor's own status word or code; empty where it has none.", "m.vendor_status"),
		made("name", sqlText, Text, "The medicine in words.",
			"coalesce(nullIf(m.medication_text, ''), nullIf(m.medication_display, ''), nullIf(m.medication_code, ''), m.medication_reference_text)"),
		coded("http://www.nlm.nih.gov/research/umls/rxnorm", made("rxnorm", sqlText, Code, "RxNorm code; empty when the vendor gives none.", codeOf("http://www.nlm.nih.gov/research/umls/rxnorm"))),
		coded("http://hl7.org/fhir/sid/ndc", made("ndc", sqlText, Code, "National drug code; empty when the vendor gives none.", codeOf("http://hl7.org/fhir/sid/ndc"))),
		made("dosage", sqlText, Text, "The first instruction in words.", "m.dosage_text"),
		made("substitution_allowed", sqlMaybe, Measure, "Another product may be given. NULL when the vendor does not say.", "m.substitution_allowed"),
		made("vendor_pharmacy_id", sqlText, Identifier, "The pharmacy's number at NCPDP; empty when the vendor gives none.", "m.pharmacy_identifier"),
		made("remarks", sqlText, Text, "Remarks, such as to the pharmacy; empty when there are none.", "arrayStringConcat(m.notes.text, '\\n')"),
		made("quantity", sqlNumber, Measure, "How much is to be dispensed. NULL when the vendor states none.", "m.quantity"),
		made("quantity_unit", sqlWord, Words, "Its unit in the vendor's words.", "m.quantity_unit"),
		made("repeats", sqlInteger, Measure, "Refills allowed. NULL when the vendor does not say.", "m.repeats"),
		made("supply_days", sqlNumber, Measure, "Days it is to last. NULL when the vendor states none.", "m.supply_seconds / 86400"),
	}, recordedDates("recorded", "When it was prescribed or told", "m.recorded", "m.recorded_day", "m.observed_at"), []Column{
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "m.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "m.source_updated_at"),
	})...)

var publishedDiagnosisCoding = listed("diagnosis", "coding", "One row is one code of a diagnosis, or its text where it has none.", "{fhir_current}.condition", "code_codings",
	codingColumns(Text)...)

var publishedMedicationCoding = listed("medication", "coding", "One row is one code of a medicine, or its text where it has none.", `(
    SELECT source, vendor, id, medication_codings FROM {fhir_current}.medication_request
    UNION ALL
    SELECT source, vendor, id, medication_codings FROM {fhir_current}.medication_statement
)`, "medication_codings",
	codingColumns(Text)...)

// codeOf is the code of medication m in one system.
func codeOf(system string) string {
	return "tupleElement(arrayFirst(c -> c.system = " + literal(system) + ", m.medication_codings), 'code')"
}

const medications = `(
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, id, 'prescription' AS medication_kind,
        subject_id, encounter_id, requester_id AS practitioner_id, requester_text AS practitioner_text, identifier_value, status, vendor_status,
        medication_code, medication_display, medication_text, medication_codings, medication_reference_text, dosage_text,
        quantity, quantity_unit, repeats, supply_seconds, substitution_allowed, pharmacy_identifier, notes,
        authored_on AS recorded, authored_on_day AS recorded_day, authored_on_text AS recorded_text, authored_on_precision AS recorded_precision
    FROM {fhir_current}.medication_request
    UNION ALL
    SELECT source, vendor, kind, record_id, observed_at, source_updated_at, is_test, id, 'statement',
        subject_id, encounter_id, '', '', identifier_value, status, vendor_status,
        medication_code, medication_display, medication_text, medication_codings, medication_reference_text, dosage_text,
        NULL, '', NULL, NULL, NULL, '', notes, asserted, asserted_day, asserted_text, asserted_precision
    FROM {fhir_current}.medication_statement
) AS m`
