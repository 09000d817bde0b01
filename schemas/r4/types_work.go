package r4

import (
	"encoding/json"
	"reflect"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// Task is http://hl7.org/fhir/R4/task.html. Status is required: nil is an error, never "draft".
type Task struct {
	ResourceType taskName `json:"resourceType"`
	fhir.OtherTask
	Contained []json.RawMessage `json:"contained,omitempty"`
	Status    *fhir.TaskStatus  `json:"status"`
}

// Provenance is http://hl7.org/fhir/R4/provenance.html.
type Provenance struct {
	ResourceType provenanceName `json:"resourceType"`
	fhir.OtherProvenance
	Contained []json.RawMessage `json:"contained,omitempty"`
}

// Composition is http://hl7.org/fhir/R4/composition.html. Status is required: nil is an error, never
// "preliminary".
type Composition struct {
	ResourceType compositionName `json:"resourceType"`
	fhir.OtherComposition
	Contained []json.RawMessage       `json:"contained,omitempty"`
	Status    *fhir.CompositionStatus `json:"status"`
}

type (
	taskName        struct{}
	provenanceName  struct{}
	compositionName struct{}
)

func (taskName) resourceName() string        { return "Task" }
func (provenanceName) resourceName() string  { return "Provenance" }
func (compositionName) resourceName() string { return "Composition" }

// Type is the FHIR resource type.
func (*Task) Type() string { return "Task" }

// LogicalID is Resource.id; empty while it is not set.
func (t *Task) LogicalID() string { return text(t.Id) }

// AppendJSON appends the resource; a missing status or intent is an ErrMissing.
func (t *Task) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(t).Elem())
}

// Type is the FHIR resource type.
func (*Provenance) Type() string { return "Provenance" }

// LogicalID is Resource.id; empty while it is not set.
func (p *Provenance) LogicalID() string { return text(p.Id) }

// AppendJSON appends the resource; a missing target, recorded or agent is an ErrMissing.
func (p *Provenance) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(p).Elem())
}

// Type is the FHIR resource type.
func (*Composition) Type() string { return "Composition" }

// LogicalID is Resource.id; empty while it is not set.
func (c *Composition) LogicalID() string { return text(c.Id) }

// AppendJSON appends the resource; a missing status, type, date, author or title is an ErrMissing.
func (c *Composition) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(c).Elem())
}
