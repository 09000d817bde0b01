package tables

import (
	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

type (
	statementRow    = row[r4.MedicationStatement]
	prescriptionRow = row[r4.MedicationRequest]
)

var medicationStatements = fhirTable("medication_statement",
	"One row is one medicine a patient is said to take: FHIR R4 MedicationStatement.",
	identifiers(func(r *statementRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "active, completed, entered-in-error, intended, stopped, on-hold, unknown, not-taken.",
		func(r *statementRow) string { return r.res.Status }),
	vendorStatus(func(r *statementRow) []fhir.Extension { return r.res.Extension }),
	concepts("status_reason", "Reason of the status", Text, func(r *statementRow) []fhir.CodeableConcept { return r.res.StatusReason }),
	concepts("category", "Where it is taken", Code, func(r *statementRow) []fhir.CodeableConcept { return one(r.res.Category) }),
	concepts("medication", "The medicine", Text, func(r *statementRow) []fhir.CodeableConcept { return one(r.res.MedicationCodeableConcept) }),
	reference("medication_reference", "The medicine, where it is a resource of its own",
		func(r *statementRow) *fhir.Reference { return r.res.MedicationReference }),
	reference("subject", "The patient", func(r *statementRow) *fhir.Reference { return &r.res.Subject }),
	reference("encounter", "The encounter it was recorded in (MedicationStatement.context)",
		func(r *statementRow) *fhir.Reference { return r.res.Context }),
	moments("effective", "When it is taken, or from when", func(r *statementRow) *string { return from(r.res.EffectiveDateTime, r.res.EffectivePeriod) }),
	moments("effective_end", "Until when it is taken", func(r *statementRow) *string { return val(r.res.EffectivePeriod).End }),
	moments("asserted", "When it was said", func(r *statementRow) *string { return r.res.DateAsserted }),
	reference("information_source", "Who said it", func(r *statementRow) *fhir.Reference { return r.res.InformationSource }),
	concepts("reason", "Reason", Text, func(r *statementRow) []fhir.CodeableConcept { return r.res.ReasonCode }),
	dosages(func(r *statementRow) []fhir.Dosage { return r.res.Dosage }),
	col("derived_from", referenceList, Key, "What it is read from.", func(r *statementRow) []fhir.Reference { return r.res.DerivedFrom }),
	col("based_on", referenceList, Key, "What it rests on, such as a prescription.", func(r *statementRow) []fhir.Reference { return r.res.BasedOn }),
	annotations(func(r *statementRow) []fhir.Annotation { return r.res.Note }),
	meta(func(m *r4.MedicationStatement) *fhir.Meta { return m.Meta }),
	extensions(func(r *statementRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var medicationRequests = fhirTable("medication_request", "One row is one prescription: FHIR R4 MedicationRequest.",
	identifiers(func(r *prescriptionRow) []fhir.Identifier { return r.res.Identifier }),
	col("status", word, Code, "active, on-hold, cancelled, completed, entered-in-error, stopped, draft, unknown.",
		func(r *prescriptionRow) string { return r.res.Status }),
	vendorStatus(func(r *prescriptionRow) []fhir.Extension { return r.res.Extension }),
	concepts("status_reason", "Reason of the status", Text, func(r *prescriptionRow) []fhir.CodeableConcept { return one(r.res.StatusReason) }),
	col("intent", word, Code, "order where it is a prescription.", func(r *prescriptionRow) string { return r.res.Intent }),
	concepts("category", "Where it is taken", Code, func(r *prescriptionRow) []fhir.CodeableConcept { return r.res.Category }),
	concepts("medication", "The medicine", Text, func(r *prescriptionRow) []fhir.CodeableConcept { return one(r.res.MedicationCodeableConcept) }),
	reference("medication_reference", "The medicine, where it is a resource of its own",
		func(r *prescriptionRow) *fhir.Reference { return r.res.MedicationReference }),
	reference("subject", "The patient", func(r *prescriptionRow) *fhir.Reference { return &r.res.Subject }),
	reference("encounter", "The encounter it was made in", func(r *prescriptionRow) *fhir.Reference { return r.res.Encounter }),
	moments("authored_on", "When it was made", func(r *prescriptionRow) *string { return r.res.AuthoredOn }),
	reference("requester", "Who prescribed it", func(r *prescriptionRow) *fhir.Reference { return r.res.Requester }),
	reference("recorder", "Who wrote it down", func(r *prescriptionRow) *fhir.Reference { return r.res.Recorder }),
	col("is_reported", maybeFlag, Measure, "Told by somebody else than the prescriber. NULL when the vendor does not say.",
		func(r *prescriptionRow) *bool { return r.res.ReportedBoolean }),
	concepts("reason", "Reason", Text, func(r *prescriptionRow) []fhir.CodeableConcept { return r.res.ReasonCode }),
	dosages(func(r *prescriptionRow) []fhir.Dosage { return r.res.DosageInstruction }),
	dispensing,
	annotations(func(r *prescriptionRow) []fhir.Annotation { return r.res.Note }),
	meta(func(m *r4.MedicationRequest) *fhir.Meta { return m.Meta }),
	extensions(func(r *prescriptionRow) []site { return own(r.res.Extension, r.res.ModifierExtension) }),
)

var dispensing = join(
	col("quantity", maybeNum, Measure, "How much is to be dispensed. NULL when the vendor states none.", func(r *prescriptionRow) *float64 {
		return amount(val(val(r.res.DispenseRequest).Quantity).Value)
	}),
	col("quantity_unit", word, Code, "Its unit in the vendor's words.",
		func(r *prescriptionRow) string { return val(val(val(r.res.DispenseRequest).Quantity).Unit) }),
	col("repeats", maybeInt, Measure, "Refills allowed. NULL when the vendor does not say.",
		func(r *prescriptionRow) *int { return val(r.res.DispenseRequest).NumberOfRepeatsAllowed }),
	col("supply_seconds", maybeNum, Measure, "How long it is to last. NULL when the vendor states none in s, min, h or d.",
		func(r *prescriptionRow) *float64 { return seconds(val(r.res.DispenseRequest).ExpectedSupplyDuration) }),
	reference("pharmacy", "Where it is to be dispensed", func(r *prescriptionRow) *fhir.Reference { return val(r.res.DispenseRequest).Performer }),
	spans("validity", "the prescription's validity", func(r *prescriptionRow) *fhir.Period { return val(r.res.DispenseRequest).ValidityPeriod }),
	col("substitution_allowed", maybeFlag, Measure, "Another product may be given. NULL when the vendor does not say.",
		func(r *prescriptionRow) *bool { return mayReplace(r.res.Substitution) }),
)

func mayReplace(s *fhir.MedicationRequestSubstitution) *bool {
	if s == nil || len(some(s.AllowedCodeableConcept)) > 0 {
		return nil
	}
	return &s.AllowedBoolean
}

// dosages declares the columns of the instructions of use.
func dosages[T any](get func(*T) []fhir.Dosage) columns[T] {
	return join(
		col("dosage_text", longText, Text, "The first instruction in words.", func(r *T) string { return val(val(first(get(r))).Text) }),
		col("dosages", dosageList, Text, "All instructions in order.", get),
	)
}

var dosageList = tuples(
	part("text", text, func(d *fhir.Dosage) string { return val(d.Text) }),
	part("patient_instruction", text, func(d *fhir.Dosage) string { return val(d.PatientInstruction) }),
	part("timing", codingList, func(d *fhir.Dosage) []coding { return codings(one(val(d.Timing).Code)) }),
	part("route", codingList, func(d *fhir.Dosage) []coding { return codings(one(d.Route)) }),
	part("site", codingList, func(d *fhir.Dosage) []coding { return codings(one(d.Site)) }),
	part("as_needed", maybeFlag, func(d *fhir.Dosage) *bool { return d.AsNeededBoolean }),
)
