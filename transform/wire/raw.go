package wire

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// Raw is a member whose form the vendor does not publish: its bytes, for a mapper that tries the forms it has seen. [] and {},
// "" and false are Empty.
type Raw struct {
	seen
	JSON jsontext.Value
}

// UnmarshalJSONFrom keeps the value; it fails only where the JSON itself is broken.
func (r *Raw) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*r = Raw{}
	v, err := dec.ReadValue()
	if err != nil {
		return err
	}
	switch v.Kind() {
	case 'n':
		r.State = Null
		return nil
	case 'f':
		r.State = Empty
		return nil
	}
	r.State, r.JSON = Set, v.Clone()
	if r.JSON.Compact() == nil && len(r.JSON) <= len(`[]`) && r.JSON.Kind() != '0' {
		r.State = Empty
	}
	return nil
}

// Legible tells that the member was absent, null or of a form this package knows. Of one that is not, nobody can tell what it no
// longer says: what an earlier answer said stays.
func (s seen) Legible() bool { return s.odd != transform.UnexpectedForm }
