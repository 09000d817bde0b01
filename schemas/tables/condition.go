package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type (
	conditionRow = row[r4.Condition]
	procedureRow = row[r4.Procedure]
)

var conditions = fhirTable("condition", "One row is one diagnosis, problem or complaint of a patient: FHIR R4 Condition.",
	identifiers(func(r *conditionRow) []fhir.Identifier { return r.res.Identifier }),
	concepts("clinical_status", "Clinical status: active, recurrence, relapse, inactive, remission, resolved", Code,
		func(r *conditionRow) []fhir.CodeableConcept { return one(r.res.ClinicalStatus) }),
	concepts("verification_status", "How sure it is: unconfirmed, provisional, differential, confirmed, refuted, entered-in-error", Code,
		func(r *conditionRow) []fhir.CodeableConcept { return one(r.res.VerificationStatus) }),
	concepts("category", "Category: encounter-diagnosis, or as the patient told it", Code,
		func(r *conditionRow) []fhir.CodeableConcept { return r.res.Category }),
	concepts("severity", "Severity", Code, func(r *conditionRow) []fhir.CodeableConcept { return one(r.res.Severity) }),
	concepts("code", "The condition", Text, func(r *conditionRow) []fhir.CodeableConcept { return one(r.res.Code) }),
	concepts("body_site", "Part of the body", Code, func(r *conditionRow) []fhir.CodeableConcept { return r.res.BodySite }),
	reference("subject", "The patient", func(r *conditionRow) *fhir.Reference { return &r.res.Subject }),
	reference("encounter", "The encounter it was recorded in", func(r *conditionRow) *fhir.Reference { return r.res.Encounter }),
	moments("onset", "Onset", func(r *conditionRow) *string { return from(r.res.OnsetDateTime, r.res.OnsetPeriod) }),
	col("onset_words", text, Text, "Onset in the vendor's words.", func(r *conditionRow) string { return val(r.res.OnsetString) }),
	moments("abatement", "When it was over", func(r *conditionRow) *string { return from(r.res.AbatementDateTime, r.res.AbatementPeriod) }),
	col("abatement_words", text, Text, "When it was over, in the vendor's words.",
		func(r *conditionRow) string { return val(r.res.AbatementString) }),
	moments("recorded", "When it was written down", func(r *conditionRow) *string { return r.res.RecordedDate }),
	reference("recorder", "Who wrote it down", func(r *conditionRow) *fhir.Reference { return r.res.Recorder }),
	reference("asserter", "Who says so", func(r *conditionRow) *fhir.Reference { return r.res.Asserter }),
	annotations(func(r *conditionRow) []fhir.Annotation { return r.res.Note }),
	meta(func(c *r4.Condition) *fhir.Meta { return c.Meta }),
	extensions(func(r *conditionRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var procedures = fhirTable("procedure", "One row is one procedure that was done to a patient, past surgeries among them: FHIR R4 Procedure.",
	identifiers(func(r *procedureRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "preparation, in-progress, not-done, on-hold, stopped, completed, entered-in-error, unknown.",
		func(r *procedureRow) string { return code(r.res.Status) }),
	concepts("status_reason", "Reason of the status", Text, func(r *procedureRow) []fhir.CodeableConcept { return one(r.res.StatusReason) }),
	concepts("category", "Category", Code, func(r *procedureRow) []fhir.CodeableConcept { return one(r.res.Category) }),
	concepts("code", "The procedure", Text, func(r *procedureRow) []fhir.CodeableConcept { return one(r.res.Code) }),
	concepts("body_site", "Part of the body", Code, func(r *procedureRow) []fhir.CodeableConcept { return r.res.BodySite }),
	concepts("reason", "Reason", Text, func(r *procedureRow) []fhir.CodeableConcept { return r.res.ReasonCode }),
	concepts("outcome", "Outcome", Text, func(r *procedureRow) []fhir.CodeableConcept { return one(r.res.Outcome) }),
	reference("subject", "The patient", func(r *procedureRow) *fhir.Reference { return &r.res.Subject }),
	reference("encounter", "The encounter it was recorded in", func(r *procedureRow) *fhir.Reference { return r.res.Encounter }),
	moments("performed", "When it was done, or began", func(r *procedureRow) *string { return from(r.res.PerformedDateTime, r.res.PerformedPeriod) }),
	moments("performed_end", "When it ended", func(r *procedureRow) *string { return val(r.res.PerformedPeriod).End }),
	col("performed_words", text, Text, "When it was done, in the vendor's words.",
		func(r *procedureRow) string { return val(r.res.PerformedString) }),
	reference("recorder", "Who wrote it down", func(r *procedureRow) *fhir.Reference { return r.res.Recorder }),
	reference("asserter", "Who says so", func(r *procedureRow) *fhir.Reference { return r.res.Asserter }),
	col("performers", performerList, Key, "Who did it.", func(r *procedureRow) []fhir.ProcedurePerformer { return r.res.Performer }),
	reference("location", "Where it was done", func(r *procedureRow) *fhir.Reference { return r.res.Location }),
	annotations(func(r *procedureRow) []fhir.Annotation { return r.res.Note }),
	meta(func(p *r4.Procedure) *fhir.Meta { return p.Meta }),
	extensions(func(r *procedureRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var performerList = tuples(
	part("function", codingList, func(p *fhir.ProcedurePerformer) []coding { return codings(one(p.Function)) }),
	referenceParts("", func(p *fhir.ProcedurePerformer) *fhir.Reference { return &p.Actor }),
	referenceParts("on_behalf_of_", func(p *fhir.ProcedurePerformer) *fhir.Reference { return p.OnBehalfOf }),
)
