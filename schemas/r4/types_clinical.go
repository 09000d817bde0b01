package r4

import (
	"encoding/json"
	"reflect"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// Media is http://hl7.org/fhir/R4/media.html. Status is required: nil is an error, never "preparation".
type Media struct {
	ResourceType mediaName `json:"resourceType"`
	fhir.OtherMedia
	Contained []json.RawMessage `json:"contained,omitempty"`
	Status    *fhir.EventStatus `json:"status"`
}

// QuestionnaireResponse is http://hl7.org/fhir/R4/questionnaireresponse.html. Status is required: nil is an error, never "in-progress".
type QuestionnaireResponse struct {
	ResourceType questionnaireResponseName `json:"resourceType"`
	fhir.OtherQuestionnaireResponse
	Contained []json.RawMessage                 `json:"contained,omitempty"`
	Status    *fhir.QuestionnaireResponseStatus `json:"status"`
}

// Condition is http://hl7.org/fhir/R4/condition.html.
type Condition struct {
	ResourceType conditionName `json:"resourceType"`
	fhir.OtherCondition
	Contained []json.RawMessage `json:"contained,omitempty"`
}

// Procedure is http://hl7.org/fhir/R4/procedure.html. Status is required: nil is an error, never "preparation".
type Procedure struct {
	ResourceType procedureName `json:"resourceType"`
	fhir.OtherProcedure
	Contained []json.RawMessage `json:"contained,omitempty"`
	Status    *fhir.EventStatus `json:"status"`
}

// FamilyMemberHistory is http://hl7.org/fhir/R4/familymemberhistory.html. Status is required: nil is an error, never "partial".
type FamilyMemberHistory struct {
	ResourceType familyMemberHistoryName `json:"resourceType"`
	fhir.OtherFamilyMemberHistory
	Contained []json.RawMessage         `json:"contained,omitempty"`
	Status    *fhir.FamilyHistoryStatus `json:"status"`
}

// AllergyIntolerance is http://hl7.org/fhir/R4/allergyintolerance.html.
type AllergyIntolerance struct {
	ResourceType allergyIntoleranceName `json:"resourceType"`
	fhir.OtherAllergyIntolerance
	Contained []json.RawMessage `json:"contained,omitempty"`
}

// MedicationStatement is http://hl7.org/fhir/R4/medicationstatement.html. Of medication[x] one branch is set, and one only.
type MedicationStatement struct {
	ResourceType medicationStatementName `json:"resourceType"`
	fhir.OtherMedicationStatement
	Contained                 []json.RawMessage     `json:"contained,omitempty"`
	MedicationCodeableConcept *fhir.CodeableConcept `json:"medicationCodeableConcept"`
	MedicationReference       *fhir.Reference       `json:"medicationReference"`
}

// MedicationRequest is http://hl7.org/fhir/R4/medicationrequest.html. Of medication[x] one branch is set, and one only.
type MedicationRequest struct {
	ResourceType medicationRequestName `json:"resourceType"`
	fhir.OtherMedicationRequest
	Contained                 []json.RawMessage     `json:"contained,omitempty"`
	MedicationCodeableConcept *fhir.CodeableConcept `json:"medicationCodeableConcept"`
	MedicationReference       *fhir.Reference       `json:"medicationReference"`
}

// Invoice is http://hl7.org/fhir/R4/invoice.html. Status is required: nil is an error, never "draft".
type Invoice struct {
	ResourceType invoiceName `json:"resourceType"`
	fhir.OtherInvoice
	Contained []json.RawMessage   `json:"contained,omitempty"`
	Status    *fhir.InvoiceStatus `json:"status"`
}

type (
	mediaName                 struct{}
	questionnaireResponseName struct{}
	conditionName             struct{}
	procedureName             struct{}
	familyMemberHistoryName   struct{}
	allergyIntoleranceName    struct{}
	medicationStatementName   struct{}
	medicationRequestName     struct{}
	invoiceName               struct{}
)

func (mediaName) resourceName() string                 { return "Media" }
func (questionnaireResponseName) resourceName() string { return "QuestionnaireResponse" }
func (conditionName) resourceName() string             { return "Condition" }
func (procedureName) resourceName() string             { return "Procedure" }
func (familyMemberHistoryName) resourceName() string   { return "FamilyMemberHistory" }
func (allergyIntoleranceName) resourceName() string    { return "AllergyIntolerance" }
func (medicationStatementName) resourceName() string   { return "MedicationStatement" }
func (medicationRequestName) resourceName() string     { return "MedicationRequest" }
func (invoiceName) resourceName() string               { return "Invoice" }

// Type is the FHIR resource type.
func (*Media) Type() string { return "Media" }

// LogicalID is Resource.id; empty while it is not set.
func (m *Media) LogicalID() string { return text(m.Id) }

// AppendJSON appends the resource; a missing status or content is an ErrMissing.
func (m *Media) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(m).Elem())
}

