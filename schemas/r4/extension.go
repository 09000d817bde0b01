package r4

// Extension URLs of this product. A column of schemas/tables reads what a mapper wrote under the same name.
const (
	extBase = "https://github.com/nightrounds/rounds/fhir/StructureDefinition/"

	// ExtVendorStatus is the vendor's raw status word or code (valueString) on Encounter and Appointment.
	ExtVendorStatus = extBase + "vendor-status"
	// ExtVendorGender is the vendor's raw gender word or code (valueString) on Patient.
	ExtVendorGender = extBase + "vendor-gender"
	// ExtProcessingState is the vendor's or the derived processing state (valueCode) on DocumentReference.
	ExtProcessingState = extBase + "processing-state"
	// ExtErrorState is the vendor's error text (valueString) on DocumentReference.
	ExtErrorState = extBase + "error-state"
	// ExtTemplate is the vendor's note template (valueCoding: system, code = id, display = name) on DocumentReference.
	ExtTemplate = extBase + "note-template"
	// ExtPatientNotes is the vendor's free text about a patient (valueString) on Patient.
	ExtPatientNotes = extBase + "patient-notes"
	// ExtAllergyText is the vendor's allergy field where it names no allergy (valueString: "NKDA") on Patient.
	ExtAllergyText = extBase + "allergy-text"
	// ExtDateBasis says what a date rests on that FHIR requires and the vendor does not give (valueCode: journal,
	// first_observed) on Composition, and on a DocumentReference whose date is not the vendor's.
	ExtDateBasis = extBase + "date-basis"
	// ExtMetadata is what the customer's own system sent along (valueString, JSON) on Task.
	ExtMetadata = extBase + "vendor-metadata"

	// ExtDataAbsentReason is HL7's word for why an element has no value (valueCode), on an Attachment whose content was
	// not fetched (masked) and on the times of an Appointment that are not told (unknown),
	// http://hl7.org/fhir/R4/extension-data-absent-reason.html.
	ExtDataAbsentReason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
)

// Extensions by which R4 carries elements of R5 (http://hl7.org/fhir/versions.html#extensions), on Encounter.
const (
	// ExtPlannedStart is R5's Encounter.plannedStartDate (valueDateTime).
	ExtPlannedStart = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedStartDate"
	// ExtPlannedEnd is R5's Encounter.plannedEndDate (valueDateTime).
	ExtPlannedEnd = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Encounter.plannedEndDate"
)

// Systems of codes and labels used in more than one place.
const (
	SystemActCode         = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
	SystemNullFlavor      = "http://terminology.hl7.org/CodeSystem/v3-NullFlavor"
	SystemActReason       = "http://terminology.hl7.org/CodeSystem/v3-ActReason"
	SystemLOINC           = "http://loinc.org"
	SystemUCUM            = "http://unitsofmeasure.org"
	SystemICD10CM         = "http://hl7.org/fhir/sid/icd-10-cm"
	SystemRxNorm          = "http://www.nlm.nih.gov/research/umls/rxnorm"
	SystemNDC             = "http://hl7.org/fhir/sid/ndc"
	SystemNPI             = "http://hl7.org/fhir/sid/us-npi"
	SystemSSNHash         = "https://github.com/nightrounds/rounds/sid/ssn-hmac-sha256" // Patient.identifier: a keyed hash, never the number
	SystemRoleCode        = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
	SystemConfidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
	SystemTestLabel       = SystemActReason // meta.security code HTEST marks test data
	CodeTestLabel         = "HTEST"
	SystemObservation     = "http://terminology.hl7.org/CodeSystem/v3-ObservationValue" // AIAST: made with AI assistance
)
