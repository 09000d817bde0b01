package tables

import "slices"

var publishedPatient = publish("patient", "One row is one patient as one source knows them: somebody two sources know has two rows, of one person_id.",
	"{fhir_current}.patient AS p"+personOf("p.id"), []string{"source", "patient_id"},
	slices.Concat(sourceOf("p"), patientColumns("p.id", "The patient: joins patient_id of every other table. Ids are unique across sources; "+
		"join by the id alone, as Noa Notes names patients of another source."), []Column{
		made("vendor_patient_id", sqlText, Identifier, "The patient's chosen identifier: official, else usual, else the first.", "p.identifier_value"),
		made("name", sqlText, Name, "Name in one line.", "p.name"),
		made("family", sqlText, Name, "Family name.", "p.family"),
		made("given", sqlText, Name, "Given names, with spaces between.", "p.given"),
		made("birth_date", sqlDay, Birth, "Date of birth. NULL when it is not known to the day.", "p.birth_date"),
		made("gender", sqlWord, Code, "male, female, other, unknown; empty when the vendor does not say.", "p.gender"),
		made("vendor_gender", sqlWord, Words, "The vendor's own word or code for the gender.", "p.vendor_gender"),
		made("is_active", sqlMaybe, Measure, "The record is in use. NULL when the vendor does not say.", "p.active"),
		made("is_deceased", sqlMaybe, Measure, "The patient has died. NULL when the vendor does not say.", "p.deceased"),
		made("phone", sqlText, Contact, "Phone number.", "p.phone"),
		made("email", sqlText, Contact, "E-mail address.", "p.email"),
		made("city", sqlText, Geo, "City.", "p.city"),
		made("state", sqlWord, State, "State.", "p.state"),
		made("postal_code", sqlText, Zip, "Postal code.", "p.postal_code"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "p.is_test"),
		made("has_profile", sqlFlag, Measure, "The vendor's own profile was read; false: only what other records say of the patient.", "p.is_owner"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "p.source_updated_at"),
	})...)

var publishedPractitioner = publish("practitioner", "One row is one user id that one source gives a practitioner: a clinician whom two sources know has two rows, of one provider_id.",
	"{fhir_current}.practitioner AS p"+providerOf("p.id"), []string{"source", "practitioner_id"},
	slices.Concat(sourceOf("p"), []Column{
		providerColumn("p.id"),
		made("practitioner_id", sqlText, Key, "The user id in this source: joins practitioner_id and author_id of every other table.", "p.id"),
		made("vendor_practitioner_id", sqlText, Identifier, "The chosen identifier: official, else usual, else the first.", "p.identifier_value"),
		made("npi", sqlText, Identifier, "National provider identifier; empty when the vendor gives none.", "p.npi"),
		made("name", sqlText, Name, "Name in one line.", "p.name"),
		made("family", sqlText, Name, "Family name; empty when the vendor gives the name in one line only.", "p.family"),
		made("given", sqlText, Name, "Given names, with spaces between.", "p.given"),
		made("is_active", sqlMaybe, Measure, "The record is in use. NULL when the vendor does not say.", "p.active"),
		made("phone", sqlText, Contact, "Phone number.", "p.phone"),
		made("email", sqlText, Contact, "E-mail address.", "p.email"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "p.is_test"),
		made("has_profile", sqlFlag, Measure, "The vendor's own profile was read; false: only what other records say of them.", "p.is_owner"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "p.source_updated_at"),
	})...)
