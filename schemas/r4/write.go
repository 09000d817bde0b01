package r4

import "reflect"

// Type is the FHIR resource type.
func (*Patient) Type() string { return "Patient" }

// Type is the FHIR resource type.
func (*Practitioner) Type() string { return "Practitioner" }

// Type is the FHIR resource type.
func (*Encounter) Type() string { return "Encounter" }

// Type is the FHIR resource type.
func (*Appointment) Type() string { return "Appointment" }

// Type is the FHIR resource type.
func (*DocumentReference) Type() string { return "DocumentReference" }

// LogicalID is Resource.id; empty while it is not set.
func (p *Patient) LogicalID() string { return text(p.Id) }

// LogicalID is Resource.id; empty while it is not set.
func (p *Practitioner) LogicalID() string { return text(p.Id) }

// LogicalID is Resource.id; empty while it is not set.
func (e *Encounter) LogicalID() string { return text(e.Id) }

// LogicalID is Resource.id; empty while it is not set.
func (a *Appointment) LogicalID() string { return text(a.Id) }

// LogicalID is Resource.id; empty while it is not set.
func (d *DocumentReference) LogicalID() string { return text(d.Id) }

// AppendJSON appends the resource.
func (p *Patient) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(p).Elem())
}

// AppendJSON appends the resource.
func (p *Practitioner) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(p).Elem())
}

// AppendJSON appends the resource; a missing status or class is an ErrMissing.
func (e *Encounter) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(e).Elem())
}

// AppendJSON appends the resource; a missing status or participant is an ErrMissing.
func (a *Appointment) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(a).Elem())
}

// AppendJSON appends the resource; a missing status or content is an ErrMissing.
func (d *DocumentReference) AppendJSON(b []byte) ([]byte, error) {
	return appendResource(b, reflect.ValueOf(d).Elem())
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
