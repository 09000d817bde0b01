package r4

// Resource is one FHIR R4 resource as this product writes it: a pointer to one of this package's types.
type Resource interface {
	// Type is the FHIR resource type, "Patient".
	Type() string
	// LogicalID is Resource.id, always a UUIDv5.
	LogicalID() string
	// AppendJSON appends the resource as compact JSON: resourceType first, no null, no empty element, deterministic.
	AppendJSON(b []byte) ([]byte, error)
}
