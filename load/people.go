package load

// Patient is what one source knows of who a patient is: a settled row of fhir_current.patient, in the vendor's spelling.
type Patient struct {
	ID, Source, Vendor string
	Names              []PersonName
	Birth              string // 1984-05-13; empty unless known to the day
	Gender             string // FHIR's code; empty: none
	Phones, Emails     []string
	Addresses          []PostalAddress
	Identifiers        []Identifier
}

// PersonName is one name of a person: in parts, or only as Text.
type PersonName struct{ Family, Given, Suffix, Text string }

// PostalAddress is one address of a person.
type PostalAddress struct{ Line, PostalCode string }

// Identifier is a business identifier, unique within its system.
type Identifier struct{ System, Value string }

// Practitioner is what one source knows of who a practitioner is: a settled row of fhir_current.practitioner.
type Practitioner struct {
	ID, Source, Vendor string
	Registry           string // system of the chosen identifier: within one of a source, two ids are two practitioners
	NPI                string
	Name               PersonName
	Emails             []string
}