// Type is the FHIR resource type.
func (*QuestionnaireResponse) Type() string { return "QuestionnaireResponse" }

// LogicalID is Resource.id; empty while it is not set.
func (q *QuestionnaireResponse) LogicalID() string { return text(q.Id) }

// AppendJSON appends the resource; a missing status is an ErrMissing.
func (q *QuestionnaireResponse) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(q).Elem())
}

// Type is the FHIR resource type.
func (*Condition) Type() string { return "Condition" }

// LogicalID is Resource.id; empty while it is not set.
func (c *Condition) LogicalID() string { return text(c.Id) }

// AppendJSON appends the resource; a missing subject is an ErrMissing.
func (c *Condition) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(c).Elem())
}

// Type is the FHIR resource type.
func (*Procedure) Type() string { return "Procedure" }

// LogicalID is Resource.id; empty while it is not set.
func (p *Procedure) LogicalID() string { return text(p.Id) }

// AppendJSON appends the resource; a missing status or subject is an ErrMissing.
func (p *Procedure) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(p).Elem())
}

// Type is the FHIR resource type.
func (*FamilyMemberHistory) Type() string { return "FamilyMemberHistory" }

// LogicalID is Resource.id; empty while it is not set.
func (f *FamilyMemberHistory) LogicalID() string { return text(f.Id) }

// AppendJSON appends the resource; a missing status, patient or relationship is an ErrMissing.
func (f *FamilyMemberHistory) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(f).Elem())
}

// Type is the FHIR resource type.
func (*AllergyIntolerance) Type() string { return "AllergyIntolerance" }

// LogicalID is Resource.id; empty while it is not set.
func (a *AllergyIntolerance) LogicalID() string { return text(a.Id) }

// AppendJSON appends the resource; a missing patient is an ErrMissing.
func (a *AllergyIntolerance) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(a).Elem())
}

// Type is the FHIR resource type.
func (*MedicationStatement) Type() string { return "MedicationStatement" }

// LogicalID is Resource.id; empty while it is not set.
func (m *MedicationStatement) LogicalID() string { return text(m.Id) }

// AppendJSON appends the resource; a missing status, medication or subject is an ErrMissing.
func (m *MedicationStatement) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(m).Elem())
}

// Type is the FHIR resource type.
func (*MedicationRequest) Type() string { return "MedicationRequest" }

// LogicalID is Resource.id; empty while it is not set.
func (m *MedicationRequest) LogicalID() string { return text(m.Id) }

// AppendJSON appends the resource; a missing status, intent, medication or subject is an
// ErrMissing.
func (m *MedicationRequest) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(m).Elem())
}

// Type is the FHIR resource type.
func (*Invoice) Type() string { return "Invoice" }

// LogicalID is Resource.id; empty while it is not set.
func (i *Invoice) LogicalID() string { return text(i.Id) }

// AppendJSON appends the resource; a missing status is an ErrMissing.
func (i *Invoice) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(i).Elem())
}
