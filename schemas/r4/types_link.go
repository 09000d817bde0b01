package r4

import (
	"encoding/json"
	"reflect"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// Linkage is http://hl7.org/fhir/R4/linkage.html.
type Linkage struct {
	ResourceType linkageName `json:"resourceType"`
	fhir.OtherLinkage
	Contained []json.RawMessage `json:"contained,omitempty"`
}

type linkageName struct{}

func (linkageName) resourceName() string { return "Linkage" }

// Type is the FHIR resource type.
func (*Linkage) Type() string { return "Linkage" }

// LogicalID is Resource.id; empty while it is not set.
func (l *Linkage) LogicalID() string { return text(l.Id) }

// AppendJSON appends the resource; a missing item is an ErrMissing.
func (l *Linkage) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(l).Elem())
}
