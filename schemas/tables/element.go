package tables

import (
	"cmp"
	"encoding/json"
	"strings"

	"github.com/samply/golang-fhir-models/fhir-models/fhir"
)

// val reads an optional value; absent is the zero value.
func val[V any](p *V) V {
	if p == nil {
		var zero V
		return zero
	}
	return *p
}

// code reads an optional code of a required value set.
func code[E interface{ Code() string }](e *E) string {
	if e == nil {
		return ""
	}
	return (*e).Code()
}

// one makes a list of an optional element, so that single and repeating elements share their columns.
func one[V any](v *V) []V {
	if v == nil {
		return nil
	}
	return []V{*v}
}

// some makes a list of a required concept; empty when there is nothing in it.
func some(c fhir.CodeableConcept) []fhir.CodeableConcept {
	if len(c.Coding) == 0 && c.Text == nil {
		return nil
	}
	return []fhir.CodeableConcept{c}
}

// first is a list's first element, or nil.
func first[V any](vs []V) *V {
	if len(vs) == 0 {
		return nil
	}
	return &vs[0]
}

// best is the element of the lowest rank, the first of equals; nil when no rank is below limit.
func best[V any](vs []V, limit int, rank func(*V) int) *V {
	var found *V
	for i := range vs {
		if r := rank(&vs[i]); r < limit {
			found, limit = &vs[i], r
		}
	}
	return found
}

// coding is one coding of one concept; concepts with a text alone have one without a code.
type coding struct {
	concept               uint16
	system, code, display string
	text                  string
}

func codings(concepts []fhir.CodeableConcept) []coding {
	if len(concepts) == 0 {
		return nil
	}
	out := make([]coding, 0, len(concepts))
	for i, c := range concepts {
		if len(c.Coding) == 0 {
			out = append(out, coding{concept: uint16(i), text: val(c.Text)})
		}
		for _, g := range c.Coding {
			out = append(out, coding{uint16(i), val(g.System), val(g.Code), val(g.Display), val(c.Text)})
		}
	}
	return out
}

var codingList = tuples(
	part("concept", small, func(c *coding) uint16 { return c.concept }),
	part("system", text, func(c *coding) string { return c.system }),
	part("code", text, func(c *coding) string { return c.code }),
	part("display", text, func(c *coding) string { return c.display }),
	part("text", text, func(c *coding) string { return c.text }),
)

// concepts declares the columns of a CodeableConcept: the first coding of the first concept flat, and all codings.
func concepts[T any](name, doc string, p Privacy, get func(*T) []fhir.CodeableConcept) columns[T] {
	head := func(r *T) coding {
		cs := get(r)
		if len(cs) == 0 {
			return coding{}
		}
		g := val(first(cs[0].Coding))
		return coding{0, val(g.System), val(g.Code), val(g.Display), val(cs[0].Text)}
	}
	return join(
		col(name+"_system", word, Code, doc+": the code system of the first coding.", func(r *T) string { return head(r).system }),
		col(name+"_code", word, p, doc+": the code of the first coding.", func(r *T) string { return head(r).code }),
		col(name+"_display", word, p, doc+": the first coding's own words.", func(r *T) string { return head(r).display }),
		col(name+"_text", text, p, doc+": the text of the first concept.", func(r *T) string { return head(r).text }),
		col(name+"_codings", codingList, p, doc+": every coding of every concept; concept counts from 0.",
			func(r *T) []coding { return codings(get(r)) }),
	)
}

var plainCodings = tuples(
	part("system", text, func(c *fhir.Coding) string { return val(c.System) }),
	part("code", text, func(c *fhir.Coding) string { return val(c.Code) }),
	part("display", text, func(c *fhir.Coding) string { return val(c.Display) }),
)

// hasCode says whether one of the codings is this one.
func hasCode(cs []fhir.Coding, system, code string) bool {
	for i := range cs {
		if val(cs[i].System) == system && val(cs[i].Code) == code {
			return true
		}
	}
	return false
}

// target splits a reference: type and id where it is of the form Patient/id, else whatever it says in words.
func target(r *fhir.Reference) (typ, id, words string) {
	if r == nil {
		return "", "", ""
	}
	typ, words = val(r.Type), val(r.Display)
	ref := val(r.Reference)
	before, after, ok := strings.Cut(ref, "/")
	switch {
	case ok && before != "" && after != "" && !strings.ContainsAny(before, ":.#") && !strings.Contains(after, "/"):
		return before, after, words
	case words == "" && ref != "":
		return typ, "", ref
	case words == "" && r.Identifier != nil:
		return typ, "", val(r.Identifier.Value)
	}
	return typ, "", words
}

// reference declares the columns of a reference, split.
func reference[T any](name, doc string, get func(*T) *fhir.Reference) columns[T] {
	return join(
		col(name+"_type", word, Code, doc+": the resource type.", func(r *T) string { t, _, _ := target(get(r)); return t }),
		col(name+"_id", text, Key, doc+": the id; empty when the reference has none.",
			func(r *T) string { _, id, _ := target(get(r)); return id }),
		col(name+"_text", text, Name, doc+": its display, or the reference as it stands when it does not resolve.",
			func(r *T) string { _, _, words := target(get(r)); return words }),
		col(name+"_identifier", text, Identifier, doc+": the vendor's id of it, where the reference carries one; it may name what no source has shown.",
			func(r *T) string { return val(val(val(get(r)).Identifier).Value) }),
	)
}

// referenceParts declares the elements of a reference inside a tuple.
func referenceParts[T any](prefix string, get func(*T) *fhir.Reference) columns[T] {
	return join(
		part(prefix+"type", text, func(r *T) string { t, _, _ := target(get(r)); return t }),
		part(prefix+"id", text, func(r *T) string { _, id, _ := target(get(r)); return id }),
		part(prefix+"text", text, func(r *T) string { _, _, words := target(get(r)); return words }),
	)
}

var referenceList = tuples(referenceParts("", func(r *fhir.Reference) *fhir.Reference { return r }))

// to is the first reference of a list that leads to a resource type, or nil.
func to(resourceType string, refs []fhir.Reference) *fhir.Reference {
	for i := range refs {
		if t, _, _ := target(&refs[i]); t == resourceType {
			return &refs[i]
		}
	}
	return nil
}

// annotations declares the column of remarks.
func annotations[T any](get func(*T) []fhir.Annotation) columns[T] {
	return col("notes", annotationList, Text, "Remarks, with who made them and when as far as the vendor tells.", get)
}

var annotationList = tuples(
	part("author", text, func(a *fhir.Annotation) string {
		_, _, words := target(a.AuthorReference)
		return cmp.Or(val(a.AuthorString), words)
	}),
	part("time_text", text, func(a *fhir.Annotation) string { return val(a.Time) }),
	part("text", text, func(a *fhir.Annotation) string { return a.Text }),
)

// amount reads a decimal; nil when there is none.
func amount(n *json.Number) *float64 {
	f, err := val(n).Float64()
	if err != nil {
		return nil
	}
	return &f
}
