package r4test

import (
	"fmt"
	"slices"

	"github.com/gofhir/validator/pkg/registry"
)

// bound looks whether codes are of the value set that HL7 requires of their element; of a concept it is enough that one is
// (http://hl7.org/fhir/R4/terminologies.html#required). A set that the definitions do not list allows all.
func (e *elements) bound(path string, d *registry.ElementDefinition, kind string, value any) {
	if d.Binding == nil || d.Binding.Strength != "required" {
		return
	}
	allowed := func(c coding) bool {
		valid, listed := e.terms.ValidateCode(d.Binding.ValueSet, c.system, c.code)
		return valid || !listed
	}
	for n, item := range list(value) {
		if all := codings(kind, item); len(all) > 0 && !slices.ContainsFunc(all, allowed) {
			e.faults = append(e.faults, fmt.Sprintf("code at %s[%d]: not in %s", path, n, d.Binding.ValueSet))
		}
	}
}

// coding is a code; its system is empty where the element's definition tells it.
type coding struct{ system, code string }

// codings are the codes of a value of a type.
func codings(kind string, value any) (all []coding) {
	switch v := value.(type) {
	case string:
		if kind == "code" {
			all = []coding{{code: v}}
		}
	case map[string]any:
		if kind == "CodeableConcept" {
			for _, c := range list(v["coding"]) {
				all = append(all, codings("Coding", c)...)
			}
		}
		if code, ok := v["code"].(string); ok && kind == "Coding" {
			system, _ := v["system"].(string)
			all = []coding{{system, code}}
		}
	}
	return all
}
