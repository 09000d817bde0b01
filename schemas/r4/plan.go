package r4

import (
	"reflect"
	"strings"
	"sync"
)

// encoder appends one value as JSON. It appends nothing for a value FHIR has no way to write: nil, "", {}, [].
type encoder func(b []byte, v reflect.Value) ([]byte, error)

// plan is a struct type's elements in the order they are written.
type plan struct {
	elements []element
	choices  []choice
}

// element is one field of a struct: where it lies, its quoted name with the colon, how its value is written.
type element struct {
	outer, inner int // index path; inner is -1 for a field that is not inside an embedded struct
	name         string
	key          string
	required     bool // FHIR's minimum is 1: the tag has no omitempty
	nilable      bool
	choice       int // index of the required choice it is a branch of, else -1
	encode       encoder
}

var plans sync.Map // reflect.Type -> *plan

// planOf compiles a struct type once. The plan enters the map before its elements are known, because FHIR's types are
// recursive (an extension holds a reference, which holds an identifier, which holds extensions).
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	compiling.Lock()
	defer compiling.Unlock()
	building := map[reflect.Type]*plan{}
	p := compileStruct(t, building)
	for t, p := range building {
		plans.Store(t, p)
	}
	return p
}

var compiling sync.Mutex

func compileStruct(t reflect.Type, building map[reflect.Type]*plan) *plan {
	if p, ok := building[t]; ok {
		return p
	}
	p := &plan{}
	building[t] = p
	own := map[string]int{} // a wrapper's own field shadows the embedded one of the same name, at that one's place
	for i := range t.NumField() {
		if f := t.Field(i); !f.Anonymous {
			own[tagName(f)] = i
		}
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.Anonymous {
			if !shadows(t, f) {
				p.add(f, i, -1, building)
			}
			continue
		}
		for j := range f.Type.NumField() {
			g := f.Type.Field(j)
			if k, ok := own[tagName(g)]; ok {
				p.add(t.Field(k), k, -1, building)
				continue
			}
			p.add(g, i, j, building)
		}
	}
	p.choose()
	return p
}

func (p *plan) add(f reflect.StructField, outer, inner int, building map[reflect.Type]*plan) {
	name := tagName(f)
	p.elements = append(p.elements, element{
		outer: outer, inner: inner, name: name, key: `"` + name + `":`,
		required: !strings.Contains(f.Tag.Get("json"), "omitempty"),
		choice:   -1,
		nilable:  f.Type.Kind() == reflect.Pointer || f.Type.Kind() == reflect.Slice,
		encode:   encoderOf(f.Type, name, building),
	})
}

func (e *element) of(v reflect.Value) reflect.Value {
	if e.inner < 0 {
		return v.Field(e.outer)
	}
	return v.Field(e.outer).Field(e.inner)
}

// shadows tells whether a wrapper's own field takes the place of an embedded one.
func shadows(t reflect.Type, own reflect.StructField) bool {
	for i := range t.NumField() {
		f := t.Field(i)
		if !f.Anonymous {
			continue
		}
		for j := range f.Type.NumField() {
			if tagName(f.Type.Field(j)) == tagName(own) {
				return true
			}
		}
	}
	return false
}

func tagName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
