package r4test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/gofhir/fhirpath"
	"github.com/gofhir/validator/pkg/registry"
	"github.com/gofhir/validator/pkg/terminology"
)

// elements finds what breaks HL7's invariants and required value sets inside a resource, where the validator does not look: it evaluates
// invariants of the whole resource only, and no code of a BackboneElement. An invariant that needs more than its element (ref-1: the whole resource; drt-1: the tables of UCUM) is left out; that a
// reference into the resource leads somewhere is r4.Check's.
type elements struct {
	registry *registry.Registry
	terms    *terminology.Registry
	faults   []string
}

// compiled holds HL7's expressions: *fhirpath.Expression by their text.
var compiled sync.Map

// inside looks at the elements of a resource by the profiles it claims, or else by its type.
func inside(r *registry.Registry, terms *terminology.Registry, resource []byte) ([]string, error) {
	var root map[string]any
	if err := json.Unmarshal(resource, &root); err != nil {
		return nil, errors.New("a resource is not JSON")
	}
	kind, _ := root["resourceType"].(string)
	meta, _ := root["meta"].(map[string]any)
	e := &elements{registry: r, terms: terms}
	held := false
	for _, claim := range list(meta["profile"]) {
		url, _ := claim.(string)
		if profile := r.GetByURL(url); profile != nil {
			held = true
			e.object(kind, kind, profile, root)
		}
	}
	if base := r.GetByType(kind); base != nil && !held {
		e.object(kind, kind, base, root)
	}
	return e.faults, nil
}

// object looks at the members of an object that stands at path and is defined, in sd, at defined.
func (e *elements) object(path, defined string, sd *registry.StructureDefinition, object map[string]any) {
	for name, value := range object {
		definition, kind := member(sd, defined, name)
		if definition == nil {
			continue // whether an element is known is the validator's to say
		}
		e.bound(path+"."+name, definition, kind, value)
		for n, item := range list(value) {
			if inner, ok := item.(map[string]any); ok {
				e.element(fmt.Sprintf("%s.%s[%d]", path, name, n), definition, kind, sd, inner)
			}
		}
	}
}

func (e *elements) element(path string, definition *registry.ElementDefinition, kind string, sd *registry.StructureDefinition, object map[string]any) {
	if definition.ContentReference != nil { // defined where another element is: "#Type.path", maybe with an address before it
		_, defined, _ := strings.Cut(*definition.ContentReference, "#")
		parent, name := defined[:strings.LastIndex(defined, ".")], defined[strings.LastIndex(defined, ".")+1:]
		definition, kind = member(sd, parent, name)
	}
	e.hold(path, definition.Constraint, object)
	switch kind {
	case "BackboneElement", "Element":
		e.object(path, definition.Path, sd, object)
	default:
		if base := e.registry.GetByType(kind); base != nil && base.Snapshot != nil {
			e.hold(path, base.Snapshot.Element[0].Constraint, object)
			e.object(path, kind, base, object)
		}
	}
}

// member finds the definition of a member and its type; of a choice it is the type that the name tells.
func member(sd *registry.StructureDefinition, parent, name string) (*registry.ElementDefinition, string) {
	for i := range sd.Snapshot.Element {
		d := &sd.Snapshot.Element[i]
		own, ok := strings.CutPrefix(d.Path, parent+".")
		if !ok || d.SliceName != nil || strings.Contains(own, ".") {
			continue
		}
		base, isChoice := strings.CutSuffix(own, "[x]")
		for _, t := range d.Type {
			if own == name || isChoice && name == base+strings.ToUpper(t.Code[:1])+t.Code[1:] {
				return d, t.Code
			}
		}
		if own == name {
			return d, ""
		}
	}
	return nil, ""
}

func (e *elements) hold(path string, rules []registry.Constraint, object map[string]any) {
	text, err := json.Marshal(object)
	if err != nil {
		e.faults = append(e.faults, "structure at "+path+": "+err.Error())
		return
	}
	for _, rule := range rules {
		if rule.Severity != "error" || strings.Contains(rule.Expression, "%rootResource") || strings.Contains(rule.Expression, "%ucum") {
			continue
		}
		if kept, err := evaluate(rule.Expression, text); err != nil || !kept {
			e.faults = append(e.faults, fmt.Sprintf("invariant at %s: %s", path, rule.Key))
		}
	}
}

// evaluate tells whether an invariant is kept. An answer that is empty keeps it, as with the validator.
func evaluate(expression string, object []byte) (bool, error) {
	x, ok := compiled.Load(expression)
	if !ok {
		fresh, err := fhirpath.Compile(expression)
		if err != nil {
			return false, err
		}
		x, _ = compiled.LoadOrStore(expression, fresh)
	}
	answer, err := x.(*fhirpath.Expression).Evaluate(object)
	if err != nil || answer.Empty() {
		return err == nil, err
	}
	return answer.ToBoolean()
}

// list is a value that may repeat, as the list it is.
func list(v any) []any {
	if many, ok := v.([]any); ok {
		return many
	}
	return slices.DeleteFunc([]any{v}, func(v any) bool { return v == nil })
}
