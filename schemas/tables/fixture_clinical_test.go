package tables_test

import (
	"encoding/json"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/nightrounds/rounds/schemas/r4"
)

func fullResponse() *r4.QuestionnaireResponse {
	q := &r4.QuestionnaireResponse{Status: new(fhir.QuestionnaireResponseStatusCompleted)}
	q.Id, q.Identifier, q.Language, q.Questionnaire = new("resp"), &sid("q")[0], new("en-US"), new("https://vendor.example/form")
	q.Subject, q.Encounter, q.Author, q.Source = ref("Patient/p1"), ref("Encounter/e1"), ref("Practitioner/p1"), ref("Patient/p1")
	q.Authored = new("2026-01-02T03:04:05Z")
	q.BasedOn, q.PartOf = []fhir.Reference{*ref("ServiceRequest/s1")}, []fhir.Reference{*ref("Task/t1")}
	q.Item = []fhir.QuestionnaireResponseItem{
		{LinkId: "reason", Text: new("Why?"), Answer: []fhir.QuestionnaireResponseItemAnswer{
			{ValueString: new("cough <dry>"), Item: []fhir.QuestionnaireResponseItem{{LinkId: "since", Answer: []fhir.QuestionnaireResponseItemAnswer{{ValueDate: new("2026-01-01")}}}}},
			{ValueInteger: new(3)}, {ValueCoding: &fhir.Coding{Code: new("c")}},
		}},
		{LinkId: "group", Item: []fhir.QuestionnaireResponseItem{{LinkId: "unanswered", Text: new("Else?")}}},
	}
	return q
}

func fullCondition() *r4.Condition {
	c := &r4.Condition{}
	c.Id, c.Identifier = new("cond"), sid("c")
	c.ClinicalStatus, c.VerificationStatus = new(concept("urn:cs", "active", "Active", "")), new(concept("urn:vs", "unconfirmed", "Unconfirmed", ""))
	c.Category, c.Severity = []fhir.CodeableConcept{concept("urn:cat", "encounter-diagnosis", "Encounter Diagnosis", "")}, new(words("mild"))
	c.Code, c.BodySite = new(concept(r4.SystemICD10CM, "J45.909", "", "Asthma")), []fhir.CodeableConcept{words("lung")}
	c.Subject, c.Encounter = *ref("Patient/p1"), ref("Encounter/e1")
	c.OnsetPeriod, c.AbatementDateTime, c.RecordedDate = &fhir.Period{Start: new("2020")}, new("2021-02"), new("2026-01-02T03:04:05Z")
	c.Recorder, c.Asserter, c.Note = ref("Practitioner/p1"), ref("Patient/p1"), remark()
	return c
}

func fullProcedure() *r4.Procedure {
	p := &r4.Procedure{Status: new(fhir.EventStatusCompleted)}
	p.Id, p.Identifier, p.StatusReason, p.Category = new("proc"), sid("p"), new(words("told")), new(words("surgery"))
	p.Code, p.BodySite = new(words("appendectomy")), []fhir.CodeableConcept{words("abdomen")}
	p.ReasonCode, p.Outcome = []fhir.CodeableConcept{words("pain")}, new(words("well"))
	p.Subject, p.Encounter, p.Location = *ref("Patient/p1"), ref("Encounter/e1"), ref("Location/l1")
	p.PerformedString = new("as a child")
	p.Recorder, p.Asserter, p.Note = ref("Practitioner/p1"), ref("Patient/p1"), remark()
	p.Performer = []fhir.ProcedurePerformer{{Function: new(words("surgeon")), Actor: *ref("Practitioner/p2"), OnBehalfOf: ref("Organization/o1")}}
	return p
}

func fullFamily() *r4.FamilyMemberHistory {
	f := &r4.FamilyMemberHistory{Status: new(fhir.FamilyHistoryStatusPartial)}
	f.Id, f.Identifier, f.Date, f.Name = new("fam"), sid("f"), new("2026-01"), new("Hazel Oak")
	f.Patient, f.Relationship = *ref("Patient/p1"), concept(r4.SystemRoleCode, "MTH", "mother", "Mother")
	f.Sex, f.DeceasedBoolean = new(words("female")), new(false)
	f.Condition = []fhir.FamilyMemberHistoryCondition{{Code: words("diabetes")}, {Code: concept(r4.SystemICD10CM, "I10", "", "hypertension")}}
	f.ReasonCode, f.Note = []fhir.CodeableConcept{words("intake")}, remark()
	return f
}

