package wire

import "github.com/go-json-experiment/json/jsontext"

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
