package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type (
	familyRow  = row[r4.FamilyMemberHistory]
	allergyRow = row[r4.AllergyIntolerance]
)

var familyMemberHistories = fhirTable("family_member_history",
	"One row is what one source knows of the health of one relative, or one kind of relatives, of a patient: FHIR R4 FamilyMemberHistory.",
	identifiers(func(r *familyRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "partial, completed, entered-in-error, health-unknown.", func(r *familyRow) string { return code(r.res.Status) }),
	reference("patient", "The patient, not the relative", func(r *familyRow) *fhir.Reference { return &r.res.Patient }),
	moments("date", "When it was written down", func(r *familyRow) *string { return r.res.Date }),
	col("name", text, Name, "Name of the relative.", func(r *familyRow) string { return val(r.res.Name) }),
	concepts("relationship", "How the relative is related to the patient", Code,
		func(r *familyRow) []fhir.CodeableConcept { return some(r.res.Relationship) }),
	concepts("sex", "Sex of the relative", Code, func(r *familyRow) []fhir.CodeableConcept { return one(r.res.Sex) }),
	col("deceased", maybeFlag, Measure, "The relative has died. NULL when the vendor does not say.",
		func(r *familyRow) *bool { return r.res.DeceasedBoolean }),
	concepts("condition", "What the relative has or had", Text, func(r *familyRow) []fhir.CodeableConcept { return relativesConditions(r.res) }),
	concepts("reason", "Why it was asked", Text, func(r *familyRow) []fhir.CodeableConcept { return r.res.ReasonCode }),
	annotations(func(r *familyRow) []fhir.Annotation { return r.res.Note }),
	meta(func(f *r4.FamilyMemberHistory) *fhir.Meta { return f.Meta }),
	extensions(func(r *familyRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

func relativesConditions(f *r4.FamilyMemberHistory) (codes []fhir.CodeableConcept) {
	for _, c := range f.Condition {
		codes = append(codes, c.Code)
	}
	return codes
}

var allergyIntolerances = fhirTable("allergy_intolerance",
	"One row is one allergy or intolerance of a patient. That there is none does not say that the patient has none. FHIR R4 AllergyIntolerance.",
	identifiers(func(r *allergyRow) []fhir.Identifier { return r.res.Identifier }),
	concepts("clinical_status", "Clinical status: active, inactive, resolved", Code,
		func(r *allergyRow) []fhir.CodeableConcept { return one(r.res.ClinicalStatus) }),
	concepts("verification_status", "How sure it is: unconfirmed, confirmed, refuted, entered-in-error", Code,
		func(r *allergyRow) []fhir.CodeableConcept { return one(r.res.VerificationStatus) }),
	col("type", word, Code, "allergy, intolerance; empty when the vendor does not say.",
		func(r *allergyRow) string { return code(r.res.OtherAllergyIntolerance.Type) }),
	col("categories", list(text), Code, "food, medication, environment, biologic.", func(r *allergyRow) []string { return allergyCategories(r.res.Category) }),
	col("criticality", word, Code, "low, high, unable-to-assess; empty when the vendor does not say.",
		func(r *allergyRow) string { return code(r.res.Criticality) }),
	concepts("code", "What the patient does not tolerate", Text, func(r *allergyRow) []fhir.CodeableConcept { return one(r.res.Code) }),
	reference("patient", "The patient", func(r *allergyRow) *fhir.Reference { return &r.res.Patient }),
	reference("encounter", "The encounter it was recorded in", func(r *allergyRow) *fhir.Reference { return r.res.Encounter }),
	moments("onset", "Onset", func(r *allergyRow) *string { return from(r.res.OnsetDateTime, r.res.OnsetPeriod) }),
	col("onset_words", text, Text, "Onset in the vendor's words.", func(r *allergyRow) string { return val(r.res.OnsetString) }),
	moments("recorded", "When it was written down", func(r *allergyRow) *string { return r.res.RecordedDate }),
	reference("recorder", "Who wrote it down", func(r *allergyRow) *fhir.Reference { return r.res.Recorder }),
	reference("asserter", "Who says so", func(r *allergyRow) *fhir.Reference { return r.res.Asserter }),
	moments("last_occurrence", "The last reaction", func(r *allergyRow) *string { return r.res.LastOccurrence }),
	col("reactions", reactionList, Text, "Reactions the vendor tells of.",
		func(r *allergyRow) []fhir.AllergyIntoleranceReaction { return r.res.Reaction }),
	annotations(func(r *allergyRow) []fhir.Annotation { return r.res.Note }),
	meta(func(a *r4.AllergyIntolerance) *fhir.Meta { return a.Meta }),
	extensions(func(r *allergyRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

func allergyCategories(cs []fhir.AllergyIntoleranceCategory) (codes []string) {
	for _, c := range cs {
		codes = append(codes, c.Code())
	}
	return codes
}

var reactionList = tuples(
	part("substance", codingList, func(a *fhir.AllergyIntoleranceReaction) []coding { return codings(one(a.Substance)) }),
	part("manifestation", codingList, func(a *fhir.AllergyIntoleranceReaction) []coding { return codings(a.Manifestation) }),
	part("description", text, func(a *fhir.AllergyIntoleranceReaction) string { return val(a.Description) }),
	part("severity", text, func(a *fhir.AllergyIntoleranceReaction) string { return code(a.Severity) }),
	part("onset_text", text, func(a *fhir.AllergyIntoleranceReaction) string { return val(a.Onset) }),
)
