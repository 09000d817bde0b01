package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type patientRow = row[r4.Patient]

var patients = fhirTable("patient", "One row is one patient as one source knows them, not matched across sources: FHIR R4 Patient.",
	identifiers(func(r *patientRow) []fhir.Identifier { return r.res.Identifier }),
	names(func(r *patientRow) []fhir.HumanName { return r.res.Name }),
	col("active", maybeFlag, Measure, "The record is in use. NULL when the vendor does not say.",
		func(r *patientRow) *bool { return r.res.Active }),
	col("gender", word, Code, "Administrative gender: male, female, other, unknown; empty when the vendor does not say.",
		func(r *patientRow) string { return code(r.res.Gender) }),
	col("vendor_gender", word, Code, "The vendor's own word or code for the gender.",
		func(r *patientRow) string { return vendorGender(r.res) }),
	dates("birth_date", "Date of birth", func(r *patientRow) *string { return r.res.BirthDate }),
	col("deceased", maybeFlag, Measure, "The patient has died. NULL when the vendor does not say.",
		func(r *patientRow) *bool { return deceased(r.res) }),
	moments("deceased_at", "Time of death", func(r *patientRow) *string { return r.res.DeceasedDateTime }),
	telecoms(func(r *patientRow) []fhir.ContactPoint { return r.res.Telecom }),
	addresses(func(r *patientRow) []fhir.Address { return r.res.Address }),
	concepts("marital_status", "Marital status", Code, func(r *patientRow) []fhir.CodeableConcept { return one(r.res.MaritalStatus) }),
	col("languages", languageList, Code, "Languages to talk to the patient in.",
		func(r *patientRow) []fhir.PatientCommunication { return r.res.Communication }),
	col("contacts", contactList, Contact, "Persons to turn to in the patient's matters.",
		func(r *patientRow) []fhir.PatientContact { return r.res.Contact }),
	col("general_practitioners", referenceList, Key, "The patient's own practitioners.",
		func(r *patientRow) []fhir.Reference { return r.res.GeneralPractitioner }),
	reference("managing_organization", "The organization that keeps the record",
		func(r *patientRow) *fhir.Reference { return r.res.ManagingOrganization }),
	col("patient_notes", longText, Text, "The vendor's free text about the patient.",
		func(r *patientRow) string { return extensionText(r.res.Extension, r4.ExtPatientNotes) }),
	col("allergy_text", longText, Text, "The vendor's word on allergies where it names none, such as NKDA.",
		func(r *patientRow) string { return extensionText(r.res.Extension, r4.ExtAllergyText) }),
	meta(func(p *r4.Patient) *fhir.Meta { return p.Meta }),
	extensions(func(r *patientRow) []site {
		return []site{
			{"", r.res.Extension}, {"", r.res.ModifierExtension},
			elementSite("birthDate", r.res.BirthDateExt), elementSite("gender", r.res.GenderExt),
		}
	}),
)

var languageList = tuples(
	part("language", codingList, func(c *fhir.PatientCommunication) []coding { return codings(one(&c.Language)) }),
	part("preferred", maybeFlag, func(c *fhir.PatientCommunication) *bool { return c.Preferred }),
)

var contactList = tuples(
	part("relationship", codingList, func(c *fhir.PatientContact) []coding { return codings(c.Relationship) }),
	part("name", text, func(c *fhir.PatientContact) string { return fullName(val(c.Name)) }),
	part("gender", text, func(c *fhir.PatientContact) string { return code(c.Gender) }),
	part("telecoms", telecomList, func(c *fhir.PatientContact) []fhir.ContactPoint { return c.Telecom }),
	part("addresses", addressList, func(c *fhir.PatientContact) []fhir.Address { return one(c.Address) }),
	referenceParts("organization_", func(c *fhir.PatientContact) *fhir.Reference { return c.Organization }),
	period(func(c *fhir.PatientContact) (start, end *string) { p := val(c.Period); return p.Start, p.End }),
)

// vendorGender looks on the patient and on the gender itself, as the extension is allowed on both.
func vendorGender(p *r4.Patient) string {
	if word := extensionText(p.Extension, r4.ExtVendorGender); word != "" || p.GenderExt == nil {
		return word
	}
	return extensionText(p.GenderExt.Extension, r4.ExtVendorGender)
}

// deceased is true as well when only a time of death is given.
func deceased(p *r4.Patient) *bool {
	if p.DeceasedDateTime != nil {
		yes := true
		return &yes
	}
	return p.DeceasedBoolean
}

type practitionerRow = row[r4.Practitioner]

const npiSystem = "http://hl7.org/fhir/sid/us-npi"

var practitioners = fhirTable("practitioner", "One row is one user id that one source gives a practitioner: FHIR R4 Practitioner.",
	identifiers(func(r *practitionerRow) []fhir.Identifier { return r.res.Identifier }),
	col("npi", text, Identifier, "National provider identifier; empty when the vendor gives none.",
		func(r *practitionerRow) string { return withSystem(r.res.Identifier, npiSystem) }),
	names(func(r *practitionerRow) []fhir.HumanName { return r.res.Name }),
	col("active", maybeFlag, Measure, "The record is in use. NULL when the vendor does not say.",
		func(r *practitionerRow) *bool { return r.res.Active }),
	col("gender", word, Code, "Administrative gender; empty when the vendor does not say.",
		func(r *practitionerRow) string { return code(r.res.Gender) }),
	dates("birth_date", "Date of birth", func(r *practitionerRow) *string { return r.res.BirthDate }),
	telecoms(func(r *practitionerRow) []fhir.ContactPoint { return r.res.Telecom }),
	addresses(func(r *practitionerRow) []fhir.Address { return r.res.Address }),
	col("qualifications", qualificationList, Code, "Training and licences.",
		func(r *practitionerRow) []fhir.PractitionerQualification { return r.res.Qualification }),
	col("languages", codingList, Code, "Languages the practitioner can use with patients.",
		func(r *practitionerRow) []coding { return codings(r.res.Communication) }),
	meta(func(p *r4.Practitioner) *fhir.Meta { return p.Meta }),
	extensions(func(r *practitionerRow) []site { return []site{{"", r.res.Extension}, {"", r.res.ModifierExtension}} }),
)

var qualificationList = tuples(
	part("code", codingList, func(q *fhir.PractitionerQualification) []coding { return codings(one(&q.Code)) }),
	part("identifiers", identifierList, func(q *fhir.PractitionerQualification) []fhir.Identifier { return q.Identifier }),
	referenceParts("issuer_", func(q *fhir.PractitionerQualification) *fhir.Reference { return q.Issuer }),
	period(func(q *fhir.PractitionerQualification) (start, end *string) {
		p := val(q.Period)
		return p.Start, p.End
	}),
)
