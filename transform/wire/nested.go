package wire

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// Object is a nested object. An empty list stands for an empty object in some dialects; [], "" and false are Empty.
type Object[T any] struct {
	seen
	Value T
}

// UnmarshalJSONFrom reads an object or a sentinel; it fails only where the JSON itself is broken.
func (o *Object[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*o = Object[T]{}
	switch dec.PeekKind() {
	case '{':
		o.State = Set
		return json.UnmarshalDecode(dec, &o.Value)
	case '[', '"':
		return o.empty(dec)
	}
	return o.skip(dec)
}

// empty reads what must be [] or "".
func (s *seen) empty(dec *jsontext.Decoder) error {
	v, err := dec.ReadValue()
	if err != nil {
		return err
	}
	s.State = Empty
	if inside := bytes.TrimSpace(v[1 : len(v)-1]); len(inside) > 0 && string(inside) != "--" {
		s.odd = transform.UnexpectedForm
	}
	return nil
}

// List is a list of objects. "", false and [] are Empty; elements that are no objects are left out and reported.
type List[T any] struct {
	seen
	Items []T
}

// UnmarshalJSONFrom reads a list or a sentinel; it fails only where the JSON itself is broken.
func (l *List[T]) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	*l = List[T]{}
	switch dec.PeekKind() {
	case '[':
		return l.items(dec)
	case '"':
		return l.empty(dec)
	}
	return l.skip(dec)
}

func (l *List[T]) items(dec *jsontext.Decoder) error {
	if _, err := dec.ReadToken(); err != nil {
		return err
	}
	l.State = Empty
	for dec.PeekKind() != ']' {
		l.State = Set
		if dec.PeekKind() != '{' {
			l.odd = transform.UnexpectedForm
			if err := dec.SkipValue(); err != nil {
				return err
			}
			continue
		}
		l.Items = append(l.Items, *new(T))
		if err := json.UnmarshalDecode(dec, &l.Items[len(l.Items)-1]); err != nil {
			return err
		}
	}
	_, err := dec.ReadToken()
	return err
}

// Known is a member the contract names and no mapper reads yet. It is in the raw record and counts as no issue.
type Known struct{ State State }

// UnmarshalJSONFrom passes over the value.
func (k *Known) UnmarshalJSONFrom(dec *jsontext.Decoder) error {
	k.State = Set
	if dec.PeekKind() == 'n' {
		k.State = Null
	}
	return dec.SkipValue()
}

// Others holds the members a struct does not name. It is a field of its own: Others wire.Others with the tag json:",embed".
type Others = jsontext.Value
