package tables

import "slices"

var publishedForm = publish("form", "One row is one form that was filled in: a patient's intake, or a part of the profile the patient keeps. Its answers are in analytics.form_answer.",
	"{fhir_current}.questionnaire_response AS q"+personOf("q.subject_id")+visitOf("q")+firstObservedOf("q"),
	[]string{"person_id", "authored_date", "source", "form_id"},
	slices.Concat(sourceOf("q"), []Column{
		made("form_id", sqlText, Key, "The form as it was filled in.", "q.id"),
		made("vendor_form_id", sqlText, Identifier, "The vendor's id of it; empty where it has none.", "q.identifier_value"),
	}, patientColumns("q.subject_id", patientDoc), []Column{
		made("visit_id", sqlText, Key, "The visit it was filled in for; empty where it is of the patient, not of a visit.", "q.encounter_id"),
		made("status", sqlWord, Code, "completed, in-progress, amended, entered-in-error, stopped.", "q.status"),
		made("respondent_id", sqlText, Key, "Who answered: a patient; empty when the vendor does not say.", "q.respondent_id"),
	}, recordedDates("authored", "When it was filled in", "q.authored", "q.authored_day", "q.observed_at"), []Column{
		made("answers", "UInt64", Measure, "Answers it holds.", "length(q.answers)"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "q.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "q.source_updated_at"),
	})...)

var publishedFormAnswer = listed("form", "answer", "One row is one answer; a question with several has as many rows.", "{fhir_current}.questionnaire_response", "answers",
	made("link_id", sqlText, Words, "The question's key in the form: the same in every form of a source that asks it.", element("link_id")),
	made("question", sqlText, Text, "The question in words; empty when the vendor shows none.", element("question")),
	made("answer_type", sqlWord, Code, "String, Boolean; empty where nothing was answered.", element("value_type")),
	made("answer", sqlText, Text, "The answer in words.", element("value")),
	made("answer_boolean", sqlMaybe, Measure, "The answer, where it is yes or no. NULL where it is in words, were they yes.",
		"if("+element("value_type")+" = 'Boolean', "+element("value")+" = 'true', NULL)"),
)

var publishedInvoice = publish("invoice", "One row is one invoice whose status has a word in FHIR. Amounts are not shown: their unit is not known.",
	"{fhir_current}.invoice AS i"+personOf("i.subject_id")+firstObservedOf("i"),
	[]string{"person_id", "invoice_date", "source", "invoice_id"},
	slices.Concat(sourceOf("i"), []Column{
		made("invoice_id", sqlText, Key, "The invoice.", "i.id"),
		made("vendor_invoice_id", sqlText, Identifier, "The vendor's id of it.", "i.identifier_value"),
	}, patientColumns("i.subject_id", patientDoc), []Column{
		made("status", sqlWord, Code, "draft, issued, balanced, cancelled, entered-in-error.", "i.status"),
		made("vendor_status", sqlWord, Words, "The vendor's own status word.", "i.vendor_status"),
		made("invoice_at", sqlInstant, Date, "When it was made, UTC. NULL when the vendor does not say to the minute.", "i.date"),
		made("invoice_date", sqlDate, Date, "Its day in the source's zone; see date_basis.", "coalesce(i.date_day, toDate32(o.first_at), toDate32(i.observed_at))"),
		made("date_basis", sqlWord, Code, "record_created; first_observed: nothing is known, the UTC day it was first read.",
			"if(i.date_day IS NOT NULL, 'record_created', 'first_observed')"),
	}, told("invoice", "When it was made", "i.date"), []Column{
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "i.is_test"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "i.source_updated_at"),
	})...)