func fullAllergy() *r4.AllergyIntolerance {
	a := &r4.AllergyIntolerance{}
	a.Id, a.Identifier = new("all"), sid("a")
	a.ClinicalStatus, a.VerificationStatus = new(concept("urn:cs", "active", "Active", "")), new(concept("urn:vs", "unconfirmed", "Unconfirmed", ""))
	a.OtherAllergyIntolerance.Type, a.Category = new(fhir.AllergyIntoleranceTypeAllergy), []fhir.AllergyIntoleranceCategory{fhir.AllergyIntoleranceCategoryMedication}
	a.Criticality, a.Code = new(fhir.AllergyIntoleranceCriticalityHigh), new(words("Penicillin, Sulfa drugs"))
	a.Patient, a.Encounter = *ref("Patient/p1"), ref("Encounter/e1")
	a.OnsetString, a.RecordedDate, a.LastOccurrence = new("years ago"), new("2026-01-02"), new("2025")
	a.Recorder, a.Asserter, a.Note = ref("Practitioner/p1"), ref("Patient/p1"), remark()
	a.Reaction = []fhir.AllergyIntoleranceReaction{{Substance: new(words("penicillin")), Manifestation: []fhir.CodeableConcept{words("rash")},
		Description: new("itchy"), Severity: new(fhir.AllergyIntoleranceSeverityMild), Onset: new("2025")}}
	return a
}

func dosage() []fhir.Dosage {
	return []fhir.Dosage{
		{Text: new("1 tablet daily"), PatientInstruction: new("with food"), Timing: &fhir.Timing{Code: new(words("daily"))},
			Route: new(words("oral")), Site: new(words("mouth")), AsNeededBoolean: new(true)},
		{Text: new("2 at need")},
	}
}

func fullStatement() *r4.MedicationStatement {
	m := &r4.MedicationStatement{MedicationCodeableConcept: new(concept(r4.SystemRxNorm, "312940", "", "Sertraline 50mg"))}
	m.Id, m.Identifier, m.Status = new("stat"), sid("m"), "active"
	m.Extension = []fhir.Extension{{Url: r4.ExtVendorStatus, ValueString: new("current")}}
	m.StatusReason, m.Category = []fhir.CodeableConcept{words("listed")}, new(words("community"))
	m.Subject, m.Context = *ref("Patient/p1"), ref("Encounter/e1")
	m.EffectivePeriod, m.DateAsserted = &fhir.Period{Start: new("2025"), End: new("2026-01")}, new("2026-01-02")
	m.InformationSource, m.ReasonCode = ref("Patient/p1"), []fhir.CodeableConcept{words("mood")}
	m.DerivedFrom, m.BasedOn = []fhir.Reference{*ref("DocumentReference/d1")}, []fhir.Reference{*ref("MedicationRequest/r1")}
	m.Dosage, m.Note = dosage(), remark()
	return m
}

func fullPrescription() *r4.MedicationRequest {
	m := &r4.MedicationRequest{MedicationReference: ref("Medication/m1")}
	m.Id, m.Identifier, m.Status, m.Intent = new("presc"), sid("r"), "active", "order"
	m.Extension = []fhir.Extension{{Url: r4.ExtVendorStatus, ValueString: new("Current")}}
	m.StatusReason, m.Category = new(words("new")), []fhir.CodeableConcept{words("outpatient")}
	m.Subject, m.Encounter, m.AuthoredOn = *ref("Patient/p1"), ref("Encounter/e1"), new("2026-01-30")
	m.Requester, m.Recorder, m.ReportedBoolean = ref("Practitioner/p1"), ref("Practitioner/p2"), new(false)
	m.ReasonCode, m.DosageInstruction, m.Note = []fhir.CodeableConcept{words("cough")}, dosage(), remark()
	m.DispenseRequest = &fhir.MedicationRequestDispenseRequest{
		Quantity: &fhir.Quantity{Value: new(json.Number("30")), Unit: new("tablet")}, NumberOfRepeatsAllowed: new(2),
		ExpectedSupplyDuration: &fhir.Duration{Value: new(json.Number("30")), Code: new("d")},
		Performer:              &fhir.Reference{Display: new("Oak pharmacy")}, ValidityPeriod: &fhir.Period{Start: new("2026-01-30")},
	}
	m.Substitution = &fhir.MedicationRequestSubstitution{AllowedBoolean: false}
	return m
}
