package r4test

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"maps"
	"slices"
)

// Shapes knows the shapes of the resources it was shown. Two resources are of one shape when the same elements are set in both, with the
// same codes: what holds for one of them by HL7's definitions holds for the other. The zero value knows none.
type Shapes struct{ seen map[[sha256.Size]byte]bool }

// New tells whether a resource is the first of its shape.
func (s *Shapes) New(resource []byte) (bool, error) {
	var v any
	if err := json.Unmarshal(resource, &v); err != nil {
		return false, errors.New("a resource is not JSON")
	}
	sum := sha256.Sum256(shape(nil, "", v))
	if s.seen[sum] {
		return false, nil
	}
	if s.seen == nil {
		s.seen = map[[sha256.Size]byte]bool{}
	}
	s.seen[sum] = true
	return true, nil
}

// Len is the number of shapes.
func (s *Shapes) Len() int { return len(s.seen) }

// coded are the names of elements whose value matters, as HL7's definitions bind it to a value set or fix it.
var coded = []string{
	"resourceType", "system", "code", "status", "docStatus", "use", "type", "gender", "intent", "mode", "role", "contentType", "language",
	"currency", "criticality", "priority", "valueCode", "unit", "profile",
}

// shape appends the shape of a value: names in order, codes, and lists as the set of their items' shapes.
func shape(b []byte, name string, v any) []byte {
	switch v := v.(type) {
	case map[string]any:
		b = append(b, '{')
		for _, member := range slices.Sorted(maps.Keys(v)) {
			b = append(b, member...)
			b = append(shape(append(b, ':'), meaning(name, member, v), v[member]), ',')
		}
		return append(b, '}')
	case []any:
		items := map[string]bool{}
		for _, item := range v {
			items[string(shape(nil, name, item))] = true
		}
		b = append(b, '[')
		for _, item := range slices.Sorted(maps.Keys(items)) {
			b = append(append(b, item...), ',')
		}
		return append(b, ']')
	case string:
		if slices.Contains(coded, name) {
			return append(b, v...)
		}
	}
	return append(b, '_')
}

// meaning is the name by which a member counts: the words beside a code are as good as it, and so is the address of an extension.
func meaning(parent, name string, siblings map[string]any) string {
	isExtension := parent == "extension" || parent == "modifierExtension"
	if name == "display" && siblings["code"] != nil || name == "url" && isExtension {
		return "code"
	}
	return name
}
