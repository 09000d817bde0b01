package clickhouse

// element is an element of a resource that a reader may count on, or miss.
type element struct {
	path   string // as FHIR names it
	absent string // SQL over a row of the type's table: it is missing
	of     string // SQL: where it could be; of a part, the rows that have the whole
}

// lacks is an element that is missing where its column is empty.
func lacks(path, column string) element { return element{path, "empty(" + column + ")", "true"} }

// null is an element that is missing where its column is NULL.
func null(path, column string) element { return element{path, "isNull(" + column + ")", "true"} }

// never is a part that no repetition of a list has.
func never(path, list, part string) element {
	return element{path, "NOT arrayExists(x -> notEmpty(x." + part + "), " + list + ")", "notEmpty(" + list + ")"}
}

// Elements that several types have.
var (
	identified = []element{
		lacks("identifier", "identifiers"), never("identifier.system", "identifiers", "system"), never("identifier.value", "identifiers", "value"),
	}
	reached = []element{
		lacks("telecom", "telecoms"), never("telecom.system", "telecoms", "system"), never("telecom.value", "telecoms", "value"),
	}
	addressed = []element{
		lacks("address", "addresses"), never("address.line", "addresses", "line"), never("address.city", "addresses", "city"),
		never("address.state", "addresses", "state"), never("address.postalCode", "addresses", "postal_code"),
	}
	nationally = element{"identifier:NPI", "NOT arrayExists(x -> x.system = 'http://hl7.org/fhir/sid/us-npi', identifiers)", "true"}
)

// these joins elements and lists of them.
func these(all ...any) (joined []element) {
	for _, some := range all {
		switch some := some.(type) {
		case element:
			joined = append(joined, some)
		case []element:
			joined = append(joined, some...)
		}
	}
	return joined
}

// mustSupport lists what US Core 6.1 asks its readers to expect (https://hl7.org/fhir/us/core/STU6.1/must-support.html) of the types that
// have a table, as far as a column tells.
var mustSupport = map[string][]element{
	"Patient": these(identified, lacks("name", "names"), lacks("name.family", "family"), lacks("name.given", "given"), reached,
		never("telecom.use", "telecoms", "use"), lacks("gender", "gender"), lacks("birthDate", "birth_date_text"), addressed,
		lacks("communication.language", "languages")),
	"Practitioner": these(identified, nationally, lacks("name", "names"), lacks("name.family", "family"), reached, addressed,
		never("address.country", "addresses", "country")),
	"PractitionerRole": these(lacks("practitioner", "practitioner_id"), lacks("organization", "organization_id"), lacks("code", "code_codings"),
		lacks("specialty", "specialty_codings"), lacks("location", "locations"), reached),
	"Organization": these(identified, nationally, null("active", "active"), lacks("name", "name"), reached, addressed,
		never("address.country", "addresses", "country")),
	"Location": these(lacks("status", "status"), lacks("name", "name"), lacks("telecom", "telecoms"), addressed,
		lacks("managingOrganization", "managing_organization_id")),
	"Encounter": these(identified, lacks("status", "status"), lacks("class", "class_code"), lacks("type", "type_codings"),
		lacks("subject", "subject_id"), lacks("participant", "participants"), never("participant.type", "participants", "role"),
		never("participant.period", "participants", "start_text"), never("participant.individual", "participants", "id"),
		lacks("period", "period_start_text"), lacks("reasonCode", "reason_codings"),
		lacks("hospitalization.dischargeDisposition", "discharge_disposition_codings"), lacks("location", "locations"),
		lacks("serviceProvider", "service_provider_id")),
	"DocumentReference": these(lacks("identifier", "identifiers"), lacks("status", "status"), lacks("type", "type_codings"),
		lacks("category", "category_codings"), lacks("subject", "subject_id"), lacks("date", "date_text"), lacks("author", "authors"),
		lacks("content", "attachments"), never("content.attachment.contentType", "attachments", "content_type"),
		element{"content.attachment.data or url", "NOT arrayExists(x -> notEmpty(x.data) OR notEmpty(x.url), attachments)", "notEmpty(attachments)"},
		never("content.format", "attachments", "format"), lacks("context.encounter", "encounters"), lacks("context.period", "period_start_text")),
	"Condition": these(lacks("clinicalStatus", "clinical_status_codings"), lacks("verificationStatus", "verification_status_codings"),
		lacks("category", "category_codings"), lacks("code", "code_codings"), lacks("subject", "subject_id"), lacks("encounter", "encounter_id"),
		lacks("onset[x]", "onset_text"), lacks("abatement[x]", "abatement_text"), lacks("recordedDate", "recorded_text")),
	"MedicationRequest": these(lacks("status", "status"), lacks("intent", "intent"), lacks("category", "category_codings"),
		null("reported[x]", "is_reported"),
		element{"medication[x]", "empty(medication_codings) AND empty(medication_reference_id)", "true"}, lacks("subject", "subject_id"),
		lacks("encounter", "encounter_id"), lacks("authoredOn", "authored_on_text"), lacks("requester", "requester_id"),
		lacks("dosageInstruction", "dosages"), never("dosageInstruction.text", "dosages", "text"), never("dosageInstruction.timing", "dosages", "timing"),
		null("dispenseRequest.numberOfRepeatsAllowed", "repeats"), null("dispenseRequest.quantity", "quantity")),
	"AllergyIntolerance": these(lacks("clinicalStatus", "clinical_status_codings"), lacks("verificationStatus", "verification_status_codings"),
		lacks("code", "code_codings"), lacks("patient", "patient_id"), lacks("reaction", "reactions"),
		never("reaction.manifestation", "reactions", "manifestation")),
	"Procedure": these(lacks("status", "status"), lacks("code", "code_codings"), lacks("subject", "subject_id"),
		lacks("performed[x]", "performed_text")),
	"QuestionnaireResponse": these(lacks("identifier", "identifiers"), lacks("questionnaire", "questionnaire"), lacks("status", "status"),
		lacks("subject", "subject_id"), lacks("authored", "authored_text"), lacks("author", "author_id"), lacks("item", "answers"),
		never("item.linkId", "answers", "link_id"), never("item.text", "answers", "question"), never("item.answer", "answers", "value")),
	"Provenance": these(lacks("target", "targets"), lacks("recorded", "recorded_text"), lacks("agent", "agents"),
		never("agent.type", "agents", "kind"), element{"agent.who", "NOT arrayExists(x -> notEmpty(x.who_id) OR notEmpty(x.who_text), agents)", "notEmpty(agents)"},
		element{"agent.onBehalfOf", "NOT arrayExists(x -> notEmpty(x.on_behalf_of_id) OR notEmpty(x.on_behalf_of_text), agents)", "notEmpty(agents)"}),
}
