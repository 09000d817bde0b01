package tables

import "slices"

// observedDate declares when something undated became known. No vendor says when it was recorded, and nothing else tells.
func observedDate(alias string) Column {
	return made("first_observed_date", sqlDate, Date, "The UTC day it was first read: no vendor says when it was recorded.",
		"toDate32(coalesce(o.first_at, "+alias+".observed_at))")
}

var publishedAllergy = publish("allergy",
	"One row is one allergy or intolerance a vendor names. That a patient has none here does not say that they have none: see allergy_text of analytics.patient.",
	"{fhir_current}.allergy_intolerance AS a"+personOf("a.patient_id")+firstObservedOf("a"),
	[]string{"person_id", "first_observed_date", "source", "allergy_id"},
	slices.Concat(sourceOf("a"), []Column{
		made("allergy_id", sqlText, Key, "The allergy: made from the patient and what it says, so that it stays the same while that does.", "a.id"),
	}, patientColumns("a.patient_id", patientDoc), []Column{
		made("text", sqlText, Text, "What the patient does not tolerate, in words: no vendor codes it.", "a.code_text"),
		made("clinical_status", sqlWord, Code, "active, inactive, resolved; empty when the vendor does not say.", "a.clinical_status_code"),
		made("verification_status", sqlWord, Code, "unconfirmed: the patient says so; confirmed, refuted, entered-in-error; empty when the vendor does not say.",
			"a.verification_status_code"),
		observedDate("a"),
		made("is_restricted", sqlFlag, Measure, "Labelled as more confidential than others (HL7 R).", restricted("a")),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "a.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "a.source_updated_at"),
	})...)

var publishedProcedure = publish("procedure", "One row is one procedure of a patient's past, as the patient tells it: surgeries and the like.",
	"{fhir_current}.procedure AS c"+personOf("c.subject_id")+firstObservedOf("c"),
	[]string{"person_id", "first_observed_date", "source", "procedure_id"},
	slices.Concat(sourceOf("c"), []Column{
		made("procedure_id", sqlText, Key, "The procedure: made from the patient and what it says, so that it stays the same while that does.", "c.id"),
	}, patientColumns("c.subject_id", patientDoc), []Column{
		made("text", sqlText, Text, "The procedure in words, the date with it where the patient gives one: no vendor codes it.", "c.code_text"),
		made("status", sqlWord, Code, "completed, not-done, entered-in-error, unknown and the like.", "c.status"),
		observedDate("c"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "c.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "c.source_updated_at"),
	})...)

var publishedFamilyHistory = publish("family_history", "One row is one condition of one relative, or kind of relatives, of a patient, as the patient tells it.",
	"{fhir_current}.family_member_history AS f"+personOf("f.patient_id")+firstObservedOf("f")+
		"\nLEFT ARRAY JOIN f.condition_codings AS x, arrayEnumerate(f.condition_codings) AS n",
	[]string{"person_id", "recorded_date", "source", "family_history_id", "idx"},
	slices.Concat(sourceOf("f"), []Column{
		made("family_history_id", sqlText, Key, "The relative: made from the patient and the relationship.", "f.id"),
		made("idx", "UInt16", Measure, "The condition's place in the list, from 0.", "if(n = 0, 0, n - 1)"),
	}, patientColumns("f.patient_id", "The patient, not the relative."), []Column{
		coded("relationship_system", made("relationship_system", sqlWord, Code, "System of the relationship's code.", "f.relationship_system")),
		coded("relationship_system", made("relationship_code", sqlWord, Code, "How the relative is related, as a code: FTH, MTH and the like.", "f.relationship_code")),
		made("relationship", sqlText, Text, "How the relative is related, in words.", "f.relationship_text"),
		made("condition", sqlText, Text, "What the relative has or had, in words: no vendor codes it. Empty when it is not told.", element("text")),
		made("status", sqlWord, Code, "partial, completed, entered-in-error, health-unknown.", "f.status"),
	}, told("recorded", "When it was written down", "f.date"), []Column{
		made("recorded_at", sqlInstant, Date, "When it was written down, UTC. NULL when the vendor does not say to the minute.", "f.date"),
		made("recorded_date", sqlDate, Date, "Its day in the source's zone; see date_basis.", "coalesce(f.date_day, toDate32(o.first_at), toDate32(f.observed_at))"),
		made("date_basis", sqlWord, Code, "record_created; first_observed: nothing is known, the UTC day it was first read.",
			"if(f.date_day IS NOT NULL, 'record_created', 'first_observed')"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "f.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "f.source_updated_at"),
	})...)
