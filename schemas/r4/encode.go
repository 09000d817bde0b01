package r4

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// ErrMissing says that an element FHIR requires is not set. The wrapping error names the element.
var ErrMissing = errors.New("required element is not set")

// errCode: an enumeration holds a number outside its value set; samply would write "<unknown>".
var errCode = errors.New("code is outside its value set")

var (
	rawType    = reflect.TypeFor[json.RawMessage]()
	numberType = reflect.TypeFor[json.Number]()
	coderType  = reflect.TypeFor[coder]()
	namerType  = reflect.TypeFor[namer]()
)

type (
	coder interface{ Code() string }         // samply's enumerations
	namer interface{ resourceName() string } // the type of a wrapper's ResourceType
)

// appendResource appends a wrapper struct: elements in FHIR's order, none of them empty.
func appendResource(b []byte, v reflect.Value) ([]byte, error) {
	out, err := planOf(v.Type()).append(b, v)
	if err != nil {
		return b, fmt.Errorf("writing a resource: %w", err)
	}
	return out, nil
}

func (p *plan) append(b []byte, v reflect.Value) ([]byte, error) {
	b = append(b, '{')
	start := len(b)
	b, missing, err := p.appendElements(b, v)
	if err != nil {
		return b, err
	}
	if len(b) == start {
		return b[:start-1], nil // nothing in it: the caller decides whether that is allowed
	}
	if missing != "" {
		return b, fmt.Errorf("%s: %w", missing, ErrMissing)
	}
	b[len(b)-1] = '}'
	return b, nil
}

// appendElements appends the elements that are set, each with a comma, and names the first that is missing.
func (p *plan) appendElements(b []byte, v reflect.Value) (out []byte, missing string, err error) {
	var room [4]int
	branches := room[:len(p.choices)]
	for i := range p.elements {
		e := &p.elements[i]
		before := len(b)
		if b, err = e.append(b, e.of(v)); err != nil {
			return b, "", fmt.Errorf("%s: %w", e.name, err)
		}
		switch {
		case len(b) > before && e.choice >= 0:
			branches[e.choice]++
		case len(b) == before && e.required && missing == "":
			missing = e.name
		}
	}
	b, open, err := p.decide(b, branches)
	return b, cmp.Or(missing, open), err
}

// append writes an element and a comma, or nothing.
func (e *element) append(b []byte, v reflect.Value) ([]byte, error) {
	if e.nilable && v.IsNil() { // most elements are
		return b, nil
	}
	before := len(b)
	b = append(b, e.key...)
	value := len(b)
	b, err := e.encode(b, v)
	if err != nil || len(b) == value {
		return b[:before], err
	}
	return append(b, ','), nil
}

func encoderOf(t reflect.Type, name string, building map[reflect.Type]*plan) encoder {
	switch {
	case t == rawType:
		return appendRaw
	case t == numberType:
		return appendNumber
	case t.Implements(coderType) && t.Kind() == reflect.Int:
		return appendCode
	case t.Implements(namerType):
		return appendName
	}
	switch t.Kind() {
	case reflect.Pointer:
		return pointerTo(encoderOf(t.Elem(), name, building))
	case reflect.Slice:
		return listOf(encoderOf(t.Elem(), name, building))
	case reflect.Struct:
		return compileStruct(t, building).append
	case reflect.String:
		return appendString
	case reflect.Bool:
		return appendBool
	case reflect.Int:
		return appendInt
	}
	panic("r4: element " + name + " has a type this package cannot write")
}

func pointerTo(encode encoder) encoder {
	return func(b []byte, v reflect.Value) ([]byte, error) {
		if v.IsNil() {
			return b, nil
		}
		return encode(b, v.Elem())
	}
}

func listOf(encode encoder) encoder {
	return func(b []byte, v reflect.Value) ([]byte, error) {
		n := v.Len()
		if n == 0 {
			return b, nil
		}
		b = append(b, '[')
		start := len(b)
		for i := range n {
			before := len(b)
			var err error
			if b, err = encode(b, v.Index(i)); err != nil {
				return b, err
			}
			if len(b) > before {
				b = append(b, ',')
			}
		}
		if len(b) == start {
			return b[:start-1], nil
		}
		b[len(b)-1] = ']'
		return b, nil
	}
}

func appendString(b []byte, v reflect.Value) ([]byte, error) {
	s := v.String()
	if s == "" {
		return b, nil
	}
	b, err := jsontext.AppendQuote(b, s)
	if err != nil {
		return b, errors.New("text is not UTF-8")
	}
	return b, nil
}

func appendCode(b []byte, v reflect.Value) ([]byte, error) {
	code := v.Interface().(coder).Code()
	if code == "" || code[0] == '<' {
		return b, errCode
	}
	b = append(b, '"')
	b = append(b, code...)
	return append(b, '"'), nil
}

func appendName(b []byte, v reflect.Value) ([]byte, error) {
	b = append(b, '"')
	b = append(b, v.Interface().(namer).resourceName()...)
	return append(b, '"'), nil
}

func appendBool(b []byte, v reflect.Value) ([]byte, error) {
	return strconv.AppendBool(b, v.Bool()), nil
}

func appendInt(b []byte, v reflect.Value) ([]byte, error) {
	return strconv.AppendInt(b, v.Int(), 10), nil
}

// appendNumber keeps a decimal's digits as given: 1.50 is not 1.5 in FHIR.
func appendNumber(b []byte, v reflect.Value) ([]byte, error) {
	n := jsontext.Value(v.String())
	if len(n) == 0 {
		return b, nil
	}
	if n.Kind() != '0' || !n.IsValid() {
		return b, errors.New("decimal is not a number")
	}
	return append(b, n...), nil
}

// appendRaw writes a contained resource, which must be one JSON object.
func appendRaw(b []byte, v reflect.Value) ([]byte, error) {
	raw := jsontext.Value(v.Bytes())
	if raw.Kind() != '{' || !raw.IsValid() {
		return b, errors.New("contained resource is not a JSON object")
	}
	return append(b, raw...), nil
}
