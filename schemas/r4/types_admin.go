package r4

import (
	"encoding/json"
	"reflect"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// PractitionerRole is http://hl7.org/fhir/R4/practitionerrole.html.
type PractitionerRole struct {
	ResourceType practitionerRoleName `json:"resourceType"`
	fhir.OtherPractitionerRole
	Contained []json.RawMessage `json:"contained,omitempty"`
}

// Organization is http://hl7.org/fhir/R4/organization.html.
type Organization struct {
	ResourceType organizationName `json:"resourceType"`
	fhir.OtherOrganization
	Contained []json.RawMessage `json:"contained,omitempty"`
}

// Location is http://hl7.org/fhir/R4/location.html.
type Location struct {
	ResourceType locationName `json:"resourceType"`
	fhir.OtherLocation
	Contained []json.RawMessage `json:"contained,omitempty"`
}

type (
	practitionerRoleName struct{}
	organizationName     struct{}
	locationName         struct{}
)

func (practitionerRoleName) resourceName() string { return "PractitionerRole" }
func (organizationName) resourceName() string     { return "Organization" }
func (locationName) resourceName() string         { return "Location" }

// Type is the FHIR resource type.
func (*PractitionerRole) Type() string { return "PractitionerRole" }

// LogicalID is Resource.id; empty while it is not set.
func (p *PractitionerRole) LogicalID() string { return text(p.Id) }

// AppendJSON appends the resource.
func (p *PractitionerRole) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(p).Elem())
}

// Type is the FHIR resource type.
func (*Organization) Type() string { return "Organization" }

// LogicalID is Resource.id; empty while it is not set.
func (o *Organization) LogicalID() string { return text(o.Id) }

// AppendJSON appends the resource.
func (o *Organization) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(o).Elem())
}

// Type is the FHIR resource type.
func (*Location) Type() string { return "Location" }

// LogicalID is Resource.id; empty while it is not set.
func (l *Location) LogicalID() string { return text(l.Id) }

// AppendJSON appends the resource.
func (l *Location) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(l).Elem())
}
