package r4

import (
	"encoding/json"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// Patient is http://hl7.org/fhir/R4/patient.html.
type Patient struct {
	ResourceType patientName `json:"resourceType"`
	fhir.OtherPatient
	Contained    []json.RawMessage `json:"contained,omitempty"`
	BirthDateExt *Element          `json:"_birthDate,omitempty"`
	GenderExt    *Element          `json:"_gender,omitempty"`
}

// Practitioner is http://hl7.org/fhir/R4/practitioner.html.
type Practitioner struct {
	ResourceType practitionerName `json:"resourceType"`
	fhir.OtherPractitioner
	Contained []json.RawMessage `json:"contained,omitempty"`
}

// Encounter is http://hl7.org/fhir/R4/encounter.html. Status and Class are required: nil is an error, never "planned".
type Encounter struct {
	ResourceType encounterName `json:"resourceType"`
	fhir.OtherEncounter
	Contained []json.RawMessage     `json:"contained,omitempty"`
	Status    *fhir.EncounterStatus `json:"status"`
	Class     *fhir.Coding          `json:"class"`
}

// Appointment is http://hl7.org/fhir/R4/appointment.html. Status is required: nil is an error, never "proposed".
type Appointment struct {
	ResourceType appointmentName `json:"resourceType"`
	fhir.OtherAppointment
	Contained []json.RawMessage       `json:"contained,omitempty"`
	Status    *fhir.AppointmentStatus `json:"status"`
	StartExt  *Element                `json:"_start,omitempty"`
	EndExt    *Element                `json:"_end,omitempty"`
}

// DocumentReference is http://hl7.org/fhir/R4/documentreference.html. Status is required: nil is an error, never "current".
type DocumentReference struct {
	ResourceType documentReferenceName `json:"resourceType"`
	fhir.OtherDocumentReference
	Contained []json.RawMessage             `json:"contained,omitempty"`
	Status    *fhir.DocumentReferenceStatus `json:"status"`
}

// Element carries the extensions of a primitive (http://hl7.org/fhir/R4/json.html#primitive).
type Element struct {
	Extension []fhir.Extension `json:"extension,omitempty"`
}

type (
	patientName           struct{}
	practitionerName      struct{}
	encounterName         struct{}
	appointmentName       struct{}
	documentReferenceName struct{}
)

func (patientName) resourceName() string           { return "Patient" }
func (practitionerName) resourceName() string      { return "Practitioner" }
func (encounterName) resourceName() string         { return "Encounter" }
func (appointmentName) resourceName() string       { return "Appointment" }
func (documentReferenceName) resourceName() string { return "DocumentReference" }
