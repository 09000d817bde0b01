package r4

import (
	"errors"
	"reflect"
	"strings"
)

// Of a required choice samply has every branch as a plain field and would write them all
// (http://hl7.org/fhir/R4/formats.html#choice). A plan writes the one that is set.

// errChoices says that two branches of one choice are set.
var errChoices = errors.New("two types of one choice are set")

// choice is a required choice of a struct type.
type choice struct {
	name string // "medication[x]"
	flag int    // the element to write as false when no branch is set, else -1
}

// requiredChoices are the names of the required choices that the resources of this package hold.
var requiredChoices = []string{"allowed", "chargeItem", "medication", "target", "value"}

// choose finds the plan's required choices. Zero is not a fact in their branches but for allowedBoolean: whoever writes a
// substitution says whether it is allowed.
func (p *plan) choose() {
	for _, base := range requiredChoices {
		branches := p.branches(base)
		if len(branches) < 2 {
			continue
		}
		made := choice{name: base + "[x]", flag: -1}
		for _, i := range branches {
			e := &p.elements[i]
			e.required, e.choice, e.encode = false, len(p.choices), unlessZero(e.encode)
			if e.name == "allowedBoolean" {
				made.flag = i
			}
		}
		p.choices = append(p.choices, made)
	}
}

func (p *plan) branches(base string) (found []int) {
	for i, e := range p.elements {
		if rest, ok := strings.CutPrefix(e.name, base); ok && e.required && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
			found = append(found, i)
		}
	}
	return found
}

func unlessZero(encode encoder) encoder {
	return func(b []byte, v reflect.Value) ([]byte, error) {
		if v.IsZero() {
			return b, nil
		}
		return encode(b, v)
	}
}

// decide looks at the number of branches written of each choice. It appends the flag where false is a fact, and names a
// choice that is missing.
func (p *plan) decide(b []byte, written []int) (out []byte, missing string, err error) {
	for i, c := range p.choices {
		switch {
		case written[i] > 1:
			return b, "", errChoices
		case written[i] == 0 && c.flag >= 0:
			b = append(b, p.elements[c.flag].key...)
			b = append(b, "false,"...)
		case written[i] == 0 && missing == "":
			missing = c.name
		}
	}
	return b, missing, nil
}
