package wire

import (
	"bytes"
	"reflect"
	"strings"
	"sync"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/nightrounds/rounds/transform"
)

// maxIssues bounds what one record can report; a body of a million unknown members says nothing more than the first.
const maxIssues = 64

// report walks a decoded struct and adds what its members were read leniently for, and the members it does not name.
func report[T any](v *T, issues []transform.Issue) []transform.Issue {
	r := reporter{issues: issues}
	r.object("", reflect.ValueOf(v).Elem())
	return r.issues
}

type reporter struct{ issues []transform.Issue }

func (r *reporter) add(code transform.Reason, path string) {
	issue := transform.Issue{Code: code, Path: path}
	if len(r.issues) >= maxIssues {
		return
	}
	for _, have := range r.issues {
		if have == issue {
			return
		}
	}
	r.issues = append(r.issues, issue)
}

func (r *reporter) object(path string, v reflect.Value) {
	for _, m := range membersOf(v.Type()) {
		f := v.Field(m.index)
		if m.others {
			r.others(path, f.Bytes())
			continue
		}
		if odd, ok := f.Addr().Interface().(interface{ issue() transform.Reason }); ok && odd.issue() != "" {
			r.add(odd.issue(), join(path, m.name))
		}
		if m.value > 0 {
			r.object(join(path, m.name), f.Field(m.value))
		}
		if m.items > 0 {
			for i := range f.Field(m.items).Len() {
				r.object(join(join(path, m.name), "*"), f.Field(m.items).Index(i))
			}
		}
	}
}

// others names the members outside the contract.
func (r *reporter) others(path string, raw jsontext.Value) {
	if len(raw) <= len(`{}`) {
		return
	}
	dec := jsontext.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.ReadToken(); err != nil {
		return
	}
	for dec.PeekKind() == '"' && len(r.issues) < maxIssues {
		name, err := dec.ReadToken()
		if err != nil {
			return
		}
		r.add(transform.UnknownField, join(path, name.String()))
		if dec.SkipValue() != nil {
			return
		}
	}
}

// member is a field of a wire struct: its name in JSON and where nested members lie inside it (0: nowhere).
type member struct {
	index, value, items int
	name                string
	others              bool
}

var members sync.Map // reflect.Type -> []member

func membersOf(t reflect.Type) []member {
	if m, ok := members.Load(t); ok {
		return m.([]member)
	}
	var list []member
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		m := member{index: i, name: name, others: f.Type == reflect.TypeFor[jsontext.Value]()}
		if !m.others && f.Type.Kind() == reflect.Struct {
			m.value, m.items = nested(f.Type, "Value", reflect.Struct), nested(f.Type, "Items", reflect.Slice)
		}
		list = append(list, m)
	}
	members.Store(t, list)
	return list
}

func nested(t reflect.Type, name string, kind reflect.Kind) int {
	f, ok := t.FieldByName(name)
	if !ok || f.Type.Kind() != kind || f.Type == reflect.TypeFor[string]() {
		return 0
	}
	return f.Index[0]
}
