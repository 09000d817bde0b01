package r4

import (
	"bytes"
	"encoding/json"
	"errors"
)

var errNoStatus = errors.New("status is not set")

func appendJSON(b []byte, v any) ([]byte, error) {
	buf := bytes.NewBuffer(b)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return b, err
	}
	out := buf.Bytes()
	return out[:len(out)-1], nil
}

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
func (p *Patient) AppendJSON(b []byte) ([]byte, error) { return appendJSON(b, p) }

// AppendJSON appends the resource.
func (p *Practitioner) AppendJSON(b []byte) ([]byte, error) { return appendJSON(b, p) }

// AppendJSON appends the resource; a missing status or class is an error.
func (e *Encounter) AppendJSON(b []byte) ([]byte, error) {
	if e.Status == nil || e.Class == nil {
		return b, errNoStatus
	}
	return appendJSON(b, e)
}

// AppendJSON appends the resource; a missing status is an error.
func (a *Appointment) AppendJSON(b []byte) ([]byte, error) {
	if a.Status == nil {
		return b, errNoStatus
	}
	return appendJSON(b, a)
}

// AppendJSON appends the resource; a missing status is an error.
func (d *DocumentReference) AppendJSON(b []byte) ([]byte, error) {
	if d.Status == nil {
		return b, errNoStatus
	}
	return appendJSON(b, d)
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
