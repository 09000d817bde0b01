package tables

import "slices"

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
		made("prefix", sqlText, Name, "What stands before the name, such as Dr.", "arrayStringConcat(tupleElement(p.names[1], 'prefix'), ' ')"),
		made("suffix", sqlText, Name, "What stands after the name.", "arrayStringConcat(tupleElement(p.names[1], 'suffix'), ' ')"),
		made("qualification", sqlText, Text, "Training and licences in words, as MD; empty when the vendor gives none.",
			"arrayStringConcat(arrayMap(q -> tupleElement(tupleElement(q, 'code')[1], 'text'), p.qualifications), ', ')"),
		made("is_active", sqlMaybe, Measure, "The record is in use. NULL when the vendor does not say.", "p.active"),
		made("phone", sqlText, Contact, "Phone number.", "p.phone"),
		made("email", sqlText, Contact, "E-mail address.", "p.email"),
		made("is_test", sqlFlag, Measure, "Marked as test data: to be left out of counts.", "p.is_test"),
		made("has_profile", sqlFlag, Measure, "The vendor's own profile was read; false: only what other records say of them.", "p.is_owner"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "p.source_updated_at"),
	})...)

var publishedPractitionerIdentifier = listed("practitioner", "identifier", "One row is one number or code that one source knows a practitioner by.",
	"{fhir_current}.practitioner", "identifiers",
	made("system", sqlWord, Technical, "Who gives the number: urn or address of the list it is of.", element("system")),
	made("value", sqlText, Identifier, "The number or code.", element("value")),
)

var publishedPractitionerRole = publish("practitioner_role", "One row is one role of a practitioner: where they work, as what.",
	"{fhir_current}.practitioner_role AS r"+practitionerOf("r", "practitioner_id")+providerOf("r.practitioner_id"),
	[]string{"practitioner_id", "practitioner_role_id"},
	slices.Concat(sourceOf("r"), []Column{
		made("practitioner_role_id", sqlText, Key, "The role.", "r.id"),
	}, practitionerColumns("r", "practitioner_id", "practitioner_text"), []Column{
		made("organization_id", sqlText, Key, "Where: analytics.organization; empty when the vendor does not say.", "r.organization_id"),
		made("location_id", sqlText, Key, "The room or place: analytics.location; empty when the vendor does not say.", "tupleElement(r.locations[1], 'id')"),
		coded("role_system", made("role_system", sqlWord, Code, "System of the role's code; empty when there is none.", "r.code_system")),
		coded("role_system", made("role_code", sqlWord, Code, "The role as a code.", "r.code_code")),
		made("role", sqlWord, Text, "The role in words.", "if(r.code_text != '', r.code_text, r.code_display)"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "r.source_updated_at"),
	})...)

var publishedOrganization = publish("organization", "One row is one account, team, practice or facility as one source knows it.",
	"{fhir_current}.organization AS o", []string{"source", "organization_id"},
	slices.Concat(sourceOf("o"), []Column{
		made("organization_id", sqlText, Key, "The organization: joins organization_id of every other table.", "o.id"),
		made("vendor_organization_id", sqlText, Identifier, "The vendor's id of it.", "o.identifier_value"),
		made("name", sqlText, Name, "Its name; empty where the vendor gives an id alone.", "o.name"),
		made("part_of_id", sqlText, Key, "The organization it is part of; empty when the vendor names none.", "o.part_of_id"),
		made("has_profile", sqlFlag, Measure, "The vendor's own record of it was read; false: only what other records say.", "o.is_owner"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "o.source_updated_at"),
	})...)

var publishedLocation = publish("location", "One row is one room or place, virtual waiting rooms among them, as one source knows it.",
	"{fhir_current}.location AS l", []string{"source", "location_id"},
	slices.Concat(sourceOf("l"), []Column{
		made("location_id", sqlText, Key, "The room or place: joins location_id of every other table.", "l.id"),
		made("vendor_location_id", sqlText, Identifier, "The vendor's id of it; empty when it has none.", "l.identifier_value"),
		made("name", sqlText, Name, "Its name.", "l.name"),
		made("status", sqlWord, Code, "active, suspended, inactive; empty when the vendor does not say.", "l.status"),
		made("mode", sqlWord, Code, "instance: one place; kind: a class of places; empty when the vendor does not say.", "l.mode"),
		made("type", sqlText, Text, "What is done there, in words.", "l.type_text"),
		made("organization_id", sqlText, Key, "The organization that runs it.", "l.managing_organization_id"),
		made("has_profile", sqlFlag, Measure, "The vendor's own record of it was read; false: only what other records say.", "l.is_owner"),
		made("updated_at", sqlInstant, Date, "The vendor's word on the last change, UTC. NULL when it has none.", "l.source_updated_at"),
	})...)
