package tables

import (
	"slices"

	"github.com/nightrounds/rounds/schemas/r4"
)

// HashedSSN is the system of the one identifier that is for the person link alone: the keyed hash of a social security number.
const HashedSSN = r4.SystemSSNHash

var publishedPatient = publish("patient", "One row is one patient as one source knows them: somebody two sources know has two rows, of one person_id.",
	"{fhir_current}.patient AS p"+personOf("p.id"), []string{"source", "patient_id"},
	slices.Concat(sourceOf("p"), patientColumns("p.id", "The patient: joins patient_id of every other table. Ids are unique across sources; "+
		"join by the id alone, as Noa Notes names patients of another source."), []Column{
		made("vendor_patient_id", sqlText, Identifier, "The patient's chosen identifier: official, else usual, else the first.", "p.identifier_value"),
		made("name", sqlText, Name, "Name in one line.", "p.name"),
		made("family", sqlText, Name, "Family name.", "p.family"),
		made("given", sqlText, Name, "Given names, with spaces between.", "p.given"),
		made("birth_date", sqlDay, Birth, "Date of birth. NULL when it is not known to the day.", "p.birth_date"),
	}, told("birth_date", "Date of birth", "p.birth_date"), []Column{
		made("gender", sqlWord, Code, "male, female, other, unknown; empty when the vendor does not say.", "p.gender"),
		made("vendor_gender", sqlWord, Words, "The vendor's own word or code for the gender.", "p.vendor_gender"),
		made("is_active", sqlMaybe, Measure, "The record is in use. NULL when the vendor does not say.", "p.active"),
		made("is_deceased", sqlMaybe, Measure, "The patient has died. NULL when the vendor does not say.", "p.deceased"),
		made("phone", sqlText, Contact, "Phone number.", "p.phone"),
		made("email", sqlText, Contact, "E-mail address.", "p.email"),
		made("allergy_text", sqlText, Text, "The vendor's word on allergies where it names none, such as NKDA; analytics.allergy has those it names.", "p.allergy_text"),
		made("city", sqlText, Geo, "City.", "p.city"),
		made("state", sqlWord, State, "State.", "p.state"),
		made("postal_code", sqlText, Zip, "Postal code.", "p.postal_code"),
		made("organization_id", sqlText, Key, "The team or the like that keeps the record; empty when the vendor names none.", "p.managing_organization_id"),
		made("is_restricted", sqlFlag, Measure, "Labelled as more confidential than others (HL7 R).", restricted("p")),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "p.is_test"),
		made("has_profile", sqlFlag, Measure, "The vendor's own profile was read; false: only what other records say of the patient.", "p.is_owner"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "p.source_updated_at"),
	})...)

var publishedPatientIdentifier = only(element("system")+" != "+literal(HashedSSN), listed("patient", "identifier",
	"One row is one number or code that one source knows a patient by. The hash of a social security number is not among them.", "{fhir_current}.patient", "identifiers",
	made("system", sqlWord, Technical, "Who gives the number: urn or address of the list it is of.", element("system")),
	made("value", sqlText, Identifier, "The number or code.", element("value")),
	coded("http://terminology.hl7.org/CodeSystem/v2-0203", made("kind", sqlWord, Code, "MR: medical record number; empty when nothing is known of the kind.", firstOf("type", "code"))),
))

var publishedPatientTelecom = listed("patient", "telecom", "One row is one way to reach a patient.", "{fhir_current}.patient", "telecoms",
	made("system", sqlWord, Code, "phone, email, fax, sms and the like.", element("system")),
	made("value", sqlText, Contact, "The number or address.", element("value")),
	made("use", sqlWord, Code, "home, work, mobile, old, temp; empty when the vendor does not say.", element("use")),
)
